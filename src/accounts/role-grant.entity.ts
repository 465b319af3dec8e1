import { Entity, Index } from 'typeorm';
import { Field, Key } from '../platform/database/field.js';

/** One role of one person, at a node of the tree or (authority null) for the whole installation. */
@Entity('role_grant')
@Index('uq_role_grant', ['personId', 'role', 'authorityId'], { unique: true })
export class RoleGrant {
  @Key('technical', { type: 'uuid' })
  id: string;

  @Field('link', { type: 'uuid', references: 'Person', onDelete: 'CASCADE' })
  personId: string;

  @Field('person', { type: 'text' })
  role: string;

  @Field('technical', { type: 'uuid', nullable: true, references: 'Authority' })
  authorityId: string | null;

  @Field('technical', { type: 'timestamptz', default: () => 'now()' })
  createdAt: Date;
}
