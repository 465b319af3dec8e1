import fc from 'fast-check';
import type { Counting } from '../../../src/catalogue/outline.js';
import type { Fraction } from '../../../src/questions/rules/fraction.js';
import { compareScores, type Score } from '../../../src/questions/rules/grade.js';
import { remarked } from '../../../src/quizzes/rules/remark.js';

const f = (numerator: number, denominator = 1): Fraction => ({ numerator, denominator });
const of = (numerator: number, denominator = 1, max = 5): Score => ({ numerator, denominator, max });
const rules = (counts: Counting = 'best') => ({ counts, pass: 70 });

describe('another mark', () => {
  test.each<[string, Score, boolean, Fraction, Fraction, (Score | null)[], Counting, Score, boolean]>([
    ['raises the points of its own answer only', of(9, 4), false, f(0), f(2, 3), [], 'best', of(35, 12), false],
    ['earns the pass', of(13, 4), false, f(0), f(2, 3), [], 'best', of(47, 12), true],
    ['lowers, and the pass is lost', of(47, 12), true, f(2, 3), f(0), [], 'best', of(13, 4), false],
    ['lowers, and the pass is still earned', of(5), true, f(1), f(0), [], 'best', of(4), true],
    ['that changes no points takes nothing away, whatever was passed for', of(1), true, f(1), f(1), [], 'best', of(1), true],
    ['leaves what was kept on purpose', of(4), true, f(1, 3), f(2, 3), [], 'best', of(13, 3), true],
    ['may leave nothing', of(1, 3), false, f(1, 3), f(0), [], 'best', of(0), false],
    ['earns no pass where only the first counts', of(13, 4), false, f(0), f(1), [of(1)], 'first', of(17, 4), false],
    ['earns the pass of an average', of(3), false, f(0), f(1), [of(3)], 'average', of(4), true],
    ['earns none while another one waits', of(3), false, f(0), f(1), [null], 'average', of(4), false],
    ['takes no pass of an average that what is known carries', of(5), true, f(1), f(0), [of(4), null], 'average', of(4), true],
    ['takes that of an average that it does not', of(4), true, f(1), f(0), [of(3), null], 'average', of(3), false],
  ])('%s', (_, score, passed, before, after, others, counts, expected, passes) =>
    expect(remarked({ score, passed }, { before, after }, others, rules(counts))).toEqual({ score: expected, passed: passes }),
  );

  const points = fc.integer({ min: 1, max: 6 }).chain((of) => fc.tuple(fc.integer({ min: 0, max: of }), fc.constant(of)));
  test('moves as the points move, and back again', () =>
    fc.assert(
      fc.property(points, points, fc.integer({ min: 0, max: 4 }), (a, b, rest) => {
        const [before, after] = [f(...a), f(...b)];
        const score = of(before.numerator + rest * before.denominator, before.denominator);
        const there = remarked({ score, passed: false }, { before, after }, [], rules());
        const back = remarked(there, { before: after, after: before }, [], rules());
        expect(compareScores(back.score, score)).toBe(0);
        expect(Math.sign(compareScores(there.score, score))).toBe(
          Math.sign(after.numerator * before.denominator - before.numerator * after.denominator),
        );
        expect(there.score.numerator).toBeGreaterThanOrEqual(0);
      }),
    ));
});
