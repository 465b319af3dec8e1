import type { DynamicModule } from '@nestjs/common';
import { AccommodationsService } from '../../src/accounts/accommodations.service.js';
import { AuthoringModule } from '../../src/authoring/authoring.module.js';
import { CohortsModule } from '../../src/cohorts/cohorts.module.js';
import { CohortsService } from '../../src/cohorts/cohorts.service.js';
import { Conflict, Invalid, NotFound } from '../../src/platform/errors.js';
import type { Viewer } from '../../src/platform/security/viewer.js';
import { Work } from '../../src/platform/queue/work.js';
import { ProgressAudit } from '../../src/progress/progress-audit.service.js';
import { ProgressModule } from '../../src/progress/progress.module.js';
import { AttemptGrantsService } from '../../src/quizzes/attempt-grants.service.js';
import { QuizWindowsService } from '../../src/quizzes/quiz-windows.service.js';
import { QuizService } from '../../src/quizzes/quiz.service.js';
import { QuizzesWorkerModule } from '../../src/quizzes/quizzes.worker.module.js';
import { QuizzesModule } from '../../src/quizzes/quizzes.module.js';
import { School } from '../progress/school.js';
import { testServices, type TestServices } from '../support/app.js';
import { statementsOf } from '../support/statements.js';

/** Nobody works by themselves: the test says when to sweep. */
class Quiet {}
const quiet: DynamicModule = { module: Quiet, global: true, providers: [Work], exports: [Work] };

let t: TestServices;
let school: School;
let quizzes: QuizService;
let windows: QuizWindowsService;
let grants: AttemptGrantsService;
let accommodations: AccommodationsService;
const right: Record<string, string[]> = { 'q-s': ['b'], 'q-m': ['a', 'c'], 'q-t': ['true'] };
const file = 'library/m-shared/q-shared.quiz.yaml';
const quiz = 'q-shared';

beforeAll(async () => {
  t = await testServices([quiet, AuthoringModule, CohortsModule, ProgressModule, QuizzesModule, QuizzesWorkerModule]);
  school = await School.in(t);
  quizzes = t.get(QuizService);
  windows = t.get(QuizWindowsService);
  grants = t.get(AttemptGrantsService);
  accommodations = t.get(AccommodationsService);
  // Twenty minutes, two attempts, a day between them.
  await school.change(file, 'draw: 3', 'draw: 3\ntime: 20\nattempts: 2\nwait: 24');
  await school.publish();
});
afterAll(async () => {
  await school.close();
  await t.close();
});

const cohortOf = async (enrolment: string): Promise<string> =>
  (await t.database.one<{ id: string }>('SELECT cohort_id AS id FROM enrolment WHERE id = $1', [enrolment]))!.id;
const learner = async (name: string): Promise<{ who: Viewer; enrolment: string; cohort: string }> => {
  const who = await school.person(name);
  const enrolment = await school.enrol(who, 'small', { name: `Cohort of ${name}` });
  return { who, enrolment, cohort: await cohortOf(enrolment) };
};
const audited = async (action: string, objectId: string): Promise<Record<string, unknown>[]> =>
  (await t.database.query('SELECT detail FROM audit_entry WHERE action = $1 AND object_id = $2', [action, objectId])).map(
    (row) => row.detail as Record<string, unknown>,
  );
const gradedEvents = async (enrolment: string): Promise<number> =>
  (await t.database.query(`SELECT 1 FROM learning_event WHERE enrolment_id = $1 AND type = 'quiz-graded'`, [enrolment])).length;
const keyOf = async (attempt: Promise<unknown>): Promise<string> =>
  attempt.then(
    () => 'done',
    (error: unknown) =>
      error instanceof Conflict ? error.key : error instanceof Invalid ? Object.values(error.fields)[0]!.key : (error as Error).constructor.name,
  );
const plus = (minutes: number, from = t.clock.now()): Date => new Date(from.getTime() + minutes * 60_000);

