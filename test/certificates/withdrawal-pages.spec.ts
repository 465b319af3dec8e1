import { ProgressService } from '../../src/progress/progress.service.js';
import { testWeb, type TestWeb } from '../support/app.js';
import { makeWorld, signedIn, type World } from '../support/world.js';

type Agent = Awaited<ReturnType<typeof signedIn>>;

let t: TestWeb;
let world: World;
let id: string;
let code: string;
let administrator: Agent;
let learner: Agent;
let nobody: Agent;

beforeAll(async () => {
  t = await testWeb();
  world = await makeWorld(t);
  const enrolment = { id: world.here.enrolmentId, personId: world.here.ids.learner, programmeId: 'small' };
  await t.get(ProgressService).record(enrolment, { type: 'quiz-graded', itemId: 'q-shared', payload: { attempt: 1, passed: true } });
  await t.get(ProgressService).record(enrolment, { type: 'lesson-finished', itemId: 'l-local' });
  ({ id, code } = (await t.database.one<{ id: string; code: string }>('SELECT id, code FROM certificate WHERE enrolment_id = $1', [enrolment.id]))!);
  administrator = await signedIn(t, world.here.administrator);
  learner = await signedIn(t, world.here.learner);
  nobody = await signedIn(t, null);
}, 120_000);
afterAll(() => t.close());

const post = (agent: Agent, path: string, form: object) => agent.post(path).set('Origin', t.config.baseUrl).type('form').send(form);
const call = (agent: Agent, path: string, body: object) => agent.post(path).set('Origin', t.config.baseUrl).send(body);
const hidden = (text: string): Record<string, string> =>
  Object.fromEntries([...text.matchAll(/type="hidden" name="(\w+)" value="([^"]*)"/g)].map((match) => [match[1]!, match[2]!]));

test('the pages of people lead to it, for administrators; a coordinator’s record does not', async () => {
  const ofPerson = `/admin/people/${world.here.ids.learner}/certificates`;
  expect((await administrator.get(`/admin/people/${world.here.ids.learner}`).expect(200)).text).toContain(`href="${ofPerson}"`);
  expect((await administrator.get('/admin/people').expect(200)).text).toContain('href="/admin/certificates"');
  const record = `/cohorts/${world.here.cohortId}/people/${world.here.enrolmentId}`;
  expect((await administrator.get(record).expect(200)).text).toContain(`href="${ofPerson}"`);
  expect((await (await signedIn(t, world.here.coordinator)).get(record).expect(200)).text).not.toContain(ofPerson);
  expect((await administrator.get(ofPerson).expect(200)).text).toContain(`href="/admin/certificates/${id}"`);
});

test('a code leads to its certificate, and to nothing where somebody else administers the holder', async () => {
  const typed = { code: `${code.slice(0, 3).toLowerCase()}-${code.slice(3)}` };
  expect((await post(administrator, '/admin/certificates', typed).expect(303)).headers.location).toBe(`/admin/certificates/${id}`);
  const there = await signedIn(t, world.there.administrator);
  expect((await post(there, '/admin/certificates', typed).expect(404)).text).toContain('Nobody whom you administer');
  await post(administrator, '/admin/certificates', { code: 'no code' }).expect(422);
  for (const path of [`/admin/certificates/${id}`, `/admin/certificates/${id}/withdraw`, `/api/v1/issued-certificates/${id}`])
    await there.get(path).expect(404);
  await there.get(`/api/v1/issued-certificates/by-code/${code}`).expect(404);
  await post(there, `/admin/certificates/${id}/withdraw`, { key: 'k', reason: 'No' }).expect(404);
  await call(there, `/api/v1/issued-certificates/${id}/withdrawals`, { reason: 'No' }).expect(404);
  for (const email of [world.here.coordinator, world.here.trainer, world.here.learner]) {
    const agent = await signedIn(t, email);
    await post(agent, `/admin/certificates/${id}/withdraw`, { key: 'k', reason: 'No' }).expect(403);
    await call(agent, `/api/v1/issued-certificates/${id}/withdrawals`, { reason: 'No' }).expect(403);
    await agent.get(`/admin/certificates/${id}`).expect(403);
  }
  expect(await t.database.query('SELECT 1 FROM certificate_withdrawal', [])).toEqual([]);
});

test('asked, told what will happen, withdrawn; everybody sees it, only the holder sees why; and back again', async () => {
  const path = `/admin/certificates/${id}`;
  const ask = await administrator.get(`${path}/withdraw`).expect(200);
  for (const words of ['no longer be downloaded', 'told by one mail', 'stays completed', 'not shown to them']) expect(ask.text).toContain(words);
  const { key } = hidden(ask.text);
  const empty = await post(administrator, `${path}/withdraw`, { key, reason: ' ' }).expect(422);
  expect(hidden(empty.text).key).toBe(key);
  const form = { key, reason: 'The <b>identity</b> was mixed up' };
  expect((await post(administrator, `${path}/withdraw`, form).expect(303)).headers.location).toBe(path);
  await post(administrator, `${path}/withdraw`, form).expect(303); // sent twice
  expect((await post(administrator, `${path}/withdraw`, { key: 'another', reason: 'Also' }).expect(409)).text).toContain('withdrawn already');
  expect((await administrator.get(`${path}/withdraw`).expect(303)).headers.location).toBe(path);

  const open = await nobody.get(`/verify/${code}`).expect(200);
  for (const words of ['This certificate has been withdrawn.', 'Withdrawn on', '24 November 2026']) expect(open.text).toContain(words);
  expect(open.text).not.toContain('mixed up');
  const verified = await nobody.get(`/api/v1/verify/${code}`).expect(200);
  expect(verified.body).toMatchObject({ state: 'withdrawn', withdrawnOn: '2026-11-24' });
  expect(JSON.stringify(verified.body)).not.toContain('mixed up');

  const own = await learner.get(`/certificates/${id}`).expect(200);
  expect(own.text).toContain('The &lt;b>identity&lt;/b> was mixed up');
  expect(own.text).not.toContain(`/certificates/${id}/file`);
  await learner.get(`/certificates/${id}/file`).expect(409);
  expect((await learner.get(`/api/v1/certificates/${id}`).expect(200)).body).toMatchObject({
    state: 'withdrawn',
    fileUrl: null,
    withdrawnOn: '2026-11-24',
    withdrawnBecause: 'The <b>identity</b> was mixed up',
  });

  const page = await administrator.get(path).expect(200);
  const back = /href="(\/admin\/certificates\/[^"]+\/reinstate)"/.exec(page.text)![1]!;
  expect((await administrator.get(back).expect(200)).text).toContain('downloaded again');
  await administrator.get(back.replace(/withdrawals\/[^/]+/, 'withdrawals/none')).expect(404);
  await post(administrator, back, { reason: '' }).expect(422);
  await post(administrator, back, { reason: 'A wrong click' }).expect(303);
  expect((await administrator.get(back).expect(303)).headers.location).toBe(path);
  expect((await nobody.get(`/verify/${code}`)).text).toContain('genuine and valid');
  await learner.get(`/certificates/${id}/file`).expect(200);
  const after = (await administrator.get(path).expect(200)).text;
  for (const words of ['A wrong click', 'The &lt;b>identity&lt;/b> was mixed up', 'administrator of here']) expect(after).toContain(words);
});

