import AxeBuilder from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { testWeb, type TestWeb } from '../support/app.js';
import { launch, overflow, visitor, type Visitor } from '../support/browser.js';
import { rowCoursesFolder } from '../support/courses.js';
import { chromium } from '../support/programs.js';
import { makeWorld, worldPassword, type World } from '../support/world.js';

// The question types of rows in Chromium: found faultless by axe, steps moved by keyboard, what was given there again.
const program = chromium();
const suite = program ? describe : describe.skip;

let t: TestWeb;
let world: World;
let browser: Browser;
let learner: Visitor;
let attempt: string;

const stems = {
  matching: 'How do you reach whom?',
  ordering: 'In which order do you work on the letter?',
  categorising: 'What stands first, and what at the end?',
  gapmenu: 'Complete the notice.',
  kprim: 'Which of these hold for a letter of the town?',
};
const saved = (page: Page) => page.getByRole('status').filter({ hasText: /^Saved \d/ });
const options = { viewport: { width: 1280, height: 900 } };

/** What axe and the width of the page have against what is shown, wide and on a phone. */
async function faultsOf(page: Page): Promise<string[]> {
  const found: string[] = [];
  for (const width of [1280, 390, 320]) {
    await page.setViewportSize({ width, height: 900 });
    if (await overflow(page)) found.push(`${width}: scrolls sideways`);
    if (width === 320) continue;
    const { violations } = await new AxeBuilder({ page })
      .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
      .analyze();
    found.push(...violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${width}: ${id} at ${html.slice(0, 160)}`)));
  }
  await page.setViewportSize(options.viewport);
  return found;
}

async function open(page: Page, stem: string): Promise<void> {
  for (let k = 1; k <= 5; k++) {
    await page.goto(`${attempt}/questions/${k}`);
    if ((await page.getByRole('heading', { level: 1 }).innerText()).endsWith(stem)) return;
  }
  throw new Error(`nobody asks "${stem}"`);
}

suite('questions of rows in a browser', () => {
  beforeAll(async () => {
    t = await testWeb();
    [world, browser] = await Promise.all([makeWorld(t, rowCoursesFolder()), launch(program!)]);
    await t.app.listen(0, '127.0.0.1');
    learner = await visitor(browser, (await t.app.getUrl()).replace('[::1]', '127.0.0.1'), options);
    const { page } = learner;
    await page.goto('/sign-in');
    await page.getByLabel('E-mail address').fill(world.here.learner);
    await page.getByLabel('Password').fill(worldPassword);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.waitForURL((url) => url.pathname !== '/sign-in');
    const quiz = `/learn/${world.here.enrolmentId}/quizzes/q-shared`;
    await page.goto(quiz);
    await page.getByRole('button', { name: 'Start' }).click();
    attempt = `${quiz}/attempts/1`;
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await t?.close();
  }, 120_000);

  test('steps are moved by buttons: focus stays, the place is said, and the order is there again', async () => {
    const { page } = learner;
    await open(page, stems.ordering);
    const steps = page.getByRole('listitem').filter({ has: page.getByRole('combobox') });
    const shown = async () => (await steps.allInnerTexts()).map((text) => text.split('\n')[0]);
    const places = () => page.getByRole('combobox').evaluateAll((menus) => menus.map((menu) => (menu as HTMLSelectElement).selectedIndex));
    const before = await shown();
    const up = page.getByRole('button', { name: `Move up: ${before[3]}` });
    await up.focus();
    await page.keyboard.press('Enter');
    expect(await shown()).toEqual([before[0], before[1], before[3], before[2]]);
    expect(await places()).toEqual([1, 2, 3, 4]);
    expect(await up.evaluate((button) => button === document.activeElement)).toBe(true);
    await page
      .getByRole('status')
      .filter({ hasText: `${before[3]}: Place 3 of 4` })
      .waitFor({ state: 'attached' });
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    const after = [before[3], before[0], before[1], before[2]];
    expect(await shown()).toEqual(after);
    await saved(page).waitFor();
    await page.reload();
    expect(await shown()).toEqual(after);

    // A menu puts its step into its place, and the others make room: no place is ever given twice.
    await page.getByLabel(after[0]!).first().selectOption('3');
    expect(await shown()).toEqual([after[1], after[2], after[0], after[3]]);
    expect(await places()).toEqual([1, 2, 3, 4]);
    await saved(page).waitFor();
    await page.reload();
    expect(await shown()).toEqual([after[1], after[2], after[0], after[3]]);
  }, 120_000);

  test('what was chosen while the line was lost is put back from the browser', async () => {
    const { page, context } = learner;
    for (const [stem, choose, given] of [
      [
        stems.matching,
        () => page.getByLabel('Drivers who cross the square').selectOption('A poster in the town hall'),
        () => page.getByLabel('Drivers who cross the square').evaluate((menu) => (menu as HTMLSelectElement).value),
      ],
      [
        stems.kprim,
        () => page.getByRole('radiogroup', { name: 'It names somebody' }).getByLabel('True').check(),
        () => page.getByRole('radiogroup', { name: 'It names somebody' }).getByLabel('True').inputValue(),
      ],
    ] as const) {
      await open(page, stem);
      const reload = page.url();
      await context.route('**/answer', (route) => route.abort());
      await choose();
      const kept = await given();
      const other = await context.newPage();
      await context.unroute('**/answer');
      await other.goto(reload);
      await saved(other).waitFor();
      await other.reload();
      expect(await other.locator(`option[value="${kept}"]:checked, input[value="${kept}"]:checked`).count()).toBe(1);
      await other.close();
    }
    // Broken lines are what this was about.
    learner.faults.length = 0;
  }, 120_000);

  test.each(Object.entries(stems))(
    '%s',
    async (_, stem) => {
      const { page } = learner;
      await open(page, stem);
      const menus = page.getByRole('combobox');
      for (const menu of await menus.all()) await menu.selectOption({ index: 1 });
      for (const side of await page.getByLabel('False').all()) await side.check();
      await saved(page).waitFor();
      expect(await faultsOf(page)).toEqual([]);
    },
    60_000,
  );

  test('the feedback on all of them', async () => {
    const { page } = learner;
    await page.goto(`${attempt}/review`);
    await page.getByRole('button', { name: /^Hand in/ }).click();
    await page.getByText('Your answer:').first().waitFor();
    expect(await faultsOf(page)).toEqual([]);
    expect(learner.faults).toEqual([]);
  }, 120_000);
});
