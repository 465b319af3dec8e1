import { MailButton, MailText, renderMail } from '../../mail/mail-layout.js';
import { translator } from '../../platform/i18n/texts.js';
import type { Score } from '../../questions/rules/grade.js';
import type { MarkedMail } from './marked-mail.js';
import { namesOf, ResultNow } from './result-parts.js';

export interface MarkChangedMail extends MarkedMail {
  /** Why the mark was changed, in the trainer's words. */
  reason: string;
  /** Null where they did not change, or the quiz does not show points, or only later: the page of the result then does. */
  points: { before: Score; after: Score } | null;
  /** The attempt is passed now, and was not before. */
  gained: boolean;
  /** It was passed, and is no more. */
  lost: boolean;
}

/** Tells somebody that a text of theirs has another mark, and why. Who marked it is not said. */
export function markChangedMail({ language, here, reason, points, gained, lost, href }: MarkChangedMail): {
  subject: string;
  text: string;
  html: string;
} {
  const t = translator(language);
  const names = namesOf(here, language);
  return renderMail({
    language,
    subject: t('quizzes.markChangedMail.subject', { quiz: names.quiz }),
    body: (
      <>
        <MailText>{t('quizzes.markChangedMail.what', { ...names, reason })}</MailText>
        <ResultNow language={language} points={points} gained={gained} />
        {lost && <MailText>{t('quizzes.markChangedMail.lost')}</MailText>}
        <MailButton href={href}>{t('quizzes.mail.button')}</MailButton>
      </>
    ),
    footer: t('quizzes.correctedMail.why'),
  });
}
