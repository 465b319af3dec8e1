import { Entity } from 'typeorm';
import { Field, Key } from '../platform/database/field.js';

/** A source file of some revision, stored once by its SHA-256. */
@Entity('blob')
export class Blob {
  @Key('technical', { type: 'text' })
  hash: string;

  @Field('content', { type: 'text' })
  body: string;
}
