import { z } from 'zod';
import type { PlanField } from '../catalogue/outline.js';
import { isId } from '../platform/ids.js';
import type { Words } from './plan.service.js';

/** Name of the input of one cell; row and column count from 0. */
export const cellName = (row: number, column: number): string => `cell-${row}-${column}`;

const hidden = z.object({
  seen: z.coerce.number().int().min(0).catch(0),
  writer: z.string().refine(isId).nullable().catch(null),
});

/** What a form of one field sends. */
export function wordsFrom(field: PlanField, body: unknown): Words {
  const { seen, writer } = hidden.parse(body ?? {});
  const typed = (body ?? {}) as Record<string, unknown>;
  const text = (name: string): string => (typeof typed[name] === 'string' ? typed[name] : '');
  const value =
    field.kind === 'text'
      ? text('value')
      : Array.from({ length: field.rows }, (_, row) => field.columns.map((_name, column) => text(cellName(row, column))));
  return { value, seen, writer };
}

export const planValue = z.union([z.string(), z.array(z.array(z.string()))]);

export const fieldBody = z.object({
  value: planValue.describe('Text, or rows of cells in the order of the columns.'),
  seen: z.number().int().min(0).describe('The sequence that you have seen; 0 where the field was empty.'),
});
