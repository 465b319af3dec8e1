import { Entity } from 'typeorm';
import { Field, Key } from '../platform/database/field.js';

/** The browser's own number of the save, the sequence that it got, and when it was accepted (ISO). */
export type AcceptedTurn = [turn: number, sequence: number, savedAt: string];

/** What was given to one question in one attempt. */
@Entity('response')
export class Response {
  @Key('link', { type: 'uuid', references: 'Attempt' })
  attemptId: string;

  @Key('technical', { type: 'text' })
  questionId: string;

  /** Ids of the chosen options. */
  @Field('record', { type: 'jsonb' })
  answer: string[];

  /** 1, 2, 3 …: the order in which changes were accepted, so that one device notices what another has answered. */
  @Field('technical', { type: 'integer', default: 1 })
  sequence: number;

  @Field('record', { type: 'text' })
  language: string;

  @Field('record', { type: 'timestamptz' })
  savedAt: Date;

  /** Practice: when it was checked and explained; from then on it stays as it is. */
  @Field('record', { type: 'timestamptz', nullable: true })
  checkedAt: Date | null;

  /** The browser that wrote last, by the random id that it keeps; null: a client that names none. */
  @Field('link', { type: 'uuid', nullable: true })
  device: string | null;

  /** Of each browser its last accepted save: a repeat is answered as before, and what was sent earlier but comes later is known. */
  @Field('record', { type: 'jsonb', default: {} })
  turns: Record<string, AcceptedTurn>;
}
