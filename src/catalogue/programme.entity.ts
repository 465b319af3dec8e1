import { Entity } from 'typeorm';
import { Field, Key } from '../platform/database/field.js';

/** A training programme; its content is the current revision. */
@Entity('programme')
export class Programme {
  /** The id in the course files. */
  @Key('technical', { type: 'text' })
  id: string;

  @Field('content', { type: 'integer' })
  number: number;

  @Field('technical', { type: 'uuid', nullable: true })
  currentRevisionId: string | null;

  @Field('technical', { type: 'timestamptz', default: () => 'now()' })
  createdAt: Date;
}
