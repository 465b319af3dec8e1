import { Inject, Injectable } from '@nestjs/common';
import { Database } from '../platform/database/database.js';
import type { KnownPerson } from './rules/invitee.js';

/** Somebody to whom an invitation is written; `invitations` is its number, 1 for the first. */
export interface EnrolmentToInvite {
  id: string;
  personId: string;
  email: string;
  name: string;
  language: string;
  invitations: number;
}

/** What decides whether an invitation is still wanted. */
export interface InvitationState {
  invitations: number;
  openedAt: Date | null;
  closed: boolean;
}

const known = `
  SELECT p.email, p.deactivated_at IS NOT NULL AS closed, e.id IS NOT NULL AS here
  FROM person p LEFT JOIN enrolment e ON e.person_id = p.id AND e.cohort_id = $1
  WHERE p.email = ANY ($2::text[])`;
const lockCohort = 'SELECT id FROM cohort WHERE id = $1 FOR NO KEY UPDATE';
const enrol = `
  INSERT INTO enrolment (id, cohort_id, person_id, programme_id, invited_at, invitations, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7)
  ON CONFLICT (cohort_id, person_id) DO NOTHING RETURNING id`;
const cohortOf = 'SELECT cohort_id AS "cohortId" FROM enrolment WHERE id = $1';
const unopened = `
  SELECT e.id FROM enrolment e JOIN person p ON p.id = e.person_id
  WHERE e.cohort_id = $1 AND e.opened_at IS NULL AND p.deactivated_at IS NULL AND (e.invited_at IS NULL OR e.invited_at < $2)
  ORDER BY e.id`;
const nextInvitation = `
  UPDATE enrolment e SET invited_at = $2, invitations = e.invitations + 1
  FROM person p
  WHERE e.id = $1 AND p.id = e.person_id AND p.deactivated_at IS NULL AND e.opened_at IS NULL
    AND ($3::integer IS NULL OR e.invitations = $3) AND ($4::timestamptz IS NULL OR e.invited_at IS NULL OR e.invited_at < $4)
  RETURNING e.id, e.person_id AS "personId", p.email, p.name, p.language, e.invitations`;
const invitationState = `
  SELECT e.invitations, e.opened_at AS "openedAt", p.deactivated_at IS NOT NULL AS closed
  FROM enrolment e JOIN person p ON p.id = e.person_id WHERE e.id = $1`;

@Injectable()
export class InvitingQueries {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** What is known of these addresses, by address; those without an account are left out. */
  async known(cohortId: string, emails: string[]): Promise<Map<string, KnownPerson>> {
    const rows = await this.database.query<KnownPerson & { email: string }>(known, [cohortId, emails]);
    return new Map(rows.map(({ email, closed, here }) => [email, { closed, here }]));
  }

  async lockCohort(cohortId: string): Promise<void> {
    await this.database.query(lockCohort, [cohortId]);
  }

  /** @param invited whether an invitation goes with it. @returns false where the person is in the cohort already */
  async enrol(one: { id: string; cohortId: string; personId: string; programmeId: string; now: Date; invited: boolean }): Promise<boolean> {
    const { id, cohortId, personId, programmeId, now, invited } = one;
    return (await this.database.one(enrol, [id, cohortId, personId, programmeId, invited ? now : null, invited ? 1 : 0, now])) !== null;
  }

  async cohortOf(enrolmentId: string): Promise<string | null> {
    return (await this.database.one<{ cohortId: string }>(cohortOf, [enrolmentId]))?.cohortId ?? null;
  }

  /** Enrolments without a visit whose last invitation, if any, is older than `before`. */
  async unopened(cohortId: string, before: Date): Promise<string[]> {
    return (await this.database.query<{ id: string }>(unopened, [cohortId, before])).map(({ id }) => id);
  }

  /** Takes the next number of an enrolment that still waits for its first visit; null where the conditions no longer hold. */
  nextInvitation(enrolmentId: string, now: Date, only: { seen: number | null; before: Date | null }): Promise<EnrolmentToInvite | null> {
    return this.database.one<EnrolmentToInvite>(nextInvitation, [enrolmentId, now, only.seen, only.before]);
  }

  invitationState(enrolmentId: string): Promise<InvitationState | null> {
    return this.database.one<InvitationState>(invitationState, [enrolmentId]);
  }
}
