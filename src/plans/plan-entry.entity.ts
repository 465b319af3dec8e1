import { Entity } from 'typeorm';
import { Field, Key } from '../platform/database/field.js';
import type { PlanValue } from './rules/value.js';

/** What somebody has written into one field of their plan. */
@Entity('plan_entry')
export class PlanEntry {
  @Key('link', { type: 'uuid', references: 'Enrolment' })
  enrolmentId: string;

  @Key('technical', { type: 'text' })
  planId: string;

  @Key('technical', { type: 'text' })
  fieldId: string;

  /** Text, or rows of cells; the outline says which. */
  @Field('person', { type: 'jsonb' })
  value: PlanValue;

  /** 1, 2, 3 …: grows with each change, so that one window notices what another has written. */
  @Field('technical', { type: 'integer' })
  sequence: number;

  /** The window that wrote last: it may go on even where it has not heard that its words arrived. */
  @Field('technical', { type: 'uuid' })
  writer: string;

  /** Revision on which it was written: the plan can be shown when newer ones have it no more. */
  @Field('technical', { type: 'uuid', references: 'Revision' })
  revisionId: string;

  @Field('record', { type: 'timestamptz' })
  savedAt: Date;
}
