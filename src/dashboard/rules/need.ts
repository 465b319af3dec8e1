import { civil } from '../../platform/zones.js';

/** What decides the order of somebody's programmes. Dates are civil and meant in `zone`. */
export interface Needy {
  endsOn: string | null;
  zone: string;
  completedAt: Date | null;
  lastActivityAt: Date | null;
}

const dayMs = 86_400_000;

/** Whole days from today to the last day, as a calendar in the zone counts them: 0 today, negative once it has passed. */
export const daysLeft = (endsOn: string, zone: string, now: Date): number =>
  Math.round((Date.parse(`${endsOn}T00:00:00Z`) - Date.parse(`${civil(now, zone).date}T00:00:00Z`)) / dayMs);

export type Due = { kind: 'none' } | { kind: 'later'; endsOn: string } | { kind: 'soon'; days: number } | { kind: 'passed'; endsOn: string };

/** How a deadline is spoken of: by its date, by days in its last week, and without reproach once it has passed. */
export function due({ endsOn, zone }: Pick<Needy, 'endsOn' | 'zone'>, now: Date): Due {
  if (endsOn === null) return { kind: 'none' };
  const days = daysLeft(endsOn, zone, now);
  if (days < 0) return { kind: 'passed', endsOn };
  return days <= 7 ? { kind: 'soon', days } : { kind: 'later', endsOn };
}

/** Open ones before completed ones; open ones by deadline (none comes last), then by the last activity; completed ones newest first. */
export function byNeed(a: Needy, b: Needy): number {
  if (a.completedAt && b.completedAt) return b.completedAt.getTime() - a.completedAt.getTime();
  if (a.completedAt || b.completedAt) return a.completedAt ? 1 : -1;
  if (a.endsOn !== b.endsOn) return (a.endsOn ?? '9999') < (b.endsOn ?? '9999') ? -1 : 1;
  return (b.lastActivityAt?.getTime() ?? 0) - (a.lastActivityAt?.getTime() ?? 0);
}

export type PartOfDay = 'morning' | 'afternoon' | 'evening';

/** For the greeting, by the reader's own clock. */
export function partOfDay(now: Date, zone: string): PartOfDay {
  const { hour } = civil(now, zone);
  return hour >= 5 && hour < 12 ? 'morning' : hour >= 12 && hour < 18 ? 'afternoon' : 'evening';
}
