import fc from 'fast-check';
import type { Question } from '../../../src/questions/question.js';
import { questionVersion } from '../../../src/questions/rules/version.js';
import {
  alpha,
  discrimination,
  distractors,
  errorOfMeasurement,
  facility,
  itemFigures,
  quizFigures,
  variance,
  type AnswerGroup,
} from '../../../src/reports/rules/statistics.js';

/** One attempt: points of each question, in order. */
type Attempt = readonly number[];

const thirdOf = (attempt: Attempt, all: readonly Attempt[]): 'upper' | 'lower' | null => {
  const score = (one: Attempt): number => one.reduce((a, b) => a + b, 0) / one.length;
  const [below, same] = [all.filter((one) => score(one) < score(attempt)).length, all.filter((one) => score(one) === score(attempt)).length];
  const place = (below + same / 2) / all.length;
  return place > 2 / 3 ? 'upper' : place < 1 / 3 ? 'lower' : null;
};

/** What PostgreSQL does: attempts added up by slot and answer. The answer is its points. */
function groupsOf(attempts: readonly Attempt[], slots?: readonly number[]): AnswerGroup[] {
  const groups = new Map<string, AnswerGroup>();
  for (const attempt of attempts) {
    const total = attempt.reduce((a, b) => a + b, 0);
    const third = thirdOf(attempt, attempts);
    attempt.forEach((points, slot) => {
      if (slots && !slots.includes(slot)) return;
      const key = `${slot} ${points} ${attempt.length}`;
      const group = groups.get(key) ?? {
        slot: String(slot),
        max: attempt.length,
        language: 'en',
        answer: [String(points)],
        points,
        count: 0,
        total: 0,
        squares: 0,
        upper: 0,
        lower: 0,
      };
      group.count++;
      group.total += total;
      group.squares += total * total;
      if (third) group[third]++;
      groups.set(key, group);
    });
  }
  return [...groups.values()];
}

/** The textbook's way: two columns of numbers. */
function pearson(xs: number[], ys: number[]): number {
  const mean = (list: number[]): number => list.reduce((a, b) => a + b, 0) / list.length;
  const [mx, my] = [mean(xs), mean(ys)];
  const covariance = mean(xs.map((x, i) => (x - mx) * (ys[i]! - my)));
  return covariance / Math.sqrt(mean(xs.map((x) => (x - mx) ** 2)) * mean(ys.map((y) => (y - my) ** 2)));
}

const restOf = (attempt: Attempt, slot: number): number => (attempt.reduce((a, b) => a + b, 0) - attempt[slot]!) / (attempt.length - 1);
const tables = fc
  .integer({ min: 2, max: 6 })
  .chain((slots) =>
    fc.array(fc.array(fc.constantFrom(0, 0.25, 0.5, 0.75, 1), { minLength: slots, maxLength: slots }), { minLength: 1, maxLength: 40 }),
  );

// Five people, four questions. By hand: totals 4, 3, 2, 1, 0.
const ladder: Attempt[] = [
  [1, 1, 1, 1],
  [1, 1, 1, 0],
  [1, 1, 0, 0],
  [1, 0, 0, 0],
  [0, 0, 0, 0],
];

