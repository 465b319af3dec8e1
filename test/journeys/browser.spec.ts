import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { launch, overflow, visitor, type Visitor } from '../support/browser.js';
import { chromium } from '../support/programs.js';
import { chapters } from './chapters.js';
import { knowledge, type KnownQuestion } from './knowledge.js';
import { newInstallation, samplePassword, type Installation } from './program.js';

// The main road in Chromium, from the mail with the invitation to the checked certificate, by roles and labels.
const program = chromium();
const person = { name: 'Ioana Șerban', email: 'ioana@town.example', password: 'seven grey geese' };

let site: Installation;
let browser: Browser;
let staff: Visitor;
let official: Visitor;
let programmeUrl: string;

const suite = program ? describe : describe.skip;

beforeAll(async () => {
  if (!program) return;
  [site, browser] = await Promise.all([newInstallation(), launch(program)]);
  staff = await visitor(browser, site.base, { viewport: { width: 1280, height: 900 } });
  official = await visitor(browser, site.base, { viewport: { width: 1280, height: 900 } });
}, 180_000);
afterAll(async () => {
  await browser?.close();
  await site?.end();
}, 120_000);

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name });
const link = (page: Page, name: string | RegExp) => page.getByRole('link', { name });
const menu = (page: Page, name: string) => page.locator('summary').filter({ hasText: name });
const heading = (page: Page) => page.getByRole('heading', { level: 1 });
const saved = (page: Page) => page.getByRole('status').filter({ hasText: /^Saved \d/ });

async function signIn(page: Page, email: string, password = samplePassword): Promise<void> {
  await page.goto('/sign-in');
  await page.getByLabel('E-mail address').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.waitForURL((url) => url.pathname !== '/sign-in');
}

async function asked(page: Page): Promise<KnownQuestion> {
  const options = await page.getByRole('group').locator('label:has(input)').all();
  const texts = await Promise.all(options.map((option) => option.locator('span:not([aria-hidden])').first().innerText()));
  return knowledge(await heading(page).innerText(), texts);
}

/** The control of an option, found by the option's words. */
const control = (page: Page, question: KnownQuestion, text: string) =>
  question.type === 'scenario'
    ? page.getByRole('radio', { name: text, exact: true }).or(page.getByRole('checkbox', { name: text, exact: true }))
    : page.getByRole(question.type === 'multiple' ? 'checkbox' : 'radio', { name: text, exact: true });

/** Answers by script, as people do: choose, see that it is saved, go on. A case is walked to its end. */
async function answer(page: Page, wrongly = false): Promise<void> {
  const path = new URL(page.url()).pathname;
  const goOn = button(page, 'Go on');
  for (let first = true; first || new URL(page.url()).pathname === path; first = false) {
    if (first || (await goOn.count())) {
      const question = await asked(page);
      for (const text of wrongly ? question.wrong.slice(0, 1) : question.right) await control(page, question, text).check();
      await saved(page).waitFor();
    }
    const loaded = page.waitForEvent('load');
    await button(page, /^(Go on|Next question|Look through your answers)$/).click();
    await loaded;
  }
}

async function rest(page: Page, wrongly = false): Promise<void> {
  for (;;) {
    await heading(page).waitFor();
    if (!/\/questions\/\d+$/.test(new URL(page.url()).pathname)) return;
    await answer(page, wrongly);
  }
}

