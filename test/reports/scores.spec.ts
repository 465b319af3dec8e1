import { AuthoringModule } from '../../src/authoring/authoring.module.js';
import { CohortsModule } from '../../src/cohorts/cohorts.module.js';
import { NotAllowed } from '../../src/platform/errors.js';
import { ProgressModule } from '../../src/progress/progress.module.js';
import { QuizService } from '../../src/quizzes/quiz.service.js';
import { QuizzesModule } from '../../src/quizzes/quizzes.module.js';
import { ReportsModule } from '../../src/reports/reports.module.js';
import { ReportsService } from '../../src/reports/reports.service.js';
import { School } from '../progress/school.js';
import { testServices, type TestServices } from '../support/app.js';

let t: TestServices;
let school: School;

beforeAll(async () => {
  t = await testServices([AuthoringModule, CohortsModule, ProgressModule, QuizzesModule, ReportsModule]);
  school = await School.in(t);
  await school.change('programmes/small/programme.yaml', 'counts: best', 'counts: last');
  await school.change('programmes/small-too/programme.yaml', 'counts: best', 'counts: average');
  await school.publish();
}, 120_000);
afterAll(async () => {
  await school?.close();
  await t?.close();
});

test('a record shows the score that counts in its programme, where the authority lets it be seen', async () => {
  const reports = t.get(ReportsService);
  const quizzes = t.get(QuizService);
  const learner = await school.person('Learner');
  const right: Record<string, string[]> = { 'q-s': ['b'], 'q-m': ['a', 'c'], 'q-t': ['true'] };
  const seen = async (programme: string) => {
    const enrolment = await school.enrol(learner, programme);
    for (const answers of [right, { 'q-t': ['true'] }]) {
      const number = await quizzes.start(learner, enrolment, 'q-shared');
      for (const [id, answer] of Object.entries(answers)) await quizzes.save(learner, enrolment, 'q-shared', number, id, answer);
      await quizzes.handIn(learner, enrolment, 'q-shared', number);
    }
    const cohort = (await t.database.one<{ id: string }>('SELECT cohort_id AS id FROM enrolment WHERE id = $1', [enrolment]))!.id;
    await t.database.query(`UPDATE authority SET policy = '{"coordinatorsSeeScores": false}' WHERE id = $1`, [school.authorityId]);
    await expect(reports.openScores(school.coordinator(), cohort, enrolment)).rejects.toThrow(NotAllowed);
    await t.database.query(`UPDATE authority SET policy = '{"coordinatorsSeeScores": true}' WHERE id = $1`, [school.authorityId]);
    const opened = await reports.openScores(school.coordinator(), cohort, enrolment);
    expect((await reports.person(school.coordinator(), cohort, enrolment)).scores).toEqual(opened);
    // What the learner is told.
    expect((await quizzes.desk(learner, enrolment, 'q-shared')).outcome.score).toMatchObject({
      numerator: opened[0]!.numerator,
      max: opened[0]!.max,
    });
    return opened;
  };
  expect(await seen('small')).toMatchObject([{ quizId: 'q-shared', numerator: 1, denominator: 1, max: 3, counts: 'last' }]);
  expect(await seen('small-too')).toMatchObject([{ quizId: 'q-shared', numerator: 2, denominator: 1, max: 3, counts: 'average' }]);
});
