import { nameOf, PlainBrowser } from '../support/plain-browser.js';
import { knowledge, type KnownQuestion } from './knowledge.js';
import { samplePassword, until } from './program.js';

// What people of a journey do without script, page by page. Each ends on the page to which Reed leads.

export async function signIn(b: PlainBrowser, email: string, password = samplePassword): Promise<PlainBrowser> {
  await b.open('/sign-in');
  await b.fill('E-mail address', email).fill('Password', password).press('Sign in');
  if (b.path === '/sign-in') throw new Error(`${email} could not sign in: ${b.text.slice(0, 300)}`);
  return b;
}

/** A coordinator makes a cohort; ends on its page. */
export async function makeCohort(b: PlainBrowser, name: string, programme: string | RegExp): Promise<void> {
  await b.open('/cohorts/new');
  b.select('Programme', programme).fill('Name', name);
  await b.press('Make the cohort');
}

/** A coordinator, on the page of a cohort, invites whoever stands in these lines; ends on that page again. */
export async function invite(b: PlainBrowser, lines: string): Promise<void> {
  await b.click('Invite people');
  await b.fill('Names and e-mail addresses', lines).press('See what will happen');
  await b.press(/^Invite /);
}

/** An administrator opens the newest mail to an address in the local mailbox; waits for it. Ends on its page. */
export async function openMail(b: PlainBrowser, to: string, subject: RegExp): Promise<void> {
  const link = await until(`a mail to ${to} about ${subject.source}`, async () => {
    await b.open(`/dev/mailbox?search=${encodeURIComponent(to)}`);
    return b.links(subject)[0];
  });
  await b.open(link.getAttribute('href')!);
}

/** The address of the page that a mail asks to open, from the mail's page in the mailbox. */
export function addressIn(b: PlainBrowser, path: '/welcome/' | '/reset/'): string {
  const found = b.links(new RegExp(`https?://[^ ]*${path}`))[0];
  if (!found) throw new Error(`no address of ${path} in the mail:\n${b.text}`);
  return new URL(found.getAttribute('href')!).pathname;
}

/** Whoever was invited sets a password; ends where the invitation leads. */
export async function acceptInvitation(b: PlainBrowser, address: string, { name, password }: { name?: string; password: string }): Promise<void> {
  await b.open(address);
  if (name) b.fill('Name', name);
  await b.fill('New password', password).press('Save and begin');
}

export const labelsOf = (b: PlainBrowser): string[] =>
  b.page
    .querySelectorAll('fieldset label')
    .filter((label) => label.querySelector('input'))
    .map(nameOf);

/** What somebody knows about the question on the page. */
export const askedOn = (b: PlainBrowser): KnownQuestion => knowledge(b.heading, labelsOf(b));

export type Manner = 'right' | 'wrong' | 'partly';

/** The button that goes on, whatever comes next. */
const onward = (b: PlainBrowser): string => ['Go on', 'Next question'].find((name) => b.buttons(name).length > 0) ?? 'Look through your answers';

/** Answers what is asked on the page. `partly` leaves one right answer out where several are asked, and is wrong elsewhere. */
function give(b: PlainBrowser, { right, wrong, type }: KnownQuestion, manner: Manner): void {
  const chosen = manner === 'right' ? right : manner === 'partly' && type === 'multiple' && right.length > 1 ? right.slice(1) : wrong.slice(0, 1);
  const exactly = (text: string): RegExp => new RegExp(`^${text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`);
  if (type === 'multiple') for (const label of labelsOf(b)) b.unchoose(exactly(label));
  for (const text of chosen) b.choose(exactly(text));
  if (b.asks('Your own version')) b.fill('Your own version', 'As we would say it at the counter.');
}

/** Answers the question on the page and goes on; a case is walked to its end. */
export async function answer(b: PlainBrowser, manner: Manner = 'right'): Promise<KnownQuestion> {
  const question = askedOn(b);
  const { path } = b;
  give(b, question, manner);
  await b.press(onward(b));
  // A case leads back to its page until its end has been read.
  while (b.path === path) {
    if (b.buttons('Go on').length) give(b, askedOn(b), manner);
    await b.press(onward(b));
  }
  return question;
}

export const isQuestion = (b: PlainBrowser): boolean => /\/questions\/\d+$/.test(b.path);

/** From a quiz's page to its result. Each question is answered as `manner` says for its place, from 0. */
export async function takeQuiz(b: PlainBrowser, manner: (place: number) => Manner = () => 'right'): Promise<KnownQuestion[]> {
  const asked: KnownQuestion[] = [];
  await b.click(/^(Start the quiz|Continue the quiz|Try again)$/);
  for (let place = 0; isQuestion(b); place++) asked.push(await answer(b, manner(place)));
  await b.press('Hand in');
  return asked;
}

/** From the page of a plan to its end: a few words into each box that is empty, and "finished". */
export async function writePlan(b: PlainBrowser): Promise<void> {
  await b.click(/^(Begin the plan|Go on with the next field)$/);
  while (/\/fields\/[^/]+$/.test(b.path)) {
    b.fillEmpty('As we said in the meeting: the same answer at every counter.');
    await b.press(/^Save and (go on|see the whole plan)$/);
  }
  await b.press('My plan is finished');
}

/** From any place of a programme to its completion: reads every lesson, passes every quiz, writes the plan. Returns how many of each. */
export async function finish(b: PlainBrowser): Promise<{ lessons: number; quizzes: number; plans: number }> {
  const done = { lessons: 0, quizzes: 0, plans: 0 };
  for (let steps = 0; steps < 200; steps++) {
    if (b.has('Mark as done and continue')) {
      await b.press('Mark as done and continue');
      done.lessons++;
    } else if (/\/quizzes\/[^/]+$/.test(b.path)) {
      await takeQuiz(b);
      done.quizzes++;
      await b.click(/^Continue$/);
    } else if (/\/plans\/[^/]+$/.test(b.path) && b.has(/^(Begin the plan|Go on with the next field)$/)) {
      await writePlan(b);
      done.plans++;
    } else if (b.text.includes('You completed this programme')) return done;
    else await b.click(/^(Continue|Begin|Back to the programme)$/);
  }
  throw new Error(`the programme has no end; it stopped at ${b.url}`);
}
