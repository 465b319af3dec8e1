import { ProgressAudit } from '../../src/progress/progress-audit.service.js';
import { testWeb, type TestWeb } from '../support/app.js';
import { PlainBrowser } from '../support/plain-browser.js';
import { statementsOf } from '../support/statements.js';
import { makeWorld, signedIn, worldPassword, type World } from '../support/world.js';

let t: TestWeb;
let world: World;
let base: string;

beforeAll(async () => {
  t = await testWeb();
  world = await makeWorld(t);
  await t.app.listen(0, '127.0.0.1');
  base = (await t.app.getUrl()).replace('[::1]', '127.0.0.1');
});
afterAll(() => t.close());

async function browser(email: string, language = 'en'): Promise<PlainBrowser> {
  const b = new PlainBrowser(base, language);
  await b.open('/sign-in');
  const data = new URLSearchParams({ email, password: worldPassword, next: '/' });
  return b.open('/sign-in', { method: 'POST', body: data.toString(), headers: { 'content-type': 'application/x-www-form-urlencoded' } });
}

/** What is right and what is wrong, by the words on the page. */
const rightAnswers: Record<string, string[]> = {
  'What do you put first': ['What the reader has to do and by when'],
  'Which questions show': ['What would you do tomorrow?', 'Which word did you read twice?'],
  'The article of the law': ['True'],
};

async function answer(b: PlainBrowser, wrongly = false): Promise<void> {
  const [, answers] = Object.entries(rightAnswers).find(([stem]) => b.heading.includes(stem))!;
  for (const text of wrongly ? answers.slice(0, 0) : answers) b.choose(new RegExp(text.replace('?', '\\?')));
  await b.click(b.has('Next question') ? 'Next question' : 'Look through your answers');
}

