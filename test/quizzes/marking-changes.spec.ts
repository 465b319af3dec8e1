import { AuthoringModule } from '../../src/authoring/authoring.module.js';
import { CohortsModule } from '../../src/cohorts/cohorts.module.js';
import { MailKinds } from '../../src/mail/mail-kinds.js';
import { MailModule } from '../../src/mail/mail.module.js';
import { Conflict, Invalid, NotFound } from '../../src/platform/errors.js';
import { newId } from '../../src/platform/ids.js';
import type { Viewer } from '../../src/platform/security/viewer.js';
import { ProgressAudit } from '../../src/progress/progress-audit.service.js';
import { ProgressModule } from '../../src/progress/progress.module.js';
import type { Mark } from '../../src/questions/rules/grade.js';
import { MarkingChangesService, markChangedMailKind } from '../../src/quizzes/marking-changes.service.js';
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
let changes: MarkingChangesService;
let trainer: Viewer;
let second: Viewer;

beforeAll(async () => {
  t = await testServices([AuthoringModule, CohortsModule, ProgressModule, QuizzesModule, MailModule]);
  school = await School.in(t, typedCoursesFolder());
  quizzes = t.get(QuizService);
  marking = t.get(MarkingService);
  changes = t.get(MarkingChangesService);
  trainer = await school.person('Trainer', [{ role: 'trainer', path: `/${school.authorityId}/` }]);
  second = await school.person('Second', [{ role: 'administrator', path: null }]);
});
afterAll(async () => {
  await school.close();
  await t.close();
});

const answers: Record<string, string[]> = {
  'q-word': ['text=plain language'],
  'q-gaps': ['who=parents'],
  'q-length': ['number=1.5'],
  'q-essay': ['text=Come next door.'],
  'q-essay-two': ['text=The rest.'],
};
const good = { criteria: { clear: 'fully', kind: 'cold' }, comment: 'Clear at once.' };
const poor = { criteria: { clear: 'not-yet', kind: 'cold' }, comment: 'Not clear.' };
const done = { criteria: { done: 'done' }, comment: '' };
const undone = { criteria: { done: 'not-yet' }, comment: '' };
const reason = 'Read again with a colleague.';
const again = (mark: Mark, seen = 1) => ({ ...mark, reason, seen });

interface Marked {
  learner: Viewer;
  enrolment: string;
  attempt: string;
}

async function tryOnce(learner: Viewer, enrolment: string): Promise<string> {
  const number = await quizzes.start(learner, enrolment, 'q-shared');
  for (const [question, answer] of Object.entries(answers)) await quizzes.save(learner, enrolment, 'q-shared', number, question, answer);
  await quizzes.handIn(learner, enrolment, 'q-shared', number);
  return (await quizzes.sheet(learner, enrolment, 'q-shared', number)).sheet.id;
}
async function handedIn(name: string, language = 'en'): Promise<Marked> {
  // Whoever reads mails in another language has answered in English here.
  const learner = { ...(await school.person(name, [], language)), language: 'en' };
  const enrolment = await school.enrol(learner);
  return { learner, enrolment, attempt: await tryOnce(learner, enrolment) };
}
/** Somebody whose attempt has its result: with `good` it is passed, with `poor` it is not. */
async function graded(name: string, mark: Mark, language = 'en'): Promise<Marked> {
  const one = await handedIn(name, language);
  await marking.mark(trainer, one.attempt, 'q-essay', mark);
  await marking.mark(trainer, one.attempt, 'q-essay-two', done);
  return one;
}
const sheetOf = async ({ learner, enrolment }: Marked, number = 1) => (await quizzes.sheet(learner, enrolment, 'q-shared', number)).sheet;
const verdicts = async (enrolment: string) =>
  (
    await t.database.query<{ passed: boolean }>(
      `SELECT (payload->>'passed')::boolean AS passed FROM learning_event WHERE enrolment_id = $1 AND type = 'quiz-graded' ORDER BY sequence`,
      [enrolment],
    )
  ).map(({ passed }) => passed);
const mails = async (person: Viewer) =>
  t.database.query<{ subject: string; text: string }>('SELECT subject, text FROM outgoing_mail WHERE person_id = $1 AND kind = $2 ORDER BY id', [
    person.personId,
    markChangedMailKind,
  ]);
const kept = async (attempt: string) =>
  t.database.query(
    'SELECT number, marker_id AS by, reason, changed_by AS changer, numerator_before, passed_before, passed_after FROM mark_change WHERE attempt_id = $1 ORDER BY number',
    [attempt],
  );
const clean = async () => expect((await t.get(ProgressAudit).verify()).differences).toEqual([]);

