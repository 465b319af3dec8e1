import { ownTitle } from '../../progress/pages/outline-view.js';
import type { Question } from '../../questions/question.js';
import { QuestionKey } from '../../questions/views/question-key.js';
import { wordsFor } from '../../questions/views/question-words.js';
import { Card, Fold, Muted, Named, Stack } from '../../web/components/card.js';
import { DataTable } from '../../web/components/data-table.js';
import { EmptyState } from '../../web/components/empty-state.js';
import { BarList, KpiStrip } from '../../web/components/figures.js';
import { NoticeBox } from '../../web/components/notice-box.js';
import { PageHeader } from '../../web/components/page-header.js';
import { usePage } from '../../web/page.js';
import { fewest, type Chosen } from '../rules/statistics.js';
import { statisticsPaths } from '../statistics-paths.js';
import type { ItemStatistics, QuizStatistics } from '../statistics.service.js';
import { Counted, Discrimination, Explained } from './statistics-parts.js';
import { asOfWords, doubtWords, duration, languageName, peopleWords, percent } from './statistics-words.js';

/** The options of one version in one language: a chart, and the table that says the same with the thirds. */
function Options({ item }: { item: ItemStatistics }) {
  const at = usePage();
  const { t } = at;
  const { question, options, language } = item;
  const { words, language: lang } = wordsFor(question, language);
  const texts = 'options' in words ? words.options : {};
  const textOf = (option: string): string =>
    texts[option]?.text || (option === 'true' ? t('reports.option.true') : option === 'false' ? t('reports.option.false') : option);
  const label = ({ option, right }: Chosen): string => (right ? t('reports.option.right', { text: textOf(option) }) : textOf(option));
  const third = (share: number | null): string => (share === null ? t('reports.statistics.withheld', { count: fewest.shown }) : percent(at, share));
  return (
    <Stack gap={3}>
      <div lang={lang === at.language ? undefined : lang}>
        <BarList
          label={t('reports.option.chart')}
          max={100}
          bars={options.map((one) => ({
            label: label(one),
            value: Math.round(one.share * 100),
            words: percent(at, one.share),
            tone: one.right ? 'ok' : 'brand',
          }))}
        />
      </div>
      <DataTable
        caption={t('reports.option.table')}
        rows={options}
        columns={[
          {
            label: t('reports.option.option'),
            header: true,
            phone: 'plain',
            cell: (one) => <span lang={lang === at.language ? undefined : lang}>{label(one)}</span>,
          },
          { label: t('reports.option.count'), end: true, cell: ({ count }) => at.format.number(count) },
          { label: t('reports.option.upper'), end: true, cell: ({ upper }) => third(upper) },
          { label: t('reports.option.lower'), end: true, cell: ({ lower }) => third(lower) },
        ]}
      />
      <Muted small>{t('reports.option.legend')}</Muted>
    </Stack>
  );
}

function Version({ item }: { item: ItemStatistics }) {
  const at = usePage();
  const { t } = at;
  const language = languageName(item.language);
  const title = item.current
    ? t('reports.statistics.versionNow', { language })
    : t('reports.statistics.versionThen', { language, version: item.version });
  return (
    <Card id={`v-${item.version}-${item.language}`} title={title}>
      <Stack>
        <KpiStrip
          items={[
            { label: t('reports.statistics.people'), value: peopleWords(at, item.count), sub: asOfWords(at, item.count) },
            {
              label: t('reports.statistics.facility'),
              value: item.facility === null ? t('reports.statistics.tooFew') : percent(at, item.facility),
              sub: t('reports.statistics.facilitySub', { count: fewest.said }),
            },
            {
              label: t('reports.statistics.discrimination'),
              value: <Discrimination item={item} />,
              sub: t('reports.statistics.discriminationSub', { count: fewest.related }),
            },
            {
              label: t('reports.statistics.time'),
              value: item.seconds === null ? t('reports.statistics.unknown') : duration(at, item.seconds),
              sub: t('reports.statistics.timeSub'),
            },
          ]}
        />
        {item.doubts.length > 0 && (
          <NoticeBox tone="warn" level={3} title={t('reports.statistics.doubts')}>
            <ul>
              {item.doubts.map((doubt) => (
                <li>{doubtWords[doubt](t)}</li>
              ))}
            </ul>
          </NoticeBox>
        )}
        {item.options.length > 0 && <Options item={item} />}
      </Stack>
    </Card>
  );
}

/** One question: its key, and what each version in each language got. */
export function QuestionPage({ found, question, items }: { found: QuizStatistics; question: Question; items: ItemStatistics[] }) {
  const at = usePage();
  const { t, language } = at;
  const quiz = ownTitle(found.quiz, found.module, at).title;
  const { words, language: own } = wordsFor(question, language);
  return (
    <>
      <PageHeader
        title={words.stem}
        lang={own === language ? undefined : own}
        crumb={words.stem}
        crumbs={[
          { href: '/authoring', label: t('reports.statistics.authoring') },
          { href: statisticsPaths.all, label: t('reports.statistics.title') },
          { href: statisticsPaths.quiz(found.quiz.id), label: quiz },
        ]}
      />
      <Stack gap={5}>
        {items.length === 0 ? (
          <EmptyState icon="file" title={t('reports.statistics.empty')}>
            <p>{t('reports.statistics.emptyWhy')}</p>
          </EmptyState>
        ) : (
          items.map((item) => <Version item={item} />)
        )}
        <Card>
          <Fold title={<Named words={t('reports.statistics.key')} of={words.stem} />}>
            <QuestionKey question={question} />
          </Fold>
        </Card>
        <Counted />
        <Explained />
      </Stack>
    </>
  );
}
