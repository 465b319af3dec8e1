import { addDays, civil, endOfDay, instant } from '../../platform/zones.js';
import type { ReminderRuleName } from '../reminder.entity.js';
import { nextOfficeTime, opening, workingDayAfter, workingDaysLater } from './office-hours.js';

/** Why an occurrence is not mailed; a word for the ledger, put into a sentence by views. */
export type SkipReason = 'too-late' | 'joined-later';

/** One occurrence of one rule. */
export interface Occurrence {
  rule: ReminderRuleName;
  /** What tells it from the next of the same rule. */
  occurrence: string;
  /** When the rule makes it due. */
  dueAt: Date;
}

/** All that decides about the reminders of one enrolment. */
export interface ReminderFacts {
  /** IANA zone of the cohort. */
  zone: string;
  /** Civil dates of the cohort. */
  startsOn: string;
  endsOn: string | null;
  /** False for a deactivated account. */
  active: boolean;
  enrolledAt: Date;
  /** Number and time of the last invitation; without one the enrolment itself counts as it. */
  invitations: number;
  invitedAt: Date | null;
  openedAt: Date | null;
  startedAt: Date | null;
  lastActivityAt: Date | null;
  completedAt: Date | null;
  /** Occurrences of this enrolment that are in the ledger, mailed or skipped. */
  ledger: { rule: ReminderRuleName; occurrence: string }[];
  /** The last reminder that was mailed to the person, over all enrolments. */
  lastMailAt: Date | null;
}

export interface Verdict {
  /** To be mailed now. */
  send: Occurrence | null;
  /** To be noted as not mailed. */
  skip: (Occurrence & { reason: SkipReason })[];
  /** When to look again; null: not before something changes. */
  lookAt: Date | null;
}

const dayMs = 86_400_000;
/** The default policy. */
export const policy = {
  invitationWorkingDays: 3,
  quietDays: 14,
  deadlineDays: 7,
  /** Who joins when the deadline is near is left alone for so many working days. */
  settleWorkingDays: 2,
  /** No second nudge within so many days. */
  capDays: 7,
  /** Later than this after it was due, a nudge would only puzzle its reader. */
  staleDays: { 'invitation-unopened': 14, quiet: 28, overdue: 14 },
} as const;

interface Candidate extends Occurrence {
  /** Not before this instant: the cap, the first day. */
  earliest: Date;
  /** From this instant on it is too late. */
  staleAt: Date;
}

const later = (a: Date, b: Date): Date => (a > b ? a : b);
const sooner = (a: Date, b: Date): Date => (a < b ? a : b);
const plusDays = (at: Date, days: number): Date => new Date(at.getTime() + days * dayMs);
const clockTime = (at: Date, zone: string): string => {
  const { hour, minute } = civil(at, zone);
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
};

/** Mails about a deadline come first and know no cap; the deadline is the occurrence, so that a moved one counts anew. */
function deadlineCandidates(facts: ReminderFacts, endsOn: string): Candidate[] {
  const { zone, startsOn, enrolledAt } = facts;
  const end = endOfDay(endsOn, zone);
  const firstDay = opening(startsOn, zone);
  const near = opening(addDays(endsOn, -policy.deadlineDays), zone);
  const over = opening(workingDayAfter(endsOn), zone);
  // Who joins in the last week has just read the date in the invitation.
  const settled = enrolledAt > near ? workingDaysLater(enrolledAt, policy.settleWorkingDays, zone) : near;
  return [
    { rule: 'overdue', occurrence: endsOn, dueAt: over, earliest: later(over, firstDay), staleAt: plusDays(over, policy.staleDays.overdue) },
    { rule: 'deadline-near', occurrence: endsOn, dueAt: near, earliest: later(settled, firstDay), staleAt: end },
  ];
}

/** A nudge for somebody who has not begun, or has stopped. Only while the deadline is still ahead. */
function nudgeCandidate(facts: ReminderFacts): Candidate | null {
  const { zone, endsOn, startsOn } = facts;
  const firstDay = opening(startsOn, zone);
  const make = (rule: 'invitation-unopened' | 'quiet', occurrence: string, dueAt: Date): Candidate => {
    const ready = later(dueAt, firstDay);
    const stale = plusDays(ready, policy.staleDays[rule]);
    const earliest = facts.lastMailAt ? later(ready, plusDays(facts.lastMailAt, policy.capDays)) : ready;
    return { rule, occurrence, dueAt, earliest, staleAt: endsOn ? sooner(stale, endOfDay(endsOn, zone)) : stale };
  };
  if (!facts.openedAt && !facts.startedAt) {
    const since = facts.invitedAt ?? facts.enrolledAt;
    return make('invitation-unopened', `invitation-${facts.invitations}`, workingDaysLater(since, policy.invitationWorkingDays, zone));
  }
  const since = (facts.startedAt && facts.lastActivityAt) ?? facts.openedAt;
  if (!since) return null;
  const { date } = civil(since, zone);
  return make('quiet', date, nextOfficeTime(instant(addDays(date, policy.quietDays), clockTime(since, zone), zone), zone));
}

/**
 * What the default policy says about one enrolment at `now`: at most one mail, and when to look again. It mails only in
 * office hours of the cohort's zone, never after completion, never before the cohort's first day. What an outage held up
 * is mailed late while it still means something, else skipped with a reason.
 */
export function due(now: Date, facts: ReminderFacts): Verdict {
  const verdict: Verdict = { send: null, skip: [], lookAt: null };
  const { zone, endsOn, enrolledAt } = facts;
  if (facts.completedAt || !facts.active) return verdict;
  const known = new Set(facts.ledger.map(({ rule, occurrence }) => `${rule} ${occurrence}`));
  const nudge = nudgeCandidate(facts);
  const candidates = [...(endsOn ? deadlineCandidates(facts, endsOn) : []), ...(nudge ? [nudge] : [])];
  const joinedLater = endsOn !== null && enrolledAt >= endOfDay(endsOn, zone);
  const ahead: Date[] = [];
  for (const { rule, occurrence, dueAt, earliest, staleAt } of candidates) {
    if (known.has(`${rule} ${occurrence}`)) continue;
    const at = nextOfficeTime(later(now, earliest), zone);
    if (now >= staleAt || joinedLater) {
      if (now >= dueAt) verdict.skip.push({ rule, occurrence, dueAt, reason: joinedLater ? 'joined-later' : 'too-late' });
    } else if (at >= staleAt) ahead.push(staleAt);
    else if (at > now) ahead.push(at);
    else if (!verdict.send) verdict.send = { rule, occurrence, dueAt };
    else ahead.push(plusDays(now, policy.capDays));
  }
  // A first visit changes what may come and is announced to nobody: whoever has not made it is looked at again, now and then.
  const open = !endsOn || now < endOfDay(endsOn, zone);
  if (!facts.openedAt && !facts.startedAt && open) ahead.push(plusDays(now, policy.capDays));
  if (ahead.length) verdict.lookAt = new Date(Math.min(...ahead.map((at) => at.getTime())));
  return verdict;
}
