import { audiences, findItem, moduleMinutes, type Audience, type OutlineItem, type OutlineModule } from '../../catalogue/outline.js';
import { audienceWords } from '../../catalogue/pages/audience-words.js';
import { Actions, LinkButton } from '../../web/components/button.js';
import { Beside, Card, Fold, Muted, Named, Stack } from '../../web/components/card.js';
import { Cover } from '../../web/components/cover.js';
import { Icon } from '../../web/components/icon.js';
import { NoticeBox } from '../../web/components/notice-box.js';
import { PageHeader } from '../../web/components/page-header.js';
import { Progress } from '../../web/components/progress.js';
import { Tabs } from '../../web/components/tabs.js';
import { Route, StopList, type RouteStop } from '../../web/components/trail.js';
import { usePage, type PageContext } from '../../web/page.js';
import type { Journey } from '../learn.service.js';
import { programmePath } from '../registries.js';
import { contents, itemStops, marksOf, moduleState, ownTitle, stepsDone, titleOf } from './outline-view.js';
import { KnowAlready } from './know-already.js';
import { reasons } from './reasons.js';

interface ProgrammePageProps {
  journey: Journey;
  /** Path of any item. */
  href: (item: OutlineItem) => string;
  /** Path of the exact place to go on. */
  continueHref: string;
  /** Path of the certificate. */
  reward: string | null;
  /** Path of the pre-check. */
  offer: string | null;
  /** Show the short way of those who answer, publish or decide; null: the whole route. */
  audience: Audience | null;
}

function moduleStatus(module: OutlineModule, { standing, creditedBy }: Journey, at: PageContext): string | undefined {
  const done = standing.modules.get(module.id);
  if (!done) return undefined;
  const date = at.format.date(done.at);
  const giver = done.creditedFrom ? creditedBy.get(done.creditedFrom) : undefined;
  if (giver) return at.t('progress.module.credited', { date, programme: titleOf(giver, giver.source, at).words.title });
  return at.t('progress.module.doneOn', { date });
}

/** The route through a programme, with three states in words, and what comes next. */
export function ProgrammePage({ journey, href, continueHref, reward, offer, audience }: ProgrammePageProps) {
  const at = usePage();
  const { t, format } = at;
  const { enrolment, outline, standing, nextItemId, verdict } = journey;
  const programme = titleOf(outline, outline.source, at);
  const marks = marksOf(standing);
  const next = nextItemId ? findItem(outline, nextItemId) : null;
  const stopOf = (module: OutlineModule): RouteStop => {
    const { words, lang } = titleOf(module, module.source, at);
    const state = moduleState(module, marks);
    return {
      label: words.title,
      lang,
      state,
      status: moduleStatus(module, journey, at),
      note: t('progress.minutes', { minutes: moduleMinutes(module) }),
      body: (
        <Stack gap={3}>
          <Muted small>
            <span lang={lang}>{words.summary}</span>
          </Muted>
          <Fold title={<Named words={contents(module, at)} of={words.title} />} open={state === 'now' || module === next?.module}>
            <StopList stops={itemStops(module, marks, at, href)} label={t('progress.module.items', { title: words.title })} />
          </Fold>
        </Stack>
      ),
    };
  };
  const onWay = outline.modules.filter((module) => !audience || module.for.includes(audience));
  const route = onWay.filter((module) => module.required);
  const more = onWay.filter((module) => !module.required);
  return (
    <>
      <PageHeader
        eyebrow={t('progress.programme.case', { place: programme.words.case })}
        title={programme.words.title}
        lang={programme.lang}
        lead={<span lang={programme.lang}>{programme.words.summary}</span>}
        art={<Cover place={outline.place} />}
        meta={
          <>
            <span>
              <Icon name="users" /> {enrolment.cohortName}
            </span>
            <span>
              <Icon name="calendar" />{' '}
              {enrolment.endsOn ? t('progress.programme.due', { date: format.day(enrolment.endsOn) }) : t('progress.programme.noDue')}
            </span>
          </>
        }
      />
      <Stack gap={5}>
        {standing.completedAt && (
          <NoticeBox tone="ok" icon="award" title={t('progress.programme.complete', { date: format.date(standing.completedAt) })}>
            {(reward || offer) && (
              <Actions>
                {reward && (
                  <LinkButton href={reward} icon="award">
                    {t('progress.programme.certificate')}
                  </LinkButton>
                )}
                {offer && (
                  <LinkButton href={offer} look="quiet">
                    {t('progress.know.then')}
                  </LinkButton>
                )}
              </Actions>
            )}
          </NoticeBox>
        )}
        <WhatIsNew journey={journey} href={href} />
        {(next || !standing.completedAt) && (
          <Card>
            <Beside action={next && <NextStep href={continueHref} begun={standing.startedAt !== null} />}>
              <Progress value={journey.done} max={journey.required} label={t('progress.programme.progress')} words={stepsDone(at, journey)} />
              {next && <NextWords next={next} />}
            </Beside>
          </Card>
        )}
        {offer && !standing.startedAt && !standing.completedAt && <KnowAlready href={offer} />}
        <section aria-labelledby="route">
          <Stack>
            <h2 id="route">{t('progress.programme.route')}</h2>
            <Ways journey={journey} audience={audience} />
            <Route stops={route.map(stopOf)} label={t('progress.programme.route')} />
          </Stack>
        </section>
        {more.length > 0 && (
          <section aria-labelledby="more">
            <Stack>
              <div>
                <h2 id="more">{t('progress.programme.more')}</h2>
                <Muted>{t('progress.programme.moreWhy')}</Muted>
              </div>
              <Route stops={more.map(stopOf)} label={t('progress.programme.more')} />
            </Stack>
          </section>
        )}
        {!verdict.complete && <Why journey={journey} href={href} />}
      </Stack>
    </>
  );
}

