import { Inject, Injectable } from '@nestjs/common';
import { Database } from '../platform/database/database.js';

const COMPLETED = `
  SELECT e.cohort_id AS "cohortId", count(s.completed_at)::int AS completed
  FROM enrolment e JOIN enrolment_state s ON s.enrolment_id = e.id
  WHERE e.cohort_id = ANY($1::uuid[]) GROUP BY e.cohort_id`;

@Injectable()
export class DashboardQueries {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** How many people of each of these cohorts have completed its programme; cohorts in which nobody has begun are left out. */
  async completed(cohortIds: string[]): Promise<Map<string, number>> {
    const rows = await this.database.query<{ cohortId: string; completed: number }>(COMPLETED, [cohortIds]);
    return new Map(rows.map((row) => [row.cohortId, row.completed]));
  }
}
