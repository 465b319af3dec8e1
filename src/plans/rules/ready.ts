import type { PlanField } from '../../catalogue/outline.js';
import { isEmpty, type PlanValue } from './value.js';

/** Whether a plan can be called finished, and what is missing. */
export interface Readiness {
  ready: boolean;
  /** Fields with nothing in them, in the order of the plan. */
  missing: string[];
  filled: number;
  total: number;
}

/** A plan can be finished when each of its fields holds something. How good it is, is for people to say. */
export function readiness(fields: readonly PlanField[], values: ReadonlyMap<string, PlanValue>): Readiness {
  const missing = fields.filter((field) => isEmpty(values.get(field.id) ?? '')).map((field) => field.id);
  return { ready: missing.length === 0 && fields.length > 0, missing, filled: fields.length - missing.length, total: fields.length };
}

/** The first empty field, else the first of all. */
export const nextField = (fields: readonly PlanField[], values: ReadonlyMap<string, PlanValue>): string | null =>
  readiness(fields, values).missing[0] ?? fields[0]?.id ?? null;
