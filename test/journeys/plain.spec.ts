import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pdftotext } from '../support/programs.js';
import { PlainBrowser } from '../support/plain-browser.js';
import { addressIn, answer, askedOn, finish, invite, isQuestion, makeCohort, openMail, signIn } from './plain-people.js';
import { chapters } from './chapters.js';
import { newInstallation, type Installation } from './program.js';

// The whole road of issue and certificate without script, in the very program that `npm start` runs. The chapters follow
// one another: an official is invited, learns, passes and shows a certificate.
const person = { name: 'Zoë Żmijewska', email: 'zoe@town.example', password: 'seven grey geese' };
const reader = pdftotext();
const chapter = chapters();

let site: Installation;
let coordinator: PlainBrowser;
let administrator: PlainBrowser;
let official: PlainBrowser;
let invitation: string;
let cohortPath: string;
let programmePath: string;
let certificatePath: string;
let code: string;

beforeAll(async () => {
  site = await newInstallation();
  coordinator = new PlainBrowser(site.base);
  administrator = new PlainBrowser(site.base);
  official = new PlainBrowser(site.base);
}, 180_000);
afterAll(() => site?.end(), 120_000);

chapter('a coordinator makes a cohort, sees what an invitation will do, and sends it', async () => {
  await signIn(coordinator, 'coordinator@reed.test');
  await makeCohort(coordinator, 'Winter group', /^Island of Peace/);
  cohortPath = coordinator.path;
  expect(coordinator.heading).toBe('Winter group');
  expect(coordinator.text).toContain('The cohort is made.');
  expect(coordinator.text).toContain('Nobody is in this cohort yet');

  await coordinator.click('Invite people');
  await coordinator.fill('Names and e-mail addresses', `${person.name} <${person.email}>\nno address here`).press('See what will happen');
  expect(coordinator.heading).toBe('Check before you invite');
  expect(coordinator.text).toContain('One person will be invited');
  expect(coordinator.text).toContain('New: gets an account and an invitation');
  expect(coordinator.text).toContain('One line cannot be read');
  await signIn(administrator, 'admin@reed.test');
  await administrator.open(`/dev/mailbox?search=${person.email}`);
  expect(administrator.text).toContain('No mail found');

  await coordinator.press('Invite one person');
  expect(coordinator.path).toBe(cohortPath);
  expect(coordinator.text).toContain('One person is invited. The mail is on its way.');
  expect(coordinator.text).toContain(person.name);
});

chapter('the invitation arrives once, in the person’s words', async () => {
  await openMail(administrator, person.email, /^Your invitation: Island of Peace/);
  expect(administrator.text).toContain(`Hello ${person.name},`);
  expect(administrator.text).toContain('The link works once, within 7 days');
  invitation = addressIn(administrator, '/welcome/');
  await administrator.open(`/dev/mailbox?search=${person.email}`);
  expect(administrator.links(/^Your invitation/)).toHaveLength(1);
});

chapter('the official sets a password and reads what it takes before anything begins', async () => {
  await official.open(invitation);
  expect(official.heading).toBe('Welcome');
  expect(official.text).toContain(person.email);
  await official.fill('New password', 'short').press('Save and begin');
  expect(official.status).toBe(422);
  expect(official.title).toMatch(/^Error: /);
  await official.fill('New password', person.password).press('Save and begin');
  expect(official.status).toBe(200);
  expect(official.text).toContain('Before you start');
  expect(official.text).toContain('Not your answers, your scores');
  expect(official.text).toMatch(/visits of about 20 minutes/);
  programmePath = official.path;
});

chapter('the lessons follow one another; a page that is only read changes nothing', async () => {
  await official.press('Start the first lesson');
  expect(official.path).toMatch(/\/items\/c1-/);
  const first = official.path;
  await official.open(programmePath);
  expect(official.text).toContain('0 of ');
  await official.open('/');
  // Without script nothing has been told to the server but that it has begun.
  await official.click(/^(Start the first|Continue the) lesson$/);
  expect(official.path).toBe(first);
  let lessons = 0;
  for (; official.has('Mark as done and continue'); lessons++) await official.press('Mark as done and continue');
  expect(lessons).toBeGreaterThanOrEqual(3);
  expect(official.path).toMatch(/\/quizzes\/c1-quiz$/);
  expect(official.text).toContain('At least 70 % of the points');
});

