import request from 'supertest';
import { ProgressAudit } from '../../src/progress/progress-audit.service.js';
import { linkIn } from '../accounts/town.js';
import { testWeb, type TestWeb } from '../support/app.js';
import { makeWorld, signedIn, worldPassword, type World } from '../support/world.js';

// Things that happen at once, and things that happen too often.

type Agent = Awaited<ReturnType<typeof signedIn>>;

let t: TestWeb;
let world: World;
let learner: Agent;
let coordinator: Agent;
let there: Agent;
let administrator: Agent;

beforeAll(async () => {
  t = await testWeb(undefined, { pool: 12 });
  world = await makeWorld(t);
  [learner, coordinator, there, administrator] = (await Promise.all(
    [world.here.learner, world.here.coordinator, world.there.coordinator, world.administrator].map((who) => signedIn(t, who)),
  )) as [Agent, Agent, Agent, Agent];
}, 120_000);
afterAll(() => t?.close());
beforeEach(async () => {
  await t.database.query('DELETE FROM throttle');
  t.clock.pass({ hours: 2 });
});

const post = (agent: Agent, path: string, body: object = {}) =>
  agent
    .post(path)
    .set('Origin', t.config.baseUrl)
    .type('form')
    .redirects(0)
    .ok(() => true)
    .send(body);
const api = (agent: Agent, path: string, body: object = {}) =>
  agent
    .post(`/api/v1${path}`)
    .set('Origin', t.config.baseUrl)
    .ok(() => true)
    .send(body);
const count = async (text: string, values: unknown[] = []): Promise<number> =>
  (await t.database.one<{ n: number }>(`SELECT count(*)::int AS n FROM ${text}`, values))!.n;
const mailsTo = (email: string): Promise<number> => count('outgoing_mail WHERE to_address = $1', [email]);

