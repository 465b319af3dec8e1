import { randomUUID } from 'node:crypto';

/**
 * Fills an installation with people who stand at different points of one programme, by SQL, then lets Reed itself derive
 * their states from the events. Returns what a measurement needs: the first `sessions` people can sign in.
 *
 * @param {import('pg').Client} client
 * @param {{people: number, programmeId: string, passwordHash: string, lessons: string[], revisionId: string, authorityId: string, coordinatorId: string}} plan
 */
export async function generate(client, { people, programmeId, passwordHash, lessons, revisionId, authorityId, coordinatorId }) {
  const cohortId = randomUUID();
  await client.query(
    `INSERT INTO cohort (id, authority_id, programme_id, name, zone, starts_on, ends_on, created_by, created_at)
     VALUES ($1, $2, $3, 'Generated', 'Europe/Brussels', CURRENT_DATE - 30, CURRENT_DATE + 60, $4, now())`,
    [cohortId, authorityId, programmeId, coordinatorId],
  );
  await client.query('INSERT INTO cohort_coordinator (cohort_id, person_id) VALUES ($1, $2)', [cohortId, coordinatorId]);
  await client.query(
    `WITH made AS (
       INSERT INTO person (id, email, name, authority_id, password_hash, language, zone)
       SELECT gen_random_uuid(), 'person' || n || '@generated.test', 'Person ' || n, $2, $3, 'en', 'Europe/Brussels' FROM generate_series(1, $1::int) n
       RETURNING id, email
     ), enrolled AS (
       INSERT INTO enrolment (id, cohort_id, person_id, programme_id, invited_at, invitations, opened_at, created_at)
       SELECT gen_random_uuid(), $4, id, $5, now() - interval '20 days', 1, now() - interval '19 days', now() - interval '20 days' FROM made
       RETURNING id
     ), numbered AS (SELECT id, row_number() OVER () AS n FROM enrolled)
     INSERT INTO learning_event (enrolment_id, sequence, type, item_id, revision_id, payload, at)
     SELECT numbered.id, step.n + 1,
            CASE WHEN step.n = 0 THEN 'enrolled' ELSE 'lesson-finished' END,
            CASE WHEN step.n = 0 THEN NULL ELSE ($6::text[])[step.n] END,
            $7, '{}', now() - interval '19 days' + step.n * interval '1 hour'
     FROM numbered CROSS JOIN LATERAL generate_series(0, ((numbered.n - 1) % (array_length($6::text[], 1) + 1))::int) AS step(n)`,
    [people, authorityId, passwordHash, cohortId, programmeId, lessons, revisionId],
  );
  return { cohortId };
}