chapter('who leaves a quiz in the middle comes back to the very question', async () => {
  await official.press('Start the quiz');
  expect(official.heading).toMatch(/^Question 1 of 6/);
  await answer(official);
  await answer(official, 'wrong');
  const third = official.path;
  const asked = askedOn(official).stem;
  expect(third).toMatch(/\/questions\/3$/);
  // On another device, a day later.
  official = await signIn(new PlainBrowser(site.base), person.email, person.password);
  await official.click('Go to the quiz');
  expect(official.path).toBe(third);
  expect(askedOn(official).stem).toBe(asked);
  await official.click('Previous');
  expect(official.page.querySelectorAll('input[checked]').length).toBeGreaterThan(0);
});

chapter('“not yet” is a step: every option explained, the lessons to read again, and another attempt that passes', async () => {
  while (isQuestion(official)) await answer(official, 'wrong');
  expect(official.heading).toBe('Look through your answers');
  expect(official.text).toContain('All 6 questions are answered');
  await official.press('Hand in');
  expect(official.heading).toBe('Not yet');
  expect(official.text).toContain('You need 70 % of the points: one more step');
  expect(official.text).not.toMatch(/\bfail/i);
  const explained = official.page.querySelectorAll('[aria-label="The answers, with reasons"] > li');
  expect(explained.length).toBeGreaterThanOrEqual(6 * 2);
  for (const option of explained) expect(option.querySelector('.why')?.text.trim()).toBeTruthy();
  const result = official.url;
  await official.click(/^Read again: /);
  expect(official.path).toMatch(/\/items\/c1-/);
  await official.open(result);
  await official.press('Try again');
  while (isQuestion(official)) await answer(official);
  await official.press('Hand in');
  expect(official.heading).toBe('Passed');
  expect(official.text).toContain('6 of 6 points');
  expect(official.text).toContain('This part of the programme is done');
});

chapter('the programme ends with a certificate', async () => {
  await official.click(/^Continue$/);
  const done = await finish(official);
  expect(done.lessons).toBeGreaterThan(5);
  expect(done.quizzes).toBeGreaterThanOrEqual(3);
  expect(done.plans).toBe(1);
  expect(official.text).not.toContain('Why is this not complete?');
  await official.click('Open your certificate');
  certificatePath = official.path;
  expect(official.text).toContain('Sample, not an official document');
  expect(official.text).toContain(`${person.name} has completed this programme.`);
  code = /\b[A-Z0-9]{3}-[A-Z0-9]{3}-[A-Z0-9]{4}\b/.exec(official.text)![0];
});

