import { Inject, Injectable } from '@nestjs/common';
import { Database } from '../platform/database/database.js';
import type { Viewer } from '../platform/security/viewer.js';
import { reachOf } from './cohort.policy.js';

/** A cohort with what decides who sees it. Dates are civil and meant in `zone`. */
export interface CohortView {
  id: string;
  name: string;
  programmeId: string;
  authorityId: string;
  authorityName: string;
  authorityPath: string;
  /** The authority lets coordinators see scores. */
  scoresShown: boolean;
  zone: string;
  startsOn: string;
  endsOn: string | null;
  /** The viewer is one of its coordinators. */
  coordinated: boolean;
}

export interface ListedCohort {
  id: string;
  name: string;
  programmeId: string;
  authorityId: string;
  authorityName: string;
  zone: string;
  startsOn: string;
  endsOn: string | null;
  people: number;
  /** How many of them have opened the programme. */
  opened: number;
}

export interface ListedEnrolment {
  id: string;
  personId: string;
  name: string;
  email: string;
  /** How many invitations were written, and when the last one. */
  invitations: number;
  invitedAt: Date | null;
  openedAt: Date | null;
}

export interface AuthorityChoice {
  id: string;
  name: string;
  path: string;
  zone: string;
}

export interface Coordinator {
  id: string;
  name: string;
}

const columns = `c.id, c.name, c.programme_id AS "programmeId", c.authority_id AS "authorityId", a.name AS "authorityName",
  c.zone, c.starts_on AS "startsOn", c.ends_on AS "endsOn"`;

const one = `
  SELECT ${columns}, a.path AS "authorityPath", coalesce((a.policy->>'coordinatorsSeeScores')::boolean, false) AS "scoresShown",
    EXISTS (SELECT 1 FROM cohort_coordinator cc WHERE cc.cohort_id = c.id AND cc.person_id = $2) AS coordinated
  FROM cohort c JOIN authority a ON a.id = c.authority_id
  WHERE c.id = $1`;

// The rule of cohort.policy.ts over many rows; a test compares the two. $1 person, $2 administrator at, $3 coordinator at.
const reachable = `
  (EXISTS (SELECT 1 FROM unnest($2::text[]) AS node WHERE starts_with(a.path, node))
   OR (EXISTS (SELECT 1 FROM unnest($3::text[]) AS node WHERE starts_with(a.path, node))
       AND EXISTS (SELECT 1 FROM cohort_coordinator cc WHERE cc.cohort_id = c.id AND cc.person_id = $1)))`;

const list = `
  WITH shown AS (
    SELECT ${columns} FROM cohort c JOIN authority a ON a.id = c.authority_id
    WHERE ${reachable} AND ($4::date IS NULL OR (c.starts_on, c.id) < ($4::date, $5::uuid))
    ORDER BY c.starts_on DESC, c.id DESC LIMIT $6)
  SELECT shown.*, counted.people, counted.opened
  FROM shown, LATERAL (SELECT count(*)::int AS people, count(e.opened_at)::int AS opened FROM enrolment e WHERE e.cohort_id = shown.id) AS counted
  ORDER BY shown."startsOn" DESC, shown.id DESC`;

const enrolments = `
  SELECT e.id, e.person_id AS "personId", p.name, p.email, e.invitations, e.invited_at AS "invitedAt", e.opened_at AS "openedAt"
  FROM enrolment e JOIN person p ON p.id = e.person_id
  WHERE e.cohort_id = $1 AND ($2::uuid IS NULL OR e.id > $2)
  ORDER BY e.id LIMIT $3`;

const authorities = `
  SELECT a.id, a.name, a.path, a.zone FROM authority a
  WHERE EXISTS (SELECT 1 FROM unnest($1::text[]) AS node WHERE starts_with(a.path, node))
  ORDER BY a.path`;

const coordinators = `
  SELECT p.id, p.name FROM cohort_coordinator cc JOIN person p ON p.id = cc.person_id WHERE cc.cohort_id = $1 ORDER BY p.name, p.id`;

const coordinates = `
  SELECT EXISTS (SELECT 1 FROM enrolment e JOIN cohort_coordinator cc ON cc.cohort_id = e.cohort_id
    WHERE e.person_id = $2 AND cc.person_id = $1) AS yes`;

const candidates = `
  SELECT DISTINCT p.id, p.name
  FROM role_grant g JOIN person p ON p.id = g.person_id LEFT JOIN authority a ON a.id = g.authority_id
  WHERE g.role = 'coordinator' AND p.deactivated_at IS NULL AND (g.authority_id IS NULL OR starts_with($1, a.path))
  ORDER BY p.name, p.id`;

/** What pages and services read about cohorts. */
@Injectable()
export class CohortQueries {
  constructor(@Inject(Database) private readonly database: Database) {}

  find(cohortId: string, viewer: Viewer): Promise<CohortView | null> {
    return this.database.one<CohortView>(one, [cohortId, viewer.personId]);
  }

  /** Cohorts that the viewer manages, latest first day first, after `after` if given. */
  list(viewer: Viewer, after: { startsOn: string; id: string } | null, limit: number): Promise<ListedCohort[]> {
    const reach = [reachOf(viewer, 'administrator'), reachOf(viewer, 'coordinator')];
    return this.database.query<ListedCohort>(list, [viewer.personId, ...reach, after?.startsOn ?? null, after?.id ?? null, limit]);
  }

  /** Enrolments of a cohort in the order of their ids, after `after` if given. */
  enrolments(cohortId: string, after: string | null, limit: number): Promise<ListedEnrolment[]> {
    return this.database.query<ListedEnrolment>(enrolments, [cohortId, after, limit]);
  }

  /** Nodes at which the viewer may make a cohort, parents before children. */
  authorities(viewer: Viewer): Promise<AuthorityChoice[]> {
    return this.database.query<AuthorityChoice>(authorities, [[...reachOf(viewer, 'administrator'), ...reachOf(viewer, 'coordinator')]]);
  }

  coordinators(cohortId: string): Promise<Coordinator[]> {
    return this.database.query<Coordinator>(coordinators, [cohortId]);
  }

  /** Whether the one coordinates a cohort to which the other belongs. */
  async coordinates(coordinatorId: string, personId: string): Promise<boolean> {
    return (await this.database.one<{ yes: boolean }>(coordinates, [coordinatorId, personId]))!.yes;
  }

  /** People who hold the role of coordinator for this node of the tree. */
  candidates(authorityPath: string): Promise<Coordinator[]> {
    return this.database.query<Coordinator>(candidates, [authorityPath]);
  }
}
