import { Entity, Index } from 'typeorm';
import { Field, Key } from '../platform/database/field.js';

/** What a correction did to one attempt: both results are kept. */
@Entity('attempt_correction')
@Index('ix_attempt_correction_correction', ['correctionId'])
@Index('ix_attempt_correction_due', ['correctionId', 'attemptId'], { where: 'settled_at IS NULL' })
export class AttemptCorrection {
  @Key('link', { type: 'uuid', references: 'Attempt' })
  attemptId: string;

  @Key('technical', { type: 'uuid', references: 'Correction' })
  correctionId: string;

  /** The result before, as a fraction of whole numbers. */
  @Field('record', { type: 'integer' })
  numeratorBefore: number;

  @Field('record', { type: 'integer' })
  denominatorBefore: number;

  @Field('record', { type: 'boolean' })
  passedBefore: boolean;

  @Field('record', { type: 'integer' })
  numeratorAfter: number;

  @Field('record', { type: 'integer' })
  denominatorAfter: number;

  @Field('record', { type: 'boolean' })
  passedAfter: boolean;

  /** Why a result was lowered; null where it was not. */
  @Field('content', { type: 'text', nullable: true })
  loweredBecause: string | null;

  /** When what follows from it had been written: a pass that was gained in the learning record, and the mail. Null: it is still due. */
  @Field('technical', { type: 'timestamptz', nullable: true })
  settledAt: Date | null;
}
