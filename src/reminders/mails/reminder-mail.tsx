import { inLanguage, type Outline, type OutlineItem } from '../../catalogue/outline.js';
import { MailButton, MailSmall, MailText, renderMail } from '../../mail/mail-layout.js';
import { formats } from '../../platform/i18n/formats.js';
import { translator, type Language, type Translate } from '../../platform/i18n/texts.js';
import { civil } from '../../platform/zones.js';
import type { ReminderRuleName } from '../reminder.entity.js';
import type { Watched } from '../reminders.queries.js';

export const reminderMailKind = 'reminders.reminder';

export interface ReminderMail {
  language: Language;
  rule: ReminderRuleName;
  watched: Pick<Watched, 'zone' | 'endsOn' | 'cohortName' | 'lastActivityAt' | 'openedAt' | 'done' | 'required'>;
  outline: Outline;
  /** What comes next, and how long it takes; null where the outline has nothing. */
  step: OutlineItem | null;
  now: Date;
  /** Full address of the exact next step. */
  href: string;
  /** The link signs in by itself, once. */
  opensOnce: boolean;
}

interface Words {
  subject: string;
  why: string;
}

function wordsOf(t: Translate, mail: ReminderMail, programme: string): Words {
  const { rule, watched, now } = mail;
  const format = formats(mail.language, watched.zone);
  // A subject is short: a title's second half, after the colon, stands in the text.
  const name = programme.split(':')[0]!.trim();
  const deadline = watched.endsOn ? format.day(watched.endsOn) : '';
  switch (rule) {
    case 'invitation-unopened':
      return { subject: t('reminders.unopened.subject', { programme: name }), why: t('reminders.unopened.why', { programme }) };
    case 'quiet':
      return {
        subject: t('reminders.quiet.subject', { programme: name }),
        why: t('reminders.quiet.why', { programme, date: format.date(watched.lastActivityAt ?? watched.openedAt ?? now) }),
      };
    case 'deadline-near': {
      const left = Math.round((Date.parse(watched.endsOn ?? '') - Date.parse(civil(now, watched.zone).date)) / 86_400_000);
      return { subject: t('reminders.near.subject', { programme: name, deadline }), why: t('reminders.near.why', { programme, deadline, left }) };
    }
    case 'overdue':
      return { subject: t('reminders.overdue.subject', { programme: name }), why: t('reminders.overdue.why', { programme, deadline }) };
  }
}

/** What it is, how long the next step takes, a link that lands on it, why the reader gets it and when it stops. */
export function reminderMail(mail: ReminderMail): { subject: string; text: string; html: string } {
  const { language, rule, watched, outline, step, href, opensOnce } = mail;
  const t = translator(language);
  const programme = inLanguage(outline.words, language, outline.source).words.title;
  const { subject, why } = wordsOf(t, mail, programme);
  return renderMail({
    language,
    subject,
    body: (
      <>
        <MailText>{why}</MailText>
        {watched.done ? <MailText>{t('reminders.done', { done: watched.done, required: watched.required ?? watched.done })}</MailText> : null}
        {step && <MailText>{t('reminders.next', { step: stepTitle(step, language, outline.source), minutes: step.minutes })}</MailText>}
        <MailButton href={href}>{watched.openedAt ? t('reminders.continue') : t('reminders.open')}</MailButton>
        {opensOnce && <MailSmall>{t('reminders.once')}</MailSmall>}
      </>
    ),
    footer: (
      <>
        <MailSmall>{t('reminders.because', { cohort: watched.cohortName })}</MailSmall>
        <MailSmall>{rule === 'overdue' ? t('reminders.last') : t('reminders.stops')}</MailSmall>
      </>
    ),
  });
}

// Kinds of items keep different words; all have a title.
const stepTitle = (step: OutlineItem, language: Language, source: string): string =>
  inLanguage<{ title: string }>(step.words, language, source).words.title;
