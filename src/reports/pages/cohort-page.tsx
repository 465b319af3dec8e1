import { inLanguage } from '../../catalogue/outline.js';
import { datesInWords } from '../../cohorts/words.js';
import { ConfirmButton, LinkButton, PostButton } from '../../web/components/button.js';
import { Card, Hidden, Muted, Pair, Rows, Section, Stack } from '../../web/components/card.js';
import { EmptyState } from '../../web/components/empty-state.js';
import { BarList, KpiStrip, type Bar } from '../../web/components/figures.js';
import { Icon } from '../../web/components/icon.js';
import { PageHeader } from '../../web/components/page-header.js';
import { PersonRow } from '../../web/components/people.js';
import { usePage } from '../../web/page.js';
import { rulePaths } from '../../quizzes/quiz-paths.js';
import type { PeopleFilter } from '../reports.queries.js';
import type { CohortReport } from '../reports.service.js';
import { daysLeft, nearDays, quietDays, unopenedDays } from '../rules/status.js';
import { KnowledgeCard } from './knowledge-card.js';
import { PeopleTable } from './people-table.js';
import { handWords, mailTo, type Moment } from './words.js';

interface CohortPageProps {
  report: CohortReport;
  filter: PeopleFilter;
  /** The page is one of a list that goes on from here. */
  cursor: string | null;
}

function Header({ report }: { report: CohortReport }) {
  const page = usePage();
  const { t, language } = page;
  const { cohort, outline, figures, now, calendar } = report;
  const { words, language: own } = inLanguage(outline.words, language, outline.source);
  const left = cohort.endsOn === null ? null : daysLeft(cohort.endsOn, now, cohort.zone);
  const path = `/cohorts/${cohort.id}`;
  return (
    <PageHeader
      title={cohort.name}
      crumbs={[{ href: '/cohorts', label: t('cohorts.list.title') }]}
      meta={
        <>
          <span>
            <Icon name="book" />
            <span lang={own === language ? undefined : own}>{words.title}</span>
          </span>
          <span>
            <Icon name="calendar" />
            {datesInWords(page, cohort)}
            {left !== null && calendar.begun && ` · ${left >= 0 ? t('reports.left', { days: left }) : t('reports.over')}`}
          </span>
          <span>
            <Icon name="users" />
            {t('reports.people', { count: figures.people })}
          </span>
          <span>
            <Icon name="building" />
            {cohort.authorityName}
          </span>
        </>
      }
      actions={
        <>
          <LinkButton href={`${path}/invite`} icon="plus">
            {t('cohorts.invite.title')}
          </LinkButton>
          <LinkButton href={`${path}/edit`} look="secondary">
            {t('reports.edit')}
          </LinkButton>
          <LinkButton href={rulePaths.quizzes(cohort.id)} look="secondary" icon="clock">
            {t('quizzes.times.title')}
          </LinkButton>
        </>
      }
    />
  );
}

function Hands({ report, moment }: { report: CohortReport; moment: Moment }) {
  const { t } = usePage();
  const { cohort, figures, hands, calendar } = report;
  const path = `/cohorts/${cohort.id}`;
  return (
    <Card
      id="hands"
      title={t('reports.hands.title')}
      beside={figures.hand > hands.length && <a href={`${path}?status=hand#people`}>{t('reports.hands.all', { count: figures.hand })}</a>}
    >
      <Stack>
        {hands.length === 0 ? (
          <Muted>{calendar.begun ? t('reports.hands.none') : t('reports.hands.notBegun')}</Muted>
        ) : (
          <Rows label={t('reports.hands.title')}>
            {hands.map((person) => (
              <PersonRow
                name={person.name}
                href={`${path}/people/${person.enrolmentId}`}
                action={
                  person.hand === 'not-opened' ? (
                    <PostButton
                      action={`${path}/people/${person.enrolmentId}/invitation`}
                      values={{ seen: String(person.invitations) }}
                      look="secondary"
                      size="s"
                    >
                      {t('reports.sendAgainShort')}
                      <Hidden> {person.name}</Hidden>
                    </PostButton>
                  ) : (
                    <LinkButton href={mailTo(person.email)} look="secondary" size="s">
                      {t('reports.write')}
                      <Hidden> {person.name}</Hidden>
                    </LinkButton>
                  )
                }
              >
                {person.hand && handWords(t, person.hand, person, moment)}
              </PersonRow>
            ))}
          </Rows>
        )}
        <Muted small>
          {t('reports.hands.rule', { unopened: unopenedDays, quiet: quietDays, near: nearDays })} {t('reports.hands.whole')}
        </Muted>
      </Stack>
    </Card>
  );
}

