import { Entity, Index } from 'typeorm';
import { Field, Key } from '../platform/database/field.js';

/** One person in one cohort's programme: the key of learning records. */
@Entity('enrolment')
@Index('uq_enrolment_cohort_person', ['cohortId', 'personId'], { unique: true })
export class Enrolment {
  @Key('technical', { type: 'uuid' })
  id: string;

  @Field('technical', { type: 'uuid', references: 'Cohort' })
  cohortId: string;

  @Field('link', { type: 'uuid', references: 'Person' })
  @Index('ix_enrolment_person_id')
  personId: string;

  @Field('technical', { type: 'text', references: 'Programme' })
  programmeId: string;

  /** When the last invitation mail was written, with or without a link that sets a password; null where none was. */
  @Field('record', { type: 'timestamptz', nullable: true })
  invitedAt: Date | null;

  /** How many invitations have been written. */
  @Field('record', { type: 'integer', default: 0 })
  invitations: number;

  /** First visit to the programme. */
  @Field('record', { type: 'timestamptz', nullable: true })
  openedAt: Date | null;

  @Field('technical', { type: 'timestamptz' })
  createdAt: Date;
}
