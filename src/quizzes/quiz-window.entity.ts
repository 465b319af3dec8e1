import { Entity } from 'typeorm';
import { Field, Key } from '../platform/database/field.js';

/** When a cohort's quiz may be taken: as it was meant, in the cohort's civil time, and as instants beside. */
@Entity('quiz_window')
export class QuizWindow {
  @Key('technical', { type: 'uuid', references: 'Cohort' })
  cohortId: string;

  @Key('technical', { type: 'text' })
  quizId: string;

  /** `2026-12-01T09:00`; null: from the beginning. */
  @Field('technical', { type: 'text', nullable: true })
  opens: string | null;

  /** Null: to the end. */
  @Field('technical', { type: 'text', nullable: true })
  closes: string | null;

  /** The same in the cohort's zone; written anew when the zone changes. */
  @Field('technical', { type: 'timestamptz', nullable: true })
  opensAt: Date | null;

  @Field('technical', { type: 'timestamptz', nullable: true })
  closesAt: Date | null;
}