function Places({ report }: { report: CohortReport }) {
  const { t, language } = usePage();
  const { places, outline } = report;
  const bars: Bar[] = [];
  if (places) {
    bars.push({ label: t('reports.places.notStarted'), value: places.notStarted, tone: 'sun' });
    for (const { moduleId, people } of places.modules) {
      const module = outline.modules.find(({ id }) => id === moduleId);
      if (module) bars.push({ label: inLanguage(module.words, language, module.source).words.title, value: people });
    }
    if (places.elsewhere) bars.push({ label: t('reports.places.elsewhere'), value: places.elsewhere });
    bars.push({ label: t('reports.places.completed'), value: places.completed, tone: 'ok' });
  }
  return (
    <Card id="places" title={t('reports.places.title')}>
      {places ? (
        <Stack>
          <BarList bars={bars} label={t('reports.places.label')} />
          <Muted small>{t('reports.places.counted')}</Muted>
        </Stack>
      ) : (
        <Muted>{t('reports.places.withheld')}</Muted>
      )}
    </Card>
  );
}

export function CohortPage({ report, filter, cursor }: CohortPageProps) {
  const { t } = usePage();
  const { cohort, figures, now, calendar } = report;
  const path = `/cohorts/${cohort.id}`;
  const moment: Moment = { now, calendar, dates: cohort };
  const of = t('reports.kpi.of', { count: figures.people });
  if (figures.people === 0)
    return (
      <Stack gap={5}>
        <Header report={report} />
        <EmptyState
          icon="users"
          title={t('reports.empty.title')}
          action={
            <LinkButton href={`${path}/invite`} icon="plus">
              {t('cohorts.invite.title')}
            </LinkButton>
          }
        >
          {t('reports.empty.text')}
        </EmptyState>
      </Stack>
    );
  return (
    <Stack gap={5}>
      <Header report={report} />
      <KpiStrip
        items={[
          { label: t('reports.kpi.people'), value: figures.people, sub: t('reports.kpi.peopleSub') },
          { label: t('reports.kpi.completed'), value: figures.completed, of, sub: t('reports.kpi.completedSub') },
          { label: t('reports.kpi.started'), value: figures.started, of, sub: t('reports.kpi.startedSub') },
          { label: t('reports.kpi.unopened'), value: figures.unopened, of, sub: t('reports.kpi.unopenedSub') },
        ]}
      />
      <Pair>
        <Hands report={report} moment={moment} />
        <Places report={report} />
      </Pair>
      <KnowledgeCard lines={report.knowledge} />
      <Section
        id="people"
        title={t('reports.table.title')}
        beside={
          figures.unopened > 0 && (
            <ConfirmButton
              action={`${path}/invitations`}
              values={{ before: now.toISOString() }}
              question={t('reports.sendAgainAll.question', { count: figures.unopened })}
              confirm={t('reports.sendAgainAll.confirm')}
              look="secondary"
              size="s"
            >
              {t('reports.sendAgainAll.open')}
            </ConfirmButton>
          )
        }
      >
        <PeopleTable report={report} filter={filter} cursor={cursor} moment={moment} />
      </Section>
    </Stack>
  );
}
