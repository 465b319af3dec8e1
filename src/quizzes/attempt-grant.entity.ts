import { Entity, Index } from 'typeorm';
import { Field, Key } from '../platform/database/field.js';

/** One further attempt at one quiz, given to one person with a reason. */
@Entity('attempt_grant')
@Index('ix_attempt_grant_enrolment_quiz', ['enrolmentId', 'quizId'])
export class AttemptGrant {
  /** Made of the wish: the same form sent twice grants once. */
  @Key('technical', { type: 'uuid' })
  id: string;

  @Field('link', { type: 'uuid', references: 'Enrolment' })
  enrolmentId: string;

  @Field('technical', { type: 'text' })
  quizId: string;

  /** Its learner reads it. */
  @Field('person', { type: 'text' })
  reason: string;

  @Field('link', { type: 'uuid', references: 'Person' })
  grantedBy: string;

  @Field('record', { type: 'timestamptz' })
  grantedAt: Date;

  /** Null while it holds. A grant that was taken back stays as a row, so that its form sent again gives none. */
  @Field('record', { type: 'timestamptz', nullable: true })
  withdrawnAt: Date | null;

  @Field('link', { type: 'uuid', nullable: true, references: 'Person' })
  withdrawnBy: string | null;
}
