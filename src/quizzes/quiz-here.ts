import { findItem, type Outline, type OutlineModule, type OutlineQuiz } from '../catalogue/outline.js';

/** A quiz with its surroundings, of one revision. */
export interface QuizHere {
  outline: Outline;
  module: OutlineModule;
  quiz: OutlineQuiz;
}

/** Null where this revision has no such quiz. */
export const quizIn = (outline: Outline, quizId: string): QuizHere | null => {
  const found = findItem(outline, quizId);
  return found?.item.kind === 'quiz' ? { outline, module: found.module, quiz: found.item } : null;
};
