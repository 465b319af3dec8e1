import { Inject, Injectable } from '@nestjs/common';
import { Database } from '../platform/database/database.js';
import type { Mark } from '../questions/rules/grade.js';
import { stepSize } from '../quizzes/rules/steps.js';
import { fewest, type AnswerGroup } from './rules/statistics.js';

/** A question as one revision has it, for the statements below. */
export interface KnownQuestion {
  revisionId: string;
  questionId: string;
  version: string;
  /** Number of the question with its words among all that are known. */
  question: number;
  /** Number of the quiz's composition. */
  form: number;
  /** Every attempt has it: a slot of its own. Others fill the random slots in the order of the draw. */
  fixed: boolean;
}

/**
 * Equal answers; `points` are for whoever can grade. `part`: in the figures of the line and of the composition (`line`), only in those
 * of the composition (`rest`), or in none, because the step is not full (`waits`): then there is no answer, and no mark.
 */
export interface GroupRow extends Omit<AnswerGroup, 'points'> {
  question: number;
  form: number;
  /** Levels by criterion, where people mark. */
  mark: Mark['criteria'] | null;
  part: 'line' | 'rest' | 'waits';
  /** Median seconds between the saving of an answer and of the one before it, over the line without pauses; null where too few can be told. */
  seconds: number | null;
}

/** First attempts that were begun on one revision. */
export interface RevisionRow {
  id: string;
  publishedAt: Date;
  people: number;
  /** How many of them wait for a mark. */
  waiting: number;
}

/** A pause: longer gaps between two answers say nothing about a question. */
export const pauseMinutes = 30;

// The attempt that each person handed in first, over all of their enrolments. No later one takes its place while it waits for its marks.
const FIRST = `
  WITH first AS (
    SELECT * FROM (
      SELECT DISTINCT ON (e.person_id) e.person_id, a.id, a.revision_id, a.questions, a.started_at, a.handed_in_at, a.max, a.passed,
        a.numerator::float8 / a.denominator AS total
      FROM attempt a JOIN enrolment e ON e.id = a.enrolment_id
      WHERE a.quiz_id = $1 AND a.handed_in_at IS NOT NULL ORDER BY e.person_id, a.handed_in_at, a.number, a.id) a
    WHERE max > 0
  )`;

const REVISIONS = `${FIRST}
  SELECT r.id, r.published_at AS "publishedAt", count(*)::int AS people, (count(*) FILTER (WHERE passed IS NULL))::int AS waiting
  FROM first JOIN revision r ON r.id = first.revision_id GROUP BY r.id`;