describe('at once', () => {
  it('the same people invited to two cohorts in opposite order: nobody waits in a circle, nobody comes twice', async () => {
    const people = Array.from({ length: 30 }, (_, i) => ({ email: `crowd${i}@x.test`, name: `Crowd ${i}` }));
    const backwards = people.toReversed();
    const answers = await Promise.all([
      api(coordinator, `/cohorts/${world.here.cohortId}/enrolments`, { people }),
      api(there, `/cohorts/${world.there.cohortId}/enrolments`, { people: backwards }),
      api(coordinator, `/cohorts/${world.here.cohortId}/enrolments`, { people: backwards }),
      api(there, `/cohorts/${world.there.cohortId}/enrolments`, { people }),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect(await count(`person WHERE email LIKE 'crowd%'`)).toBe(30);
    expect(await count(`enrolment e JOIN person p ON p.id = e.person_id WHERE p.email LIKE 'crowd%'`)).toBe(60);
    expect(await count(`outgoing_mail WHERE to_address LIKE 'crowd%'`)).toBe(60);
  }, 120_000);

  it('a link is used once, by one of many', async () => {
    await api(coordinator, `/cohorts/${world.here.cohortId}/enrolments`, { people: [{ email: 'one@x.test', name: 'One' }] });
    const link = await linkIn(t, 'one@x.test');
    const answers = await Promise.all(
      Array.from({ length: 6 }, (_, i) =>
        request(t.server)
          .post(link)
          .set('Origin', t.config.baseUrl)
          .type('form')
          .send({ name: `One ${i}`, language: 'en', password: `green bicycle lane ${i}` }),
      ),
    );
    expect(answers.map(({ status }) => status).sort((a, b) => a - b)).toEqual([303, 410, 410, 410, 410, 410]);
  });

  it('answers, hand-ins and lessons of one person: one attempt, one result, and a record that can be replayed', async () => {
    const { enrolmentId } = world.here;
    const quiz = `/enrolments/${enrolmentId}/quizzes/q-shared`;
    const starts = await Promise.all(Array.from({ length: 5 }, () => api(learner, `${quiz}/attempts`)));
    expect(new Set(starts.map(({ status, body }) => `${status} ${(body as { number: number }).number}`))).toEqual(new Set(['200 1']));
    const { questions } = starts[0]!.body as { questions: { id: string; options: { id: string }[] }[] };
    const mixed = await Promise.all([
      ...questions.flatMap((question) =>
        question.options.map((option) =>
          learner
            .put(`/api/v1${quiz}/attempts/1/answers/${question.id}`)
            .set('Origin', t.config.baseUrl)
            .ok(() => true)
            .send({ answer: [option.id] }),
        ),
      ),
      ...Array.from({ length: 4 }, () => api(learner, `${quiz}/attempts/1/hand-in`)),
      ...['l-one', 'l-two', 'l-one', 'l-two'].flatMap((item) => [
        api(learner, `/enrolments/${enrolmentId}/items/${item}/opened`),
        api(learner, `/enrolments/${enrolmentId}/items/${item}/done`),
      ]),
      ...Array.from({ length: 3 }, () => api(learner, `/enrolments/${enrolmentId}/start`)),
    ]);
    expect(mixed.filter(({ status }) => ![200, 204, 409].includes(status)).map(({ status }) => status)).toEqual([]);
    expect(await count('attempt WHERE enrolment_id = $1', [enrolmentId])).toBe(1);
    expect(await count(`learning_event WHERE enrolment_id = $1 AND type = 'quiz-graded'`, [enrolmentId])).toBe(1);
    expect((await t.get(ProgressAudit).verify()).differences).toEqual([]);
  }, 120_000);

  it('a form sent twice makes one cohort and one role', async () => {
    const wish = {
      key: 'the same',
      programmeId: 'small',
      authorityId: world.here.authorityId,
      name: 'Twice',
      startsOn: '2026-12-01',
      endsOn: '',
      zone: '',
    };
    const made = await Promise.all([1, 2, 3].map(() => post(coordinator, '/cohorts', wish)));
    expect(new Set(made.map(({ headers }) => headers.location)).size).toBe(1);
    expect(await count(`cohort WHERE name = 'Twice'`)).toBe(1);
    const role = { role: 'trainer', authorityId: world.here.authorityId };
    await Promise.all([1, 2, 3].map(() => post(administrator, `/admin/people/${world.here.ids.bystander}/roles`, role)));
    expect(await count('role_grant WHERE person_id = $1', [world.here.ids.bystander])).toBe(1);
  });
});

describe('too often', () => {
  it('an invitation sent again and again fills no mailbox, by whichever way', async () => {
    const { cohortId } = world.here;
    const email = 'patient@x.test';
    await api(coordinator, `/cohorts/${cohortId}/enrolments`, { people: [{ email, name: 'Patient' }] });
    const { id, personId } = (await t.database.one<{ id: string; personId: string }>(
      'SELECT e.id, p.id AS "personId" FROM enrolment e JOIN person p ON p.id = e.person_id WHERE p.email = $1',
      [email],
    ))!;
    t.clock.pass({ minutes: 1 });
    const statuses: number[] = [];
    for (let i = 0; i < 8; i++) {
      statuses.push((await api(coordinator, `/enrolments/${id}/invitation`)).status);
      statuses.push((await post(administrator, `/admin/people/${personId}/link`)).status);
      statuses.push((await post(coordinator, `/cohorts/${cohortId}/invitations`, { before: t.clock.now().toISOString() })).status);
      t.clock.pass({ seconds: 5 });
    }
    expect(statuses.filter((status) => status >= 500)).toEqual([]);
    expect(await mailsTo(email)).toBeLessThanOrEqual(12);
    expect(statuses).toContain(429);
    t.clock.pass({ hours: 2 });
    expect((await api(coordinator, `/enrolments/${id}/invitation`)).status).toBe(200);
  });

  it('reports come in number, not in flood', async () => {
    const statuses: number[] = [];
    for (let i = 0; i < 25; i++) statuses.push((await post(await signedIn(t, null), '/report', { page: '/', message: 'x' })).status);
    expect(statuses.filter((status) => status === 429)).toHaveLength(5);
  });

  it('a forwarded address that nobody vouches for counts for nothing', async () => {
    const statuses: number[] = [];
    for (let i = 0; i < 12; i++) {
      const forwarded = { 'X-Forwarded-For': `198.51.100.${i}`, Forwarded: `for=198.51.100.${i}`, 'X-Real-IP': `198.51.100.${i}` };
      const tried = request(t.server).post('/sign-in').set('Origin', t.config.baseUrl).set(forwarded).type('form');
      statuses.push((await tried.send({ email: i % 2 ? world.there.learner : ` ${world.there.learner.toUpperCase()}`, password: 'wrong' })).status);
    }
    expect(statuses).toEqual([...Array<number>(10).fill(422), 429, 429]);
    for (let i = 0; i < 22; i++)
      statuses.push(
        (
          await request(t.server)
            .post('/report')
            .set('Origin', t.config.baseUrl)
            .set('X-Forwarded-For', `198.51.100.${i}`)
            .type('form')
            .send({ message: 'x' })
        ).status,
      );
    expect(statuses.filter((status) => status === 429)).toHaveLength(4);
  });
});

describe('what strangers can learn about accounts', () => {
  const answerTo = async (email: string, password = 'wrong'): Promise<string> => {
    const { status, text, headers } = await request(t.server).post('/sign-in').set('Origin', t.config.baseUrl).type('form').send({ email, password });
    return `${status} ${String(headers['set-cookie'])} ${text.replaceAll(email, '…')}`;
  };

  it('nothing from sign-in: unknown, known, without password, deactivated, and too often', async () => {
    await t.database.query(`UPDATE person SET deactivated_at = now() WHERE id = $1`, [world.there.ids.trainer]);
    const kinds = ['nobody@x.test', world.there.learner, world.there.trainer, 'crowd1@x.test'];
    const answers = new Set<string>();
    for (const email of kinds) answers.add(await answerTo(email));
    answers.add(await answerTo(world.there.trainer, worldPassword));
    expect(answers.size).toBe(1);
    for (const email of kinds) for (let i = 0; i < 10; i++) await answerTo(email);
    const refused = new Set<string>();
    for (const email of kinds) refused.add(await answerTo(email));
    expect(refused.size).toBe(1);
    expect([...refused][0]).toMatch(/^429/);
  }, 120_000);

  it('nor from the time that it takes: a stranger costs a comparison of passwords too', async () => {
    const fastest = { unknown: Infinity, known: Infinity };
    // In turns, and the fastest of many: others use this machine too.
    for (let i = 0; i < 12; i++)
      for (const [who, email] of [
        ['unknown', 'nobody@x.test'],
        ['known', world.there.learner],
      ] as const) {
        await t.database.query('DELETE FROM throttle');
        const began = performance.now();
        await answerTo(email);
        fastest[who] = Math.min(fastest[who], performance.now() - began);
      }
    expect(fastest.unknown).toBeGreaterThan(fastest.known / 2);
  }, 120_000);
});
