import { MailButton, MailText, renderMail } from '../../mail/mail-layout.js';
import { formats } from '../../platform/i18n/formats.js';
import { translator, type Language } from '../../platform/i18n/texts.js';
import { groupCode } from '../rules/code.js';

export interface WithdrawalMail {
  language: Language;
  programme: string;
  code: string;
  issuer: string;
  /** Civil date. */
  withdrawnOn: string;
  /** Why it was withdrawn, or why it counts again, in the words of whoever did it. */
  reason: string;
  /** It counts again. */
  reinstated: boolean;
  /** Full address of the certificate's page. */
  href: string;
}

/** Tells the holder that a certificate was withdrawn, or that it counts again, and why. */
export function withdrawalMail(mail: WithdrawalMail): { subject: string; text: string; html: string } {
  const { language, programme, issuer, reason, reinstated, href } = mail;
  const t = translator(language);
  const facts = { programme, code: groupCode(mail.code), day: formats(language, 'UTC').day(mail.withdrawnOn) };
  return renderMail({
    language,
    subject: reinstated ? t('certificates.reinstatedMail.subject', { programme }) : t('certificates.withdrawnMail.subject', { programme }),
    body: (
      <>
        <MailText>{reinstated ? t('certificates.reinstatedMail.what', facts) : t('certificates.withdrawnMail.what', facts)}</MailText>
        <MailText>{t('certificates.withdrawnMail.reason', { reason })}</MailText>
        {!reinstated && <MailText>{t('certificates.withdrawnMail.means', { issuer })}</MailText>}
        <MailButton href={href}>{t('certificates.mail.button')}</MailButton>
      </>
    ),
    footer: reinstated ? t('certificates.reinstatedMail.why') : t('certificates.withdrawnMail.why'),
  });
}
