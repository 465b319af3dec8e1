import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock.js';
import { Database } from '../platform/database/database.js';
import { DomainEvents } from '../platform/events.js';
import { newId } from '../platform/ids.js';
import { Enrolled } from './cohorts.events.js';
import { idOfWish } from './cohorts.service.js';
import { InvitingQueries } from './inviting.queries.js';

export interface SampleCohort {
  name: string;
  programmeId: string;
  authorityId: string;
  /** Becomes its coordinator and stands as its maker. */
  coordinatorId: string;
  zone: string;
  /** Civil dates. */
  startsOn: string;
  endsOn: string | null;
  /** Members, and whether they have opened the programme; no mail is written. */
  people: { id: string; opened?: boolean }[];
}

const insert = `
  INSERT INTO cohort (id, authority_id, programme_id, name, zone, starts_on, ends_on, created_by, created_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (id) DO NOTHING`;
const coordinate = 'INSERT INTO cohort_coordinator (cohort_id, person_id) VALUES ($1, $2) ON CONFLICT DO NOTHING';
const enrolled = 'SELECT id FROM enrolment WHERE cohort_id = $1 AND person_id = $2';
const open = 'UPDATE enrolment SET opened_at = $2 WHERE id = $1 AND opened_at IS NULL';

/** Cohorts for trying out. The same name and coordinator give the same cohort, so that a second run adds nothing. */
@Injectable()
export class CohortsSeed {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(InvitingQueries) private readonly queries: InvitingQueries,
    @Inject(DomainEvents) private readonly events: DomainEvents,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** @returns the cohort's id and the enrolment of each person, by person id */
  seedCohort(sample: SampleCohort): Promise<{ cohortId: string; enrolments: Map<string, string> }> {
    const { programmeId, authorityId, coordinatorId, name, zone, startsOn, endsOn } = sample;
    return this.database.transaction(async () => {
      const now = this.clock.now();
      const cohortId = idOfWish(coordinatorId, `sample ${name}`);
      await this.database.query(insert, [cohortId, authorityId, programmeId, name, zone, startsOn, endsOn, coordinatorId, now]);
      await this.database.query(coordinate, [cohortId, coordinatorId]);
      const enrolments = new Map<string, string>();
      for (const person of sample.people) {
        const id = newId(now.getTime());
        if (await this.queries.enrol({ id, cohortId, personId: person.id, programmeId, now, invited: true })) {
          await this.events.announce(new Enrolled(id, person.id, programmeId));
          if (person.opened) await this.database.query(open, [id, now]);
        }
        const row = await this.database.one<{ id: string }>(enrolled, [cohortId, person.id]);
        if (row) enrolments.set(person.id, row.id);
      }
      return { cohortId, enrolments };
    });
  }
}