describe('a learner without script', () => {
  test('goes from the first page to a complete programme', async () => {
    const { enrolmentId, learner } = world.here;
    await t.database.query('UPDATE enrolment SET opened_at = NULL WHERE id = $1', [enrolmentId]);
    const b = await browser(learner);
    expect(b.path).toBe('/');
    expect(b.text).toContain('Small: letters from a small town');
    await b.click('See what it takes');
    expect(b.path).toBe(`/learn/${enrolmentId}`);
    expect(b.text).toContain('Before you start');
    expect(b.text).toContain('20 minutes in all: 1 visit of about 20 minutes');
    expect(b.text).toContain('Not your answers, your scores');
    await b.click('Start the first lesson');
    expect(b.path).toBe(`/learn/${enrolmentId}/items/l-one`);
    expect(b.text).toContain('S1 · Lesson 1 of 2 · 5 minutes');
    await b.click('Mark as done and continue');
    expect(b.path).toBe(`/learn/${enrolmentId}/items/l-two`);

    await b.open('/');
    expect(b.text).toContain('1 of 4 steps done');
    await b.click('Continue the lesson');
    expect(b.path).toBe(`/learn/${enrolmentId}/items/l-two`);
    await b.click('Mark as done and continue');
    expect(b.path).toBe(`/learn/${enrolmentId}/quizzes/q-shared`);
    expect(b.text).toContain('At least 70 % of the points');
    expect(b.text).toContain('As many as you like');
    await b.click('Start the quiz');
    expect(b.heading).toMatch(/^Question 1 of 3/);

    // Leaves in the middle, and lands on the question at which it was left.
    await answer(b);
    expect(b.path).toMatch(/questions\/2$/);
    await b.open('/');
    await b.click('Go to the quiz');
    expect(b.path).toMatch(/attempts\/1\/questions\/2$/);
    await b.open(`/learn/${enrolmentId}/quizzes/q-shared/attempts/1/questions/1`);
    expect(b.page.querySelectorAll('input[checked]').length).toBeGreaterThan(0);
    await b.click('Next question');
    await answer(b, true);
    await answer(b);
    expect(b.path).toMatch(/attempts\/1\/review$/);
    expect(b.text).toContain('One question has no answer');
    await b.click('Hand in as it is');
    expect(b.path).toMatch(/attempts\/1$/);
    expect(b.heading).toBe('Not yet');
    expect(b.text).toContain('2 of 3 points');
    expect(b.text).toContain('one more step');
    expect(b.text).toContain('Worth reading again');

    await b.click('Try again');
    for (let k = 0; k < 3; k++) await answer(b);
    expect(b.text).toContain('All 3 questions are answered');
    await b.click('Hand in');
    expect(b.heading).toBe('Passed');
    expect(b.text).toContain('3 of 3 points');
    expect(b.text).toContain('People are polite and say yes.');
    await b.click('Continue');
    expect(b.path).toBe(`/learn/${enrolmentId}/items/l-local`);
    await b.open(`/learn/${enrolmentId}`);
    expect(b.text).toContain('Why is this not complete?');
    expect(b.text).toContain('The lesson “');
    await b.click('Continue');
    await b.click('Mark as done and continue');
    expect(b.path).toBe(`/learn/${enrolmentId}`);
    expect(b.text).toContain('You completed this programme on');
    expect(b.has('Open your certificate')).toBe(true);
    expect(b.text).not.toContain('Why is this not complete?');
    await b.open('/');
    expect(b.text).toContain('You have completed your programmes');
    expect((await t.get(ProgressAudit).verify()).differences).toEqual([]);
  });

  test('finds every page in Dutch', async () => {
    const { enrolmentId, learner, ids } = world.here;
    await t.database.query(`UPDATE person SET language = 'nl' WHERE id = $1`, [ids.learner]);
    const b = await browser(learner);
    expect(b.text).toContain('Je hebt je programma’s afgerond');
    for (const [path, words] of [
      [`/learn/${enrolmentId}`, 'Je hebt dit programma afgerond op'],
      [`/learn/${enrolmentId}/items/l-one`, 'Les 1 van 2'],
      [`/learn/${enrolmentId}/items/l-two`, 'Deze tekst is nog niet vertaald. Je leest hem in het Engels.'],
      [`/learn/${enrolmentId}/quizzes/q-shared`, 'Je hebt deze toets gehaald'],
      [`/learn/${enrolmentId}/quizzes/q-shared/attempts/1`, 'Nog niet'],
      ['/learn', 'Je programma’s'],
    ] as const) {
      await b.open(path);
      expect([path, b.status, b.text.includes(words) ? words : b.text.slice(0, 600)]).toEqual([path, 200, words]);
    }
    await t.database.query(`UPDATE person SET language = 'en' WHERE id = $1`, [ids.learner]);
  });
});

describe('somebody else', () => {
  test.each(['coordinator', 'colleague', 'trainer', 'administrator', 'there'] as const)('as %s finds nothing of it', async (who) => {
    const { enrolmentId } = world.here;
    const agent = await signedIn(t, who === 'there' ? world.there.learner : world.here[who]);
    const quiz = `/learn/${enrolmentId}/quizzes/q-shared`;
    const api = `/api/v1/enrolments/${enrolmentId}`;
    const gets = ['', '/continue', '/items/l-one'].map((path) => `/learn/${enrolmentId}${path}`);
    gets.push(quiz, `${quiz}/continue`, `${quiz}/attempts/1`, `${quiz}/attempts/1/questions/1`, `${quiz}/attempts/1/review`);
    gets.push(api, `${api}/why`, `${api}/items/l-one`, `${api}/quizzes/q-shared`, `${api}/quizzes/q-shared/attempts/1`);
    for (const path of gets) expect([path, (await agent.get(path)).status]).toEqual([path, 404]);
    const posts = ['/start', '/items/l-one/opened', '/items/l-one/done'].flatMap((path) => [`/learn/${enrolmentId}${path}`, `${api}${path}`]);
    posts.push(`${quiz}/start`, `${quiz}/attempts/1/questions/1/answer`, `${quiz}/attempts/1/hand-in`);
    posts.push(`${api}/quizzes/q-shared/attempts`, `${api}/quizzes/q-shared/attempts/1/hand-in`);
    for (const path of posts) expect([path, (await agent.post(path).set('Origin', t.config.baseUrl).send({})).status]).toEqual([path, 404]);
    const put = await agent
      .put(`${api}/quizzes/q-shared/attempts/1/answers/q-s`)
      .set('Origin', t.config.baseUrl)
      .send({ answer: ['b'] });
    expect(put.status).toBe(404);
    expect(put.type).toBe('application/problem+json');
  });

  test.each(['/learn/nonsense', '/learn/00000000-0000-7000-8000-000000000000', '/learn/nonsense/quizzes/q-shared', '/learn/nonsense/items/l-one'])(
    '%s is not there',
    async (path) => expect((await (await signedIn(t, world.here.learner)).get(path)).status).toBe(404),
  );
});

