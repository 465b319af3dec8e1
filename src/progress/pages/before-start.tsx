import { moduleMinutes, requiredMinutes, type Outline } from '../../catalogue/outline.js';
import type { EnrolmentView } from '../../cohorts/enrolments.service.js';
import { Actions, PostButton } from '../../web/components/button.js';
import { Card, Muted, Row, Rows, Split, Stack } from '../../web/components/card.js';
import { Cover } from '../../web/components/cover.js';
import { DescriptionList } from '../../web/components/figures.js';
import { PageHeader } from '../../web/components/page-header.js';
import { usePage } from '../../web/page.js';
import type { Watchers } from '../progress.queries.js';
import { programmePath } from '../registries.js';
import { KnowAlready } from './know-already.js';
import { titleOf } from './outline-view.js';

/** Minutes that people spend at one sitting: the sittings that a programme is said to take. */
const sitting = 20;

/** Minutes as people say them: from an hour on in hours and five minutes. `visits`: at least one. */
function spoken(total: number): { hours: number; minutes: number; visits: number } {
  const rounded = total < 60 ? total : Math.ceil(total / 5) * 5;
  const hours = Math.floor(rounded / 60);
  return { hours, minutes: rounded - hours * 60, visits: Math.max(1, Math.ceil(total / sitting)) };
}

interface BeforeStartProps {
  enrolment: EnrolmentView;
  outline: Outline;
  watchers: Watchers;
  /** Path of the pre-check. */
  offer: string | null;
}

/** What somebody wants to know before the first lesson: time, visits, who sees what, what they get. */
export function BeforeStart({ enrolment, outline, watchers, offer }: BeforeStartProps) {
  const at = usePage();
  const { t, format } = at;
  const programme = titleOf(outline, outline.source, at);
  const time = spoken(requiredMinutes(outline));
  const begin = (
    <PostButton action={`${programmePath(enrolment.id)}/start`} size="l" after="arrowRight">
      {t('progress.before.start')}
    </PostButton>
  );
  return (
    <>
      <PageHeader
        eyebrow={t('progress.before.eyebrow')}
        title={programme.words.title}
        lang={programme.lang}
        lead={<span lang={programme.lang}>{programme.words.summary}</span>}
        art={<Cover place={outline.place} />}
      />
      <Split
        asideLabel={t('progress.before.privacyTitle')}
        aside={
          <Card id="sees" title={t('progress.before.privacyTitle')}>
            <Stack gap={3}>
              <p>
                {watchers.coordinators.length
                  ? t('progress.before.coordinators', {
                      names: new Intl.ListFormat(at.language).format(watchers.coordinators),
                      count: watchers.coordinators.length,
                    })
                  : t('progress.before.coordinator')}{' '}
                {watchers.scoresShown ? t('progress.before.seesScores') : t('progress.before.seesDates')}
              </p>
              <p>{t('progress.before.seesNothing')}</p>
              <p>
                <a href="/privacy">{t('progress.before.privacyMore')}</a>
              </p>
            </Stack>
          </Card>
        }
      >
        <Card id="facts" title={t('progress.before.factsTitle')}>
          <Stack>
            <DescriptionList
              items={[
                {
                  term: t('progress.before.time'),
                  value: t('progress.before.timeValue', { ...time, sitting }),
                },
                { term: t('progress.before.due'), value: enrolment.endsOn ? format.day(enrolment.endsOn) : t('progress.before.noDue') },
                { term: t('progress.before.pace'), value: t('progress.before.paceValue') },
                {
                  term: t('progress.before.get'),
                  value: (
                    <>
                      {t('progress.before.getValue')}
                      {programme.words.product && (
                        <>
                          {' '}
                          {t('progress.before.product')} <span lang={programme.lang}>{programme.words.product}</span>.
                        </>
                      )}
                    </>
                  ),
                },
                ...(programme.words.like
                  ? [
                      {
                        term: t('progress.before.like'),
                        value: (
                          <>
                            <span lang={programme.lang}>{programme.words.case}</span>: <span lang={programme.lang}>{programme.words.like}</span>.{' '}
                            {t('progress.before.likeValue')} <a href="/catalogue?like=#like">{t('progress.before.likeLink')}</a>
                          </>
                        ),
                      },
                    ]
                  : []),
              ]}
            />
            <Actions>{begin}</Actions>
          </Stack>
        </Card>
        {offer && <KnowAlready href={offer} />}
        <Card id="route" title={t('progress.before.routeTitle')}>
          <Rows>
            {outline.modules.map((module) => {
              const { words, lang } = titleOf(module, module.source, at);
              return (
                <li>
                  <Row between gap={1}>
                    <h3 lang={lang}>{words.title}</h3>
                    <Muted small>
                      {!module.required && <>{t('progress.module.optional')} · </>}
                      {t('progress.minutes', { minutes: moduleMinutes(module) })}
                    </Muted>
                  </Row>
                  <Muted small>
                    <span lang={lang}>{words.summary}</span>
                  </Muted>
                </li>
              );
            })}
          </Rows>
        </Card>
      </Split>
    </>
  );
}
