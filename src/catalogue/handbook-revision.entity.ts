import { Entity } from 'typeorm';
import { Field, Key } from '../platform/database/field.js';
import type { Manifest } from './revision.entity.js';

/** An immutable published state of the handbook; the one with the highest number is current. */
@Entity('handbook_revision')
export class HandbookRevision {
  @Key('technical', { type: 'integer' })
  number: number;

  /** SHA-256 of the manifest in canonical form. */
  @Field('technical', { type: 'text' })
  hash: string;

  @Field('content', { type: 'jsonb' })
  manifest: Manifest;

  @Field('technical', { type: 'timestamptz' })
  publishedAt: Date;
}
