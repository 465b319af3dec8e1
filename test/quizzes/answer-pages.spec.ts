import request from 'supertest';
import { newId } from '../../src/platform/ids.js';
import { testWeb, type TestWeb } from '../support/app.js';
import { statementsOf } from '../support/statements.js';
import { makeWorld, signedIn, worldPassword, type World } from '../support/world.js';

let t: TestWeb;
let world: World;
let quiz: string;
let learner: Awaited<ReturnType<typeof signedIn>>;
/** Number of the question with several right options. */
let k = 0;

type Agent = ReturnType<typeof request.agent>;
const post = (agent: Agent, path: string, body: object, accept = 'text/html') =>
  agent.post(path).set('Origin', t.config.baseUrl).set('Accept', accept).redirects(0).type('form').send(body);
const json = 'application/json';
const question = () => `${quiz}/attempts/1/questions/${k}`;
const hidden = (html: string, name: string): string => new RegExp(`name="${name}" value(?:="([^"]*)")?`).exec(html)![1] ?? '';
const ticked = (html: string): string[] =>
  [...html.matchAll(/<input[^>]*>/g)]
    .map(([tag]) => tag)
    .filter((tag) => /type="checkbox"/.test(tag) && /\bchecked\b/.test(tag))
    .map((tag) => /value="([^"]*)"/.exec(tag)![1]!);

beforeAll(async () => {
  t = await testWeb();
  world = await makeWorld(t);
  quiz = `/learn/${world.here.enrolmentId}/quizzes/q-shared`;
  learner = await signedIn(t, world.here.learner);
  await post(learner, `/learn/${world.here.enrolmentId}/start`, {});
  await post(learner, `${quiz}/start`, {});
  const [row] = await t.database.query('SELECT questions FROM attempt');
  k = (row!.questions as { id: string }[]).findIndex(({ id }) => id === 'q-m') + 1;
}, 120_000);
afterAll(() => t?.close());
beforeEach(() => t.database.query('DELETE FROM response'));

describe('by script', () => {
  test('a save says when it was saved and what to send next; a repeat says the same', async () => {
    const body = { device: newId(), turn: '5', seen: '0', answer: ['a'] };
    const first = await post(learner, `${question()}/answer`, body, json);
    expect(first.body).toEqual({ saved: expect.stringMatching(/^Saved \d\d:\d\d:\d\d$/), fields: { seen: '1' } });
    t.clock.pass({ minutes: 3 });
    const { result, statements } = await statementsOf(() => post(learner, `${question()}/answer`, body, json));
    expect(result.body).toEqual(first.body);
    expect(statements.filter((text) => /\bFROM attempt\b/.test(text)).length).toBeLessThanOrEqual(3);
  });

  test('another device is told, and nothing is written', async () => {
    await post(learner, `${question()}/answer`, { device: newId(), turn: '1', seen: '0', answer: ['a'] }, json);
    const told = await post(learner, `${question()}/answer`, { device: newId(), turn: '1', seen: '0', answer: ['b'] }, json);
    expect([told.status, told.body]).toEqual([200, { elsewhere: expect.stringContaining('Another device saved an answer') }]);
    expect(ticked((await learner.get(question())).text)).toEqual(['a']);
  });

  test.each([
    ['no device', { device: 'me', turn: '1', seen: '0' }],
    ['no numbers', { device: '', turn: 'NaN', seen: '-1' }],
    ['numbers without end', { device: newId(), turn: '9'.repeat(300), seen: '9'.repeat(300) }],
    ['a list', { device: ['a', 'b'], turn: ['1', '2'], seen: ['0'] }],
  ])('%s in the hidden fields: the answer is kept all the same', async (_, fields) => {
    const told = await post(learner, `${question()}/answer`, { ...fields, answer: ['a'] }, json);
    expect(told.body).toMatchObject({ saved: expect.any(String) });
    expect(ticked((await learner.get(question())).text)).toEqual(['a']);
  });

  test('somebody else, and nobody, change nothing', async () => {
    const body = { device: newId(), turn: '1', seen: '0', answer: ['a'] };
    for (const who of [world.there.learner, world.here.coordinator, world.administrator])
      expect((await post(await signedIn(t, who), `${question()}/answer`, body, json)).status).toBe(404);
    expect((await post(await signedIn(t, null), `${question()}/answer`, body, json)).status).toBe(401);
    expect(await t.database.query('SELECT 1 FROM response')).toEqual([]);
  });
});

test('the button of a page on which nothing was changed leads on, and takes back nothing that its browser has answered since', async () => {
  const device = newId();
  await post(learner, `${question()}/answer`, { device, turn: '0', seen: '0' });
  await post(learner, `${question()}/answer`, { device, turn: '5', seen: '0', answer: ['a'] }, json);
  for (const stale of [{ seen: '0' }, { seen: '0', answer: ['b'] }])
    expect((await post(learner, `${question()}/answer`, { device, turn: '0', ...stale })).status).toBe(303);
  expect(ticked((await learner.get(question())).text)).toEqual(['a']);
});

