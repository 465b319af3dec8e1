import { inLanguage, type Outline } from '../../catalogue/outline.js';
import { MailButton, MailSmall, MailText, renderMail } from '../../mail/mail-layout.js';
import { translator, type Language } from '../../platform/i18n/texts.js';
import { groupCode } from '../rules/code.js';

export interface CertificateMail {
  language: Language;
  outline: Outline;
  code: string;
  /** Full address of the certificate's page. */
  href: string;
  sample: boolean;
}

/** The one mail after a programme has been completed. */
export function certificateMail({ language, outline, code, href, sample }: CertificateMail): { subject: string; text: string; html: string } {
  const t = translator(language);
  const programme = inLanguage(outline.words, language, outline.source).words.title;
  return renderMail({
    language,
    subject: t('certificates.mail.subject', { programme }),
    body: (
      <>
        <MailText>{t('certificates.mail.done', { programme })}</MailText>
        <MailButton href={href}>{t('certificates.mail.button')}</MailButton>
        <MailText>{t('certificates.mail.code', { code: groupCode(code) })}</MailText>
        {sample && <MailSmall>{t('certificates.sample')}</MailSmall>}
      </>
    ),
    footer: t('certificates.mail.why'),
  });
}
