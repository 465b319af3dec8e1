import { LinkButton } from '../../web/components/button.js';
import { ArtRow, Card, Muted, Row, Rows } from '../../web/components/card.js';
import { Cover } from '../../web/components/cover.js';
import { Progress } from '../../web/components/progress.js';
import { usePage } from '../../web/page.js';
import { datesInWords } from '../../cohorts/words.js';
import { titleOf } from '../../progress/pages/outline-view.js';
import type { MyCohort, MyCohorts } from '../home.service.js';

/** The cohorts that the reader manages: who follows what, until when, and how far they are. */
export function Cohorts({ cohorts }: { cohorts: MyCohorts }) {
  const { t } = usePage();
  return (
    <Card id="cohorts" title={t('dashboard.cohorts.title')} beside={<a href="/cohorts">{t('dashboard.cohorts.all')}</a>}>
      <Rows>
        {cohorts.shown.map((cohort) => (
          <ArtRow art={<Cover place={cohort.outline?.place ?? ''} />}>
            <CohortRow cohort={cohort} />
          </ArtRow>
        ))}
      </Rows>
    </Card>
  );
}

function CohortRow({ cohort }: { cohort: MyCohort }) {
  const at = usePage();
  const { t } = at;
  const { id, name, people, opened, completed, outline } = cohort;
  const programme = outline && titleOf(outline, outline.source, at);
  return (
    <>
      <h3>
        <a href={`/cohorts/${id}`}>{name}</a>
      </h3>
      <Muted small>
        {programme && (
          <>
            <span lang={programme.lang}>{programme.words.title}</span> ·{' '}
          </>
        )}
        {datesInWords(at, cohort)}
      </Muted>
      {people === 0 ? (
        <Row between>
          <Muted small>{t('dashboard.cohorts.nobody')}</Muted>
          <LinkButton href={`/cohorts/${id}/invite`} look="secondary" size="s" icon="plus">
            {t('dashboard.cohorts.invite')}
          </LinkButton>
        </Row>
      ) : (
        <>
          <Progress
            value={completed}
            max={people}
            label={t('dashboard.cohorts.progressOf', { name })}
            words={t('dashboard.cohorts.completed', { completed, people })}
          />
          <Muted small>{t('dashboard.cohorts.opened', { opened, people })}</Muted>
        </>
      )}
    </>
  );
}
