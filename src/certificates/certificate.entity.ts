import { Entity, Index } from 'typeorm';
import { Field, Key } from '../platform/database/field.js';

/** An issued, verifiable credential for a completed enrolment. It keeps what it said on the day of issue. */
@Entity('certificate')
@Index('uq_certificate_cycle', ['enrolmentId', 'cycle', 'version'], { unique: true })
export class Certificate {
  @Key('technical', { type: 'uuid' })
  id: string;

  @Field('link', { type: 'uuid', references: 'Enrolment' })
  enrolmentId: string;

  @Field('link', { type: 'uuid', references: 'Person' })
  @Index('ix_certificate_person_id')
  personId: string;

  /** 1, then 2 after a recertification; `version` grows with corrections. */
  @Field('technical', { type: 'integer' })
  cycle: number;

  @Field('technical', { type: 'integer' })
  version: number;

  /** Ten characters that can be read aloud. */
  @Field('record', { type: 'text' })
  @Index('uq_certificate_code', { unique: true })
  code: string;

  @Field('person', { type: 'text' })
  personName: string;

  @Field('technical', { type: 'text' })
  programmeId: string;

  @Field('technical', { type: 'uuid', references: 'Revision' })
  revisionId: string;

  /** Title per language on the day of issue. */
  @Field('content', { type: 'jsonb' })
  title: Record<string, string>;

  @Field('content', { type: 'integer' })
  minutes: number;

  @Field('content', { type: 'text' })
  issuer: string;

  /** Made by an installation for trying out: not an official document. */
  @Field('technical', { type: 'boolean' })
  sample: boolean;

  @Field('record', { type: 'timestamptz' })
  issuedAt: Date;

  /** Civil date of issue in the cohort's zone. */
  @Field('record', { type: 'date' })
  issuedOn: string;

  @Field('record', { type: 'date', nullable: true })
  validUntil: string | null;

  @Field('record', { type: 'timestamptz', nullable: true })
  withdrawnAt: Date | null;
}
