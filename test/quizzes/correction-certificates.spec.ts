import { AuthoringModule } from '../../src/authoring/authoring.module.js';
import { CertificatesModule } from '../../src/certificates/certificates.module.js';
import { WithdrawalsService } from '../../src/certificates/withdrawals.service.js';
import { CohortsModule } from '../../src/cohorts/cohorts.module.js';
import type { Viewer } from '../../src/platform/security/viewer.js';
import { ProgressModule } from '../../src/progress/progress.module.js';
import { ProgressService } from '../../src/progress/progress.service.js';
import { CorrectionsService, type Effects, type Wish } from '../../src/quizzes/corrections.service.js';
import { QuizService } from '../../src/quizzes/quiz.service.js';
import { QuizzesModule } from '../../src/quizzes/quizzes.module.js';
import { School } from '../progress/school.js';
import { testServices, type TestServices } from '../support/app.js';
import { statementsOf } from '../support/statements.js';

let t: TestServices;
let school: School;
let trainer: Viewer;
const right = { 'q-s': ['b'], 'q-m': ['a', 'c'], 'q-t': ['true'] };
const otherKey: Wish = { kind: 'key', answer: ['a'] };

beforeEach(async () => {
  t = await testServices([AuthoringModule, CohortsModule, ProgressModule, QuizzesModule, CertificatesModule]);
  school = await School.in(t);
  trainer = await school.person('Trainer', [{ role: 'trainer', path: null }]);
});
afterEach(async () => {
  await school.close();
  await t.close();
});

async function handIn(who: Viewer, enrolment: string, answers: Record<string, string[]>): Promise<void> {
  const quizzes = t.get(QuizService);
  const number = await quizzes.start(who, enrolment, 'q-shared');
  for (const [question, answer] of Object.entries(answers)) await quizzes.save(who, enrolment, 'q-shared', number, question, answer);
  await quizzes.handIn(who, enrolment, 'q-shared', number);
}
const finish = (who: Viewer, id: string, programmeId: string, itemId: string) =>
  t.get(ProgressService).record({ id, personId: who.personId, programmeId }, { type: 'lesson-finished', itemId });
async function preview(): Promise<Effects> {
  const corrections = t.get(CorrectionsService);
  return corrections.preview(await corrections.place(trainer, 'small', 'q-shared', 'q-s'), otherKey);
}
const restingOn = ({ raised, lowered }: Effects, who: Viewer) =>
  [...raised, ...lowered]
    .filter(({ met }) => met.personId === who.personId)
    .map(({ certificates }) => certificates.map(({ programmeId }) => programmeId));

test('the preview names every certificate that rests on a result: of this programme, and of those credited from it', async () => {
  const who = await school.person('Carries Two');
  const [one, two] = [await school.enrol(who, 'small'), await school.enrol(who, 'small-too')];
  await handIn(who, one, right);
  expect(restingOn(await preview(), who)).toEqual([[]]); // passed, but nothing is complete
  await finish(who, two, 'small-too', 'l-too'); // complete there by the credit alone
  expect(restingOn(await preview(), who)).toEqual([['small-too']]);
  t.clock.pass({ days: 2 });
  await finish(who, one, 'small', 'l-local');
  const [effect] = (await preview()).lowered;
  expect(effect!.certificates).toMatchObject([
    { programmeId: 'small-too', issuedOn: '2026-11-24', title: { en: expect.stringMatching(/\S/) } },
    { programmeId: 'small', issuedOn: '2026-11-26', title: { en: expect.stringMatching(/\S/) } },
  ]);

  // Not those that are withdrawn, nor a completed programme that has none.
  const administrator = await school.person('Administrator', [{ role: 'administrator', path: null }]);
  const withdrawals = t.get(WithdrawalsService);
  const { id } = (await withdrawals.ofPerson(administrator, who.personId)).certificates.find(({ programmeId }) => programmeId === 'small-too')!;
  await withdrawals.withdraw(administrator, id, 'Mixed up', 'k');
  expect(restingOn(await preview(), who)).toEqual([['small']]);
  await withdrawals.reinstate(administrator, id, (await withdrawals.get(administrator, id)).withdrawals[0]!.id, 'Not mixed up');
  expect(restingOn(await preview(), who)).toEqual([['small-too', 'small']]);
  await t.database.query('DELETE FROM certificate_withdrawal WHERE certificate_id = $1', [id]);
  await t.database.query('DELETE FROM certificate WHERE id = $1', [id]);
  expect(restingOn(await preview(), who)).toEqual([['small']]);
});

test('a result on which nothing rests names none: not passed, or done by credit from elsewhere', async () => {
  const failed = await school.person('Not Passed');
  await handIn(failed, await school.enrol(failed, 'small'), { 'q-s': ['a'] });
  const credited = await school.person('Credited Here');
  const [first, second] = [await school.enrol(credited, 'small-too'), await school.enrol(credited, 'small')];
  await handIn(credited, first, right);
  await finish(credited, second, 'small', 'l-local');
  t.clock.pass({ minutes: 1 });
  await handIn(credited, second, right); // once more for practice: what counts is the first
  const effects = await preview();
  expect(restingOn(effects, failed)).toEqual([[]]);
  const own = effects.lowered.filter(({ met }) => met.personId === credited.personId);
  expect(own.map(({ met, certificates }) => [met.enrolmentId === first, certificates.map(({ programmeId }) => programmeId)])).toEqual([
    [true, ['small']],
    [false, []],
  ]);
});

test('somebody else’s certificates are not among them, and more people cost no more statements', async () => {
  const cost = async (): Promise<number> => (await statementsOf(() => preview())).statements.length;
  const people: Viewer[] = [];
  const more = async (count: number) => {
    for (let i = 0; i < count; i++) {
      const who = await school.person(`Person ${people.length}`);
      const enrolment = await school.enrol(who, 'small');
      await handIn(who, enrolment, right);
      if (people.length % 2 === 0) await finish(who, enrolment, 'small', 'l-local');
      people.push(who);
    }
  };
  await more(2);
  const few = await cost();
  await more(6);
  expect(await cost()).toBe(few);
  const effects = await preview();
  people.forEach((who, i) => expect(restingOn(effects, who)).toEqual([i % 2 === 0 ? ['small'] : []]));
});
