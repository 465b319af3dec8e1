import { LinkButton } from '../../web/components/button.js';
import { Card, Muted, Stack } from '../../web/components/card.js';
import { DataTable, Pager } from '../../web/components/data-table.js';
import { EmptyState } from '../../web/components/empty-state.js';
import { Select, TextField } from '../../web/components/field.js';
import { Filters } from '../../web/components/form-page.js';
import { Who } from '../../web/components/people.js';
import { Progress } from '../../web/components/progress.js';
import { usePage } from '../../web/page.js';
import type { PeopleFilter, PersonRow } from '../reports.queries.js';
import type { CohortReport } from '../reports.service.js';
import { statuses } from '../rules/status.js';
import { ago, statusNames, StatusTag, type Moment } from './words.js';

interface PeopleTableProps {
  report: CohortReport;
  filter: PeopleFilter;
  cursor: string | null;
  moment: Moment;
}

/** The query of the page, without what is empty. */
export function queryOf({ search, status }: PeopleFilter, after?: string | null): string {
  const query = new URLSearchParams();
  if (search) query.set('q', search);
  if (status) query.set('status', status);
  if (after) query.set('after', after);
  return query.size ? `?${query.toString()}` : '';
}

function Steps({ person }: { person: PersonRow }) {
  const { t } = usePage();
  const { done, required, name, completedAt } = person;
  if (required === 0) return <>{t('reports.table.noSteps')}</>;
  const words = completedAt ? t('reports.table.done') : t('reports.table.steps', { done, required });
  return <Progress value={completedAt ? required : done} max={required} label={t('reports.table.progressOf', { name })} words={words} />;
}

/** Search, filter, and everybody by name, a page at a time; on a phone each is a card. */
export function PeopleTable({ report, filter, cursor, moment }: PeopleTableProps) {
  const { t, format } = usePage();
  const { cohort, figures, people } = report;
  const path = `/cohorts/${cohort.id}`;
  const filtered = filter.search !== '' || filter.status !== null;
  const due = cohort.endsOn ? format.day(cohort.endsOn) : t('reports.table.noDue');
  return (
    <Stack gap={3}>
      <Card flush>
        <Filters action={`${path}#people`} label={t('reports.filter.label')} submit={t('reports.filter.submit')}>
          <TextField name="q" type="search" label={t('reports.filter.search')} value={filter.search} autocomplete="off" optional={false} />
          <Select
            name="status"
            label={t('reports.filter.status')}
            value={filter.status ?? ''}
            options={[
              { value: '', label: t('reports.filter.all') },
              { value: 'hand', label: t('reports.hands.title') },
              ...statuses.map((status) => ({ value: status, label: t(statusNames[status]) })),
            ]}
          />
        </Filters>
        <DataTable
          caption={t('reports.table.caption', { cohort: cohort.name })}
          rows={people.rows}
          empty={
            <EmptyState
              icon="search"
              title={t('reports.filter.none')}
              action={
                <LinkButton href={`${path}#people`} look="secondary">
                  {t('reports.filter.clear')}
                </LinkButton>
              }
            >
              {filtered ? t('reports.filter.noneText') : undefined}
            </EmptyState>
          }
          columns={[
            {
              label: t('reports.table.name'),
              header: true,
              cell: (person) => <Who name={person.name} href={`${path}/people/${person.enrolmentId}`} sub={person.email} />,
            },
            { label: t('reports.table.progress'), cell: (person) => <Steps person={person} />, phone: 'plain' },
            { label: t('reports.filter.status'), cell: (person) => <StatusTag person={person} moment={moment} />, phone: 'plain' },
            {
              label: t('reports.table.last'),
              cell: ({ lastActivityAt }) => (lastActivityAt ? ago(t, lastActivityAt, moment) : t('reports.table.never')),
            },
            { label: t('reports.table.due'), cell: () => due },
          ]}
        />
        {people.rows.length > 0 && (
          <Pager
            words={t('reports.table.shown', { count: people.rows.length, people: figures.people })}
            previous={cursor ? `${path}${queryOf(filter)}#people` : null}
            next={people.next && `${path}${queryOf(filter, people.next)}#people`}
          />
        )}
      </Card>
      <Muted small>
        <a href={`${path}/people.csv${queryOf(filter)}`} download>
          {filtered ? t('reports.export.filtered') : t('reports.export.all')}
        </a>
      </Muted>
    </Stack>
  );
}
