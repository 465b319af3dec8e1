import type { Show } from '../../catalogue/outline.js';
import type { Translate } from '../../platform/i18n/texts.js';
import { Actions, LinkButton, PostButton } from '../../web/components/button.js';
import { Card, Muted, Rows, Stack } from '../../web/components/card.js';
import { DescriptionList } from '../../web/components/figures.js';
import { NoticeBox } from '../../web/components/notice-box.js';
import { PageHeader } from '../../web/components/page-header.js';
import { Tag } from '../../web/components/tag.js';
import { usePage, type PageContext } from '../../web/page.js';
import { itemTitle, titleOf } from '../../progress/pages/outline-view.js';
import { continuePath, programmePath } from '../../progress/registries.js';
import type { AttemptLine } from '../attempt.queries.js';
import { exactly } from '../points.js';
import { quizPaths } from '../quiz-paths.js';
import type { QuizDesk } from '../quiz.service.js';
import { ownSeconds } from '../rules/deadline.js';
import { countingWords, refusalWords } from './attempt-words.js';

/** Before an attempt: the rules in words, where to go on, and what earlier attempts gave. */
export function QuizStartPage({ here }: { here: QuizDesk }) {
  const at = usePage();
  const { t } = at;
  const { outline, module, quiz, desk, outcome, gone, seen } = here;
  const { title, lang } = itemTitle(quiz, module, at);
  const programme = titleOf(outline, outline.source, at).words.title;
  const finished = desk.attempts.filter((attempt) => attempt.handedInAt);
  return (
    <>
      <PageHeader
        crumbs={[{ href: programmePath(desk.id), label: programme }]}
        eyebrow={t('quizzes.start.eyebrow', { module: titleOf(module, module.source, at).words.title, minutes: quiz.minutes })}
        title={title}
        lang={lang}
        crumb={title}
      />
      <Stack gap={5}>
        {outcome.passed && (
          <NoticeBox tone="ok" title={t('quizzes.start.passed')}>
            <p>
              <a href={continuePath(desk.id)}>{t('quizzes.start.goOn')}</a>
            </p>
          </NoticeBox>
        )}
        {desk.grants.length > 0 && (
          <NoticeBox title={t('quizzes.start.granted', { count: desk.grants.length })}>
            {desk.grants.map(({ at: when, reason }) => (
              <p>{t('quizzes.start.grantedWhy', { day: at.format.date(when), reason })}</p>
            ))}
          </NoticeBox>
        )}
        {gone ? (
          <NoticeBox>{t('quizzes.start.gone')}</NoticeBox>
        ) : (
          <Card id="rules" title={t('quizzes.start.rules')}>
            <Stack>
              <DescriptionList items={ruleLines(here, at)} />
              <Begin here={here} />
            </Stack>
          </Card>
        )}
        {finished.length > 0 && (
          <Card id="earlier" title={t('quizzes.start.earlier')}>
            <Stack gap={3}>
              {here.rules.counts === 'average' && seen.marks && outcome.score && (
                <p>{t('quizzes.start.average', { points: exactly(outcome.score, at.format), max: outcome.score.max })}</p>
              )}
              <Rows>
                {finished.map((attempt) => (
                  <Earlier
                    attempt={attempt}
                    href={quizPaths.attempt(desk.id, quiz.id, attempt.number)}
                    marks={seen.marks}
                    counts={seen.marks && finished.length > 1 && attempt.number === outcome.counted}
                  />
                ))}
              </Rows>
            </Stack>
          </Card>
        )}
      </Stack>
    </>
  );
}

