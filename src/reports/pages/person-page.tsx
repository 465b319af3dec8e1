import { findItem, inLanguage, type ItemKind, type OutlineItem, type OutlineModule } from '../../catalogue/outline.js';
import { Actions, LinkButton, PostButton } from '../../web/components/button.js';
import { Card, Fold, Muted, Rows, Stack } from '../../web/components/card.js';
import { DataTable } from '../../web/components/data-table.js';
import { DescriptionList } from '../../web/components/figures.js';
import { Icon } from '../../web/components/icon.js';
import { PageHeader } from '../../web/components/page-header.js';
import { Progress } from '../../web/components/progress.js';
import type { Translate } from '../../platform/i18n/texts.js';
import { usePage } from '../../web/page.js';
import { accommodationPath } from '../../accounts/pages/accommodation-page.js';
import { issuedPaths } from '../../certificates/certificate-paths.js';
import { rulePaths } from '../../quizzes/quiz-paths.js';
import type { ItemRow } from '../reports.queries.js';
import type { PersonReport } from '../reports.service.js';
import type { CountedScore } from '../rules/scores.js';
import { countingNames, mailTo, messageNames, messageStates, StatusTag, type Moment } from './words.js';

interface ItemLine {
  item: OutlineItem;
  row: ItemRow | undefined;
}

function ItemState({ row, moduleDone }: { row: ItemRow | undefined; moduleDone: boolean }) {
  const { t, format } = usePage();
  if (row?.state === 'done') {
    const day = row.completedAt ? format.date(row.completedAt) : '';
    return <>{row.credited ? t('reports.item.credited', { day }) : t('reports.item.done', { day })}</>;
  }
  if (moduleDone) return <>{t('reports.item.notNeeded')}</>;
  return <>{row ? t('reports.item.started', { day: format.date(row.startedAt) }) : t('reports.item.todo')}</>;
}

const kinds: Record<ItemKind, (t: Translate) => string> = {
  lesson: (t) => t('reports.item.lesson'),
  quiz: (t) => t('reports.item.quiz'),
  plan: (t) => t('reports.item.plan'),
};

function Module({ module, items, done }: { module: OutlineModule; items: Map<string, ItemRow>; done: boolean }) {
  const { t, language } = usePage();
  const { words, language: own } = inLanguage(module.words, language, module.source);
  const lines: ItemLine[] = module.items.map((item) => ({ item, row: items.get(item.id) }));
  const title = (item: OutlineItem): { title: string; own: string } => {
    const found = inLanguage<{ title: string }>(item.words, language, module.source);
    return { title: found.words.title, own: found.language };
  };
  return (
    <Fold
      title={words.title}
      lang={own === language ? undefined : own}
      note={done ? t('reports.item.moduleDone') : module.required ? t('reports.item.moduleOpen') : t('reports.item.moduleOptional')}
      open={!done && lines.some(({ row }) => row)}
    >
      <DataTable
        caption={words.title}
        rows={lines}
        columns={[
          {
            label: t('reports.item.item'),
            header: true,
            cell: ({ item }) => {
              const { title: text, own: lang } = title(item);
              return <span lang={lang === language ? undefined : lang}>{text}</span>;
            },
          },
          { label: t('reports.item.kind'), cell: ({ item }) => kinds[item.kind](t) },
          { label: t('reports.item.state'), cell: ({ row }) => <ItemState row={row} moduleDone={done} /> },
        ]}
      />
    </Fold>
  );
}

function Scores({ report }: { report: PersonReport }) {
  const { t, format, language } = usePage();
  const { cohort, outline, person, scores } = report;
  const title = (quizId: string): string => {
    const found = findItem(outline, quizId);
    return found ? inLanguage(found.item.words as Record<string, { title: string }>, language, found.module.source).words.title : quizId;
  };
  const percent = ({ numerator, denominator, max }: CountedScore): number =>
    denominator * max > 0 ? Math.floor((numerator * 100) / (denominator * max)) : 0;
  if (!cohort.scoresShown) return <Muted>{t('reports.scores.hidden', { authority: cohort.authorityName })}</Muted>;
  if (!scores)
    return (
      <Stack>
        <Muted>{t('reports.scores.closed', { authority: cohort.authorityName })}</Muted>
        <PostButton action={`/cohorts/${cohort.id}/people/${person.enrolmentId}/scores`} look="secondary">
          {t('reports.scores.open')}
        </PostButton>
      </Stack>
    );
  return (
    <Stack>
      <Muted>{t('reports.scores.opened')}</Muted>
      <DataTable
        caption={t('reports.scores.title')}
        rows={scores}
        empty={<Muted>{t('reports.scores.none')}</Muted>}
        columns={[
          { label: t('reports.item.quiz'), header: true, cell: ({ quizId }) => title(quizId) },
          { label: t('reports.scores.counted'), cell: (score) => t('reports.scores.percent', { percent: percent(score) }) },
          { label: t('reports.scores.which'), cell: ({ counts }) => countingNames[counts](t) },
          { label: t('reports.scores.date'), cell: ({ handedInAt }) => format.date(handedInAt) },
        ]}
      />
    </Stack>
  );
}

