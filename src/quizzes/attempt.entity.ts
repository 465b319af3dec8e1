import { Entity, Index } from 'typeorm';
import { Field, Key } from '../platform/database/field.js';

/** One question as this attempt shows it: the draw and the order of its options. */
export interface DrawnQuestion {
  id: string;
  options: string[];
}

/** One try at a quiz. */
@Entity('attempt')
@Index('uq_attempt_number', ['enrolmentId', 'quizId', 'number'], { unique: true })
@Index('ix_attempt_quiz', ['quizId'])
@Index('ix_attempt_deadline', ['deadline'], { where: 'handed_in_at IS NULL AND deadline IS NOT NULL' })
@Index('uq_attempt_open', ['enrolmentId', 'quizId'], { unique: true, where: 'handed_in_at IS NULL' })
export class Attempt {
  @Key('technical', { type: 'uuid' })
  id: string;

  @Field('link', { type: 'uuid', references: 'Enrolment' })
  enrolmentId: string;

  @Field('technical', { type: 'text' })
  quizId: string;

  @Field('record', { type: 'integer' })
  number: number;

  /** An attempt is finished and shown on the revision on which it began. */
  @Field('technical', { type: 'uuid', references: 'Revision' })
  revisionId: string;

  @Field('record', { type: 'jsonb' })
  questions: DrawnQuestion[];

  @Field('record', { type: 'timestamptz' })
  startedAt: Date;

  /** Minutes that the quiz gives to everybody; null: no limit. */
  @Field('technical', { type: 'integer', nullable: true })
  time: number | null;

  /** Seconds after the deadline in which an answer on its way is still taken. */
  @Field('technical', { type: 'integer', default: 30 })
  grace: number;

  /** When the attempt ends by time limit, extra time and closing time together; null: when it is handed in. */
  @Field('record', { type: 'timestamptz', nullable: true })
  deadline: Date | null;

  @Field('record', { type: 'timestamptz', nullable: true })
  handedInAt: Date | null;

  /**
   * Points as a fraction of whole numbers, so that nothing drifts: earned = numerator / denominator, of `max` points. While answers
   * wait for their marks they are the points of the rest, and `passed` is null.
   */
  @Field('record', { type: 'integer', nullable: true })
  numerator: number | null;

  @Field('record', { type: 'integer', nullable: true })
  denominator: number | null;

  @Field('record', { type: 'integer', nullable: true })
  max: number | null;

  @Field('record', { type: 'boolean', nullable: true })
  passed: boolean | null;

  /** `gradingVersion` of the rules that gave these points; null where they were given before it was kept. */
  @Field('technical', { type: 'integer', nullable: true })
  gradedBy: number | null;
}
