import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults, RunOptions } from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { launch, overflow, visitor, type Visitor } from '../support/browser.js';
import { PlainBrowser } from '../support/plain-browser.js';
import { chromium } from '../support/programs.js';
import { acceptInvitation, addressIn, answer, askedOn, finish, invite, isQuestion, makeCohort, openMail, signIn, takeQuiz } from './plain-people.js';
import { newInstallation, samplePassword, type Installation } from './program.js';

// axe over the pages of Reed: wide and on a phone, light and dark. An installation is filled once, without a browser.
const program = chromium();
const suite = program ? describe : describe.skip;

// The same axe as that of @axe-core/playwright, loaded once into each page instead of once for each look at it.
const axeSource = readFileSync(createRequire(require.resolve('@axe-core/playwright')).resolve('axe-core/axe.min.js'), 'utf8');
const standards = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
type Who = 'nobody' | 'learner' | 'newcomer' | 'stranger' | 'coordinator' | 'trainer' | 'administrator';
const password = 'seven grey geese';
const accounts: Record<Exclude<Who, 'nobody'>, [email: string, password: string]> = {
  learner: ['learner@reed.test', samplePassword],
  coordinator: ['coordinator@reed.test', samplePassword],
  trainer: ['trainer@reed.test', samplePassword],
  administrator: ['admin@reed.test', samplePassword],
  newcomer: ['newcomer@town.example', password],
  stranger: ['stranger@town.example', password],
};

/** Name → path, found while the installation is filled. */
const places: Record<string, string> = {};
let site: Installation;
let browser: Browser;
const visitors = new Map<Who, Visitor>();

const click = (page: Page, name: string | RegExp): Promise<void> => page.getByRole('button', { name }).first().click();

interface Place {
  name: string;
  who: Who;
  /** A path, the name of a place, or what to do where a page is the answer to a form. */
  at: string | ((page: Page) => Promise<void>);
}

