import fc from 'fast-check';
import { isUsed } from '../../../src/quizzes/rules/grant.js';
import { outcome } from '../../../src/quizzes/rules/outcome.js';

const at = (hour: number): Date => new Date(Date.UTC(2026, 11, 1, hour));
const begun = (...hours: number[]): Date[] => hours.map(at);

describe('a further attempt', () => {
  test.each<[string, Date[], number | null, Date[], number, boolean]>([
    ['nobody has tried', [], 2, begun(5), 0, false],
    ['only own attempts were begun', begun(1, 2), 2, begun(5), 0, false],
    ['an own attempt was begun at once because it ended the wait', begun(1, 6), 2, begun(5), 0, false],
    ['one more than the own was begun', begun(1, 2, 6), 2, begun(5), 0, true],
    ['one more was begun before it was given', begun(1, 2, 3), 2, begun(5), 0, true],
    ['of two the first is taken first', begun(1, 2, 7), 2, begun(5, 6), 0, true],
    ['and the second is still there', begun(1, 2, 7), 2, begun(5, 6), 1, false],
    ['until it is taken, too', begun(1, 2, 7, 8), 2, begun(5, 6), 1, true],
    ['without a limit, nothing was begun after it', begun(1, 2), null, begun(5), 0, false],
    ['without a limit, it ended the wait and one was begun', begun(1, 5), null, begun(5), 0, true],
  ])('%s', (_, attempts, own, grants, index, expected) => expect(isUsed(attempts, own, grants, index)).toBe(expected));

  test('that is not used can be taken back without an attempt too many, and what is left is one less', () => {
    const count = fc.integer({ min: 0, max: 4 });
    fc.assert(
      fc.property(count, fc.integer({ min: 1, max: 4 }), count, count, (tries, own, granted, index) => {
        const attempts = Array.from({ length: Math.min(tries, own + granted) }, (_, i) => at(i));
        const grants = Array.from({ length: granted }, (_, i) => at(10 + i));
        const left = (given: readonly Date[]): number => {
          const tried = attempts.map((handedInAt, i) => ({ number: i + 1, score: null, passed: false, handedInAt }));
          const around = { now: at(20), grants: given, opensAt: null, closesAt: null };
          return outcome(tried, { attempts: own, counts: 'best', wait: 0 }, around).left ?? NaN;
        };
        if (index < granted && !isUsed(attempts, own, grants, index)) expect(left(grants.filter((_, i) => i !== index))).toBe(left(grants) - 1);
        // Nothing is left, and so nothing can be taken back, once the last is used.
        if (granted) expect(isUsed(attempts, own, grants, granted - 1)).toBe(left(grants) === 0);
      }),
    );
  });
});