describe('figures against a table computed by hand', () => {
  it('facility is the mean share of the points', () => {
    expect(facility(groupsOf(ladder, [0]))).toBeCloseTo(4 / 5, 12);
    expect(facility(groupsOf(ladder, [3]))).toBeCloseTo(1 / 5, 12);
    expect(facility([])).toBeNull();
  });

  it('discrimination leaves the question out of the rest', () => {
    // Question 2 of the ladder: x = 1 1 1 0 0, rest = 3 2 1 1 0 (means 0.6 and 1.4).
    // Σxr/n − x̄r̄ = 6/5 − 0.84 = 0.36; s_x² = 0.24; s_r² = 15/5 − 1.96 = 1.04. r = 0.36 / √0.2496 = 0.72058.
    expect(discrimination(groupsOf(ladder, [1]))).toBeCloseTo(0.36 / Math.sqrt(0.24 * 1.04), 12);
    expect(discrimination(groupsOf(ladder, [1]))).toBeCloseTo(0.72058, 5);
  });

  it('alpha and the error of measurement', () => {
    // Item variances (n − 1): 0.2, 0.3, 0.3, 0.2; sum 1.0. Variance of 4 3 2 1 0: 2.5. α = 4/3 · (1 − 1/2.5) = 0.8.
    const slots = [0, 1, 2, 3].map((slot) => {
      const points = ladder.map((attempt) => attempt[slot]!);
      return variance(
        5,
        points.reduce((a, b) => a + b, 0),
        points.reduce((a, b) => a + b * b, 0),
      );
    });
    [0.2, 0.3, 0.3, 0.2].forEach((value, i) => expect(slots[i]).toBeCloseTo(value, 12));
    expect(alpha(slots, 2.5)).toBeCloseTo(0.8, 12);
    expect(errorOfMeasurement(Math.sqrt(2.5), 0.8)).toBeCloseTo(Math.sqrt(0.5), 12);
    // The same through sums: twenty times the ladder has 100 attempts.
    const many = Array.from({ length: 20 }, () => ladder).flat();
    const whole = quizFigures(groupsOf(many));
    expect(whole.count).toBe(100);
    expect(whole.mean).toBeCloseTo(0.5, 12);
    // Variance of the totals: 20·10/99; of the slots: 20·(0.8 + 1.2 + 1.2 + 0.8)/99. α = 4/3 · (1 − 80/200).
    expect(whole.alpha).toBeCloseTo(0.8, 12);
    expect(whole.spread).toBeCloseTo(Math.sqrt(200 / 99) / 4, 12);
    expect(whole.error).toBeCloseTo((Math.sqrt(200 / 99) / 4) * Math.sqrt(0.2), 12);
  });

  it('the choice of options, over all and in the thirds', () => {
    const group = (answer: string[], count: number, upper: number, lower: number): AnswerGroup => ({
      slot: 's',
      max: 3,
      language: 'en',
      answer,
      points: answer[0] === 'a' ? 1 : 0,
      count,
      total: 0,
      squares: 0,
      upper,
      lower,
    });
    expect(distractors([group(['a'], 20, 8, 4), group(['b'], 8, 2, 3), group([], 2, 0, 3)], ['a', 'b', 'c'], ['a'])).toEqual([
      { option: 'a', right: true, count: 20, share: 20 / 30, upper: 0.8, lower: 0.4 },
      { option: 'b', right: false, count: 8, share: 8 / 30, upper: 0.2, lower: 0.3 },
      { option: 'c', right: false, count: 0, share: 0, upper: 0, lower: 0 },
    ]);
    // A third of fewer than five says nothing.
    expect(distractors([group(['a'], 20, 4, 5)], ['a'], ['a'])[0]).toMatchObject({ upper: null, lower: 1 });
  });
});

describe('what may be said', () => {
  const group = (answer: string, points: number, count: number, more: Partial<AnswerGroup> = {}): AnswerGroup => ({
    slot: 's',
    max: 1,
    language: 'en',
    answer: [answer],
    points,
    count,
    total: count * points,
    squares: count * points,
    upper: 0,
    lower: 0,
    ...more,
  });
  const figures = (...groups: AnswerGroup[]) => itemFigures(groups, ['a', 'b', 'c'], ['a']);

  it('under 5 nothing, under 20 only the number, under 100 no correlation', () => {
    expect(figures(group('a', 1, 4))).toEqual({ count: null, facility: null, discrimination: null, options: [], doubts: [] });
    expect(figures(group('a', 1, 3), group('b', 0, 2))).toEqual({ count: 5, facility: null, discrimination: null, options: [], doubts: [] });
    expect(figures(group('a', 1, 19))).toMatchObject({ count: 19, facility: null });
    const said = groupsOf(
      Array.from({ length: 99 }, (_, i) => [i % 2, i % 2]),
      [0],
    );
    expect(itemFigures(said, [], [])).toMatchObject({ count: 99, facility: 49 / 99, discrimination: null });
    const related = groupsOf(
      Array.from({ length: 100 }, (_, i) => [i % 2, i % 2]),
      [0],
    );
    expect(itemFigures(related, [], []).discrimination).toBeCloseTo(1, 12);
    expect(quizFigures(groupsOf(Array.from({ length: 4 }, () => [1, 0])))).toEqual({
      count: null,
      mean: null,
      spread: null,
      alpha: null,
      error: null,
    });
    expect(quizFigures(groupsOf(Array.from({ length: 19 }, () => [1, 0])))).toMatchObject({ count: 19, mean: null });
    expect(quizFigures(groupsOf(Array.from({ length: 99 }, (_, i) => [i % 2, i % 2])))).toMatchObject({ alpha: null, error: null });
  });

  it('doubts in words, each by its threshold', () => {
    expect(figures(group('a', 1, 95), group('b', 0, 5)).doubts).toEqual(['easy']);
    expect(figures(group('a', 1, 25), group('b', 0, 50), group('c', 0, 25)).doubts).toEqual(['hard']);
    expect(figures(group('a', 1, 30), group('b', 0, 30)).doubts).toEqual(['unused']);
    expect(figures(group('a', 1, 30, { upper: 10, lower: 16 }), group('b', 0, 20, { upper: 10, lower: 2 }), group('c', 0, 1)).doubts).toEqual([
      'attracts',
    ]);
    expect(figures(group('a', 1, 30, { upper: 16, lower: 10 }), group('b', 0, 20, { upper: 2, lower: 10 }), group('c', 0, 1)).doubts).toEqual([]);
    const opposite = groupsOf(
      Array.from({ length: 100 }, (_, i) => [i % 2, 1 - (i % 2)]),
      [0],
    );
    expect(itemFigures(opposite, [], []).doubts).toEqual(['against']);
    // Independent columns: no relation at all.
    const independent = groupsOf(
      Array.from({ length: 100 }, (_, i) => [i % 2, Math.floor(i / 2) % 2]),
      [0],
    );
    expect(itemFigures(independent, [], []).doubts).toEqual(['little']);
  });
});

