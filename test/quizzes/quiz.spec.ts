import { AuthoringModule } from '../../src/authoring/authoring.module.js';
import { CohortsModule } from '../../src/cohorts/cohorts.module.js';
import { Conflict, Invalid, NotFound } from '../../src/platform/errors.js';
import type { Viewer } from '../../src/platform/security/viewer.js';
import { LearnService } from '../../src/progress/learn.service.js';
import { ProgressAudit } from '../../src/progress/progress-audit.service.js';
import { ProgressModule } from '../../src/progress/progress.module.js';
import { ProgressService } from '../../src/progress/progress.service.js';
import { gradingVersion } from '../../src/questions/rules/grade.js';
import { QuizService } from '../../src/quizzes/quiz.service.js';
import { QuizzesModule } from '../../src/quizzes/quizzes.module.js';
import { School } from '../progress/school.js';
import { testServices, type TestServices } from '../support/app.js';
import { statementsOf } from '../support/statements.js';

let t: TestServices;
let school: School;
let quizzes: QuizService;
const right: Record<string, string[]> = { 'q-s': ['b'], 'q-m': ['a', 'c'], 'q-t': ['true'] };
const wrong: Record<string, string[]> = { 'q-s': ['a'], 'q-m': ['b'], 'q-t': ['false'] };

beforeAll(async () => {
  t = await testServices([AuthoringModule, CohortsModule, ProgressModule, QuizzesModule]);
  school = await School.in(t);
  quizzes = t.get(QuizService);
});
afterAll(async () => {
  await school.close();
  await t.close();
});

const answerAll = async (viewer: Viewer, enrolment: string, number: number, answers: Record<string, string[]>): Promise<void> => {
  for (const [question, answer] of Object.entries(answers)) await quizzes.save(viewer, enrolment, 'q-shared', number, question, answer);
};
const gradedEvents = async (enrolment: string): Promise<Record<string, unknown>[]> =>
  (await t.database.query(`SELECT payload FROM learning_event WHERE enrolment_id = $1 AND type = 'quiz-graded' ORDER BY sequence`, [enrolment])).map(
    (row) => row.payload as Record<string, unknown>,
  );
const clean = async () => expect((await t.get(ProgressAudit).verify()).differences).toEqual([]);

