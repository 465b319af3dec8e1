import { Card, Fold, Muted, Stack } from '../../web/components/card.js';
import { stepSize } from '../../quizzes/rules/steps.js';
import { usePage } from '../../web/page.js';
import { doubtful, fewest } from '../rules/statistics.js';
import { pauseMinutes } from '../statistics.queries.js';
import type { ItemStatistics } from '../statistics.service.js';
import { hundredths } from './statistics-words.js';

/** Which attempts count, said on every page. */
export function Counted() {
  const { t } = usePage();
  return (
    <Muted small>
      {t('reports.statistics.counted')} {t('reports.statistics.noPersons', { shown: fewest.shown })}
    </Muted>
  );
}

/** How each figure is computed, in words and with its source. */
export function Explained({ whole }: { whole?: boolean }) {
  const { t } = usePage();
  return (
    <Card>
      <Fold title={t('reports.statistics.how')}>
        <Stack gap={3}>
          <p>{t('reports.how.counted')}</p>
          <p>{t('reports.how.few', fewest)}</p>
          <p>{t('reports.how.steps', { step: stepSize })}</p>
          <p>{t('reports.how.version')}</p>
          <p>{t('reports.how.facility')}</p>
          <p>{t('reports.how.discrimination', { little: doubtful.little })}</p>
          <p>{t('reports.how.thirds')}</p>
          <p>{t('reports.how.time', { minutes: pauseMinutes })}</p>
          <p>
            {t('reports.how.doubts', {
              easy: Math.round(doubtful.easy * 100),
              hard: Math.round(doubtful.hard * 100),
              attracts: Math.round(doubtful.attracts * 100),
              little: doubtful.little,
            })}
          </p>
          {whole && <p>{t('reports.how.alpha')}</p>}
          {whole && <p>{t('reports.how.error')}</p>}
          <Muted small>{t('reports.how.sources')}</Muted>
        </Stack>
      </Fold>
    </Card>
  );
}

/** The figure, or why there is none. */
export function Discrimination({ item }: { item: ItemStatistics }) {
  const at = usePage();
  const { t } = at;
  if (item.discrimination !== null) return <>{hundredths(at, item.discrimination)}</>;
  return <>{(item.count ?? 0) < fewest.related ? t('reports.statistics.tooFew') : t('reports.statistics.cannot')}</>;
}