describe('a time limit', () => {
  test('is kept on the attempt; an answer in the grace still counts, one after it is refused, and what was held is graded', async () => {
    const { who, enrolment } = await learner('Anna');
    const begun = t.clock.now();
    await quizzes.start(who, enrolment, quiz);
    expect((await quizzes.sheet(who, enrolment, quiz, 1)).sheet).toMatchObject({ deadline: plus(20, begun), grace: 30 });
    await quizzes.save(who, enrolment, quiz, 1, 'q-s', ['b']);
    t.clock.pass({ minutes: 20, seconds: 30 });
    await quizzes.save(who, enrolment, quiz, 1, 'q-t', ['true']);
    t.clock.pass({ seconds: 1 });
    expect(await keyOf(quizzes.save(who, enrolment, quiz, 1, 'q-m', ['a', 'c']))).toBe('quizzes.error.timeUp');
    const { sheet } = await quizzes.sheet(who, enrolment, quiz, 1);
    expect(sheet).toMatchObject({ score: { numerator: 2, denominator: 1, max: 3 }, handedInAt: plus(20.5, begun) });
    expect(sheet.responses.has('q-m')).toBe(false);
  });

  test('is held by the row, also where the page did not know', async () => {
    const { who, enrolment } = await learner('Ben');
    await quizzes.start(who, enrolment, quiz);
    await t.database.query(`UPDATE attempt SET deadline = $2 WHERE enrolment_id = $1`, [enrolment, plus(-1)]);
    expect(await keyOf(quizzes.save(who, enrolment, quiz, 1, 'q-s', ['b']))).toBe('quizzes.error.timeUp');
  });

  test('is noticed by the sweep, and a second sweep finds nothing', async () => {
    const { who, enrolment } = await learner('Cleo');
    await quizzes.start(who, enrolment, quiz);
    await quizzes.save(who, enrolment, quiz, 1, 'q-s', ['b']);
    await quizzes.endOver();
    expect(await gradedEvents(enrolment)).toBe(0);
    t.clock.pass({ hours: 3 });
    await t.get(Work).sweeps.get('attempts')!();
    expect(await quizzes.endOver()).toBe(0);
    expect(await gradedEvents(enrolment)).toBe(1);
    expect((await quizzes.desk(who, enrolment, quiz)).outcome).toMatchObject({ open: null, score: { numerator: 1, denominator: 1, max: 3 } });
    expect((await t.get(ProgressAudit).verify()).differences).toEqual([]);
  });

  test.each<[string, (who: Viewer, enrolment: string) => Promise<unknown>]>([
    ['the desk', (who, enrolment) => quizzes.desk(who, enrolment, quiz)],
    ['the sheet', (who, enrolment) => quizzes.sheet(who, enrolment, quiz, 1)],
    ['handing in', (who, enrolment) => quizzes.handIn(who, enrolment, quiz, 1)],
    ['beginning the next', (who, enrolment) => quizzes.start(who, enrolment, quiz).catch(() => undefined)],
  ])('is noticed by %s', async (_, meet) => {
    const { who, enrolment } = await learner('Dan');
    const begun = t.clock.now();
    await quizzes.start(who, enrolment, quiz);
    t.clock.pass({ hours: 1 });
    await meet(who, enrolment);
    const row = await t.database.one('SELECT handed_in_at AS at FROM attempt WHERE enrolment_id = $1', [enrolment]);
    expect(row).toEqual({ at: plus(20.5, begun) });
  });

  test('met by many at once is graded once', async () => {
    const { who, enrolment } = await learner('Eve');
    await quizzes.start(who, enrolment, quiz);
    for (const [question, answer] of Object.entries(right)) await quizzes.save(who, enrolment, quiz, 1, question, answer);
    t.clock.pass({ minutes: 21 });
    await Promise.all([
      quizzes.handIn(who, enrolment, quiz, 1),
      quizzes.handIn(who, enrolment, quiz, 1),
      quizzes.endOver(),
      quizzes.desk(who, enrolment, quiz),
      quizzes.endOver(),
    ]);
    expect(await gradedEvents(enrolment)).toBe(1);
    expect((await quizzes.sheet(who, enrolment, quiz, 1)).sheet).toMatchObject({ passed: true, score: { numerator: 3, denominator: 1, max: 3 } });
  });

  test('does not exist for anybody else, and nobody else ends it by asking', async () => {
    const { enrolment, who } = await learner('Fay');
    await quizzes.start(who, enrolment, quiz);
    t.clock.pass({ hours: 1 });
    for (const other of [await school.person('Other'), school.coordinator()])
      await expect(quizzes.sheet(other, enrolment, quiz, 1)).rejects.toBeInstanceOf(NotFound);
    expect(await gradedEvents(enrolment)).toBe(0);
  });
});