describe('without script', () => {
  test('before another window’s answer is replaced the page asks, with what was chosen; then it is replaced', async () => {
    const mine = (await learner.get(question())).text;
    const other = (await learner.get(question())).text;
    expect(hidden(mine, 'device')).not.toBe(hidden(other, 'device'));
    const fields = (html: string) => ({ device: hidden(html, 'device'), turn: hidden(html, 'turn'), seen: hidden(html, 'seen') });
    expect((await post(learner, `${question()}/answer`, { ...fields(other), answer: ['a'] })).status).toBe(303);
    const asked = await post(learner, `${question()}/answer`, { ...fields(mine), answer: ['b', 'c'] });
    expect(asked.status).toBe(409);
    expect(asked.text).toContain('Another device saved an answer to this question at');
    expect(ticked(asked.text)).toEqual(expect.arrayContaining(['b', 'c']));
    expect(ticked((await learner.get(question())).text)).toEqual(['a']);
    expect((await post(learner, `${question()}/answer`, { ...fields(asked.text), answer: ['b'] })).status).toBe(303);
    expect(ticked((await learner.get(question())).text)).toEqual(['b']);
  });

  test('an answer sent after the session has ended stands on the page after signing in, once, and only there', async () => {
    const away = await signedIn(t, world.here.learner);
    const page = (await away.get(question())).text;
    await post(away, '/sign-out', {});
    const sent = await away
      .post(`${question()}/answer`)
      .set('Origin', t.config.baseUrl)
      .set('Referer', `${t.config.baseUrl}${question()}`)
      .redirects(0)
      .type('form')
      .send({ keep: hidden(page, 'keep'), device: hidden(page, 'device'), turn: '', seen: '0', answer: ['a', 'c'] });
    expect(sent.headers.location).toBe(`/sign-in?next=${encodeURIComponent(question())}`);
    const [cookie] = sent.headers['set-cookie'] as unknown as string[];
    expect(cookie).toMatch(new RegExp(`^typed=[\\w-]+; Path=${question()}; Max-Age=900; HttpOnly; SameSite=Lax$`));
    const back = await post(away, '/sign-in', { email: world.here.learner, password: worldPassword, next: question() });
    expect(back.headers.location).toBe(question());
    const other = k === 1 ? 2 : 1;
    expect((await away.get(`${quiz}/attempts/1/questions/${other}`)).text).not.toContain('not saved yet');
    const shown = await away.get(question());
    expect(shown.text).toContain('This answer is not saved yet');
    expect([...ticked(shown.text)].sort()).toEqual(['a', 'c']);
    expect(await t.database.query('SELECT 1 FROM response')).toEqual([]);
    expect((await away.get(question())).text).not.toContain('This answer is not saved yet');
  });

  test.each([
    ['no JSON', 'nonsense'],
    ['of another page', Buffer.from(JSON.stringify({ path: '/elsewhere', body: { answer: ['a'] } })).toString('base64url')],
    ['of a strange shape', Buffer.from(JSON.stringify([1, { path: null }])).toString('base64url')],
  ])('a cookie that is %s is no answer', async (_, value) => {
    const agent = await signedIn(t, world.here.learner);
    const { text, status } = await agent.get(question()).set('Cookie', `typed=${value}`);
    expect([status, ticked(text)]).toEqual([status, []]);
    expect(text).not.toContain('This answer is not saved yet');
  });

  test('a long answer, or a form that does not ask for it, leaves no cookie', async () => {
    const nobody = await signedIn(t, null);
    for (const body of [{ keep: 'yes', answer: 'x'.repeat(4000) }, { answer: ['a'] }])
      expect((await post(nobody, `${question()}/answer`, body)).headers['set-cookie']).toBeUndefined();
  });
});

describe('signing in over a page', () => {
  const signIn = (agent: Agent, password: string) => post(agent, '/sign-in', { email: world.here.learner, password }, json);

  test('tells the script that it worked, and the session is there', async () => {
    const agent = await signedIn(t, null);
    const answer = await signIn(agent, worldPassword);
    expect([answer.status, answer.body]).toEqual([200, { signedIn: true }]);
    expect((await agent.get(question())).status).toBe(200);
  });

  test('a wrong password is one sentence, as on the page', async () => {
    const agent = await signedIn(t, null);
    const answer = await signIn(agent, 'wrong');
    expect(answer.status).toBe(422);
    expect(answer.headers['content-type']).toContain('application/problem+json');
    const page = await post(agent, '/sign-in', { email: world.here.learner, password: 'wrong' });
    expect(page.text).toContain((answer.body as { title: string }).title);
  });

  test('too many tries are refused with the time to wait', async () => {
    const agent = await signedIn(t, null);
    let answer = await signIn(agent, 'wrong');
    for (let i = 0; i < 12 && answer.status === 422; i++) answer = await signIn(agent, 'wrong');
    expect(answer.status).toBe(429);
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
  });
});
