import type { Outline } from '../../catalogue/outline.js';
import type { Snapshot } from '../progress.queries.js';
import { count, type Standing } from './completion.js';
import { resumeItem } from './resume.js';

/** One value on a row that is not what the events say. */
export interface Difference {
  enrolmentId: string;
  /** Column of `enrolment_state`, or `item_state <item>`. */
  where: string;
  stored: unknown;
  computed: unknown;
}

type Columns = Record<string, unknown>;

/** The row of `enrolment_state` that follows from a standing. */
export const enrolmentRow = (outline: Outline, standing: Standing): Columns => ({
  revisionId: standing.revisionId,
  sequence: standing.sequence,
  ...count(outline, standing),
  modulesDone: [...standing.modules.keys()].sort(),
  nextItemId: resumeItem(outline, standing),
  startedAt: standing.startedAt,
  lastActivityAt: standing.lastActivityAt,
  completedAt: standing.completedAt,
});

const itemRow = (item: { state: string; startedAt: Date; completedAt: Date | null; creditedFrom: string | null }): Columns => ({
  state: item.state,
  startedAt: item.startedAt,
  completedAt: item.completedAt,
  creditedFrom: item.creditedFrom,
});

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Every difference between what the rows say and what the events say. `outline`: of the revision in force; null where there are no events. */
export function compare(enrolmentId: string, stored: Snapshot | null, standing: Standing, outline: Outline | null): Difference[] {
  if (!outline) return stored ? [{ enrolmentId, where: 'events', stored: stored.sequence, computed: 0 }] : [];
  if (!stored) return [{ enrolmentId, where: 'enrolment_state', stored: null, computed: standing.sequence }];
  const differences: Difference[] = [];
  const computed = enrolmentRow(outline, standing);
  const kept: Columns = { ...stored, modulesDone: [...stored.modulesDone].sort() };
  for (const [column, value] of Object.entries(computed))
    if (!same(kept[column], value)) differences.push({ enrolmentId, where: column, stored: kept[column], computed: value });
  for (const id of new Set([...stored.items.keys(), ...standing.items.keys()])) {
    const [row, item] = [stored.items.get(id), standing.items.get(id)];
    const [a, b] = [row ? itemRow(row) : null, item ? itemRow(item) : null];
    if (!same(a, b)) differences.push({ enrolmentId, where: `item_state ${id}`, stored: a, computed: b });
  }
  return differences;
}

/** True where the sequence of an enrolment's events is 1, 2, 3 … without a gap, beginning with its enrolment. */
export const isUnbroken = (facts: readonly { sequence: number; type: string }[]): boolean =>
  facts.every((fact, index) => fact.sequence === index + 1 && (fact.type === 'enrolled') === (index === 0));
