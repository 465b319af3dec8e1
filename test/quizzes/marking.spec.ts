import { AuthoringModule } from '../../src/authoring/authoring.module.js';
import { CohortsModule } from '../../src/cohorts/cohorts.module.js';
import { MailModule } from '../../src/mail/mail.module.js';
import { Conflict, Invalid, NotFound } from '../../src/platform/errors.js';
import { newId } from '../../src/platform/ids.js';
import type { Viewer } from '../../src/platform/security/viewer.js';
import { ProgressAudit } from '../../src/progress/progress-audit.service.js';
import { ProgressModule } from '../../src/progress/progress.module.js';
import { MailKinds } from '../../src/mail/mail-kinds.js';
import { MarkingService, markedMailKind } from '../../src/quizzes/marking.service.js';
import { QuizService } from '../../src/quizzes/quiz.service.js';
import { QuizzesModule } from '../../src/quizzes/quizzes.module.js';
import { ReportsQueries } from '../../src/reports/reports.queries.js';
import { ReportsModule } from '../../src/reports/reports.module.js';
import { School } from '../progress/school.js';
import { testServices, type TestServices } from '../support/app.js';
import { typedCoursesFolder } from '../support/courses.js';

let t: TestServices;
let school: School;
let quizzes: QuizService;
let marking: MarkingService;
let trainer: Viewer;

beforeAll(async () => {
  t = await testServices([AuthoringModule, CohortsModule, ProgressModule, QuizzesModule, MailModule, ReportsModule]);
  school = await School.in(t, typedCoursesFolder());
  quizzes = t.get(QuizService);
  marking = t.get(MarkingService);
  trainer = await school.person('Trainer', [{ role: 'trainer', path: `/${school.authorityId}/` }]);
});
afterAll(async () => {
  await school.close();
  await t.close();
});

const automatic = { 'q-word': ['text=plain language'], 'q-gaps': ['who=parents'], 'q-length': ['number=1.5'] };
const texts = { 'q-essay': ['text=Come next door.'], 'q-essay-two': ['text=The rest.'] };
const good = { criteria: { clear: 'fully', kind: 'cold' }, comment: 'Clear at once. Speak to people.' };
const done = { criteria: { done: 'done' }, comment: '' };

/** Somebody who has handed in these answers. Returns the attempt's id, too. */
async function handedIn(name: string, answers: Record<string, string[]> = { ...automatic, ...texts }, language = 'en') {
  const learner = await school.person(name, [], language);
  const enrolment = await school.enrol(learner);
  await quizzes.start(learner, enrolment, 'q-shared');
  for (const [question, answer] of Object.entries(answers)) await quizzes.save(learner, enrolment, 'q-shared', 1, question, answer);
  await quizzes.handIn(learner, enrolment, 'q-shared', 1);
  const { sheet } = await quizzes.sheet(learner, enrolment, 'q-shared', 1);
  return { learner, enrolment, attempt: sheet.id };
}
const sheetOf = async ({ learner, enrolment }: { learner: Viewer; enrolment: string }) =>
  (await quizzes.sheet(learner, enrolment, 'q-shared', 1)).sheet;
const graded = async (enrolment: string) =>
  t.database.query<{ payload: Record<string, unknown> }>(`SELECT payload FROM learning_event WHERE enrolment_id = $1 AND type = 'quiz-graded'`, [
    enrolment,
  ]);
const mails = async (person: Viewer) =>
  t.database.query<{ subject: string; text: string; language: string }>(
    'SELECT subject, text, language FROM outgoing_mail WHERE person_id = $1 AND kind = $2',
    [person.personId, markedMailKind],
  );
const clean = async () => expect((await t.get(ProgressAudit).verify()).differences).toEqual([]);

