import { Inject, Injectable } from '@nestjs/common';
import { Database } from '../platform/database/database.js';
import { gradingVersion, type Mark, type Score } from '../questions/rules/grade.js';
import type { DrawnQuestion } from './attempt.entity.js';
import type { Correcting, CorrectionKind, GivenAnswer } from './rules/correct.js';

const OF_QUIZ = `
  SELECT c.id, c.question_id AS "questionId", c.version, c.kind, c.answer, c.language, c.reason, c.made_at AS "madeAt", p.name AS "madeBy",
    (SELECT count(*) FROM attempt_correction a WHERE a.correction_id = c.id)::int AS changed
  FROM correction c JOIN person p ON p.id = c.made_by WHERE c.quiz_id = $1 ORDER BY c.made_at, c.id`;

const OF_QUIZZES = `
  SELECT question_id AS "questionId", version, kind, answer, language FROM correction WHERE quiz_id = ANY($1::text[]) ORDER BY made_at, id`;

const FOR_ATTEMPT = `
  SELECT c.id, c.question_id AS "questionId", c.version, c.kind, c.answer, c.language, c.reason, a.numerator_before AS numerator, a.denominator_before AS denominator,
    a.passed_before AS passed, a.lowered_because AS "loweredBecause"
  FROM correction c LEFT JOIN attempt_correction a ON a.correction_id = c.id AND a.attempt_id = $2 WHERE c.quiz_id = $1 ORDER BY c.made_at, c.id`;

const asked = `jsonb_build_array(jsonb_build_object('id', $2::text))`;

const REVISIONS_MET = `
  SELECT a.revision_id AS "revisionId", (count(*) FILTER (WHERE a.handed_in_at IS NOT NULL AND a.passed IS NOT NULL))::int AS attempts
  FROM attempt a WHERE a.quiz_id = $1 AND a.questions @> ${asked} GROUP BY a.revision_id`;

// Graded attempts that met the question, on whatever revision, and later ones of the same people, which an average may concern.
const MET = `
  SELECT a.id FROM attempt a
  WHERE a.quiz_id = $1 AND a.handed_in_at IS NOT NULL AND a.passed IS NOT NULL
    AND EXISTS (SELECT 1 FROM attempt m WHERE m.enrolment_id = a.enrolment_id AND m.quiz_id = a.quiz_id AND m.number <= a.number AND m.questions @> ${asked})
  ORDER BY a.handed_in_at, a.number, a.id`;

const READ = `
  SELECT a.id, a.number, a.enrolment_id AS "enrolmentId", e.person_id AS "personId", e.programme_id AS "programmeId", a.revision_id AS "revisionId", a.questions,
    a.questions @> ${asked} AS asked,
    a.numerator, a.denominator, a.max, a.passed, a.handed_in_at AS "handedInAt", p.name,
    coalesce((SELECT jsonb_agg(jsonb_build_object('id', b.id, 'score', CASE WHEN b.passed IS NOT NULL
      THEN jsonb_build_object('numerator', b.numerator, 'denominator', b.denominator, 'max', b.max) END) ORDER BY b.number)
      FROM attempt b WHERE b.enrolment_id = a.enrolment_id AND b.quiz_id = a.quiz_id AND b.number < a.number), '[]') AS earlier,
    coalesce((SELECT jsonb_object_agg(m.question_id, jsonb_build_object('criteria', m.criteria, 'comment', m.comment))
      FROM essay_mark m WHERE m.attempt_id = a.id), '{}') AS marks,
    coalesce((SELECT jsonb_object_agg(r.question_id, jsonb_build_object('answer', r.answer, 'language', r.language)) FROM response r WHERE r.attempt_id = a.id), '{}') AS given
  FROM attempt a JOIN enrolment e ON e.id = a.enrolment_id JOIN person p ON p.id = e.person_id
  WHERE a.id = ANY($1::uuid[])
  ORDER BY a.handed_in_at, a.number, a.id`;

