import { addDays, civil, endOfDay, instant } from '../../platform/zones.js';

/** The published rule; the cohort page says it in words with these numbers. Days are calendar days in the cohort's zone. */
export const quietDays = 14;
export const unopenedDays = 3;
export const nearDays = 7;

export const statuses = ['not-invited', 'not-opened', 'not-started', 'on-track', 'quiet', 'near-deadline', 'overdue', 'completed'] as const;

/**
 * `not-invited`: no invitation was written and no visit made · `not-opened`: invited, no visit yet · `not-started`: visited, nothing begun ·
 * `quiet`: nothing for 14 days · `near-deadline`: last day within 7 days and less than half done · `overdue`: the last day is over ·
 * `on-track`: begun, and none of the others.
 */
export type Status = (typeof statuses)[number];

/** Why somebody may want a hand. */
export type HandReason = 'overdue' | 'near-deadline' | 'not-opened' | 'quiet';

/** When a cohort runs: civil dates, meant in the zone. */
export interface CohortDates {
  zone: string;
  startsOn: string;
  /** Null: no deadline. */
  endsOn: string | null;
}

export interface PersonFacts {
  invitedAt: Date | null;
  openedAt: Date | null;
  startedAt: Date | null;
  lastActivityAt: Date | null;
  completedAt: Date | null;
  /** Required steps, and how many are done. */
  required: number;
  done: number;
}

/**
 * What the calendar says of a cohort at one moment. All arithmetic with days and zones is in here, so that one person's status is a
 * comparison of instants: PostgreSQL does the same for a whole cohort (`reports.queries.ts`), and a test compares the two.
 */
export interface Calendar {
  /** The first day has come. */
  begun: boolean;
  /** The last day is over. */
  over: boolean;
  /** The last day is today or within 7 days. */
  near: boolean;
  /** Whoever was last active before this instant has been quiet for 14 days; null: the cohort is too young for anybody to be. */
  quietBefore: Date | null;
  /** Whoever was invited before this instant has had 3 days to open it. */
  unopenedBefore: Date | null;
  /** Instant at which the last day ends. */
  endsAt: Date | null;
}

const daysBetween = (from: string, to: string): number => Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);

/** Calendar days from the day of `since` to the day of `now`, as the clocks of the zone show them. */
export function daysSince(since: Date, now: Date, zone: string): number {
  return daysBetween(civil(since, zone).date, civil(now, zone).date);
}

/** Days that are left including none for the last day itself: 0 on the last day, negative after it. */
export function daysLeft(endsOn: string, now: Date, zone: string): number {
  return daysBetween(civil(now, zone).date, endsOn);
}

export function calendarOf(now: Date, { zone, startsOn, endsOn }: CohortDates): Calendar {
  const today = civil(now, zone).date;
  // Days before the first day do not count against anybody.
  const before = (days: number): Date | null => (daysBetween(startsOn, today) >= days ? instant(addDays(today, 1 - days), '00:00', zone) : null);
  const left = endsOn === null ? null : daysBetween(today, endsOn);
  return {
    begun: today >= startsOn,
    over: left !== null && left < 0,
    near: left !== null && left >= 0 && left <= nearDays,
    quietBefore: before(quietDays),
    unopenedBefore: before(unopenedDays),
    endsAt: endsOn === null ? null : endOfDay(endsOn, zone),
  };
}

const lastSign = (facts: PersonFacts): Date | null => facts.lastActivityAt ?? facts.openedAt ?? facts.startedAt;
const isQuiet = (at: Calendar, facts: PersonFacts): boolean => {
  const last = lastSign(facts);
  return at.quietBefore !== null && last !== null && last < at.quietBefore;
};
const isBehind = (at: Calendar, { done, required }: PersonFacts): boolean => at.begun && at.near && (required === 0 || done * 2 < required);

/** The one word for a person, and since when it holds where that can be said. */
export function statusAt(at: Calendar, facts: PersonFacts): { status: Status; since: Date | null } {
  if (facts.completedAt) return { status: 'completed', since: facts.completedAt };
  if (at.over) return { status: 'overdue', since: at.endsAt };
  if (!facts.openedAt && !facts.startedAt)
    return facts.invitedAt ? { status: 'not-opened', since: facts.invitedAt } : { status: 'not-invited', since: null };
  const since = lastSign(facts);
  if (isBehind(at, facts)) return { status: 'near-deadline', since };
  if (isQuiet(at, facts)) return { status: 'quiet', since };
  return { status: facts.startedAt ? 'on-track' : 'not-started', since };
}

/** `statusAt` for one person at one moment. */
export const status = (now: Date, dates: CohortDates, facts: PersonFacts): { status: Status; since: Date | null } =>
  statusAt(calendarOf(now, dates), facts);

/** Why somebody may want a hand, most pressing first; null: nothing says so. People are never scored: this is the whole rule. */
export function handReason(at: Calendar, facts: PersonFacts): HandReason | null {
  if (facts.completedAt || !at.begun) return null;
  if (at.over) return 'overdue';
  if (!facts.openedAt && !facts.startedAt) {
    if (facts.invitedAt && isBehind(at, facts)) return 'not-opened';
    return facts.invitedAt && at.unopenedBefore && facts.invitedAt < at.unopenedBefore ? 'not-opened' : null;
  }
  if (isBehind(at, facts)) return 'near-deadline';
  return isQuiet(at, facts) ? 'quiet' : null;
}
