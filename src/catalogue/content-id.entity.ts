import { Entity } from 'typeorm';
import { Field, Key } from '../platform/database/field.js';

/** Every id that any revision has ever used, and for what: an id is never reused. */
@Entity('content_id')
export class ContentId {
  @Key('technical', { type: 'text' })
  id: string;

  /** `programme`, `module`, `objective`, `lesson`, `quiz` or `question`. */
  @Field('technical', { type: 'text' })
  kind: string;

  /** The module of an item or objective, the quiz of a question, the programme of a local module; empty for shared modules and programmes. */
  @Field('technical', { type: 'text' })
  owner: string;

  @Field('technical', { type: 'timestamptz' })
  firstSeenAt: Date;
}