describe('between attempts', () => {
  test('one waits, and is told until when; then the number is a limit', async () => {
    const { who, enrolment } = await learner('Gus');
    await quizzes.start(who, enrolment, quiz);
    t.clock.pass({ minutes: 5 });
    await quizzes.handIn(who, enrolment, quiz, 1);
    expect((await quizzes.desk(who, enrolment, quiz)).outcome).toMatchObject({ refusal: 'wait', nextAt: plus(24 * 60), left: 1 });
    const refused = await quizzes.start(who, enrolment, quiz).catch((error: unknown) => error as Conflict);
    expect(refused).toMatchObject({ key: 'quizzes.error.wait', params: { when: expect.stringMatching(/\d{2}:\d{2}$/) as string } });
    t.clock.pass({ hours: 24 });
    expect(await quizzes.start(who, enrolment, quiz)).toBe(2);
    await quizzes.handIn(who, enrolment, quiz, 2);
    expect(await keyOf(quizzes.start(who, enrolment, quiz))).toBe('quizzes.error.noneLeft');
  });

  test('a coordinator gives one more, with a reason that the learner reads; the same wish gives it once', async () => {
    const { who, enrolment, cohort } = await learner('Hal');
    for (const number of [1, 2]) {
      await quizzes.start(who, enrolment, quiz);
      await quizzes.handIn(who, enrolment, quiz, number);
      t.clock.pass({ hours: 25 });
    }
    expect(await keyOf(quizzes.start(who, enrolment, quiz))).toBe('quizzes.error.noneLeft');
    const wish = { quizId: quiz, reason: 'The power failed.' };
    const coordinator = school.coordinator();
    await Promise.all([1, 2, 3].map(() => grants.grant(coordinator, cohort, enrolment, wish, 'key')));
    const { desk, outcome } = await quizzes.desk(who, enrolment, quiz);
    expect(desk.grants).toEqual([{ at: t.clock.now(), reason: 'The power failed.' }]);
    expect(outcome).toMatchObject({ allowed: 3, left: 1, refusal: null });
    expect((await grants.list(coordinator, cohort, enrolment)).person.grants).toMatchObject([
      { quizId: quiz, reason: 'The power failed.', by: 'Coordinator' },
    ]);
    const entries = await audited('attempt.granted', enrolment);
    expect(entries).toMatchObject([{ quizId: quiz }]);
    expect(JSON.stringify(entries)).not.toContain('power');
    expect(await quizzes.start(who, enrolment, quiz)).toBe(3);
  });

  /** Somebody who has used both own attempts. */
  async function spent(name: string) {
    const one = await learner(name);
    for (const number of [1, 2]) {
      await quizzes.start(one.who, one.enrolment, quiz);
      await quizzes.handIn(one.who, one.enrolment, quiz, number);
      t.clock.pass({ hours: 25 });
    }
    return one;
  }
  const give = async ({ enrolment, cohort }: { enrolment: string; cohort: string }, key: string): Promise<string> => {
    await grants.grant(school.coordinator(), cohort, enrolment, { quizId: quiz, reason: `For ${key}.` }, key);
    const given = (await grants.list(school.coordinator(), cohort, enrolment)).person.grants;
    t.clock.pass({ minutes: 1 });
    return given.find(({ reason }) => reason === `For ${key}.`)!.id;
  };

  test('that was not used is taken back, once, and its form sent again gives none', async () => {
    const { who, enrolment, cohort } = await spent('Jo');
    const coordinator = school.coordinator();
    const id = await give({ enrolment, cohort }, 'Jo');
    await Promise.all([1, 2, 3].map(() => grants.withdraw(coordinator, cohort, enrolment, id)));
    await grants.withdraw(coordinator, cohort, enrolment, id);
    expect(await keyOf(quizzes.start(who, enrolment, quiz))).toBe('quizzes.error.noneLeft');
    expect((await quizzes.desk(who, enrolment, quiz)).desk.grants).toEqual([]);
    expect((await grants.list(coordinator, cohort, enrolment)).person.grants).toMatchObject([{ id, withdrawnAt: t.clock.now() }]);
    expect(await audited('attempt.grant-withdrawn', enrolment)).toEqual([{ grantId: id, quizId: quiz }]);
    await give({ enrolment, cohort }, 'Jo');
    expect(await keyOf(quizzes.start(who, enrolment, quiz))).toBe('quizzes.error.noneLeft');
    await give({ enrolment, cohort }, 'Jo again');
    expect(await quizzes.start(who, enrolment, quiz)).toBe(3);
  });

  test('that was used stays; of two the one that was not can be taken back', async () => {
    const { who, enrolment, cohort } = await spent('Kay');
    const coordinator = school.coordinator();
    const [first, second] = [await give({ enrolment, cohort }, 'Kay'), await give({ enrolment, cohort }, 'Kay, too')];
    await quizzes.start(who, enrolment, quiz);
    expect(await keyOf(grants.withdraw(coordinator, cohort, enrolment, first))).toBe('quizzes.grants.used');
    await grants.withdraw(coordinator, cohort, enrolment, second);
    await quizzes.handIn(who, enrolment, quiz, 3);
    t.clock.pass({ hours: 25 });
    expect(await keyOf(quizzes.start(who, enrolment, quiz))).toBe('quizzes.error.noneLeft');
    expect(await keyOf(grants.withdraw(coordinator, cohort, enrolment, first))).toBe('quizzes.grants.used');
    expect(await audited('attempt.grant-withdrawn', enrolment)).toEqual([{ grantId: second, quizId: quiz }]);
  });

  test('taken back before the next attempt, the wait goes on', async () => {
    const { who, enrolment, cohort } = await learner('Liv');
    await quizzes.start(who, enrolment, quiz);
    await quizzes.handIn(who, enrolment, quiz, 1);
    const id = await give({ enrolment, cohort }, 'Liv');
    expect((await quizzes.desk(who, enrolment, quiz)).outcome.refusal).toBeNull();
    await grants.withdraw(school.coordinator(), cohort, enrolment, id);
    expect(await keyOf(quizzes.start(who, enrolment, quiz))).toBe('quizzes.error.wait');
  });

  test('taken back while it is being begun: one of both happens, never both', async () => {
    for (let round = 0; round < 5; round++) {
      const { who, enrolment, cohort } = await spent(`Mo ${round}`);
      const id = await give({ enrolment, cohort }, `Mo ${round}`);
      const [begun, back] = await Promise.all([
        keyOf(quizzes.start(who, enrolment, quiz)),
        keyOf(grants.withdraw(school.coordinator(), cohort, enrolment, id)),
      ]);
      expect([
        ['done', 'quizzes.grants.used'],
        ['quizzes.error.noneLeft', 'done'],
      ]).toContainEqual([begun, back]);
    }
  });

  test('is taken back by nobody else: outsiders, the learner, another cohort, no such grant', async () => {
    const { who, enrolment, cohort } = await learner('Nell');
    const other = await learner('Nick');
    const id = await give({ enrolment, cohort }, 'Nell');
    const stranger = { ...(await school.person('Stranger')), grants: [{ role: 'coordinator' as const, path: `/${school.authorityId}/` }] };
    const elsewhere = await school.person('Elsewhere', [{ role: 'administrator', path: '/0197a000-0000-7000-8000-000000000000/' }]);
    for (const viewer of [who, stranger, elsewhere, await school.person('Trainer', [{ role: 'trainer', path: null }])])
      await expect(grants.withdraw(viewer, cohort, enrolment, id)).rejects.toBeInstanceOf(NotFound);
    const coordinator = school.coordinator();
    await expect(grants.withdraw(coordinator, other.cohort, enrolment, id)).rejects.toBeInstanceOf(NotFound);
    await expect(grants.withdraw(coordinator, other.cohort, other.enrolment, id)).rejects.toBeInstanceOf(NotFound);
    for (const none of ['x', '0197a000-0000-7000-8000-000000000000'])
      await expect(grants.withdraw(coordinator, cohort, enrolment, none)).rejects.toBeInstanceOf(NotFound);
    expect((await quizzes.desk(who, enrolment, quiz)).desk.grants).toHaveLength(1);
  });

  test('nobody else gives or sees any: outsiders, the learner, another cohort, no such quiz', async () => {
    const { who, enrolment, cohort } = await learner('Ida');
    const { cohort: other } = await learner('Ike');
    const wish = { quizId: quiz, reason: 'Please.' };
    const stranger = { ...(await school.person('Stranger')), grants: [{ role: 'coordinator' as const, path: `/${school.authorityId}/` }] };
    for (const viewer of [who, stranger, await school.person('Trainer', [{ role: 'trainer', path: null }])]) {
      await expect(grants.grant(viewer, cohort, enrolment, wish, 'k')).rejects.toBeInstanceOf(NotFound);
      await expect(grants.list(viewer, cohort, enrolment)).rejects.toBeInstanceOf(NotFound);
    }
    await expect(grants.grant(school.coordinator(), other, enrolment, wish, 'k')).rejects.toBeInstanceOf(NotFound);
    await expect(grants.grant(school.coordinator(), cohort, enrolment, { ...wish, quizId: 'nonsense' }, 'k')).rejects.toBeInstanceOf(Invalid);
    expect((await quizzes.desk(who, enrolment, quiz)).desk.grants).toEqual([]);
  });
});

