import { Inject, Injectable } from '@nestjs/common';
import { Database } from '../platform/database/database.js';
import { gradingVersion, type Mark, type Score } from '../questions/rules/grade.js';
import type { Attempt, DrawnQuestion } from './attempt.entity.js';
import type { Timing } from './rules/deadline.js';

type NewAttempt = Pick<Attempt, 'id' | 'enrolmentId' | 'quizId' | 'revisionId' | 'questions' | 'startedAt' | 'time' | 'grace' | 'deadline'>;

// Each page asks once, so the enrolment and all that decides about attempts are read here with them; policy and rules decide
// in the service. `e` is the enrolment, `a` has the quiz's id.
const TRIES = `
    coalesce((SELECT jsonb_agg(jsonb_build_object('number', t.number, 'revisionId', t.revision_id, 'startedAt', t.started_at, 'handedInAt', t.handed_in_at,
      'deadline', t.deadline, 'grace', t.grace, 'numerator', t.numerator, 'denominator', t.denominator, 'max', t.max, 'passed', t.passed) ORDER BY t.number)
      FROM attempt t WHERE t.enrolment_id = e.id AND t.quiz_id = a.quiz_id), '[]') AS attempts`;
const AROUND = `
    w.opens_at AS "opensAt", w.closes_at AS "closesAt",
    coalesce((SELECT jsonb_agg(jsonb_build_object('at', g.granted_at, 'reason', g.reason) ORDER BY g.granted_at, g.id)
      FROM attempt_grant g WHERE g.enrolment_id = e.id AND g.quiz_id = a.quiz_id AND g.withdrawn_at IS NULL), '[]') AS grants`;
const WINDOW = `LEFT JOIN quiz_window w ON w.cohort_id = e.cohort_id AND w.quiz_id = a.quiz_id`;
const NEEDS = `LEFT JOIN accommodation n ON n.person_id = e.person_id`;

const DESK = `
  SELECT e.id, e.person_id AS "personId", e.programme_id AS "programmeId", e.opened_at AS "openedAt", s.revision_id AS "revisionId",
    coalesce(n.extra_time, 0) AS "extraTime", coalesce(n.no_timer, false) AS "noTimer",
    ${AROUND}, ${TRIES}
  FROM enrolment e CROSS JOIN (SELECT $2::text AS quiz_id) a LEFT JOIN enrolment_state s ON s.enrolment_id = e.id ${WINDOW} ${NEEDS} WHERE e.id = $1`;

// What was answered and marked, or nothing of it.
const sheet = (responses: string): string => `
  SELECT a.id, a.enrolment_id AS "enrolmentId", a.quiz_id AS "quizId", a.number, a.revision_id AS "revisionId", a.questions, a.started_at AS "startedAt",
    a.handed_in_at AS "handedInAt", a.deadline, a.grace, a.numerator, a.denominator, a.max, a.passed,
    e.person_id AS "personId", e.programme_id AS "programmeId", ${AROUND}, ${TRIES},
    ${responses}
  FROM attempt a JOIN enrolment e ON e.id = a.enrolment_id ${WINDOW}`;
const givenAnswers = `
    coalesce((SELECT jsonb_object_agg(r.question_id, jsonb_build_object('answer', r.answer, 'savedAt', r.saved_at, 'language', r.language, 'checkedAt', r.checked_at,
      'sequence', r.sequence))
      FROM response r WHERE r.attempt_id = a.id), '{}') AS responses`;
const givenMarks = `
    coalesce((SELECT jsonb_object_agg(m.question_id, jsonb_build_object('criteria', m.criteria, 'comment', m.comment))
      FROM essay_mark m WHERE m.attempt_id = a.id AND a.passed IS NOT NULL), '{}') AS marks,
    coalesce((SELECT jsonb_agg(jsonb_build_object('questionId', c.question_id, 'reason', c.reason, 'at', c.changed_at,
      'before', jsonb_build_object('numerator', c.numerator_before, 'denominator', c.denominator_before, 'passed', c.passed_before)) ORDER BY c.changed_at, c.number)
      FROM mark_change c WHERE c.attempt_id = a.id AND c.numerator_before IS NOT NULL), '[]') AS "markChanges"`;
