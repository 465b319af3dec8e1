import { ownTitle } from '../progress/pages/outline-view.js';
import { civil } from '../platform/zones.js';
import { wordsFor } from '../questions/views/question-words.js';
import { stepSize } from '../quizzes/rules/steps.js';
import type { PageContext } from '../web/page.js';
import { composedWords, doubtWords, languageName } from './pages/statistics-words.js';
import { csv, type Cell } from '../platform/csv.js';
import { fewest } from './rules/statistics.js';
import { itemsBy, type StatisticsFilter } from './statistics.filter.js';
import type { Composition, ItemStatistics, QuizStatistics } from './statistics.service.js';

/** At most four decimals: spreadsheets compute with the number. */
const exact = (value: number | null): Cell => (value === null ? null : Math.round(value * 10_000) / 10_000);

/**
 * The figures of a quiz as CSV: first what it is about (quiz, moment, filter), then a line per composition, then a line per question, version and language, then what
 * each column means. Cells are empty where there are too few people.
 */
export function statisticsFile(at: PageContext, found: QuizStatistics, filter: StatisticsFilter, zone: string): string {
  const { t, language } = at;
  const columns: { label: string; meaning: string; cell: (item: ItemStatistics) => Cell }[] = [
    {
      label: t('reports.statistics.question'),
      meaning: t('reports.column.question'),
      cell: ({ question }) => wordsFor(question, language).words.stem,
    },
    { label: t('reports.column.idLabel'), meaning: t('reports.column.id'), cell: ({ question }) => question.id },
    { label: t('reports.column.versionLabel'), meaning: t('reports.column.version'), cell: ({ version }) => version },
    {
      label: t('reports.column.currentLabel'),
      meaning: t('reports.column.current'),
      cell: ({ current }) => (current ? t('reports.column.yes') : t('reports.column.no')),
    },
    { label: t('reports.statistics.language'), meaning: t('reports.column.language'), cell: (item) => item.language },
    { label: t('reports.statistics.people'), meaning: t('reports.column.people', { count: fewest.shown }), cell: ({ count }) => count },
    { label: t('reports.statistics.facility'), meaning: t('reports.how.facility'), cell: (item) => exact(item.facility) },
    {
      label: t('reports.statistics.discrimination'),
      meaning: t('reports.column.discrimination', { count: fewest.related }),
      cell: (item) => exact(item.discrimination),
    },
    {
      label: t('reports.statistics.time'),
      meaning: t('reports.column.time'),
      cell: ({ seconds }) => (seconds === null ? null : Math.round(seconds)),
    },
    {
      label: t('reports.column.choicesLabel'),
      meaning: t('reports.column.choices'),
      cell: ({ options }) => options.map(({ option, count, right }) => `${option}${right ? '*' : ''}: ${count}`).join(', ') || null,
    },
    {
      label: t('reports.statistics.doubts'),
      meaning: t('reports.column.doubts'),
      cell: ({ doubts }) => doubts.map((doubt) => doubtWords[doubt](t)).join('; ') || null,
    },
  ];
  const wholes: { label: string; meaning?: string; cell: (one: Composition) => Cell }[] = [
    { label: t('reports.statistics.composition'), cell: (one) => composedWords(at, one) },
    { label: t('reports.statistics.since'), cell: ({ since }) => civil(since, zone).date },
    { label: t('reports.column.currentLabel'), cell: ({ current }) => (current ? t('reports.column.yes') : t('reports.column.no')) },
    { label: t('reports.statistics.people'), cell: ({ count }) => count },
    { label: t('reports.statistics.mean'), meaning: t('reports.statistics.fromSaid', { count: fewest.said }), cell: ({ mean }) => exact(mean) },
    {
      label: t('reports.statistics.deviation'),
      meaning: t('reports.statistics.fromSaid', { count: fewest.said }),
      cell: ({ spread }) => exact(spread),
    },
    { label: t('reports.statistics.alpha'), meaning: t('reports.how.alpha'), cell: (one) => exact(one.alpha) },
    { label: t('reports.statistics.error'), meaning: t('reports.how.error'), cell: ({ error }) => exact(error) },
  ];
  const moment = civil(found.now, zone);
  const time = `${moment.date} ${String(moment.hour).padStart(2, '0')}:${String(moment.minute).padStart(2, '0')}`;
  const rows: Cell[][] = [
    [t('reports.statistics.quiz'), ownTitle(found.quiz, found.module, at).title],
    [t('reports.file.made'), time, zone],
    [t('reports.statistics.language'), filter.language === null ? t('reports.statistics.allLanguages') : languageName(filter.language)],
    [t('reports.statistics.which'), filter.show === 'all' ? t('reports.statistics.showAll') : t('reports.statistics.showDoubts')],
    [t('reports.statistics.people'), found.people, t('reports.statistics.counted')],
    ...(found.people === null
      ? []
      : [
          [t('reports.statistics.inFigures', { people: found.people, counted: found.counted, step: stepSize })],
          ...(found.waiting ? [[t('reports.statistics.waiting', { count: found.waiting })]] : []),
        ]),
    [],
    wholes.map(({ label }) => label),
    ...found.compositions.map((one) => wholes.map(({ cell }) => cell(one))),
    [],
    columns.map(({ label }) => label),
    ...itemsBy(found.items, filter).map((item) => columns.map(({ cell }) => cell(item))),
    [],
    [t('reports.file.legend')],
    ...[...wholes, ...columns].flatMap(({ label, meaning }) => (meaning ? [[label, meaning]] : [])),
    [t('reports.statistics.how'), t('reports.how.steps', { step: stepSize })],
    [t('reports.statistics.how'), t('reports.how.sources')],
  ];
  return csv(rows, language === 'nl' ? ';' : ',');
}
