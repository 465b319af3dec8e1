import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ImportService } from '../../src/authoring/import.service.js';
import { ProgressService } from '../../src/progress/progress.service.js';
import { testWeb, type TestWeb } from '../support/app.js';
import { smallFolder } from '../support/courses.js';
import { statementsOf } from '../support/statements.js';
import { makeWorld, signedIn, type World } from '../support/world.js';

type Agent = Awaited<ReturnType<typeof signedIn>>;
let t: TestWeb;
let world: World;
let folder: string;
let learner: Agent;
let coordinator: Agent;
let colleague: Agent;
let administrator: Agent;
let elsewhere: Agent;
let quizPath: string;
let apiPath: string;
let cohortPath: string;

const publish = (settings: string): void => {
  const file = join(folder, 'library/m-shared/q-shared.quiz.yaml');
  writeFileSync(file, readFileSync(join(smallFolder, 'library/m-shared/q-shared.quiz.yaml'), 'utf8').replace('draw: 3', `draw: 3\n${settings}`));
};

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'reed-courses-'));
  cpSync(smallFolder, folder, { recursive: true });
  publish('mode: practice\ntime: 20\nattempts: 1');
  t = await testWeb();
  world = await makeWorld(t, folder);
  const { here, there } = world;
  [learner, coordinator, colleague, administrator, elsewhere] = (await Promise.all(
    [here.learner, here.coordinator, here.colleague, here.administrator, there.coordinator].map((who) => signedIn(t, who)),
  )) as [Agent, Agent, Agent, Agent, Agent];
  quizPath = `/learn/${here.enrolmentId}/quizzes/q-shared`;
  apiPath = `/api/v1/enrolments/${here.enrolmentId}/quizzes/q-shared`;
  cohortPath = `/cohorts/${here.cohortId}`;
}, 120_000);
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await t?.close();
});

const get = (agent: Agent, path: string) => agent.get(path).redirects(0);
const post = (agent: Agent, path: string, body: object = {}) => agent.post(path).set('Origin', t.config.baseUrl).type('form').redirects(0).send(body);
const put = (agent: Agent, path: string, body: object) => agent.put(path).set('Origin', t.config.baseUrl).send(body);

