import { MailButton, MailLink, MailSmall, MailText, renderMail } from '../../mail/mail-layout.js';
import { translator, type Language } from '../../platform/i18n/texts.js';

interface ProblemMail {
  contactName: string;
  /** Full address of the page that the report is about. */
  page: string;
  message: string;
  /** Where an answer goes; null where the writer left none. */
  replyTo: string | null;
}

/** What somebody wrote on "report a problem", for the named person who deals with it. */
export function problemMail(language: Language, { contactName, page, message, replyTo }: ProblemMail) {
  const t = translator(language);
  return renderMail({
    language,
    subject: t('accounts.mail.problem.subject'),
    body: (
      <>
        <MailText>{contactName ? t('accounts.mail.greeting', { name: contactName }) : t('accounts.mail.greetingNoName')}</MailText>
        <MailText>{t('accounts.mail.problem.body')}</MailText>
        {message.split('\n').map((line) => (line.trim() ? <MailText>{line}</MailText> : null))}
        <MailButton href={page}>{t('accounts.mail.problem.page')}</MailButton>
        <MailText>
          {replyTo ? (
            <>
              {t('accounts.mail.problem.reply')} <MailLink href={`mailto:${replyTo}`}>{replyTo}</MailLink>
            </>
          ) : (
            t('accounts.mail.problem.noReply')
          )}
        </MailText>
      </>
    ),
    footer: <MailSmall>{t('accounts.mail.problem.why')}</MailSmall>,
  });
}
