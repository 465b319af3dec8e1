import { ownTitle, titleOf } from '../../progress/pages/outline-view.js';
import type { Question } from '../../questions/question.js';
import { wordsFor } from '../../questions/views/question-words.js';
import { Card, Muted, Row, Stack } from '../../web/components/card.js';
import { DataTable } from '../../web/components/data-table.js';
import { EmptyState } from '../../web/components/empty-state.js';
import { BarList } from '../../web/components/figures.js';
import { Select } from '../../web/components/field.js';
import { Filters } from '../../web/components/form-page.js';
import { PageHeader } from '../../web/components/page-header.js';
import { Tag } from '../../web/components/tag.js';
import { usePage } from '../../web/page.js';
import { statisticsPaths } from '../statistics-paths.js';
import type { ItemStatistics, QuizLine, QuizStatistics } from '../statistics.service.js';
import { itemsBy, queryOf, type StatisticsFilter } from '../statistics.filter.js';
import { Counted, Discrimination, Explained } from './statistics-parts.js';
import { WholeQuiz } from './whole-quiz.js';
import { doubtWords, duration, languageName, peopleWords, percent } from './statistics-words.js';

/** More programmes than these are only counted. */
const mostNamed = 3;

/** All quizzes with how many people stand behind them. */
export function QuizzesPage({ lines }: { lines: QuizLine[] }) {
  const at = usePage();
  const { t } = at;
  const crumbs = [{ href: '/authoring', label: t('reports.statistics.authoring') }];
  return (
    <>
      <PageHeader title={t('reports.statistics.title')} lead={t('reports.statistics.lead')} crumbs={crumbs} />
      <Stack gap={5}>
        <Card id="quizzes" title={t('reports.statistics.quizzes')} flush>
          <DataTable
            caption={t('reports.statistics.quizzes')}
            rows={lines}
            empty={<EmptyState icon="file" title={t('reports.statistics.noQuizzes')} />}
            columns={[
              {
                label: t('reports.statistics.quiz'),
                header: true,
                phone: 'plain',
                cell: ({ quiz, module }) => {
                  const { title, lang } = ownTitle(quiz, module, at);
                  return (
                    <a href={statisticsPaths.quiz(quiz.id)} lang={lang}>
                      {title}
                    </a>
                  );
                },
              },
              { label: t('reports.statistics.programmes'), end: true, cell: ({ programmes }) => programmes.length },
              { label: t('reports.statistics.people'), end: true, cell: ({ count }) => peopleWords(at, count) },
            ]}
          />
        </Card>
        <Counted />
      </Stack>
    </>
  );
}

function Doubts({ item }: { item: ItemStatistics }) {
  const { t } = usePage();
  if (!item.doubts.length) return <>{item.facility === null ? t('reports.statistics.tooFew') : t('reports.doubt.none')}</>;
  return (
    <Row gap={1}>
      {item.doubts.map((doubt) => (
        <Tag tone="warn">{doubtWords[doubt](t)}</Tag>
      ))}
    </Row>
  );
}

function Stem({ quizId, question }: { quizId: string; question: Question }) {
  const { language } = usePage();
  const { words, language: own } = wordsFor(question, language);
  return (
    <a href={statisticsPaths.question(quizId, question.id)} lang={own === language ? undefined : own}>
      {words.stem}
    </a>
  );
}

