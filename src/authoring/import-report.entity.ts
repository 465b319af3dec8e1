import { Entity, Index } from 'typeorm';
import { Field, Key } from '../platform/database/field.js';
import type { Problem } from '../platform/source/source-file.js';

export type ImportOutcome = 'published' | 'unchanged' | 'refused';

/** What one reading of the course folder found and did. */
@Entity('import_report')
export class ImportReport {
  @Key('technical', { type: 'uuid' })
  id: string;

  @Field('technical', { type: 'timestamptz' })
  @Index('ix_import_report_at')
  at: Date;

  /** `refused`: there were problems, and nothing was written. */
  @Field('technical', { type: 'text' })
  outcome: ImportOutcome;

  @Field('content', { type: 'jsonb' })
  problems: Problem[];

  /** Ids of the programmes that got a new revision. */
  @Field('content', { type: 'jsonb' })
  published: string[];
}
