import fc from 'fast-check';
import type { Counting } from '../../../src/catalogue/outline.js';
import type { Question } from '../../../src/questions/question.js';
import { compareScores, passes, type Score } from '../../../src/questions/rules/grade.js';
import { averageOf, earnsPass, outcome, type Circumstances, type Tried } from '../../../src/quizzes/rules/outcome.js';
import { firstEmpty } from '../../../src/quizzes/rules/place.js';

const at = (text: string): Date => new Date(`2026-12-${text}:00Z`);
const now = at('10T12:00');
const handedIn = (number: number, numerator: number, denominator = 1, passed = false, handedInAt = at('10T09:00')): Tried => ({
  number,
  score: { numerator, denominator, max: 3 },
  passed,
  handedInAt,
});
const waiting = (number: number): Tried => ({ number, score: null, passed: false, handedInAt: at('10T09:00') });
const open = (number: number): Tried => ({ number, score: null, passed: false, handedInAt: null });
const free: Circumstances = { now, grants: [], opensAt: null, closesAt: null };
const rules = (attempts: number | null, counts: Counting = 'best', wait = 0) => ({ attempts, counts, wait });

describe('several attempts', () => {
  test.each<[string, Tried[], number | null, Partial<ReturnType<typeof outcome>>]>([
    ['none yet', [], null, { counted: null, score: null, passed: false, open: null, left: null, refusal: null, nextAt: null }],
    ['none yet, of two', [], 2, { left: 2, refusal: null }],
    ['an open one is gone on with', [open(1)], null, { open: 1, counted: null, refusal: 'open-attempt' }],
    ['the best counts', [handedIn(1, 1), handedIn(2, 5, 2, true), handedIn(3, 2)], null, { counted: 2, passed: true, refusal: null }],
    ['of equals the earliest counts', [handedIn(1, 2), handedIn(2, 4, 2)], null, { counted: 1 }],
    ['the last one is taken', [handedIn(1, 1), handedIn(2, 1)], 2, { left: 0, refusal: 'none-left' }],
    ['an open one counts as taken', [handedIn(1, 1), open(2)], 2, { left: 0, open: 2, refusal: 'open-attempt' }],
    [
      'one that waits for its marks is taken, neither open nor counted',
      [waiting(1)],
      2,
      { counted: null, passed: false, open: null, left: 1, refusal: null },
    ],
    ['a graded one counts beside one that waits', [handedIn(1, 1), waiting(2)], 2, { counted: 1, left: 0, refusal: 'none-left' }],
    ['a pass may be improved', [handedIn(1, 3, 1, true)], 2, { passed: true, left: 1, refusal: null }],
    ['fewer allowed than were taken', [handedIn(1, 1), handedIn(2, 1)], 1, { left: 0, refusal: 'none-left' }],
  ])('%s', (_, attempts, limit, expected) => expect(outcome(attempts, rules(limit), free)).toMatchObject(expected));

  test.each<[Counting, number | null, Score]>([
    ['best', 2, { numerator: 5, denominator: 2, max: 3 }],
    ['last', 3, { numerator: 2, denominator: 1, max: 3 }],
    ['first', 1, { numerator: 1, denominator: 1, max: 3 }],
    ['average', null, { numerator: 11, denominator: 6, max: 3 }],
  ])('count by %s', (counts, counted, score) => {
    const attempts = [handedIn(1, 1), handedIn(2, 5, 2), handedIn(3, 2), open(4)];
    expect(outcome(attempts, rules(null, counts), free)).toMatchObject({ counted, score });
  });

  test.each<[string, Partial<Circumstances>, Tried[], number | null, number, Partial<ReturnType<typeof outcome>>]>([
    ['a wait that goes on', {}, [handedIn(1, 1)], null, 24, { refusal: 'wait', nextAt: at('11T09:00') }],
    ['a wait that is over', {}, [handedIn(1, 1)], null, 3, { refusal: null, nextAt: null }],
    ['no wait before the first', {}, [], null, 24, { refusal: null }],
    ['a wait from the last hand-in', {}, [handedIn(1, 1, 1, false, at('01T00:00')), handedIn(2, 1)], null, 24, { nextAt: at('11T09:00') }],
    ['a grant ends the wait', { grants: [at('10T10:00')] }, [handedIn(1, 1)], null, 24, { refusal: null }],
    ['an old grant does not', { grants: [at('10T08:00')] }, [handedIn(1, 1)], null, 24, { refusal: 'wait' }],
    ['a grant is one more', { grants: [at('10T10:00')] }, [handedIn(1, 1)], 1, 0, { allowed: 2, left: 1, refusal: null }],
    ['a grant that was used', { grants: [at('10T08:00')] }, [handedIn(1, 1), handedIn(2, 1)], 1, 0, { left: 0, refusal: 'none-left' }],
    ['not open yet', { opensAt: at('10T12:01') }, [], null, 0, { refusal: 'not-open', nextAt: at('10T12:01') }],
    ['open from its minute on', { opensAt: now }, [], null, 0, { refusal: null }],
    ['closed from its minute on', { closesAt: now }, [], null, 0, { refusal: 'closed', nextAt: null }],
    ['a grant opens nothing', { closesAt: now, grants: [now] }, [], null, 0, { refusal: 'closed' }],
    ['a wait beyond closing', { closesAt: at('11T08:00') }, [handedIn(1, 1)], null, 24, { refusal: 'closed', nextAt: null }],
    ['none left is no wait', {}, [handedIn(1, 1)], 1, 24, { refusal: 'none-left', nextAt: null }],
  ])('%s', (_, circumstances, attempts, limit, wait, expected) =>
    expect(outcome(attempts, rules(limit, 'best', wait), { ...free, ...circumstances })).toMatchObject(expected),
  );
});

