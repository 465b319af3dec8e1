import { Entity, Index } from 'typeorm';
import { Field, Key } from '../platform/database/field.js';

/** An answer that somebody has to read: waiting from the hand-in on, and then what it was given. */
@Entity('essay_mark')
@Index('idx_essay_mark_waiting', ['waitingSince', 'attemptId', 'questionId'], { where: 'marked_at IS NULL' })
@Index('ix_essay_mark_marked', ['markedAt', 'attemptId', 'questionId'], { where: 'marked_at IS NOT NULL' })
export class EssayMark {
  @Key('link', { type: 'uuid', references: 'Attempt' })
  attemptId: string;

  @Key('technical', { type: 'text' })
  questionId: string;

  @Field('record', { type: 'timestamptz' })
  waitingSince: Date;

  /** Ids of levels by criterion; null while it waits. */
  @Field('record', { type: 'jsonb', nullable: true })
  criteria: Record<string, string> | null;

  /** Words for the learner; may be empty. */
  @Field('person', { type: 'text', nullable: true })
  comment: string | null;

  @Field('link', { type: 'uuid', nullable: true, references: 'Person' })
  markerId: string | null;

  @Field('record', { type: 'timestamptz', nullable: true })
  markedAt: Date | null;
}
