import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { testWeb, type TestWeb } from '../support/app.js';
import { launch, visitor } from '../support/browser.js';
import { smallFolder } from '../support/courses.js';
import { chromium } from '../support/programs.js';
import { makeWorld, worldPassword, type World } from '../support/world.js';

const program = chromium();

(program ? describe : describe.skip)('a page with all questions in two windows of one browser', () => {
  let t: TestWeb;
  let world: World;
  let browser: Browser;
  const folder = mkdtempSync(join(tmpdir(), 'reed-courses-'));

  beforeAll(async () => {
    cpSync(smallFolder, folder, { recursive: true });
    const file = join(folder, 'library/m-shared/q-shared.quiz.yaml');
    writeFileSync(file, readFileSync(file, 'utf8').replace('draw: 3', 'draw: 3\nlayout: all'));
    t = await testWeb();
    world = await makeWorld(t, folder);
    await t.app.listen(0, '127.0.0.1');
    browser = await launch(program!);
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await t?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const status = (page: Page, words: RegExp) => page.getByRole('status').filter({ hasText: words }).waitFor();

  /** Two windows of one browser on the same open attempt. */
  async function twoWindows(email: string, enrolmentId: string) {
    const { page: first, context } = await visitor(browser, (await t.app.getUrl()).replace('[::1]', '127.0.0.1'));
    await first.goto('/sign-in');
    await first.getByLabel('E-mail address').fill(email);
    await first.getByLabel('Password').fill(worldPassword);
    await first.getByRole('button', { name: 'Sign in', exact: true }).click();
    await first.waitForURL((url) => url.pathname !== '/sign-in');
    const quiz = `/learn/${enrolmentId}/quizzes/q-shared`;
    await first.goto(quiz);
    const [start] = await first.getByRole('button', { name: 'Start the quiz' }).all();
    await (start ?? first.getByRole('link', { name: 'Continue the quiz' })).click();
    await first.waitForURL(/\/questions/);
    const second = await context.newPage();
    await second.goto(`${quiz}/attempts/1/questions`);
    return { first, second, context, all: `${quiz}/attempts/1/questions` };
  }
  const kept = (enrolmentId: string) =>
    t.database.query<{ id: string; answer: string[] }>(
      `SELECT question_id AS id, answer FROM response JOIN attempt a ON a.id = attempt_id
      WHERE a.enrolment_id = $1 AND answer <> '[]' ORDER BY question_id`,
      [enrolmentId],
    );
  const one = (page: Page) => page.getByRole('radio', { name: 'What the reader has to do and by when' });
  const several = (page: Page) => page.getByRole('checkbox', { name: 'What would you do tomorrow?' });
  const both = [
    { id: 'q-m', answer: ['a'] },
    { id: 'q-s', answer: ['b'] },
  ];

  test('the older one takes nothing back that the other has given, and is not told of questions that it left alone', async () => {
    const { learner, enrolmentId } = world.here;
    const { first, second, context } = await twoWindows(learner, enrolmentId);
    await one(first).check();
    await status(first, /^Saved \d/);
    await several(second).check();
    await status(second, /^Saved \d/);
    expect(await kept(enrolmentId)).toEqual(both);
    await second.getByRole('button', { name: 'Look through your answers' }).click();
    await second.waitForURL(/\/review$/);
    expect(await kept(enrolmentId)).toEqual(both);
    await context.close();
  });

  test('what both have while the line is cut waits side by side, and is sent by the next page', async () => {
    const { learner, enrolmentId } = world.there;
    const { first, second, context, all } = await twoWindows(learner, enrolmentId);
    await context.setOffline(true);
    await one(first).check();
    await status(first, /^Saved on this device/);
    await several(second).check();
    await status(second, /^Saved on this device/);
    expect(await kept(enrolmentId)).toEqual([]);
    await first.close();
    await second.close();
    await context.setOffline(false);
    const later = await context.newPage();
    await later.goto(all);
    await status(later, /^Saved \d/);
    expect(await one(later).isChecked()).toBe(true);
    expect(await several(later).isChecked()).toBe(true);
    await later.getByRole('button', { name: 'Look through your answers' }).click();
    await later.waitForURL(/\/review$/);
    expect(await kept(enrolmentId)).toEqual(both);
    expect(await later.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('reed:')))).toEqual([]);
    await context.close();
  });

  test('what another device has given since is asked about at that question alone', async () => {
    const enrolmentId = world.here.enrolmentId;
    const { first, second, context } = await twoWindows(world.here.learner, enrolmentId);
    // As if another device had answered after this page was opened.
    await t.database.query(
      `UPDATE response SET answer = '["c"]', sequence = sequence + 1, device = gen_random_uuid(), turns = '{}'
      WHERE question_id = 'q-s' AND attempt_id IN (SELECT id FROM attempt WHERE enrolment_id = $1)`,
      [enrolmentId],
    );
    await second.getByRole('radio', { name: 'The article on which the decision rests' }).check();
    await status(second, /^Question \d of 3: Another device saved/);
    await several(second).uncheck();
    // What is saved does not hide what is not.
    await status(second, /^Question \d of 3: Another device saved/);
    await second.getByRole('button', { name: 'Look through your answers' }).click();
    const alert = second.getByRole('alert');
    await alert.waitFor();
    expect(await alert.getByRole('link').count()).toBe(1);
    await second.getByRole('button', { name: 'Look through your answers' }).click();
    await second.waitForURL(/\/review$/);
    expect((await kept(enrolmentId)).map(({ id, answer }) => [id, answer.length])).toEqual([['q-s', 1]]);
    await first.close();
    await context.close();
  });
});
