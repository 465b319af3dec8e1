import { testWeb, type TestWeb } from '../support/app.js';
import { typedCoursesFolder } from '../support/courses.js';
import { PlainBrowser } from '../support/plain-browser.js';
import { statementsOf } from '../support/statements.js';
import { makeWorld, signedIn, worldPassword, type World } from '../support/world.js';

let t: TestWeb;
let world: World;
let base: string;
let learn: string;

beforeAll(async () => {
  t = await testWeb();
  world = await makeWorld(t, typedCoursesFolder());
  await t.app.listen(0, '127.0.0.1');
  base = (await t.app.getUrl()).replace('[::1]', '127.0.0.1');
  learn = `/learn/${world.here.enrolmentId}/quizzes/q-shared`;
}, 120_000);
afterAll(() => t?.close());

async function browser(email: string): Promise<PlainBrowser> {
  const b = new PlainBrowser(base);
  await b.open('/sign-in');
  b.fill('E-mail address', email).fill('Password', worldPassword);
  return b.press('Sign in');
}

/** Answers the question that is shown, whichever the draw has put here. */
async function answer(b: PlainBrowser): Promise<void> {
  if (b.asks('Gap 1 of 2')) b.fill('Gap 1 of 2', 'Parents').fill('Gap 2 of 2', '<b>1 May</b>');
  else if (b.heading.includes('everybody understands')) b.fill('Your answer', 'plain langauge');
  else if (b.heading.includes('How long')) b.fill('Your answer', '1500 m');
  else b.fill('Your text', b.heading.includes('notice') ? 'Come <i>next</i> door.\nRoom 4.' : 'Nothing.');
  await b.press(/^(Next question|Look through your answers)$/);
}

