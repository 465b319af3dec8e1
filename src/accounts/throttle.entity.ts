import { Entity } from 'typeorm';
import { Field, Key } from '../platform/database/field.js';

/** Tries counted per key (a hash of account or address) in a fixed window; shared by all web processes. */
@Entity('throttle')
export class Throttle {
  @Key('secret', { type: 'text' })
  key: string;

  @Field('technical', { type: 'integer' })
  tries: number;

  @Field('technical', { type: 'timestamptz' })
  resetsAt: Date;
}
