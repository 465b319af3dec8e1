import { Entity, Index } from 'typeorm';
import { Field, Key } from '../platform/database/field.js';

export type LinkPurpose = 'invitation' | 'reset' | 'first-admin';

/** A single-use link that proves an address: an invitation, a forgotten password, the first administrator. */
@Entity('link')
export class Link {
  @Key('technical', { type: 'uuid' })
  id: string;

  @Field('secret', { type: 'text' })
  @Index('uq_link_secret_hash', { unique: true })
  secretHash: string;

  @Field('link', { type: 'uuid', references: 'Person', onDelete: 'CASCADE' })
  @Index('ix_link_person_id')
  personId: string;

  @Field('technical', { type: 'text' })
  purpose: LinkPurpose;

  /** Where the browser goes afterwards; a path of Reed's own. */
  @Field('technical', { type: 'text', nullable: true })
  target: string | null;

  /** Who invited; named on the page and in the mail. Null where the installation itself or the person asked. */
  @Field('link', { type: 'uuid', nullable: true })
  invitedBy: string | null;

  @Field('technical', { type: 'timestamptz' })
  expiresAt: Date;

  @Field('record', { type: 'timestamptz', nullable: true })
  usedAt: Date | null;

  @Field('technical', { type: 'timestamptz', default: () => 'now()' })
  createdAt: Date;
}