describe('opening and closing', () => {
  test('before it nobody begins, at closing the server hands in, after it nobody begins', async () => {
    const { who, enrolment, cohort } = await learner('Jan');
    t.clock.set('2026-12-01T07:00:00Z');
    // Rome is an hour ahead of UTC in winter.
    await windows.set(school.coordinator(), cohort, quiz, { opens: '2026-12-01T09:00', closes: '2026-12-01T09:15' });
    expect(await keyOf(quizzes.start(who, enrolment, quiz))).toBe('quizzes.error.notOpen');
    expect((await quizzes.desk(who, enrolment, quiz)).outcome.nextAt).toEqual(new Date('2026-12-01T08:00:00Z'));
    t.clock.set('2026-12-01T08:00:00Z');
    await quizzes.start(who, enrolment, quiz);
    expect((await quizzes.sheet(who, enrolment, quiz, 1)).sheet.deadline).toEqual(new Date('2026-12-01T08:15:00Z'));
    await quizzes.save(who, enrolment, quiz, 1, 'q-s', ['b']);
    t.clock.set('2026-12-01T08:16:00Z');
    await quizzes.endOver();
    expect(await gradedEvents(enrolment)).toBe(1);
    expect((await quizzes.sheet(who, enrolment, quiz, 1)).sheet.score?.numerator).toBe(1);
    await grants.grant(school.coordinator(), cohort, enrolment, { quizId: quiz, reason: 'x' }, 'k');
    expect(await keyOf(quizzes.start(who, enrolment, quiz))).toBe('quizzes.error.closed');
  });

  test.each([
    ['2027-03-28T02:30', '2027-03-28T01:30:00.000Z'],
    ['2026-10-25T02:30', '2026-10-25T00:30:00.000Z'],
  ])('%s, when the clocks change', async (closes, instant) => {
    const { cohort } = await learner('Kim');
    await windows.set(school.coordinator(), cohort, quiz, { opens: null, closes });
    const row = await t.database.one('SELECT closes, closes_at AS at FROM quiz_window WHERE cohort_id = $1', [cohort]);
    expect(row).toEqual({ closes, at: new Date(instant) });
  });

  test('move with the zone of the cohort, and open attempts with them', async () => {
    const { who, enrolment, cohort } = await learner('Lea');
    t.clock.set('2026-12-02T08:00:00Z');
    await quizzes.start(who, enrolment, quiz);
    const coordinator = school.coordinator();
    await windows.set(coordinator, cohort, quiz, { opens: null, closes: '2026-12-02T09:10' });
    const deadline = async () => (await quizzes.sheet(who, enrolment, quiz, 1)).sheet.deadline;
    expect(await deadline()).toEqual(new Date('2026-12-02T08:10:00Z'));
    const { name, startsOn, endsOn } = await t.get(CohortsService).get(coordinator, cohort);
    await t.get(CohortsService).change(coordinator, cohort, { name, startsOn, endsOn, zone: 'Europe/London' });
    // An hour later by the clocks of London: now the twenty minutes come first.
    expect(await deadline()).toEqual(new Date('2026-12-02T08:20:00Z'));
    expect((await windows.get(coordinator, cohort, quiz)).window.closes).toBe('2026-12-02T09:10');
    await windows.set(coordinator, cohort, quiz, { opens: null, closes: null });
    expect(await t.database.query('SELECT 1 FROM quiz_window WHERE cohort_id = $1', [cohort])).toEqual([]);
  });

  test('are set by whoever manages the cohort; a repeat writes nothing down twice; closing comes after opening', async () => {
    const { who, cohort } = await learner('Max');
    const window = { opens: '2026-12-01T09:00', closes: '2026-12-24T17:00' };
    for (const viewer of [who, await school.person('Trainer', [{ role: 'trainer', path: null }])]) {
      await expect(windows.set(viewer, cohort, quiz, window)).rejects.toBeInstanceOf(NotFound);
      await expect(windows.list(viewer, cohort)).rejects.toBeInstanceOf(NotFound);
    }
    const coordinator = school.coordinator();
    await windows.set(coordinator, cohort, quiz, window);
    await windows.set(coordinator, cohort, quiz, window);
    expect(await audited('cohort.quiz-times', cohort)).toEqual([{ quizId: quiz, ...window }]);
    expect(await keyOf(windows.set(coordinator, cohort, quiz, { opens: window.closes, closes: window.opens }))).toBe(
      'quizzes.error.closesBeforeOpens',
    );
    await expect(windows.set(coordinator, cohort, 'nonsense', window)).rejects.toBeInstanceOf(NotFound);
  });
});

