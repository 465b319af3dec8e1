import { Entity, Index } from 'typeorm';
import { Field, Key } from '../platform/database/field.js';
import type { CorrectionKind } from './rules/correct.js';

/** What a trainer has put right about one version of a question, for attempts that have met it and those that still will. */
@Entity('correction')
@Index('ix_correction_quiz', ['quizId', 'questionId'])
export class Correction {
  @Key('technical', { type: 'uuid' })
  id: string;

  @Field('technical', { type: 'text' })
  quizId: string;

  @Field('technical', { type: 'text' })
  questionId: string;

  /** The version that it concerns: a later one with another key is not touched. */
  @Field('technical', { type: 'text' })
  version: string;

  @Field('content', { type: 'text' })
  kind: CorrectionKind;

  /** The new key, or the answer that is accepted too; empty where the question is void. */
  @Field('content', { type: 'jsonb' })
  answer: string[];

  /** In which the answer was typed; null where it was not. */
  @Field('content', { type: 'text', nullable: true })
  language: string | null;

  /** Shown to learners whose result it touches. */
  @Field('content', { type: 'text' })
  reason: string;

  @Field('link', { type: 'uuid', references: 'Person' })
  madeBy: string;

  @Field('technical', { type: 'timestamptz' })
  madeAt: Date;
}