// Enrolments whose record holds the quiz as done by their own work, and those of the same person to which its module was credited from there.
// Each step goes by the index of what stands before it (`OFFSET 0`), also while the planner knows nothing about tables that have just been filled.
const RESTING = `
  WITH own AS MATERIALIZED (
    SELECT i.enrolment_id AS id, e.person_id FROM item_state i JOIN enrolment e ON e.id = i.enrolment_id
    WHERE i.enrolment_id = ANY($1::uuid[]) AND i.item_id = $2 AND i.state = 'done' AND i.credited_from IS NULL
  )
  SELECT own.id AS "enrolmentId", own.id AS "restingId" FROM own
  UNION
  SELECT own.id, l.enrolment_id
  FROM own
    CROSS JOIN LATERAL (SELECT o.id FROM enrolment o WHERE o.person_id = own.person_id AND o.id <> own.id OFFSET 0) o
    CROSS JOIN LATERAL (
      SELECT l.enrolment_id FROM learning_event l
      WHERE l.enrolment_id = o.id AND l.type = 'module-credited' AND l.item_id = $3 AND l.payload->>'enrolment' = own.id::text OFFSET 0
    ) l`;

// All that an effect is computed from: attempts of everybody who met the question, their marks, and what was put right before. The
// version of a row (xmin) changes with whatever is written to it, so nothing about it has to be compared one by one.
const STATE = `
  SELECT md5(concat_ws('/',
    (SELECT string_agg(c.id::text, ' ' ORDER BY c.id) FROM correction c WHERE c.quiz_id = $1),
    (SELECT string_agg(concat_ws(' ', a.id, a.xmin, (SELECT string_agg(m.xmin::text, ' ' ORDER BY m.question_id) FROM essay_mark m WHERE m.attempt_id = a.id)), '/' ORDER BY a.id)
      FROM attempt a WHERE a.quiz_id = $1 AND a.handed_in_at IS NOT NULL
        AND a.enrolment_id IN (SELECT m.enrolment_id FROM attempt m WHERE m.quiz_id = $1 AND m.questions @> ${asked})))) AS state`;

// Later ones count after earlier ones, so no two of a quiz are made at one moment, whatever the clock says.
const ADD = `
  INSERT INTO correction (id, quiz_id, question_id, version, kind, answer, language, reason, made_by, made_at)
  VALUES ($1, $2, $3, $4, $5, $6::jsonb, $7, $8, $9,
    greatest($10::timestamptz, (SELECT max(c.made_at) + interval '1 millisecond' FROM correction c WHERE c.quiz_id = $2)))`;

const LOCK = `SELECT pg_advisory_xact_lock(hashtext('quizzes:correction'))`;

const LOCK_OUT = `SELECT pg_advisory_xact_lock_shared(hashtext('quizzes:correction'))`;

// Both parts read the rows as they were before the statement; only one correction is made at a time.
const APPLY = `
  WITH new AS (
    SELECT * FROM unnest($2::uuid[], $3::integer[], $4::integer[], $5::boolean[]) AS n(id, numerator, denominator, passed)
  ), kept AS (
    INSERT INTO attempt_correction (attempt_id, correction_id, numerator_before, denominator_before, passed_before, numerator_after, denominator_after, passed_after, lowered_because)
    SELECT a.id, $1, a.numerator, a.denominator, a.passed, new.numerator, new.denominator, new.passed, $6 FROM new JOIN attempt a ON a.id = new.id
  )
  UPDATE attempt a SET numerator = new.numerator, denominator = new.denominator, passed = new.passed, graded_by = $7 FROM new WHERE a.id = new.id`;

/** Rows of one statement. */
const readAtOnce = 500;
const writeAtOnce = 1000;

/** A correction as it is kept. */
export interface KeptCorrection extends Correcting {
  id: string;
  reason: string;
  madeAt: Date;
  /** Name of the trainer. */
  madeBy: string;
  /** Attempts whose result it has changed. */
  changed: number;
}

/** A correction as one attempt sees it. */
export interface AttemptCorrected extends Correcting {
  id: string;
  reason: string;
  /** The result before it, where it changed the result. */
  before: { numerator: number; denominator: number; passed: boolean } | null;
  loweredBecause: string | null;
}

type AttemptCorrectedRow = Omit<AttemptCorrected, 'before'> & { numerator: number | null; denominator: number | null; passed: boolean | null };

/** An attempt that met a question, or came after one that did. */
export interface Met {
  id: string;
  /** It met the question itself. */
  asked: boolean;
  number: number;
  enrolmentId: string;
  personId: string;
  programmeId: string;
  revisionId: string;
  questions: DrawnQuestion[];
  score: Score;
  passed: boolean;
  handedInAt: Date;
  name: string;
  given: Map<string, GivenAnswer>;
  /** What people gave to answers that they mark. */
  marks: Map<string, Mark>;
  /** This learner's earlier attempts at the quiz, in their order; without a score while they wait for their marks. */
  earlier: { id: string; score: Score | null }[];
}

