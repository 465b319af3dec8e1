import fc from 'fast-check';
import { AuthoringModule } from '../../src/authoring/authoring.module.js';
import { CohortsModule } from '../../src/cohorts/cohorts.module.js';
import { Conflict, NotFound } from '../../src/platform/errors.js';
import { newId } from '../../src/platform/ids.js';
import type { Viewer } from '../../src/platform/security/viewer.js';
import { ProgressModule } from '../../src/progress/progress.module.js';
import type { Origin, OriginOfAll } from '../../src/quizzes/answer.queries.js';
import { AnsweredElsewhere } from '../../src/quizzes/attempt-refusals.js';
import { QuizService } from '../../src/quizzes/quiz.service.js';
import { QuizzesModule } from '../../src/quizzes/quizzes.module.js';
import { School } from '../progress/school.js';
import { testServices, type TestServices } from '../support/app.js';
import { statementsOf } from '../support/statements.js';

let t: TestServices;
let school: School;
let quizzes: QuizService;

beforeAll(async () => {
  t = await testServices([AuthoringModule, CohortsModule, ProgressModule, QuizzesModule]);
  school = await School.in(t);
  quizzes = t.get(QuizService);
});
afterAll(async () => {
  await school.close();
  await t.close();
});

interface Desk {
  viewer: Viewer;
  save(answer: string[], from?: Origin | null, question?: string): ReturnType<QuizService['save']>;
  saveAll(answers: Record<string, string[]>, from: OriginOfAll): ReturnType<QuizService['saveAll']>;
  kept(question?: string): Promise<{ answer: string[]; sequence: number } | undefined>;
  handIn(): Promise<void>;
}

/** Somebody with an open attempt. */
async function attempt(name: string): Promise<Desk> {
  const viewer = await school.person(name);
  const enrolment = await school.enrol(viewer);
  const number = await quizzes.start(viewer, enrolment, 'q-shared');
  return {
    viewer,
    save: (answer, from = null, question = 'q-m') => quizzes.save(viewer, enrolment, 'q-shared', number, question, answer, from),
    saveAll: (answers, from) => quizzes.saveAll(viewer, enrolment, 'q-shared', number, () => answers, from),
    kept: async (question = 'q-m') => (await quizzes.sheet(viewer, enrolment, 'q-shared', number)).sheet.responses.get(question),
    handIn: () => quizzes.handIn(viewer, enrolment, 'q-shared', number),
  };
}
const phone = newId();
const desktop = newId();
const from = (device: string, turn: number | null, seen = 0): Origin => ({ device, turn, seen });

/** What the save itself asks: on a busy machine the queue's own statements for the start of the attempt may still come. */
const own = (statements: string[]): string[] => statements.filter((text) => /\bFROM attempt\b/.test(text));

