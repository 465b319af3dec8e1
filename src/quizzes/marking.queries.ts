import { Inject, Injectable } from '@nestjs/common';
import { Database } from '../platform/database/database.js';
import { gradingVersion, type Mark, type Score } from '../questions/rules/grade.js';

const AWAIT = `INSERT INTO essay_mark (attempt_id, question_id, waiting_since) SELECT $1, unnest($2::text[]), $3`;

const from = `
  FROM essay_mark m JOIN attempt a ON a.id = m.attempt_id JOIN enrolment e ON e.id = a.enrolment_id JOIN person p ON p.id = e.person_id
    LEFT JOIN authority n ON n.id = p.authority_id`;
const place = `m.attempt_id AS "attemptId", m.question_id AS "questionId", m.waiting_since AS "waitingSince", a.quiz_id AS "quizId", a.revision_id AS "revisionId"`;

// The policy as SQL: at or below one of the viewer's nodes (the empty one is the whole installation), and nobody's own.
const REACHED = `e.person_id <> $1 AND EXISTS (SELECT 1 FROM unnest($2::text[]) AS reach WHERE starts_with(coalesce(n.path, ''), reach))`;

const WAITING = `
  SELECT ${place}, count(*) OVER ()::int AS "left" ${from}
  WHERE m.marked_at IS NULL AND ${REACHED}
    AND ($3::uuid IS NULL OR (m.waiting_since, m.attempt_id, m.question_id) >
      (SELECT w.waiting_since, w.attempt_id, w.question_id FROM essay_mark w WHERE w.attempt_id = $3::uuid AND w.question_id = $4::text))
  ORDER BY m.waiting_since, m.attempt_id, m.question_id LIMIT $5`;

const BACKLOG = `SELECT count(*)::int AS count, min(m.waiting_since) AS oldest ${from} WHERE m.marked_at IS NULL AND ${REACHED}`;

const MARKED = `
  SELECT ${place}, m.marked_at AS "markedAt", m.marker_id = $1 AS own ${from}
  WHERE m.marked_at IS NOT NULL AND ${REACHED} AND ($3::uuid IS NULL OR (m.marked_at, m.attempt_id, m.question_id) <
    (SELECT w.marked_at, w.attempt_id, w.question_id FROM essay_mark w WHERE w.attempt_id = $3::uuid AND w.question_id = $4::text))
  ORDER BY m.marked_at DESC, m.attempt_id DESC, m.question_id DESC LIMIT $5`;

const ONE = `
  SELECT ${place}, e.id AS "enrolmentId", e.person_id AS "personId", e.programme_id AS "programmeId", n.path AS "authorityPath", a.number,
    r.answer, r.language, m.criteria, m.comment, m.marker_id AS "markerId", m.marked_at AS "markedAt", a.passed IS NOT NULL AS graded,
    coalesce((SELECT jsonb_agg(jsonb_build_object('number', c.number, 'criteria', c.criteria, 'comment', c.comment, 'markerId', c.marker_id,
      'markedAt', c.marked_at, 'reason', c.reason, 'changedBy', c.changed_by, 'changedAt', c.changed_at) ORDER BY c.number DESC)
      FROM mark_change c WHERE c.attempt_id = m.attempt_id AND c.question_id = m.question_id), '[]') AS earlier ${from}
    JOIN response r ON r.attempt_id = m.attempt_id AND r.question_id = m.question_id
  WHERE m.attempt_id = $1 AND m.question_id = $2`;

// Whoever comes second finds nothing to write.
const MARK = `
  UPDATE essay_mark SET criteria = $3::jsonb, comment = $4, marker_id = $5, marked_at = $6
  WHERE attempt_id = $1 AND question_id = $2 AND marked_at IS NULL RETURNING question_id`;

// An average may rest on another attempt at the same quiz: whoever comes second must read what the first has written.
const HOLD = `
  SELECT b.id FROM attempt a JOIN attempt b ON b.enrolment_id = a.enrolment_id AND b.quiz_id = a.quiz_id WHERE a.id = $1
  ORDER BY b.number FOR UPDATE OF b`;

// All parts read the rows as they were before the statement; the attempt is held.
const REPLACE = `
  WITH old AS (
    SELECT m.*, a.numerator, a.denominator, a.passed FROM essay_mark m JOIN attempt a ON a.id = m.attempt_id
    WHERE m.attempt_id = $1 AND m.question_id = $2
  ), kept AS (
    INSERT INTO mark_change (attempt_id, question_id, number, criteria, comment, marker_id, marked_at, reason, changed_by, changed_at,
      numerator_before, denominator_before, passed_before, numerator_after, denominator_after, passed_after)
    SELECT $1, $2, $3, criteria, comment, marker_id, marked_at, $4, $5, $6,
      CASE WHEN passed IS NOT NULL THEN numerator END, CASE WHEN passed IS NOT NULL THEN denominator END, passed, $9, $10, $11 FROM old
  ), graded AS (
    UPDATE attempt SET numerator = $9, denominator = $10, passed = $11 WHERE id = $1 AND $9::int IS NOT NULL
  )
  UPDATE essay_mark SET criteria = $7::jsonb, comment = $8, marker_id = $5, marked_at = $6 WHERE attempt_id = $1 AND question_id = $2`;

const MARKS = `SELECT question_id AS "questionId", criteria, comment FROM essay_mark WHERE attempt_id = $1`;
const FINISH = 'UPDATE attempt SET numerator = $2, denominator = $3, passed = $4, graded_by = $5 WHERE id = $1 AND passed IS NULL';

