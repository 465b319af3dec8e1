import { Entity, Index } from 'typeorm';
import { Field, Key } from '../platform/database/field.js';

/** What an authority decides about its people. */
export interface AuthorityPolicy {
  /** Coordinators see scores, answers and numbers of attempts. Off by default. */
  coordinatorsSeeScores: boolean;
}
export const defaultPolicy: AuthorityPolicy = { coordinatorsSeeScores: false };

/** A local authority or a part of it: a node of a tree. */
@Entity('authority')
export class Authority {
  @Key('technical', { type: 'uuid' })
  id: string;

  @Field('technical', { type: 'uuid', nullable: true, references: 'Authority' })
  @Index('ix_authority_parent_id')
  parentId: string | null;

  /** Ids from the root to this node, `/root/child/`: whoever holds a role at a prefix holds it here. */
  @Field('technical', { type: 'text' })
  @Index('uq_authority_path', { unique: true })
  path: string;

  @Field('content', { type: 'text' })
  name: string;

  @Field('content', { type: 'text' })
  zone: string;

  @Field('content', { type: 'jsonb' })
  policy: AuthorityPolicy;

  /** Named person to whom "report a problem" goes. */
  @Field('person', { type: 'text', nullable: true })
  contactName: string | null;

  @Field('person', { type: 'text', nullable: true })
  contactEmail: string | null;

  @Field('technical', { type: 'timestamptz', default: () => 'now()' })
  createdAt: Date;
}
