import type { Counting } from '../../catalogue/outline.js';
import type { Score } from '../../questions/rules/grade.js';
import { counting } from '../../quizzes/rules/outcome.js';
import type { TriedRow } from '../reports.queries.js';

/** What counts for one person at one quiz. */
export interface CountedScore extends Score {
  quizId: string;
  /** Which of several attempts it is. */
  counts: Counting;
  /** When it was handed in; where the average counts, the last one that is in it. */
  handedInAt: Date;
}

/**
 * The score that counts, by the rule that decides about passing.
 * @param tried attempts at one quiz that were handed in, in their order
 * @returns null while nothing counts yet
 */
export function countedScore(quizId: string, tried: readonly TriedRow[], counts: Counting): CountedScore | null {
  const { counted, score } = counting(tried, counts);
  const attempt = tried.findLast((one) => (counted === null ? one.score !== null : one.number === counted));
  return score && attempt ? { quizId, ...score, counts, handedInAt: attempt.handedInAt } : null;
}