describe('a practice with a time limit', () => {
  test('says how it works before one begins', async () => {
    const { text } = await get(learner, quizPath);
    for (const words of ['This is practice', '20 minutes from when you begin', '30 seconds later', '1 of 1 left']) expect(text).toContain(words);
  });

  test('is kept away until it opens, in words, by page and API', async () => {
    const path = `${cohortPath}/quizzes/q-shared/times`;
    expect((await post(coordinator, path, { opens: '2026-11-30T09:00', closes: 'soon' })).status).toBe(422);
    const typed = await post(coordinator, path, { opens: '2026-12-02T09:00', closes: '2026-12-01T09:00' });
    expect([typed.status, typed.text.includes('value="2026-12-01T09:00"'), typed.text.includes('must close after it opens')]).toEqual([
      422,
      true,
      true,
    ]);
    expect((await post(coordinator, path, { opens: '2026-11-30T09:00', closes: '' })).status).toBe(303);
    expect((await get(coordinator, `${cohortPath}/quizzes`)).text).toContain('30 November 2026, 09:00');
    const { text } = await get(learner, quizPath);
    expect(text).toContain('This quiz opens on 30 November 2026 at 09:00');
    expect(text).not.toContain(`action="${quizPath}/start"`);
    const refused = await post(learner, `${apiPath}/attempts`);
    expect([refused.status, (refused.body as { code: string }).code]).toEqual([409, 'quizzes.error.notOpen']);
    expect((await get(learner, apiPath)).body).toMatchObject({
      refusal: 'not-open',
      opensAt: '2026-11-30T08:00:00.000Z',
      nextAt: '2026-11-30T08:00:00.000Z',
    });
    const last = await put(coordinator, `/api/v1${cohortPath}/quizzes/q-shared/times`, { opens: '9999-12-31T23:59', closes: null });
    expect([last.status, Object.keys((last.body as { fields: object }).fields)]).toEqual([422, ['opens']]);
    expect((await post(coordinator, path, { opens: '', closes: '9999-12-31T23:59' })).status).toBe(422);
    expect((await put(coordinator, `/api/v1${cohortPath}/quizzes/q-shared/times`, { opens: null, closes: null })).body).toMatchObject({
      opensAt: null,
    });
  });

  test('extra time is set once, seen by the person and by who sets it, and by nobody else', async () => {
    const path = `/people/${world.here.ids.learner}/accommodation`;
    for (const agent of [elsewhere, learner])
      for (const way of [path, `/api/v1${path}`]) expect([403, 404]).toContain((await get(agent, way)).status);
    expect((await put(elsewhere, `/api/v1${path}`, { extraTime: 50, noTimer: false })).status).toBe(404);
    expect((await post(coordinator, path, { extraTime: '500' })).text).toContain('value="500"');
    expect((await post(coordinator, path, { extraTime: '25' })).status).toBe(303);
    expect((await get(administrator, `/api/v1${path}`)).body).toEqual({ extraTime: 25, noTimer: false });
    expect((await get(learner, '/api/v1/me/accommodation')).body).toEqual({ extraTime: 25, noTimer: false });
    expect((await get(learner, '/profile')).text).toContain('25 % more time');
    expect((await get(coordinator, '/profile')).text).not.toContain('more time');
    expect((await get(learner, quizPath)).text).toContain('25 minutes from when you begin, your extra time included');
    expect((await get(coordinator, `${cohortPath}/people/${world.here.enrolmentId}`)).text).not.toContain('25 %');
  });

  test('extra time is linked from the record and from further attempts, and leads back there, but to no other host', async () => {
    const record = `${cohortPath}/people/${world.here.enrolmentId}`;
    const path = `/people/${world.here.ids.learner}/accommodation`;
    for (const from of [record, `${record}/attempts`]) {
      const there = `${path}?back=${encodeURIComponent(from)}`;
      expect((await get(coordinator, from)).text).toContain(`href="${there}"`);
      const { text } = await get(coordinator, there);
      expect(text).toContain(`href="${from}"`);
      expect(text).toContain(`action="${there}"`);
      const faulty = await post(coordinator, there, { extraTime: '500' });
      expect([faulty.status, faulty.text.includes(`href="${from}"`)]).toEqual([422, true]);
      expect((await post(coordinator, there, { extraTime: '25' })).headers.location).toBe(there);
    }
    const person = `/admin/people/${world.here.ids.learner}`;
    expect((await get(administrator, person)).text).toContain(`href="${path}?back=${encodeURIComponent(person)}"`);
    for (const evil of ['//evil.example', '/\\evil.example', 'https://evil.example', 'javascript:alert(1)']) {
      const there = `${path}?back=${encodeURIComponent(evil)}`;
      const { status, text } = await get(coordinator, there);
      expect([status, text.includes('Back to where you were'), text.includes('href="' + evil)]).toEqual([200, false, false]);
      expect((await post(coordinator, there, { extraTime: '25' })).headers.location).toBe(path);
    }
    // Somebody of another authority stands in this cohort: whoever runs it may not set it.
    await t.database.query('UPDATE person SET authority_id = $2 WHERE id = $1', [world.here.ids.learner, world.there.authorityId]);
    expect((await get(coordinator, record)).text).not.toContain('/accommodation');
    await t.database.query('UPDATE person SET authority_id = $2 WHERE id = $1', [world.here.ids.learner, world.here.authorityId]);
  });

  test('shows the time that is left in words, and costs no more statements', async () => {
    await post(learner, `${quizPath}/start`);
    t.clock.pass({ minutes: 3 });
    const path = `${quizPath}/attempts/1/questions/1`;
    const { result, statements } = await statementsOf(() => get(learner, path));
    expect(result.text).toContain('Time left: 22 minutes');
    expect(result.text).toMatch(/data-time-left="1320" data-grace="30"/);
    expect(statements.length).toBeLessThanOrEqual(3);
    expect((await get(learner, `${quizPath}/attempts/1/review`)).text).toContain('Time left: 22 minutes');
  });

  test('an open page is told where its end has moved, without a limit that there is none, and when it is over', async () => {
    const time = `${quizPath}/attempts/1/time`;
    const needs = (extraTime: number, noTimer: boolean) =>
      put(coordinator, `/api/v1/people/${world.here.ids.learner}/accommodation`, { extraTime, noTimer });
    expect((await get(learner, time)).body).toEqual({ left: 1320, until: expect.stringContaining('until') as string });
    await needs(50, false);
    expect((await get(learner, time)).body).toMatchObject({ left: 1620 });
    await needs(0, true);
    expect((await get(learner, time)).body).toEqual({ left: null, until: '' });
    await needs(25, false);
    expect((await get(learner, time)).body).toMatchObject({ left: 1320 });
    for (const agent of [coordinator, elsewhere, administrator]) expect((await get(agent, time)).status).toBe(404);
  });

  test('checks a question: nothing to check is said there; checked, even under the number of its last save, it is explained and stays', async () => {
    const { body } = await get(learner, `${apiPath}/attempts/1`);
    const { questions } = body as { questions: { id: string }[] };
    const k = questions.findIndex(({ id }) => id === 'q-s') + 1;
    const path = `${quizPath}/attempts/1/questions/${k}`;
    const empty = await post(learner, `${path}/check`);
    expect([empty.status, empty.text.includes('Give an answer first')]).toEqual([422, true]);
    const before = (await get(learner, path)).text;
    expect(before).toContain(`formaction="${path}/check"`);
    const fromBrowser = { answer: 'b', device: '1c8d2a54-3e0b-4c57-8f4e-6d1a2b3c4d5e', turn: '7', seen: '0' };
    expect((await post(learner, `${path}/answer`, fromBrowser)).status).toBe(303);
    expect((await post(learner, `${path}/check`, fromBrowser)).headers.location).toBe(path);
    const after = (await get(learner, path)).text;
    expect(after).not.toContain('<input type="radio"');
    expect(after).toContain('its answer stays as it is');
    expect((await post(learner, `${path}/answer`, { answer: 'a' })).status).toBe(409);
    const sheet = (await get(learner, `${apiPath}/attempts/1`)).body as { questions: Record<string, unknown>[] };
    for (const question of sheet.questions)
      expect([question.checked, 'verdict' in question, 'parts' in question]).toEqual(
        question.id === 'q-s' ? [true, true, true] : [false, false, false],
      );
    const again = await learner
      .post(`${apiPath}/attempts/1/answers/q-s/check`)
      .set('Origin', t.config.baseUrl)
      .send({ answer: ['a'] });
    expect([again.status, (again.body as { questions: { id: string; answer: string[] }[] }).questions[k - 1]!.answer]).toEqual([200, ['b']]);
  });

  test('is handed in by the first page that meets its end; then a further attempt can be given', async () => {
    t.clock.pass({ minutes: 30 });
    const { status, headers } = await get(learner, `${quizPath}/attempts/1/questions/1`);
    expect([status, headers.location]).toEqual([303, `${quizPath}/attempts/1`]);
    expect((await get(learner, `${quizPath}/attempts/1/time`)).body).toMatchObject({ left: 0 });
    expect((await get(learner, quizPath)).text).toContain('You have used all attempts');
    const path = `${cohortPath}/people/${world.here.enrolmentId}/attempts`;
    for (const agent of [elsewhere, colleague])
      expect([(await get(agent, path)).status, (await post(agent, path, { key: 'k', quizId: 'q-shared', reason: 'r' })).status]).toEqual([404, 404]);
    expect((await get(learner, path)).status).toBe(403);
    const faulty = await post(coordinator, path, { key: 'k', quizId: '', reason: 'A <b>fire</b> drill.' });
    expect([faulty.status, faulty.text.includes('A &lt;b>fire&lt;/b> drill.') || faulty.text.includes('A &lt;b&gt;fire&lt;/b&gt; drill.')]).toEqual([
      422,
      true,
    ]);
    for (let i = 0; i < 2; i++) expect((await post(coordinator, path, { key: 'k', quizId: 'q-shared', reason: 'A fire drill.' })).status).toBe(303);
    expect((await get(coordinator, path)).text).toContain('A fire drill.');
    const { text } = await get(learner, quizPath);
    for (const words of ['You have been given a further attempt', 'A fire drill.', '1 of 2 left']) expect(text).toContain(words);
    expect((await get(learner, apiPath)).body).toMatchObject({
      attemptsAllowed: 2,
      attemptsLeft: 1,
      refusal: null,
      grants: [{ reason: 'A fire drill.' }],
    });
    const api = `/api/v1${cohortPath}/people/${world.here.enrolmentId}/attempt-grants`;
    expect((await get(coordinator, api)).body).toMatchObject({ quizzes: ['q-shared'], items: [{ quizId: 'q-shared' }] });
    expect((await get(elsewhere, api)).status).toBe(404);
  });

  test('a further attempt is taken back after a second question, and once it is used the page says so', async () => {
    const path = `${cohortPath}/people/${world.here.enrolmentId}/attempts`;
    const api = `/api/v1${cohortPath}/people/${world.here.enrolmentId}/attempt-grants`;
    const { id } = ((await get(coordinator, api)).body as { items: { id: string }[] }).items[0]!;
    const back = `${path}/${id}/withdraw`;
    const remove = (agent: Agent, grant = id) => agent.delete(`${api}/${grant}`).set('Origin', t.config.baseUrl);
    expect((await get(coordinator, path)).text).toContain(`action="${back}"`);
    for (const agent of [elsewhere, colleague]) expect([(await post(agent, back)).status, (await remove(agent)).status]).toEqual([404, 404]);
    expect([(await post(learner, back)).status, (await remove(learner)).status]).toEqual([403, 403]);
    for (let i = 0; i < 2; i++) expect([(await post(coordinator, back)).status, (await remove(coordinator)).status]).toEqual([303, 200]);
    const { text } = await get(coordinator, path);
    expect(text).toContain('Taken back on');
    expect(text).not.toContain(`action="${back}"`);
    expect((await get(coordinator, api)).body).toMatchObject({ items: [{ id, withdrawnAt: expect.any(String) as string }] });
    expect((await get(learner, quizPath)).text).not.toContain('You have been given a further attempt');

    const given = await post(coordinator, api, { quizId: 'q-shared', reason: 'Another drill.' });
    const next = (given.body as { items: { id: string; withdrawnAt: string | null }[] }).items.find((one) => !one.withdrawnAt)!.id;
    await post(learner, `${quizPath}/start`);
    // The page is the same as before: that it has been used is said to whoever wants it back, and nothing else.
    expect((await get(coordinator, path)).text).toContain(`action="${path}/${next}/withdraw"`);
    const refused = await post(coordinator, `${path}/${next}/withdraw`);
    expect([refused.status, refused.text.includes('This further attempt has been used')]).toEqual([409, true]);
    expect((await remove(coordinator, next)).status).toBe(409);
  });
});