/** The rules of the quiz in words, those of this person included. */
function ruleLines({ quiz, desk, rules, outcome }: QuizDesk, { t, format }: PageContext): { term: string; value: string }[] {
  const { mode, layout, time, show } = quiz.settings;
  const count = Math.min(quiz.draw, quiz.questions.length);
  const counts = countingWords(t, rules.counts);
  const seconds = ownSeconds({ ...desk, time });
  const own = seconds === null ? '' : format.number(seconds / 60);
  const { opensAt, closesAt } = desk;
  const lines = [
    {
      term: t('quizzes.start.questions'),
      value: layout === 'all' ? t('quizzes.start.questionsAll', { count }) : t('quizzes.start.questionsValue', { count }),
    },
    { term: t('quizzes.start.pass'), value: t('quizzes.start.passValue', { pass: rules.pass }) },
    {
      term: t('quizzes.start.attempts'),
      value:
        outcome.allowed === null
          ? t('quizzes.start.attemptsFree', { counts })
          : t('quizzes.start.attemptsLeft', { left: outcome.left ?? 0, attempts: outcome.allowed, counts }),
    },
    ...(rules.wait > 0 ? [{ term: t('quizzes.start.wait'), value: t('quizzes.start.waitValue', { hours: rules.wait }) }] : []),
    {
      term: t('quizzes.start.time'),
      value: own
        ? t(desk.extraTime ? 'quizzes.start.timeOwn' : 'quizzes.start.timeLimit', { minutes: own, seconds: quiz.settings.grace })
        : t('quizzes.start.timeValue'),
    },
    { term: t('quizzes.start.kind'), value: mode === 'practice' ? t('quizzes.start.practiceValue') : kindWords(t, show) },
  ];
  if (opensAt) lines.push({ term: t('quizzes.start.opens'), value: format.dateTime(opensAt) });
  if (closesAt) lines.push({ term: t('quizzes.start.closes'), value: t('quizzes.start.closesValue', { when: format.dateTime(closesAt) }) });
  return lines;
}

function kindWords(t: Translate, show: Show): string {
  if (show.explanations === 'after') return t('quizzes.start.kindValue');
  return show.explanations === 'later' ? t('quizzes.start.kindLater') : t('quizzes.start.kindNever');
}

function Begin({ here: { desk, quiz, outcome } }: { here: QuizDesk }) {
  const { t, format } = usePage();
  const refused = refusalWords(t, format, outcome, desk.closesAt);
  const path = quizPaths.quiz(desk.id, quiz.id);
  if (outcome.open !== null)
    return (
      <Stack gap={3}>
        <p>{t('quizzes.start.open')}</p>
        <Actions>
          <LinkButton href={`${path}/continue`} size="l" after="arrowRight">
            {t('quizzes.start.continue')}
          </LinkButton>
        </Actions>
      </Stack>
    );
  if (refused) return <p>{refused}</p>;
  return (
    <Actions>
      <PostButton action={`${path}/start`} size="l" look={outcome.passed ? 'secondary' : 'primary'} after="arrowRight">
        {desk.attempts.length ? t('quizzes.start.again') : t('quizzes.start.begin')}
      </PostButton>
    </Actions>
  );
}

function Earlier({ attempt, href, marks, counts }: { attempt: AttemptLine; href: string; marks: boolean; counts: boolean }) {
  const { t, format } = usePage();
  const points = attempt.score ?? attempt.waiting;
  if (!points || !attempt.handedInAt) return null;
  return (
    <li>
      <Stack gap={1}>
        <p>
          <a href={href}>{t('quizzes.start.attempt', { number: attempt.number })}</a>{' '}
          {attempt.passed ? (
            <Tag tone="ok" icon="check">
              {t('quizzes.start.attemptPassed')}
            </Tag>
          ) : attempt.waiting ? (
            <Tag icon="clock">{t('quizzes.start.attemptWaits')}</Tag>
          ) : (
            <Tag>{t('quizzes.start.attemptNotYet')}</Tag>
          )}{' '}
          {counts && <Tag tone="brand">{t('quizzes.start.counts')}</Tag>}
        </p>
        <Muted small>
          {marks && `${t(attempt.waiting ? 'quizzes.pointsSoFar' : 'quizzes.points', { points: exactly(points, format), max: points.max })} · `}
          {format.dateTime(attempt.handedInAt)}
        </Muted>
      </Stack>
    </li>
  );
}
