import { findItem } from '../../catalogue/outline.js';
import { ArtRow, Muted, Row, Rows } from '../../web/components/card.js';
import { Cover } from '../../web/components/cover.js';
import { Progress } from '../../web/components/progress.js';
import { Tag } from '../../web/components/tag.js';
import { usePage } from '../../web/page.js';
import { ownTitle, stepsDone, titleOf } from '../../progress/pages/outline-view.js';
import { programmePath } from '../../progress/registries.js';
import type { Mine } from '../home.service.js';
import { due } from '../rules/need.js';

/** When a programme is to be finished, or that it is. */
export function DueTag({ mine: { enrolment, snapshot }, now }: { mine: Mine; now: Date }) {
  const { t, format } = usePage();
  if (snapshot?.completedAt)
    return (
      <Tag tone="ok" icon="check">
        {t('dashboard.due.completed', { date: format.date(snapshot.completedAt) })}
      </Tag>
    );
  const when = due(enrolment, now);
  switch (when.kind) {
    case 'none':
      return null;
    case 'later':
      return (
        <Tag tone="brand" icon="calendar">
          {t('dashboard.due.on', { date: format.day(when.endsOn) })}
        </Tag>
      );
    case 'soon':
      return (
        <Tag tone="warn" icon="clock">
          {t('dashboard.due.in', { days: when.days })}
        </Tag>
      );
    case 'passed':
      return <Tag icon="calendar">{t('dashboard.due.passed', { date: format.day(when.endsOn) })}</Tag>;
  }
}

/** Programmes with progress in words, what comes next and how long it takes. `level`: of their titles as headings. */
export function Programmes({ mine, now, level = 3 }: { mine: Mine[]; now: Date; level?: 2 | 3 }) {
  const at = usePage();
  const { t } = at;
  const Heading = level === 2 ? 'h2' : 'h3';
  return (
    <Rows>
      {mine.map((one) => {
        const { enrolment, outline, snapshot } = one;
        const { words, lang } = titleOf(outline, outline.source, at);
        const next = snapshot?.nextItemId && !snapshot.completedAt ? findItem(outline, snapshot.nextItemId) : null;
        const title = next ? ownTitle(next.item, next.module, at) : null;
        return (
          <ArtRow art={<Cover place={outline.place} />}>
            <Row between>
              <Heading lang={lang}>
                <a href={programmePath(enrolment.id)}>{words.title}</a>
              </Heading>
              <DueTag mine={one} now={now} />
            </Row>
            {snapshot && (
              <Progress
                value={snapshot.done}
                max={snapshot.required}
                label={t('dashboard.progressOf', { title: words.title })}
                words={stepsDone(at, snapshot)}
              />
            )}
            {next && title && (
              <Muted small>
                {t('dashboard.next')} <span lang={title.lang}>{title.title}</span>, {t('dashboard.minutes', { minutes: next.item.minutes })}
              </Muted>
            )}
          </ArtRow>
        );
      })}
    </Rows>
  );
}
