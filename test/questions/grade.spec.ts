import fc from 'fast-check';
import type { Choice, ChoiceWords, MultipleChoice } from '../../src/questions/types/choice.js';
import { questionVersion } from '../../src/questions/rules/version.js';
import { compareScores, explain, grade, isAnswer, passes, sumOf, type Fraction } from '../../src/questions/rules/grade.js';

function question(type: Choice['type'], options: string[], correct: string[]): Choice {
  const words: ChoiceWords = {
    stem: 'Which?',
    case: null,
    exhibit: null,
    options: Object.fromEntries(options.map((id) => [id, { text: `Option ${id}`, why: `Because ${id}.` }])),
  };
  return { id: 'q', type, lesson: 'l', objective: 'o', tags: [], difficulty: null, picture: null, options, correct, words: { en: words } } as Choice;
}
const worth = ({ numerator, denominator }: Fraction) => numerator / denominator;

describe('points for one answer', () => {
  const single = question('single', ['a', 'b', 'c'], ['b']);
  const multiple = question('multiple', ['a', 'b', 'c', 'd'], ['a', 'c']);
  const truth = question('truefalse', ['true', 'false'], ['false']);

  it.each<[string, Choice, string[], string, string]>([
    ['the right one', single, ['b'], '1/1', 'right'],
    ['a wrong one', single, ['a'], '0/1', 'wrong'],
    ['nothing', single, [], '0/1', 'empty'],
    ['an id that the question does not have', single, ['z'], '0/1', 'empty'],
    ['two, where one is asked for', single, ['a', 'b'], '0/1', 'partly'],
    ['the right side', truth, ['false'], '1/1', 'right'],
    ['the wrong side', truth, ['true'], '0/1', 'wrong'],
    ['the exact set', multiple, ['c', 'a'], '1/1', 'right'],
    ['one of two', multiple, ['a'], '3/4', 'partly'],
    ['one of two and a wrong tick', multiple, ['a', 'b'], '1/4', 'partly'],
    ['both and a wrong tick', multiple, ['a', 'c', 'd'], '1/2', 'partly'],
    ['everything', multiple, ['a', 'b', 'c', 'd'], '0/1', 'partly'],
    ['only a wrong tick', multiple, ['b'], '0/1', 'wrong'],
    ['no tick', multiple, [], '0/1', 'empty'],
    ['one, twice', multiple, ['a', 'a'], '3/4', 'partly'],
  ])('%s', (_, asked, answer, points, verdict) => {
    const { numerator, denominator } = grade(asked, answer);
    expect(`${numerator}/${denominator}`).toBe(points);
    expect(explain(asked, answer, asked.words.en!).verdict).toBe(verdict);
  });

  // Every set of ticks, by each way of grading; a and c are right.
  it.each<[string, string, string, string]>([
    ['', '0/1', '0/1', '0/1'],
    ['a', '3/4', '3/4', '0/1'],
    ['b', '0/1', '0/1', '0/1'],
    ['ab', '1/4', '1/2', '0/1'],
    ['ac', '1/1', '1/1', '1/1'],
    ['bd', '0/1', '0/1', '0/1'],
    ['abc', '1/2', '3/4', '0/1'],
    ['abd', '0/1', '1/4', '0/1'],
    ['abcd', '0/1', '1/2', '0/1'],
  ])('"%s" earns %s with penalty, %s in parts, %s as a whole', (ticks, penalty, parts, whole) => {
    const earned = (asked: Choice) => Object.values(grade(asked, ticks.split(''))).join('/');
    expect([earned(multiple), earned({ ...multiple, grading: 'partial' } as Choice), earned({ ...multiple, grading: 'all' } as Choice)]).toEqual([
      penalty,
      parts,
      whole,
    ]);
  });

  it('a question that says nothing of its grading keeps its version; another grading is another version', () => {
    const versions = [multiple, { ...multiple, grading: undefined }, { ...multiple, grading: 'all' }, { ...multiple, grading: 'partial' }].map(
      (asked) => questionVersion(asked as Choice),
    );
    // As it was before there was a choice of gradings.
    expect(versions[0]).toBe('2bac43f8e4f6d394');
    expect(versions[1]).toBe(versions[0]);
    expect(new Set(versions).size).toBe(3);
  });

  it('explains every option, in the order of the question', () => {
    expect(explain(multiple, ['a', 'b'], multiple.words.en!).parts).toEqual([
      { id: 'a', given: 'a', state: 'right', wanted: 'a', why: 'Because a.' },
      { id: 'b', given: 'b', state: 'wrong', wanted: null, why: 'Because b.' },
      { id: 'c', given: null, state: 'missed', wanted: 'c', why: 'Because c.' },
      { id: 'd', given: null, state: 'rest', wanted: null, why: 'Because d.' },
    ]);
  });

  it.each<[Choice, string[], boolean]>([
    [single, [], true],
    [single, ['a'], true],
    [single, ['a', 'b'], false],
    [single, ['x'], false],
    [multiple, ['a', 'b'], true],
    [multiple, ['a', 'a'], false],
    [truth, ['true', 'false'], false],
  ])('knows what can be kept as an answer (%#)', (asked, answer, fits) => expect(isAnswer(asked, answer)).toBe(fits));
});

