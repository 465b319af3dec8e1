import { testWeb, type TestWeb } from '../support/app.js';
import { statementsOf } from '../support/statements.js';
import { makeWorld, signedIn, type World } from '../support/world.js';

let t: TestWeb;
let world: World;
beforeAll(async () => {
  t = await testWeb();
  world = await makeWorld(t);
}, 120_000);
afterAll(() => t?.close());

/** Statements of a page once what is immutable has been read; the one of the session is among them. */
async function cost(who: string | null, path: string): Promise<number> {
  const agent = await signedIn(t, who);
  const first = await agent.get(path).redirects(0);
  expect([path, first.status]).toEqual([path, 200]);
  const { result, statements } = await statementsOf(() => agent.get(path).redirects(0));
  expect(result.status).toBe(200);
  expect(statements.filter((text) => /^(INSERT|UPDATE|DELETE)/i.test(text))).toEqual([]); // a GET writes nothing
  return statements.length;
}

describe('statements per page', () => {
  it('a learner page costs the one of the session and at most two of its own', async () => {
    const learn = `/learn/${world.here.enrolmentId}`;
    const agent = await signedIn(t, world.here.learner);
    const post = (path: string) => agent.post(path).set('Origin', t.config.baseUrl).type('form').send({});
    await post(`${learn}/start`);
    await post(`${learn}/quizzes/q-shared/start`);
    for (const path of ['/', learn, `${learn}/precheck`, `${learn}/items/l-one`, `${learn}/quizzes/q-shared`, `${learn}/quizzes/q-shared/attempts/1/questions/1`, `${learn}/quizzes/q-shared/attempts/1/review`, '/catalogue', '/catalogue/small', '/certificates', '/profile'])
      expect([path, (await cost(world.here.learner, path)) <= 3]).toEqual([path, true]);
    await post(`${learn}/quizzes/q-shared/attempts/1/hand-in`);
    expect(await cost(world.here.learner, `${learn}/quizzes/q-shared/attempts/1`)).toBeLessThanOrEqual(3);
  });

  it('a page for nobody in particular costs none', async () => {
    for (const path of ['/about', '/privacy', '/accessibility', '/help', '/sign-in', '/verify', '/forgot', '/report']) expect([path, await cost(null, path)]).toEqual([path, 0]);
  });

  it('the pages of coordinators, trainers and administrators cost a handful, whatever they list', async () => {
    const { here } = world;
    const pages: [string, string][] = [
      [here.coordinator, '/cohorts'],
      [here.coordinator, `/cohorts/${here.cohortId}`],
      [here.coordinator, `/cohorts/${here.cohortId}/people/${here.enrolmentId}`],
      [here.coordinator, `/cohorts/${here.cohortId}/invite`],
      [here.coordinator, `/cohorts/${here.cohortId}/edit`],
      [here.coordinator, `/cohorts/${here.cohortId}/quizzes`],
      [here.coordinator, `/cohorts/${here.cohortId}/quizzes/q-shared/times`],
      [here.coordinator, `/cohorts/${here.cohortId}/people/${here.enrolmentId}/attempts`],
      [here.coordinator, `/people/${here.ids.learner}/accommodation`],
      [here.trainer, '/authoring'],
      [here.trainer, '/authoring/statistics'],
      [here.trainer, '/authoring/statistics/q-shared'],
      [here.trainer, '/'],
      [here.administrator, '/'],
      [here.trainer, '/marking'],
      [here.trainer, '/marking/marked'],
      [here.trainer, '/catalogue/small/items/l-one/preview'],
      [here.administrator, '/admin/people'],
      [here.administrator, `/admin/people/${here.ids.learner}`],
      [here.administrator, '/admin/authorities'],
      [here.administrator, `/admin/people/${here.ids.learner}/certificates`],
      [here.administrator, '/admin/certificates'],
      [here.administrator, `/cohorts/${here.cohortId}/people/${here.enrolmentId}`],
      [world.administrator, '/dev/mailbox'],
    ];
    for (const [who, path] of pages) expect([path, (await cost(who, path)) <= 7]).toEqual([path, true]);
  });
});
