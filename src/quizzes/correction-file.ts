import { inLanguage } from '../catalogue/outline.js';
import { csv, type Cell } from '../platform/csv.js';
import { itemTitle } from '../progress/pages/outline-view.js';
import type { Score } from '../questions/rules/grade.js';
import { wordsFor } from '../questions/views/question-words.js';
import type { PageContext } from '../web/page.js';
import type { CorrectionPlace, Effect, Effects, Wish } from './corrections.service.js';
import { kindWords } from './pages/correct-page.js';

/** At most four decimals: spreadsheets compute with the number. */
const points = ({ numerator, denominator }: Score): Cell => Math.round((numerator / denominator) * 10_000) / 10_000;

/** Whose results a correction would change, as CSV: what it is about, a line per attempt, then what becomes of those that would fall. */
export function correctionFile(at: PageContext, place: CorrectionPlace, { kind, reason }: Wish & { reason: string }, effects: Effects): string {
  const { t, language, format } = at;
  const passed = (yes: boolean): Cell => t(yes ? 'quizzes.result.passed' : 'quizzes.result.notYet');
  const certificate = ({ title, issuedOn }: Effect['certificates'][number]): string =>
    `${inLanguage(title, language, 'en').words} (${t('quizzes.correct.issuedOn', { day: format.day(issuedOn) })})`;
  const columns: { label: string; cell: (effect: Effect) => Cell }[] = [
    { label: t('quizzes.correct.column.person'), cell: ({ met }) => met.name },
    { label: t('quizzes.correct.column.programme'), cell: ({ met }) => met.programmeId },
    { label: t('quizzes.correct.column.attempt'), cell: ({ met }) => met.number },
    { label: t('quizzes.correct.column.of'), cell: ({ met }) => met.score.max },
    { label: t('quizzes.correct.column.before'), cell: ({ met }) => points(met.score) },
    { label: t('quizzes.correct.column.passedBefore'), cell: ({ met }) => passed(met.passed) },
    { label: t('quizzes.correct.column.after'), cell: ({ after }) => points(after.score) },
    { label: t('quizzes.correct.column.passedAfter'), cell: ({ after }) => passed(after.passed) },
    { label: t('quizzes.correct.column.change'), cell: ({ change }) => t(change === 'lowered' ? 'quizzes.correct.falls' : 'quizzes.correct.rises') },
    { label: t('quizzes.correct.column.certificate'), cell: ({ certificates }) => certificates.map(certificate).join('; ') || null },
  ];
  const rows: Cell[][] = [
    [itemTitle(place.quiz, place.module, at).title],
    [wordsFor(place.question, language).words.stem],
    [kindWords[kind](t).what],
    [t('quizzes.correct.reason'), reason],
    [],
    columns.map(({ label }) => label),
    ...[...effects.raised, ...effects.lowered].map((effect) => columns.map(({ cell }) => cell(effect))),
    [],
    [t('quizzes.correct.loweredMeans')],
    [t('quizzes.correct.stands')],
  ];
  return csv(rows, language === 'nl' ? ';' : ',');
}
