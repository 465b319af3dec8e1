import { Inject, Injectable } from '@nestjs/common';
import { Database } from '../platform/database/database.js';
import { NotFound } from '../platform/errors.js';
import { isId } from '../platform/ids.js';
import type { Viewer } from '../platform/security/viewer.js';

/** What the features that a learner uses need of an enrolment. Dates are civil and meant in `zone`. */
export interface EnrolmentView {
  id: string;
  personId: string;
  programmeId: string;
  cohortId: string;
  cohortName: string;
  /** IANA zone of the cohort. */
  zone: string;
  startsOn: string;
  /** Null: no deadline. */
  endsOn: string | null;
  /** First visit; null before it. */
  openedAt: Date | null;
}

const view = `e.id, e.person_id AS "personId", e.programme_id AS "programmeId", e.cohort_id AS "cohortId", e.opened_at AS "openedAt",
  c.name AS "cohortName", c.zone, c.starts_on AS "startsOn", c.ends_on AS "endsOn"`;

const byId = `SELECT ${view} FROM enrolment e JOIN cohort c ON c.id = e.cohort_id WHERE e.id = $1`;
const byIdAndPerson = `SELECT ${view} FROM enrolment e JOIN cohort c ON c.id = e.cohort_id WHERE e.id = $1 AND e.person_id = $2`;
const byPerson = `SELECT ${view} FROM enrolment e JOIN cohort c ON c.id = e.cohort_id WHERE e.person_id = $1 ORDER BY c.ends_on NULLS LAST, e.created_at, e.id`;
const open = 'UPDATE enrolment SET opened_at = $2 WHERE id = $1 AND opened_at IS NULL';

/** A learner's own enrolments. */
@Injectable()
export class EnrolmentAccess {
  constructor(@Inject(Database) private readonly database: Database) {}

  /**
   * The viewer's own enrolment, in one statement.
   * @throws NotFound for anybody else's, whatever role the viewer holds.
   */
  async forViewer(viewer: Viewer, enrolmentId: string): Promise<EnrolmentView> {
    const found = isId(enrolmentId) ? await this.database.one<EnrolmentView>(byIdAndPerson, [enrolmentId, viewer.personId]) : null;
    if (!found) throw new NotFound('enrolment');
    return found;
  }

  /** All enrolments of a person, nearest deadline first. */
  forPerson(personId: string): Promise<EnrolmentView[]> {
    return this.database.query<EnrolmentView>(byPerson, [personId]);
  }

  /** For listeners and jobs, which act for nobody. Null where it is gone. */
  find(enrolmentId: string): Promise<EnrolmentView | null> {
    return this.database.one<EnrolmentView>(byId, [enrolmentId]);
  }

  /** Notes the first visit; later visits change nothing. */
  async markOpened(enrolmentId: string, at: Date): Promise<void> {
    await this.database.query(open, [enrolmentId, at]);
  }
}
