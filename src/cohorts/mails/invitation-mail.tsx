import { inLanguage, requiredMinutes, type Outline } from '../../catalogue/outline.js';
import { MailButton, MailList, MailSmall, MailText, renderMail } from '../../mail/mail-layout.js';
import { formats } from '../../platform/i18n/formats.js';
import { translator, type Language, type Translate } from '../../platform/i18n/texts.js';

export const invitationMailKind = 'cohorts/invitation';

export interface Invitation {
  language: Language;
  name: string;
  /** Who invites. */
  inviter: string;
  cohort: { name: string; authorityName: string; zone: string; startsOn: string; endsOn: string | null };
  outline: Outline;
  /** Full address behind the button. */
  href: string;
  /** The person has an account with a password: the link asks to sign in instead of setting one. */
  account: boolean;
}

/** Minutes as people say them: up to an hour and a half in minutes, above that in half hours. */
export const timeNeeded = (t: Translate, minutes: number): string =>
  minutes < 90 ? t('cohorts.time.minutes', { minutes }) : t('cohorts.time.hours', { hours: Math.round(minutes / 30) / 2 });

/** The mail that brings somebody to the first lesson. */
export function invitationMail({ language, name, inviter, cohort, outline, href, account }: Invitation): {
  subject: string;
  text: string;
  html: string;
} {
  const t = translator(language);
  const format = formats(language, cohort.zone);
  const programme = inLanguage(outline.words, language, outline.source).words.title;
  return renderMail({
    language,
    subject: t('cohorts.mail.subject', { programme }),
    body: (
      <>
        <MailText>{t('cohorts.mail.hello', { name })}</MailText>
        <MailText>{t('cohorts.mail.invites', { inviter, authority: cohort.authorityName, programme })}</MailText>
        <MailList
          items={[
            t('cohorts.mail.time', { time: timeNeeded(t, requiredMinutes(outline)) }),
            cohort.endsOn
              ? t('cohorts.mail.dates', { from: format.day(cohort.startsOn), to: format.day(cohort.endsOn) })
              : t('cohorts.mail.from', { from: format.day(cohort.startsOn) }),
            t('cohorts.mail.certificate'),
          ]}
        />
        <MailButton href={href}>{t('cohorts.mail.open')}</MailButton>
        <MailSmall>{account ? t('cohorts.mail.account') : t('cohorts.mail.link')}</MailSmall>
      </>
    ),
    footer: t('cohorts.mail.why', { inviter, cohort: cohort.name }),
  });
}
