import { AuthoringModule } from '../../src/authoring/authoring.module.js';
import { CertificatesModule } from '../../src/certificates/certificates.module.js';
import { CohortsModule } from '../../src/cohorts/cohorts.module.js';
import { MailKinds } from '../../src/mail/mail-kinds.js';
import { Conflict, Invalid, NotAllowed, NotFound } from '../../src/platform/errors.js';
import type { Viewer } from '../../src/platform/security/viewer.js';
import { LearnService } from '../../src/progress/learn.service.js';
import { ProgressAudit } from '../../src/progress/progress-audit.service.js';
import { ProgressModule } from '../../src/progress/progress.module.js';
import { CorrectionFollowUp } from '../../src/quizzes/correction-follow-up.service.js';
import { CorrectionsService, type Effects, type Wish } from '../../src/quizzes/corrections.service.js';
import { QuizService } from '../../src/quizzes/quiz.service.js';
import { QuizzesModule } from '../../src/quizzes/quizzes.module.js';
import { School } from '../progress/school.js';
import { testServices, type TestServices } from '../support/app.js';

let t: TestServices;
let school: School;
let quizzes: QuizService;
let corrections: CorrectionsService;
let trainer: Viewer;
// q-s: b · q-m: a and c · q-t: true; to pass, 70 % of three points.
const right = { 'q-s': ['b'], 'q-m': ['a', 'c'], 'q-t': ['true'] };

beforeEach(async () => {
  t = await testServices([AuthoringModule, CohortsModule, ProgressModule, QuizzesModule, CertificatesModule]);
  school = await School.in(t);
  quizzes = t.get(QuizService);
  corrections = t.get(CorrectionsService);
  trainer = await school.person('Trainer', [{ role: 'trainer', path: null }]);
});
afterEach(async () => {
  await school.close();
  await t.close();
});

/** Somebody who has handed in with these answers, in the order: the person, the enrolment, the attempt's number. */
async function handedIn(name: string, answers: Record<string, string[]>): Promise<{ who: Viewer; enrolment: string; number: number }> {
  const who = await school.person(name);
  const enrolment = await school.enrol(who);
  return { who, enrolment, number: await another(who, enrolment, answers) };
}
async function another(who: Viewer, enrolment: string, answers: Record<string, string[]>): Promise<number> {
  const number = await quizzes.start(who, enrolment, 'q-shared');
  for (const [question, answer] of Object.entries(answers)) await quizzes.save(who, enrolment, 'q-shared', number, question, answer);
  await quizzes.handIn(who, enrolment, 'q-shared', number);
  return number;
}
const preview = async (question: string, wish: Wish): Promise<Effects> =>
  corrections.preview(await corrections.place(trainer, 'small', 'q-shared', question), wish);
async function correct(question: string, wish: Wish, more: { lower?: string[]; lowerReason?: string | null; seen?: string } = {}) {
  const { seen } = await preview(question, wish);
  const confirmed = { reason: 'Two readers understood it otherwise.', lower: [], lowerReason: null, seen, ...more };
  const made = await corrections.apply(trainer, 'small', 'q-shared', question, wish, confirmed);
  await t.get(CorrectionFollowUp).catchUp();
  return made;
}
const resultOf = async ({ who, enrolment, number }: { who: Viewer; enrolment: string; number: number }) => {
  const { sheet } = await quizzes.sheet(who, enrolment, 'q-shared', number);
  return { points: sheet.score && sheet.score.numerator / sheet.score.denominator, passed: sheet.passed };
};
const doneModules = async (who: Viewer, enrolment: string): Promise<string[]> => {
  const { standing } = await t.get(LearnService).journey(await t.get(LearnService).enrolment(who, enrolment));
  return [...standing.modules.keys()];
};
const mails = () =>
  t.database.query<{ person: string; text: string } & Record<string, unknown>>(
    `SELECT person_id AS person, text FROM outgoing_mail WHERE kind = 'quizzes:corrected' ORDER BY id`,
    [],
  );
const clean = async () => expect((await t.get(ProgressAudit).verify()).differences).toEqual([]);