/** Writes the plan field by field. What is typed saves itself, survives a reload, and a name in it is noticed. */
async function writePlan(page: Page): Promise<void> {
  const boxes = page.locator('textarea');
  const noticed = page.getByText('looks like a person’s name');
  await link(page, 'Begin the plan').click();
  await page.waitForURL(/\/fields\//);
  await boxes.first().fill('We ask Mrs Winter at the library.');
  await saved(page).waitFor();
  await noticed.waitFor();
  await page.reload();
  expect(await boxes.first().inputValue()).toBe('We ask Mrs Winter at the library.');
  await boxes.first().fill('We ask the head of the library.');
  await noticed.waitFor({ state: 'detached' });
  for (;;) {
    const before = page.url();
    for (const box of await boxes.all()) if (!(await box.inputValue())) await box.fill('The same answer at every counter.');
    await saved(page).waitFor();
    expect(await overflow(page)).toBe(0);
    await button(page, /^Save and (go on|see the whole plan)$/).click();
    await page.waitForURL((url) => url.href !== before);
    if (!/\/fields\//.test(page.url())) break;
  }
  expect(await overflow(page)).toBe(0);
  await button(page, 'My plan is finished').click();
  await page.getByText('Finished on').first().waitFor();
  await link(page, 'Back to the programme').click();
}

suite('in a browser', () => {
  const chapter = chapters();

  chapter('a coordinator invites, and the official comes in by the mail', async () => {
    const { page } = staff;
    await signIn(page, 'coordinator@reed.test');
    await page.goto('/cohorts');
    await link(page, 'Make a cohort').click();
    await page.getByLabel('Programme').selectOption({ label: 'Island of Peace: speaking from the border' });
    await page.getByLabel('Name', { exact: true }).fill('Group in the browser');
    await button(page, 'Make the cohort').click();
    await heading(page).filter({ hasText: 'Group in the browser' }).waitFor();
    await link(page, 'Invite people').first().click();
    await page.getByLabel('Names and e-mail addresses').fill(`${person.name}; ${person.email}`);
    await button(page, 'See what will happen').click();
    await button(page, 'Invite one person').click();
    await page.getByText('One person is invited.').waitFor();
    await menu(page, 'account menu').click();
    await button(page, 'Sign out').click();

    await signIn(page, 'admin@reed.test');
    await page.goto('/dev/mailbox');
    const line = page.getByRole('row').filter({ hasText: person.email });
    expect(await line.count()).toBe(1);
    await line.getByRole('link').click();
    await page.waitForURL(/\/dev\/mailbox\/./);
    // The letter lies in a frame of its own: on a busy machine it comes after the page, and a click before that opens nothing.
    await page.waitForLoadState('load');
    const way = page.frameLocator('iframe').getByRole('link', { name: 'Open the programme' });
    await way.waitFor();
    const [opened] = await Promise.all([staff.context.waitForEvent('page', { timeout: 60_000 }), way.click()]);
    await opened.waitForLoadState();
    const invitation = opened.url();
    await opened.close();
    expect(new URL(invitation).pathname).toMatch(/^\/welcome\//);

    await official.page.goto(invitation);
    await official.page.getByLabel('New password').fill(person.password);
    await button(official.page, 'Save and begin').click();
    await official.page.getByText('Before you start').waitFor();
    programmeUrl = official.page.url();
  });

  chapter('reads, and the programme knows at which lesson', async () => {
    const { page } = official;
    // The page tells once that it was opened; whoever leaves before that has opened nothing.
    const told = page.waitForResponse((answer) => answer.url().endsWith('/opened') && answer.ok());
    await button(page, 'Start the first lesson').click();
    await heading(page).filter({ hasText: 'The project in one page' }).waitFor();
    await told;
    await page.goto('/');
    await link(page, 'Continue the lesson').click();
    while (await button(page, 'Mark as done and continue').count()) {
      const before = page.url();
      await button(page, 'Mark as done and continue').click();
      await page.waitForURL((url) => url.href !== before);
    }
    expect(new URL(page.url()).pathname).toMatch(/\/quizzes\/c1-quiz$/);
  });

  chapter('an answer is saved when it is given; a reload and a killed tab lose nothing', async () => {
    const { page } = official;
    await button(page, 'Start the quiz').click();
    await heading(page)
      .filter({ hasText: /^Question 1 of 6/i })
      .waitFor();
    expect(await saved(page).count()).toBe(0);
    const question = await asked(page);
    await control(page, question, question.right[0]!).check();
    await saved(page).waitFor();
    await page.reload();
    expect(await control(page, question, question.right[0]!).isChecked()).toBe(true);
    for (const text of question.right) await control(page, question, text).check();
    await saved(page).waitFor();

    // The process behind the tab dies at once, without a word to the page.
    const url = page.url();
    const client = await official.context.newCDPSession(page);
    const crashed = page.waitForEvent('crash');
    void client.send('Page.crash').catch(() => undefined);
    await crashed;
    official.page = await official.context.newPage();
    await page.close();
    await official.page.goto(url);
    for (const text of question.right) expect(await control(official.page, question, text).isChecked()).toBe(true);
    for (const text of question.wrong) expect(await control(official.page, question, text).isChecked()).toBe(false);
    await button(official.page, 'Next question').click();
    await official.page.waitForURL(/\/questions\/2$/);
  });

  chapter('a line that is cut keeps the answer on the device until it is back', async () => {
    const { page, context } = official;
    const question = await asked(page);
    await context.setOffline(true);
    await control(page, question, question.wrong[0]!).check();
    await page.getByRole('status').filter({ hasText: 'Saved on this device. Reed sends it when it can.' }).waitFor();
    await context.setOffline(false);
    await saved(page).waitFor();
    if (question.type === 'multiple') await control(page, question, question.wrong[0]!).uncheck();
    for (const text of question.right) await control(page, question, text).check();
    await saved(page).waitFor();
    // The browser itself writes about the cut line; nothing else may have.
    expect(official.faults.filter((fault) => !fault.includes('ERR_INTERNET_DISCONNECTED'))).toEqual([]);
    official.faults.length = 0;
    await button(page, 'Next question').click();
    await page.waitForURL(/\/questions\/3$/);
  });

  chapter('a question is answered by keyboard alone', async () => {
    const { page } = official;
    const question = await asked(page);
    const wanted = question.right.map((text) => control(page, question, text));
    const isFocused = (text: string) => control(page, question, text).evaluate((element) => element === document.activeElement);
    const tabTo = async (reached: () => Promise<boolean>): Promise<void> => {
      for (let i = 0; i < 60; i++) {
        await page.keyboard.press('Tab');
        if (await reached()) return;
      }
      throw new Error('the keyboard does not get there');
    };
    const all = [...question.right, ...question.wrong];
    await tabTo(async () => (await Promise.all(all.map(isFocused))).includes(true));
    if (question.type === 'multiple') {
      for (const text of question.right) {
        // The options come in another order each time: forwards to the last of them at most, else backwards.
        for (let i = 0; i < all.length && !(await isFocused(text)); i++) await page.keyboard.press('Tab');
        for (let i = 0; i < 2 * all.length && !(await isFocused(text)); i++) await page.keyboard.press('Shift+Tab');
        await page.keyboard.press('Space');
      }
    } else {
      await page.keyboard.press('Space');
      for (let i = 0; i < all.length && !(await wanted[0]!.isChecked()); i++) await page.keyboard.press('ArrowDown');
    }
    for (const one of wanted) expect(await one.isChecked()).toBe(true);
    await saved(page).waitFor();
    const next = button(page, 'Next question');
    await tabTo(() => next.evaluate((element) => element === document.activeElement));
    // Where the focus is can be seen.
    expect(await next.evaluate((element) => getComputedStyle(element).outlineStyle)).not.toBe('none');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/questions\/4$/);
  });

  chapter(
    'the rest works on a phone’s screen, with one “not yet” on the way',
    async () => {
      const { page } = official;
      await page.setViewportSize({ width: 390, height: 844 });
      await rest(page, true);
      await heading(page).filter({ hasText: 'Look through your answers' }).waitFor();
      expect(await overflow(page)).toBe(0);
      await button(page, 'Hand in').click();
      await heading(page).filter({ hasText: 'Not yet' }).waitFor();
      expect(await overflow(page)).toBe(0);
      await page.getByText('one more step').first().waitFor();
      await button(page, 'Try again').click();
      await rest(page);
      await button(page, 'Hand in').click();
      await heading(page).filter({ hasText: 'Passed' }).waitFor();
      await link(page, 'Continue').click();

      await page.waitForLoadState();
      for (let steps = 0; steps < 60; steps++) {
        await heading(page).waitFor();
        if (await page.getByText('You completed this programme').count()) break;
        const before = page.url();
        expect(await overflow(page)).toBe(0);
        if (await button(page, 'Mark as done and continue').count()) await button(page, 'Mark as done and continue').click();
        else if (/\/plans\//.test(before)) await writePlan(page);
        else {
          await button(page, 'Start the quiz').click();
          await rest(page);
          await button(page, 'Hand in').click();
          await heading(page).filter({ hasText: 'Passed' }).waitFor();
          await link(page, 'Continue').click();
        }
        await page.waitForURL((url) => url.href !== before);
      }
      expect(page.url()).toBe(programmeUrl);
    },
    180,
  );

  chapter('the certificate is downloaded, and whoever has its address checks it', async () => {
    const { page } = official;
    await link(page, 'Open your certificate').click();
    const [file] = await Promise.all([page.waitForEvent('download'), link(page, 'Download the PDF').click()]);
    const bytes = readFileSync(await file.path());
    expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
    expect(file.suggestedFilename()).toMatch(/\.pdf$/);
    const href = await link(page, 'See it as others do').getAttribute('href');

    const stranger = await visitor(browser, site.base, { viewport: { width: 390, height: 844 } });
    await stranger.page.goto(href!);
    await stranger.page.getByText('This certificate is genuine and valid.').waitFor();
    await stranger.page.getByText('Sample, not an official document').first().waitFor();
    await stranger.page.getByLabel('Full name on the certificate').fill('ioana serban');
    await button(stranger.page, 'Compare the name').click();
    await stranger.page.getByText(/^Yes: the name “.*” matches\.$/).waitFor();
    await stranger.page.getByLabel('Full name on the certificate').fill('Ion Serban');
    await button(stranger.page, 'Compare the name').click();
    await stranger.page.getByText('No: the name “Ion Serban” does not match.').waitFor();
    expect(stranger.faults).toEqual([]);
    await stranger.context.close();
  });

  chapter('the menus change language and colours', async () => {
    const { page } = official;
    await page.setViewportSize({ width: 1280, height: 900 });
    await page.goto('/');
    await menu(page, 'Language').click();
    await button(page, 'Nederlands').click();
    await page.waitForFunction(() => document.documentElement.lang === 'nl');
    await menu(page, 'accountmenu').click();
    await button(page, 'Donker').click();
    await page.waitForLoadState();
    await menu(page, 'Taal').click();
    await button(page, 'English').click();
    await page.waitForFunction(() => document.documentElement.lang === 'en');
  });

  chapter('no page wrote an error, broke its policy or asked another host', () => {
    expect(staff.faults).toEqual([]);
    expect(official.faults).toEqual([]);
  });
});
