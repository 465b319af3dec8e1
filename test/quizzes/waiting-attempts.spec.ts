import { AuthoringModule } from '../../src/authoring/authoring.module.js';
import { CohortsModule } from '../../src/cohorts/cohorts.module.js';
import type { Viewer } from '../../src/platform/security/viewer.js';
import { ProgressModule } from '../../src/progress/progress.module.js';
import { MarkingService } from '../../src/quizzes/marking.service.js';
import { QuizService } from '../../src/quizzes/quiz.service.js';
import { QuizzesModule } from '../../src/quizzes/quizzes.module.js';
import { School } from '../progress/school.js';
import { testServices, type TestServices } from '../support/app.js';
import { typedCoursesFolder } from '../support/courses.js';

let t: TestServices;
let school: School;
let quizzes: QuizService;
let marking: MarkingService;
let trainer: Viewer;
let learner: Viewer;
let enrolment: string;

/** Somebody at a quiz with essays, of whose attempts this one counts. */
async function where(counts: 'first' | 'average'): Promise<void> {
  t = await testServices([AuthoringModule, CohortsModule, ProgressModule, QuizzesModule]);
  school = await School.in(t, typedCoursesFolder());
  quizzes = t.get(QuizService);
  marking = t.get(MarkingService);
  await school.change('library/m-shared/q-shared.quiz.yaml', 'draw: 5', `draw: 5\ncounts: ${counts}`);
  await school.publish();
  trainer = await school.person('Trainer', [{ role: 'trainer', path: `/${school.authorityId}/` }]);
  learner = await school.person('Learner');
  enrolment = await school.enrol(learner);
}
afterEach(async () => {
  await school.close();
  await t.close();
});

/** Returns the attempt's id. */
async function handIn(number: number, answers: Record<string, string[]>): Promise<string> {
  await quizzes.start(learner, enrolment, 'q-shared');
  for (const [question, answer] of Object.entries(answers)) await quizzes.save(learner, enrolment, 'q-shared', number, question, answer);
  await quizzes.handIn(learner, enrolment, 'q-shared', number);
  return (await quizzes.sheet(learner, enrolment, 'q-shared', number)).sheet.id;
}
const mark = (attempt: string, criteria: Record<string, string>, question = 'q-essay') =>
  marking.mark(trainer, attempt, question, { criteria, comment: '' });
const outcome = async () => (await quizzes.desk(learner, enrolment, 'q-shared')).outcome;
const right = { 'q-word': ['text=plain language'], 'q-gaps': ['who=parents', 'when=30 June'], 'q-length': ['number=1.5 km'] };
const both = { ...right, 'q-essay': ['text=Good.'], 'q-essay-two': ['text=Good.'] };
const whole = async (attempt: string): Promise<void> => {
  await mark(attempt, { clear: 'fully', kind: 'warm' });
  await mark(attempt, { done: 'done' }, 'q-essay-two');
};

test('where the first attempt counts, none takes its place while it waits for its marks', async () => {
  await where('first');
  const first = await handIn(1, { 'q-essay': ['text=Poor.'] });
  await whole(await handIn(2, both));
  expect(await outcome()).toMatchObject({ counted: null, score: null, passed: false });
  await mark(first, { clear: 'not-yet', kind: 'cold' });
  expect(await outcome()).toMatchObject({ counted: 1, passed: false });
});

test('where the average counts, it passes with the last of the marks, in whatever order they come', async () => {
  await where('average');
  const first = await handIn(1, { 'q-essay': ['text=Poor.'] });
  await whole(await handIn(2, both));
  expect((await outcome()).passed).toBe(false);
  await mark(first, { clear: 'not-yet', kind: 'cold' }); // nothing, and at most everything: half of it
  expect((await outcome()).passed).toBe(false);

  learner = await school.person('Second learner');
  enrolment = await school.enrol(learner);
  const good = await handIn(1, both);
  await whole(await handIn(2, both));
  expect((await outcome()).passed).toBe(false);
  await whole(good);
  expect((await outcome()).passed).toBe(true);
});