describe('saves of one device', () => {
  test('a repeat changes nothing and is answered as before, whenever it comes', async () => {
    const desk = await attempt('Anna');
    const first = await desk.save(['a'], from(phone, 1));
    t.clock.pass({ minutes: 5 });
    expect(await desk.save(['a'], from(phone, 1))).toEqual(first);
    // A repeat is known by its turn, not by its content.
    expect(await desk.save(['c'], from(phone, 1))).toEqual(first);
    expect(await desk.kept()).toMatchObject({ answer: ['a'], sequence: 1 });
    await desk.handIn();
    expect(await desk.save(['a'], from(phone, 1))).toEqual(first);
    await expect(desk.save(['c'], from(phone, 2))).rejects.toBeInstanceOf(Conflict);
    expect(await desk.kept()).toMatchObject({ answer: ['a'], sequence: 1 });
  });

  test('a page on which nobody has changed anything takes nothing back, late or in another window', async () => {
    const desk = await attempt('Una');
    const untouched = (seen: number): Origin => ({ ...from(phone, null, seen), untouched: true });
    // Nothing was answered, so nothing stands in another device's way.
    await desk.save([], untouched(0));
    expect(await desk.kept()).toMatchObject({ answer: [], sequence: 0 });
    await desk.save(['a'], from(desktop, 1, 0));
    await desk.save(['c'], from(phone, 1, 1));
    expect(await desk.kept()).toMatchObject({ answer: ['c'], sequence: 2 });
    // It shows an answer that this very device has replaced since, or none.
    for (const [answer, seen] of [
      [['a'], 1],
      [[], 0],
    ] as const)
      expect(await desk.save([...answer], untouched(seen))).toMatchObject({ sequence: 2 });
    expect(await desk.kept()).toMatchObject({ answer: ['c'], sequence: 2 });
    // What it adds to the answer that it shows is taken.
    await desk.save(['c', 'd'], untouched(2));
    expect(await desk.kept()).toMatchObject({ answer: ['c', 'd'], sequence: 3 });
    await desk.handIn();
    await expect(desk.save(['a'], untouched(1))).rejects.toBeInstanceOf(Conflict);
  });

  test('an older turn never replaces a newer one, and is told what the newer one was told', async () => {
    const desk = await attempt('Ben');
    const second = await desk.save(['c'], from(phone, 2));
    t.clock.pass({ minutes: 1 });
    expect(await desk.save(['a'], from(phone, 1))).toEqual(second);
    expect(await desk.kept()).toMatchObject({ answer: ['c'], sequence: 1 });
  });

  test('cost two statements; one that is not taken costs a third', async () => {
    const desk = await attempt('Cleo');
    await desk.save(['a'], from(phone, 1));
    const { statements } = await statementsOf(() => desk.save(['c'], from(phone, 2, 1)));
    expect(own(statements)).toHaveLength(2);
    expect(own((await statementsOf(() => desk.save(['c'], from(phone, 2, 1)))).statements)).toHaveLength(3);
  });

  test('turns are of one question: another question of the same turn is its own', async () => {
    const desk = await attempt('Dan');
    await desk.save(['a'], from(phone, 7));
    await desk.save(['b'], from(phone, 7), 'q-s');
    expect([(await desk.kept())?.answer, (await desk.kept('q-s'))?.answer]).toEqual([['a'], ['b']]);
  });

  test('in whatever order and however often they arrive, the newest stands', async () => {
    const options = [['a'], ['b'], ['c'], ['a', 'c'], []];
    let people = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 10 }), async (turns) => {
        const desk = await attempt(`Shuffled ${++people}`);
        const answerOf = (turn: number): string[] => options[turn % options.length]!;
        for (const turn of turns) await desk.save(answerOf(turn), from(phone, turn));
        expect((await desk.kept())?.answer).toEqual(answerOf(Math.max(...turns)));
      }),
      { numRuns: 15 },
    );
  });

  test('sent all at once, the newest stands', async () => {
    const desk = await attempt('Eve');
    const answers = [['a'], ['b'], ['c'], ['a', 'b'], ['a', 'c']];
    await Promise.all([...answers, ...answers].map((answer, i) => desk.save(answer, from(phone, (i % answers.length) + 1))));
    expect((await desk.kept())?.answer).toEqual(['a', 'c']);
  });
});

