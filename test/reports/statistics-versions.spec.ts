import { AuthoringModule } from '../../src/authoring/authoring.module.js';
import { CohortsModule } from '../../src/cohorts/cohorts.module.js';
import { ProgressModule } from '../../src/progress/progress.module.js';
import { QuizService } from '../../src/quizzes/quiz.service.js';
import { QuizzesModule } from '../../src/quizzes/quizzes.module.js';
import { ReportsModule } from '../../src/reports/reports.module.js';
import { StatisticsService, type Composition, type ItemStatistics } from '../../src/reports/statistics.service.js';
import { School } from '../progress/school.js';
import { testServices, type TestServices } from '../support/app.js';

let t: TestServices;
let school: School;

beforeAll(async () => {
  t = await testServices([AuthoringModule, CohortsModule, ProgressModule, QuizzesModule, ReportsModule]);
  school = await School.in(t);
}, 120_000);
afterAll(async () => {
  await school?.close();
  await t?.close();
});

const answers: Record<string, string[]> = { 'q-s': ['b'], 'q-m': ['a', 'c'], 'q-t': ['true'] };

/** New people of this programme take the quiz; every second one leaves all but the statement open. */
async function people(count: number, programme: string): Promise<void> {
  const quizzes = t.get(QuizService);
  for (let i = 0; i < count; i++) {
    const viewer = await school.person(`P ${i}`);
    const enrolment = await school.enrol(viewer, programme);
    const number = await quizzes.start(viewer, enrolment, 'q-shared');
    const { questions } = await quizzes.sheet(viewer, enrolment, 'q-shared', number);
    for (const { id } of questions) if (i % 2 === 0 || id === 'q-t') await quizzes.save(viewer, enrolment, 'q-shared', number, id, answers[id]!);
    await quizzes.handIn(viewer, enrolment, 'q-shared', number);
  }
}

it('a question is counted by its version, over programmes, revisions and ways to draw', async () => {
  const trainer = await school.person('Trainer', [{ role: 'trainer', path: null }]);
  const lines = async (): Promise<Record<string, Partial<ItemStatistics>[]>> => {
    const { items } = await t.get(StatisticsService).quiz(trainer, 'q-shared');
    const byId: Record<string, Partial<ItemStatistics>[]> = {};
    for (const { question, count, facility, current } of items) (byId[question.id] ??= []).push({ count, facility, current });
    return byId;
  };
  await people(14, 'small');
  await people(6, 'small-too');
  expect(await lines()).toEqual({
    'q-s': [{ count: 20, facility: 0.5, current: true }],
    'q-m': [{ count: 20, facility: 0.5, current: true }],
    'q-t': [{ count: 20, facility: 1, current: true }],
  });

  t.clock.pass({ hours: 1 });
  // Better words: the same version. Another key: another one; the old attempts stay with theirs.
  await school.change(
    'library/m-shared/q-shared.quiz.en.yaml',
    'Which questions show whether the letter works?',
    'Which questions show that a letter works?',
  );
  await school.change('library/m-shared/q-shared.quiz.yaml', 'correct: true', 'correct: false');
  await school.change('library/m-shared/q-shared.quiz.yaml', 'draw: 3', 'draw: 2');
  await school.publish();
  await people(25, 'small');
  const now = await lines();
  // Two of three are drawn: how often each, chance decides; all of them together are two per attempt, but for those who wait for a step.
  const drawn = ['q-s', 'q-m', 'q-t'].map((id) => now[id]!.reduce((total, { count }) => total + (count ?? 0), 0) - 20);
  expect(drawn.filter((count) => count % 5 !== 0)).toEqual([]);
  expect([40, 45, 50]).toContain(drawn.reduce((total, count) => total + count, 0));
  expect(now['q-s']).toHaveLength(1);
  expect(now['q-m']).toHaveLength(1);
  expect(now['q-t']).toHaveLength(2);
  expect(now['q-t']![1]).toEqual({ count: 20, facility: 1, current: false });
  expect(now['q-t']![0]).toMatchObject({ current: true });
  expect(now['q-t']![0]!.facility ?? 0).toBe(0);

  // A composition of two random slots, and the three fixed questions of before.
  const { compositions, people: all } = await t.get(StatisticsService).quiz(trainer, 'q-shared');
  expect(all).toBe(45);
  expect(compositions).toMatchObject([
    { count: 25, fixed: 0, drawn: 2, current: true },
    { count: 20, fixed: 3, drawn: 0, current: false },
  ]);
  const [whole, earlier] = compositions as [Composition, Composition];
  expect(whole.since.getTime()).toBeGreaterThan(earlier.since.getTime());
  expect(earlier.mean).toBeCloseTo((10 * 1 + 10 * (1 / 3)) / 20, 12);
  const graded = await t.database.query<{ share: number }>(
    `SELECT numerator::float8 / denominator / max AS share FROM attempt WHERE max = 2 ORDER BY id`,
  );
  expect(graded).toHaveLength(25);
  expect(whole.mean).toBeCloseTo(graded.reduce((total, { share }) => total + share, 0) / 25, 12);
}, 120_000);
