import { Card, Stack } from '../../web/components/card.js';
import { DataTable, Pager } from '../../web/components/data-table.js';
import { EmptyState } from '../../web/components/empty-state.js';
import { PageHeader } from '../../web/components/page-header.js';
import { usePage } from '../../web/page.js';
import type { MarkedAnswer, MarkedPart } from '../marking.service.js';
import { quizPaths } from '../quiz-paths.js';
import { placeColumns } from './marking-list-page.js';

/** Answers that have their mark, the last marked first; each leads to the way to another mark. */
export function MarkedListPage({ part: { answers, next } }: { part: MarkedPart }) {
  const at = usePage();
  const { t, format } = at;
  return (
    <Stack gap={5}>
      <PageHeader
        title={t('quizzes.marking.lately')}
        lead={t('quizzes.marking.latelyLead')}
        crumbs={[{ href: quizPaths.marking, label: t('quizzes.marking.title') }]}
      />
      {answers.length === 0 ? (
        <EmptyState icon="edit" title={t('quizzes.marking.noneLately')}>
          {t('quizzes.marking.noneLatelyMeans')}
        </EmptyState>
      ) : (
        <Card flush>
          <DataTable
            caption={t('quizzes.marking.lately')}
            rows={answers}
            columns={[
              ...placeColumns<MarkedAnswer>(at),
              { label: t('quizzes.marking.markedOn'), cell: ({ row }) => format.dateTime(row.markedAt) },
              { label: t('quizzes.marking.by'), cell: ({ row }) => (row.own ? t('quizzes.marking.you') : t('quizzes.marking.somebody')) },
            ]}
          />
          <Pager
            words={t('quizzes.marking.shown', { count: answers.length })}
            next={next && `${quizPaths.marked}?after=${encodeURIComponent(next)}`}
          />
        </Card>
      )}
    </Stack>
  );
}