describe('two devices', () => {
  test('what one has not seen it does not replace; once seen it does', async () => {
    const desk = await attempt('Fay');
    await desk.save(['a'], from(phone, 1));
    const told = await desk.save(['b'], from(desktop, 1, 0)).catch((error: unknown) => error);
    expect(told).toBeInstanceOf(AnsweredElsewhere);
    expect(told).toMatchObject({ sequence: 1, savedAt: t.clock.now(), status: 409 });
    expect((await desk.kept())?.answer).toEqual(['a']);
    await desk.save(['b'], from(desktop, 2, 1));
    expect(await desk.kept()).toMatchObject({ answer: ['b'], sequence: 2 });
  });

  test('what was refused can be repeated and stays refused; what was taken stays acknowledged after another device', async () => {
    const desk = await attempt('Gus');
    const first = await desk.save(['a'], from(phone, 1));
    await desk.save(['b'], from(desktop, 1, 1));
    expect(await desk.save(['a'], from(phone, 1))).toEqual(first);
    await expect(desk.save(['c'], from(phone, 2, 1))).rejects.toBeInstanceOf(AnsweredElsewhere);
    await expect(desk.save(['c'], from(phone, 2, 1))).rejects.toBeInstanceOf(AnsweredElsewhere);
    expect(await desk.kept()).toMatchObject({ answer: ['b'], sequence: 2 });
  });

  test('the same answer on both is no conflict', async () => {
    const desk = await attempt('Hal');
    await desk.save(['a'], from(phone, 1));
    expect(await desk.save(['a'], from(desktop, 1, 0))).toMatchObject({ sequence: 1 });
    await desk.save(['c'], from(phone, 2, 1));
    expect((await desk.kept())?.answer).toEqual(['c']);
  });

  test('at once: exactly one is taken, the other is told', async () => {
    for (let i = 0; i < 6; i++) {
      const desk = await attempt(`Both ${i}`);
      const outcomes = await Promise.allSettled([desk.save(['a'], from(phone, 1)), desk.save(['b'], from(desktop, 1))]);
      expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
      expect((await desk.kept())?.answer).toEqual(outcomes[0].status === 'fulfilled' ? ['a'] : ['b']);
    }
  });

  test('a client that says nothing about itself is taken as it comes, and does not go unnoticed', async () => {
    const desk = await attempt('Ida');
    await desk.save(['a'], from(phone, 1));
    await desk.save(['b']);
    expect(await desk.kept()).toMatchObject({ answer: ['b'], sequence: 2 });
    await expect(desk.save(['c'], from(phone, 2, 1))).rejects.toBeInstanceOf(AnsweredElsewhere);
    await desk.save(['c'], from(phone, 3, 2));
    expect((await desk.kept())?.answer).toEqual(['c']);
  });

  test('pages without script name themselves and count nothing: a page may be sent again with another answer', async () => {
    const desk = await attempt('Jan');
    await desk.save(['a'], from(phone, null));
    await desk.save(['b'], from(phone, null));
    expect((await desk.kept())?.answer).toEqual(['b']);
    await expect(desk.save(['c'], from(desktop, null, 1))).rejects.toBeInstanceOf(AnsweredElsewhere);
  });

  test('a hundred devices leave no hundred entries, and no late packet of a forgotten one replaces anything', async () => {
    const desk = await attempt('Kim');
    await desk.save(['a'], from(phone, 1));
    for (let seen = 1; seen <= 60; seen++) await desk.save(seen % 2 ? ['b'] : ['c'], from(newId(), 1, seen));
    const [row] = await t.database.query(
      `SELECT (SELECT count(*)::int FROM jsonb_object_keys(r.turns)) AS n FROM response r JOIN attempt a ON a.id = r.attempt_id
       JOIN enrolment e ON e.id = a.enrolment_id WHERE e.person_id = $1`,
      [desk.viewer.personId],
    );
    expect(row?.n).toBeLessThanOrEqual(20);
    await expect(desk.save(['a'], from(phone, 1))).rejects.toBeInstanceOf(AnsweredElsewhere);
    expect((await desk.kept())?.answer).toEqual(['c']);
  });

  test('of another person: there is no such attempt, whatever device is named', async () => {
    const desk = await attempt('Lea');
    await desk.save(['a'], from(phone, 1));
    const other = await school.person('Other');
    const enrolment = await school.enrol(desk.viewer);
    await expect(quizzes.save(other, enrolment, 'q-shared', 1, 'q-m', ['b'], from(phone, 1))).rejects.toBeInstanceOf(NotFound);
    await expect(quizzes.save(other, enrolment, 'q-shared', 1, 'q-m', ['b'], from(phone, 9, 9))).rejects.toBeInstanceOf(NotFound);
    expect((await desk.kept())?.answer).toEqual(['a']);
  });
});

test('a save that meets the hand-in is graded or refused, and its repeat is told the same', async () => {
  for (let i = 0; i < 6; i++) {
    const desk = await attempt(`Late ${i}`);
    const [saved] = await Promise.allSettled([desk.save(['b'], from(phone, 1), 'q-s'), desk.handIn()]);
    const again = await desk.save(['b'], from(phone, 1), 'q-s').then(
      (value) => ({ status: 'fulfilled', value }),
      () => ({ status: 'rejected' }),
    );
    expect(again.status).toBe(saved.status);
    expect((await desk.kept('q-s')) !== undefined).toBe(saved.status === 'fulfilled');
  }
});

