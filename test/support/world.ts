import request from 'supertest';
import { ImportService } from '../../src/authoring/import.service.js';
import { SeedPeople, samplePassword } from '../../src/accounts/accounts.seed.js';
import { Passwords } from '../../src/accounts/passwords.js';
import { CohortsSeed } from '../../src/cohorts/cohorts.seed.js';
import { newId } from '../../src/platform/ids.js';
import type { Role } from '../../src/platform/security/viewer.js';
import type { TestServices, TestWeb } from './app.js';
import { smallFolder } from './courses.js';

/** People of two sister authorities below one root, with a cohort each: for everything that must not cross between them. */
export interface World {
  rootId: string;
  here: Side;
  there: Side;
  /** E-mail of the administrator of the whole installation. */
  administrator: string;
}
export interface Side {
  authorityId: string;
  cohortId: string;
  enrolmentId: string;
  /** E-mails. `colleague` is a coordinator of the same authority who does not run the cohort. */
  learner: string;
  coordinator: string;
  colleague: string;
  trainer: string;
  administrator: string;
  ids: Record<'learner' | 'coordinator' | 'colleague' | 'trainer' | 'administrator' | 'bystander', string>;
}
export const worldPassword = samplePassword;

/** `folder`: the courses, the small ones where nothing is said. */
export async function makeWorld(t: TestServices, folder = smallFolder): Promise<World> {
  const report = await t.get(ImportService).importFolder(folder);
  if (report.outcome === 'refused') throw new Error(JSON.stringify(report.problems));
  const people = await t.get(SeedPeople).run();
  const hash = await t.get(Passwords).hash(worldPassword);
  const side = async (name: string): Promise<Side> => {
    const authorityId = newId();
    await t.database.query(
      `INSERT INTO authority (id, parent_id, path, name, zone, policy, created_at) VALUES ($1, $2, $3, $4, 'Europe/Brussels', '{"coordinatorsSeeScores": false}', $5)`,
      [authorityId, people.authorityId, `/${people.authorityId}/${authorityId}/`, name, t.clock.now()],
    );
    const person = async (who: string, role: Role | null): Promise<string> => {
      const id = newId();
      await t.database.query(
        `INSERT INTO person (id, email, name, authority_id, password_hash, language, zone, created_at) VALUES ($1, $2, $3, $4, $5, 'en', 'Europe/Brussels', $6)`,
        [id, `${who}@${name}.test`, `${who} of ${name}`, authorityId, hash, t.clock.now()],
      );
      if (role)
        await t.database.query('INSERT INTO role_grant (id, person_id, role, authority_id, created_at) VALUES ($1, $2, $3, $4, $5)', [newId(), id, role, authorityId, t.clock.now()]);
      return id;
    };
    const ids = {
      learner: await person('learner', null),
      coordinator: await person('coordinator', 'coordinator'),
      colleague: await person('colleague', 'coordinator'),
      trainer: await person('trainer', 'trainer'),
      administrator: await person('administrator', 'administrator'),
      bystander: await person('bystander', null), // whom others act upon; signs in nowhere
    };
    const { cohortId, enrolments } = await t.get(CohortsSeed).seedCohort({
      name: `Cohort of ${name}`,
      programmeId: 'small',
      authorityId,
      coordinatorId: ids.coordinator,
      zone: 'Europe/Brussels',
      startsOn: '2026-11-02',
      endsOn: '2026-12-18',
      people: [{ id: ids.learner, opened: true }],
    });
    return {
      authorityId,
      cohortId,
      enrolmentId: enrolments.get(ids.learner)!,
      ids,
      learner: `learner@${name}.test`,
      coordinator: `coordinator@${name}.test`,
      colleague: `colleague@${name}.test`,
      trainer: `trainer@${name}.test`,
      administrator: `administrator@${name}.test`,
    };
  };
  return { rootId: people.authorityId, here: await side('here'), there: await side('there'), administrator: 'admin@reed.test' };
}

/** Somebody's browser, signed in; null is nobody. */
export async function signedIn(t: TestWeb, email: string | null) {
  const agent = request.agent(t.server);
  if (email) {
    const answer = await agent.post('/sign-in').set('Origin', t.config.baseUrl).type('form').send({ email, password: worldPassword, next: '/' });
    if (answer.status !== 303) throw new Error(`${email} could not sign in: ${answer.status}`);
  }
  return agent;
}
