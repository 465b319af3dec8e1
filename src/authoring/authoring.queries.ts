import { Inject, Injectable } from '@nestjs/common';
import { Database } from '../platform/database/database.js';
import type { Problem } from '../platform/source/source-file.js';
import type { ImportOutcome } from './import-report.entity.js';

export interface ImportReportRow {
  id: string;
  at: Date;
  outcome: ImportOutcome;
  problems: Problem[];
  published: string[];
}

/** One programme with what has been published of it. */
export interface ProgrammeRevisions {
  programmeId: string;
  /** Number of the current revision. */
  number: number;
  publishedAt: Date;
  /** How many there have been. */
  revisions: number;
}

const latestSql = `SELECT id, at, outcome, problems, published FROM import_report ORDER BY at DESC, id DESC LIMIT 1`;

const addSql = `INSERT INTO import_report (id, at, outcome, problems, published) VALUES ($1, $2, $3, $4::jsonb, $5::jsonb)`;

const revisionsSql = `
  SELECT p.id AS "programmeId", r.number, r.published_at AS "publishedAt",
    (SELECT count(*)::int FROM revision WHERE programme_id = p.id) AS revisions
  FROM programme p JOIN revision r ON r.id = p.current_revision_id
  ORDER BY p.number, p.id`;

const knownIdsSql = `SELECT id FROM content_id`;

@Injectable()
export class AuthoringQueries {
  constructor(@Inject(Database) private readonly database: Database) {}

  latestReport(): Promise<ImportReportRow | null> {
    return this.database.one<ImportReportRow>(latestSql);
  }

  async addReport(report: ImportReportRow): Promise<void> {
    await this.database.query(addSql, [report.id, report.at, report.outcome, JSON.stringify(report.problems), JSON.stringify(report.published)]);
  }

  revisions(): Promise<ProgrammeRevisions[]> {
    return this.database.query<ProgrammeRevisions>(revisionsSql);
  }

  /** Every id that was ever published: none may be used again. */
  async knownIds(): Promise<string[]> {
    return (await this.database.query<{ id: string }>(knownIdsSql)).map(({ id }) => id);
  }
}