const noAnswers = `'{}'::jsonb AS responses`;
const noMarks = `'{}'::jsonb AS marks, '[]'::jsonb AS "markChanges"`;
const SHEET = `${sheet(`${givenAnswers}, ${givenMarks}`)} WHERE a.enrolment_id = $1 AND a.quiz_id = $2 AND a.number = $3`;
const SHEET_WITHOUT_ANSWERS = `${sheet(`${noAnswers}, ${noMarks}`)} WHERE a.enrolment_id = $1 AND a.quiz_id = $2 AND a.number = $3`;
const OPEN_SHEET = `${sheet(`${givenAnswers}, ${noMarks}`)} WHERE a.enrolment_id = $1 AND a.quiz_id = $2 AND a.handed_in_at IS NULL`;

const LOCK = `SELECT handed_in_at AS "handedInAt" FROM attempt WHERE id = $1 FOR UPDATE`;

// Whoever changes closing times or somebody's extra time locks these rows for themselves: an attempt begins before the change,
// and is then changed by it, or after it.
const HOLD = `SELECT 1 FROM enrolment e JOIN person p ON p.id = e.person_id JOIN cohort c ON c.id = e.cohort_id WHERE e.id = $1 FOR SHARE OF p, c`;

const START = `
  INSERT INTO attempt (id, enrolment_id, quiz_id, number, revision_id, questions, started_at, time, grace, deadline)
  SELECT $1, $2, $3, coalesce(max(number), 0) + 1, $4, $5, $6, $7, $8, $9 FROM attempt WHERE enrolment_id = $2 AND quiz_id = $3
  ON CONFLICT DO NOTHING RETURNING number`;

const TIMINGS = `
  SELECT a.id, a.started_at AS "startedAt", a.time, coalesce(n.extra_time, 0) AS "extraTime", coalesce(n.no_timer, false) AS "noTimer", w.closes_at AS "closesAt"
  FROM attempt a JOIN enrolment e ON e.id = a.enrolment_id ${WINDOW} ${NEEDS}`;
const TIMINGS_OF_PERSON = `${TIMINGS} WHERE e.person_id = $1 AND a.handed_in_at IS NULL ORDER BY a.id FOR UPDATE OF a`;
const TIMINGS_OF_COHORT = `${TIMINGS} WHERE e.cohort_id = $1 AND a.handed_in_at IS NULL ORDER BY a.id FOR UPDATE OF a`;
const RETIME = `
  UPDATE attempt SET deadline = timed.deadline FROM unnest($1::uuid[], $2::timestamptz[]) AS timed(id, deadline)
  WHERE attempt.id = timed.id AND attempt.handed_in_at IS NULL`;

const OVER = `
  SELECT enrolment_id AS "enrolmentId", quiz_id AS "quizId", number FROM attempt
  WHERE handed_in_at IS NULL AND deadline < $1 AND deadline + make_interval(secs => grace) < $1 ORDER BY deadline, id LIMIT $2`;

const CLOSE = `UPDATE attempt SET handed_in_at = $2, numerator = $3, denominator = $4, max = $5, passed = $6, graded_by = $7 WHERE id = $1`;

/** One attempt in a list; its score is null until it is graded. */
export interface AttemptLine {
  number: number;
  revisionId: string;
  startedAt: Date;
  handedInAt: Date | null;
  /** When it ends by itself; null: never. `grace`: seconds in which an answer on its way is still taken. */
  deadline: Date | null;
  grace: number;
  score: Score | null;
  /** The points of the rest, while answers wait for their marks; else null. */
  waiting: Score | null;
  passed: boolean;
}

