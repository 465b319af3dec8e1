import { Entity } from 'typeorm';
import { Field, Key } from '../platform/database/field.js';

/** What one person needs wherever something is timed: set once, without a word about why. A row exists only where something is set. */
@Entity('accommodation')
export class Accommodation {
  @Key('link', { type: 'uuid', references: 'Person' })
  personId: string;

  /** Per cent on top of every time limit. */
  @Field('person', { type: 'integer' })
  extraTime: number;

  /** No time limit at all. */
  @Field('person', { type: 'boolean' })
  noTimer: boolean;

  @Field('link', { type: 'uuid', references: 'Person' })
  setBy: string;

  @Field('technical', { type: 'timestamptz' })
  setAt: Date;
}