const score = fc
  .record({ denominator: fc.integer({ min: 1, max: 12 }), max: fc.constantFrom(3, 5, 8) })
  .chain(({ denominator, max }) => fc.integer({ min: 0, max: denominator * max }).map((numerator): Score => ({ numerator, denominator, max })));

describe('an average', () => {
  test('lies between the lowest and the highest, exactly, whatever the order', () => {
    fc.assert(
      fc.property(fc.array(score, { minLength: 1, maxLength: 6 }), (scores) => {
        const mean = averageOf(scores)!;
        expect(scores.some((one) => compareScores(one, mean) <= 0) && scores.some((one) => compareScores(one, mean) >= 0)).toBe(true);
        const mirrored = averageOf([...scores].reverse())!;
        expect(compareScores(mean, mirrored)).toBe(0);
        expect(averageOf([...scores, mean])).toEqual(mean);
      }),
    );
  });
  test('of nothing is nothing', () => expect(averageOf([])).toBeNull());
});

describe('a pass', () => {
  const [low, high]: Score[] = [
    { numerator: 1, denominator: 1, max: 3 },
    { numerator: 3, denominator: 1, max: 3 },
  ];
  test.each<[Counting, (Score | null)[], Score, boolean]>([
    ['best', [low!], high!, true],
    ['best', [null], high!, true],
    ['first', [null], high!, false],
    ['average', [null], high!, false],
    ['last', [low!], high!, true],
    ['last', [high!], low!, false],
    ['first', [], high!, true],
    ['first', [low!], high!, false],
    ['average', [low!], high!, false],
    ['average', [high!, high!], low!, true],
  ])('by %s', (counts, before, own, expected) => expect(earnsPass(before, own, { counts, pass: 70 })).toBe(expected));

  test('by the best is earned by its own points alone; once earned it stays', () => {
    fc.assert(
      fc.property(fc.array(score, { maxLength: 5 }), score, (before, own) => {
        expect(earnsPass(before, own, { counts: 'best', pass: 70 })).toBe(passes(own, 70));
        const tried = [...before, own].map((one, index): Tried => ({ number: index + 1, score: one, passed: index === 0, handedInAt: now }));
        for (const counts of ['best', 'last', 'first', 'average'] as const) expect(outcome(tried, rules(null, counts), free).passed).toBe(true);
      }),
    );
  });
});

describe('the first question without an answer', () => {
  const questions = ['a', 'b', 'c'].map((id): Question => ({
    id,
    type: 'single',
    lesson: 'l',
    objective: 'o',
    tags: [],
    difficulty: null,
    picture: null,
    options: ['x'],
    correct: ['x'],
    words: {},
  }));
  const answers = (...given: string[]) => new Map(given.map((id) => [id, { answer: id === 'c' ? [] : ['x'] }]));
  test.each<[string[], number | null]>([
    [[], 1],
    [['a'], 2],
    [['b'], 1],
    [['a', 'b'], 3],
    [['a', 'b', 'c'], 3],
  ])('with %j', (given, expected) => expect(firstEmpty(questions, answers(...given))).toBe(expected));
  test('none', () => expect(firstEmpty(questions.slice(0, 2), answers('a', 'b'))).toBeNull());
});
