import { createHash } from 'node:crypto';
import type { OutlineQuiz } from '../../catalogue/outline.js';
import { placed } from '../../catalogue/rules/draws.js';
import type { Question } from '../../questions/question.js';
import { kindOf } from '../../questions/rules/kinds.js';
import type { DrawnQuestion } from '../attempt.entity.js';

/** Whole numbers from 0 up to, not including, a limit; the same seed gives the same row of them. */
export function dice(seed: string): (limit: number) => number {
  let counter = 0;
  return (limit) => {
    const bytes = createHash('sha256').update(`${seed}/${counter++}`).digest();
    // 48 bits: for the few dozen things that are shuffled here the bias of the remainder is below 1 in 10^12.
    return bytes.readUIntBE(0, 6) % limit;
  };
}

/** Fisher and Yates: every order is as likely as any other. */
export function shuffled<T>(list: readonly T[], roll: (limit: number) => number): T[] {
  const result = [...list];
  for (let i = result.length - 1; i > 0; i--) {
    const j = roll(i + 1);
    [result[i], result[j]] = [result[j]!, result[i]!];
  }
  return result;
}

/**
 * The questions of one attempt and the order of their options: `quiz.draw` of the pool (all of it, where it is smaller), those of
 * `quiz.always` among them, every list of `quiz.draws` with its own, chosen and ordered by the seed alone. The result is kept on the attempt, so a later change of this rule moves nothing.
 */
export function drawQuestions(quiz: Pick<OutlineQuiz, 'draw' | 'draws' | 'questions' | 'always'>, seed: string): DrawnQuestion[] {
  const roll = dice(seed);
  const order = (question: Question): string[] => kindOf(question).order(question, (list) => shuffled(list, roll));
  const pool = shuffled(quiz.questions, roll);
  const isAlways = (question: Question): boolean => quiz.always.includes(question.id);
  const chosen = placed([...pool.filter(isAlways), ...pool.filter((question) => !isAlways(question))], quiz.draws, quiz.draw);
  return (quiz.always.length ? shuffled(chosen, roll) : chosen).map((question) => ({ id: question.id, options: order(question) }));
}
