import { MailButton, MailSmall, MailText, renderMail } from '../../mail/mail-layout.js';
import { translator, type Language } from '../../platform/i18n/texts.js';

interface InvitationMail {
  name: string;
  /** Full address of the single-use link. */
  address: string;
  /** What it is for, in the reader's language. */
  about: string | null;
}

/** Sent again from the page of an expired link, or by an administrator. */
export function invitationMail(language: Language, { name, address, about }: InvitationMail) {
  const t = translator(language);
  return renderMail({
    language,
    subject: t('accounts.mail.invitation.subject'),
    body: (
      <>
        <MailText>{name ? t('accounts.mail.greeting', { name }) : t('accounts.mail.greetingNoName')}</MailText>
        <MailText>{about ? t('accounts.mail.invitation.about', { about }) : t('accounts.mail.invitation.body')}</MailText>
        <MailButton href={address}>{t('accounts.mail.invitation.button')}</MailButton>
        <MailSmall>{t('accounts.mail.invitation.valid')}</MailSmall>
      </>
    ),
    footer: <MailSmall>{t('accounts.mail.invitation.why')}</MailSmall>,
  });
}
