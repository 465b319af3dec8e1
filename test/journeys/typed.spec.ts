import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { testWeb, type TestWeb } from '../support/app.js';
import { launch, overflow, visitor, type Visitor } from '../support/browser.js';
import { typedCoursesFolder } from '../support/courses.js';
import { chromium } from '../support/programs.js';
import { makeWorld, worldPassword, type World } from '../support/world.js';

// Answers that are typed, and the marking desk, in a browser on a phone: by keyboard, saved by themselves, without faults.
const program = chromium();
const suite = program ? describe : describe.skip;
const axeSource = readFileSync(createRequire(require.resolve('@axe-core/playwright')).resolve('axe-core/axe.min.js'), 'utf8');

let t: TestWeb;
let world: World;
let browser: Browser;
let base: string;

beforeAll(async () => {
  if (!program) return;
  t = await testWeb();
  world = await makeWorld(t, typedCoursesFolder());
  await t.app.listen(0, '127.0.0.1');
  base = (await t.app.getUrl()).replace('[::1]', '127.0.0.1');
  browser = await launch(program);
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await t?.close();
});

async function signedIn(email: string): Promise<Visitor> {
  const here = await visitor(browser, base, { viewport: { width: 390, height: 844 } });
  await here.page.goto('/sign-in');
  await here.page.getByLabel('E-mail address').fill(email);
  await here.page.getByLabel('Password').fill(worldPassword);
  await here.page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await here.page.waitForURL((url) => url.pathname !== '/sign-in');
  return here;
}

async function sound(page: Page): Promise<void> {
  expect([page.url(), await overflow(page)]).toEqual([page.url(), 0]);
  await page.evaluate(axeSource);
  const results = await page.evaluate(
    async () => (await (globalThis as unknown as { axe: { run(): Promise<AxeResults> } }).axe.run()) as unknown as AxeResults,
  );
  expect(results.violations.map(({ id, nodes }) => [page.url(), id, nodes.map(({ html }) => html)])).toEqual([]);
}

suite('typed answers in a browser', () => {
  it('are typed by keyboard, saved by themselves, and marked', async () => {
    const learner = await signedIn(world.here.learner);
    const { page } = learner;
    const quiz = `/learn/${world.here.enrolmentId}/quizzes/q-shared`;
    await page.goto(quiz);
    await page.getByRole('button', { name: 'Start the quiz' }).click();
    for (let k = 1; k <= 5; k++) {
      await page.waitForURL(`**${quiz}/attempts/1/questions/${k}`);
      const boxes = page.locator('main input:not([type=hidden]), main textarea');
      for (let index = 0; index < (await boxes.count()); index++) {
        const saved = page.waitForResponse((response) => response.url().endsWith(`/questions/${k}/answer`) && response.request().method() === 'POST');
        if (index === 0) await boxes.first().focus();
        else await page.keyboard.press('Tab');
        expect(await boxes.nth(index).evaluate((box) => box === document.activeElement)).toBe(true);
        await page.keyboard.type(index === 0 ? 'parents' : '1 September');
        expect((await saved).status()).toBe(200);
      }
      await sound(page);
      await page.reload();
      expect(await boxes.first().inputValue()).toBe('parents');
      await page.getByRole('button', { name: k < 5 ? 'Next question' : 'Look through your answers' }).click();
    }
    await page.getByRole('button', { name: 'Hand in' }).click();
    await page.getByRole('heading', { name: 'Handed in' }).waitFor();
    await sound(page);

    const trainer = await signedIn(world.here.trainer);
    await trainer.page.goto('/marking');
    await sound(trainer.page);
    for (const [question, levels] of [
      ['Write the notice again', [/^The reader learns it at once/, /^It speaks to the reader/]],
      ['What did you leave out', [/^One is given/]],
    ] as const) {
      await trainer.page.getByRole('link', { name: question }).click();
      await trainer.page.getByRole('button', { name: 'Save the mark' }).waitFor();
      await sound(trainer.page);
      for (const level of levels) await trainer.page.getByRole('radio', { name: level }).check();
      await trainer.page.getByRole('button', { name: 'Save the mark' }).click();
      await trainer.page.getByText('The mark is saved.').waitFor();
    }
    await page.reload();
    await page.getByText('What the trainer says').first().waitFor();
    await sound(page);
    expect([learner.faults, trainer.faults]).toEqual([[], []]);
  }, 120_000);
});
