import { MailButton, MailText, renderMail } from '../../mail/mail-layout.js';
import { translator, type Language } from '../../platform/i18n/texts.js';
import type { QuizHere } from '../quiz-here.js';
import { namesOf } from './result-parts.js';

export interface MarkedMail {
  language: Language;
  here: QuizHere;
  /** Full address of the result. */
  href: string;
}

/** The one mail once the last text of an attempt has been marked. It says that a result is there, not which. */
export function markedMail({ language, here, href }: MarkedMail): { subject: string; text: string; html: string } {
  const t = translator(language);
  const names = namesOf(here, language);
  return renderMail({
    language,
    subject: t('quizzes.mail.subject', { quiz: names.quiz }),
    body: (
      <>
        <MailText>{t('quizzes.mail.marked', names)}</MailText>
        <MailButton href={href}>{t('quizzes.mail.button')}</MailButton>
      </>
    ),
    footer: t('quizzes.mail.why'),
  });
}
