import { rm } from 'node:fs/promises';
import request from 'supertest';
import { casesFolder } from '../support/courses.js';
import { testWeb, type TestWeb } from '../support/app.js';
import { PlainBrowser } from '../support/plain-browser.js';
import { makeWorld, signedIn, worldPassword, type World } from '../support/world.js';

// A scenario, a case that is walked step by step and a text lab, as learners without script meet them.

let t: TestWeb;
let world: World;
let b: PlainBrowser;
let quiz: string;
/** Place of a question in the attempt, by its stem. */
const places = new Map<string, number>();
const folder = casesFolder();

beforeAll(async () => {
  t = await testWeb();
  world = await makeWorld(t, folder);
  await t.app.listen(0, '127.0.0.1');
  const base = (await t.app.getUrl()).replace('[::1]', '127.0.0.1');
  b = new PlainBrowser(base);
  await b.open('/sign-in');
  const data = new URLSearchParams({ email: world.here.learner, password: worldPassword, next: '/' });
  await b.open('/sign-in', { method: 'POST', body: data.toString(), headers: { 'content-type': 'application/x-www-form-urlencoded' } });
  quiz = `/learn/${world.here.enrolmentId}/quizzes/q-shared`;
  await b.open(quiz);
  await b.click('Start the quiz');
  for (const k of [1, 2, 3]) {
    await b.open(`${quiz}/attempts/1/questions/${k}`);
    places.set(/counter/.test(b.heading) ? 'case' : /phrases/.test(b.heading) ? 'lab' : 'scenario', k);
  }
});
afterAll(async () => {
  await t?.close();
  await rm(folder, { recursive: true, force: true });
});

const at = (kind: string): string => `${quiz}/attempts/1/questions/${places.get(kind)}`;
const kept = async (id: string): Promise<string[] | undefined> =>
  (await t.database.query<{ answer: string[] }>('SELECT answer FROM response WHERE question_id = $1', [id]))[0]?.answer;

/** The button that goes on to whatever comes after this question. */
const onward = async (): Promise<unknown> => b.click(b.has('Next question') ? 'Next question' : 'Look through your answers');

test('a case goes on step by step, back and on again, and loses nothing', async () => {
  await b.open(at('case'));
  expect(b.has('Next question')).toBe(false);
  await b.choose(/Say that all is written there/).click('Go on');
  expect(b.path).toBe(at('case'));
  expect(b.text).toContain('She leaves and writes to the mayor.');
  expect(b.text).toContain('A complaint lies on your desk.');
  expect(await kept('q-case')).toEqual(['counter=refuse']);

  await b.press('Go back to here');
  expect(b.path).toBe(at('case'));
  expect(b.text).toMatch(/What another choice led to.*She leaves and writes to the mayor\./);
  await b.choose(/Ask what she has understood/).click('Go on');
  // What was read on the way that was taken back can still be read.
  expect(b.text).toMatch(/She points at the second sentence\..*She leaves and writes to the mayor\./);

  await b.open(`${quiz}/continue`);
  await b.open(at('case'));
  expect(b.text).toContain('She has read a date as a deadline.');
  await b.choose(/Say what she has to do/).click('Go on');
  expect(b.path).toBe(at('case'));
  expect(b.text).toContain('She knows what to do.');
  expect(b.text).toContain('The case ends here');
  await onward();
  expect(b.path).not.toBe(at('case'));
  expect((await kept('q-case'))!.filter((entry) => !entry.startsWith('read='))).toEqual(['counter=listen', 'question=explain']);
});

test('a case that is not at its end counts as begun, and going on leads back to it', async () => {
  await b.open(at('case'));
  await b.press('Go back to here');
  await b.open(`${quiz}/attempts/1/review`);
  expect(b.text).toContain('Answered in part');
  for (const kind of ['scenario', 'lab']) expect(await kept(`q-${kind}`)).toBeUndefined();
  await b.open(at('case'));
  await b.choose(/Ask what she has understood/).click('Go on');
  await b.choose(/Say what she has to do/).click('Go on');
});

test('script saves a choice at once, and a reload goes on from it', async () => {
  const agent = await signedIn(t, world.here.learner);
  const save = (body: object) =>
    agent
      .post(`${at('case')}/answer`)
      .set('Origin', t.config.baseUrl)
      .set('Accept', 'application/json')
      .type('form')
      .send(body);
  const answer = await save({ 'answer.counter': 'refuse' });
  expect(answer.status).toBe(200);
  expect((answer.body as { saved: string }).saved).toMatch(/^Saved /);
  await b.open(at('case'));
  expect(b.text).toContain('She leaves and writes to the mayor.');
  await save({ 'answer.counter': 'listen', 'answer.question': 'explain', 'answer.read': 'counter.listen question.explain' });
});