test('a question that is void gives everybody its point; who passes by that has done the module, and is told', async () => {
  const anna = await handedIn('Anna', { 'q-t': ['true'], 'q-m': ['a', 'c'] }); // 2 of 3: not yet
  const ben = await handedIn('Ben', right);
  expect(await resultOf(anna)).toEqual({ points: 2, passed: false });
  const before = await preview('q-s', { kind: 'void', answer: [] });
  expect(before).toMatchObject({ attempts: 2, lowered: [] });
  expect(before.raised.map(({ met }) => met.personId)).toEqual([anna.who.personId]);
  expect(await doneModules(anna.who, anna.enrolment)).toEqual([]); // a preview writes nothing

  await correct('q-s', { kind: 'void', answer: [] });
  expect(await resultOf(anna)).toEqual({ points: 3, passed: true });
  expect(await resultOf(ben)).toEqual({ points: 3, passed: true });
  expect(await doneModules(anna.who, anna.enrolment)).toEqual(['m-shared']);
  const sent = await mails();
  expect(sent.map(({ person }) => person)).toEqual([anna.who.personId]);
  expect(sent[0]!.text).toContain('you have passed');
  const { corrections: shown } = await quizzes.sheet(anna.who, anna.enrolment, 'q-shared', 1);
  expect(shown).toMatchObject([{ kind: 'void', before: { numerator: 2, denominator: 1, passed: false }, loweredBecause: null }]);
  expect(await t.database.query(`SELECT action, detail->>'raised' AS raised FROM audit_entry WHERE action = 'question.correct'`, [])).toEqual([
    { action: 'question.correct', raised: '1' },
  ]);
  await clean();

  // The same again finds nothing more to change, and tells nobody twice.
  expect((await correct('q-s', { kind: 'void', answer: [] })).changed).toBe(0);
  expect(await mails()).toHaveLength(1);
  await clean();
});

test('corrections of one moment count in the order in which they were made', async () => {
  for (const key of ['a', 'c', 'b', 'a', 'b', 'c']) await correct('q-s', { kind: 'key', answer: [key] });
  const { made } = await corrections.place(trainer, 'small', 'q-shared', 'q-s');
  expect(made.map(({ answer }) => answer[0])).toEqual(['a', 'c', 'b', 'a', 'b', 'c']);
  const anna = await handedIn('Anna', { ...right, 'q-s': ['c'] });
  expect(await resultOf(anna)).toEqual({ points: 3, passed: true });
});

test('another key raises at once, and lowers only whom somebody names with a reason; done stays done', async () => {
  const wronged = await handedIn('Wronged', { ...right, 'q-s': ['a'], 'q-t': [] }); // 1 of 3
  const lucky = await handedIn('Lucky', { 'q-s': ['b'], 'q-m': ['a', 'c'], 'q-t': ['true'] });
  const kept = await handedIn('Kept', right);
  const wish: Wish = { kind: 'key', answer: ['a'] };
  const picture = await preview('q-s', wish);
  expect(picture.raised.map(({ met }) => met.personId)).toEqual([wronged.who.personId]);
  const ofLucky = picture.lowered.find(({ met }) => met.personId === lucky.who.personId)!.met.id;
  await expect(correct('q-s', wish, { lower: [ofLucky] })).rejects.toThrow(Invalid);
  expect((await resultOf(wronged)).points).toBe(1); // refused whole: nothing is half-written

  expect(await correct('q-s', wish, { lower: [ofLucky, 'not-an-attempt'], lowerReason: 'Agreed with Lucky by phone.' })).toMatchObject({
    changed: 2,
  });
  expect(await resultOf(wronged)).toEqual({ points: 2, passed: false });
  expect(await resultOf(lucky)).toEqual({ points: 2, passed: false });
  expect(await resultOf(kept)).toEqual({ points: 3, passed: true });
  expect(await doneModules(lucky.who, lucky.enrolment)).toEqual(['m-shared']);
  const told = await mails();
  expect(told.find(({ person }) => person === lucky.who.personId)!.text).toContain('Agreed with Lucky by phone.');
  expect(told.map(({ person }) => person)).not.toContain(kept.who.personId);
  await clean();

  // The next attempt is graded by the new key from the start.
  const next = await another(wronged.who, wronged.enrolment, { ...right, 'q-s': ['a'] });
  expect(await resultOf({ ...wronged, number: next })).toEqual({ points: 3, passed: true });
  await clean();
});

test('one more accepted answer takes nothing from those who gave the first', async () => {
  const other = await handedIn('Other', { ...right, 'q-m': ['a'], 'q-s': [] });
  const first = await handedIn('First', right);
  const { raised, lowered } = await preview('q-m', { kind: 'accept', answer: ['a'] });
  expect([raised.length, lowered.length]).toEqual([1, 0]);
  await correct('q-m', { kind: 'accept', answer: ['a'] });
  expect((await resultOf(other)).points).toBe(2);
  expect((await resultOf(first)).points).toBe(3);
});

