import fc from 'fast-check';
import type { Choice } from '../../../src/questions/types/choice.js';
import { fits, placed } from '../../../src/catalogue/rules/draws.js';
import { drawQuestions } from '../../../src/quizzes/rules/draw.js';

const question = (id: string, type: Choice['type']): Choice =>
  ({
    id,
    type,
    lesson: 'l',
    objective: 'o',
    tags: [],
    difficulty: null,
    picture: null,
    options: type === 'truefalse' ? ['true', 'false'] : ['a', 'b', 'c', 'd'],
    correct: type === 'truefalse' ? ['true'] : ['b'],
    words: {},
  }) as Choice;
const pool = fc
  .uniqueArray(fc.tuple(fc.string({ minLength: 1 }), fc.constantFrom<Choice['type']>('single', 'multiple', 'truefalse')), {
    selector: ([id]) => id,
    minLength: 1,
    maxLength: 15,
  })
  .map((list) => list.map(([id, type]) => question(id, type)));

describe('a draw', () => {
  test('takes so many different questions of the pool, each with all its options', () => {
    fc.assert(
      fc.property(pool, fc.integer({ min: 1, max: 20 }), fc.string(), (questions, draw, seed) => {
        const drawn = drawQuestions({ draw, draws: [], questions, always: [] }, seed);
        expect(drawn).toHaveLength(Math.min(draw, questions.length));
        expect(new Set(drawn.map(({ id }) => id)).size).toBe(drawn.length);
        for (const { id, options } of drawn) expect([...options].sort()).toEqual([...questions.find((one) => one.id === id)!.options].sort());
      }),
    );
  });

  test('depends on the seed alone', () => {
    fc.assert(
      fc.property(pool, fc.string(), (questions, seed) =>
        expect(drawQuestions({ draw: 5, draws: [], questions, always: [] }, seed)).toEqual(
          drawQuestions({ draw: 5, draws: [], questions, always: [] }, seed),
        ),
      ),
    );
  });

  test('leaves true before false', () => {
    const questions = [question('t', 'truefalse')];
    for (let i = 0; i < 50; i++)
      expect(drawQuestions({ draw: 1, draws: [], questions, always: [] }, `seed ${i}`)[0]!.options).toEqual(['true', 'false']);
  });

  test('takes what every attempt gets, in no place of its own', () => {
    fc.assert(
      fc.property(pool, fc.integer({ min: 1, max: 20 }), fc.string(), (questions, draw, seed) => {
        const always = [questions[0]!.id];
        const drawn = drawQuestions({ draw, draws: [], questions, always }, seed).map(({ id }) => id);
        expect(drawn).toContain(always[0]);
        expect(drawn).toHaveLength(Math.min(draw, questions.length));
      }),
    );
    const questions = ['a', 'b', 'c', 'd'].map((id) => question(id, 'single'));
    const places = new Set(
      Array.from({ length: 60 }, (_, i) =>
        drawQuestions({ draw: 3, draws: [], questions, always: ['d'] }, `seed ${i}`).findIndex(({ id }) => id === 'd'),
      ),
    );
    expect(places).toEqual(new Set([0, 1, 2]));
  });

  test('gives each question and each place of an option about the same chance', () => {
    const questions = ['a', 'b', 'c', 'd'].map((id) => question(id, 'single'));
    const chosen = new Map<string, number>();
    const first = new Map<string, number>();
    for (let i = 0; i < 4000; i++)
      for (const { id, options } of drawQuestions({ draw: 2, draws: [], questions, always: [] }, `seed ${i}`)) {
        chosen.set(id, (chosen.get(id) ?? 0) + 1);
        first.set(options[0]!, (first.get(options[0]!) ?? 0) + 1);
      }
    for (const id of ['a', 'b', 'c', 'd']) {
      expect(Math.abs(chosen.get(id)! - 2000)).toBeLessThan(150);
      expect(Math.abs(first.get(id)! - 2000)).toBeLessThan(180);
    }
  });
});

describe('lists of a draw', () => {
  const tagged = (id: string, tags: string[], difficulty: 1 | 2 | 3 | null = null): Choice =>
    ({ ...question(id, 'single'), tags, difficulty }) as Choice;
  const tag = fc.constantFrom('a', 'b', 'c');
  const questions = fc
    .array(fc.tuple(fc.uniqueArray(tag), fc.constantFrom<1 | 2 | 3>(1, 2, 3)), { minLength: 1, maxLength: 12 })
    .map((list) => list.map(([tags, difficulty], i) => tagged(`q${i}`, tags, difficulty)));
  const lists = fc.array(
    fc.record({
      tags: fc.uniqueArray(tag, { maxLength: 2 }),
      difficulty: fc.option(fc.constantFrom<1 | 2 | 3>(1, 2, 3)),
      count: fc.integer({ min: 1, max: 3 }),
    }),
    { maxLength: 4 },
  );
  const total = (draws: { count: number }[]): number => draws.reduce((sum, { count }) => sum + count, 0);

  test('are filled as far as any choice could fill them, whatever the seed', () => {
    fc.assert(
      fc.property(questions, lists, fc.integer({ min: 0, max: 3 }), fc.string(), (pool, draws, plain, seed) => {
        const draw = total(draws) + plain;
        const drawn = drawQuestions({ draw, draws, questions: pool, always: [] }, seed);
        expect(drawn).toHaveLength(placed(pool, draws, draw).length);
        expect(new Set(drawn.map(({ id }) => id)).size).toBe(drawn.length);
        expect(drawQuestions({ draw, draws, questions: pool, always: [] }, seed)).toEqual(drawn);
        // A place is empty only where no question that was left out fits it.
        if (draws.length === 1 && !plain)
          for (const { id } of drawn)
            expect(
              fits(
                pool.find((one) => one.id === id)!,
                draws[0]!,
              ),
            ).toBe(true);
      }),
    );
  });

  test('give way to each other: a question that fits two lists goes where it is needed', () => {
    const pool = [tagged('both', ['a', 'b']), tagged('one', ['a'])];
    const draws = [
      { tags: ['a'], difficulty: null, picture: null, count: 1 },
      { tags: ['b'], difficulty: null, picture: null, count: 1 },
    ];
    for (let i = 0; i < 20; i++)
      expect(
        drawQuestions({ draw: 2, draws, questions: pool, always: [] }, `seed ${i}`)
          .map(({ id }) => id)
          .sort(),
      ).toEqual(['both', 'one']);
  });

  test('leave room for what every attempt gets, where it fits', () => {
    const pool = [tagged('x', ['a']), tagged('y', ['a']), tagged('z', ['a'])];
    const draws = [{ tags: ['a'], difficulty: null, picture: null, count: 1 }];
    for (let i = 0; i < 20; i++)
      expect(drawQuestions({ draw: 1, draws, questions: pool, always: ['z'] }, `seed ${i}`).map(({ id }) => id)).toEqual(['z']);
  });
});
