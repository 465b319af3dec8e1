import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ImportService } from '../../src/authoring/import.service.js';
import { smallFolder } from '../support/courses.js';
import { ProgressService } from '../../src/progress/progress.service.js';
import { makeWorld, signedIn, worldPassword, type World } from '../support/world.js';
import { testWeb, type TestWeb } from '../support/app.js';

let t: TestWeb;
let world: World;
const path = '/catalogue/small/items/q-shared/questions/q-s/correct';

beforeAll(async () => {
  t = await testWeb();
  world = await makeWorld(t);
  expect(worldPassword).toBeTruthy();
  const learner = await signedIn(t, world.here.learner);
  const attempt = `/learn/${world.here.enrolmentId}/quizzes/q-shared`;
  const post = (to: string, form: object) => learner.post(to).set('Origin', t.config.baseUrl).type('form').send(form).expect(303);
  await post(`${attempt}/start`, {});
  await post(`${attempt}/attempts/1/hand-in`, {});
});
afterAll(() => t.close());

const send = async (email: string, to: string, form: object) =>
  (await signedIn(t, email)).post(to).set('Origin', t.config.baseUrl).type('form').send(form);

test('the key leads to it, for those who may', async () => {
  const show = async (email: string) => (await (await signedIn(t, email)).get('/catalogue/small/items/q-shared/preview?show=key')).text;
  expect(await show(world.administrator)).toContain(path);
  expect(await show(world.here.trainer)).not.toContain(path);
  for (const email of [world.here.trainer, world.here.coordinator, world.here.learner])
    expect((await (await signedIn(t, email)).get(path)).status).toBe(403);
});