/** One person in one cohort: dates and states; scores only where the authority allows them. */
export function PersonPage({ report }: { report: PersonReport }) {
  const { t, format } = usePage();
  const { cohort, outline, person, items, messages, mayAccommodate, mayFindCertificates, now, calendar } = report;
  const moment: Moment = { now, calendar, dates: cohort };
  const path = `/cohorts/${cohort.id}`;
  const day = (at: Date | null): string => (at ? format.date(at) : t('reports.record.notYet'));
  const done = new Set(person.modulesDone);
  return (
    <Stack gap={5}>
      <PageHeader
        title={person.name}
        crumbs={[
          { href: '/cohorts', label: t('cohorts.list.title') },
          { href: path, label: cohort.name },
        ]}
        meta={
          <>
            <span>
              <Icon name="mail" />
              <a href={mailTo(person.email)}>{person.email}</a>
            </span>
            <StatusTag person={person} moment={moment} />
          </>
        }
        actions={
          !person.openedAt && (
            <PostButton action={`${path}/people/${person.enrolmentId}/invitation`} values={{ seen: String(person.invitations) }} look="secondary">
              {t('reports.sendAgain')}
            </PostButton>
          )
        }
      />
      <Card id="dates" title={t('reports.record.dates')}>
        <Stack>
          {person.required > 0 && (
            <Progress
              value={person.completedAt ? person.required : person.done}
              max={person.required}
              label={t('reports.table.progressOf', { name: person.name })}
              words={person.completedAt ? t('reports.table.done') : t('reports.table.steps', { done: person.done, required: person.required })}
            />
          )}
          <DescriptionList
            items={[
              { term: t('reports.record.invited'), value: day(person.invitedAt) },
              { term: t('reports.record.opened'), value: day(person.openedAt) },
              { term: t('reports.record.started'), value: day(person.startedAt) },
              { term: t('reports.table.last'), value: day(person.lastActivityAt) },
              { term: t('reports.record.completed'), value: day(person.completedAt) },
              { term: t('reports.table.due'), value: cohort.endsOn ? format.day(cohort.endsOn) : t('reports.table.noDue') },
            ]}
          />
        </Stack>
      </Card>
      <Card id="steps" title={t('reports.record.steps')}>
        <Rows>
          {outline.modules.map((module) => (
            <li>
              <Module module={module} items={items} done={done.has(module.id)} />
            </li>
          ))}
        </Rows>
      </Card>
      <Card id="scores" title={t('reports.scores.title')}>
        <Scores report={report} />
      </Card>
      <Card flush={messages.length > 0} id="messages" title={t('reports.message.title')}>
        <DataTable
          caption={t('reports.message.title')}
          rows={messages}
          empty={<Muted>{t('reports.message.none')}</Muted>}
          columns={[
            { label: t('reports.message.what'), header: true, cell: ({ what }) => t(messageNames[what]) },
            { label: t('reports.message.when'), cell: ({ at }) => format.dateTime(at) },
            { label: t('reports.message.state'), cell: ({ state }) => t(messageStates[state]) },
          ]}
        />
      </Card>
      <Actions>
        <LinkButton href={rulePaths.attempts(cohort.id, person.enrolmentId)} look="secondary" icon="refresh">
          {t('quizzes.grants.title')}
        </LinkButton>
        {mayAccommodate && (
          <LinkButton href={accommodationPath(person.personId, `${path}/people/${person.enrolmentId}`)} look="secondary" icon="clock">
            {t('accounts.needs.title')}
          </LinkButton>
        )}
        {mayFindCertificates && (
          <LinkButton href={issuedPaths.ofPerson(person.personId)} look="secondary" icon="award">
            {t('certificates.issued.title')}
          </LinkButton>
        )}
        <LinkButton href={path} look="quiet" icon="arrowLeft">
          {t('cohorts.invite.back')}
        </LinkButton>
      </Actions>
    </Stack>
  );
}
