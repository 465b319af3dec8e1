import { findItem, type Outline } from '../../catalogue/outline.js';
import type { CountRow } from '../reports.queries.js';
import { statuses, type Status } from './status.js';

/** A cohort of fewer people is not broken down by module. */
export const smallest = 5;

export interface Figures {
  people: number;
  /** All that is required is done. */
  completed: number;
  /** At least one step begun; whoever has completed is among them. */
  started: number;
  /** No visit yet. */
  unopened: number;
  /** May want a hand. */
  hand: number;
  byStatus: Record<Status, number>;
}

/** How many people stand in a module: their next step is in it. */
export interface Places {
  notStarted: number;
  modules: { moduleId: string; people: number }[];
  /** Their next step is in a part that has been revised since. */
  elsewhere: number;
  completed: number;
}

const sum = (rows: readonly CountRow[], test: (row: CountRow) => boolean): number =>
  rows.reduce((total, row) => (test(row) ? total + row.count : total), 0);

export function figuresOf(rows: readonly CountRow[]): Figures {
  return {
    people: sum(rows, () => true),
    completed: sum(rows, ({ status }) => status === 'completed'),
    started: sum(rows, ({ started }) => started),
    unopened: sum(rows, ({ opened, status }) => !opened && status !== 'completed'),
    hand: sum(rows, ({ hand }) => hand !== null),
    byStatus: Object.fromEntries(statuses.map((one) => [one, sum(rows, ({ status }) => status === one)])) as Record<Status, number>,
  };
}

/** Where people are, or null where the cohort is too small to be broken down. */
export function placesOf(rows: readonly CountRow[], outline: Outline): Places | null {
  if (sum(rows, () => true) < smallest) return null;
  const moduleOf = ({ nextItemId }: CountRow): string | undefined => (nextItemId ? findItem(outline, nextItemId)?.module.id : undefined);
  const under = rows.filter(({ status, started }) => started && status !== 'completed');
  return {
    notStarted: sum(rows, ({ status, started }) => !started && status !== 'completed'),
    modules: outline.modules.map(({ id }) => ({ moduleId: id, people: sum(under, (row) => moduleOf(row) === id) })),
    elsewhere: sum(under, (row) => moduleOf(row) === undefined),
    completed: sum(rows, ({ status }) => status === 'completed'),
  };
}