// Steps of $8 people, as `wholeSteps` has them: those of one composition who answered in the same language, in the order of their
// hand-ins. A step counts when all its marks are there, and then for good. A question that is drawn, or was answered in two languages,
// is met by a part of a step: its line goes in steps of its own, in the order in which the others became whole.
// Thirds by the middle of equal scores, so that people with the same score are in the same third.
const LINED = `${FIRST}, known AS (
    SELECT * FROM unnest($2::uuid[], $3::text[], $4::text[], $5::int[], $6::int[], $7::boolean[])
      AS k(revision_id, question_id, version, question, form, fixed)
  ), spoken AS (
    SELECT r.attempt_id, string_agg(DISTINCT r.language, ' ' ORDER BY r.language) AS languages, (array_agg(r.language ORDER BY r.saved_at DESC))[1] AS last
    FROM first JOIN response r ON r.attempt_id = first.id GROUP BY 1
  ), marked AS (
    SELECT m.attempt_id, max(m.marked_at) AS at FROM first JOIN essay_mark m ON m.attempt_id = first.id GROUP BY 1
  ), queued AS (
    SELECT first.id, k.form, coalesce(s.languages, o.language) AS languages, coalesce(s.last, o.language) AS last, greatest(first.handed_in_at, m.at) AS ready_at,
      (row_number() OVER (PARTITION BY k.form, coalesce(s.languages, o.language) ORDER BY first.handed_in_at, first.id) - 1) / $8::int AS step
    FROM first JOIN (SELECT DISTINCT revision_id, form FROM known) k ON k.revision_id = first.revision_id JOIN person o ON o.id = first.person_id
      LEFT JOIN spoken s ON s.attempt_id = first.id LEFT JOIN marked m ON m.attempt_id = first.id
  ), stepped AS (
    SELECT first.*, q.last, count(*) OVER w = $8::int AND bool_and(passed IS NOT NULL) OVER w AS whole, max(q.ready_at) OVER w AS ready_at
    FROM queued q JOIN first ON first.id = q.id WINDOW w AS (PARTITION BY q.form, q.languages, q.step)
  ), placed AS (
    SELECT stepped.*, (rank() OVER w - 1 + cume_dist() OVER w * count(*) OVER v) / (2.0 * count(*) OVER v) AS place
    FROM stepped WINDOW v AS (PARTITION BY whole), w AS (PARTITION BY whole ORDER BY total / max)
  ), item AS (
    SELECT k.question, k.version COLLATE "C" AS version, k.form, p.id, p.max, p.total, p.place, p.whole, p.ready_at, p.handed_in_at,
      CASE WHEN whole AND m.criteria IS NULL THEN coalesce(r.answer, '[]') ELSE '[]' END AS answer, CASE WHEN whole THEN m.criteria END AS mark,
      coalesce(r.language, p.last) COLLATE "C" AS language,
      CASE WHEN k.fixed THEN k.question_id ELSE '#' || row_number() OVER (PARTITION BY p.id, k.fixed ORDER BY q.at) END COLLATE "C" AS slot,
      extract(epoch FROM r.saved_at - coalesce(lag(r.saved_at) OVER (PARTITION BY p.id ORDER BY r.saved_at, k.question_id), p.started_at))::float8 AS seconds
    FROM placed p
    CROSS JOIN LATERAL jsonb_array_elements(p.questions) WITH ORDINALITY AS q(drawn, at)
    JOIN known k ON k.revision_id = p.revision_id AND k.question_id = q.drawn->>'id'
    LEFT JOIN response r ON r.attempt_id = p.id AND r.question_id = k.question_id
    LEFT JOIN essay_mark m ON m.attempt_id = p.id AND m.question_id = k.question_id
  ), lined AS (
    SELECT item.*, CASE WHEN NOT whole THEN 'waits'
      WHEN row_number() OVER (v ORDER BY ready_at, handed_in_at, id) <= count(*) OVER v - count(*) OVER v % $8::int THEN 'line' ELSE 'rest' END AS part
    FROM item WINDOW v AS (PARTITION BY whole, version, language)
  )`;

// The median beside each group is that of its line, without pauses.
const GROUPS = `${LINED}, timed AS (
    SELECT version, language, percentile_cont(0.5) WITHIN GROUP (ORDER BY seconds) AS seconds, count(*)::int AS count
    FROM lined WHERE part = 'line' AND seconds > 0 AND seconds <= $9 * 60 GROUP BY 1, 2
  )
  SELECT question, form, slot, max, l.language, answer, mark, part, count(*)::int AS count, sum(total) AS total, sum(total * total) AS squares,
    (count(*) FILTER (WHERE place > 2.0 / 3))::int AS upper, (count(*) FILTER (WHERE place < 1.0 / 3))::int AS lower,
    CASE WHEN t.count >= $10 THEN t.seconds END AS seconds
  FROM lined l LEFT JOIN timed t ON t.version = l.version AND t.language = l.language
  GROUP BY question, form, slot, max, l.language, answer, mark, part, t.count, t.seconds`;

// No mean: over all compositions and languages it would be one of other steps, and could be set against those of the quiz's own page.
const COUNTS = `
  SELECT quiz_id AS "quizId", count(DISTINCT e.person_id)::int AS count
  FROM attempt a JOIN enrolment e ON e.id = a.enrolment_id WHERE a.handed_in_at IS NOT NULL AND a.max > 0 GROUP BY quiz_id`;

/** Sums over the first attempts of everybody. Nothing here names a person, and no statement is repeated per attempt. */
@Injectable()
export class StatisticsQueries {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** How many people have handed in each quiz. */
  counts(): Promise<{ quizId: string; count: number }[]> {
    return this.database.query<{ quizId: string; count: number }>(COUNTS);
  }

  /** Revisions on which first attempts at this quiz were begun. */
  revisions(quizId: string): Promise<RevisionRow[]> {
    return this.database.query<RevisionRow & Record<string, unknown>>(REVISIONS, [quizId]);
  }

  groups(quizId: string, known: readonly KnownQuestion[]): Promise<GroupRow[]> {
    return this.database.query<GroupRow & Record<string, unknown>>(GROUPS, [quizId, ...columns(known), stepSize, pauseMinutes, fewest.said]);
  }
}

const columns = (known: readonly KnownQuestion[]): unknown[] => [
  known.map(({ revisionId }) => revisionId),
  known.map(({ questionId }) => questionId),
  known.map(({ version }) => version),
  known.map(({ question }) => question),
  known.map(({ form }) => form),
  known.map(({ fixed }) => fixed),
];