type MetRow = Omit<Met, 'score' | 'given' | 'marks' | 'passed'> &
  Score & {
    given: Record<string, GivenAnswer>;
    marks: Record<string, Mark>;
    passed: boolean | null;
  };

/** What a correction gives an attempt. */
export interface NewResult {
  attemptId: string;
  score: Score;
  passed: boolean;
}

@Injectable()
export class CorrectionQueries {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** Corrections of a quiz in the order in which they were made. */
  ofQuiz(quizId: string): Promise<KeptCorrection[]> {
    return this.database.query<KeptCorrection & Record<string, unknown>>(OF_QUIZ, [quizId]);
  }

  /** What has been put right in any of these quizzes, in the order in which it was. */
  ofQuizzes(quizIds: readonly string[]): Promise<Correcting[]> {
    return this.database.query<Correcting & Record<string, unknown>>(OF_QUIZZES, [quizIds]);
  }

  /** Revisions on which attempts have met the question, and how many of those are graded; open ones will be graded by them, too. */
  revisionsMet(quizId: string, questionId: string): Promise<{ revisionId: string; attempts: number }[]> {
    return this.database.query<{ revisionId: string; attempts: number }>(REVISIONS_MET, [quizId, questionId]);
  }

  /** All of the quiz, with what each of them did to this attempt. */
  async forAttempt(quizId: string, attemptId: string): Promise<AttemptCorrected[]> {
    const rows = await this.database.query<AttemptCorrectedRow & Record<string, unknown>>(FOR_ATTEMPT, [quizId, attemptId]);
    return rows.map(({ numerator, denominator, passed, ...row }) => ({
      ...row,
      before: numerator === null || denominator === null ? null : { numerator, denominator, passed: passed === true },
    }));
  }

  /** Held until the transaction ends: no correction is made meanwhile. */
  async lockOut(): Promise<void> {
    await this.database.query(LOCK_OUT, []);
  }

  /** Names all that the effects of a correction depend on; another name where anything of it has changed. */
  async state(quizId: string, questionId: string): Promise<string> {
    return (await this.database.one<{ state: string }>(STATE, [quizId, questionId]))!.state;
  }

  /** In the order in which they were handed in, some at a time, so that others get their turn between. */
  async *met(quizId: string, questionId: string): AsyncGenerator<Met> {
    const ids = (await this.database.query<{ id: string }>(MET, [quizId, questionId])).map(({ id }) => id);
    for (let i = 0; i < ids.length; i += readAtOnce) {
      const rows = await this.database.query<MetRow & Record<string, unknown>>(READ, [ids.slice(i, i + readAtOnce), questionId]);
      for (const { numerator, denominator, max, given, marks, passed, ...row } of rows)
        yield {
          ...row,
          score: { numerator, denominator, max },
          passed: passed === true,
          given: new Map(Object.entries(given)),
          marks: new Map(Object.entries(marks)),
        };
    }
  }

  /** Which enrolments rest on the results of these at the quiz: their own, and those to which its module was credited. */
  async resting(enrolmentIds: readonly string[], quizId: string, moduleId: string): Promise<{ enrolmentId: string; restingId: string }[]> {
    if (!enrolmentIds.length) return [];
    return this.database.query<{ enrolmentId: string; restingId: string }>(RESTING, [enrolmentIds, quizId, moduleId]);
  }

  /** One correction at a time, and no attempt is handed in meanwhile (`lockOut`). */
  async lock(): Promise<void> {
    await this.database.query(LOCK, []);
  }

  async add(
    id: string,
    quizId: string,
    correction: Correcting & { reason: string; kind: CorrectionKind },
    madeBy: string,
    madeAt: Date,
  ): Promise<void> {
    const { questionId, version, kind, answer, language, reason } = correction;
    await this.database.query(ADD, [id, quizId, questionId, version, kind, JSON.stringify(answer), language, reason, madeBy, madeAt]);
  }

  /** Gives attempts their new results and keeps both. */
  async apply(correctionId: string, results: readonly NewResult[], loweredBecause: string | null): Promise<void> {
    for (let i = 0; i < results.length; i += writeAtOnce) {
      const some = results.slice(i, i + writeAtOnce);
      await this.database.query(APPLY, [
        correctionId,
        some.map(({ attemptId }) => attemptId),
        some.map(({ score }) => score.numerator),
        some.map(({ score }) => score.denominator),
        some.map(({ passed }) => passed),
        loweredBecause,
        gradingVersion,
      ]);
    }
  }
}
