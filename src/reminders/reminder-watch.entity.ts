import { Entity, Index } from 'typeorm';
import { Field, Key } from '../platform/database/field.js';

/** When to look at an enrolment again; the planner reads only what is due. */
@Entity('reminder_watch')
export class ReminderWatch {
  @Key('link', { type: 'uuid', references: 'Enrolment' })
  enrolmentId: string;

  /** Null: nothing more will come until something changes. */
  @Field('technical', { type: 'timestamptz', nullable: true })
  @Index('ix_reminder_watch_look_at', { where: 'look_at IS NOT NULL' })
  lookAt: Date | null;
}