describe('a test with all questions on one page', () => {
  let reader: Agent;
  let path: string;
  let api: string;
  const right = { 'answer-q-s': 'b', 'answer-q-m': ['a', 'c'], 'answer-q-t': 'true' };
  const json = (body: object) => post(reader, `${path}/attempts/1/questions`, body).set('Accept', 'application/json');

  beforeAll(async () => {
    publish('layout: all\nattempts: 2\ncounts: average\nshow: { marks: later, explanations: never }');
    expect((await t.get(ImportService).importFolder(folder)).problems).toEqual([]);
    await t.get(ProgressService).moveAll();
    reader = await signedIn(t, world.there.learner);
    path = `/learn/${world.there.enrolmentId}/quizzes/q-shared`;
    api = `/api/v1/enrolments/${world.there.enrolmentId}/quizzes/q-shared`;
  });

  test('is begun, answered and looked through on that page, without script', async () => {
    expect((await get(reader, path)).text).toContain('3 questions, all on one page');
    expect((await post(reader, `${path}/start`)).headers.location).toBe(`${path}/attempts/1/questions#question-1`);
    const { result, statements } = await statementsOf(() => get(reader, `${path}/attempts/1/questions`));
    expect(statements.length).toBeLessThanOrEqual(3);
    for (const words of ['id="question-3"', 'name="answer-q-s"', 'name="answer-q-m"', 'href="' + `${path}/attempts/1/questions#question-2`])
      expect(result.text).toContain(words);
    expect((await get(reader, `${path}/attempts/1/questions/2`)).headers.location).toBe(`${path}/attempts/1/questions#question-2`);
    expect((await post(reader, `${path}/attempts/1/questions`, { ...right, 'answer-q-m': 'a' })).headers.location).toBe(`${path}/attempts/1/review`);
    expect((await get(reader, `${path}/attempts/1/review`)).text).toContain('All 3 questions are answered');
    const faulty = await post(reader, `${path}/attempts/1/questions`, { 'answer-q-s': 'z' });
    expect([faulty.status, faulty.text.includes('does not fit')]).toEqual([422, true]);
    // What is not named stays as it is; what is ticked no more is taken back.
    expect((await json({ 'answer-q-s': 'b' })).body).toEqual({ saved: expect.stringMatching(/^Saved/) as string, fields: { 'seen.q-s': '1' } });
    expect((await json({ 'answer-q-s': 'b', 'answer-q-t': 'true', 'seen.q-s': '1', 'seen.q-m': '1', 'seen.q-t': '1' })).body).toEqual({
      saved: expect.stringMatching(/^Saved/) as string,
      fields: { 'seen.q-s': '1', 'seen.q-m': '2', 'seen.q-t': '1' },
    });
    const { body } = await get(reader, `${api}/attempts/1`);
    const answers = Object.fromEntries((body as { questions: { id: string; answer: string[] }[] }).questions.map(({ id, answer }) => [id, answer]));
    expect(answers).toEqual({ 'q-s': ['b'], 'q-m': [], 'q-t': ['true'] });
    for (const [agent, body] of [
      [learner, right],
      [coordinator, right],
    ] as const)
      expect((await post(agent, `${path}/attempts/1/questions`, body)).status).toBe(404);
  });

  test('shows of it what may be seen: first the answers, at the end the marks, never the reasons; page and API alike', async () => {
    await post(reader, `${path}/attempts/1/hand-in`);
    const seen = async () => {
      const sheet = (await get(reader, `${api}/attempts/1`)).body as { score: object | null; seen: object; questions: Record<string, unknown>[] };
      const { text } = await get(reader, `${path}/attempts/1`);
      return {
        score: sheet.score,
        seen: sheet.seen,
        verdicts: sheet.questions.map(({ verdict }) => verdict !== undefined),
        reasons: sheet.questions
          .flatMap(({ parts, options }) => [parts, ...(options as { why?: string }[]).map(({ why }) => why)])
          .filter((one) => one !== undefined),
        points: text.includes('2 of 3 points'),
        said: text.includes('Worth reading again'),
        own: /<fieldset disabled/.test(text),
        why: text.includes('People are polite'),
      };
    };
    const hidden = { score: null, verdicts: [false, false, false], reasons: [], points: false, said: false, own: true, why: false };
    expect(await seen()).toEqual({ ...hidden, seen: { answers: true, marks: false, explanations: false } });
    expect((await get(reader, path)).text).not.toContain('2 of 3 points');
    expect((await get(reader, api)).body).toMatchObject({ counted: null, score: null, attempts: [{ score: null, passed: false }] });
    await post(reader, `${path}/start`);
    await post(reader, `${path}/attempts/2/questions`, right);
    await post(reader, `${path}/attempts/2/hand-in`);
    expect(await seen()).toMatchObject({
      score: { numerator: 2, denominator: 1, max: 3 },
      verdicts: [true, true, true],
      reasons: [],
      points: true,
      said: true,
      own: true,
      why: false,
    });
    const { text } = await get(reader, path);
    expect(text).toContain('Your average: 2.5 of 3 points');
    expect((await get(reader, api)).body).toMatchObject({ counted: null, score: { numerator: 5, denominator: 2, max: 3 }, passed: true });
  });
});