describe('what somebody needs', () => {
  test('is set once, holds in running attempts and in all that follow, and can be taken back', async () => {
    const { who, enrolment } = await learner('Nia');
    const coordinator = school.coordinator();
    const begun = t.clock.now();
    await quizzes.start(who, enrolment, quiz);
    await accommodations.set(coordinator, who.personId, { extraTime: 50, noTimer: false });
    await accommodations.set(coordinator, who.personId, { extraTime: 50, noTimer: false });
    expect((await quizzes.sheet(who, enrolment, quiz, 1)).sheet.deadline).toEqual(plus(30, begun));
    expect(await accommodations.own(who)).toEqual({ extraTime: 50, noTimer: false });
    expect(await audited('person.accommodation', who.personId)).toEqual([{ extraTime: 50, noTimer: false }]);
    t.clock.pass({ minutes: 25 });
    await quizzes.save(who, enrolment, quiz, 1, 'q-s', ['b']);
    await quizzes.handIn(who, enrolment, quiz, 1);
    t.clock.pass({ hours: 25 });
    await accommodations.set(coordinator, who.personId, { extraTime: 0, noTimer: true });
    await quizzes.start(who, enrolment, quiz);
    expect((await quizzes.sheet(who, enrolment, quiz, 2)).sheet.deadline).toBeNull();
    const back = t.clock.now();
    await accommodations.set(coordinator, who.personId, { extraTime: 0, noTimer: false });
    expect((await quizzes.sheet(who, enrolment, quiz, 2)).sheet.deadline).toEqual(plus(20, back));
    expect(await t.database.query('SELECT 1 FROM accommodation WHERE person_id = $1', [who.personId])).toEqual([]);
    // The attempt that was handed in keeps the end that it had.
    expect((await quizzes.sheet(who, enrolment, quiz, 1)).sheet.deadline).toEqual(plus(30, begun));
  });

  test('reaches an attempt that begins at the same moment', async () => {
    for (const name of ['Oda', 'Ole', 'Ott', 'Ove']) {
      const { who, enrolment } = await learner(name);
      const begun = t.clock.now();
      await Promise.all([
        quizzes.start(who, enrolment, quiz),
        accommodations.set(school.coordinator(), who.personId, { extraTime: 100, noTimer: false }),
      ]);
      expect((await quizzes.sheet(who, enrolment, quiz, 1)).sheet.deadline).toEqual(plus(40, begun));
    }
  });

  test('is nobody else’s to see or set: not the person, not a trainer, not another authority, not a coordinator of other cohorts', async () => {
    const { who } = await learner('Pia');
    const outsiders = [
      who,
      await school.person('Other'),
      await school.person('Trainer', [{ role: 'trainer', path: `/${school.authorityId}/` }]),
      await school.person('Colleague', [{ role: 'coordinator', path: `/${school.authorityId}/` }]),
      await school.person('Elsewhere', [{ role: 'administrator', path: '/0197a000-0000-7000-8000-000000000000/' }]),
    ];
    for (const viewer of outsiders) {
      await expect(accommodations.get(viewer, who.personId)).rejects.toBeInstanceOf(NotFound);
      await expect(accommodations.set(viewer, who.personId, { extraTime: 50, noTimer: false })).rejects.toBeInstanceOf(NotFound);
    }
    expect(await accommodations.own(who)).toEqual({ extraTime: 0, noTimer: false });
  });
});