/** The short ways through the programme, where its modules differ in whom they are for. */
function Ways({ journey: { outline, enrolment }, audience }: { journey: Journey; audience: Audience | null }) {
  const { t } = usePage();
  const differ = outline.modules.some((module) => audiences.some((one) => !module.for.includes(one)));
  if (!differ) return null;
  const path = programmePath(enrolment.id);
  const modules = outline.modules.filter((module) => audience && module.for.includes(audience));
  return (
    <Stack gap={2}>
      <Tabs
        label={t('catalogue.ways.label')}
        tabs={[
          { href: `${path}#route`, label: t('catalogue.ways.all'), current: !audience },
          ...audiences.map((one) => ({ href: `${path}?for=${one}#route`, label: audienceWords[one](t), current: one === audience })),
        ]}
      />
      {audience && (
        <Muted small>
          {t('catalogue.ways.summary', { count: modules.length, minutes: modules.reduce((sum, module) => sum + moduleMinutes(module), 0) })}
        </Muted>
      )}
    </Stack>
  );
}

function NextWords({ next }: { next: { module: OutlineModule; item: OutlineItem } }) {
  const at = usePage();
  const { t } = at;
  const { title, lang } = ownTitle(next.item, next.module, at);
  return (
    <p>
      {t('progress.programme.next')} <b lang={lang}>{title}</b>, {t('progress.minutes', { minutes: next.item.minutes })}
    </p>
  );
}

function NextStep({ href, begun }: { href: string; begun: boolean }) {
  const { t } = usePage();
  return (
    <LinkButton href={href} size="l" after="arrowRight">
      {begun ? t('progress.programme.continue') : t('progress.programme.begin')}
    </LinkButton>
  );
}

/** What a newer revision has brought since the learner was last here. */
function WhatIsNew({ journey, href }: Pick<ProgrammePageProps, 'journey' | 'href'>) {
  const at = usePage();
  const found = [...journey.standing.fresh].flatMap((id) => findItem(journey.outline, id) ?? []);
  if (!found.length) return null;
  const asked = found.some(({ module }) => module.required && !journey.standing.modules.has(module.id)) && !journey.verdict.complete;
  return (
    <NoticeBox icon="sparkle" title={at.t('progress.new.title', { count: found.length })}>
      <p>{asked ? at.t('progress.new.asked') : at.t('progress.new.offered')}</p>
      <ul>
        {found.map(({ module, item }) => {
          const { title, lang } = ownTitle(item, module, at);
          return (
            <li>
              <a href={href(item)} lang={lang}>
                {title}
              </a>
            </li>
          );
        })}
      </ul>
    </NoticeBox>
  );
}

/** "Why is this not complete?", answered by the rule that decides it. */
function Why({ journey, href }: Pick<ProgrammePageProps, 'journey' | 'href'>) {
  const at = usePage();
  const { t } = at;
  const modules = reasons(journey.verdict.open, journey.outline, at);
  return (
    <Card>
      <Fold title={t('progress.why.title')}>
        <Stack>
          <p>{t('progress.why.rule', { open: modules.length })}</p>
          {modules.map((module) => (
            <div>
              <h3 lang={module.lang}>{module.title}</h3>
              <ul>
                {module.reasons.map((reason) => {
                  const found = findItem(journey.outline, reason.itemId);
                  return <li>{found ? <a href={href(found.item)}>{reason.words}</a> : reason.words}</li>;
                })}
              </ul>
              {module.shortcut && <Muted small>{module.shortcut}</Muted>}
            </div>
          ))}
        </Stack>
      </Fold>
    </Card>
  );
}
