import { Entity, Index } from 'typeorm';
import { Field, Key } from '../platform/database/field.js';

/** Path of a source file → SHA-256 of its text. */
export type Manifest = Record<string, string>;

/** An immutable published state of a programme. */
@Entity('revision')
@Index('uq_revision_number', ['programmeId', 'number'], { unique: true })
export class Revision {
  @Key('technical', { type: 'uuid' })
  id: string;

  @Field('technical', { type: 'text', references: 'Programme' })
  programmeId: string;

  @Field('technical', { type: 'integer' })
  number: number;

  /** SHA-256 of the manifest in canonical form. */
  @Field('technical', { type: 'text' })
  hash: string;

  @Field('content', { type: 'jsonb' })
  manifest: Manifest;

  @Field('technical', { type: 'timestamptz' })
  publishedAt: Date;
}
