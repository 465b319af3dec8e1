import { Entity, Index, PrimaryGeneratedColumn } from 'typeorm';
import { Field } from '../platform/database/field.js';

/**
 * `enrolled` starts on a revision · `moved` follows a newer one · `lesson-opened` · `lesson-finished` ·
 * `quiz-started` · `quiz-graded` with the payload {attempt, passed} · `plan-started` · `plan-finished` · `module-credited` with {enrolment, revision}: done in another programme.
 */
export type LearningEventType =
  'enrolled' | 'moved' | 'lesson-opened' | 'lesson-finished' | 'quiz-started' | 'quiz-graded' | 'plan-started' | 'plan-finished' | 'module-credited';

/** An append-only fact about an enrolment. Progress is computed from these. */
@Entity('learning_event')
@Index('uq_learning_event_sequence', ['enrolmentId', 'sequence'], { unique: true })
export class LearningEvent {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' })
  id: string;

  @Field('link', { type: 'uuid', references: 'Enrolment' })
  enrolmentId: string;

  /** 1, 2, 3 … within the enrolment. */
  @Field('technical', { type: 'integer' })
  sequence: number;

  @Field('record', { type: 'text' })
  type: LearningEventType;

  /** Item (or, for `module-credited`, module) that it is about. */
  @Field('record', { type: 'text', nullable: true })
  itemId: string | null;

  /** Revision in force. */
  @Field('technical', { type: 'uuid', references: 'Revision' })
  revisionId: string;

  @Field('record', { type: 'jsonb', default: () => "'{}'" })
  payload: Record<string, unknown>;

  @Field('record', { type: 'timestamptz' })
  at: Date;
}
