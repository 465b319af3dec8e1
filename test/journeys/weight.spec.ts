import type { Browser } from 'playwright-core';
import { launch, visitor } from '../support/browser.js';
import { PlainBrowser } from '../support/plain-browser.js';
import { chromium } from '../support/programs.js';
import { acceptInvitation, addressIn, answer, finish, invite, isQuestion, openMail, signIn, takeQuiz } from './plain-people.js';
import { newInstallation, type Installation } from './program.js';

// What the pages of a learner weigh on the line, headers and font included, for somebody who comes for the first time.
const program = chromium();
const suite = program ? describe : describe.skip;

/** In bytes. On plain http browsers take gzip; behind TLS they take Brotli, which is smaller. */
const most = { page: 60 * 1024, script: 10 * 1024 };

interface Weight {
  page: number;
  script: number;
  requests: string[];
}

const pages = [
  'sign-in',
  'home',
  'programmes',
  'before you start',
  'programme',
  'lesson',
  'quiz',
  'question',
  'review',
  'result',
  'certificate',
  'certificates',
  'verification',
  'verify',
  'catalogue',
  'programme in the catalogue',
  'profile',
  'help',
] as const;
type Name = (typeof pages)[number];
const places: Partial<Record<Name, string>> = {
  'sign-in': '/sign-in',
  home: '/',
  programmes: '/learn',
  certificates: '/certificates',
  verify: '/verify',
  catalogue: '/catalogue',
  'programme in the catalogue': '/catalogue/island-of-peace',
  profile: '/profile',
  help: '/help',
};
const withoutAccount: readonly Name[] = ['sign-in', 'verify', 'verification'];
let site: Installation;
let browser: Browser;
let learner: PlainBrowser;
let newcomer: PlainBrowser;

async function fill(): Promise<void> {
  const coordinator = await signIn(new PlainBrowser(site.base), 'coordinator@reed.test');
  const administrator = await signIn(new PlainBrowser(site.base), 'admin@reed.test');
  await coordinator.open('/cohorts');
  await coordinator.click('Autumn group');
  await invite(coordinator, 'New Comer <newcomer@town.example>');
  await openMail(administrator, 'newcomer@town.example', /^Your invitation/);
  newcomer = new PlainBrowser(site.base);
  await acceptInvitation(newcomer, addressIn(administrator, '/welcome/'), { password: 'seven grey geese' });
  places['before you start'] = newcomer.path;

  learner = await signIn(new PlainBrowser(site.base), 'learner@reed.test');
  await learner.open('/learn');
  await learner.click(/^One voice at the counter/i);
  await learner.click(/^(Continue|Begin)$/);
  await finish(learner);
  await learner.click('Open your certificate');
  places.certificate = learner.path;
  places.verification = learner.links('See it as others do')[0]!.getAttribute('href')!;
  await learner.open('/learn');
  await learner.click(/^Island of Peace/);
  places.programme = learner.path;
  await learner.open(`${places.programme}/quizzes/c1-quiz`);
  places.quiz = learner.path;
  await takeQuiz(learner, () => 'wrong');
  places.result = learner.path;
  await learner.press('Try again');
  places.question = learner.path;
  while (isQuestion(learner)) await answer(learner);
  places.review = learner.path;
  // The longest lesson is the heaviest.
  await learner.open(places.programme);
  const lessons = [...new Set(learner.page.querySelectorAll('a[href*="/items/"]').map((link) => link.getAttribute('href')!))];
  let longest = 0;
  for (const lesson of lessons) {
    await learner.open(lesson);
    if (learner.page.outerHTML.length > longest) [longest, places.lesson] = [learner.page.outerHTML.length, lesson];
  }
}

/** Opens a page in a browser that has never been here, and then once more. */
async function weigh(name: Name): Promise<[first: Weight, again: Weight]> {
  const path = places[name]!;
  const one = await visitor(browser, site.base, { viewport: { width: 1280, height: 900 } });
  if (!withoutAccount.includes(name)) {
    const { kept } = name === 'before you start' ? newcomer : learner;
    await one.context.addCookies(kept.map((cookie) => ({ ...cookie, url: site.base })));
  }
  const line = await one.context.newCDPSession(one.page);
  await line.send('Network.enable');
  const asked = new Map<string, { path: string; type: string }>();
  let now: Weight = { page: 0, script: 0, requests: [] };
  line.on('Network.requestWillBeSent', ({ requestId, request, type }) =>
    asked.set(requestId, { path: new URL(request.url).pathname, type: type ?? '' }),
  );
  line.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const request = asked.get(requestId);
    if (!request) return;
    if (encodedDataLength === 0) return; // from the browser's own store
    now.page += encodedDataLength;
    if (request.type === 'Script') now.script += encodedDataLength;
    now.requests.push(`${request.path} ${encodedDataLength}`);
  });
  const visit = async (): Promise<Weight> => {
    now = { page: 0, script: 0, requests: [] };
    await one.page.goto(path, { waitUntil: 'networkidle' });
    expect(new URL(one.page.url()).pathname).toBe(path);
    return now;
  };
  const both: [Weight, Weight] = [await visit(), await visit()];
  expect(one.faults).toEqual([]);
  await one.context.close();
  return both;
}

suite('the weight of a first visit', () => {
  beforeAll(async () => {
    [site, browser] = await Promise.all([newInstallation(), launch(program!)]);
    await fill();
  }, 240_000);
  afterAll(async () => {
    await browser?.close();
    await site?.end();
  }, 120_000);

  test.each(pages)('%s', async (name) => {
    const [first, again] = await weigh(name);
    // An empty list where all is well, so that what is too heavy is named with its parts.
    expect(first.page > most.page || first.script > most.script ? first.requests : []).toEqual([]);
    // Measured, not guessed: page, style, script and font have all been counted.
    expect(first.requests.length).toBeGreaterThanOrEqual(4);
    expect(first.script).toBeGreaterThan(0);
    // What was fetched once is kept: only the page itself comes again.
    // (The icon is asked for when the browser has time for it, which may be during the second visit.)
    expect(again.requests.filter((request) => request.startsWith('/assets/') && !request.startsWith('/assets/icon-'))).toEqual([]);
    expect(again.page).toBeLessThan(first.page / 2);
  });
});