/** One quiz: as a whole, and question by question. */
export function QuizPage({ found, filter }: { found: QuizStatistics; filter: StatisticsFilter }) {
  const at = usePage();
  const { t, language } = at;
  const { module, quiz, programmes } = found;
  const { title, lang } = ownTitle(quiz, module, at);
  const items = itemsBy(found.items, filter);
  const said = items.filter(({ facility, current }) => facility !== null && current);
  const path = statisticsPaths.quiz(quiz.id);
  return (
    <>
      <PageHeader
        title={title}
        lang={lang}
        crumb={title}
        crumbs={[
          { href: '/authoring', label: t('reports.statistics.authoring') },
          { href: statisticsPaths.all, label: t('reports.statistics.title') },
        ]}
        lead={
          programmes.length > mostNamed
            ? t('reports.statistics.inMany', { count: programmes.length })
            : t('reports.statistics.inProgrammes', {
                count: programmes.length,
                names: new Intl.ListFormat(language).format(programmes.map((one) => titleOf(one, one.source, at).words.title)),
              })
        }
      />
      <Stack gap={5}>
        {found.items.length === 0 ? (
          <EmptyState icon="file" title={t('reports.statistics.empty')}>
            <p>{t('reports.statistics.emptyWhy')}</p>
          </EmptyState>
        ) : (
          <>
            <WholeQuiz found={found} />
            {said.length > 0 && (
              <Card id="facility" title={t('reports.statistics.facility')}>
                <Stack gap={3}>
                  <BarList
                    label={t('reports.statistics.facilityLabel')}
                    max={100}
                    bars={said.map((item) => ({
                      label: t('reports.statistics.bar', {
                        stem: wordsFor(item.question, language).words.stem,
                        language: languageName(item.language),
                      }),
                      value: Math.round((item.facility ?? 0) * 100),
                      words: percent(at, item.facility ?? 0),
                      tone: item.doubts.length ? 'sun' : 'brand',
                      href: statisticsPaths.question(quiz.id, item.question.id),
                    }))}
                  />
                  <Muted small>{t('reports.statistics.facilityLegend')}</Muted>
                </Stack>
              </Card>
            )}
            <Stack gap={3}>
              <Card id="questions" title={t('reports.statistics.questions')} flush>
                <Filters action={`${path}#questions`} label={t('reports.statistics.filter')} submit={t('reports.filter.submit')}>
                  <Select
                    name="language"
                    label={t('reports.statistics.language')}
                    value={filter.language ?? ''}
                    options={[
                      { value: '', label: t('reports.statistics.allLanguages') },
                      ...found.languages.map((code) => ({ value: code, label: languageName(code), lang: code })),
                    ]}
                  />
                  <Select
                    name="show"
                    label={t('reports.statistics.which')}
                    value={filter.show}
                    options={[
                      { value: 'all', label: t('reports.statistics.showAll') },
                      { value: 'doubts', label: t('reports.statistics.showDoubts') },
                    ]}
                  />
                </Filters>
                <DataTable
                  caption={t('reports.statistics.questions')}
                  rows={items}
                  empty={<EmptyState icon="search" title={t('reports.statistics.none')} />}
                  columns={[
                    {
                      label: t('reports.statistics.question'),
                      header: true,
                      phone: 'plain',
                      cell: (item) => (
                        <Stack gap={1}>
                          <Stem quizId={quiz.id} question={item.question} />
                          {!item.current && <Muted small>{t('reports.statistics.earlier', { version: item.version })}</Muted>}
                        </Stack>
                      ),
                    },
                    { label: t('reports.statistics.language'), cell: (item) => <span lang={item.language}>{languageName(item.language)}</span> },
                    { label: t('reports.statistics.people'), end: true, cell: ({ count }) => peopleWords(at, count) },
                    {
                      label: t('reports.statistics.facility'),
                      end: true,
                      cell: ({ facility }) => (facility === null ? t('reports.statistics.tooFew') : percent(at, facility)),
                    },
                    {
                      label: t('reports.statistics.discrimination'),
                      end: true,
                      cell: (item) => <Discrimination item={item} />,
                    },
                    {
                      label: t('reports.statistics.time'),
                      end: true,
                      cell: ({ seconds }) => (seconds === null ? t('reports.statistics.unknown') : duration(at, seconds)),
                    },
                    { label: t('reports.statistics.doubts'), cell: (item) => <Doubts item={item} /> },
                  ]}
                />
              </Card>
              <Muted small>
                <a href={`${statisticsPaths.file(quiz.id)}${queryOf(filter)}`} download>
                  {t('reports.statistics.export')}
                </a>
              </Muted>
            </Stack>
          </>
        )}
        {found.unanswered.length > 0 && found.items.length > 0 && (
          <Muted small>{t('reports.statistics.unanswered', { count: found.unanswered.length })}</Muted>
        )}
        <Counted />
        <Explained whole />
      </Stack>
    </>
  );
}
