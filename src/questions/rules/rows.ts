import type { Answer } from '../base.js';
import { givenIn, pairOf } from './answer-form.js';
import { share, type Fraction } from './fraction.js';
import type { Part } from './kind.js';

/** What several types are made of: rows, to each of which one value is given. An answer's entries are `row=value`. */
export interface Rows {
  /** Ids of the rows, in the order of the file. */
  rows: string[];
  /** The right value of each row. */
  key: Record<string, string>;
}

/** The rows among the ids that an attempt shows. */
export const rowsIn = (order: readonly string[], { rows }: Rows): string[] => order.filter((id) => rows.includes(id));

/** Every row at most once, with a value that it may have. Some may be left open. */
export function isRowAnswer(rows: readonly string[], answer: Answer, valuesOf: (row: string) => readonly string[]): boolean {
  const pairs = answer.map(pairOf);
  const once = new Set(pairs.map(([row]) => row)).size === pairs.length;
  return once && pairs.every(([row, value]) => rows.includes(row) && valuesOf(row).includes(value));
}

export function everyRowGiven({ rows }: Rows, answer: Answer): boolean {
  const given = givenIn(answer);
  return rows.every((row) => given.has(row));
}

export const rightRow =
  ({ key }: Rows, given: ReadonlyMap<string, string>) =>
  (row: string): boolean =>
    given.get(row) === key[row];

/** Share of the rows that were given their right value. Open and wrong rows count nothing, so that a guess never costs. */
export function shareOfRows(question: Rows, answer: Answer): Fraction {
  return share(question.rows.filter(rightRow(question, givenIn(answer))).length, question.rows.length);
}

/** One line per row. @param isRight where a row is right by more than its key */
export function rowParts(question: Rows, answer: Answer, whyOf: (row: string) => string | undefined, isRight?: (row: string) => boolean): Part[] {
  const given = givenIn(answer);
  const right = isRight ?? rightRow(question, given);
  return question.rows.map((id) => ({
    id,
    given: given.get(id) ?? null,
    state: given.has(id) ? (right(id) ? 'right' : 'wrong') : 'missed',
    wanted: question.key[id] ?? null,
    why: whyOf(id) ?? '',
  }));
}

/** The question with other right values, where the answer gives some. */
export const withRows = <Q extends Rows>(question: Q, answer: Answer): Q => ({
  ...question,
  key: { ...question.key, ...Object.fromEntries(givenIn(answer)) },
});

/** The answer in which every row has its right value. */
export const rightRows = ({ rows, key }: Rows): Answer => rows.map((row) => `${row}=${key[row]}`);
