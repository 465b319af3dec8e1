import { Entity, Index } from 'typeorm';
import { Field, Key } from '../platform/database/field.js';

/** People who follow one programme together. */
@Entity('cohort')
export class Cohort {
  @Key('technical', { type: 'uuid' })
  id: string;

  @Field('technical', { type: 'uuid', references: 'Authority' })
  @Index('ix_cohort_authority_id')
  authorityId: string;

  @Field('technical', { type: 'text', references: 'Programme' })
  programmeId: string;

  @Field('content', { type: 'text' })
  name: string;

  /** IANA zone in which its dates are meant. */
  @Field('content', { type: 'text' })
  zone: string;

  /** Civil date of the first day. */
  @Field('content', { type: 'date' })
  startsOn: string;

  /** Civil date of the last day; the deadline is its end. Null: no deadline. */
  @Field('content', { type: 'date', nullable: true })
  endsOn: string | null;

  @Field('link', { type: 'uuid', references: 'Person' })
  createdBy: string;

  @Field('technical', { type: 'timestamptz' })
  createdAt: Date;
}