test('a scenario takes its parts in one form', async () => {
  await b.open(at('scenario'));
  expect(b.html).toContain('aria-label="How the letter is built"');
  expect(b.text).toContain('Dear resident');
  b.choose(/What to do and by when/).choose(/What would you do tomorrow/);
  await onward();
  expect(await kept('q-scenario')).toEqual(['first=b', 'which=a']);
  await b.open(at('scenario'));
  b.choose(/Which word did you read twice/).choose(/^.?False|False$/);
  await onward();
  expect([...(await kept('q-scenario'))!].sort()).toEqual(['first=b', 'so=false', 'which=a', 'which=c']);
});

test('a text lab keeps marks and words', async () => {
  await b.open(at('lab'));
  b.choose('pursuant to article 12').choose('Non-compliance').fill('Your own version', 'Please come on 3 May.\n\nThank you.');
  await onward();
  expect([...(await kept('q-lab'))!].sort()).toEqual(['own=Please come on 3 May.\n\nThank you.', 'p1', 'p3']);
  await b.open(at('lab'));
  expect(b.html).toContain('Please come on 3 May.\n\nThank you.');
});

test.each([
  ['case', { 'answer.counter': 'sorry' }],
  ['case', { 'answer.read': 'counter.sorry' }],
  ['scenario', { 'answer.first': ['a', 'b'] }],
  ['lab', { answer: ['p9'] }],
  ['lab', { 'answer.own': 'x'.repeat(4001) }],
])('what does not fit a %s is refused and changes nothing', async (kind, body) => {
  const before = await kept(`q-${kind}`);
  const agent = await signedIn(t, world.here.learner);
  const answer = await agent
    .post(`${at(kind)}/answer`)
    .set('Origin', t.config.baseUrl)
    .type('form')
    .send(body);
  expect(answer.status).toBe(422);
  expect(await kept(`q-${kind}`)).toEqual(before);
});

test('nobody else can walk it', async () => {
  const outsider = await signedIn(t, world.there.learner);
  expect((await outsider.get(at('case'))).status).toBe(404);
  const answer = await outsider
    .post(`${at('case')}/answer`)
    .set('Origin', t.config.baseUrl)
    .type('form')
    .send({ 'answer.counter': 'refuse' });
  expect(answer.status).toBe(404);
  expect((await request(t.server).get(at('case'))).status).toBe(303);
  expect(await kept('q-case')).toContain('counter=listen');
});

test('the API tells nothing of what comes, and explains every choice once handed in', async () => {
  const agent = await signedIn(t, world.here.learner);
  const sheet = `/api/v1/enrolments/${world.here.enrolmentId}/quizzes/q-shared/attempts/1`;
  expect(JSON.stringify((await agent.get(sheet)).body)).not.toMatch(/mayor|complaint|threatens|Warmer|Few readers/);
  const asked = (
    (await agent.get(sheet)).body as { questions: { id: string; picture: Record<string, string> | null; asks: { id: string; text: string }[] }[] }
  ).questions;
  expect(asked.filter(({ picture }) => picture).map(({ id }) => id)).toEqual(['q-scenario']);
  expect(asked.find(({ picture }) => picture)!.picture).toEqual({
    id: 'letter-order',
    language: 'en',
    title: 'How the letter is built',
    alternative: expect.stringContaining('The article stands on top') as string,
  });
  const asks = (id: string) => asked.find((question) => question.id === id)!.asks;
  expect(asks('q-scenario').slice(0, 2)).toEqual([
    { id: 'first', text: 'What comes first?' },
    { id: 'first=a', text: 'The article' },
  ]);
  expect(asks('q-case').map(({ id }) => id)).toEqual([
    'counter',
    'counter=listen',
    'counter=refuse',
    'counter.listen',
    'question',
    'question=explain',
    'question=leaflet',
    'question.explain',
  ]);
  expect(asks('q-lab')[1]).toEqual({ id: 'p1', text: 'pursuant to article 12' });
  await b.open(`${quiz}/attempts/1/review`);
  await b.press('Hand in');
  expect(b.text).toContain('3 of 3 points');
  for (const said of ['Your way', 'The complaint goes to the council.', 'Thank you.', 'Warmer', 'Few readers need it.'])
    expect(b.text).toContain(said);
  const { questions } = (await agent.get(sheet)).body as { questions: { id: string; verdict: string; parts: { why: string }[] }[] };
  expect(questions.map(({ verdict }) => verdict)).toEqual(['right', 'right', 'right']);
  expect(questions.find(({ id }) => id === 'q-case')!.parts.map(({ why }) => why)).toContain('The complaint goes to the council.');
});