describe('another mark', () => {
  test('raises the result at once, by any marker in reach; both marks are kept, and the learner is told why', async () => {
    const anna = await graded('Anna', poor);
    expect(await sheetOf(anna)).toMatchObject({ score: { numerator: 13, denominator: 4, max: 5 }, passed: false, markChanges: [] });
    const before = t.clock.now();
    t.clock.pass({ hours: 1 });
    expect(await changes.change(second, anna.attempt, 'q-essay', again(good))).toBe(true);
    const after = await sheetOf(anna);
    expect(after).toMatchObject({ score: { numerator: 47, denominator: 12, max: 5 }, passed: true });
    expect(after.marks.get('q-essay')).toEqual(good);
    expect(after.markChanges).toEqual([
      { questionId: 'q-essay', reason, at: t.clock.now(), before: { numerator: 13, denominator: 4, passed: false } },
    ]);
    expect(await verdicts(anna.enrolment)).toEqual([false, true]);
    const desk = await marking.desk(trainer, anna.attempt, 'q-essay');
    expect(desk.mark).toEqual({ ...good, at: t.clock.now(), own: false, number: 2 });
    expect(desk.earlier).toEqual([{ ...poor, number: 1, markedAt: before, own: true, reason, changedAt: t.clock.now(), changedByOwn: false }]);
    expect(await kept(anna.attempt)).toMatchObject([
      { number: 1, by: trainer.personId, changer: second.personId, passed_before: false, passed_after: true },
    ]);
    const [mail, ...more] = await mails(anna.learner);
    expect(more).toEqual([]);
    expect(mail!.text).toContain(reason);
    expect(mail!.text).toContain('had 3.25 of 5 points; now it has 3 11/12');
    expect(mail!.text).toContain('you have passed the quiz');
    expect(mail!.text).toContain(`/learn/${anna.enrolment}/quizzes/q-shared/attempts/1`);
    expect(mail!.text).not.toMatch(/Second|Trainer/);
    const audit = await t.database.query(`SELECT actor_id AS actor, detail FROM audit_entry WHERE action = 'mark.changed' AND object_id = $1`, [
      anna.attempt,
    ]);
    expect(audit).toEqual([{ actor: second.personId, detail: { questionId: 'q-essay', number: 1, result: 'raised' } }]);
    await clean();
  });

  test('lowers with its reason; what has counted goes on counting', async () => {
    const ben = await graded('Ben', good, 'nl');
    await changes.change(trainer, ben.attempt, 'q-essay', again(poor));
    expect(await sheetOf(ben)).toMatchObject({ score: { numerator: 13, denominator: 4, max: 5 }, passed: false });
    expect(await verdicts(ben.enrolment)).toEqual([true]);
    const state = await t.database.one(`SELECT state FROM item_state WHERE enrolment_id = $1 AND item_id = 'q-shared'`, [ben.enrolment]);
    expect(state).toEqual({ state: 'done' });
    const [mail] = await mails(ben.learner);
    expect(mail!.text).toContain(reason);
    expect(mail!.text).toContain('Daarmee is de poging niet meer geslaagd');
    // And up again: the pass has counted already, so it is no news.
    await changes.change(second, ben.attempt, 'q-essay', { ...again(good, 2), reason: 'It was right.' });
    expect(await sheetOf(ben)).toMatchObject({ score: { numerator: 47, denominator: 12, max: 5 }, passed: true });
    expect(await verdicts(ben.enrolment)).toEqual([true]);
    expect(await kept(ben.attempt)).toMatchObject([
      { number: 1, by: trainer.personId, passed_before: true, passed_after: false },
      { number: 2, by: trainer.personId, changer: second.personId, reason: 'It was right.', passed_after: true },
    ]);
    expect(await mails(ben.learner)).toHaveLength(2);
    await clean();
  });

  test('with other words only is told, too, without points', async () => {
    const cleo = await graded('Cleo', good);
    await changes.change(trainer, cleo.attempt, 'q-essay', again({ ...good, comment: 'Clear, and kind.' }));
    expect(await sheetOf(cleo)).toMatchObject({ score: { numerator: 47, denominator: 12, max: 5 }, passed: true });
    const [mail] = await mails(cleo.learner);
    expect(mail!.text).toContain(reason);
    expect(mail!.text).not.toContain('points');
  });

  test('before the result is between markers: no mail, nothing shown, and the last mark grades with it', async () => {
    const dan = await handedIn('Dan');
    await marking.mark(trainer, dan.attempt, 'q-essay', poor);
    expect(await changes.change(second, dan.attempt, 'q-essay', again(good))).toBe(false);
    expect(await sheetOf(dan)).toMatchObject({ score: null, markChanges: [] });
    expect(await marking.mark(trainer, dan.attempt, 'q-essay-two', done)).toBe(true);
    expect(await sheetOf(dan)).toMatchObject({ score: { numerator: 47, denominator: 12, max: 5 }, passed: true, markChanges: [] });
    expect(await mails(dan.learner)).toEqual([]);
    expect(await kept(dan.attempt)).toMatchObject([{ number: 1, numerator_before: null, passed_before: null, passed_after: null }]);
  });

  test('sent twice, one after the other or at once, is given once', async () => {
    const els = await graded('Els', poor);
    await Promise.all([1, 2, 3].map(() => changes.change(trainer, els.attempt, 'q-essay', again(good))));
    expect(await changes.change(trainer, els.attempt, 'q-essay', again({ ...good, criteria: { kind: 'cold', clear: 'fully' } }))).toBe(true);
    expect(await kept(els.attempt)).toHaveLength(1);
    expect(await mails(els.learner)).toHaveLength(1);
    expect(await verdicts(els.enrolment)).toEqual([false, true]);
  });

  test('of two at once one counts, and a form that has not seen it is refused', async () => {
    const fay = await graded('Fay', poor);
    const middle = { criteria: { clear: 'not-yet', kind: 'warm' }, comment: 'Kind.' };
    const told = await Promise.allSettled([
      changes.change(trainer, fay.attempt, 'q-essay', again(good)),
      changes.change(second, fay.attempt, 'q-essay', again(middle)),
    ]);
    expect(told.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const lost = told.find((one) => one.status === 'rejected')!;
    expect(lost.reason).toBeInstanceOf(Conflict);
    expect(await kept(fay.attempt)).toHaveLength(1);
    await expect(changes.change(trainer, fay.attempt, 'q-essay', again(middle, 3))).rejects.toBeInstanceOf(Conflict);
  });

  test('is whole, another one, and of an answer that has one', async () => {
    const gus = await graded('Gus', good);
    const refused = (mark: Mark) => changes.change(trainer, gus.attempt, 'q-essay', again(mark)).catch((error: unknown) => error);
    expect(await refused({ ...good, criteria: { clear: 'fully', kind: 'hot' } })).toMatchObject({
      fields: { 'criterion.kind': { key: 'quizzes.marking.choose' } },
    });
    expect(await refused(good)).toMatchObject({ fields: { form: { key: 'quizzes.marking.sameMark' } } });
    expect(await refused({ ...good, criteria: { ...good.criteria, more: 'x' } })).toBeInstanceOf(Invalid);
    const waits = await handedIn('Waits');
    await expect(changes.change(trainer, waits.attempt, 'q-essay', again(good))).rejects.toBeInstanceOf(NotFound);
    await expect(changes.desk(trainer, waits.attempt, 'q-essay')).rejects.toBeInstanceOf(NotFound);
    expect([await kept(gus.attempt), await kept(waits.attempt)]).toEqual([[], []]);
  });

  test('fails as a whole: what cannot be recorded is not kept', async () => {
    const hal = await graded('Hal', poor);
    await t.database.query(`ALTER TABLE learning_event ADD CONSTRAINT no_hal CHECK (enrolment_id <> '${hal.enrolment}') NOT VALID`);
    await expect(changes.change(trainer, hal.attempt, 'q-essay', again(good))).rejects.toThrow();
    await t.database.query('ALTER TABLE learning_event DROP CONSTRAINT no_hal');
    expect(await sheetOf(hal)).toMatchObject({ passed: false, markChanges: [] });
    expect((await marking.desk(trainer, hal.attempt, 'q-essay')).mark).toMatchObject(poor);
    expect(await mails(hal.learner)).toEqual([]);
  });

  test('is not told to somebody who has left', async () => {
    const ida = await graded('Ida', poor);
    expect(await t.get(MailKinds).stillWanted(markChangedMailKind, ida.attempt, ida.learner.personId, t.clock.now())).toEqual({ wanted: true });
    await t.database.query('UPDATE person SET deactivated_at = $2 WHERE id = $1', [ida.learner.personId, t.clock.now()]);
    await changes.change(trainer, ida.attempt, 'q-essay', again(good));
    expect(await mails(ida.learner)).toEqual([]);
    expect((await sheetOf(ida)).passed).toBe(true);
  });
});

describe('who may give it, and find what is marked', () => {
  test('nobody else: not the same role elsewhere, not the learner, not whoever runs the cohort', async () => {
    const ned = await graded('Ned', good);
    const elsewhere = newId();
    await t.database.query(`INSERT INTO authority (id, path, name, zone, policy) VALUES ($1, $2, 'Other town', 'Europe/Rome', '{}')`, [
      elsewhere,
      `/${elsewhere}/`,
    ]);
    const outsiders = [
      await school.person('Stranger', [{ role: 'trainer', path: `/${elsewhere}/` }]),
      await school.person('Stranger admin', [{ role: 'administrator', path: `/${elsewhere}/` }]),
      await school.person('Nobody'),
      school.coordinator(),
      ned.learner,
      { ...ned.learner, grants: trainer.grants },
    ];
    for (const outsider of outsiders) {
      await expect(changes.change(outsider, ned.attempt, 'q-essay', again(poor))).rejects.toBeInstanceOf(NotFound);
      await expect(changes.desk(outsider, ned.attempt, 'q-essay')).rejects.toBeInstanceOf(NotFound);
      expect((await marking.marked(outsider, null, 100)).answers.filter(({ row }) => row.attemptId === ned.attempt)).toEqual([]);
    }
    expect(await kept(ned.attempt)).toEqual([]);
    const mine = (await marking.marked(second, null, 100)).answers.filter(({ row }) => row.attemptId === ned.attempt);
    expect(mine.map(({ row }) => [row.questionId, row.own])).toEqual(
      expect.arrayContaining([
        ['q-essay', false],
        ['q-essay-two', false],
      ]),
    );
  });

  test('the list has the last marked first, in parts, and without names', async () => {
    t.clock.pass({ days: 1 });
    const lea = await graded('Lea Lang', good);
    t.clock.pass({ hours: 1 });
    const max = await graded('Max Lang', good);
    t.clock.pass({ hours: 1 });
    await changes.change(second, lea.attempt, 'q-essay', again(poor));
    const all = (await marking.marked(trainer, null, 100)).answers.map(({ row }) => row);
    expect(all.slice(0, 4).map(({ attemptId, questionId, own }) => [attemptId, questionId, own])).toEqual([
      [lea.attempt, 'q-essay', false],
      [max.attempt, 'q-essay-two', true],
      [max.attempt, 'q-essay', true],
      [lea.attempt, 'q-essay-two', true],
    ]);
    expect(JSON.stringify(all)).not.toMatch(/Lang|Lea|Max/);
    const seen: string[] = [];
    for (let cursor: string | null = null; ;) {
      const part = await marking.marked(trainer, cursor, 3);
      seen.push(...part.answers.map(({ row }) => `${row.attemptId} ${row.questionId}`));
      cursor = part.next;
      if (!cursor) break;
    }
    expect(seen).toEqual(all.map(({ attemptId, questionId }) => `${attemptId} ${questionId}`));
    const waiting = await handedIn('Waits too');
    expect((await marking.marked(trainer, null, 100)).answers.some(({ row }) => row.attemptId === waiting.attempt)).toBe(false);
  });
});

// Last, because it changes the courses for all.
describe('where the average counts', () => {
  beforeAll(async () => {
    await school.change('library/m-shared/q-shared.quiz.yaml', 'draw: 5', 'draw: 5\ncounts: average');
    await school.publish();
  });

  async function twice(name: string): Promise<Marked & { other: string }> {
    const one = await handedIn(name);
    return { ...one, other: await tryOnce(one.learner, one.enrolment) };
  }

  test('the last marks of two attempts at once give the pass that both together earn', async () => {
    for (let round = 0; round < 5; round++) {
      const both = await twice(`Oda ${round}`);
      for (const attempt of [both.attempt, both.other]) await marking.mark(trainer, attempt, 'q-essay-two', done);
      await Promise.all([marking.mark(trainer, both.attempt, 'q-essay', good), marking.mark(second, both.other, 'q-essay', good)]);
      expect((await quizzes.desk(both.learner, both.enrolment, 'q-shared')).outcome.passed).toBe(true);
      expect(await verdicts(both.enrolment)).toContain(true);
    }
    await clean();
  });

  test('so do changes of two attempts at once, and a raised one earns the pass of both', async () => {
    for (let round = 0; round < 5; round++) {
      const both = await twice(`Pia ${round}`);
      for (const attempt of [both.attempt, both.other]) {
        await marking.mark(trainer, attempt, 'q-essay', poor);
        await marking.mark(trainer, attempt, 'q-essay-two', done);
      }
      expect((await quizzes.desk(both.learner, both.enrolment, 'q-shared')).outcome.passed).toBe(false);
      // 13/4 and 9/4 of 5 each; a point more for either is 65 per cent of both together, for both of them 75.
      await changes.change(trainer, both.other, 'q-essay-two', again(undone));
      await Promise.all([
        changes.change(trainer, both.attempt, 'q-essay', again({ criteria: { clear: 'fully', kind: 'warm' }, comment: '' })),
        changes.change(second, both.other, 'q-essay', again({ criteria: { clear: 'fully', kind: 'warm' }, comment: '' })),
      ]);
      expect(await sheetOf(both, 1)).toMatchObject({ score: { numerator: 17, denominator: 4, max: 5 } });
      expect(await sheetOf(both, 2)).toMatchObject({ score: { numerator: 13, denominator: 4, max: 5 } });
      expect((await quizzes.desk(both.learner, both.enrolment, 'q-shared')).outcome.passed).toBe(true);
    }
    await clean();
  });
});
