import { inLanguage } from '../catalogue/outline.js';
import { civil } from '../platform/zones.js';
import type { PageContext } from '../web/page.js';
import { statusNames } from './pages/words.js';
import type { PeopleFilter, PersonRow } from './reports.queries.js';
import type { ReportsService } from './reports.service.js';
import { csv, type Cell } from '../platform/csv.js';

type Export = Awaited<ReturnType<ReportsService['export']>>;

/**
 * The table of people as CSV: first what it is about (cohort, moment, filter), then the rows, then what each column means.
 * Dates are civil (2026-12-18) in the cohort's zone. No scores and no numbers of attempts.
 */
export async function peopleFile({ t, language }: PageContext, { cohort, outline, now, portions }: Export, filter: PeopleFilter): Promise<string> {
  const day = (at: Date | null): Cell => (at ? civil(at, cohort.zone).date : null);
  const at = civil(now, cohort.zone);
  const time = `${at.date} ${String(at.hour).padStart(2, '0')}:${String(at.minute).padStart(2, '0')}`;
  const status =
    filter.status === null ? t('reports.filter.all') : filter.status === 'hand' ? t('reports.hands.title') : t(statusNames[filter.status]);
  const columns: { label: string; meaning: string; cell: (person: PersonRow) => Cell }[] = [
    { label: t('reports.table.name'), meaning: t('reports.legend.name'), cell: ({ name }) => name },
    { label: t('reports.file.email'), meaning: t('reports.legend.email'), cell: ({ email }) => email },
    { label: t('reports.filter.status'), meaning: t('reports.legend.status'), cell: (person) => t(statusNames[person.status]) },
    { label: t('reports.file.done'), meaning: t('reports.legend.done'), cell: ({ done }) => done },
    { label: t('reports.file.required'), meaning: t('reports.legend.required'), cell: ({ required }) => required },
    { label: t('reports.record.invited'), meaning: t('reports.legend.invited'), cell: ({ invitedAt }) => day(invitedAt) },
    { label: t('reports.record.opened'), meaning: t('reports.legend.opened'), cell: ({ openedAt }) => day(openedAt) },
    { label: t('reports.record.started'), meaning: t('reports.legend.started'), cell: ({ startedAt }) => day(startedAt) },
    { label: t('reports.table.last'), meaning: t('reports.legend.last'), cell: ({ lastActivityAt }) => day(lastActivityAt) },
    { label: t('reports.record.completed'), meaning: t('reports.legend.completed'), cell: ({ completedAt }) => day(completedAt) },
    { label: t('reports.table.due'), meaning: t('reports.legend.due'), cell: () => cohort.endsOn },
  ];
  const rows: Cell[][] = [
    [t('cohorts.list.cohort'), cohort.name],
    [t('cohorts.list.programme'), inLanguage(outline.words, language, outline.source).words.title],
    [t('reports.file.made'), time, cohort.zone],
    [t('reports.filter.status'), status],
    [t('reports.filter.search'), filter.search],
    [],
    columns.map(({ label }) => label),
  ];
  for await (const portion of portions) for (const person of portion) rows.push(columns.map(({ cell }) => cell(person)));
  rows.push([], [t('reports.file.legend')], ...columns.map(({ label, meaning }) => [label, meaning]));
  return csv(rows, language === 'nl' ? ';' : ',');
}