chapter('its PDF carries the name, the code and the word “sample”', async () => {
  const { type, body, headers } = await official.download('Download the PDF');
  expect(type).toBe('application/pdf');
  expect(headers.get('content-disposition')).toMatch(/^attachment/);
  expect(body.subarray(0, 5).toString()).toBe('%PDF-');
  if (!reader) return;
  const folder = mkdtempSync(join(tmpdir(), 'reed-pdf-'));
  try {
    writeFileSync(join(folder, 'certificate.pdf'), body);
    const text = execFileSync(reader, ['-layout', join(folder, 'certificate.pdf'), '-'], { encoding: 'utf8' });
    expect(text).toContain(person.name);
    expect(text).toContain(code);
    expect(text).toContain('Sample, not an official document');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

chapter('anybody can check it without an account, and learns no name', async () => {
  const stranger = new PlainBrowser(site.base);
  await stranger.open('/verify');
  await stranger.fill('Code', code.toLowerCase().replaceAll('-', ' ')).press('Check');
  expect(stranger.text).toContain('This certificate is genuine and valid.');
  expect(stranger.text).toContain('Sample, not an official document');
  expect(stranger.text).toContain('Island of Peace');
  expect(stranger.text).not.toContain(person.name);
  await stranger.fill('Full name on the certificate', 'zoe  zmijewska').press('Compare the name');
  expect(stranger.text).toMatch(/Yes: the name “.*” matches\./);
  await stranger.fill('Full name on the certificate', 'Zoë Schmidt').press('Compare the name');
  expect(stranger.text).toContain('No: the name “Zoë Schmidt” does not match.');
  await stranger.open('/verify');
  await stranger.fill('Code', 'BCD-FGH-JKMN').press('Check');
  expect(stranger.text).toContain('There is no certificate with this code.');
  await stranger.open(certificatePath);
  expect(stranger.path).toBe('/sign-in');
});

chapter('the coordinator sees done and dates, and no scores', async () => {
  await coordinator.open(cohortPath);
  expect(coordinator.text).toContain('Completed');
  await coordinator.click(person.name);
  expect(coordinator.path).toMatch(/\/people\//);
  expect(coordinator.text).toContain('Scores, answers and attempts are not shown.');
  expect(coordinator.text).not.toMatch(/\d+ of \d+ points|not passed|Attempt 1/);
});

chapter('one click makes every page Dutch', async () => {
  await official.open('/');
  expect(official.lang).toBe('en');
  await official.press('Nederlands');
  expect([official.path, official.lang]).toEqual(['/', 'nl']);
  expect(official.text).toContain('Je hebt je programma’s afgerond');
  await official.open(programmePath);
  expect(official.text).toContain('Je hebt dit programma afgerond op');
  await official.open(certificatePath);
  expect(official.has('PDF downloaden')).toBe(true);
  await official.press('English');
  expect(official.lang).toBe('en');
  const guest = await new PlainBrowser(site.base, 'nl-BE,nl;q=0.9,en;q=0.5').open('/sign-in');
  expect([guest.lang, guest.heading]).toEqual(['nl', 'Inloggen']);
});

chapter('an invitation works once, and a used one shows the way out', async () => {
  const somebody = new PlainBrowser(site.base);
  await somebody.open(invitation);
  expect(somebody.status).toBe(410);
  expect(somebody.heading).toBe('This link has been used');
  await somebody.click(/^Sign in$/);
  await somebody.fill('E-mail address', person.email).fill('Password', person.password).press('Sign in');
  expect(somebody.path).toBe(programmePath);
});

chapter('signing out ends it; a forgotten password is replaced by mail', async () => {
  await official.press('Sign out');
  expect(official.text).toContain('You have signed out.');
  await official.open(programmePath);
  expect(official.path).toBe('/sign-in');

  await official.click('I forgot my password');
  await official.fill('E-mail address', person.email).press('Send the link');
  expect(official.text).toContain('a mail is on its way');
  await openMail(administrator, person.email, /^Choose a new password/);
  const reset = addressIn(administrator, '/reset/');
  await official.open(reset);
  await official.fill('New password', 'nine brown mice').press('Save and sign in');
  expect(official.path).toBe('/');
  expect(official.text).toContain('Completed');
  await official.open(reset);
  expect(official.heading).toBe('This link has been used');
  const other = new PlainBrowser(site.base);
  await other.open('/sign-in');
  await other.fill('E-mail address', person.email).fill('Password', person.password).press('Sign in');
  expect(other.status).toBe(422);
  expect(other.text).toContain('do not match an account');
  await signIn(new PlainBrowser(site.base), person.email, 'nine brown mice');
});

chapter('a second programme counts what was learned in the first', async () => {
  await makeCohort(coordinator, 'Counter, winter', /^One voice at the counter/i);
  await invite(coordinator, person.email);
  await official.open('/learn');
  expect(official.text).toMatch(/One voice at the counter/i);
  await official.click(/^One voice at the counter/i);
  if (official.has('Start the first lesson')) await official.press('Start the first lesson');
  await official.open(`${/^\/learn\/[^/]+/.exec(official.path)![0]}`);
  expect(official.text).toMatch(/Done on .* in “Island of Peace/);
});