const READER = `
  SELECT p.id AS "personId", p.name, p.email, p.language, p.deactivated_at IS NULL AS active
  FROM attempt a JOIN enrolment e ON e.id = a.enrolment_id JOIN person p ON p.id = e.person_id WHERE a.id = $1`;

interface Place extends Record<string, unknown> {
  attemptId: string;
  questionId: string;
  waitingSince: Date;
  quizId: string;
  revisionId: string;
}

/** An answer in the list of those that wait. */
export interface WaitingRow extends Place {
  /** How many wait from this part of the list on. */
  left: number;
}

/** How many wait, and since when the first of them. */
export interface Backlog extends Record<string, unknown> {
  count: number;
  /** Null where none waits. */
  oldest: Date | null;
}

/** An answer in the list of those that have their mark. */
export interface MarkedRow extends Place {
  markedAt: Date;
  /** The viewer marked it. */
  own: boolean;
}

/** A mark that another one has replaced. */
export interface EarlierMark extends Mark {
  /** 1 is the first that the answer was given. */
  number: number;
  markerId: string;
  markedAt: Date;
  /** Why it was replaced. */
  reason: string;
  changedBy: string;
  changedAt: Date;
}

interface AnswerRow extends Place {
  enrolmentId: string;
  personId: string;
  programmeId: string;
  /** Path of the learner's authority; null where they have none. */
  authorityPath: string | null;
  number: number;
  answer: string[];
  language: string;
  criteria: Record<string, string> | null;
  comment: string | null;
  markerId: string | null;
  markedAt: Date | null;
  /** The attempt has its result: no answer of it waits. */
  graded: boolean;
}

/** One answer, whether it waits or has been marked. */
export interface MarkRow extends AnswerRow {
  /** The marks that were replaced, the last first. */
  earlier: EarlierMark[];
}

/** The same as it comes out of the database. */
interface MarkJson extends AnswerRow {
  earlier: (Omit<EarlierMark, 'markedAt' | 'changedAt'> & { markedAt: string; changedAt: string })[];
}

/** A mark that takes the place of another. */
export interface Replacement {
  mark: Mark;
  /** Of the mark that it replaces. */
  number: number;
  reason: string;
  markerId: string;
  /** The attempt's result with it; null while other answers wait. */
  result: { score: Score; passed: boolean } | null;
}

/** Who is told that a result is there. */
export interface Reader extends Record<string, unknown> {
  personId: string;
  name: string;
  email: string;
  language: string;
  active: boolean;
}

@Injectable()
export class MarkingQueries {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** Puts answers of one attempt on the list. */
  async await(attemptId: string, questionIds: readonly string[], now: Date): Promise<void> {
    await this.database.query(AWAIT, [attemptId, questionIds, now]);
  }

  /** Those that wait, the longest first. `after`: the last of the part before. */
  waiting(personId: string, reach: readonly string[], after: { attemptId: string; questionId: string } | null, limit: number): Promise<WaitingRow[]> {
    return this.database.query<WaitingRow>(WAITING, [personId, reach, after?.attemptId ?? null, after?.questionId ?? null, limit]);
  }

  async backlog(personId: string, reach: readonly string[]): Promise<Backlog> {
    return (await this.database.one<Backlog>(BACKLOG, [personId, reach])) ?? { count: 0, oldest: null };
  }

  /** Those that have their mark, the last marked first. `after`: the last of the part before. */
  marked(personId: string, reach: readonly string[], after: { attemptId: string; questionId: string } | null, limit: number): Promise<MarkedRow[]> {
    return this.database.query<MarkedRow>(MARKED, [personId, reach, after?.attemptId ?? null, after?.questionId ?? null, limit]);
  }

  async one(attemptId: string, questionId: string): Promise<MarkRow | null> {
    const row = await this.database.one<MarkJson>(ONE, [attemptId, questionId]);
    return (
      row && {
        ...row,
        earlier: row.earlier.map((one) => ({ ...one, markedAt: new Date(one.markedAt), changedAt: new Date(one.changedAt) })),
      }
    );
  }

  /** Holds an attempt and its learner's others at the quiz for the rest of the transaction. */
  async hold(attemptId: string): Promise<void> {
    await this.database.query(HOLD, [attemptId]);
  }

  /** Puts a mark in the place of the one that stands, which is kept with the result that it gave. */
  async replace(attemptId: string, questionId: string, { mark, number, reason, markerId, result }: Replacement, now: Date): Promise<void> {
    const { numerator = null, denominator = null } = result?.score ?? {};
    const values = [attemptId, questionId, number, reason, markerId, now, JSON.stringify(mark.criteria), mark.comment];
    await this.database.query(REPLACE, [...values, numerator, denominator, result?.passed ?? null]);
  }

  /** False where it has been marked already. */
  async mark(attemptId: string, questionId: string, { criteria, comment }: Mark, markerId: string, now: Date): Promise<boolean> {
    return (await this.database.one(MARK, [attemptId, questionId, JSON.stringify(criteria), comment, markerId, now])) !== null;
  }

  /** The marks of an attempt by question; null for those that still wait. */
  async marks(attemptId: string): Promise<Map<string, Mark | null>> {
    const rows = await this.database.query<{ questionId: string; criteria: Mark['criteria'] | null; comment: string | null }>(MARKS, [attemptId]);
    return new Map(rows.map(({ questionId, criteria, comment }) => [questionId, criteria && { criteria, comment: comment ?? '' }]));
  }

  async finish(attemptId: string, score: Score, passed: boolean): Promise<void> {
    await this.database.query(FINISH, [attemptId, score.numerator, score.denominator, passed, gradingVersion]);
  }

  reader(attemptId: string): Promise<Reader | null> {
    return this.database.one<Reader>(READER, [attemptId]);
  }
}
