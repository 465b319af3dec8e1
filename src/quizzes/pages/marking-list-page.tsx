import { LinkButton } from '../../web/components/button.js';
import { Card, Stack } from '../../web/components/card.js';
import { DataTable, Pager, type Column } from '../../web/components/data-table.js';
import { EmptyState } from '../../web/components/empty-state.js';
import { PageHeader } from '../../web/components/page-header.js';
import { usePage, type PageContext } from '../../web/page.js';
import { ownTitle, titleOf } from '../../progress/pages/outline-view.js';
import { wordsFor } from '../../questions/views/question-words.js';
import type { MarkedAnswer, WaitingAnswer, WaitingPart } from '../marking.service.js';
import { quizPaths } from '../quiz-paths.js';

/** What answers belong to, in both lists of the desk. */
export function placeColumns<Row extends WaitingAnswer | MarkedAnswer>(at: PageContext): Column<Row>[] {
  const { t, language } = at;
  return [
    {
      label: t('quizzes.marking.question'),
      header: true,
      cell: ({ question, row }) => {
        const { words, language: own } = wordsFor(question, language);
        return (
          <a href={quizPaths.markingOf(row.attemptId, row.questionId)} lang={own === language ? undefined : own}>
            {words.stem}
          </a>
        );
      },
    },
    {
      label: t('quizzes.marking.quiz'),
      cell: ({ quiz, module }) => {
        const { title, lang } = ownTitle(quiz, module, at);
        return <span lang={lang}>{title}</span>;
      },
    },
    {
      label: t('quizzes.marking.programme'),
      cell: ({ outline }) => {
        const { words, lang } = titleOf(outline, outline.source, at);
        return <span lang={lang}>{words.title}</span>;
      },
    },
  ];
}

/** Answers that wait for a mark, the longest first; whose they are is not shown. */
export function MarkingListPage({ part: { answers, left, next } }: { part: WaitingPart }) {
  const at = usePage();
  const { t, format } = at;
  return (
    <Stack gap={5}>
      <PageHeader
        title={t('quizzes.marking.title')}
        lead={t('quizzes.marking.lead')}
        actions={
          <LinkButton href={quizPaths.marked} look="secondary" icon="check">
            {t('quizzes.marking.lately')}
          </LinkButton>
        }
      />
      {answers.length === 0 ? (
        <EmptyState icon="check" title={t('quizzes.marking.empty')}>
          {t('quizzes.marking.emptyMeans')}
        </EmptyState>
      ) : (
        <Card flush>
          <DataTable
            caption={t('quizzes.marking.caption')}
            rows={answers}
            columns={[
              ...placeColumns<WaitingAnswer>(at),
              { label: t('quizzes.marking.since'), cell: ({ row }) => format.dateTime(row.waitingSince) },
            ]}
          />
          <Pager words={t('quizzes.marking.left', { count: left })} next={next && `${quizPaths.marking}?after=${encodeURIComponent(next)}`} />
        </Card>
      )}
    </Stack>
  );
}
