import { Entity } from 'typeorm';
import { Field, Key } from '../platform/database/field.js';
import type { Asked } from './rules/precheck.js';

/** What somebody knew before a programme, given once and counted for nothing; apart from attempts, so that nothing takes it for one. */
@Entity('precheck')
export class Precheck {
  @Key('link', { type: 'uuid', references: 'Enrolment' })
  enrolmentId: string;

  @Field('technical', { type: 'uuid', references: 'Revision' })
  revisionId: string;

  @Field('record', { type: 'jsonb' })
  questions: Asked[];

  /** By question; what was left open is not there. */
  @Field('record', { type: 'jsonb' })
  answers: Record<string, string[]>;

  @Field('record', { type: 'text' })
  language: string;

  @Field('record', { type: 'timestamptz' })
  givenAt: Date;
}