describe('cost', () => {
  test('a learner page takes at most three statements, the session’s included, and writes nothing', async () => {
    const { enrolmentId, learner } = world.there;
    const agent = await signedIn(t, learner);
    const quiz = `/learn/${enrolmentId}/quizzes/q-shared`;
    await agent.post(`${quiz}/start`).set('Origin', t.config.baseUrl);
    const paths = [
      '/',
      '/learn',
      `/learn/${enrolmentId}`,
      `/learn/${enrolmentId}/items/l-one`,
      quiz,
      `${quiz}/attempts/1/questions/1`,
      `${quiz}/attempts/1/review`,
    ];
    // Immutable content is read once; which revision is current is asked at most once a second.
    for (const path of paths) await agent.get(path);
    for (const path of paths) {
      const { result, statements, frames } = await statementsOf(() => agent.get(path));
      expect(result.status).toBe(200);
      expect([path, statements.length <= 3 ? 'few' : statements]).toEqual([path, 'few']);
      expect(statements.filter((text) => /INSERT|UPDATE|DELETE/.test(text))).toEqual([]);
      expect(frames).toEqual([]);
    }
    const save = await statementsOf(() =>
      agent.post(`${quiz}/attempts/1/questions/1/answer`).set('Origin', t.config.baseUrl).set('Accept', 'application/json').type('form').send({}),
    );
    expect(save.result.status).toBe(200);
    expect(save.result.body).toEqual({ saved: expect.stringMatching(/^Saved \d\d:\d\d:\d\d$/), fields: { seen: '1' } });
    expect(save.statements).toHaveLength(3);
    expect(save.frames).toEqual([]);
  });

  test('the page of a complete programme too', async () => {
    const agent = await signedIn(t, world.here.learner);
    await agent.get(`/learn/${world.here.enrolmentId}`);
    const { statements } = await statementsOf(() => agent.get(`/learn/${world.here.enrolmentId}`));
    expect(statements.length).toBeLessThanOrEqual(3);
  });
});

