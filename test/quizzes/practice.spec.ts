import { AuthoringModule } from '../../src/authoring/authoring.module.js';
import { CohortsModule } from '../../src/cohorts/cohorts.module.js';
import { Conflict } from '../../src/platform/errors.js';
import { newId } from '../../src/platform/ids.js';
import type { Viewer } from '../../src/platform/security/viewer.js';
import { ProgressModule } from '../../src/progress/progress.module.js';
import type { Origin } from '../../src/quizzes/answer.queries.js';
import { AnsweredElsewhere } from '../../src/quizzes/attempt-refusals.js';
import { CorrectionsService } from '../../src/quizzes/corrections.service.js';
import { explainGiven } from '../../src/quizzes/explain-given.js';
import { QuizService } from '../../src/quizzes/quiz.service.js';
import { QuizzesModule } from '../../src/quizzes/quizzes.module.js';
import { School } from '../progress/school.js';
import { testServices, type TestServices } from '../support/app.js';

let t: TestServices;
let school: School;
let quizzes: QuizService;

beforeAll(async () => {
  t = await testServices([AuthoringModule, CohortsModule, ProgressModule, QuizzesModule]);
  school = await School.in(t);
  quizzes = t.get(QuizService);
  await school.change('library/m-shared/q-shared.quiz.yaml', 'draw: 3', 'draw: 3\nmode: practice');
  await school.publish();
});
afterAll(async () => {
  await school.close();
  await t.close();
});

const [phone, desktop] = [newId(), newId()];
const from = (device: string, turn: number | null, seen: number): Origin => ({ device, turn, seen });

async function practising(name: string) {
  const who: Viewer = await school.person(name);
  const enrolment = await school.enrol(who);
  await quizzes.start(who, enrolment, 'q-shared');
  return {
    save: (answer: string[], origin: Origin) => quizzes.save(who, enrolment, 'q-shared', 1, 'q-s', answer, origin),
    check: (answer: string[], origin: Origin) => quizzes.check(who, enrolment, 'q-shared', 1, 'q-s', answer, origin),
    sheet: () => quizzes.sheet(who, enrolment, 'q-shared', 1),
    kept: async () => (await quizzes.sheet(who, enrolment, 'q-shared', 1)).sheet.responses.get('q-s'),
  };
}

describe('checking in practice', () => {
  test('takes the form as it was just saved by itself: the same turn', async () => {
    const desk = await practising('Anna');
    await desk.save(['b'], from(phone, 7, 0));
    await desk.check(['b'], from(phone, 7, 1));
    expect(await desk.kept()).toMatchObject({ answer: ['b'], checkedAt: t.clock.now() });
  });

  test('takes no earlier turn, and nothing over another device’s answer', async () => {
    const desk = await practising('Ben');
    await desk.save(['b'], from(phone, 7, 0));
    await expect(desk.check(['a'], from(phone, 6, 1))).rejects.toBeInstanceOf(Conflict);
    await desk.save(['c'], from(desktop, 1, 1));
    await expect(desk.check(['b'], from(phone, 7, 1))).rejects.toBeInstanceOf(AnsweredElsewhere);
    expect(await desk.kept()).toMatchObject({ answer: ['c'], checkedAt: null });
  });

  test('explains by the key that was put right meanwhile', async () => {
    const corrections = t.get(CorrectionsService);
    const trainer = await school.person('Trainer', [{ role: 'trainer', path: null }]);
    const desk = await practising('Cleo');
    expect((await desk.sheet()).corrections).toEqual([]);
    const wish = { kind: 'key' as const, answer: ['a'] };
    const { seen } = await corrections.preview(await corrections.place(trainer, 'small', 'q-shared', 'q-s'), wish);
    await corrections.apply(trainer, 'small', 'q-shared', 'q-s', wish, { seen, reason: 'The law has changed', lower: [], lowerReason: null });
    await desk.check(['a'], from(phone, 1, 0));
    const here = await desk.sheet();
    const question = here.questions.find(({ id }) => id === 'q-s')!;
    const explained = explainGiven(here, question, question.words.en!, 'en');
    expect([explained.verdict, explained.parts.filter(({ wanted }) => wanted !== null).map(({ id }) => id)]).toEqual(['right', ['a']]);
  });
});
