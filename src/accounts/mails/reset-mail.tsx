import { MailButton, MailSmall, MailText, renderMail } from '../../mail/mail-layout.js';
import { translator, type Language } from '../../platform/i18n/texts.js';

/** The way back for whoever forgot a password. */
export function resetMail(language: Language, { name, address }: { name: string; address: string }) {
  const t = translator(language);
  return renderMail({
    language,
    subject: t('accounts.mail.reset.subject'),
    body: (
      <>
        <MailText>{name ? t('accounts.mail.greeting', { name }) : t('accounts.mail.greetingNoName')}</MailText>
        <MailText>{t('accounts.mail.reset.body')}</MailText>
        <MailButton href={address}>{t('accounts.mail.reset.button')}</MailButton>
        <MailSmall>{t('accounts.mail.reset.valid')}</MailSmall>
      </>
    ),
    footer: <MailSmall>{t('accounts.mail.reset.why')}</MailSmall>,
  });
}
