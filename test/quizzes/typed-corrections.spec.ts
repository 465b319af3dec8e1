import { AuthoringModule } from '../../src/authoring/authoring.module.js';
import { CertificatesModule } from '../../src/certificates/certificates.module.js';
import { CohortsModule } from '../../src/cohorts/cohorts.module.js';
import { Invalid } from '../../src/platform/errors.js';
import type { Viewer } from '../../src/platform/security/viewer.js';
import { ProgressModule } from '../../src/progress/progress.module.js';
import { CorrectionsService, type Wish } from '../../src/quizzes/corrections.service.js';
import { explainGiven } from '../../src/quizzes/explain-given.js';
import { QuizService } from '../../src/quizzes/quiz.service.js';
import { QuizzesModule } from '../../src/quizzes/quizzes.module.js';
import { School } from '../progress/school.js';
import { testServices, testWeb, type TestServices, type TestWeb } from '../support/app.js';
import { everyTypeFolder, typedCoursesFolder } from '../support/courses.js';
import { makeWorld, signedIn, type World } from '../support/world.js';

// Corrections of questions whose answers are typed, and of every type by an answer in its own form.

let t: TestServices;
let school: School;
let trainer: Viewer;

async function open(folder: string): Promise<void> {
  t = await testServices([AuthoringModule, CohortsModule, ProgressModule, QuizzesModule, CertificatesModule]);
  school = await School.in(t, folder);
  trainer = await school.person('Trainer', [{ role: 'trainer', path: null }]);
}
async function close(): Promise<void> {
  await school.close();
  await t.close();
}

type Attempt = { who: Viewer; enrolment: string };
async function answered(language: string, question: string, answer: string[]): Promise<Attempt> {
  const who = await school.person(`Reader of ${language}`, [], language);
  const enrolment = await school.enrol(who);
  await t.get(QuizService).start(who, enrolment, 'q-shared');
  if (answer.length) await t.get(QuizService).save(who, enrolment, 'q-shared', 1, question, answer);
  await t.get(QuizService).handIn(who, enrolment, 'q-shared', 1);
  return { who, enrolment };
}
/** What an answer earns now, as its learner reads it. */
async function verdict({ who, enrolment }: Attempt, id: string): Promise<string> {
  const sheet = await t.get(QuizService).sheet(who, enrolment, 'q-shared', 1);
  const question = sheet.questions.find((one) => one.id === id)!;
  return explainGiven(sheet, question, question.words.en!, who.language).verdict;
}
async function correct(question: string, wish: Wish) {
  const corrections = t.get(CorrectionsService);
  const place = await corrections.place(trainer, 'small', 'q-shared', question);
  const { seen } = await corrections.preview(place, wish);
  return corrections.apply(trainer, 'small', 'q-shared', question, wish, { seen, reason: 'It was right.', lower: [], lowerReason: null });
}

describe('words that are typed', () => {
  beforeEach(() => open(typedCoursesFolder()));
  afterEach(close);

  // Attempts wait for their essays, so they are not graded yet: what is corrected shows in what is said of the answer.
  test('are accepted as the question compares, in the language for which they are', async () => {
    const dutch = await answered('nl', 'q-word', ['text=Gewone  taaal']);
    const english = await answered('en', 'q-word', ['text=gewone taal']);
    await expect(correct('q-word', { kind: 'accept', answer: ['text=gewone taal'] })).rejects.toMatchObject({
      fields: { language: expect.anything() },
    });
    await expect(correct('q-word', { kind: 'accept', answer: ['text=gewone taal'], language: 'fr' })).rejects.toThrow(Invalid);
    await correct('q-word', { kind: 'accept', answer: ['text=gewone taal'], language: 'nl' });
    expect([await verdict(dutch, 'q-word'), await verdict(english, 'q-word')]).toEqual(['right', 'wrong']);
    const { made } = await t.get(CorrectionsService).place(trainer, 'small', 'q-shared', 'q-word');
    expect(made).toMatchObject([{ kind: 'accept', language: 'nl' }]);
  });

  test('what a bad list has cost is given for that list, not for the one that was mended', async () => {
    const before = await answered('nl', 'q-word', []);
    await correct('q-word', { kind: 'void', answer: [] });
    await school.change('library/m-shared/q-shared.quiz.nl.yaml', '{ text: duidelijke taal', '{ text: gewone taal');
    await school.publish();
    const after = await answered('nl', 'q-word', []);
    expect([await verdict(before, 'q-word'), await verdict(after, 'q-word')]).toEqual(['right', 'empty']);
  });
});

