import { Entity } from 'typeorm';
import { Field, Key } from '../platform/database/field.js';

/** What somebody wrote on "report a problem". */
@Entity('problem_report')
export class ProblemReport {
  @Key('technical', { type: 'uuid' })
  id: string;

  @Field('link', { type: 'uuid', nullable: true })
  personId: string | null;

  /** Address of the page that the report is about. */
  @Field('record', { type: 'text' })
  page: string;

  @Field('person', { type: 'text' })
  message: string;

  @Field('person', { type: 'text', nullable: true })
  replyTo: string | null;

  @Field('technical', { type: 'timestamptz' })
  createdAt: Date;
}
