import type { PlanField } from '../../catalogue/outline.js';

/** What a field of a plan holds: a text, or the rows of a table, each a list of cells in the order of the columns. */
export type PlanValue = string | string[][];

/** Characters of a text and of a cell, at most. */
export const longestText = 4000;
export const longestCell = 300;

/** Nothing yet, in the shape of the field. */
export const emptyValue = (field: PlanField): PlanValue =>
  field.kind === 'text' ? '' : Array.from({ length: field.rows }, () => field.columns.map(() => ''));

const clean = (text: string): string => text.replace(/\r\n?/g, '\n');

/**
 * A value in the shape of its field: rows and cells that are missing are empty, those that are too many go only where they
 * are empty. Null where it does not fit: another shape, a text that is too long, rows or cells with words in them that the
 * field has no place for.
 */
export function shaped(field: PlanField, value: unknown): PlanValue | null {
  if (field.kind === 'text') return typeof value === 'string' && value.length <= longestText ? clean(value) : null;
  if (!Array.isArray(value)) return null;
  const rows = value as unknown[];
  if (!rows.every((row): row is string[] => Array.isArray(row) && row.every((cell) => typeof cell === 'string' && cell.length <= longestCell)))
    return null;
  const tooMuch = rows.some((row, index) => row.some((cell, column) => cell.trim() && (index >= field.rows || column >= field.columns.length)));
  if (tooMuch) return null;
  return Array.from({ length: field.rows }, (_, row) => field.columns.map((_name, column) => clean(rows[row]?.[column] ?? '')));
}

/** What was written before the field had its present shape is shown as far as it fits, and as text where it does not. */
export function shown(field: PlanField, value: PlanValue | undefined): PlanValue {
  if (value === undefined) return emptyValue(field);
  const fits = shaped(field, value);
  if (fits !== null) return fits;
  if (field.kind === 'text') return typeof value === 'string' ? value : rowsAsText(value);
  return typeof value === 'string' ? [[value, ...field.columns.slice(1).map(() => '')]] : value;
}

const rowsAsText = (rows: string[][]): string =>
  rows
    .filter((row) => row.some((cell) => cell.trim()))
    .map((row) => row.filter((cell) => cell.trim()).join(' · '))
    .join('\n');

export const isEmpty = (value: PlanValue): boolean =>
  typeof value === 'string' ? !value.trim() : value.every((row) => row.every((cell) => !cell.trim()));

/** Rows with something in them. */
export const filledRows = (rows: string[][]): string[][] => rows.filter((row) => row.some((cell) => cell.trim()));

/** All words of a value, for looking through it. */
export const wordsOf = (value: PlanValue): string =>
  typeof value === 'string'
    ? value
    : filledRows(value)
        .map((row) => row.join('\n'))
        .join('\n');

/** True where two values say the same. */
export const sameValue = (a: PlanValue, b: PlanValue): boolean => JSON.stringify(a) === JSON.stringify(b);
