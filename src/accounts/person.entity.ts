import { Entity, Index } from 'typeorm';
import { Field, Key } from '../platform/database/field.js';

/** Somebody who signs in. */
@Entity('person')
export class Person {
  @Key('technical', { type: 'uuid' })
  id: string;

  /** Always lower case. */
  @Field('person', { type: 'text' })
  @Index('uq_person_email', { unique: true })
  email: string;

  @Field('person', { type: 'text' })
  name: string;

  @Field('link', { type: 'uuid', nullable: true, references: 'Authority' })
  @Index('ix_person_authority_id')
  authorityId: string | null;

  /** Argon2id in PHC form; null until a password has been set. */
  @Field('secret', { type: 'text', nullable: true })
  passwordHash: string | null;

  @Field('person', { type: 'text' })
  language: string;

  @Field('person', { type: 'text' })
  zone: string;

  @Field('person', { type: 'text', default: 'system' })
  theme: string;

  @Field('technical', { type: 'timestamptz', default: () => 'now()' })
  createdAt: Date;

  @Field('record', { type: 'timestamptz', nullable: true })
  deactivatedAt: Date | null;
}
