import { Entity } from 'typeorm';
import { Field, Key } from '../platform/database/field.js';

export type ItemProgress = 'started' | 'done';

/** Where one enrolment stands with one item; no row means not started. Derived from the events. */
@Entity('item_state')
export class ItemState {
  @Key('link', { type: 'uuid', references: 'Enrolment' })
  enrolmentId: string;

  @Key('technical', { type: 'text' })
  itemId: string;

  @Field('record', { type: 'text' })
  state: ItemProgress;

  @Field('record', { type: 'timestamptz' })
  startedAt: Date;

  @Field('record', { type: 'timestamptz', nullable: true })
  completedAt: Date | null;

  /** Enrolment in which it was done, where credit came from another programme. */
  @Field('link', { type: 'uuid', nullable: true })
  creditedFrom: string | null;
}