// Last, because they change the courses for all.
describe('practice', () => {
  test('checking fixes the answer and explains it; others stay open; a repeat is harmless', async () => {
    await school.change(file, 'time: 20\nattempts: 2\nwait: 24', 'mode: practice');
    await school.publish();
    const { who, enrolment } = await learner('Rik');
    await quizzes.start(who, enrolment, quiz);
    expect(await keyOf(quizzes.check(who, enrolment, quiz, 1, 'q-s', []))).toBe('quizzes.error.checkEmpty');
    await quizzes.save(who, enrolment, quiz, 1, 'q-s', ['b']);
    await quizzes.check(who, enrolment, quiz, 1, 'q-s', ['a']);
    await quizzes.check(who, enrolment, quiz, 1, 'q-s', ['b']);
    expect(await keyOf(quizzes.save(who, enrolment, quiz, 1, 'q-s', ['b']))).toBe('quizzes.error.checked');
    await quizzes.save(who, enrolment, quiz, 1, 'q-t', ['true']);
    const { sheet } = await quizzes.sheet(who, enrolment, quiz, 1);
    expect(sheet.responses.get('q-s')).toMatchObject({ answer: ['a'], checkedAt: t.clock.now() });
    expect(sheet.responses.get('q-t')).toMatchObject({ checkedAt: null });
    await expect(quizzes.check(await school.person('Other'), enrolment, quiz, 1, 'q-t', ['true'])).rejects.toBeInstanceOf(NotFound);
    await quizzes.handIn(who, enrolment, quiz, 1);
    expect(await keyOf(quizzes.check(who, enrolment, quiz, 1, 'q-t', ['true']))).toBe('quizzes.error.handedIn');
  });

  test('checked by two tabs at once keeps one answer', async () => {
    const { who, enrolment } = await learner('Sam');
    await quizzes.start(who, enrolment, quiz);
    await Promise.all(['a', 'b', 'c'].map((option) => quizzes.check(who, enrolment, quiz, 1, 'q-s', [option])));
    const first = (await quizzes.sheet(who, enrolment, quiz, 1)).sheet.responses.get('q-s')!;
    await quizzes.check(who, enrolment, quiz, 1, 'q-s', ['a']);
    expect((await quizzes.sheet(who, enrolment, quiz, 1)).sheet.responses.get('q-s')).toEqual(first);
  });
});

