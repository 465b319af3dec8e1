import fc from 'fast-check';
import { countings, type Counting } from '../../../src/catalogue/outline.js';
import type { Score } from '../../../src/questions/rules/grade.js';
import { outcome } from '../../../src/quizzes/rules/outcome.js';
import type { TriedRow } from '../../../src/reports/reports.queries.js';
import { countedScore } from '../../../src/reports/rules/scores.js';

const on = (day: number): Date => new Date(Date.UTC(2026, 10, day));
/** Attempts on the 1st, 2nd ... with these points of three; null waits for its marks. */
const tried = (...points: (number | null)[]): TriedRow[] =>
  points.map((one, i) => ({
    quizId: 'q',
    number: i + 1,
    revisionId: 'r',
    score: one === null ? null : { numerator: one, denominator: 1, max: 3 },
    handedInAt: on(i + 1),
  }));
const of = (numerator: number, denominator = 1): Score => ({ numerator, denominator, max: 3 });

test.each<[Counting, (number | null)[], Score | null, number]>([
  ['best', [1, 3, 2], of(3), 2],
  ['best', [2, 2], of(2), 1], // of equals the earliest
  ['last', [1, 3, 2], of(2), 3],
  ['last', [3, 2, null], of(2), 2], // the last that is graded
  ['first', [1, 3, 2], of(1), 1],
  ['first', [null, 3], null, 0], // none takes its place
  ['average', [1, 3, 2], of(2), 3],
  ['average', [0, 1, null], of(1, 2), 2],
  ['best', [null], null, 0],
  ['average', [null], null, 0],
])('where the %s counts, of %j it is %j', (counts, points, score, day) => {
  expect(countedScore('q', tried(...points), counts)).toEqual(score && { quizId: 'q', ...score, counts, handedInAt: on(day) });
});

test('is what the learner sees as the score that counts', () => {
  const points = fc.array(fc.option(fc.integer({ min: 0, max: 3 }), { nil: null }), { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(points, fc.constantFrom(...countings), (list, counts) => {
      const attempts = tried(...list);
      const seen = outcome(
        attempts.map((one) => ({ ...one, passed: false })),
        { attempts: null, counts, wait: 0 },
        { now: on(28), grants: [], opensAt: null, closesAt: null },
      );
      const found = countedScore('q', attempts, counts);
      expect(found && { numerator: found.numerator, denominator: found.denominator, max: found.max }).toEqual(seen.score);
    }),
  );
});