describe('an attempt with essays', () => {
  test('is graded but for them, waits, and is graded once with the last mark', async () => {
    const anna = await handedIn('Anna');
    // One whole, half of two gaps, and a number without its unit: 1 + 1/2 + 3/4.
    expect(await sheetOf(anna)).toMatchObject({ score: null, waiting: { numerator: 9, denominator: 4, max: 5 }, passed: false });
    expect((await sheetOf(anna)).handedInAt).toEqual(t.clock.now());
    expect(await graded(anna.enrolment)).toEqual([]);
    expect((await quizzes.desk(anna.learner, anna.enrolment, 'q-shared')).outcome).toMatchObject({ counted: null, passed: false, open: null });

    expect(await t.get(ReportsQueries).tried(anna.enrolment)).toEqual([expect.objectContaining({ score: null })]);

    expect(await marking.mark(trainer, anna.attempt, 'q-essay', good)).toBe(false);
    const between = await sheetOf(anna);
    expect([between.score, between.marks.size]).toEqual([null, 0]); // nothing is told before all is marked
    expect(await mails(anna.learner)).toEqual([]);
    t.clock.pass({ hours: 1 });
    expect(await marking.mark(trainer, anna.attempt, 'q-essay-two', done)).toBe(true);

    const after = await sheetOf(anna);
    // 9/4 + 2/3 + 1 = 47/12 of 5: 78 per cent, and 70 are asked for.
    expect(after).toMatchObject({ score: { numerator: 47, denominator: 12, max: 5 }, waiting: null, passed: true, handedInAt: between.handedInAt });
    expect(after.marks.get('q-essay')).toEqual(good);
    expect((await graded(anna.enrolment)).map(({ payload }) => payload)).toEqual([expect.objectContaining({ attempt: anna.attempt, passed: true })]);
    expect(await t.get(ReportsQueries).tried(anna.enrolment)).toEqual([
      expect.objectContaining({ score: { numerator: 47, denominator: 12, max: 5 } }),
    ]);
    const [mail, ...more] = await mails(anna.learner);
    expect(more).toEqual([]);
    expect(mail!.subject).toContain('Your result: ');
    expect(mail!.text).toContain(`/learn/${anna.enrolment}/quizzes/q-shared/attempts/1`);
    expect(mail!.text).not.toMatch(/passed|47\/12|%/);
    await clean();
  });

  test('whose essays are empty waits for nobody', async () => {
    const ben = await handedIn('Ben', { ...automatic, 'q-essay': ['text=  '] });
    expect(await sheetOf(ben)).toMatchObject({ score: { numerator: 9, denominator: 4, max: 5 }, waiting: null, passed: false });
    expect(await graded(ben.enrolment)).toHaveLength(1);
  });

  test('waits only for those that hold something, and may fail', async () => {
    const cleo = await handedIn('Cleo', { 'q-essay': texts['q-essay'] });
    await expect(marking.desk(trainer, cleo.attempt, 'q-essay-two')).rejects.toBeInstanceOf(NotFound);
    expect(await marking.mark(trainer, cleo.attempt, 'q-essay', good)).toBe(true);
    expect(await sheetOf(cleo)).toMatchObject({ score: { numerator: 2, denominator: 3, max: 5 }, passed: false });
    expect((await graded(cleo.enrolment))[0]!.payload.passed).toBe(false);
    await clean();
  });

  test('may be followed by another attempt while it waits, and handing in again changes nothing', async () => {
    const dan = await handedIn('Dan');
    await quizzes.handIn(dan.learner, dan.enrolment, 'q-shared', 1);
    expect(await quizzes.start(dan.learner, dan.enrolment, 'q-shared')).toBe(2);
    expect((await quizzes.desk(dan.learner, dan.enrolment, 'q-shared')).outcome.open).toBe(2);
    const waiting = await t.database.query('SELECT 1 FROM essay_mark WHERE attempt_id = $1', [dan.attempt]);
    expect(waiting).toHaveLength(2);
    await expect(quizzes.save(dan.learner, dan.enrolment, 'q-shared', 1, 'q-essay', ['text=More.'])).rejects.toBeInstanceOf(Conflict);
  });

  test('is told in the learner’s language', async () => {
    const els = await handedIn('Els', { 'q-essay': texts['q-essay'] }, 'nl');
    await marking.mark(trainer, els.attempt, 'q-essay', good);
    expect(await mails(els.learner)).toEqual([expect.objectContaining({ language: 'nl', subject: expect.stringContaining('Je uitslag') as string })]);
  });

  test('a mail to somebody who has left is not wanted', async () => {
    const fay = await handedIn('Fay', { 'q-essay': texts['q-essay'] });
    const now = t.clock.now();
    const asked = () => t.get(MailKinds).stillWanted(markedMailKind, fay.attempt, fay.learner.personId, now);
    expect(await asked()).toEqual({ wanted: true });
    await t.database.query('UPDATE person SET deactivated_at = $2 WHERE id = $1', [fay.learner.personId, now]);
    expect(await asked()).toEqual({ wanted: false, reason: 'deactivated' });
    await marking.mark(trainer, fay.attempt, 'q-essay', good);
    expect(await mails(fay.learner)).toEqual([]);
    expect(await graded(fay.enrolment)).toHaveLength(1);
  });
});