const listed: Place[] = [
  { name: 'sign-in', who: 'nobody', at: '/sign-in' },
  {
    name: 'sign-in that did not work',
    who: 'nobody',
    at: async (page) => {
      await page.goto('/sign-in');
      await page.getByLabel('E-mail address').fill('nobody@town.example');
      await page.getByLabel('Password').fill('wrong');
      await page.getByRole('button', { name: 'Sign in', exact: true }).click();
      await page.getByText('do not match an account').first().waitFor();
    },
  },
  { name: 'forgotten password', who: 'nobody', at: '/forgot' },
  {
    name: 'forgotten password with an error',
    who: 'nobody',
    at: async (page) => {
      await page.goto('/forgot');
      await click(page, 'Send the link');
      await page.getByRole('alert').waitFor();
    },
  },
  { name: 'invitation', who: 'nobody', at: 'welcome' },
  { name: 'used invitation', who: 'nobody', at: 'used' },
  { name: 'new password', who: 'nobody', at: 'reset' },
  { name: 'verify', who: 'nobody', at: '/verify' },
  {
    name: 'verify what is no code',
    who: 'nobody',
    at: async (page) => {
      await page.goto('/verify');
      await page.getByLabel('Code').fill('abc');
      await click(page, 'Check');
      await page.getByText('This is not a code').first().waitFor();
    },
  },
  { name: 'verification', who: 'nobody', at: 'verification' },
  ...(['Anna', 'Somebody Else'] as const).map((name): Place => ({
    name: `verification against the name ${name}`,
    who: 'nobody',
    at: async (page) => {
      await page.goto(places.verification!);
      await page.getByLabel('Full name on the certificate').fill(name === 'Anna' ? places.holder! : name);
      await click(page, 'Compare the name');
      await page.getByText(/^(Yes|No): the name/).waitFor();
    },
  })),
  { name: 'about', who: 'nobody', at: '/about' },
  { name: 'privacy', who: 'nobody', at: '/privacy' },
  { name: 'accessibility', who: 'nobody', at: '/accessibility' },
  { name: 'help', who: 'nobody', at: '/help' },
  { name: 'handbook', who: 'nobody', at: '/handbook' },
  { name: 'page of the handbook', who: 'nobody', at: '/handbook/about-clarinet' },
  { name: 'work sheet', who: 'nobody', at: '/handbook/kit-events' },
  { name: 'glossary', who: 'nobody', at: '/handbook/glossary' },
  { name: 'search in the handbook', who: 'nobody', at: '/handbook/search?q=consent' },
  { name: 'search without a result', who: 'nobody', at: '/handbook/search?q=zzzz' },
  { name: 'self-check', who: 'nobody', at: '/handbook/self-check' },
  {
    name: 'self-check that was tried',
    who: 'nobody',
    at: async (page) => {
      await page.goto('/handbook/self-check');
      await click(page, 'Check my answers');
      await page.getByText('Nobody sees this').waitFor();
    },
  },
  { name: 'report a problem', who: 'nobody', at: '/report' },
  { name: 'nothing here', who: 'nobody', at: '/no-such-page' },

  { name: 'home', who: 'learner', at: '/' },
  { name: 'all programmes', who: 'learner', at: '/learn' },
  { name: 'programme', who: 'learner', at: 'programme' },
  { name: 'complete programme', who: 'learner', at: 'complete' },
  { name: 'lesson', who: 'learner', at: 'lesson' },
  { name: 'lesson that is done', who: 'learner', at: 'lessonDone' },
  { name: 'quiz', who: 'learner', at: 'quiz' },
  { name: 'question with one answer', who: 'learner', at: 'single' },
  { name: 'question with several answers', who: 'learner', at: 'multiple' },
  { name: 'question true or false', who: 'learner', at: 'truefalse' },
  { name: 'review', who: 'learner', at: 'review' },
  { name: 'result not yet', who: 'learner', at: 'notYet' },
  { name: 'result passed', who: 'learner', at: 'passed' },
  { name: 'certificate', who: 'learner', at: 'certificate' },
  { name: 'certificates', who: 'learner', at: '/certificates' },
  { name: 'catalogue', who: 'learner', at: '/catalogue' },
  { name: 'programme in the catalogue', who: 'learner', at: '/catalogue/island-of-peace' },
  { name: 'catalogue with a proposal', who: 'learner', at: '/catalogue?like=crossings' },
  { name: 'short way', who: 'learner', at: 'way' },
  { name: 'plan', who: 'learner', at: 'plan' },
  { name: 'plan that is finished', who: 'learner', at: 'planDone' },
  { name: 'field of a plan', who: 'learner', at: 'field' },
  { name: 'table of a plan', who: 'learner', at: 'table' },
  { name: 'lesson that leads to the plan', who: 'learner', at: 'toPlan' },
  { name: 'lesson with pictures', who: 'learner', at: 'picture' },
  { name: 'profile', who: 'learner', at: '/profile' },
  {
    name: 'profile with a new token',
    who: 'learner',
    at: async (page) => {
      await page.goto('/profile');
      await page.getByLabel('What it is for').fill('Figures');
      await click(page, 'Make a token');
      await page.getByText('Copy it now').waitFor();
    },
  },
  { name: 'what a learner may not do', who: 'learner', at: '/admin/people' },
  { name: 'before you start', who: 'newcomer', at: 'before' },
  { name: 'home before the first step', who: 'newcomer', at: '/' },
  { name: 'home without programmes', who: 'stranger', at: '/' },
  { name: 'no certificates', who: 'stranger', at: '/certificates' },

  { name: 'home of a coordinator', who: 'coordinator', at: '/' },
  { name: 'cohorts', who: 'coordinator', at: '/cohorts' },
  { name: 'cohort', who: 'coordinator', at: 'cohort' },
  { name: 'cohort, nobody found', who: 'coordinator', at: 'cohortNobody' },
  { name: 'empty cohort', who: 'coordinator', at: 'cohortEmpty' },
  { name: 'edit the cohort', who: 'coordinator', at: 'cohortEdit' },
  { name: 'invite', who: 'coordinator', at: 'invite' },
  {
    name: 'preview of an invitation',
    who: 'coordinator',
    at: async (page) => {
      await page.goto(places.invite!);
      await page.getByLabel('Names and e-mail addresses').fill('New One <one@town.example>\nlearner@reed.test\nno address');
      await click(page, 'See what will happen');
      await page.getByRole('heading', { name: 'Check before you invite' }).waitFor();
    },
  },
  { name: 'person’s record', who: 'coordinator', at: 'record' },
  { name: 'further attempts', who: 'coordinator', at: 'grants' },
  { name: 'extra time', who: 'coordinator', at: 'needs' },
  { name: 'new cohort', who: 'coordinator', at: '/cohorts/new' },
  {
    name: 'new cohort with errors',
    who: 'coordinator',
    at: async (page) => {
      await page.goto('/cohorts/new');
      await click(page, 'Make the cohort');
      await page.getByRole('alert').waitFor();
    },
  },

  { name: 'home of a trainer', who: 'trainer', at: '/' },
  { name: 'marking', who: 'trainer', at: '/marking' },
  { name: 'marked lately', who: 'trainer', at: '/marking/marked' },
  { name: 'authoring', who: 'trainer', at: '/authoring' },
  { name: 'statistics of quizzes', who: 'trainer', at: '/authoring/statistics' },
  { name: 'statistics of a quiz', who: 'trainer', at: '/authoring/statistics/c1-quiz' },
  { name: 'statistics of a question', who: 'trainer', at: '/authoring/statistics/c1-quiz/questions/c1-q-purpose' },
  { name: 'preview of a lesson', who: 'trainer', at: '/catalogue/island-of-peace/items/c1-project/preview' },
  { name: 'preview of a plan', who: 'trainer', at: '/catalogue/island-of-peace/items/l2-peace-plan/preview' },
  { name: 'preview of a quiz', who: 'trainer', at: '/catalogue/island-of-peace/items/c1-quiz/preview' },
  {
    name: 'preview of a quiz that was tried',
    who: 'trainer',
    at: async (page) => {
      await page.goto('/catalogue/island-of-peace/items/c1-quiz/preview');
      await page.getByRole('radio').first().check();
      await click(page, 'Check my answers');
      await page.getByRole('list', { name: 'The answers, with reasons' }).first().waitFor();
    },
  },
  { name: 'programme in the catalogue of a trainer', who: 'trainer', at: '/catalogue/one-voice-at-the-counter' },

  { name: 'home of an administrator', who: 'administrator', at: '/' },
  { name: 'people', who: 'administrator', at: '/admin/people' },
  { name: 'people, nobody found', who: 'administrator', at: '/admin/people?search=zzzz' },
  { name: 'person', who: 'administrator', at: 'person' },
  { name: 'new person', who: 'administrator', at: '/admin/people/new' },
  { name: 'authorities', who: 'administrator', at: '/admin/authorities' },
  { name: 'authority', who: 'administrator', at: 'authority' },
  { name: 'mailbox', who: 'administrator', at: '/dev/mailbox' },
  { name: 'mail', who: 'administrator', at: 'mail' },
];

