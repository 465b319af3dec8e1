import type { Question } from '../../questions/question.js';
import { isComplete } from '../../questions/rules/grade.js';

/** Answers by question id; an empty one is none. */
export type Answers = ReadonlyMap<string, { answer: readonly string[] }>;

const answerTo = (answers: Answers, question: Question): readonly string[] => answers.get(question.id)?.answer ?? [];

/** Nothing is left to be given. */
export const isAnswered = (answers: Answers, question: Question): boolean => isComplete(question, answerTo(answers, question));

/** Something has been given, but not all. */
export const isBegun = (answers: Answers, question: Question): boolean =>
  answerTo(answers, question).length > 0 && !isComplete(question, answerTo(answers, question));

/** Number (from 1) of the first question that is not fully answered; null where all are. */
export function firstEmpty(questions: readonly Question[], answers: Answers): number | null {
  const index = questions.findIndex((question) => !isAnswered(answers, question));
  return index < 0 ? null : index + 1;
}
