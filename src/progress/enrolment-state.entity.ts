import { Entity, Index } from 'typeorm';
import { Field, Key } from '../platform/database/field.js';

/** Where one enrolment stands. Derived from the events, kept for lists and reminders. */
@Entity('enrolment_state')
export class EnrolmentState {
  @Key('link', { type: 'uuid', references: 'Enrolment' })
  enrolmentId: string;

  @Field('technical', { type: 'uuid', references: 'Revision' })
  revisionId: string;

  /** Sequence of the last event that went in. */
  @Field('technical', { type: 'integer' })
  sequence: number;

  /** Required items of the revision, and how many are done. */
  @Field('record', { type: 'integer' })
  required: number;

  @Field('record', { type: 'integer' })
  done: number;

  /** Ids of the modules that are complete. */
  @Field('record', { type: 'jsonb' })
  modulesDone: string[];

  /** Where "continue" leads; null when nothing is left. */
  @Field('record', { type: 'text', nullable: true })
  nextItemId: string | null;

  @Field('record', { type: 'timestamptz', nullable: true })
  startedAt: Date | null;

  @Field('record', { type: 'timestamptz', nullable: true })
  @Index('ix_enrolment_state_last_activity_at')
  lastActivityAt: Date | null;

  @Field('record', { type: 'timestamptz', nullable: true })
  completedAt: Date | null;
}
