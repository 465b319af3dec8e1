import { add, reduced, type Fraction } from '../../questions/rules/fraction.js';
import { compareScores, type Score } from '../../questions/rules/grade.js';
import { earnsPass, type AttemptRules } from './outcome.js';

interface Result {
  score: Score;
  passed: boolean;
}

/** What another mark makes of the points of its own question. */
export interface Points {
  before: Fraction;
  after: Fraction;
}

/**
 * The result of an attempt once one of its answers has another mark. Only this answer's points change: whatever else the result rests
 * on, such as points that a correction left as they were, stays. A pass is lost only where the points fall and what is known of the
 * others (`othersOf`) does not carry it; it is earned by the same rule as with the first mark.
 */
export function remarked(before: Result, points: Points, others: readonly (Score | null)[], rules: Pick<AttemptRules, 'counts' | 'pass'>): Result {
  const sum = add(before.score, points.after);
  const less = points.before;
  const rest = { numerator: sum.numerator * less.denominator - less.numerator * sum.denominator, denominator: sum.denominator * less.denominator };
  const score: Score = { ...reduced(rest), max: before.score.max };
  if (!before.passed) return { score, passed: earnsPass(others, score, rules) };
  const known = others.filter((other) => other !== null);
  return { score, passed: compareScores(score, before.score) >= 0 || earnsPass(known, score, rules) };
}