/** A further attempt that was given and not taken back, and why. */
export interface Grant {
  at: Date;
  reason: string;
}

/** What decides about attempts beside the quiz itself: those there were, those granted, and when the cohort's quiz is open. */
export interface Around {
  attempts: AttemptLine[];
  grants: Grant[];
  opensAt: Date | null;
  closesAt: Date | null;
}

export interface Desk extends Around {
  id: string;
  personId: string;
  programmeId: string;
  openedAt: Date | null;
  /** Revision in force; null where nothing has been recorded yet. */
  revisionId: string | null;
  /** Per cent of more time, and no time limit: what this person needs. */
  extraTime: number;
  noTimer: boolean;
}

export interface Given {
  answer: string[];
  /** The one in which it was given. */
  language: string;
  savedAt: Date;
  /** Practice: when it was checked and so fixed. */
  checkedAt: Date | null;
  /** Grows with each change, whoever makes it. */
  sequence: number;
}

/** One attempt with what was answered. `attempts` are all at this quiz. */
export interface Sheet extends AttemptLine, Around {
  id: string;
  enrolmentId: string;
  quizId: string;
  personId: string;
  programmeId: string;
  questions: DrawnQuestion[];
  responses: Map<string, Given>;
  /** What was given to answers that people mark, by question; empty until all of them have been. */
  marks: Map<string, Mark>;
  /** Marks that were changed since the result was known, the first first. */
  markChanges: MarkChanged[];
}

/** That an answer got another mark: why, and the result before. */
export interface MarkChanged {
  questionId: string;
  reason: string;
  at: Date;
  before: { numerator: number; denominator: number; passed: boolean };
}

interface Points {
  numerator: number | null;
  denominator: number | null;
  max: number | null;
  passed: boolean | null;
}
type LineJson = Pick<AttemptLine, 'number' | 'revisionId' | 'grace'> &
  Points & { startedAt: string; handedInAt: string | null; deadline: string | null };
type AroundJson = Pick<Around, 'opensAt' | 'closesAt'> & { attempts: LineJson[]; grants: { at: string; reason: string }[] };
type DeskRow = Omit<Desk, keyof Around> & AroundJson & Record<string, unknown>;
type SheetRow = Omit<Sheet, keyof Around | 'responses' | 'marks' | 'markChanges' | 'score' | 'waiting' | 'passed'> &
  AroundJson &
  Points & {
    responses: Record<string, Omit<Given, 'savedAt' | 'checkedAt'> & { savedAt: string; checkedAt: string | null }>;
    marks: Record<string, Mark>;
    markChanges: (Omit<MarkChanged, 'at'> & { at: string })[];
  } & Record<string, unknown>;

/** An open attempt with what decides when it ends. */
export type OpenTiming = Timing & { id: string };

/** Points without a verdict are those of an attempt that waits. */
function scoresOf({ numerator, denominator, max, passed }: Points): Pick<AttemptLine, 'score' | 'waiting' | 'passed'> {
  const points = numerator === null || denominator === null || max === null ? null : { numerator, denominator, max };
  return { score: passed === null ? null : points, waiting: passed === null ? points : null, passed: passed === true };
}

const dateOf = (text: string | null): Date | null => (text === null ? null : new Date(text));

const aroundOf = ({ attempts, grants, opensAt, closesAt }: AroundJson): Around => ({
  attempts: attempts.map(({ number, revisionId, startedAt, handedInAt, deadline, grace, ...points }) => ({
    number,
    revisionId,
    startedAt: new Date(startedAt),
    handedInAt: dateOf(handedInAt),
    deadline: dateOf(deadline),
    grace,
    ...scoresOf(points),
  })),
  grants: grants.map(({ at, reason }) => ({ at: new Date(at), reason })),
  opensAt,
  closesAt,
});

