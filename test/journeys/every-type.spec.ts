import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { AxeResults } from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { parse } from 'yaml';
import { questionTypes } from '../../src/questions/rules/kinds.js';
import type { QuestionType } from '../../src/questions/question.js';
import { testWeb, type TestWeb } from '../support/app.js';
import { launch, overflow, visitor, type Visitor } from '../support/browser.js';
import { everyTypeFolder } from '../support/courses.js';
import { chromium } from '../support/programs.js';
import { makeWorld, worldPassword, type World } from '../support/world.js';

// One question of every type is answered by keyboard alone, with script and with script off, on a desk and on a phone: each is one
// walk from the start of a quiz to its result. Others prove what moves rows (row-questions.spec), autosave for what is typed and the
// marking desk (typed.spec).
const program = chromium();
const suite = program ? describe : describe.skip;
const axeSource = readFileSync(createRequire(require.resolve('@axe-core/playwright')).resolve('axe-core/axe.min.js'), 'utf8');
const sizes = [
  { width: 1280, height: 900 },
  { width: 390, height: 844 },
];

let t: TestWeb;
let world: World;
let browser: Browser;
let base: string;
/** Types by what their question asks. */
let stems: Map<string, QuestionType>;

const pathOf = (page: Page): string => new URL(page.url()).pathname;

/** What has the focus. */
interface Focused {
  /** Names the control, or the group to which it belongs; empty where it is no control of the form. */
  control: string;
  kind: string;
  words: string;
  /** Something in its group is chosen already. */
  chosen: boolean;
  visible: boolean;
  /** The form that it belongs to is an answer. */
  answers: boolean;
}

const focused = (page: Page): Promise<Focused> =>
  page.evaluate(() => {
    const here = document.activeElement as HTMLInputElement;
    const answers = here.closest('form')?.getAttribute('action')?.endsWith('/answer') ?? false;
    const kind = here.tagName === 'INPUT' ? here.type : here.tagName.toLowerCase();
    const group = kind === 'radio' || kind === 'checkbox' ? `[name="${here.name}"]` : '';
    return {
      control: group || here.id || here.name,
      kind,
      words: (here.getAttribute('aria-label') ?? here.textContent ?? '').trim(),
      chosen: group !== '' && document.querySelector(`input${group}:checked`) !== null,
      visible: here.matches(':focus-visible'),
      answers,
    };
  });

/** The controls that the form on the page asks to fill in, as `Focused.control` names them. */
const controls = (page: Page): Promise<string[]> =>
  page
    .locator('form[action$="/answer"]')
    .evaluate((form) =>
      [
        ...new Set(
          [...form.querySelectorAll<HTMLInputElement>('input:not([type=hidden]), select, textarea')].map((one) =>
            one.type === 'radio' || one.type === 'checkbox' ? `[name="${one.name}"]` : one.id || one.name,
          ),
        ),
      ].sort(),
    );

/** Sends by Enter what has the focus, and waits for the page to which it leads. */
async function enter(page: Page): Promise<void> {
  const loaded = page.waitForEvent('load');
  await page.keyboard.press('Enter');
  await loaded;
}

/** Goes on by Tab to the button with these words and presses it. */
async function pressByKeyboard(page: Page, words: RegExp): Promise<void> {
  for (let tabs = 0; tabs < 150; tabs++) {
    await page.keyboard.press('Tab');
    const here = await focused(page);
    if (words.test(here.words) && (here.kind === 'button' || here.kind === 'a')) return enter(page);
  }
  throw new Error(`no way by keyboard to ${words.source} on ${page.url()}`);
}

/** Fills in everything that is asked on the page, by keyboard alone, and stops at the button that goes on. */
async function answerByKeyboard(page: Page): Promise<void> {
  const filled = new Set<string>();
  const { keyboard } = page;
  for (let tabs = 0; tabs < 150; tabs++) {
    await keyboard.press('Tab');
    const here = await focused(page);
    if (!here.answers || here.kind === 'a') continue;
    expect(here).toMatchObject({ visible: true });
    if (/^(Next question|Go on|Look through your answers)/.test(here.words)) {
      expect([page.url(), [...filled].sort()]).toEqual([page.url(), await controls(page)]);
      return;
    }
    if (here.kind === 'radio' || here.kind === 'checkbox') {
      if (!here.chosen) await keyboard.press('Space');
      expect(await focused(page)).toMatchObject({ chosen: true });
    } else if (here.kind === 'select') {
      // The nth menu gets its nth choice, so that no place is given twice where steps are put in order; with script each has one.
      const menu = page.locator('select:focus');
      const index = filled.size + 1;
      if ((await menu.inputValue()) === '')
        for (let n = 0; n < index && n < (await menu.locator('option').count()) - 1; n++) await keyboard.press('ArrowDown');
      expect(await menu.inputValue()).not.toBe('');
    } else if (here.kind === 'button' || here.kind === 'summary') continue;
    else await keyboard.type('12 is what we say');
    filled.add(here.control);
  }
  throw new Error(`the keyboard does not come to the end of ${page.url()}`);
}

