import type { Answer, Question } from '../question.js';
import { answerIn } from './answer-form.js';
import { grade, isAnswer, sumOf, type Score } from './grade.js';
import { kindOf } from './kinds.js';

/** Answers by question id. */
export type Answers = Record<string, Answer>;

/** Name of the form field that carries the answer to a question, where several stand on one page. */
export const answerField = (questionId: string): string => `answer-${questionId}`;

/** What a form with several questions sends. */
export const answersFrom = (questions: readonly Question[], body: unknown): Answers =>
  Object.fromEntries(questions.map(({ id }) => [id, answerIn(body, answerField(id))]));

/**
 * Grades answers, given in this language, as an attempt would, and keeps nothing. What is not an answer to its question counts as none;
 * what people mark is left out of the points, for nobody will read it.
 */
export function tryAnswers(questions: readonly Question[], given: Answers, language = 'en'): { answers: Answers; score: Score } {
  const answers: Answers = {};
  for (const question of questions) {
    const answer = given[question.id] ?? [];
    answers[question.id] = isAnswer(question, answer) ? answer : [];
  }
  return {
    answers,
    score: sumOf(questions.filter((question) => !kindOf(question).byHand).map((question) => grade(question, answers[question.id] ?? [], language))),
  };
}