describe('a mark', () => {
  test('is whole or refused, and names what is missing', async () => {
    const gus = await handedIn('Gus');
    const refused = await marking
      .mark(trainer, gus.attempt, 'q-essay', { criteria: { clear: 'fully', kind: 'hot' }, comment: '' })
      .catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(Invalid);
    expect((refused as Invalid).fields).toEqual({ 'criterion.kind': { key: 'quizzes.marking.choose' } });
    await expect(marking.mark(trainer, gus.attempt, 'q-essay', { criteria: { ...good.criteria, more: 'x' }, comment: '' })).rejects.toBeInstanceOf(
      Invalid,
    );
    expect((await marking.desk(trainer, gus.attempt, 'q-essay')).mark).toBeNull();
  });

  test('given twice is given once; another one is refused', async () => {
    const hal = await handedIn('Hal');
    await marking.mark(trainer, hal.attempt, 'q-essay', good);
    expect(await marking.mark(trainer, hal.attempt, 'q-essay', { ...good, criteria: { kind: 'cold', clear: 'fully' } })).toBe(false);
    await expect(marking.mark(trainer, hal.attempt, 'q-essay', { ...good, comment: 'Other.' })).rejects.toMatchObject({
      key: 'quizzes.marking.alreadyYours',
    });
    expect((await marking.desk(trainer, hal.attempt, 'q-essay')).mark).toMatchObject({ ...good, own: true });
  });

  test('of two at once one counts, and the other is told', async () => {
    const ida = await handedIn('Ida');
    const second = await school.person('Second', [{ role: 'administrator', path: null }]);
    const marks = [
      [trainer, good],
      [second, { criteria: { clear: 'not-yet', kind: 'warm' }, comment: 'No.' }],
    ] as const;
    const told = await Promise.allSettled(marks.map(([viewer, mark]) => marking.mark(viewer, ida.attempt, 'q-essay', mark)));
    expect(told.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const lost = told.findIndex(({ status }) => status === 'rejected');
    expect((told[lost] as PromiseRejectedResult).reason).toMatchObject({ key: 'quizzes.marking.taken' });
    expect((await marking.desk(marks[lost]![0], ida.attempt, 'q-essay')).mark).toMatchObject({ ...marks[1 - lost]![1], own: false });
  });

  test('of the last two at once grades once', async () => {
    for (let round = 0; round < 4; round++) {
      const jan = await handedIn(`Jan ${round}`);
      const last = await Promise.all([marking.mark(trainer, jan.attempt, 'q-essay', good), marking.mark(trainer, jan.attempt, 'q-essay-two', done)]);
      expect(last.filter(Boolean)).toHaveLength(1);
      expect((await sheetOf(jan)).score).toEqual({ numerator: 47, denominator: 12, max: 5 });
      expect(await graded(jan.enrolment)).toHaveLength(1);
      expect(await mails(jan.learner)).toHaveLength(1);
    }
    await clean();
  });

  test('fails as a whole: what cannot be recorded is not kept', async () => {
    const kim = await handedIn('Kim', { 'q-essay': texts['q-essay'] });
    await t.database.query(`ALTER TABLE learning_event ADD CONSTRAINT no_kim CHECK (enrolment_id <> '${kim.enrolment}' OR type <> 'quiz-graded')`);
    await expect(marking.mark(trainer, kim.attempt, 'q-essay', good)).rejects.toThrow();
    await t.database.query('ALTER TABLE learning_event DROP CONSTRAINT no_kim');
    expect((await marking.desk(trainer, kim.attempt, 'q-essay')).mark).toBeNull();
    expect((await sheetOf(kim)).waiting).not.toBeNull();
    expect(await marking.mark(trainer, kim.attempt, 'q-essay', good)).toBe(true);
  });
});

describe('the list', () => {
  test('has the longest waiting first, in parts, without names, and what is marked no more', async () => {
    const before = (await marking.waiting(trainer, null, 100)).left;
    t.clock.pass({ days: 1 });
    const lea = await handedIn('Lea Lang');
    t.clock.pass({ days: 1 });
    const max = await handedIn('Max Lang', { 'q-essay': texts['q-essay'] });
    const all = await marking.waiting(trainer, null, 100);
    expect(all.left).toBe(before + 3);
    expect(all.next).toBeNull();
    const mine = all.answers.slice(-3).map(({ row }) => [row.attemptId, row.questionId]);
    expect(mine).toEqual([
      [lea.attempt, 'q-essay'],
      [lea.attempt, 'q-essay-two'],
      [max.attempt, 'q-essay'],
    ]);
    expect(JSON.stringify(all.answers.map(({ row }) => row))).not.toMatch(/Lang|Lea|Max/);
    const seen: string[] = [];
    for (let cursor: string | null = null; ;) {
      const part = await marking.waiting(trainer, cursor, 2);
      seen.push(...part.answers.map(({ row }) => `${row.attemptId} ${row.questionId}`));
      cursor = part.next;
      if (!cursor) break;
    }
    expect(seen).toEqual(all.answers.map(({ row }) => `${row.attemptId} ${row.questionId}`));
    await marking.mark(trainer, max.attempt, 'q-essay', good);
    expect((await marking.waiting(trainer, null, 100)).left).toBe(before + 2);
    expect((await marking.waiting(trainer, 'nonsense', 100)).left).toBe(before + 2);
  });

  test('does not exist for others: neither list nor answer nor mark', async () => {
    const ned = await handedIn('Ned');
    const elsewhere = newId();
    await t.database.query(`INSERT INTO authority (id, path, name, zone, policy) VALUES ($1, $2, 'Other town', 'Europe/Rome', '{}')`, [
      elsewhere,
      `/${elsewhere}/`,
    ]);
    const outsiders = [
      await school.person('Stranger', [{ role: 'trainer', path: `/${elsewhere}/` }]),
      await school.person('Stranger admin', [{ role: 'administrator', path: `/${elsewhere}/` }]),
      await school.person('Below', [{ role: 'trainer', path: `/${school.authorityId}/${elsewhere}/` }]),
      await school.person('Nobody'),
      school.coordinator(),
      ned.learner,
      // A trainer of the right place, but the text is their own.
      { ...ned.learner, grants: trainer.grants },
    ];
    for (const outsider of outsiders) {
      expect((await marking.waiting(outsider, null, 100)).answers.filter(({ row }) => row.attemptId === ned.attempt)).toEqual([]);
      await expect(marking.desk(outsider, ned.attempt, 'q-essay')).rejects.toBeInstanceOf(NotFound);
      await expect(marking.mark(outsider, ned.attempt, 'q-essay', good)).rejects.toBeInstanceOf(NotFound);
    }
    for (const [attempt, question] of [
      [newId(), 'q-essay'],
      ['x', 'q-essay'],
      [ned.attempt, 'q-word'],
      [ned.attempt, 'none'],
    ] as const)
      await expect(marking.desk(trainer, attempt, question)).rejects.toBeInstanceOf(NotFound);
    for (const insider of [
      await school.person('Local admin', [{ role: 'administrator', path: `/${school.authorityId}/` }]),
      await school.person('Trainer of all', [{ role: 'trainer', path: null }]),
    ])
      expect((await marking.desk(insider, ned.attempt, 'q-essay')).answer).toEqual(texts['q-essay']);
  });

  test('someone without an authority is marked by those of the whole installation', async () => {
    const orphan = await handedIn('Orphan');
    await t.database.query('UPDATE person SET authority_id = NULL WHERE id = $1', [orphan.learner.personId]);
    await expect(marking.desk(trainer, orphan.attempt, 'q-essay')).rejects.toBeInstanceOf(NotFound);
    const whole = await school.person('Whole', [{ role: 'trainer', path: null }]);
    expect((await marking.desk(whole, orphan.attempt, 'q-essay')).mark).toBeNull();
    expect((await marking.waiting(whole, null, 100)).answers.some(({ row }) => row.attemptId === orphan.attempt)).toBe(true);
  });
});
