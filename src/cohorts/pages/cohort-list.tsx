import type { Outline } from '../../catalogue/outline.js';
import { LinkButton } from '../../web/components/button.js';
import { Card, Stack } from '../../web/components/card.js';
import { DataTable, Pager } from '../../web/components/data-table.js';
import { EmptyState } from '../../web/components/empty-state.js';
import { PageHeader } from '../../web/components/page-header.js';
import { usePage } from '../../web/page.js';
import type { ListedCohort } from '../cohort.queries.js';
import { datesInWords, programmeTitle } from '../words.js';

interface CohortListProps {
  cohorts: ListedCohort[];
  outlines: readonly Outline[];
  /** Path of the next page. */
  next: string | null;
}

function Programme({ id, outlines }: { id: string; outlines: readonly Outline[] }) {
  const { language } = usePage();
  const { title, lang } = programmeTitle(outlines, id, language);
  return <span lang={lang}>{title}</span>;
}

export function CohortList({ cohorts, outlines, next }: CohortListProps) {
  const page = usePage();
  const { t } = page;
  const make = (
    <LinkButton href="/cohorts/new" icon="plus">
      {t('cohorts.list.make')}
    </LinkButton>
  );
  return (
    <Stack gap={5}>
      <PageHeader title={t('cohorts.list.title')} lead={t('cohorts.list.lead')} actions={cohorts.length ? make : undefined} />
      {cohorts.length === 0 ? (
        <EmptyState icon="users" title={t('cohorts.list.empty.title')} action={make}>
          {t('cohorts.list.empty.text')}
        </EmptyState>
      ) : (
        <Card flush>
          <DataTable
            caption={t('cohorts.list.caption')}
            rows={cohorts}
            columns={[
              { label: t('cohorts.list.cohort'), header: true, cell: (cohort) => <a href={`/cohorts/${cohort.id}`}>{cohort.name}</a> },
              { label: t('cohorts.list.programme'), cell: (cohort) => <Programme id={cohort.programmeId} outlines={outlines} /> },
              { label: t('cohorts.form.authority'), cell: (cohort) => cohort.authorityName },
              { label: t('cohorts.list.dates'), cell: (cohort) => datesInWords(page, cohort) },
              {
                label: t('cohorts.list.people'),
                cell: ({ people, opened }) => (people ? t('cohorts.list.opened', { opened, people }) : t('cohorts.list.nobody')),
              },
            ]}
          />
          <Pager words={t('cohorts.list.words', { count: cohorts.length })} next={next} />
        </Card>
      )}
    </Stack>
  );
}