test('ask, see, confirm: words that were typed stay, and nothing is written before', async () => {
  const empty = await send(world.administrator, path, { kind: 'void', reason: '' });
  expect(empty.status).toBe(422);
  const wrong = await send(world.administrator, path, { kind: 'key', reason: 'The <b>map</b> changed' });
  expect(wrong.status).toBe(422);
  expect(wrong.text).toContain('The &lt;b>map&lt;/b> changed');
  expect(wrong.text).toContain('Give the answer that is right.');

  const picture = await send(world.administrator, path, { kind: 'void', answer: 'b', reason: 'Two readings' });
  expect(picture.status).toBe(200);
  expect(picture.text).toContain('learner of here');
  expect(await t.database.query('SELECT 1 FROM correction', [])).toEqual([]);
  const hidden = Object.fromEntries([...picture.text.matchAll(/type="hidden" name="(\w+)" value="([^"]*)"/g)].map((match) => [match[1]!, match[2]!]));
  expect((await send(world.here.trainer, `${path}/confirm`, hidden)).status).toBe(403);
  const stale = await send(world.administrator, `${path}/confirm`, { ...hidden, seen: 'x' });
  expect([stale.status, /handed in meanwhile/.test(stale.text)]).toEqual([422, true]);
  const done = await send(world.administrator, `${path}/confirm`, hidden);
  expect([done.status, done.headers.location]).toEqual([303, path]);
  expect(await t.database.query('SELECT kind, reason FROM correction', [])).toEqual([{ kind: 'void', reason: 'Two readings' }]);

  const learner = await signedIn(t, world.here.learner);
  const result = await learner.get(`/learn/${world.here.enrolmentId}/quizzes/q-shared/attempts/1`);
  expect(result.text).toContain('Before that, this attempt had 0 of 3 points');
  expect(result.text).toContain('This question counts as right for everybody: Two readings');
  // Left empty, and right all the same: the verdict says what counts.
  expect(result.text.match(/<h3[^>]*>Right</g)).toHaveLength(1);
});

test('the picture is to be had as a file with every row, by those who may, and nothing is written', async () => {
  const wish = { kind: 'key', answer: 'c', reason: '=Two readings' };
  const file = await send(world.administrator, `${path}/results.csv`, wish);
  expect([file.status, file.headers['content-type'], file.headers['content-disposition']]).toEqual([
    200,
    'text/csv; charset=utf-8',
    expect.stringContaining('correction-q-s.csv'),
  ]);
  expect(file.text.split('\r\n')).toEqual(
    expect.arrayContaining([
      '\ufeffCheck yourself',
      'The right answer is another one',
      "Why,'=Two readings",
      expect.stringMatching(/^Person,Programme,Attempt,/),
    ]),
  );
  expect((await send(world.administrator, `${path}/results.csv`, { ...wish, answer: '' })).status).toBe(422);
  expect((await send(world.here.trainer, `${path}/results.csv`, wish)).status).toBe(403);
  expect(await t.database.query('SELECT kind FROM correction', [])).toHaveLength(1);
});

test('the API says the same', async () => {
  const admin = await signedIn(t, world.administrator);
  const api = '/api/v1/programmes/small/quizzes/q-shared/questions/q-s/corrections';
  expect((await admin.get(api)).body).toMatchObject([{ kind: 'void', changed: 1 }]);
  const picture = await admin
    .post(`${api}/preview`)
    .set('Origin', t.config.baseUrl)
    .send({ kind: 'accept', answer: ['a'], reason: 'Also right' });
  expect([picture.status, picture.body.raised]).toEqual([200, []]);
  const refused = await admin
    .post(`${api}/preview`)
    .set('Origin', t.config.baseUrl)
    .send({ kind: 'accept', answer: ['zz'], reason: 'Also right' });
  expect([refused.status, refused.headers['content-type']]).toEqual([422, expect.stringContaining('problem+json')]);
  const made = await admin
    .post(api)
    .set('Origin', t.config.baseUrl)
    .send({ kind: 'accept', answer: ['a'], reason: 'Also right', seen: picture.body.seen });
  expect(made.status).toBe(200);
  expect((await admin.get(api)).body).toHaveLength(2);
  expect((await (await signedIn(t, world.there.trainer)).get(api)).status).toBe(403);
});

test('a learner’s API shows the key that was put right, as the page does', async () => {
  const admin = await signedIn(t, world.administrator);
  const api = '/api/v1/programmes/small/quizzes/q-shared/questions/q-t/corrections';
  const wish = { kind: 'key', answer: ['false'], reason: 'The law has changed' };
  const send = (to: string, body: object) => admin.post(to).set('Origin', t.config.baseUrl).send(body);
  const { seen } = (await send(`${api}/preview`, wish)).body as { seen: string };
  expect((await send(api, { ...wish, seen })).status).toBe(200);
  const learner = await signedIn(t, world.here.learner);
  const { body } = await learner.get(`/api/v1/enrolments/${world.here.enrolmentId}/quizzes/q-shared/attempts/1`);
  const { questions } = body as { questions: { id: string; verdict: string; options: { id: string; correct: boolean }[] }[] };
  const right = questions.find(({ id }) => id === 'q-t')!.options.filter(({ correct }) => correct);
  expect(right.map(({ id }) => id)).toEqual(['false']);
  // It counts as right for everybody, so it is not said to be anything else.
  expect(questions.find(({ id }) => id === 'q-s')!.verdict).toBe('right');
});

test('beside a result stand the certificates that rest on it, by programme and date', async () => {
  const { enrolmentId, ids } = world.there;
  const there = await signedIn(t, world.there.learner);
  const at = `/api/v1/enrolments/${enrolmentId}/quizzes/q-shared/attempts`;
  await there.post(at).set('Origin', t.config.baseUrl).send({}).expect(200);
  // All right, as the tests above have corrected them.
  for (const [question, answer] of Object.entries({ 'q-s': ['b'], 'q-m': ['a', 'c'], 'q-t': ['false'] }))
    await there.put(`${at}/1/answers/${question}`).set('Origin', t.config.baseUrl).send({ answer }).expect(200);
  await there.post(`${at}/1/hand-in`).set('Origin', t.config.baseUrl).send({}).expect(200);
  await t
    .get(ProgressService)
    .record({ id: enrolmentId, personId: ids.learner, programmeId: 'small' }, { type: 'lesson-finished', itemId: 'l-local' });
  const to = '/catalogue/small/items/q-shared/questions/q-m/correct';
  const picture = await send(world.administrator, to, { kind: 'key', answer: 'b', reason: 'Another key' });
  expect(picture.status).toBe(200);
  const row = picture.text.split('<tr').find((part) => part.includes('learner of there'));
  expect(row).toContain('issued on 24 November 2026');

  const admin = await signedIn(t, world.administrator);
  const api = '/api/v1/programmes/small/quizzes/q-shared/questions/q-m/corrections/preview';
  const { body } = await admin
    .post(api)
    .set('Origin', t.config.baseUrl)
    .send({ kind: 'key', answer: ['b'], reason: 'Another key' })
    .expect(200);
  const { body: issued } = await admin.get(`/api/v1/people/${ids.learner}/certificates`).expect(200);
  const one = issued.items[0];
  expect([...body.raised, ...body.lowered].flatMap(({ certificates }: { certificates: object[] }) => certificates)).toEqual([
    { id: one.id, programmeId: 'small', title: one.title, issuedOn: '2026-11-24' },
  ]);
});

test('the page and the API let choose among the versions that attempts have met', async () => {
  const admin = await signedIn(t, world.administrator);
  const mended = mkdtempSync(join(tmpdir(), 'reed-courses-'));
  cpSync(smallFolder, mended, { recursive: true });
  const file = join(mended, 'library/m-shared/q-shared.quiz.yaml');
  writeFileSync(file, readFileSync(file, 'utf8').replace('correct: [a, c]', 'correct: [a, c, d]'));
  expect(await t.get(ImportService).importFolder(mended)).toMatchObject({ problems: [] });
  const [own, api] = ['/catalogue/small/items/q-shared/questions/q-m/correct', '/api/v1/programmes/small/quizzes/q-shared/questions/q-m/corrections'];
  const { body } = await admin.get(`${api}/versions`);
  expect(body).toEqual([
    { version: expect.any(String), current: true, attempts: 0, since: { programmeId: 'small', revision: 2 } },
    { version: expect.any(String), current: false, attempts: 2, since: { programmeId: 'small', revision: 1 } },
  ]);
  const { version } = (body as { version: string }[])[1]!;
  const today = await admin.get(own);
  expect(today.text).toContain('Attempts have met this question as it was before');
  expect(today.text).toContain(`href="${own}?version=${version}"`);
  expect(today.text).toContain('As it was since revision 1');
  const then = await admin.get(`${own}?version=${version}`);
  expect(then.text).toContain('This is the question as it was before');
  expect(then.text).toContain(`action="${own}?version=${version}"`);
  expect((await admin.get(`${own}?version=nonsense`)).status).toBe(404);
  expect((await (await signedIn(t, world.here.trainer)).get(`${api}/versions`)).status).toBe(403);

  const wish = { kind: 'void', reason: 'Two readings' };
  expect((await send(world.administrator, own, wish)).text).toContain('Nobody has handed in an attempt with this question yet.');
  const picture = await send(world.administrator, `${own}?version=${version}`, wish);
  expect(picture.text).toContain('2 attempts that were handed in had this question.');
  const seen = /name="seen" value="(\w+)"/.exec(picture.text)![1]!;
  const done = await send(world.administrator, `${own}/confirm?version=${version}`, { ...wish, seen });
  expect([done.status, done.headers.location]).toEqual([303, `${own}?version=${version}`]);
  expect((await admin.get(`${api}?version=${version}`)).body).toMatchObject([{ kind: 'void', changed: 1 }]);
  expect((await admin.get(api)).body).toEqual([]);
});