describe('typed answers and their marking, without script', () => {
  let attempt = '';

  it('a quiz is answered, looked through and handed in', async () => {
    const b = await browser(world.here.learner);
    await b.open(learn);
    await b.press('Start the quiz');
    for (let k = 1; k <= 5; k++) {
      expect(b.path).toBe(`${learn}/attempts/1/questions/${k}`);
      expect(b.html).not.toMatch(/plain language|This is the usual name|next door, in room 4/);
      await answer(b);
    }
    expect(b.text).toContain('All 5 questions are answered');
    await b.open(`${learn}/attempts/1/questions/1`);
    expect(b.html).toMatch(/value="(Parents|plain langauge|1500 m)"|Come &lt;i>next|Nothing\./); // kept as typed
    await b.open(`${learn}/attempts/1/review`);
    await b.press('Hand in');
    expect(b.heading).toBe('Handed in');
    expect(b.text).toContain('A trainer reads what you wrote');
    expect(b.text).toContain('2.5 of 5 points so far');
    expect(b.text).toContain('You wrote: plain langauge');
    expect(b.text).toContain('Right answer: 1 September');
    expect(b.html).toContain('&lt;b>1 May&lt;/b>');
    expect(b.html).not.toContain('<b>1 May</b>');
    expect(b.text).not.toContain('next door, in room 4'); // the model comes with the mark
    await b.open(learn);
    expect(b.text).toContain('Waits for a trainer');
    attempt = (await t.database.one<{ id: string }>('SELECT attempt_id AS id FROM essay_mark LIMIT 1'))!.id;
  });

  it('is a task on the start page of whoever may mark it, and of nobody else', async () => {
    const b = await browser(world.here.trainer);
    expect(b.path).toBe('/');
    expect(b.text).toContain('2 answers wait for a mark');
    expect(b.text).toContain('The oldest was handed in on 24 November 2026.');
    for (const who of [world.there.trainer, world.there.administrator, world.here.coordinator, world.here.learner]) {
      const agent = await signedIn(t, who);
      expect([who, (await agent.get('/')).text.includes('for a mark')]).toEqual([who, false]);
    }
    const agent = await signedIn(t, world.here.trainer);
    await agent.get('/');
    // The session, the two of everybody, and what waits.
    expect((await statementsOf(() => agent.get('/'))).statements.length).toBeLessThanOrEqual(4);
    await b.click('2 answers wait for a mark');
    expect(b.path).toBe('/marking');
  });

  it('is marked at the desk, where nobody’s name stands', async () => {
    const b = await browser(world.here.trainer);
    await b.click('Marking');
    expect(b.path).toBe('/marking');
    expect(b.text).toContain('2 answers wait');
    await b.click('Write the notice again');
    expect(b.path).toBe(`/marking/${attempt}/q-essay`);
    expect(b.text).toContain('The office is closed owing to reorganisation.');
    expect(b.html).toContain('Come &lt;i>next&lt;/i> door.');
    expect(b.text).not.toMatch(/learner of here|learner@/);

    b.choose('The reader learns it at once.').fill('Comment for the learner', 'Well <b>done</b>.');
    await b.press('Save the mark');
    expect(b.status).toBe(422);
    expect(b.title).toContain('Error: ');
    expect(b.text).toContain('Kind: Choose one level.');
    expect(b.html).toContain('Well &lt;b>done&lt;/b>.');
    b.choose('It speaks of the office.');
    await b.press('Save the mark');
    expect(b.path).toBe('/marking');
    expect(b.text).toContain('The mark is saved.');
    expect(b.text).toContain('One answer waits');

    await b.click('What did you leave out');
    b.choose('One is given.');
    await b.press('Save the mark');
    expect(b.text).toContain('The attempt is graded, and the learner gets a mail.');
    expect(b.text).toContain('Nothing waits');
    await b.open('/');
    expect(b.text).not.toContain('for a mark');
  });

  it('tells the second marker, and shows the mark that stands', async () => {
    const agent = await signedIn(t, world.here.administrator);
    const second = await agent
      .post(`/marking/${attempt}/q-essay`)
      .set('Origin', t.config.baseUrl)
      .type('form')
      .send({ 'criterion.clear': 'not-yet', 'criterion.kind': 'cold', comment: 'My own words' });
    expect(second.status).toBe(409);
    expect(second.text).toContain('Somebody else has marked this answer in the meantime');
    expect(second.text).toContain('My own words');
    expect(second.text).toContain('The reader learns it at once.');
    const again = await agent.get(`/marking/${attempt}/q-essay`);
    expect(again.text).toContain('Marked by somebody else');
    expect(again.text).not.toContain('Save the mark');
  });

  it('is shown to the learner, criterion by criterion', async () => {
    const b = await browser(world.here.learner);
    await b.open(`${learn}/attempts/1`);
    expect(b.heading).toBe('Passed');
    expect(b.text).toContain('4 1/6 of 5 points'); // 2.5 and 2/3 and 1
    expect(b.text).toContain('2 of 3 points');
    expect(b.text).toContain('The reader learns it at once.');
    expect(b.html).toContain('Well &lt;b>done&lt;/b>.');
    expect(b.text).toContain('You can get your passport next door, in room 4.');
    expect(b.text).not.toContain('trainer of here');
    const agent = await signedIn(t, world.here.learner);
    const { statements } = await statementsOf(() => agent.get(`${learn}/attempts/1`));
    expect(statements.length).toBeLessThanOrEqual(3);
  });

  it('gets another mark, with a reason, from another marker', async () => {
    const b = await browser(world.here.administrator);
    await b.open('/marking');
    await b.click('Marked lately');
    expect(b.path).toBe('/marking/marked');
    expect(b.text).toContain('Somebody else');
    expect(b.text).not.toMatch(/learner of here|trainer of here/);
    await b.click('Write the notice again');
    expect(b.text).toContain('Marked by somebody else');
    await b.click('Give another mark');
    expect(b.path).toBe(`/marking/${attempt}/q-essay/change`);
    expect(b.text).not.toMatch(/learner of here|trainer of here/);
    expect(b.html).toContain('Well &lt;b>done&lt;/b>.'); // the comment that stands, to be changed
    b.choose('It speaks to the reader.').fill('Why the mark changes', ' ');
    await b.press('Save the new mark');
    expect(b.status).toBe(422);
    expect(b.title).toContain('Error: ');
    expect(b.html).toMatch(/value="warm"[^>]*checked/);
    b.fill('Why the mark changes', 'It <i>does</i> speak to people.');
    await b.press('Save the new mark');
    expect(b.path).toBe(`/marking/${attempt}/q-essay`);
    expect(b.text).toContain('The new mark is saved. The learner gets a mail.');
    expect(b.text).toContain('Marked by you');
    expect(b.text).toContain('Earlier marks');
    expect(b.html).toContain('It &lt;i>does&lt;/i> speak to people.');

    const learner = await browser(world.here.learner);
    await learner.open(`${learn}/attempts/1`);
    expect(learner.text).toContain('4.5 of 5 points');
    expect(learner.text).toContain('A mark has been changed since');
    expect(learner.html).toContain('It &lt;i>does&lt;/i> speak to people.');
    expect(learner.text).toContain('Before that, this attempt had 4 1/6 of 5 points and was passed.');
    expect(learner.text).not.toMatch(/trainer of here|administrator of here/);
    const agent = await signedIn(t, world.here.learner);
    const { statements } = await statementsOf(() => agent.get(`${learn}/attempts/1`));
    expect(statements.length).toBeLessThanOrEqual(3);
  });

  it('shows a stale form the mark that stands, with everything that was typed', async () => {
    const agent = await signedIn(t, world.here.trainer);
    const path = `/marking/${attempt}/q-essay/change`;
    const send = (seen: string) =>
      agent.post(path).set('Origin', t.config.baseUrl).type('form').send({
        'criterion.clear': 'partly',
        'criterion.kind': 'cold',
        comment: 'My own words',
        reason: 'My own reason',
        seen,
      });
    const stale = await send('1');
    expect(stale.status).toBe(409);
    expect(stale.text).toContain('Somebody else has changed this mark in the meantime');
    expect(stale.text).toContain('My own words');
    expect(stale.text).toContain('My own reason');
    expect(stale.text).toMatch(/value="partly"[^>]*checked/);
    expect(stale.text).toContain('name="seen" value="2"'); // sent once more, it counts
    const same = await agent.post(path).set('Origin', t.config.baseUrl).type('form').send({
      'criterion.clear': 'fully',
      'criterion.kind': 'warm',
      comment: 'Well <b>done</b>.',
      reason: 'None.',
      seen: '2',
    });
    expect([same.status, same.text.includes('This is the mark that stands.')]).toEqual([422, true]);
  });

  it('does not exist for others', async () => {
    for (const [who, status] of [
      [world.there.trainer, 404],
      [world.there.administrator, 404],
      [world.here.coordinator, 403],
      [world.here.learner, 403],
    ] as const) {
      const agent = await signedIn(t, who);
      expect([who, (await agent.get(`/marking/${attempt}/q-essay`)).status]).toEqual([who, status]);
      const post = await agent.post(`/marking/${attempt}/q-essay`).set('Origin', t.config.baseUrl).type('form').send({ comment: '' });
      expect([who, post.status]).toEqual([who, status]);
      expect([who, (await agent.get(`/marking/${attempt}/q-essay/change`)).status]).toEqual([who, status]);
      const change = await agent
        .post(`/marking/${attempt}/q-essay/change`)
        .set('Origin', t.config.baseUrl)
        .type('form')
        .send({ 'criterion.clear': 'not-yet', 'criterion.kind': 'cold', comment: '', reason: 'x', seen: '2' });
      expect([who, change.status]).toEqual([who, status]);
      expect((await agent.get('/marking/marked')).text).not.toContain(attempt);
      expect((await agent.get('/api/v1/marking')).status).toBe(status === 404 ? 200 : 403);
    }
  });
});