test('an open attempt is graded with it, and a question with another key is another version', async () => {
  const who = await school.person('Open');
  const enrolment = await school.enrol(who);
  const number = await quizzes.start(who, enrolment, 'q-shared');
  await quizzes.save(who, enrolment, 'q-shared', number, 'q-s', ['a']);
  await correct('q-s', { kind: 'key', answer: ['a'] });
  await quizzes.handIn(who, enrolment, 'q-shared', number);
  expect((await resultOf({ who, enrolment, number })).points).toBe(1);

  // The file says so too now: what was corrected has nothing more to do with it.
  await school.change('library/m-shared/q-shared.quiz.yaml', 'correct: [b]', 'correct: [a]');
  await school.publish();
  expect((await corrections.place(trainer, 'small', 'q-shared', 'q-s')).made).toEqual([]);
  expect((await preview('q-s', { kind: 'void', answer: [] })).attempts).toBe(0);
});

test('whoever mends the file first still puts right what it has cost, in the version that attempts have met', async () => {
  const anna = await handedIn('Anna', { 'q-t': ['true'], 'q-m': ['a', 'c'] });
  const open = { who: await school.person('Open'), enrolment: '', number: 1 };
  open.enrolment = await school.enrol(open.who);
  await quizzes.start(open.who, open.enrolment, 'q-shared');
  await school.change('library/m-shared/q-shared.quiz.yaml', 'correct: [b]', 'correct: [a]');
  await school.publish();
  const later = await handedIn('Later', { ...right, 'q-s': ['b'] });
  await quizzes.handIn(open.who, open.enrolment, 'q-shared', 1);

  const { version, versions } = await corrections.place(trainer, 'small', 'q-shared', 'q-s');
  expect(versions).toMatchObject([
    { version, current: true, attempts: 1, since: { programmeId: 'small', revision: 2 } },
    { current: false, attempts: 2, since: { programmeId: 'small', revision: 1 } },
  ]);
  const older = versions[1]!.version;
  const place = await corrections.place(trainer, 'small', 'q-shared', 'q-s', older);
  expect(place).toMatchObject({ version: older, question: { correct: ['b'] }, made: [] });
  const wish: Wish = { kind: 'void', answer: [] };
  const { seen, attempts } = await corrections.preview(place, wish);
  expect(attempts).toBe(2);
  const confirmed = { reason: 'Both were right.', seen, lower: [], lowerReason: null };
  expect(await corrections.apply(trainer, 'small', 'q-shared', 'q-s', wish, confirmed, older)).toMatchObject({ changed: 2 });
  expect(await resultOf(anna)).toEqual({ points: 3, passed: true });
  expect((await resultOf(open)).points).toBe(1);
  expect((await resultOf(later)).points).toBe(2);
  // An empty answer to today's question earns nothing by what was wrong with yesterday's.
  expect((await resultOf(await handedIn('Empty', {}))).points).toBe(0);
  await expect(corrections.place(trainer, 'small', 'q-shared', 'q-s', 'another')).rejects.toThrow(NotFound);
  await expect(corrections.place(await school.person('Learner'), 'small', 'q-shared', 'q-s', older)).rejects.toThrow(NotAllowed);
});

test('a question that has been taken out can still be put right', async () => {
  const anna = await handedIn('Anna', { 'q-s': ['b'], 'q-m': ['a', 'c'] });
  const block = '  - id: q-t\n    type: truefalse\n    lesson: l-one\n    objective: o-shared-first\n    correct: true\n';
  await school.change('library/m-shared/q-shared.quiz.yaml', block, '');
  await school.change('library/m-shared/q-shared.quiz.yaml', 'draw: 3', 'draw: 2');
  await school.change('library/m-shared/q-shared.quiz.en.yaml', '  q-t:\n    stem: The article', '  # q-t:\n    # stem: The article');
  await school.change(
    'library/m-shared/q-shared.quiz.en.yaml',
    '    options:\n      "true": { why: Those',
    '    # options:\n      # "true": { why: Those',
  );
  await school.change('library/m-shared/q-shared.quiz.en.yaml', '      "false": { why', '      # "false": { why');
  await school.publish();
  expect((await corrections.place(trainer, 'small', 'q-shared', 'q-t')).versions).toMatchObject([{ current: false, attempts: 1 }]);
  expect(await correct('q-t', { kind: 'void', answer: [] })).toMatchObject({ changed: 1 });
  expect(await resultOf(anna)).toEqual({ points: 3, passed: true });
});

