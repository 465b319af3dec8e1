import { Inject, Injectable } from '@nestjs/common';
import { Database } from '../platform/database/database.js';

/** A person of a cohort with the further attempts that were granted, the latest first. */
export interface GrantsRow {
  enrolmentId: string;
  personId: string;
  name: string;
  grants: GrantRow[];
}

export interface GrantRow {
  id: string;
  quizId: string;
  reason: string;
  grantedAt: Date;
  /** Who gave it. */
  by: string;
  /** When it was taken back; null while it holds. */
  withdrawnAt: Date | null;
}

const ofEnrolment = `
  SELECT e.id AS "enrolmentId", e.person_id AS "personId", p.name,
    coalesce((SELECT jsonb_agg(jsonb_build_object('id', g.id, 'quizId', g.quiz_id, 'reason', g.reason, 'grantedAt', g.granted_at, 'by', b.name,
      'withdrawnAt', g.withdrawn_at) ORDER BY g.granted_at DESC, g.id DESC)
      FROM attempt_grant g JOIN person b ON b.id = g.granted_by WHERE g.enrolment_id = e.id), '[]') AS grants
  FROM enrolment e JOIN person p ON p.id = e.person_id WHERE e.id = $1 AND e.cohort_id = $2`;
const insert = `
  INSERT INTO attempt_grant (id, enrolment_id, quiz_id, reason, granted_by, granted_at) VALUES ($1, $2, $3, $4, $5, $6)
  ON CONFLICT (id) DO NOTHING RETURNING id`;

const withdraw = `
  UPDATE attempt_grant SET withdrawn_at = $2, withdrawn_by = $3 WHERE id = $1 AND withdrawn_at IS NULL`;
// Attempts that begin take this lock shared, so that none begins with what is being taken back.
const hold = 'SELECT 1 FROM person WHERE id = $1 FOR NO KEY UPDATE';

type Json = Omit<GrantsRow, 'grants'> & {
  grants: (Omit<GrantRow, 'grantedAt' | 'withdrawnAt'> & { grantedAt: string; withdrawnAt: string | null })[];
} & Record<string, unknown>;

@Injectable()
export class AttemptGrantQueries {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** Null where the cohort has no such enrolment. */
  async ofEnrolment(cohortId: string, enrolmentId: string): Promise<GrantsRow | null> {
    const row = await this.database.one<Json>(ofEnrolment, [enrolmentId, cohortId]);
    if (!row) return null;
    const grants = row.grants.map(({ grantedAt, withdrawnAt, ...grant }) => ({
      ...grant,
      grantedAt: new Date(grantedAt),
      withdrawnAt: withdrawnAt === null ? null : new Date(withdrawnAt),
    }));
    return { ...row, grants };
  }

  /** False where this grant is there already. */
  async add(grant: Omit<GrantRow, 'by' | 'withdrawnAt'> & { enrolmentId: string; grantedBy: string }): Promise<boolean> {
    const { id, enrolmentId, quizId, reason, grantedBy, grantedAt } = grant;
    return (await this.database.one(insert, [id, enrolmentId, quizId, reason, grantedBy, grantedAt])) !== null;
  }

  /** For the rest of the transaction this person begins no attempt. */
  async hold(personId: string): Promise<void> {
    await this.database.query(hold, [personId]);
  }

  async withdraw(id: string, by: string, now: Date): Promise<void> {
    await this.database.query(withdraw, [id, now, by]);
  }
}
