import { inLanguage } from '../../catalogue/outline.js';
import { MailText } from '../../mail/mail-layout.js';
import { formats } from '../../platform/i18n/formats.js';
import { translator, type Language } from '../../platform/i18n/texts.js';
import type { Score } from '../../questions/rules/grade.js';
import { exactly } from '../points.js';
import type { QuizHere } from '../quiz-here.js';

/** A quiz with its module, and its programme, as a mail names them. */
export function namesOf({ outline, module, quiz }: QuizHere, language: Language): { quiz: string; programme: string } {
  const about = inLanguage(module.words, language, module.source).words.title;
  return {
    quiz: translator(language)('quizzes.title', { module: about, quiz: inLanguage(quiz.words, language, module.source).words.title }),
    programme: inLanguage(outline.words, language, outline.source).words.title,
  };
}

/** Both results, where a learner may see points, and that the quiz is passed now. */
export function ResultNow({ language, points, gained }: { language: Language; points: { before: Score; after: Score } | null; gained: boolean }) {
  const t = translator(language);
  const format = formats(language, 'UTC');
  return (
    <>
      {points && (
        <MailText>
          {t('quizzes.correctedMail.points', {
            before: exactly(points.before, format),
            after: exactly(points.after, format),
            max: points.after.max,
          })}
        </MailText>
      )}
      {gained && <MailText>{t('quizzes.correctedMail.gained')}</MailText>}
    </>
  );
}
