import { findItem, inLanguage, type Outline } from '../../catalogue/outline.js';
import { MailButton, MailText, renderMail } from '../../mail/mail-layout.js';
import { translator, type Language } from '../../platform/i18n/texts.js';
import type { Score } from '../../questions/rules/grade.js';
import { ResultNow } from './result-parts.js';

export interface CorrectedMail {
  language: Language;
  outline: Outline;
  quizId: string;
  /** Why the question was corrected, in the trainer's words. */
  reason: string;
  /** Null where the quiz does not show points, or only later: the page of the result then does. */
  points: { before: Score; after: Score } | null;
  /** The quiz is passed now, and was not before. */
  gained: boolean;
  /** Why the result was lowered; null where it rose. */
  loweredBecause: string | null;
  /** Full address of the result. */
  href: string;
}

/** Tells somebody that a question of theirs has been put right, with both results where they may be seen. */
export function correctedMail(mail: CorrectedMail): { subject: string; text: string; html: string } {
  const { language, outline, quizId, reason, points, gained, loweredBecause, href } = mail;
  const t = translator(language);
  const module = findItem(outline, quizId)?.module;
  const name = module ? inLanguage(module.words, language, module.source).words.title : quizId;
  return renderMail({
    language,
    subject: t('quizzes.correctedMail.subject', { module: name }),
    body: (
      <>
        <MailText>{t('quizzes.correctedMail.what', { module: name, reason })}</MailText>
        <ResultNow language={language} points={points} gained={gained} />
        {loweredBecause && <MailText>{t('quizzes.correctedMail.lowered', { reason: loweredBecause })}</MailText>}
        <MailButton href={href}>{t('quizzes.correctedMail.button')}</MailButton>
      </>
    ),
    footer: t('quizzes.correctedMail.why'),
  });
}
