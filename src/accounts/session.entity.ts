import { Entity, Index } from 'typeorm';
import { Field, Key } from '../platform/database/field.js';

/** A browser in which somebody has signed in. The token itself is only in the cookie; who has not signed in has no session. */
@Entity('session')
export class Session {
  @Key('secret', { type: 'text' })
  tokenHash: string;

  @Field('link', { type: 'uuid', references: 'Person', onDelete: 'CASCADE' })
  @Index('ix_session_person_id')
  personId: string;

  @Field('technical', { type: 'timestamptz' })
  @Index('ix_session_expires_at')
  expiresAt: Date;

  @Field('technical', { type: 'timestamptz', default: () => 'now()' })
  createdAt: Date;
}
