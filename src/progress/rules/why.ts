import type { ItemKind, Outline } from '../../catalogue/outline.js';
import { openItems, type Standing } from './completion.js';

/** One item that stands between somebody and a complete module. */
export interface OpenItem {
  itemId: string;
  kind: ItemKind;
  /** `open` not begun · `started` begun · `tried` a quiz handed in without a pass. */
  state: 'open' | 'started' | 'tried';
}

export interface OpenModule {
  moduleId: string;
  /** All that is open in it, in route order. */
  items: OpenItem[];
  /** Quizzes and plans that complete the module by themselves when they are passed or finished; empty where it has none. */
  enough: string[];
}

/** Why an enrolment is, or is not, complete. */
export interface Verdict {
  complete: boolean;
  completedAt: Date | null;
  /** Required modules that are still open, in route order; empty when complete. */
  open: OpenModule[];
  /** Required modules that are done, by id, with the date and the enrolment that gave credit. */
  done: { moduleId: string; at: Date; creditedFrom: string | null }[];
}

/** Answers "why is this not complete?" from the same standing that decides it. */
export function why(outline: Outline, standing: Standing): Verdict {
  const required = outline.modules.filter((module) => module.required);
  const stateOf = (itemId: string): OpenItem['state'] => {
    const item = standing.items.get(itemId);
    return item ? (item.tried ? 'tried' : 'started') : 'open';
  };
  return {
    complete: standing.completedAt !== null,
    completedAt: standing.completedAt,
    open: standing.completedAt
      ? []
      : required
          .filter((module) => !standing.modules.has(module.id))
          .map((module) => {
            const items = openItems(module, standing).map((item): OpenItem => ({ itemId: item.id, kind: item.kind, state: stateOf(item.id) }));
            return { moduleId: module.id, items, enough: items.filter((item) => item.kind !== 'lesson').map((item) => item.itemId) };
          }),
    done: required.flatMap((module) => {
      const standingOf = standing.modules.get(module.id);
      return standingOf ? [{ moduleId: module.id, at: standingOf.at, creditedFrom: standingOf.creditedFrom }] : [];
    }),
  };
}