describe('a page with all questions', () => {
  test('replaces nothing that another device has answered unseen, keeps the rest, and takes a repeat as one', async () => {
    const desk = await attempt('All');
    const all = (answers: Record<string, string[]>, device: string, turn: number, seen: Record<string, number> = {}) =>
      desk.saveAll(answers, { device, turn, seen });
    const first = await all({ 'q-s': ['a'], 'q-m': ['a'], 'q-t': [] }, phone, 1);
    expect(first).toMatchObject({ refused: [], sequences: { 'q-s': 1, 'q-m': 1, 'q-t': 0 } });
    expect(await all({ 'q-s': ['a'], 'q-m': ['a'], 'q-t': [] }, phone, 1)).toMatchObject({ refused: [] });

    // A page that was opened before the phone answered: only what it has not seen is left as it is.
    const second = await all({ 'q-s': ['b'], 'q-m': ['a'], 'q-t': ['true'] }, desktop, 2);
    expect(second).toMatchObject({ refused: ['q-s'], sequences: { 'q-s': 1, 'q-m': 1, 'q-t': 1 } });
    expect(await desk.kept('q-s')).toMatchObject({ answer: ['a'] });
    expect(await desk.kept('q-t')).toMatchObject({ answer: ['true'] });
    // Sent again with what it has been told, it replaces it.
    expect(await all({ 'q-s': ['b'] }, desktop, 3, second.sequences)).toMatchObject({ refused: [], sequences: { 'q-s': 2 } });

    // A packet of the phone that was late brings nothing back.
    expect(await all({ 'q-s': ['c'], 'q-m': ['c'] }, phone, 1, { 'q-s': 9, 'q-m': 9 })).toMatchObject({ refused: [] });
    expect([(await desk.kept('q-s'))?.answer, (await desk.kept('q-m'))?.answer]).toEqual([['b'], ['a']]);
    await desk.handIn();
    await expect(all({ 'q-s': ['c'] }, desktop, 4, second.sequences)).rejects.toBeInstanceOf(Conflict);
  });

  test('a late packet brings nothing back that was changed to and fro meanwhile', async () => {
    const desk = await attempt('To and fro');
    const all = (answers: Record<string, string[]>, turn: number) => desk.saveAll(answers, { device: phone, turn, seen: {} });
    await all({ 'q-s': ['a'], 'q-m': ['a'] }, 1);
    await all({ 'q-s': ['a'], 'q-m': ['a'] }, 3); // changed to b and back again: the packet in between is late
    expect(await all({ 'q-s': ['b'], 'q-m': ['a'] }, 2)).toMatchObject({ refused: [] });
    expect(await desk.kept('q-s')).toMatchObject({ answer: ['a'], sequence: 1 });
    await all({ 'q-s': ['a'], 'q-m': ['c'] }, 5);
    await all({ 'q-s': ['b'], 'q-m': ['c'] }, 4);
    expect(await desk.kept('q-s')).toMatchObject({ answer: ['a'], sequence: 1 });
  });

  test('a late packet of one question brings nothing back that the page has sent again since, nor what it has taken away', async () => {
    const desk = await attempt('Late');
    const one = (question: string, answer: string[], turn: number) => desk.save(answer, from(phone, turn), question);
    await one('q-m', ['a'], 1);
    await one('q-s', ['a'], 2);
    // Both as they were; in between q-s was b for a moment, and q-t was answered: these packets are late.
    await desk.saveAll({ 'q-m': ['a'], 'q-s': ['a'], 'q-t': [] }, { device: phone, turn: 7, seen: {} });
    await one('q-s', ['b'], 3).catch(() => undefined);
    await one('q-t', ['true'], 4).catch(() => undefined);
    expect([await desk.kept('q-s'), (await desk.kept('q-t'))?.answer ?? []]).toMatchObject([{ answer: ['a'] }, []]);
  });

  test('the same page sent twice at once is told of no other device', async () => {
    for (let i = 0; i < 8; i++) {
      const desk = await attempt(`Twice ${i}`);
      await desk.saveAll({ 'q-s': ['a'], 'q-m': ['a'] }, { device: phone, turn: 1, seen: {} });
      const again = () => desk.saveAll({ 'q-s': ['b'], 'q-m': ['c'] }, { device: desktop, turn: 2, seen: { 'q-s': 1, 'q-m': 1 } });
      for (const { refused } of await Promise.all(Array.from({ length: 6 }, again))) expect(refused).toEqual([]);
    }
  });

  test('two at once: whatever the order, each answer is written or named as refused', async () => {
    for (let i = 0; i < 8; i++) {
      const desk = await attempt(`At once ${i}`);
      const both = await Promise.all(
        [phone, desktop].map((device, k) => desk.saveAll({ 'q-s': [k ? 'a' : 'b'], 'q-m': [k ? 'a' : 'c'] }, { device, turn: 1, seen: {} })),
      );
      for (const question of ['q-s', 'q-m']) {
        const kept = (await desk.kept(question))!.answer;
        const sent = (k: number): string => (question === 'q-s' ? (k ? 'a' : 'b') : k ? 'a' : 'c');
        for (const k of [0, 1]) expect(both[k]!.refused.includes(question)).toBe(kept[0] !== sent(k));
      }
    }
  });
});