describe('properties', () => {
  it('facility lies in 0..1, discrimination in −1..1 and equals the textbook’s correlation', () => {
    fc.assert(
      fc.property(tables, (attempts) => {
        const groups = groupsOf(attempts, [0]);
        const share = facility(groups)!;
        expect(share).toBeGreaterThanOrEqual(0);
        expect(share).toBeLessThanOrEqual(1);
        const relation = discrimination(groups);
        const expected = pearson(
          attempts.map((one) => one[0]!),
          attempts.map((one) => restOf(one, 0)),
        );
        const varies = (list: number[]): boolean => new Set(list).size > 1;
        const comparable = varies(attempts.map((one) => one[0]!)) && varies(attempts.map((one) => restOf(one, 0)));
        expect(relation !== null).toBe(comparable);
        if (relation === null) return;
        expect(Math.abs(relation)).toBeLessThanOrEqual(1);
        expect(relation).toBeCloseTo(expected, 6);
      }),
    );
  });

  it('the order of the people does not matter', () => {
    fc.assert(
      fc.property(
        tables.chain((attempts) =>
          fc.tuple(fc.constant(attempts), fc.shuffledSubarray(attempts, { minLength: attempts.length, maxLength: attempts.length })),
        ),
        ([attempts, shuffled]) => {
          const [a, b] = [groupsOf(attempts, [0]), groupsOf(shuffled, [0])];
          expect(facility(b)).toBeCloseTo(facility(a)!, 12);
          const [before, after] = [discrimination(a), discrimination(b)];
          if (before === null || after === null) expect(after).toBe(before);
          else expect(after).toBeCloseTo(before, 9);
          const options = (groups: AnswerGroup[]) => distractors(groups, ['0', '1'], ['1']).map(({ count, upper, lower }) => [count, upper, lower]);
          expect(options(b)).toEqual(options(a));
        },
      ),
    );
  });

  it('parallel items: alpha of equal ones is 1, and alpha never passes 1', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 8 }), fc.array(fc.constantFrom(0, 0.5, 1), { minLength: 100, maxLength: 120 }), (slots, points) => {
        fc.pre(new Set(points).size > 1);
        const whole = quizFigures(groupsOf(points.map((one) => Array.from({ length: slots }, () => one))));
        expect(whole.alpha).toBeCloseTo(1, 9);
        expect(whole.error).toBeCloseTo(0, 4);
      }),
      { numRuns: 30 },
    );
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 9, noNaN: true }), { minLength: 1 }),
        fc.double({ min: 0, max: 99, noNaN: true }),
        (slots, total) => (alpha(slots, total) ?? 0) <= 1,
      ),
    );
  });

  it('nothing varies, nothing is claimed', () => {
    expect(
      discrimination(
        groupsOf(
          [
            [1, 1],
            [1, 0],
          ],
          [0],
        ),
      ),
    ).toBeNull();
    expect(discrimination(groupsOf([[1], [0]], [0]))).toBeNull();
    expect(alpha([0.2], 0.2)).toBeNull();
    expect(alpha([0, 0], 0)).toBeNull();
  });
});

describe('a version of a question', () => {
  const question = {
    id: 'q',
    type: 'single',
    lesson: 'l',
    objective: 'o',
    tags: [],
    difficulty: null,
    picture: null,
    words: { en: { stem: 'A?', case: null, exhibit: null, options: {} } },
    options: ['a', 'b'],
    correct: ['a'],
  } as Question;

  it('is the same with other words, another lesson, another order of keys', () => {
    const { options, correct, ...rest } = question as Extract<Question, { type: 'single' }>;
    expect(questionVersion({ correct, options, ...rest, lesson: 'm', objective: 'p', tags: ['t'], difficulty: 3, words: {} } as Question)).toBe(
      questionVersion(question),
    );
  });

  it('is another with another key, other options, another type or id', () => {
    const versions = [
      question,
      { ...question, correct: ['b'] },
      { ...question, options: ['a', 'b', 'c'] },
      { ...question, type: 'multiple' },
      { ...question, id: 'r' },
    ].map((one) => questionVersion(one as Question));
    expect(new Set(versions).size).toBe(versions.length);
  });
});
