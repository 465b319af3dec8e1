import { Entity, Index } from 'typeorm';
import { Field, Key } from '../platform/database/field.js';

/** A personal access token for the API: shown once, kept as a hash. */
@Entity('access_token')
export class AccessToken {
  @Key('technical', { type: 'uuid' })
  id: string;

  @Field('link', { type: 'uuid', references: 'Person', onDelete: 'CASCADE' })
  @Index('ix_access_token_person_id')
  personId: string;

  @Field('person', { type: 'text' })
  name: string;

  @Field('secret', { type: 'text' })
  @Index('uq_access_token_secret_hash', { unique: true })
  secretHash: string;

  @Field('record', { type: 'date', nullable: true })
  lastUsedOn: string | null;

  @Field('record', { type: 'timestamptz', nullable: true })
  revokedAt: Date | null;

  @Field('technical', { type: 'timestamptz', default: () => 'now()' })
  createdAt: Date;
}
