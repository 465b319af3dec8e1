import type { Question, QuestionWords } from '../questions/question.js';
import { isWhole } from '../questions/rules/fraction.js';
import { explain, type Explanation } from '../questions/rules/grade.js';
import type { QuizSheet } from './quiz.service.js';
import { asCounted, concerns, gradeCorrected } from './rules/correct.js';

/**
 * What to say about the answer to one question, by the key that counts now: what earns its point by a correction is right.
 * @param words in the reader's `language`
 */
export function explainGiven(
  { sheet, corrections }: Pick<QuizSheet, 'sheet' | 'corrections'>,
  question: Question,
  words: QuestionWords,
  language: string,
): Explanation {
  const [given, mark] = [sheet.responses.get(question.id), sheet.marks.get(question.id)];
  const own = given?.language ?? language;
  const explanation = explain(asCounted(question, corrections, own), given?.answer ?? [], words, own, mark);
  const corrected = concerns(question, corrections).length > 0 && isWhole(gradeCorrected(question, given, corrections, mark));
  return corrected ? { ...explanation, verdict: 'right' } : explanation;
}