describe('all questions on one page', () => {
  test('are kept together in two statements; what did not change is not written; nothing is checked in a test', async () => {
    await school.change(file, 'mode: practice', 'layout: all\ncounts: average\nshow: { explanations: later }\nattempts: 2');
    await school.publish();
    const { who, enrolment } = await learner('Tea');
    await quizzes.start(who, enrolment, quiz);
    const all = (answers: Record<string, string[]>) => quizzes.saveAll(who, enrolment, quiz, 1, () => answers);
    await all({ ...right, 'q-m': [] });
    const { statements } = await statementsOf(() => all({ ...right, 'q-m': ['a'], nonsense: ['x'] }));
    expect(statements).toHaveLength(2);
    expect(
      await t.database.query(
        'SELECT question_id AS q, answer, sequence FROM response r JOIN attempt a ON a.id = r.attempt_id WHERE a.enrolment_id = $1 ORDER BY 1',
        [enrolment],
      ),
    ).toEqual([
      { q: 'q-m', answer: ['a'], sequence: 1 },
      { q: 'q-s', answer: ['b'], sequence: 1 },
      { q: 'q-t', answer: ['true'], sequence: 1 },
    ]);
    await expect(all({ 'q-s': ['z'] })).rejects.toBeInstanceOf(Invalid);
    await expect(quizzes.check(who, enrolment, quiz, 1, 'q-s', ['b'])).rejects.toBeInstanceOf(NotFound);
    await quizzes.handIn(who, enrolment, quiz, 1);
    expect(await keyOf(all(right))).toBe('quizzes.error.handedIn');
    expect((await quizzes.sheet(who, enrolment, quiz, 1)).seen).toEqual({ answers: true, marks: true, explanations: false });
  });

  test('an average passes by the attempts together, and stays passed; explanations come when none is left', async () => {
    const { who, enrolment } = await learner('Uma');
    for (const [number, answers] of [[1, { 'q-s': ['b'] }] as const, [2, right] as const]) {
      await quizzes.start(who, enrolment, quiz);
      for (const [question, answer] of Object.entries(answers)) await quizzes.save(who, enrolment, quiz, number, question, answer);
      await quizzes.handIn(who, enrolment, quiz, number);
    }
    const { outcome, desk, seen } = await quizzes.desk(who, enrolment, quiz);
    expect(outcome).toMatchObject({ counted: null, score: { numerator: 2, denominator: 1, max: 3 }, passed: false, left: 0 });
    expect(desk.attempts.map(({ passed }) => passed)).toEqual([false, false]);
    expect(seen.explanations).toBe(true);
    expect((await t.get(ProgressAudit).verify()).differences).toEqual([]);
  });
});

