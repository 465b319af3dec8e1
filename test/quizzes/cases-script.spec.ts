import { readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { testWeb, type TestWeb } from '../support/app.js';
import { launch, overflow, visitor, type Visitor } from '../support/browser.js';
import { casesFolder } from '../support/courses.js';
import { chromium } from '../support/programs.js';
import { makeWorld, worldPassword, type World } from '../support/world.js';

// The same three types with script, by keyboard, and on a phone.
const program = chromium();
const axeSource = readFileSync(createRequire(require.resolve('@axe-core/playwright')).resolve('axe-core/axe.min.js'), 'utf8');

(program ? describe : describe.skip)('in a browser', () => {
  let t: TestWeb;
  let world: World;
  let browser: Browser;
  let learner: Visitor;
  let page: Page;
  const folder = casesFolder();
  const places = new Map<string, string>();

  beforeAll(async () => {
    t = await testWeb();
    world = await makeWorld(t, folder);
    await t.app.listen(0, '127.0.0.1');
    browser = await launch(program!);
    learner = await visitor(browser, (await t.app.getUrl()).replace('[::1]', '127.0.0.1'), { viewport: { width: 390, height: 844 } });
    page = learner.page;
    await page.goto('/sign-in');
    await page.getByLabel('E-mail address').fill(world.here.learner);
    await page.getByLabel('Password').fill(worldPassword);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.waitForURL((url) => url.pathname !== '/sign-in');
    const quiz = `/learn/${world.here.enrolmentId}/quizzes/q-shared`;
    await page.goto(quiz);
    await page.getByRole('button', { name: 'Start the quiz' }).click();
    for (const k of [1, 2, 3]) {
      await page.goto(`${quiz}/attempts/1/questions/${k}`);
      const heading = await page.getByRole('heading', { level: 1 }).innerText();
      places.set(/counter/.test(heading) ? 'case' : /phrases/.test(heading) ? 'lab' : 'scenario', `${quiz}/attempts/1/questions/${k}`);
    }
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await t?.close();
    await rm(folder, { recursive: true, force: true });
  });

  const radio = (name: string | RegExp) => page.getByRole('radio', { name });
  const saved = () =>
    page
      .getByRole('status')
      .filter({ hasText: /^Saved \d/ })
      .waitFor();
  const goOn = () => page.getByRole('button', { name: 'Go on' });
  async function sound(): Promise<void> {
    expect(await overflow(page)).toBe(0);
    await page.evaluate(axeSource);
    const { violations } = await page.evaluate<AxeResults>(
      `axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })`,
    );
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
  }
  /** What the Tab key comes to inside the form, from its first control on. */
  async function stops(count: number): Promise<string[]> {
    const found: string[] = [];
    for (let presses = 0; presses < 60 && found.length < count; presses++) {
      await page.keyboard.press('Tab');
      const stop = await page.evaluate(() => {
        const here = document.activeElement as HTMLInputElement | null;
        return here?.closest('form[data-autosave] fieldset, form[data-autosave] .actions')
          ? `${here.type || 'link'} ${here.value || here.innerText || here.name}`
          : '';
      });
      if (stop) found.push(stop);
    }
    return found;
  }

  test('a case: a choice is saved at once, the button goes on, a reload keeps the place', async () => {
    await page.goto(places.get('case')!);
    await sound();
    await radio(/Say that all is written/).check();
    await saved();
    expect(await page.getByText('She leaves and writes to the mayor.').count()).toBe(0);
    await goOn().click();
    await page.getByText('She leaves and writes to the mayor.').waitFor();
    await page.reload();
    await page.getByText('A complaint lies on your desk.').waitFor();
    await sound();
  });

  test('by keyboard: the way back comes before the choices, and Enter goes on', async () => {
    await page.goto(places.get('case')!);
    expect((await stops(2)).map((stop) => stop.split(' ')[0])).toEqual(['submit', 'radio']);
    await page.keyboard.press('Space');
    await saved();
    await page.keyboard.press('Enter');
    await page.getByText('The case ends here').waitFor();
    await sound();
  });

  test('back and on again as fast as fingers go: what a browser kept of one step is never put into another', async () => {
    await page.getByRole('button', { name: /^Go back to here.*all is written/ }).click();
    await page.getByText('What 2 other choices led to').waitFor();
    await radio(/Ask what she has understood/).check();
    await goOn().click();
    await radio(/Say what she has to do/).check();
    await goOn().click();
    await page.getByText('The case ends here').waitFor();
    await page.reload();
    expect(await page.getByText('She points at the second sentence.').count()).toBe(1);
    expect(await page.getByText('She knows what to do.').count()).toBe(1);
    const [kept] = await t.database.query<{ answer: string[] }>(`SELECT answer FROM response WHERE question_id = 'q-case'`);
    expect(kept!.answer.filter((entry) => !entry.startsWith('read='))).toEqual(['counter=listen', 'question=explain']);
  });

  test('a scenario and a text lab save each change, and their controls come in the order of the text', async () => {
    await page.goto(places.get('scenario')!);
    await sound();
    await radio('What to do and by when').check();
    await page.getByRole('checkbox', { name: 'What would you do tomorrow?' }).check();
    await saved();
    await page.reload();
    expect(await radio('What to do and by when').isChecked()).toBe(true);
    expect(await page.getByRole('checkbox', { name: 'What would you do tomorrow?' }).isChecked()).toBe(true);

    await page.goto(places.get('lab')!);
    await sound();
    expect(await stops(6)).toEqual([
      'checkbox p1',
      'checkbox p2',
      'checkbox p3',
      'checkbox p4',
      'textarea answer.own',
      expect.stringMatching(/^submit /),
    ]);
    await page.getByRole('checkbox', { name: 'Non-compliance' }).check();
    await page.getByLabel('Your own version').fill('Please come.');
    await saved();
    await page.reload();
    expect(await page.getByLabel('Your own version').inputValue()).toBe('Please come.');
    expect(await page.getByRole('checkbox', { name: 'Non-compliance' }).isChecked()).toBe(true);
  });

  test('an older window in which nothing was changed leads on, and takes nothing back', async () => {
    const older = await learner.context.newPage();
    await older.goto(places.get('scenario')!);
    await page.goto(places.get('scenario')!);
    await radio('The article').check();
    await saved();
    expect(await older.getByRole('radio', { name: 'What to do and by when' }).isChecked()).toBe(true);
    await older.getByRole('button', { name: /^(Next question|Look through your answers)$/ }).click();
    await older.waitForURL((url) => url.pathname !== places.get('scenario'));
    await older.close();
    await page.reload();
    expect(await radio('The article').isChecked()).toBe(true);
  });

  test('what was held back at a step that another device has walked past is not waited for any more', async () => {
    const old = 'reed:step.that.is.past';
    const to = `${places.get('case')!}/answer`;
    await page.evaluate(
      ([key, address]) =>
        localStorage.setItem(key!, JSON.stringify({ to: address, fields: [['answer.counter', 'refuse']], at: Date.now(), held: true })),
      [old, to],
    );
    const isKept = () => page.evaluate((key) => localStorage.getItem(key) !== null, old);
    await page.goto(places.get('lab')!);
    await page.locator('#waiting').waitFor();
    expect(await isKept()).toBe(true);
    await page.goto(places.get('case')!);
    expect([await isKept(), await page.locator('#waiting').count()]).toEqual([false, 0]);
  });

  test('the result shows it all, and nothing has gone wrong on the way', async () => {
    await page.goto(places.get('case')!.replace(/questions\/\d$/, 'review'));
    await page.getByRole('button', { name: /^Hand in/ }).click();
    await page.getByText('Warmer').waitFor();
    await sound();
    expect(learner.faults).toEqual([]);
  });
});
