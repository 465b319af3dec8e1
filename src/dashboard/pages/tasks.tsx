import { holds } from '../../platform/security/viewer.js';
import { Card, Muted, Stack, Ways, type Way } from '../../web/components/card.js';
import { Route, type RouteStop } from '../../web/components/trail.js';
import { usePage } from '../../web/page.js';
import { quizPaths } from '../../quizzes/quiz-paths.js';
import type { Home, MyCohorts } from '../home.service.js';

/** What the roles of the reader do here, each with the way to it. */
export function useTasks({ marking, mailbox }: Pick<Home, 'marking' | 'mailbox'>): Way[] {
  const { t, format, viewer } = usePage();
  if (!viewer) return [];
  const tasks: Way[] = [];
  // First, for somebody waits for it.
  if (marking)
    tasks.push({
      href: quizPaths.marking,
      icon: 'edit',
      label: t('dashboard.task.marking', { count: marking.count }),
      why: t('dashboard.task.markingWhy', { count: marking.count, date: format.date(marking.oldest) }),
    });
  if (holds(viewer, 'cohort.manage'))
    tasks.push({ href: '/cohorts/new', icon: 'plus', label: t('dashboard.task.newCohort'), why: t('dashboard.task.newCohortWhy') });
  if (holds(viewer, 'catalogue.preview'))
    tasks.push({ href: '/catalogue', icon: 'book', label: t('dashboard.task.catalogue'), why: t('dashboard.task.catalogueWhy') });
  if (holds(viewer, 'import.read'))
    tasks.push({ href: '/authoring', icon: 'file', label: t('dashboard.task.import'), why: t('dashboard.task.importWhy') });
  if (holds(viewer, 'people.manage')) {
    tasks.push({ href: '/admin/people', icon: 'users', label: t('dashboard.task.people'), why: t('dashboard.task.peopleWhy') });
    tasks.push({ href: '/admin/authorities', icon: 'building', label: t('dashboard.task.authorities'), why: t('dashboard.task.authoritiesWhy') });
  }
  if (mailbox && holds(viewer, 'mailbox.read'))
    tasks.push({ href: '/dev/mailbox', icon: 'mail', label: t('dashboard.task.mailbox'), why: t('dashboard.task.mailboxWhy') });
  return tasks;
}

export function TaskList({ tasks, title }: { tasks: Way[]; title: string }) {
  return (
    <Card id="tasks" title={title}>
      <Ways ways={tasks} />
    </Card>
  );
}

/** Nobody has begun in any cohort so far. */
export const nobodyBegan = ({ shown, more }: MyCohorts): boolean => !more && shown.every((cohort) => cohort.opened === 0);

/** The way to a first cohort that runs. */
export function FirstCohort({ cohorts: { shown } }: { cohorts: MyCohorts }) {
  const { t } = usePage();
  const state = (done: boolean, before: boolean): RouteStop['state'] => (done ? 'done' : before ? 'now' : 'todo');
  const [cohort, people] = [shown.length > 0, shown.some((one) => one.people > 0)];
  const stops: RouteStop[] = [
    {
      label: t('dashboard.first.cohort'),
      href: cohort ? '/cohorts' : '/cohorts/new',
      state: state(cohort, true),
      body: <Muted small>{t('dashboard.first.cohortWhy')}</Muted>,
    },
    {
      label: t('dashboard.first.invite'),
      href: cohort ? '/cohorts' : undefined,
      state: state(people, cohort),
      body: <Muted small>{t('dashboard.first.inviteWhy')}</Muted>,
    },
    { label: t('dashboard.first.begin'), state: state(false, people), body: <Muted small>{t('dashboard.first.beginWhy')}</Muted> },
  ];
  return (
    <Card id="first" title={t('dashboard.first.title')}>
      <Stack>
        <p>{t('dashboard.first.lead')}</p>
        <Route
          stops={stops.map((stop) => (stop.state === 'now' ? { ...stop, status: t('dashboard.first.now') } : stop))}
          label={t('dashboard.first.title')}
        />
      </Stack>
    </Card>
  );
}
