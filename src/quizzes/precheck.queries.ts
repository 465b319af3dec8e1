import { Inject, Injectable } from '@nestjs/common';
import { Database } from '../platform/database/database.js';
import type { Asked } from './rules/precheck.js';

const DESK = `
  SELECT e.id, e.person_id AS "personId", e.programme_id AS "programmeId", s.started_at AS "startedAt", s.completed_at AS "completedAt",
    CASE WHEN p.enrolment_id IS NOT NULL THEN jsonb_build_object('revisionId', p.revision_id, 'questions', p.questions, 'answers', p.answers,
      'language', p.language, 'givenAt', p.given_at) END AS given
  FROM enrolment e LEFT JOIN enrolment_state s ON s.enrolment_id = e.id LEFT JOIN precheck p ON p.enrolment_id = e.id WHERE e.id = $1`;

// Only before the first step, and only once: whatever comes later leaves what stands there.
const KEEP = `
  INSERT INTO precheck (enrolment_id, revision_id, questions, answers, language, given_at)
  SELECT $1, $2, $3, $4, $5, $6
  WHERE NOT EXISTS (SELECT 1 FROM enrolment_state WHERE enrolment_id = $1 AND started_at IS NOT NULL)
  ON CONFLICT DO NOTHING`;

// Whoever did both, in the order in which they came to: the pre-check, and the first attempt that they handed in at each quiz. One that
// was made in another cohort is no first one here: whoever comes from there has read the explanations.
const BOTH = `
  SELECT p.enrolment_id AS "enrolmentId", p.revision_id AS "revisionId", p.questions, p.answers, p.language, a.quiz_id AS "quizId",
    a.revision_id AS "attemptRevisionId", a.questions AS drawn,
    coalesce((SELECT jsonb_object_agg(r.question_id, jsonb_build_object('answer', r.answer, 'language', r.language))
      FROM response r WHERE r.attempt_id = a.id), '{}') AS responses
  FROM enrolment e JOIN precheck p ON p.enrolment_id = e.id
  JOIN LATERAL (SELECT DISTINCT ON (t.quiz_id) t.id, t.enrolment_id, t.quiz_id, t.revision_id, t.questions, t.handed_in_at
    FROM enrolment o JOIN attempt t ON t.enrolment_id = o.id
    WHERE o.person_id = e.person_id AND t.handed_in_at IS NOT NULL ORDER BY t.quiz_id, t.handed_in_at, t.number, t.id) a ON a.enrolment_id = e.id
  WHERE e.cohort_id = $1 ORDER BY a.handed_in_at, a.id`;

export interface GivenPrecheck {
  revisionId: string;
  questions: Asked[];
  answers: Record<string, string[]>;
  language: string;
  givenAt: Date;
}

export interface PrecheckRow {
  id: string;
  personId: string;
  programmeId: string;
  /** First step; null before it. */
  startedAt: Date | null;
  completedAt: Date | null;
  /** Null: not given. */
  given: GivenPrecheck | null;
}

/** One person's pre-check beside the first attempt at one quiz. */
export interface BothRow {
  enrolmentId: string;
  revisionId: string;
  questions: Asked[];
  answers: Record<string, string[]>;
  language: string;
  quizId: string;
  attemptRevisionId: string;
  drawn: { id: string }[];
  responses: Record<string, { answer: string[]; language: string }>;
}

type DeskJson = Omit<PrecheckRow, 'given'> & { given: (Omit<GivenPrecheck, 'givenAt'> & { givenAt: string }) | null };

@Injectable()
export class PrecheckQueries {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** Null where there is no such enrolment. */
  async desk(enrolmentId: string): Promise<PrecheckRow | null> {
    const row = await this.database.one<DeskJson & Record<string, unknown>>(DESK, [enrolmentId]);
    return row && { ...row, given: row.given && { ...row.given, givenAt: new Date(row.given.givenAt) } };
  }

  async keep(enrolmentId: string, given: GivenPrecheck): Promise<void> {
    const { revisionId, questions, answers, language, givenAt } = given;
    await this.database.query(KEEP, [enrolmentId, revisionId, JSON.stringify(questions), JSON.stringify(answers), language, givenAt]);
  }

  both(cohortId: string): Promise<BothRow[]> {
    return this.database.query<BothRow & Record<string, unknown>>(BOTH, [cohortId]);
  }
}
