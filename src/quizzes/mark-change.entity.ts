import { Entity } from 'typeorm';
import { Field, Key } from '../platform/database/field.js';

/** A mark that another one has replaced, and why; rows are only added. The mark that stands is in `EssayMark`. */
@Entity('mark_change')
export class MarkChange {
  @Key('link', { type: 'uuid', references: 'Attempt' })
  attemptId: string;

  @Key('technical', { type: 'text' })
  questionId: string;

  /** Of the mark that was replaced: 1 is the first that the answer was given. */
  @Key('technical', { type: 'integer' })
  number: number;

  /** The mark as it was. */
  @Field('record', { type: 'jsonb' })
  criteria: Record<string, string>;

  @Field('person', { type: 'text' })
  comment: string;

  @Field('link', { type: 'uuid', references: 'Person' })
  markerId: string;

  @Field('record', { type: 'timestamptz' })
  markedAt: Date;

  /** Why it was replaced: its learner reads this where the result was known. */
  @Field('person', { type: 'text' })
  reason: string;

  @Field('link', { type: 'uuid', references: 'Person' })
  changedBy: string;

  @Field('record', { type: 'timestamptz' })
  changedAt: Date;

  /** Both results of the attempt, as fractions of whole numbers; null while other answers of it still waited. */
  @Field('record', { type: 'integer', nullable: true })
  numeratorBefore: number | null;

  @Field('record', { type: 'integer', nullable: true })
  denominatorBefore: number | null;

  @Field('record', { type: 'boolean', nullable: true })
  passedBefore: boolean | null;

  @Field('record', { type: 'integer', nullable: true })
  numeratorAfter: number | null;

  @Field('record', { type: 'integer', nullable: true })
  denominatorAfter: number | null;

  @Field('record', { type: 'boolean', nullable: true })
  passedAfter: boolean | null;
}
