import type { Answer, QuestionBase, StemWords } from '../base.js';
import { givenIn } from '../rules/answer-form.js';
import { share } from '../rules/fraction.js';
import type { Kind, ShownRow } from '../rules/kind.js';
import { readIds, readRowWords, type RowWords } from '../rules/read-rows.js';
import { everyRowGiven, isRowAnswer, rightRows, rowParts, rowsIn, type Rows } from '../rules/rows.js';

export interface OrderingWords extends StemWords {
  steps: Record<string, RowWords>;
}

/** Steps (rows) to be put in order; the value of each is its place, from `1`. */
export interface Ordering extends QuestionBase<'ordering', OrderingWords>, Rows {}

const steps = { min: 3, max: 10 };

/** The places of a question's steps: `1`, `2` … */
export const placesOf = ({ rows }: Rows): string[] => rows.map((_, index) => String(index + 1));

/** Places that more than one step was given. */
export function clashesIn(answer: Answer): string[] {
  const places = [...givenIn(answer).values()];
  return [...new Set(places.filter((place, index) => places.indexOf(place) !== index))].sort((a, b) => Number(a) - Number(b));
}

/**
 * A step is right where it stands in its place, or directly after the step that it follows: who forgets the first step has
 * still put the others one after the other. Steps that share a place are judged each by itself. To move one wrong step to
 * its place never costs: it gains one, and at most the step behind its old place loses its neighbour. Only the whole order
 * has all steps right, since the first can be right by its place alone.
 */
function isRightStep(question: Rows, answer: Answer): (step: string) => boolean {
  const given = givenIn(answer);
  const placeOf = (step: string | undefined): number => Number(step === undefined ? Number.NaN : given.get(step));
  return (step) => {
    const place = placeOf(step);
    return place === Number(question.key[step]) || place === placeOf(question.rows[question.rows.indexOf(step) - 1]) + 1;
  };
}

/** Never the right order, which would answer the question. */
function scrambled(rows: readonly string[], shuffle: <T>(list: readonly T[]) => T[]): string[] {
  const order = shuffle(rows);
  if (order.some((step, index) => step !== rows[index])) return order;
  return [...rows.filter((_, index) => index % 2 === 1), ...rows.filter((_, index) => index % 2 === 0)];
}

export function orderingRows(question: Ordering, words: OrderingWords, order: readonly string[]): ShownRow[] {
  const values = placesOf(question).map((place) => ({ id: place, text: place }));
  return rowsIn(order, question).map((id) => ({ id, text: words.steps[id]?.text ?? '', values }));
}

/** Points: the share of right steps, as above. An answer's entries are `step=place`; steps may be open or share a place meanwhile. */
export const ordering: Kind<Ordering> = {
  keys: { required: ['steps'] },
  read(fields) {
    const rows = readIds(fields.get('steps'), 'steps', steps);
    return rows && { rows, key: Object.fromEntries(rows.map((step, index) => [step, String(index + 1)])) };
  },
  wordKeys: { required: ['steps'] },
  readWords(fields, _at, question, stem) {
    const words = readRowWords(fields.get('steps'), { what: 'step', ids: question.rows, question: question.id });
    return words && { ...stem, steps: words };
  },
  order: (question, shuffle) => scrambled(question.rows, shuffle),
  rows: orderingRows,
  isAnswer: (question, answer) => isRowAnswer(question.rows, answer, () => placesOf(question)),
  isComplete: (question, answer) => everyRowGiven(question, answer) && clashesIn(answer).length === 0,
  grade: (question, answer) => share(question.rows.filter(isRightStep(question, answer)).length, question.rows.length),
  parts: (question, answer, words) => rowParts(question, answer, (id) => words.steps[id]?.why, isRightStep(question, answer)),
  keyWords: null,
  /** The whole order: the steps stand in it, so that each knows the one before. */
  withKey(question, answer) {
    if (!everyRowGiven(question, answer) || clashesIn(answer).length) return null;
    const key = Object.fromEntries(givenIn(answer));
    return { ...question, rows: [...question.rows].sort((a, b) => Number(key[a]) - Number(key[b])), key };
  },
  right: rightRows,
};
