import { findItem } from '../../catalogue/outline.js';
import { LinkButton } from '../../web/components/button.js';
import { Card, Muted, Split, Stack } from '../../web/components/card.js';
import { EmptyState } from '../../web/components/empty-state.js';
import { Hero } from '../../web/components/hero.js';
import { Icon } from '../../web/components/icon.js';
import { PageHeader } from '../../web/components/page-header.js';
import { usePage, type PageContext } from '../../web/page.js';
import { itemTitle, marksOfRows, moduleStops, titleOf } from '../../progress/pages/outline-view.js';
import { programmePath } from '../../progress/registries.js';
import type { Home, Mine } from '../home.service.js';
import { partOfDay } from '../rules/need.js';
import { Cohorts } from './cohorts.js';
import { DueTag, Programmes } from './programmes.js';
import { FirstCohort, nobodyBegan, TaskList, useTasks } from './tasks.js';

/** More than these are one link away. */
const shown = 3;

function greeting({ t, viewer }: PageContext, now: Date): string {
  const name = viewer?.name ?? '';
  switch (partOfDay(now, viewer?.zone ?? 'UTC')) {
    case 'morning':
      return t('dashboard.greeting.morning', { name });
    case 'afternoon':
      return t('dashboard.greeting.afternoon', { name });
    case 'evening':
      return t('dashboard.greeting.evening', { name });
  }
}

/** The first page: one obvious next step, then everything else. */
export function HomePage({ home }: { home: Home }) {
  const at = usePage();
  const { t } = at;
  const tasks = useTasks(home);
  const title = greeting(at, home.now);
  if (!home.mine.length)
    return (
      <>
        <PageHeader title={title} lead={tasks.length ? t('dashboard.roles.lead') : undefined} />
        <Stack gap={5}>
          {home.cohorts && nobodyBegan(home.cohorts) && <FirstCohort cohorts={home.cohorts} />}
          {home.cohorts && home.cohorts.shown.length > 0 && <Cohorts cohorts={home.cohorts} />}
          {tasks.length ? <TaskList tasks={tasks} title={t('dashboard.roles.tasks')} /> : <Nothing />}
        </Stack>
      </>
    );
  const open = home.mine.find(({ snapshot }) => !snapshot?.completedAt);
  return (
    <>
      <PageHeader title={title} lead={open ? leadOf(open, at) : t('dashboard.lead.allDone')} />
      {open ? <NextStep mine={open} now={home.now} /> : <AllDone />}
      <Split
        asideLabel={t('dashboard.aside')}
        aside={
          <>
            <Card id="certificates" title={t('dashboard.certificates.title')}>
              <Stack gap={3}>
                <p>{t('dashboard.certificates.text')}</p>
                <p>
                  <a href="/certificates">{t('dashboard.certificates.link')}</a>
                </p>
              </Stack>
            </Card>
            {tasks.length > 0 && <TaskList tasks={tasks} title={t('dashboard.roles.tasks')} />}
          </>
        }
      >
        <Card
          id="programmes"
          title={t('dashboard.programmes')}
          beside={home.mine.length > shown ? <a href="/learn">{t('dashboard.allProgrammes', { count: home.mine.length })}</a> : undefined}
        >
          <Programmes mine={home.mine.slice(0, shown)} now={home.now} />
        </Card>
        {home.cohorts && home.cohorts.shown.length > 0 && <Cohorts cohorts={home.cohorts} />}
      </Split>
    </>
  );
}

function leadOf({ enrolment, snapshot }: Mine, { t }: PageContext): string {
  if (!enrolment.openedAt) return t('dashboard.lead.new');
  if (snapshot?.startedAt) return t('dashboard.lead.goOn');
  return snapshot?.done ? t('dashboard.lead.credited') : t('dashboard.lead.begin');
}

function NextStep({ mine, now }: { mine: Mine; now: Date }) {
  const at = usePage();
  const { t } = at;
  const { enrolment, outline, snapshot, continueHref } = mine;
  const programme = titleOf(outline, outline.source, at);
  const next = enrolment.openedAt && snapshot?.nextItemId ? findItem(outline, snapshot.nextItemId) : null;
  const item = next ? itemTitle(next.item, next.module, at) : null;
  const module = next ? titleOf(next.module, next.module.source, at) : null;
  const begun = snapshot?.startedAt != null;
  return (
    <Hero
      id="continue"
      eyebrow={begun ? t('dashboard.hero.continue') : t('dashboard.hero.begin')}
      title={item?.title ?? programme.words.title}
      lang={item ? item.lang : programme.lang}
      meta={
        <>
          {next && (
            <span>
              <Icon name="clock" /> {t('dashboard.minutes', { minutes: next.item.minutes })}
            </span>
          )}
          <DueTag mine={mine} now={now} />
        </>
      }
      actions={
        <>
          <LinkButton href={continueHref} look="sun" size="l" after="arrowRight">
            {!next
              ? t('dashboard.hero.open')
              : next.item.kind !== 'lesson'
                ? next.item.kind === 'quiz'
                  ? t('dashboard.hero.toQuiz')
                  : t('dashboard.hero.toPlan')
                : begun
                  ? t('dashboard.hero.toLesson')
                  : snapshot?.done
                    ? t('dashboard.hero.startLesson')
                    : t('dashboard.hero.firstLesson')}
          </LinkButton>
          {next && (
            <LinkButton href={programmePath(enrolment.id)} look="quiet">
              {t('dashboard.hero.whole')}
            </LinkButton>
          )}
        </>
      }
      stops={moduleStops(outline, marksOfRows(snapshot), begun ? (snapshot?.nextItemId ?? null) : null, at)}
      stopsLabel={t('dashboard.hero.route')}
    >
      {module && (
        <>
          <span lang={module.lang}>{module.words.title}</span> · <span lang={programme.lang}>{programme.words.title}</span>
        </>
      )}
    </Hero>
  );
}

function AllDone() {
  const { t } = usePage();
  return (
    <Hero
      id="continue"
      eyebrow={t('dashboard.done.eyebrow')}
      title={t('dashboard.done.title')}
      actions={
        <LinkButton href="/certificates" look="sun" size="l" after="arrowRight">
          {t('dashboard.certificates.link')}
        </LinkButton>
      }
    />
  );
}

function Nothing() {
  const { t } = usePage();
  return (
    <Card>
      <EmptyState icon="book" title={t('dashboard.empty.title')} action={<LinkButton href="/catalogue">{t('dashboard.empty.action')}</LinkButton>}>
        <p>{t('dashboard.empty.text')}</p>
      </EmptyState>
    </Card>
  );
}

/** All programmes of the reader. */
export function AllProgrammesPage({ home }: { home: Home }) {
  const { t } = usePage();
  return (
    <>
      <PageHeader title={t('dashboard.programmes')} crumbs={[{ href: '/', label: t('dashboard.menu.home') }]} />
      {home.mine.length ? (
        <Card>
          <Programmes mine={home.mine} now={home.now} level={2} />
        </Card>
      ) : (
        <Nothing />
      )}
      <Muted small>{t('dashboard.order')}</Muted>
    </>
  );
}
