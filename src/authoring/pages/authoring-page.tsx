import { handbookFolder } from '../../catalogue/rules/read-handbook.js';
import { Actions, LinkButton } from '../../web/components/button.js';
import { Card, Muted, Stack } from '../../web/components/card.js';
import { DataTable } from '../../web/components/data-table.js';
import { EmptyState } from '../../web/components/empty-state.js';
import { NoticeBox, type NoticeTone } from '../../web/components/notice-box.js';
import { PageHeader } from '../../web/components/page-header.js';
import type { Translate } from '../../platform/i18n/texts.js';
import { usePage } from '../../web/page.js';
import type { ImportReportRow, ProgrammeRevisions } from '../authoring.queries.js';
import type { ImportOutcome } from '../import-report.entity.js';

const outcomes: Record<ImportOutcome, { tone: NoticeTone; title: (t: Translate) => string; why: (t: Translate, report: ImportReportRow) => string }> =
  {
    published: {
      tone: 'ok',
      title: (t) => t('authoring.outcome.published'),
      why: (t, { published }) => {
        const handbook = published.filter((id) => id === handbookFolder).length;
        return t('authoring.outcome.publishedWhy', { count: published.length - handbook, handbook });
      },
    },
    unchanged: {
      tone: 'info',
      title: (t) => t('authoring.outcome.unchanged'),
      why: (t) => t('authoring.outcome.unchangedWhy'),
    },
    refused: {
      tone: 'problem',
      title: (t) => t('authoring.outcome.refused'),
      why: (t, report) => t('authoring.outcome.refusedWhy', { count: report.problems.length }),
    },
  };

function LastImport({ report }: { report: ImportReportRow }) {
  const { t, format } = usePage();
  const outcome = outcomes[report.outcome];
  return (
    <Stack gap={4}>
      <NoticeBox tone={outcome.tone} title={outcome.title(t)}>
        <p>{outcome.why(t, report)}</p>
        <Muted small>{t('authoring.at', { time: format.dateTime(report.at) })}</Muted>
      </NoticeBox>
      {report.problems.length > 0 && (
        <Card id="problems" title={t('authoring.problems.title')} flush>
          <DataTable
            caption={t('authoring.problems.title')}
            rows={report.problems}
            columns={[
              { label: t('authoring.problems.place'), header: true, cell: (problem) => `${problem.file}:${problem.line}`, phone: 'plain' },
              { label: t('authoring.problems.message'), cell: (problem) => <span lang="en">{problem.message}</span>, phone: 'plain' },
            ]}
          />
        </Card>
      )}
    </Stack>
  );
}

interface Props {
  report: ImportReportRow | null;
  revisions: (ProgrammeRevisions & { title: string; lang?: string })[];
}

/** What the last import of the course files found, and what is published. */
export function AuthoringPage({ report, revisions }: Props) {
  const { t, format } = usePage();
  return (
    <>
      <PageHeader
        title={t('authoring.title')}
        lead={t('authoring.lead')}
        actions={
          <Actions>
            <LinkButton href="/authoring/statistics" look="secondary">
              {t('authoring.statistics')}
            </LinkButton>
            <LinkButton look="secondary" href="/authoring/exchange">
              {t('authoring.exchange.link')}
            </LinkButton>
          </Actions>
        }
      />
      <Stack gap={5}>
        {report ? (
          <LastImport report={report} />
        ) : (
          <EmptyState icon="file" title={t('authoring.none.title')}>
            <p>{t('authoring.none.why')}</p>
          </EmptyState>
        )}
        {revisions.length > 0 && (
          <Card id="revisions" title={t('authoring.revisions.title')} flush>
            <DataTable
              caption={t('authoring.revisions.title')}
              rows={revisions}
              columns={[
                {
                  label: t('authoring.revisions.programme'),
                  header: true,
                  phone: 'plain',
                  cell: (row) => (
                    <a href={`/catalogue/${row.programmeId}`} lang={row.lang}>
                      {row.title}
                    </a>
                  ),
                },
                { label: t('authoring.revisions.current'), end: true, cell: (row) => format.number(row.number) },
                { label: t('authoring.revisions.publishedAt'), cell: (row) => format.dateTime(row.publishedAt) },
                { label: t('authoring.revisions.all'), end: true, cell: (row) => format.number(row.revisions) },
              ]}
            />
          </Card>
        )}
      </Stack>
    </>
  );
}
