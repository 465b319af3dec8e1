import { Inject, Injectable } from '@nestjs/common';
import { Database } from '../platform/database/database.js';

// In the order in which corrections were made: their ids grow.
const DUE = `
  SELECT k.attempt_id AS "attemptId", k.correction_id AS "correctionId", k.numerator_before AS "numeratorBefore", k.denominator_before AS "denominatorBefore",
    k.numerator_after AS "numeratorAfter", k.denominator_after AS "denominatorAfter", k.passed_after AND NOT k.passed_before AS gained, k.lowered_because AS "loweredBecause",
    c.reason, a.quiz_id AS "quizId", a.number, a.max, a.enrolment_id AS "enrolmentId", a.revision_id AS "revisionId", e.person_id AS "personId",
    e.programme_id AS "programmeId", p.name, p.email, p.language, p.deactivated_at IS NULL AS active
  FROM attempt_correction k JOIN correction c ON c.id = k.correction_id JOIN attempt a ON a.id = k.attempt_id JOIN enrolment e ON e.id = a.enrolment_id
    JOIN person p ON p.id = e.person_id
  WHERE k.settled_at IS NULL AND ($1::uuid IS NULL OR k.correction_id = $1) AND (k.correction_id, k.attempt_id) > ($2::uuid, $3::uuid)
  ORDER BY k.correction_id, k.attempt_id LIMIT $4`;

// Each row goes to one of those who try at once; whoever comes later leaves it.
const SETTLE = `
  UPDATE attempt_correction SET settled_at = $3
  WHERE (attempt_id, correction_id) IN (
    SELECT k.attempt_id, k.correction_id FROM attempt_correction k JOIN unnest($1::uuid[], $2::uuid[]) AS n(attempt_id, correction_id) USING (attempt_id, correction_id)
    WHERE k.settled_at IS NULL FOR UPDATE OF k SKIP LOCKED)
  RETURNING attempt_id AS "attemptId", correction_id AS "correctionId"`;

/** A changed result from which something is still to follow, with all that its mail says. */
export interface DueEffect extends Record<string, unknown> {
  attemptId: string;
  correctionId: string;
  numeratorBefore: number;
  denominatorBefore: number;
  numeratorAfter: number;
  denominatorAfter: number;
  /** It passed by this correction. */
  gained: boolean;
  loweredBecause: string | null;
  reason: string;
  quizId: string;
  number: number;
  max: number;
  enrolmentId: string;
  revisionId: string;
  personId: string;
  programmeId: string;
  name: string;
  email: string;
  language: string;
  active: boolean;
}

/** The key of a changed result. */
export type EffectKey = Pick<DueEffect, 'attemptId' | 'correctionId'>;

@Injectable()
export class CorrectionFollowUpQueries {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** Changed results from which something is still to follow, behind `after`. */
  due(correctionId: string | null, after: EffectKey, limit: number): Promise<DueEffect[]> {
    return this.database.query<DueEffect>(DUE, [correctionId, after.correctionId, after.attemptId, limit]);
  }

  /** Those of them that nobody else has settled or is settling. */
  settle(effects: readonly EffectKey[], now: Date): Promise<EffectKey[]> {
    return this.database.query<EffectKey & Record<string, unknown>>(SETTLE, [
      effects.map(({ attemptId }) => attemptId),
      effects.map(({ correctionId }) => correctionId),
      now,
    ]);
  }
}