const letters = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
const multipleWithAnswer = fc.integer({ min: 2, max: 8 }).chain((n) => {
  const options = letters.slice(0, n);
  return fc.record({
    asked: fc
      .tuple(fc.subarray(options, { minLength: 1 }), fc.constantFrom(undefined, 'all' as const, 'partial' as const))
      .map(([correct, grading]) => ({ ...(question('multiple', options, correct) as MultipleChoice), grading })),
    answer: fc.subarray(options),
  });
});
const anyWithAnswer = fc.oneof(
  multipleWithAnswer as fc.Arbitrary<{ asked: Choice; answer: string[] }>,
  fc
    .constantFrom(...letters.slice(0, 4))
    .chain((right) =>
      fc.record({ asked: fc.constant(question('single', letters.slice(0, 4), [right])), answer: fc.subarray(letters.slice(0, 4), { maxLength: 1 }) }),
    ),
  fc.record({ asked: fc.constantFrom(question('truefalse', ['true', 'false'], ['true'])), answer: fc.subarray(['true', 'false'], { maxLength: 1 }) }),
);

describe('whatever the question and the answer', () => {
  it('points lie from 0 to 1, and only the exact set earns 1', () =>
    fc.assert(
      fc.property(anyWithAnswer, ({ asked, answer }) => {
        const points = grade(asked, answer);
        expect(points.numerator).toBeGreaterThanOrEqual(0);
        expect(points.numerator).toBeLessThanOrEqual(points.denominator);
        const exact = answer.length === asked.correct.length && asked.correct.every((id) => answer.includes(id));
        expect(points.numerator === points.denominator).toBe(exact);
      }),
    ));

  it('one more right tick never costs, one more wrong tick never pays', () =>
    fc.assert(
      fc.property(multipleWithAnswer, ({ asked, answer }) => {
        for (const option of asked.options.filter((id) => !answer.includes(id))) {
          const [before, after] = [worth(grade(asked, answer)), worth(grade(asked, [...answer, option]))];
          if (asked.correct.includes(option)) expect(after).toBeGreaterThanOrEqual(before);
          else expect(after).toBeLessThanOrEqual(before);
        }
      }),
    ));

  it('no grading of ticks is stricter than all or nothing or milder than partial credit', () =>
    fc.assert(
      fc.property(multipleWithAnswer, ({ asked, answer }) => {
        const [all, penalty, parts] = (['all', undefined, 'partial'] as const).map((grading) => worth(grade({ ...asked, grading }, answer)));
        expect(all).toBeLessThanOrEqual(penalty!);
        expect(penalty).toBeLessThanOrEqual(parts!);
      }),
    ));

  it('the order of options and ticks does not matter', () =>
    fc.assert(
      fc.property(
        anyWithAnswer.chain(({ asked, answer }) =>
          fc.record({
            asked: fc.constant(asked),
            answer: fc.constant(answer),
            mixed: fc.shuffledSubarray(asked.options, { minLength: asked.options.length }),
            ticks: fc.shuffledSubarray(answer, { minLength: answer.length }),
          }),
        ),
        ({ asked, answer, mixed, ticks }) => expect(grade({ ...asked, options: mixed }, ticks)).toEqual(grade(asked, answer)),
      ),
    ));
});

describe('points of an attempt', () => {
  const fraction = (numerator: number, denominator: number): Fraction => ({ numerator, denominator });

  it('adds thirds and sevenths exactly', () => {
    expect(sumOf([fraction(1, 3), fraction(1, 3), fraction(1, 3)])).toEqual({ numerator: 1, denominator: 1, max: 3 });
    expect(sumOf([fraction(2, 3), fraction(5, 7)])).toEqual({ numerator: 29, denominator: 21, max: 2 });
    expect(sumOf([])).toEqual({ numerator: 0, denominator: 1, max: 0 });
  });

  it.each<[Fraction[], number, boolean]>([
    [[fraction(7, 10)], 70, true],
    [[fraction(2, 3)], 67, false],
    [[fraction(2, 3)], 66, true],
    [[fraction(1, 1), fraction(2, 5)], 70, true],
    [[fraction(1, 1), fraction(3, 8)], 70, false],
    [[fraction(0, 1)], 0, true],
    [[], 0, false],
  ])('is passed at the pass mark and above it (%#)', (points, pass, passed) => expect(passes(sumOf(points), pass)).toBe(passed));

  it('more points never turn passed into not passed', () =>
    fc.assert(
      fc.property(
        fc.array(
          fc.integer({ min: 1, max: 8 }).chain((d) => fc.integer({ min: 0, max: d }).map((n) => fraction(n, d))),
          { minLength: 1, maxLength: 12 },
        ),
        fc.integer({ min: 1, max: 100 }),
        (points, pass) => {
          const better = [fraction(1, 1), ...points.slice(1)];
          expect(compareScores(sumOf(better), sumOf(points))).toBeGreaterThanOrEqual(0);
          if (passes(sumOf(points), pass)) expect(passes(sumOf(better), pass)).toBe(true);
        },
      ),
    ));
});