function sheetOf(row: SheetRow | null): Sheet | null {
  if (!row) return null;
  const responses = Object.entries(row.responses).map(([id, given]): [string, Given] => [
    id,
    { ...given, savedAt: new Date(given.savedAt), checkedAt: dateOf(given.checkedAt) },
  ]);
  const markChanges = row.markChanges.map((change) => ({ ...change, at: new Date(change.at) }));
  return { ...row, ...aroundOf(row), ...scoresOf(row), responses: new Map(responses), marks: new Map(Object.entries(row.marks)), markChanges };
}

@Injectable()
export class AttemptQueries {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** An enrolment with all attempts at one quiz, the first first; null where there is no such enrolment. */
  async desk(enrolmentId: string, quizId: string): Promise<Desk | null> {
    const row = await this.database.one<DeskRow>(DESK, [enrolmentId, quizId]);
    return row && { ...row, ...aroundOf(row) };
  }

  async sheet(enrolmentId: string, quizId: string, number: number): Promise<Sheet | null> {
    return sheetOf(await this.database.one<SheetRow>(SHEET, [enrolmentId, quizId, number]));
  }

  /** The same with empty `responses`. */
  async sheetWithoutAnswers(enrolmentId: string, quizId: string, number: number): Promise<Sheet | null> {
    return sheetOf(await this.database.one<SheetRow>(SHEET_WITHOUT_ANSWERS, [enrolmentId, quizId, number]));
  }

  async openSheet(enrolmentId: string, quizId: string): Promise<Sheet | null> {
    return sheetOf(await this.database.one<SheetRow>(OPEN_SHEET, [enrolmentId, quizId]));
  }

  /** Holds the attempt for the rest of the transaction. Returns when it was handed in, if it was. */
  async lock(attemptId: string): Promise<Date | null> {
    return (await this.database.one<{ handedInAt: Date | null }>(LOCK, [attemptId]))?.handedInAt ?? null;
  }

  /** For the rest of the transaction nobody changes what decides about this enrolment's time. */
  async hold(enrolmentId: string): Promise<void> {
    await this.database.query(HOLD, [enrolmentId]);
  }

  /** The number of the new attempt; null where another one is open. */
  async start(attempt: NewAttempt): Promise<number | null> {
    const { id, enrolmentId, quizId, revisionId, questions, startedAt, time, grace, deadline } = attempt;
    const values = [id, enrolmentId, quizId, revisionId, JSON.stringify(questions), startedAt, time, grace, deadline];
    return (await this.database.one<{ number: number }>(START, values))?.number ?? null;
  }

  /** Open attempts of a person, held for the rest of the transaction. */
  timingsOfPerson(personId: string): Promise<OpenTiming[]> {
    return this.database.query<OpenTiming & Record<string, unknown>>(TIMINGS_OF_PERSON, [personId]);
  }

  /** Open attempts of a cohort, held for the rest of the transaction. */
  timingsOfCohort(cohortId: string): Promise<OpenTiming[]> {
    return this.database.query<OpenTiming & Record<string, unknown>>(TIMINGS_OF_COHORT, [cohortId]);
  }

  async retime(deadlines: { id: string; deadline: Date | null }[]): Promise<void> {
    await this.database.query(RETIME, [deadlines.map(({ id }) => id), deadlines.map(({ deadline }) => deadline)]);
  }

  /** Open attempts whose end and grace are over, the oldest first. */
  over(now: Date, limit: number): Promise<{ enrolmentId: string; quizId: string; number: number }[]> {
    return this.database.query<{ enrolmentId: string; quizId: string; number: number }>(OVER, [now, limit]);
  }

  /** `passed`: null while answers wait for their marks. */
  async close(attemptId: string, now: Date, score: Score, passed: boolean | null): Promise<void> {
    await this.database.query(CLOSE, [attemptId, now, score.numerator, score.denominator, score.max, passed, gradingVersion]);
  }
}