test('the API does the same', async () => {
  const at = `/api/v1/issued-certificates/${id}`;
  const withdraw = (key: string) =>
    administrator.post(`${at}/withdrawals`).set('Origin', t.config.baseUrl).set('Idempotency-Key', key).send({ reason: 'By the API' });
  t.clock.pass({ minutes: 1 });
  const made = (await withdraw('one').expect(200)).body;
  expect(made).toMatchObject({ id, code, state: 'withdrawn', personId: world.here.ids.learner });
  expect(made.withdrawals[0]).toMatchObject({ reason: 'By the API', withdrawnBy: 'administrator of here', reinstatedAt: null });
  expect((await withdraw('one').expect(200)).body).toEqual(made);
  await withdraw('two').expect(409);
  await call(administrator, `${at}/withdrawals`, {}).expect(422);
  expect((await administrator.get(`/api/v1/issued-certificates/by-code/${code}`).expect(200)).body).toEqual(made);
  const list = await administrator.get(`/api/v1/people/${world.here.ids.learner}/certificates`).expect(200);
  expect(list.body.items).toMatchObject([{ id, state: 'withdrawn' }]);
  const back = `${at}/withdrawals/${made.withdrawals[0].id}/reinstatement`;
  const restored = (await call(administrator, back, { reason: 'Restored' }).expect(200)).body;
  expect([restored.state, restored.withdrawals[0].reinstatedBecause]).toEqual(['valid', 'Restored']);
  expect((await call(administrator, back, { reason: 'Again' }).expect(200)).body).toEqual(restored);
  await call(await signedIn(t, world.there.administrator), back, { reason: 'No' }).expect(404);
});
