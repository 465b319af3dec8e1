import type { Counting } from '../../catalogue/outline.js';
import type { Formats } from '../../platform/i18n/formats.js';
import type { Translate } from '../../platform/i18n/texts.js';
import { TimeLeft } from '../../web/components/learning.js';
import { usePage } from '../../web/page.js';
import { quizPaths } from '../quiz-paths.js';
import type { QuizSheet } from '../quiz.service.js';
import { secondsLeft } from '../rules/deadline.js';
import type { Outcome } from '../rules/outcome.js';

const countingSentences: Record<Counting, (t: Translate) => string> = {
  best: (t) => t('quizzes.counts.best'),
  last: (t) => t('quizzes.counts.last'),
  first: (t) => t('quizzes.counts.first'),
  average: (t) => t('quizzes.counts.average'),
};

/** "The best attempt counts." */
export const countingWords = (t: Translate, counts: Counting): string => countingSentences[counts](t);

/** Why no attempt can begin now, in a sentence; null where one can, or is open. */
export function refusalWords(t: Translate, format: Formats, { refusal, nextAt }: Outcome, closesAt: Date | null): string | null {
  const when = nextAt ? format.dateTime(nextAt) : '';
  if (refusal === 'none-left') return t('quizzes.start.noneLeft');
  if (refusal === 'wait') return t('quizzes.start.mustWait', { when });
  if (refusal === 'not-open') return t('quizzes.start.notOpen', { when });
  if (refusal === 'closed') return t('quizzes.start.closed', { when: closesAt ? format.dateTime(closesAt) : '' });
  return null;
}

/** Whole minutes, and seconds where less than one is left. */
const leftWords = (t: Translate, seconds: number): string =>
  seconds >= 60 ? t('quizzes.time.minutes', { minutes: Math.floor(seconds / 60) }) : t('quizzes.time.seconds', { seconds });

/** The time that is left of an open attempt; nothing where it has no limit. */
export function AttemptTime({ here: { sheet, now } }: { here: QuizSheet }) {
  const { t, format } = usePage();
  const seconds = secondsLeft(sheet.deadline, now);
  if (seconds === null || !sheet.deadline) return null;
  return (
    <TimeLeft
      seconds={seconds}
      grace={sheet.grace}
      left={t('quizzes.time.left', { left: leftWords(t, seconds) })}
      until={t('quizzes.time.until', { when: format.dateTime(sheet.deadline) })}
      counting={t('quizzes.time.left', { left: '%' })}
      five={t('quizzes.time.left', { left: leftWords(t, 300) })}
      one={t('quizzes.time.left', { left: leftWords(t, 60) })}
      over={t('quizzes.time.over')}
      next={quizPaths.attempt(sheet.enrolmentId, sheet.quizId, sheet.number)}
      time={quizPaths.time(sheet.enrolmentId, sheet.quizId, sheet.number)}
    />
  );
}
