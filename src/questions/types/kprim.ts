import type { Answer, QuestionBase, StemWords } from '../base.js';
import { givenIn } from '../rules/answer-form.js';
import { everything, nothing, type Fraction } from '../rules/fraction.js';
import type { Kind, ShownRow } from '../rules/kind.js';
import { readEach, readEntries, readRowWords, type RowWords } from '../rules/read-rows.js';
import { everyRowGiven, isRowAnswer, rightRow, rightRows, rowParts, rowsIn, withRows, type Rows } from '../rules/rows.js';

export interface KprimWords extends StemWords {
  statements: Record<string, RowWords>;
}

/** Statements (rows), each `true` or `false`, judged together. */
export interface Kprim extends QuestionBase<'kprim', KprimWords>, Rows {}

const statements = { min: 4, max: 8 };
const sides = ['true', 'false'];

/**
 * The point for all statements judged rightly, half of it where one is not, else nothing; an open one is not. With four
 * statements this is the rule of R. Krebs, "The Swiss way to score multiple true-false items: theoretical and empirical
 * evidence", in: Advances in Medical Education, Dordrecht 1997, pp. 158–161; with more of them the rule stays the same.
 */
function halfForAllButOne(question: Kprim, answer: Answer): Fraction {
  const faults = question.rows.length - question.rows.filter(rightRow(question, givenIn(answer))).length;
  if (faults === 0) return everything;
  return faults === 1 ? { numerator: 1, denominator: 2 } : nothing;
}

export const kprimRows = (question: Kprim, words: KprimWords, order: readonly string[]): ShownRow[] =>
  rowsIn(order, question).map((id) => ({
    id,
    text: words.statements[id]?.text ?? '',
    values: sides.map((side) => ({ id: side, text: '' })),
  }));

/** An answer's entries are `statement=true` and `statement=false`. */
export const kprim: Kind<Kprim> = {
  keys: { required: ['statements'] },
  read(fields) {
    const entries = readEntries(fields.get('statements'), 'statements', statements);
    const key = entries && readEach(entries, (entry) => truth(entry.truth()));
    return key && { rows: Object.keys(key), key };
  },
  wordKeys: { required: ['statements'] },
  readWords(fields, _at, question, stem) {
    const words = readRowWords(fields.get('statements'), { what: 'statement', ids: question.rows, question: question.id });
    return words && { ...stem, statements: words };
  },
  order: (question, shuffle) => shuffle(question.rows),
  rows: kprimRows,
  isAnswer: (question, answer) => isRowAnswer(question.rows, answer, () => sides),
  isComplete: everyRowGiven,
  grade: halfForAllButOne,
  parts: (question, answer, words) => rowParts(question, answer, (id) => words.statements[id]?.why),
  keyWords: null,
  withKey: withRows,
  right: rightRows,
};

const truth = (side: boolean | null): string | null => (side === null ? null : String(side));
