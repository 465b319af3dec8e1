import { Inject, Injectable } from '@nestjs/common';
import { Database } from '../platform/database/database.js';
import type { CivilWindow } from './rules/window.js';

export interface WindowRow extends CivilWindow {
  quizId: string;
}
interface Instants {
  opensAt: Date | null;
  closesAt: Date | null;
}

const ofCohort = `
  SELECT c.zone, coalesce(jsonb_agg(jsonb_build_object('quizId', w.quiz_id, 'opens', w.opens, 'closes', w.closes) ORDER BY w.quiz_id)
    FILTER (WHERE w.quiz_id IS NOT NULL), '[]') AS windows
  FROM cohort c LEFT JOIN quiz_window w ON w.cohort_id = c.id WHERE c.id = $1 GROUP BY c.zone`;
// Attempts that begin take this lock shared. Whoever holds an attempt can still write rows that name the cohort.
const lock = 'SELECT zone FROM cohort WHERE id = $1 FOR NO KEY UPDATE';
const save = `
  INSERT INTO quiz_window (cohort_id, quiz_id, opens, closes, opens_at, closes_at) VALUES ($1, $2, $3, $4, $5, $6)
  ON CONFLICT (cohort_id, quiz_id) DO UPDATE
  SET opens = excluded.opens, closes = excluded.closes, opens_at = excluded.opens_at, closes_at = excluded.closes_at
  WHERE (quiz_window.opens, quiz_window.closes) IS DISTINCT FROM (excluded.opens, excluded.closes)
  RETURNING quiz_id`;
const drop = 'DELETE FROM quiz_window WHERE cohort_id = $1 AND quiz_id = $2 RETURNING quiz_id';
const moveAll = `
  UPDATE quiz_window w SET opens_at = moved.opens_at, closes_at = moved.closes_at
  FROM unnest($2::text[], $3::timestamptz[], $4::timestamptz[]) AS moved(quiz_id, opens_at, closes_at)
  WHERE w.cohort_id = $1 AND w.quiz_id = moved.quiz_id`;

/** Opening and closing times of the quizzes of a cohort. */
@Injectable()
export class QuizWindowQueries {
  constructor(@Inject(Database) private readonly database: Database) {}

  async ofCohort(cohortId: string): Promise<{ zone: string | null; windows: WindowRow[] }> {
    return (await this.database.one<{ zone: string; windows: WindowRow[] }>(ofCohort, [cohortId])) ?? { zone: null, windows: [] };
  }

  /** Holds the cohort for the rest of the transaction. Returns its zone. */
  async lock(cohortId: string): Promise<string | null> {
    return (await this.database.one<{ zone: string }>(lock, [cohortId]))?.zone ?? null;
  }

  /** True where something has changed. No bounds: no row. */
  async save(cohortId: string, { quizId, opens, closes }: WindowRow, { opensAt, closesAt }: Instants): Promise<boolean> {
    if (opens === null && closes === null) return (await this.database.one(drop, [cohortId, quizId])) !== null;
    return (await this.database.one(save, [cohortId, quizId, opens, closes, opensAt, closesAt])) !== null;
  }

  async moveAll(cohortId: string, moved: (Instants & { quizId: string })[]): Promise<void> {
    const columns = [moved.map(({ quizId }) => quizId), moved.map(({ opensAt }) => opensAt), moved.map(({ closesAt }) => closesAt)];
    await this.database.query(moveAll, [cohortId, ...columns]);
  }
}