async function faultsOf(page: Page): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axeSource);
  const { violations } = await page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: { run(options: object): Promise<unknown> } };
    return (await axe.run({ resultTypes: ['violations'] })) as AxeResults;
  });
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${page.url()}: ${id} at ${html.slice(0, 160)}`));
}

/** The type of the question on the page, told by what it asks. */
async function typeOf(page: Page): Promise<QuestionType> {
  const stem = await page.getByRole('heading', { level: 1 }).innerText();
  const found = [...stems].find(([words]) => stem.endsWith(words));
  if (!found) throw new Error(`nobody knows the type of "${stem}"`);
  return found[1];
}

async function walk(here: Visitor, enrolmentId: string, email: string, each: () => Promise<void>): Promise<QuestionType[]> {
  const { page } = here;
  await page.goto('/sign-in');
  await page.getByLabel('E-mail address').fill(email);
  await page.getByLabel('Password').fill(worldPassword);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.waitForURL((url) => url.pathname !== '/sign-in');
  await page.goto(`/learn/${enrolmentId}/quizzes/q-shared`);
  await pressByKeyboard(page, /^(Start the quiz|Try again)/);
  const met: QuestionType[] = [];
  while (/\/questions\/\d+$/.test(pathOf(page))) {
    const at = pathOf(page);
    const type = await typeOf(page);
    met.push(type);
    // A case leads back to its page until its end has been read.
    for (let steps = 0; pathOf(page) === at; steps++) {
      expect(steps).toBeLessThan(10);
      await answerByKeyboard(page);
      if (steps < 2) await each();
      await enter(page);
    }
  }
  expect(await page.locator('main').innerText()).toContain(`All ${questionTypes.length} questions are answered`);
  await pressByKeyboard(page, /^Hand in/);
  await page.getByRole('heading', { name: 'Handed in' }).waitFor();
  expect(await page.locator('main').innerText()).not.toContain('You did not answer');
  return met.sort();
}

suite('one question of every type, by keyboard alone', () => {
  beforeAll(async () => {
    const folder = everyTypeFolder();
    const words = parse(readFileSync(join(folder, 'library/m-shared/q-shared.quiz.en.yaml'), 'utf8')) as {
      questions: Record<string, { stem: string }>;
    };
    stems = new Map(questionTypes.flatMap((type) => (words.questions[`q-${type}`] ? [[words.questions[`q-${type}`]!.stem, type] as const] : [])));
    t = await testWeb();
    [world, browser] = await Promise.all([makeWorld(t, folder), launch(program!)]);
    await t.app.listen(0, '127.0.0.1');
    base = (await t.app.getUrl()).replace('[::1]', '127.0.0.1');
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await t?.close();
  }, 120_000);

  // Each of the two takes the quiz twice, so that every walk has an attempt of its own. What axe finds does not hang on the script.
  it.each([
    ['with script, on a desk', 'here', sizes[0]!, true],
    ['with script off, on a phone', 'there', sizes[1]!, false],
    ['with script, on a phone', 'there', sizes[1]!, true],
    ['with script off, on a desk', 'here', sizes[0]!, false],
  ] as const)(
    '%s',
    async (_, side, viewport, javaScriptEnabled) => {
      const learner = await visitor(browser, base, { viewport, javaScriptEnabled });
      const faults: string[] = [];
      const look = async (): Promise<void> => {
        if (await overflow(learner.page)) faults.push(`${learner.page.url()} scrolls sideways`);
        if (javaScriptEnabled) faults.push(...(await faultsOf(learner.page)));
      };
      const met = await walk(learner, world[side].enrolmentId, world[side].learner, look);
      await look();
      expect([faults, learner.faults]).toEqual([[], []]);
      expect(met).toEqual([...questionTypes].sort());
      await learner.context.close();
    },
    180_000,
  );
});
