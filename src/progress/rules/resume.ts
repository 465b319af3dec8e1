import type { Outline } from '../../catalogue/outline.js';
import { openItems, type Standing } from './completion.js';

/** Open items in the order in which they are offered: required modules in route order, then optional ones. */
function offered(outline: Outline, standing: Standing): string[] {
  const of = (required: boolean): string[] =>
    outline.modules.filter((module) => module.required === required).flatMap((module) => openItems(module, standing).map((item) => item.id));
  return [...of(true), ...of(false)];
}

/** Where "continue" leads: the open item that was touched last, else the first open one; null when nothing is left. */
export function resumeItem(outline: Outline, standing: Standing): string | null {
  const open = offered(outline, standing);
  let last: string | null = null;
  let touched = 0;
  for (const id of open) {
    const item = standing.items.get(id);
    if (item && item.touched > touched) [last, touched] = [id, item.touched];
  }
  return last ?? open[0] ?? null;
}

/** Where somebody goes on after an item: the next open one behind it on the route, else where "continue" leads. */
export function itemAfter(outline: Outline, standing: Standing, itemId: string): string | null {
  const route = outline.modules.flatMap((module) => module.items.map((item) => item.id));
  const open = new Set(offered(outline, standing));
  return route.slice(route.indexOf(itemId) + 1).find((id) => open.has(id)) ?? resumeItem(outline, standing);
}