describe('the API', () => {
  test('does all that the pages do', async () => {
    const { enrolmentId, learner } = world.there;
    const agent = await signedIn(t, learner);
    const api = `/api/v1/enrolments/${enrolmentId}`;
    const post = (path: string) => agent.post(path).set('Origin', t.config.baseUrl);
    const list = await agent.get('/api/v1/enrolments');
    expect(list.body.items).toEqual([expect.objectContaining({ id: enrolmentId, endsOn: '2026-12-18', done: 0, required: 4, completedAt: null })]);
    expect((await post(`${api}/start`)).status).toBe(200);
    expect((await post(`${api}/items/l-one/opened`)).status).toBe(204);
    expect((await post(`${api}/items/l-one/done`)).body).toEqual({ next: `/learn/${enrolmentId}/items/l-two` });
    expect((await agent.get(`${api}/items/l-one`)).body).toMatchObject({ id: 'l-one', language: 'en', state: 'done' });
    expect((await agent.get(`${api}/why`)).body.open[0]).toMatchObject({
      moduleId: 'm-shared',
      reasons: expect.arrayContaining([expect.objectContaining({ itemId: 'q-shared' })]),
    });

    const begun = await post(`${api}/quizzes/q-shared/attempts`);
    expect(begun.body).toMatchObject({ number: 1, handedInAt: null });
    expect(JSON.stringify(begun.body)).not.toMatch(/"why"|"correct"|"verdict"/);
    for (const [question, answer] of [
      ['q-s', ['b']],
      ['q-m', ['a', 'c']],
      ['q-t', ['true']],
    ] as const) {
      const saved = await agent.put(`${api}/quizzes/q-shared/attempts/1/answers/${question}`).set('Origin', t.config.baseUrl).send({ answer });
      expect([question, saved.status]).toEqual([question, 200]);
    }
    const bad = await agent
      .put(`${api}/quizzes/q-shared/attempts/1/answers/q-s`)
      .set('Origin', t.config.baseUrl)
      .send({ answer: ['a', 'b'] });
    expect(bad.status).toBe(422);
    const done = await post(`${api}/quizzes/q-shared/attempts/1/hand-in`);
    expect(done.body).toMatchObject({ passed: true, score: { numerator: 3, denominator: 1, max: 3 } });
    expect(done.body.questions.map((question: { verdict: string }) => question.verdict)).toEqual(['right', 'right', 'right']);
    expect((await post(`${api}/quizzes/q-shared/attempts/1/hand-in`)).body).toEqual(done.body);
    const late = await agent
      .put(`${api}/quizzes/q-shared/attempts/1/answers/q-s`)
      .set('Origin', t.config.baseUrl)
      .send({ answer: ['a'] });
    expect(late.status).toBe(409);
    expect((await agent.get(`${api}/quizzes/q-shared`)).body).toMatchObject({ passed: true, counted: 1, attemptsLeft: null });
    await post(`${api}/items/l-local/done`);
    const whole = await agent.get(api);
    expect(whole.body.completedAt).not.toBeNull();
    expect(whole.body.modules.map((module: { state: string }) => module.state)).toEqual(['done', 'done']);
  });
});

describe('the first page', () => {
  test('asks who is not signed in to sign in', async () => {
    const answer = await (await signedIn(t, null)).get('/');
    expect([answer.status, answer.headers.location]).toEqual([303, '/sign-in']);
  });

  test.each([
    ['coordinator', 'Make a cohort'],
    ['trainer', 'Read the last import'],
    ['administrator', 'Manage people'],
  ] as const)('of a %s without programmes lists their tasks', async (who, task) => {
    const b = await browser(world.here[who]);
    expect(b.has(task)).toBe(true);
    expect(b.text).not.toContain('No programmes yet');
  });

  test('leads a coordinator to a first cohort', async () => {
    const b = await browser(world.here.colleague);
    expect(b.text).toContain('Your first cohort');
    const other = await browser(world.here.coordinator);
    expect(other.text).not.toContain('Your first cohort');
  });

  test('shows cohorts to their coordinator and to the administrator above, and to nobody else', async () => {
    const sees = async (who: string): Promise<boolean> => (await browser(who)).has('Cohort of here');
    for (const who of [world.here.coordinator, world.here.administrator]) expect([who, await sees(who)]).toEqual([who, true]);
    for (const who of [world.here.colleague, world.here.learner, world.here.trainer, world.there.coordinator, world.there.administrator])
      expect([who, await sees(who)]).toEqual([who, false]);
    expect((await browser(world.here.coordinator)).text).toMatch(/\d+ of \d+ completed/);
  });

  test('of somebody with neither says what will be here', async () => {
    const b = await browser('learner@reed.test');
    expect(b.text).toContain('No programmes yet');
    expect(b.has('See the catalogue')).toBe(true);
  });
});