describe('an attempt', () => {
  test('from start to result: graded exactly, completing its module', async () => {
    const anna = await school.person('Anna');
    const enrolment = await school.enrol(anna);
    expect(await quizzes.start(anna, enrolment, 'q-shared')).toBe(1);
    const { questions, sheet } = await quizzes.sheet(anna, enrolment, 'q-shared', 1);
    expect(questions.map((question) => question.id)).toEqual(sheet.questions.map((drawn) => drawn.id));
    expect(questions.map((question) => question.id).sort()).toEqual(['q-m', 'q-s', 'q-t']);
    await answerAll(anna, enrolment, 1, { ...right, 'q-m': ['a'] });
    await quizzes.handIn(anna, enrolment, 'q-shared', 1);
    // One right option of two ticked, two wrong ones left empty: three of four decisions are right.
    const done = await quizzes.sheet(anna, enrolment, 'q-shared', 1);
    expect(done.sheet).toMatchObject({ score: { numerator: 11, denominator: 4, max: 3 }, passed: true, handedInAt: t.clock.now() });
    const [kept] = await t.database.query('SELECT graded_by AS by FROM attempt WHERE enrolment_id = $1', [enrolment]);
    expect(kept).toEqual({ by: gradingVersion });
    const { standing } = await t.get(LearnService).journey(await t.get(LearnService).enrolment(anna, enrolment));
    expect([...standing.modules.keys()]).toEqual(['m-shared']);
    await clean();
  });

  test('without a pass is a step: another may follow, the best counts, a later worse one takes nothing away', async () => {
    const ben = await school.person('Ben');
    const enrolment = await school.enrol(ben);
    for (const [number, answers] of [[1, wrong] as const, [2, right] as const, [3, {}] as const]) {
      expect(await quizzes.start(ben, enrolment, 'q-shared')).toBe(number);
      await answerAll(ben, enrolment, number, answers);
      await quizzes.handIn(ben, enrolment, 'q-shared', number);
    }
    const { outcome, desk } = await quizzes.desk(ben, enrolment, 'q-shared');
    expect(outcome).toMatchObject({ counted: 2, passed: true, open: null, left: null, refusal: null, nextAt: null });
    expect(desk.attempts.map((attempt) => attempt.passed)).toEqual([false, true, false]);
    expect((await gradedEvents(enrolment)).map((payload) => payload.passed)).toEqual([false, true, false]);
    await clean();
  });

  test('begun in two tabs at once is one', async () => {
    const cleo = await school.person('Cleo');
    const enrolment = await school.enrol(cleo);
    const numbers = await Promise.all([1, 2, 3, 4, 5].map(() => quizzes.start(cleo, enrolment, 'q-shared')));
    expect(numbers).toEqual([1, 1, 1, 1, 1]);
    expect(await quizzes.start(cleo, enrolment, 'q-shared')).toBe(1);
    expect((await quizzes.desk(cleo, enrolment, 'q-shared')).desk.attempts).toHaveLength(1);
    await clean();
  });

  test('handed in twice at once is graded once', async () => {
    const dan = await school.person('Dan');
    const enrolment = await school.enrol(dan);
    await quizzes.start(dan, enrolment, 'q-shared');
    await answerAll(dan, enrolment, 1, right);
    await Promise.all([1, 2, 3, 4].map(() => quizzes.handIn(dan, enrolment, 'q-shared', 1)));
    const first = (await quizzes.sheet(dan, enrolment, 'q-shared', 1)).sheet;
    t.clock.pass({ hours: 1 });
    await quizzes.handIn(dan, enrolment, 'q-shared', 1);
    expect((await quizzes.sheet(dan, enrolment, 'q-shared', 1)).sheet).toEqual(first);
    expect(await gradedEvents(enrolment)).toHaveLength(1);
    await clean();
  });

  test('an answer that meets a hand-in is graded with it or refused', async () => {
    const eve = await school.person('Eve');
    const enrolment = await school.enrol(eve);
    for (let number = 1; number <= 8; number++) {
      await quizzes.start(eve, enrolment, 'q-shared');
      const [saved] = await Promise.allSettled([
        quizzes.save(eve, enrolment, 'q-shared', number, 'q-s', ['b']),
        quizzes.handIn(eve, enrolment, 'q-shared', number),
      ]);
      const { sheet } = await quizzes.sheet(eve, enrolment, 'q-shared', number);
      expect(sheet.score?.numerator).toBe(saved.status === 'fulfilled' ? 1 : 0);
      if (saved.status === 'rejected') expect(saved.reason).toBeInstanceOf(Conflict);
    }
  });

  test('its learner only: it does not exist for anybody else', async () => {
    const fay = await school.person('Fay');
    const enrolment = await school.enrol(fay);
    await quizzes.start(fay, enrolment, 'q-shared');
    const outsiders = [await school.person('Other'), school.coordinator(), await school.person('Admin', [{ role: 'administrator', path: null }])];
    for (const outsider of outsiders)
      for (const attempt of [
        () => quizzes.desk(outsider, enrolment, 'q-shared'),
        () => quizzes.start(outsider, enrolment, 'q-shared'),
        () => quizzes.sheet(outsider, enrolment, 'q-shared', 1),
        () => quizzes.save(outsider, enrolment, 'q-shared', 1, 'q-s', ['b']),
        () => quizzes.handIn(outsider, enrolment, 'q-shared', 1),
      ])
        await expect(attempt()).rejects.toBeInstanceOf(NotFound);
    expect((await quizzes.sheet(fay, enrolment, 'q-shared', 1)).sheet.responses.size).toBe(0);
  });

  test.each([
    ['no such quiz', 'nonsense', 1],
    ['a lesson', 'l-one', 1],
    ['no such attempt', 'q-shared', 7],
    ['no number', 'q-shared', Number.NaN],
  ])('%s is not found', async (_, quiz, number) => {
    const gus = await school.person('Gus');
    const enrolment = await school.enrol(gus);
    await expect(quizzes.sheet(gus, enrolment, quiz, number)).rejects.toBeInstanceOf(NotFound);
    await expect(quizzes.handIn(gus, enrolment, quiz, number)).rejects.toBeInstanceOf(NotFound);
    if (quiz !== 'q-shared') await expect(quizzes.start(gus, enrolment, quiz)).rejects.toBeInstanceOf(NotFound);
  });
});

describe('an answer', () => {
  test('is saved by two statements, may be changed and taken back, and is there on return', async () => {
    const hal = await school.person('Hal');
    const enrolment = await school.enrol(hal);
    await quizzes.start(hal, enrolment, 'q-shared');
    await quizzes.save(hal, enrolment, 'q-shared', 1, 'q-s', ['a']);
    const { result, statements, frames } = await statementsOf(() => quizzes.save(hal, enrolment, 'q-shared', 1, 'q-s', ['b']));
    expect(result).toEqual({ sequence: 2, savedAt: t.clock.now(), questions: 3, more: false });
    expect(statements).toHaveLength(2);
    expect(frames).toHaveLength(0);
    await quizzes.save(hal, enrolment, 'q-shared', 1, 'q-m', ['a']);
    await quizzes.save(hal, enrolment, 'q-shared', 1, 'q-m', []);
    const { sheet } = await quizzes.sheet(hal, enrolment, 'q-shared', 1);
    expect(Object.fromEntries([...sheet.responses].map(([id, given]) => [id, given.answer]))).toEqual({ 'q-s': ['b'], 'q-m': [] });
  });

  test.each([
    ['an option that is not there', 'q-s', ['z'], Invalid],
    ['two options of a single choice', 'q-s', ['a', 'b'], Invalid],
    ['an option twice', 'q-m', ['a', 'a'], Invalid],
    ['a question of another quiz', 'q-else', ['a'], NotFound],
  ])('%s is refused', async (_, question, answer, error) => {
    const ida = await school.person('Ida');
    const enrolment = await school.enrol(ida);
    await quizzes.start(ida, enrolment, 'q-shared');
    await expect(quizzes.save(ida, enrolment, 'q-shared', 1, question, answer)).rejects.toBeInstanceOf(error);
    expect((await quizzes.sheet(ida, enrolment, 'q-shared', 1)).sheet.responses.size).toBe(0);
  });

  test('after handing in changes nothing', async () => {
    const jan = await school.person('Jan');
    const enrolment = await school.enrol(jan);
    await quizzes.start(jan, enrolment, 'q-shared');
    await answerAll(jan, enrolment, 1, wrong);
    await quizzes.handIn(jan, enrolment, 'q-shared', 1);
    await expect(quizzes.save(jan, enrolment, 'q-shared', 1, 'q-s', ['b'])).rejects.toBeInstanceOf(Conflict);
    expect((await quizzes.sheet(jan, enrolment, 'q-shared', 1)).sheet.responses.get('q-s')?.answer).toEqual(['a']);
  });
});

