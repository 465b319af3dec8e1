import { Entity, Index } from 'typeorm';
import { Field, Key } from '../platform/database/field.js';

export type ReminderRuleName = 'invitation-unopened' | 'quiet' | 'deadline-near' | 'overdue';

/** One occurrence of one rule for one person about one object: the ledger. */
@Entity('reminder')
@Index('uq_reminder_occurrence', ['rule', 'personId', 'objectId', 'occurrence'], { unique: true })
export class Reminder {
  @Key('technical', { type: 'uuid' })
  id: string;

  @Field('record', { type: 'text' })
  rule: ReminderRuleName;

  @Field('link', { type: 'uuid', references: 'Person' })
  @Index('ix_reminder_person_id')
  personId: string;

  /** The enrolment that it is about. */
  @Field('link', { type: 'uuid', references: 'Enrolment' })
  objectId: string;

  /** What tells this occurrence from the next of the same rule, e.g. the date of the last activity or of the deadline. */
  @Field('record', { type: 'text' })
  occurrence: string;

  /** When the rule says it was due. */
  @Field('record', { type: 'timestamptz' })
  dueAt: Date;

  @Field('record', { type: 'timestamptz' })
  plannedAt: Date;

  @Field('technical', { type: 'uuid', nullable: true, references: 'OutgoingMail' })
  mailId: string | null;

  /** Why it was not sent after all, as the rule's own word; null while it stands. */
  @Field('record', { type: 'text', nullable: true })
  skipped: string | null;
}