async function fill(): Promise<void> {
  const learner = await signIn(new PlainBrowser(site.base), ...accounts.learner);
  const coordinator = await signIn(new PlainBrowser(site.base), ...accounts.coordinator);
  const administrator = await signIn(new PlainBrowser(site.base), ...accounts.administrator);

  // The coordinator's cohorts, and two people: one who opens the invitation and one who does not.
  await makeCohort(coordinator, 'Empty group', /^Island of Peace/);
  places.cohortEmpty = coordinator.path;
  await coordinator.open('/cohorts');
  await coordinator.click('Autumn group');
  places.cohort = coordinator.path;
  places.cohortNobody = `${places.cohort}?search=zzzz`;
  places.cohortEdit = `${places.cohort}/edit`;
  places.invite = `${places.cohort}/invite`;
  await invite(coordinator, 'New Comer <newcomer@town.example>\nlate@town.example');
  await coordinator.click('Bram Jansen');
  places.record = coordinator.path;
  places.grants = `${places.record}/attempts`;
  places.needs = coordinator.links(/^Extra time$/)[0]!.getAttribute('href')!;
  await openMail(administrator, 'newcomer@town.example', /^Your invitation/);
  places.mail = administrator.path;
  places.used = addressIn(administrator, '/welcome/');
  const newcomer = new PlainBrowser(site.base);
  await acceptInvitation(newcomer, places.used, { password });
  places.before = newcomer.path;
  await openMail(administrator, 'late@town.example', /^Your invitation/);
  places.welcome = addressIn(administrator, '/welcome/');

  // Somebody without a programme.
  await administrator.open('/admin/people/new');
  await administrator.fill('Name', 'Stran Ger').fill('E-mail address', 'stranger@town.example').press('Add and invite');
  await openMail(administrator, 'stranger@town.example', /^Your invitation/);
  await acceptInvitation(new PlainBrowser(site.base), addressIn(administrator, '/welcome/'), { password });
  await new PlainBrowser(site.base).open('/forgot').then((b) => b.fill('E-mail address', 'stranger@town.example').press('Send the link'));
  await openMail(administrator, 'stranger@town.example', /^Choose a new password/);
  places.reset = addressIn(administrator, '/reset/');
  await administrator.open('/admin/people');
  await administrator.click('Bram Jansen');
  places.person = administrator.path;
  await administrator.open('/admin/authorities');
  places.authority = administrator.links(/^Sample town/)[0]!.getAttribute('href')!;

  // The learner: a programme with a result of every kind and a certificate, and another in the middle.
  await learner.open('/learn');
  await learner.click(/^One voice at the counter/i);
  places.complete = learner.path;
  await learner.click(/^(Continue|Begin)$/);
  places.lessonDone = learner.path;
  while (learner.has('Mark as done and continue')) await learner.press('Mark as done and continue');
  places.quiz = learner.path;
  await takeQuiz(learner, (place) => (['right', 'partly', 'wrong'] as const)[place % 3]!);
  places.notYet = learner.path;
  await takeQuiz(learner);
  places.passed = learner.path;
  await learner.click(/^Continue$/);
  await finish(learner);
  places.planDone = `${places.complete}/plans/l2-voice-plan`;
  await learner.click('Open your certificate');
  places.certificate = learner.path;
  places.verification = learner.links('See it as others do')[0]!.getAttribute('href')!;
  places.holder = /This is (.+)'s/.exec(learner.text)?.[1] ?? /for (.+) has completed/.exec(learner.text)?.[1] ?? 'Anna';
  await learner.open('/learn');
  await learner.click(/^Island of Peace/);
  places.programme = learner.path;
  places.way = `${learner.path}?for=answer`;
  places.plan = `${learner.path}/plans/l2-peace-plan`;
  places.field = `${places.plan}/fields/message?from=c4-art`;
  places.table = `${places.plan}/fields/indicators`;
  places.toPlan = `${learner.path}/items/c4-art`;
  places.picture = `${learner.path}/items/c1-project`;
  await learner.click(/^(Continue|Begin)$/);
  places.lesson = learner.path;

  // Open attempts with a question of each of the three types. Questions are drawn, so an attempt that brought nothing new is
  // handed in and the next quiz asked; one that brought something stays open, because the page is looked at later.
  const quizOf = places.quiz.replace(/\/quizzes\/.*/, '/quizzes/');
  const quizzes = ['c1', 'c2', 'c3', 'c4', 'c5', 'c6', 'c7', 'c8'].map((module) => `${quizOf}${module}-quiz`);
  const sought = ['single', 'multiple', 'truefalse'];
  for (let tries = 0; sought.some((type) => !places[type]); tries++) {
    const quiz = quizzes.shift();
    if (!quiz || tries > 60)
      throw new Error(`no quiz asked a question of each type: ${sought.filter((type) => !places[type]).join(', ')} is missing`);
    await learner.open(quiz);
    await learner.click(/^(Try again|Start the quiz)$/);
    let isNew = false;
    while (isQuestion(learner)) {
      const { path } = learner;
      const { type } = askedOn(learner);
      if (!places[type]) {
        places[type] = path;
        isNew ||= sought.includes(type);
      }
      if (isNew) places.review = path.replace(/questions\/\d+$/, 'review');
      await answer(learner);
    }
    if (!isNew) {
      await learner.press('Hand in');
      quizzes.push(quiz);
    }
  }
}