describe('the desk as an API', () => {
  it('lists, shows and marks', async () => {
    const learner = await signedIn(t, world.there.learner);
    const quiz = `/api/v1/enrolments/${world.there.enrolmentId}/quizzes/q-shared`;
    const send = (agent: typeof learner, method: 'post' | 'put', path: string, body: object = {}) =>
      agent[method](path).set('Origin', t.config.baseUrl).send(body);
    const started = await send(learner, 'post', `${quiz}/attempts`);
    const gap = started.body.questions.find((question: { id: string }) => question.id === 'q-gaps');
    expect(gap.text).toContain('Dear [[who]],');
    expect(JSON.stringify(started.body)).not.toContain('1 September');
    await send(learner, 'put', `${quiz}/attempts/1/answers/q-essay`, { answer: ['text=Next door.'] });
    const handedIn = await send(learner, 'post', `${quiz}/attempts/1/hand-in`);
    expect(handedIn.body).toMatchObject({ waiting: true, score: null, passed: false });

    const trainer = await signedIn(t, world.there.trainer);
    const list = await trainer.get('/api/v1/marking?limit=1');
    expect(list.body).toMatchObject({ left: 1, next: null, items: [{ questionId: 'q-essay', programme: expect.stringContaining('Small') }] });
    expect(list.text).not.toMatch(/learner/);
    const path = `/api/v1/marking/${list.body.items[0].attemptId}/q-essay`;
    expect((await trainer.get(path)).body).toMatchObject({
      text: 'Next door.',
      language: 'en',
      mark: null,
      criteria: [{ id: 'clear', label: 'Clear' }, { id: 'kind' }],
    });

    const mark = { criteria: { clear: 'fully', kind: 'warm' }, comment: 'Good.\r\n' };
    expect((await send(trainer, 'put', path, { criteria: {} })).status).toBe(422);
    expect((await send(trainer, 'put', path, { ...mark, comment: 'x'.repeat(2001) })).status).toBe(422);
    expect((await send(trainer, 'put', path, mark)).body.mark).toMatchObject({ points: 3, max: 3, comment: 'Good.' });
    expect((await send(trainer, 'put', path, mark)).status).toBe(200);
    expect((await send(trainer, 'put', path, { ...mark, comment: 'Other.' })).status).toBe(409);

    // Another mark by API: with a reason, for the mark that was seen, once however often it is sent; and back again.
    const other = { criteria: { clear: 'not-yet', kind: 'cold' }, comment: '', reason: 'A mistake.', seen: 1 };
    expect((await send(trainer, 'post', `${path}/changes`, { ...other, reason: '' })).status).toBe(422);
    const changed = await send(trainer, 'post', `${path}/changes`, other);
    expect(changed.body).toMatchObject({
      mark: { number: 2, points: 0, own: true },
      earlier: [{ number: 1, points: 3, reason: 'A mistake.' }],
      graded: true,
    });
    expect((await send(trainer, 'post', `${path}/changes`, other)).body.earlier).toHaveLength(1);
    expect((await send(trainer, 'post', `${path}/changes`, { ...other, reason: 'Later.' })).status).toBe(409);
    expect((await send(trainer, 'post', `${path}/changes`, { ...other, ...mark, comment: 'Good.', reason: 'No mistake.', seen: 2 })).status).toBe(
      200,
    );
    expect((await send(learner, 'post', `${path}/changes`, other)).status).toBe(403);
    const outsider = await signedIn(t, world.here.trainer);
    expect((await send(outsider, 'post', `${path}/changes`, other)).status).toBe(404);
    expect((await trainer.get('/api/v1/marking/marked?limit=1')).body).toMatchObject({ items: [{ questionId: 'q-essay', own: true }], next: null });
    expect((await outsider.get('/api/v1/marking/marked')).text).not.toContain(list.body.items[0].attemptId);
    const result = await learner.get(`${quiz}/attempts/1`);
    expect(result.body).toMatchObject({ waiting: false, score: { numerator: 1, denominator: 1, max: 5 }, passed: false });
    const essay = result.body.questions.find((question: { id: string }) => question.id === 'q-essay');
    expect(essay).toMatchObject({
      verdict: 'right',
      comment: 'Good.',
      markChanges: [{ reason: 'A mistake.' }, { reason: 'No mistake.' }],
      parts: [{ id: 'clear', given: 'fully', state: 'right' }, { id: 'kind' }],
    });
  });
});
