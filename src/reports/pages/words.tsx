import { Tag, type TagTone } from '../../web/components/tag.js';
import { usePage } from '../../web/page.js';
import type { Counting } from '../../catalogue/outline.js';
import type { Translate } from '../../platform/i18n/texts.js';
import type { MessageRow, PersonRow } from '../reports.queries.js';
import { daysLeft, daysSince, statusAt, type Calendar, type CohortDates, type HandReason, type Status } from '../rules/status.js';

/** What the words about a person depend on beside the person. */
export interface Moment {
  now: Date;
  calendar: Calendar;
  dates: CohortDates;
}

/** The short form, for filters and columns of a file. */
export const statusNames: Record<Status, string> = {
  'not-invited': 'reports.status.notInvited',
  'not-opened': 'reports.status.notOpened',
  'not-started': 'reports.status.notStarted',
  'on-track': 'reports.status.onTrack',
  quiet: 'reports.status.quiet',
  'near-deadline': 'reports.status.nearDeadline',
  overdue: 'reports.status.overdue',
  completed: 'reports.status.completed',
};

const tones: Record<Status, TagTone> = {
  'not-invited': 'plain',
  'not-opened': 'warn',
  'not-started': 'plain',
  'on-track': 'brand',
  quiet: 'warn',
  'near-deadline': 'warn',
  overdue: 'warn',
  completed: 'ok',
};

/** Which of several attempts a score is of. */
export const countingNames: Record<Counting, (t: Translate) => string> = {
  best: (t) => t('reports.counted.best'),
  last: (t) => t('reports.counted.last'),
  first: (t) => t('reports.counted.first'),
  average: (t) => t('reports.counted.average'),
};

/** "today", "yesterday", "12 days ago", by the calendar of the cohort's zone. */
export function ago(t: Translate, at: Date, { now, dates }: Moment): string {
  const days = daysSince(at, now, dates.zone);
  if (days <= 0) return t('reports.ago.today');
  return days === 1 ? t('reports.ago.yesterday') : t('reports.ago.days', { days });
}

/** The status with its numbers: "Quiet for 16 days". */
export function statusWords(t: Translate, person: PersonRow, { now, calendar, dates }: Moment): string {
  const { status, since } = statusAt(calendar, person);
  if (status === 'quiet' && since) return t('reports.statusWords.quiet', { days: daysSince(since, now, dates.zone) });
  if (status === 'not-opened' && since) return t('reports.statusWords.notOpened', { days: daysSince(since, now, dates.zone) });
  if (status === 'near-deadline' && dates.endsOn) return t('reports.statusWords.nearDeadline', { days: daysLeft(dates.endsOn, now, dates.zone) });
  return t(statusNames[status]);
}

/** Why somebody may want a hand, in a sentence. */
export function handWords(t: Translate, reason: HandReason, person: PersonRow, { now, dates }: Moment): string {
  const { done, required, invitedAt, lastActivityAt, openedAt, startedAt } = person;
  const last = lastActivityAt ?? openedAt ?? startedAt;
  switch (reason) {
    case 'not-opened':
      return t('reports.hand.notOpened', { days: invitedAt ? daysSince(invitedAt, now, dates.zone) : 0 });
    case 'quiet':
      return t('reports.hand.quiet', { days: last ? daysSince(last, now, dates.zone) : 0, done, required });
    case 'near-deadline':
      return t('reports.hand.nearDeadline', { days: dates.endsOn ? daysLeft(dates.endsOn, now, dates.zone) : 0, done, required });
    case 'overdue':
      return t('reports.hand.overdue', { done, required });
  }
}

export function StatusTag({ person, moment }: { person: PersonRow; moment: Moment }) {
  const { t } = usePage();
  return (
    <Tag tone={tones[person.status]} icon={person.status === 'completed' ? 'check' : undefined}>
      {statusWords(t, person, moment)}
    </Tag>
  );
}

export const messageNames: Record<MessageRow['what'], string> = {
  invitation: 'reports.message.invitation',
  'invitation-unopened': 'reports.message.unopened',
  quiet: 'reports.message.quiet',
  'deadline-near': 'reports.message.deadlineNear',
  overdue: 'reports.message.overdue',
};

export const messageStates: Record<MessageRow['state'], string> = {
  queued: 'reports.message.onItsWay',
  sending: 'reports.message.onItsWay',
  sent: 'reports.message.sent',
  dropped: 'reports.message.notNeeded',
  skipped: 'reports.message.notNeeded',
  failed: 'reports.message.notDelivered',
};

/** Opens the reader's own mail program (RFC 6068: the sign between the two parts stays as it is). */
export const mailTo = (email: string): string => `mailto:${email.split('@').map(encodeURIComponent).join('@')}`;