async function pageOf(who: Who): Promise<Page> {
  const known = visitors.get(who);
  if (known) return known.page;
  const one = await visitor(browser, site.base, { viewport: { width: 1280, height: 900 } });
  visitors.set(who, one);
  if (who !== 'nobody') {
    await one.page.goto('/sign-in');
    await one.page.getByLabel('E-mail address').fill(accounts[who][0]);
    await one.page.getByLabel('Password').fill(accounts[who][1]);
    await one.page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await one.page.waitForURL((url) => url.pathname !== '/sign-in');
  }
  return one.page;
}

async function axe(page: Page, setting: string, onlyColours: boolean): Promise<string[]> {
  const options: RunOptions = {
    runOnly: onlyColours ? { type: 'rule', values: ['color-contrast', 'link-in-text-block'] } : { type: 'tag', values: standards },
    resultTypes: ['violations'],
    // A mail's frame runs no script, so nothing can look into it; it is shown as text beside.
    iframes: false,
  };
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axeSource);
  const { violations } = await page.evaluate(async (how) => {
    const { axe } = window as unknown as { axe: { run(where: object, how: unknown): Promise<unknown> } };
    // Lists of all time zones: five of four hundred options stand for the rest.
    return (await axe.run({ exclude: [['select > option:nth-child(n+6)']] }, how)) as AxeResults;
  }, options);
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.slice(0, 3).map(({ target, html, any, all, none }) => {
      const why = (any[0] ?? all[0] ?? none[0])?.message ?? '';
      return `${setting}: ${id} (${help}) at ${String(target)}: ${html.slice(0, 160)} ${why}`;
    }),
  );
}