test('a picture that has changed is not confirmed, and a wish that makes no sense is refused by name', async () => {
  await handedIn('One', { ...right, 'q-s': ['a'] });
  const { seen } = await preview('q-s', { kind: 'void', answer: [] });
  await handedIn('Two', { ...right, 'q-s': ['a'] });
  await expect(correct('q-s', { kind: 'void', answer: [] }, { seen })).rejects.toThrow(Conflict);
  expect(await mails()).toEqual([]);
  for (const wish of [
    { kind: 'key', answer: [] },
    { kind: 'key', answer: ['nonsense'] },
    { kind: 'key', answer: ['b'] },
    { kind: 'accept', answer: [] },
  ] as Wish[])
    await expect(preview('q-s', wish)).rejects.toThrow(Invalid);
});

test('two trainers at once: one correction after the other, each result changed once', async () => {
  const anna = await handedIn('Anna', { 'q-t': ['true'], 'q-m': ['a', 'c'] });
  const { seen } = await preview('q-s', { kind: 'void', answer: [] });
  const both = await Promise.allSettled([1, 2].map(() => correct('q-s', { kind: 'void', answer: [] }, { seen })));
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(await resultOf(anna)).toEqual({ points: 3, passed: true });
  expect(await mails()).toHaveLength(1);
});

test('whoever left meanwhile gets no mail about it', async () => {
  const anna = await handedIn('Anna', { 'q-t': ['true'], 'q-m': ['a', 'c'] });
  await correct('q-s', { kind: 'void', answer: [] });
  const [mail] = await t.database.query<{ id: string; person: string }>(
    `SELECT object_id AS id, person_id AS person FROM outgoing_mail WHERE kind = 'quizzes:corrected'`,
    [],
  );
  const wanted = () => t.get(MailKinds).stillWanted('quizzes:corrected', mail!.id, mail!.person, t.clock.now());
  expect(await wanted()).toEqual({ wanted: true });
  await t.database.query('UPDATE person SET deactivated_at = now() WHERE id = $1', [anna.who.personId]);
  expect(await wanted()).toEqual({ wanted: false, reason: 'deactivated' });
});

test('nobody else may: not a learner, not the trainer of one authority', async () => {
  const learner = await school.person('Learner');
  const local = await school.person('Local', [{ role: 'trainer', path: `/${school.authorityId}/` }]);
  for (const viewer of [learner, local, school.coordinator()])
    await expect(corrections.place(viewer, 'small', 'q-shared', 'q-s')).rejects.toThrow(NotAllowed);
  await expect(corrections.place(trainer, 'small', 'q-shared', 'q-other')).rejects.toThrow(NotFound);
});

describe('an average', () => {
  test('that a correction of an earlier attempt lifts over the bar passes with the attempt that came last', async () => {
    await school.change('library/m-shared/q-shared.quiz.yaml', 'draw: 3', 'draw: 2\ncounts: average');
    await school.publish();
    const who = await school.person('Average');
    const enrolment = await school.enrol(who);
    // Whatever the dice say: first two questions of which one is bad, then two without it.
    const drawn = async (...ids: string[]) => {
      await quizzes.start(who, enrolment, 'q-shared');
      const questions = JSON.stringify(ids.map((id) => ({ id, options: [] })));
      await t.database.query('UPDATE attempt SET questions = $2 WHERE enrolment_id = $1 AND handed_in_at IS NULL', [enrolment, questions]);
    };
    await drawn('q-s', 'q-m');
    await quizzes.save(who, enrolment, 'q-shared', 1, 'q-s', ['a']);
    await quizzes.handIn(who, enrolment, 'q-shared', 1); // 0 of 2
    await drawn('q-m', 'q-t');
    await quizzes.save(who, enrolment, 'q-shared', 2, 'q-m', right['q-m']);
    await quizzes.save(who, enrolment, 'q-shared', 2, 'q-t', right['q-t']);
    await quizzes.handIn(who, enrolment, 'q-shared', 2); // 2 of 2: half on average
    const attempts = async () => (await quizzes.desk(who, enrolment, 'q-shared')).desk.attempts.map(({ passed }) => passed);
    expect(await attempts()).toEqual([false, false]);
    await correct('q-s', { kind: 'accept', answer: ['a'] }); // 1 of 2 and 2 of 2: three quarters, and 70 % are asked for
    expect(await attempts()).toEqual([false, true]);
    expect(await doneModules(who, enrolment)).toEqual(['m-shared']);
    await clean();
  });
});

test('the mail tells no points that the quiz does not show, or not yet', async () => {
  await school.change('library/m-shared/q-shared.quiz.yaml', 'draw: 3', 'draw: 3\nshow: { marks: later, explanations: never }');
  await school.publish();
  await handedIn('Hidden', { 'q-t': ['true'], 'q-m': ['a', 'c'] });
  await correct('q-s', { kind: 'void', answer: [] });
  const [mail] = await mails();
  expect(mail!.text).toContain('you have passed');
  expect(mail!.text).not.toMatch(/points/);
});