describe('going on', () => {
  test('leads to the first question without an answer, then to the review, then to the quiz', async () => {
    const kim = await school.person('Kim');
    const enrolment = await school.enrol(kim);
    const learn = t.get(LearnService);
    const here = `/learn/${enrolment}/quizzes/q-shared`;
    await quizzes.start(kim, enrolment, 'q-shared');
    expect(await learn.resume(kim, enrolment)).toBe(`${here}/attempts/1/questions/1`);
    const { questions } = await quizzes.sheet(kim, enrolment, 'q-shared', 1);
    await quizzes.save(kim, enrolment, 'q-shared', 1, questions[0]!.id, wrong[questions[0]!.id]!);
    expect(await learn.resume(kim, enrolment)).toBe(`${here}/attempts/1/questions/2`);
    await answerAll(kim, enrolment, 1, wrong);
    expect(await learn.resume(kim, enrolment)).toBe(`${here}/attempts/1/review`);
    await quizzes.handIn(kim, enrolment, 'q-shared', 1);
    expect(await learn.resume(kim, enrolment)).toBe(here);
  });
});

// Last, because they change the courses for all.
describe('a new revision', () => {
  test('leaves an open attempt on its own, and limits what comes after', async () => {
    const lea = await school.person('Lea');
    const enrolment = await school.enrol(lea);
    await quizzes.start(lea, enrolment, 'q-shared');
    await school.change('library/m-shared/q-shared.quiz.yaml', 'correct: [b]', 'correct: [a]');
    await school.change('programmes/small/programme.yaml', 'attempts: unlimited', 'attempts: 2');
    await school.publish();
    await t.get(ProgressService).moveAll();
    await answerAll(lea, enrolment, 1, right);
    await quizzes.handIn(lea, enrolment, 'q-shared', 1);
    expect((await quizzes.sheet(lea, enrolment, 'q-shared', 1)).sheet).toMatchObject({
      score: { numerator: 3, denominator: 1, max: 3 },
      passed: true,
    });
    expect(await quizzes.start(lea, enrolment, 'q-shared')).toBe(2);
    await answerAll(lea, enrolment, 2, right);
    await quizzes.handIn(lea, enrolment, 'q-shared', 2);
    expect((await quizzes.sheet(lea, enrolment, 'q-shared', 2)).sheet).toMatchObject({
      score: { numerator: 2, denominator: 1, max: 3 },
      passed: false,
    });
    await expect(quizzes.start(lea, enrolment, 'q-shared')).rejects.toBeInstanceOf(Conflict);
    expect((await quizzes.desk(lea, enrolment, 'q-shared')).outcome).toMatchObject({ counted: 1, passed: true, left: 0 });
    await clean();
  });

  test('that drops the quiz lets its open attempt be finished, seen, and count for its module', async () => {
    const max = await school.person('Max');
    const enrolment = await school.enrol(max);
    await quizzes.start(max, enrolment, 'q-shared');
    await school.change('library/m-shared/module.yaml', '  - quiz: q-shared\n    minutes: 4\n', '');
    await school.drop('library/m-shared/q-shared.quiz.yaml', 'library/m-shared/q-shared.quiz.en.yaml');
    await school.publish();
    await t.get(ProgressService).moveAll();
    await answerAll(max, enrolment, 1, { ...right, 'q-s': ['a'] });
    await quizzes.handIn(max, enrolment, 'q-shared', 1);
    const desk = await quizzes.desk(max, enrolment, 'q-shared');
    expect(desk).toMatchObject({ gone: true, outcome: { passed: true } });
    await expect(quizzes.start(max, enrolment, 'q-shared')).rejects.toBeInstanceOf(NotFound);
    const { standing } = await t.get(LearnService).journey(await t.get(LearnService).enrolment(max, enrolment));
    expect([...standing.modules.keys()]).toEqual(['m-shared']);
    await clean();
  });
});
