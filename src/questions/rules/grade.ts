import type { Answer, Question, QuestionWords } from '../question.js';
import { add, isWhole, isZero, nothing, type Fraction } from './fraction.js';
import type { Asked, Mark, Part } from './kind.js';
import { kindOf } from './kinds.js';

export type { Fraction } from './fraction.js';
export type { Mark } from './kind.js';

/** Raise it whenever the same answer would earn other points. It is kept with the points of each attempt, so old ones stay as they were and say why. */
export const gradingVersion = 2;

/** Points of an attempt: `numerator / denominator` of `max`, one point per question. In lowest terms. */
export interface Score extends Fraction {
  max: number;
}

/** Where nobody says in which language an answer was given, it has no words of its own. */
export const anyLanguage = 'en';

/** Points for one answer, in lowest terms. `language`: the one in which it was given. */
export const grade = (question: Question, answer: Answer, language = anyLanguage): Fraction => kindOf(question).grade(question, answer, language);

/** What of an answer counts: two that agree in it are the same answer. */
export const counting = (question: Question, answer: Answer): Answer => kindOf(question).counting?.(question, answer) ?? answer;

/** True where somebody has to read this answer before it can earn anything. An empty one earns nothing, whoever reads it. */
export const needsMark = (question: Question, answer: Answer): boolean => !!kindOf(question).byHand && kindOf(question).isComplete(question, answer);

/** True where these levels are a whole mark for an answer to this question. */
export const isMark = (question: Question, criteria: Mark['criteria']): boolean => kindOf(question).byHand?.isMark(question, criteria) ?? false;

/** Points of a mark, in lowest terms. */
export const pointsOfMark = (question: Question, mark: Mark): Fraction => kindOf(question).byHand?.points(question, mark) ?? nothing;

/** True where `answer` can be kept as an answer to this question. Empty is one. */
export const isAnswer = (question: Question, answer: Answer): boolean => kindOf(question).isAnswer(question, answer);

/** True where nothing is left to be given. */
export const isComplete = (question: Question, answer: Answer): boolean => kindOf(question).isComplete(question, answer);

/** True for types that are asked step by step; their pages lead back to themselves while there is more to show. */
export const isStepwise = (question: Question): boolean => kindOf(question).more !== undefined;

/** True while the page of such a question has more to show to somebody who has just sent `answer`. */
export const hasMore = (question: Question, answer: Answer): boolean => kindOf(question).more?.(question, answer) ?? false;

/** What is asked beside the stem and the options of one choice, to somebody who has given this answer so far. */
export const asksOf = (question: Question, answer: Answer, words: QuestionWords): Asked[] => kindOf(question).asks?.(question, answer, words) ?? [];

/** An answer that earns everything, in this language. */
export const rightAnswer = (question: Question, language = anyLanguage): Answer => kindOf(question).right(question, language);

/** The exact sum of the points of an attempt's questions. */
export function sumOf(points: readonly Fraction[]): Score {
  let total = nothing;
  for (const one of points) total = add(total, one);
  return { ...total, max: points.length };
}

/** At least `pass` per cent (a whole number) of the points, compared in whole numbers. An attempt without questions is never passed. */
export function passes(score: Score, pass: number): boolean {
  return score.max > 0 && score.numerator * 100 >= pass * score.max * score.denominator;
}

/** Which of two scores at the same quiz is higher: above 0 where `a` is. Draws of different size are compared by share. */
export function compareScores(a: Score, b: Score): number {
  return a.numerator * b.denominator * b.max - b.numerator * a.denominator * a.max;
}

/** `waiting`: somebody has to read the answer first. */
export type Verdict = 'right' | 'partly' | 'wrong' | 'empty' | 'waiting';

export interface Explanation {
  verdict: Verdict;
  points: Fraction;
  /** One line per part of the question, in its order. */
  parts: Part[];
}

/**
 * What to say about one answer. `partly`: something was earned, or at least one part was given rightly.
 * @param words the question's words in the language in which it is shown
 * @param language the one in which the answer was given
 * @param mark what somebody gave it, where people mark
 */
export function explain(question: Question, answer: Answer, words: QuestionWords, language = anyLanguage, mark: Mark | null = null): Explanation {
  const { byHand } = kindOf(question);
  if (byHand && needsMark(question, answer)) {
    if (!mark) return { verdict: 'waiting', points: nothing, parts: kindOf(question).parts(question, answer, words, language) };
    const [given, lines] = [byHand.points(question, mark), byHand.parts(question, answer, words, mark)];
    return { verdict: verdictOf(given, lines, answer), points: given, parts: lines };
  }
  const points = grade(question, answer, language);
  const parts = kindOf(question).parts(question, answer, words, language);
  return { verdict: verdictOf(points, parts, answer), points, parts };
}

function verdictOf(points: Fraction, parts: readonly Part[], answer: Answer): Verdict {
  if (!answer.length || parts.every((part) => part.given === null)) return 'empty';
  if (isWhole(points)) return 'right';
  return !isZero(points) || parts.some((part) => part.state === 'right') ? 'partly' : 'wrong';
}