async function sideways(page: Page, width: number): Promise<string[]> {
  const pixels = await overflow(page);
  return pixels ? [`${width}: ${pixels} pixels to scroll sideways`] : [];
}

suite('every page', () => {
  beforeAll(async () => {
    [site, browser] = await Promise.all([newInstallation(), launch(program!)]);
    await fill();
  }, 240_000);
  afterAll(async () => {
    await browser?.close();
    await site?.end();
  }, 120_000);

  test.each(listed)(
    '$name',
    async ({ who, at }) => {
      const page = await pageOf(who);
      const found: string[] = [];
      await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
      await page.setViewportSize({ width: 1280, height: 900 });
      if (typeof at === 'string') {
        const path = at.startsWith('/') ? at : places[at];
        if (!path) throw new Error(`the place "${at}" was not found while filling`);
        await page.goto(path);
        expect(new URL(page.url()).pathname).toBe(path.replace(/\?.*/, ''));
      } else await at(page);
      // Colours change with the scheme, everything else with the width.
      found.push(...(await axe(page, '1280 light', false)), ...(await sideways(page, 1280)));
      await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
      found.push(...(await axe(page, '1280 dark', true)));
      await page.setViewportSize({ width: 390, height: 844 });
      if (typeof at === 'string') await page.reload();
      found.push(...(await axe(page, '390 dark', true)), ...(await sideways(page, 390)));
      await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
      found.push(...(await axe(page, '390 light', false)));
      await page.setViewportSize({ width: 320, height: 640 });
      found.push(...(await sideways(page, 320)));
      expect(found).toEqual([]);
    },
    60_000,
  );

  test('none of them broke its policy or asked another host', () => {
    // A page that is refused or not there is also a line on the console.
    const faults = [...visitors.values()].flatMap((one) => one.faults).filter((fault) => !/status of (403|404|410|422)/.test(fault));
    expect(faults).toEqual([]);
  });
});
