import { civil, endOfDay } from '../../platform/zones.js';
import type { ReminderRuleName } from '../reminder.entity.js';
import type { ReminderFacts } from './due.js';
import { inOfficeHours, nextOfficeTime } from './office-hours.js';

/** Why a reminder that was planned is not mailed after all; a word for the ledger. */
export type DropReason = 'completed' | 'deactivated' | 'opened' | 'sent-again' | 'active-again' | 'deadline-moved' | 'too-late';

export type StillDue = { wanted: true } | { wanted: false; reason: DropReason } | { wanted: 'later'; at: Date };

function dropReason(now: Date, { rule, occurrence }: { rule: ReminderRuleName; occurrence: string }, facts: ReminderFacts): DropReason | null {
  if (facts.completedAt) return 'completed';
  if (!facts.active) return 'deactivated';
  if (rule === 'invitation-unopened') {
    if (facts.openedAt || facts.startedAt) return 'opened';
    return occurrence === `invitation-${facts.invitations}` ? null : 'sent-again';
  }
  if (rule === 'quiet') {
    const since = (facts.startedAt && facts.lastActivityAt) ?? facts.openedAt;
    return since && civil(since, facts.zone).date === occurrence ? null : 'active-again';
  }
  if (facts.endsOn !== occurrence) return 'deadline-moved';
  return rule === 'deadline-near' && now >= endOfDay(occurrence, facts.zone) ? 'too-late' : null;
}

/** Asks once more, at the moment of sending, what was true when the reminder was planned; outside office hours it waits for them. */
export function stillDue(now: Date, reminder: { rule: ReminderRuleName; occurrence: string }, facts: ReminderFacts): StillDue {
  const reason = dropReason(now, reminder, facts);
  if (reason) return { wanted: false, reason };
  return inOfficeHours(now, facts.zone) ? { wanted: true } : { wanted: 'later', at: nextOfficeTime(now, facts.zone) };
}