test('the key of every type that has one is changed by an answer in its own form, and who gave that answer is told right', async () => {
  await open(everyTypeFolder());
  const keys: Record<string, string[]> = {
    single: ['a'],
    multiple: ['b', 'd'],
    truefalse: ['false'],
    matching: ['parents=sign', 'drivers=letter', 'traders=poster'],
    ordering: ['ask=4', 'write=3', 'test=2', 'send=1'],
    categorising: ['deadline=end', 'desk=end', 'article=first', 'appeal=first'],
    gapmenu: ['when=soon', 'what=documents'],
    kprim: ['short=false', 'law=true', 'name=false', 'all=true'],
    scenario: ['first=a', 'which=b', 'so=true'],
    textlab: ['p2', 'p4', 'own=Mine'],
    shorttext: ['text=other words'],
    gaptext: ['who=neighbours', 'when=tomorrow'],
    numeric: ['number=7 km'],
  };
  const corrections = t.get(CorrectionsService);
  const first = await answered('en', 'q-single', []);
  const { questions } = await t.get(QuizService).sheet(first.who, first.enrolment, 'q-shared', 1);
  const changed: string[] = [];
  for (const question of questions) {
    if (question.type === 'essay' || question.type === 'branching') {
      await expect(correct(question.id, { kind: 'key', answer: ['x'] })).rejects.toThrow(Invalid);
      continue;
    }
    const answer = keys[question.type]!;
    const learner = await answered('en', question.id, answer);
    expect([question.type, await verdict(learner, question.id)]).not.toEqual([question.type, 'right']);
    await correct(question.id, { kind: 'key', answer });
    expect([question.type, await verdict(learner, question.id)]).toEqual([question.type, 'right']);
    expect((await corrections.place(trainer, 'small', 'q-shared', question.id)).made).toHaveLength(1);
    changed.push(question.type);
  }
  expect(changed.sort()).toEqual(Object.keys(keys).sort());
  await close();
}, 120_000);

describe('the page', () => {
  let web: TestWeb;
  let world: World;
  beforeAll(async () => {
    web = await testWeb();
    world = await makeWorld(web, typedCoursesFolder());
    const learner = await signedIn(web, world.here.learner);
    const attempt = `/learn/${world.here.enrolmentId}/quizzes/q-shared`;
    const post = (to: string, form: object) => learner.post(to).set('Origin', web.config.baseUrl).type('form').send(form).expect(303);
    await post(`${attempt}/start`, {});
    await post(`${attempt}/attempts/1/hand-in`, {});
  }, 120_000);
  afterAll(() => web?.close());
  const pathOf = (question: string): string => `/catalogue/small/items/q-shared/questions/${question}/correct`;
  const send = async (to: string, form: object) =>
    (await signedIn(web, world.administrator)).post(to).set('Origin', web.config.baseUrl).type('form').send(form);
  const show = async (question: string): Promise<string> => (await (await signedIn(web, world.administrator)).get(pathOf(question))).text;

  test('asks for the language of a typed answer, keeps it up to the confirmation, and shows what is accepted in the reader’s own', async () => {
    const form = await show('q-word');
    expect(form).toContain('Language of the answer');
    expect(form).toMatch(/name="language" value="nl"/);
    const wish = { kind: 'accept', 'answer.text': 'everyday words', reason: 'Also right' };
    const without = await send(pathOf('q-word'), wish);
    expect([without.status, /everyday words/.test(without.text)]).toEqual([422, true]);
    for (const language of ['nl', 'en']) {
      const picture = await send(pathOf('q-word'), { ...wish, language });
      expect(picture.status).toBe(200);
      expect(picture.text).toContain(`name="language" value="${language}"`);
      const seen = /name="seen" value="(\w+)"/.exec(picture.text)![1]!;
      const confirmed = { kind: 'accept', answer: 'text=everyday words', language, reason: 'Also right', seen };
      expect((await send(`${pathOf('q-word')}/confirm`, confirmed)).status).toBe(303);
      expect(/<b[^>]*>everyday words<\/b>/.test(await show('q-word'))).toBe(language === 'en');
    }
    expect(await web.database.query('SELECT language FROM correction ORDER BY language', [])).toEqual([{ language: 'en' }, { language: 'nl' }]);
  });

  test('says of an essay why it has no key, and asks for no answer', async () => {
    const form = await show('q-essay');
    expect(form).toContain('People mark the answers to this question');
    expect(form).not.toMatch(/name="answer/);
    expect(form).not.toContain('value="key"');
  });

  test('takes another number as the key', async () => {
    const picture = await send(pathOf('q-length'), { kind: 'key', 'answer.number': '2500 m', language: 'en', reason: 'Measured again' });
    expect(picture.status).toBe(200);
    const wrong = await send(pathOf('q-length'), { kind: 'key', 'answer.number': '3 miles', language: 'en', reason: 'Measured again' });
    expect([wrong.status, /This cannot be the right answer/.test(wrong.text)]).toEqual([422, true]);
  });
});