describe('somebody’s time is changed while an attempt is handed in', () => {
  test.each<[string, (learner: { who: Viewer; cohort: string }) => Promise<unknown>, string, (learner: { who: Viewer; cohort: string }) => string]>([
    [
      'what the person needs',
      ({ who }) => accommodations.set(school.coordinator(), who.personId, { extraTime: 50, noTimer: false }),
      'SELECT 1 FROM person WHERE id = $1 FOR KEY SHARE NOWAIT',
      ({ who }) => who.personId,
    ],
    [
      'when the quiz closes',
      ({ cohort }) => windows.set(school.coordinator(), cohort, quiz, { opens: null, closes: '2027-01-01T09:00' }),
      'SELECT 1 FROM cohort WHERE id = $1 FOR KEY SHARE NOWAIT',
      ({ cohort }) => cohort,
    ],
  ])('%s: whoever holds the attempt can still write what names the person or the cohort', async (name, change, refer, id) => {
    const one = await learner(`Deadlock ${name}`);
    await quizzes.start(one.who, one.enrolment, quiz);
    let changing: Promise<unknown> = Promise.resolve();
    await t.database.transaction(async () => {
      await t.database.query('SELECT 1 FROM attempt WHERE enrolment_id = $1 FOR UPDATE', [one.enrolment]);
      changing = t.database.detached(() => change(one));
      const waits = `SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database() AND query LIKE '%FOR UPDATE OF a%'`;
      while (!(await t.database.detached(() => t.database.query(waits))).length) await new Promise((done) => setTimeout(done, 20));
      await t.database.query(refer, [id(one)]);
    });
    await changing;
  });
});
