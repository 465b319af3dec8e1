import { stepSize } from '../../quizzes/rules/steps.js';
import { Card, Muted, Row, Stack } from '../../web/components/card.js';
import { DataTable } from '../../web/components/data-table.js';
import { KpiStrip } from '../../web/components/figures.js';
import { Tag } from '../../web/components/tag.js';
import { usePage, type PageContext } from '../../web/page.js';
import { fewest } from '../rules/statistics.js';
import type { Composition, QuizStatistics } from '../statistics.service.js';
import { asOfWords, composedWords, hundredths, peopleWords, percent } from './statistics-words.js';

/** A figure of a composition, or why there is none. */
function said(at: PageContext, { count }: Composition, value: number | null, words: (value: number) => string, from: number): string {
  if (value !== null) return words(value);
  return (count ?? 0) < from ? at.t('reports.statistics.tooFew') : at.t('reports.statistics.cannot');
}

const wordsOf = (at: PageContext, one: Composition) => ({
  mean: said(at, one, one.mean, (value) => percent(at, value), fewest.said),
  spread: said(at, one, one.spread, (value) => percent(at, value), fewest.said),
  alpha: said(at, one, one.alpha, (value) => hundredths(at, value), fewest.related),
  error: said(at, one, one.error, (value) => percent(at, value), fewest.related),
});

function Strip({ composition }: { composition: Composition }) {
  const at = usePage();
  const { t } = at;
  const { mean, spread, alpha, error } = wordsOf(at, composition);
  return (
    <KpiStrip
      items={[
        { label: t('reports.statistics.people'), value: peopleWords(at, composition.count), sub: asOfWords(at, composition.count) },
        {
          label: t('reports.statistics.mean'),
          value: mean,
          sub: composition.spread === null ? t('reports.statistics.fromSaid', { count: fewest.said }) : t('reports.statistics.spread', { spread }),
        },
        { label: t('reports.statistics.alpha'), value: alpha, sub: t('reports.statistics.alphaSub', { count: fewest.related }) },
        { label: t('reports.statistics.error'), value: error, sub: t('reports.statistics.errorSub', { count: fewest.related }) },
      ]}
    />
  );
}

/** The quiz as a whole: the first composition in a strip, the others in a table, and who is in them. */
export function WholeQuiz({ found: { compositions, people, counted, waiting } }: { found: QuizStatistics }) {
  const at = usePage();
  const { t, format } = at;
  const [first, ...others] = compositions;
  return (
    <>
      <Stack gap={3}>
        {first && <Strip composition={first} />}
        <Muted small>
          {first && others.length > 0 && t('reports.statistics.newest', { words: composedWords(at, first), day: format.date(first.since) })}{' '}
          {people !== null && t('reports.statistics.inFigures', { people, counted: format.number(counted), step: stepSize })}{' '}
          {!!waiting && t('reports.statistics.waiting', { count: waiting })}
        </Muted>
      </Stack>
      {others.length > 0 && (
        <Card id="compositions" title={t('reports.statistics.otherCompositions')} flush>
          <DataTable
            caption={t('reports.statistics.otherCompositions')}
            rows={others}
            columns={[
              {
                label: t('reports.statistics.composition'),
                header: true,
                phone: 'plain',
                cell: (one) => (
                  <Row gap={1}>
                    {composedWords(at, one)}
                    {one.current && <Tag tone="brand">{t('reports.column.currentLabel')}</Tag>}
                  </Row>
                ),
              },
              { label: t('reports.statistics.since'), cell: ({ since }) => format.date(since) },
              { label: t('reports.statistics.people'), end: true, cell: ({ count }) => peopleWords(at, count) },
              { label: t('reports.statistics.mean'), end: true, cell: (one) => wordsOf(at, one).mean },
              { label: t('reports.statistics.deviation'), end: true, cell: (one) => wordsOf(at, one).spread },
              { label: t('reports.statistics.alpha'), end: true, cell: (one) => wordsOf(at, one).alpha },
              { label: t('reports.statistics.error'), end: true, cell: (one) => wordsOf(at, one).error },
            ]}
          />
        </Card>
      )}
    </>
  );
}
