import type { Show } from '../../catalogue/outline.js';
import type { Translate } from '../../platform/i18n/texts.js';
import { Actions, LinkButton, PostButton } from '../../web/components/button.js';
import { Card, Muted, Stack } from '../../web/components/card.js';
import { NoticeBox } from '../../web/components/notice-box.js';
import { PageHeader } from '../../web/components/page-header.js';
import { usePage } from '../../web/page.js';
import { Locked } from '../../web/components/learning.js';
import { itemTitle, titleOf } from '../../progress/pages/outline-view.js';
import { continuePath, programmePath } from '../../progress/registries.js';
import { isWhole } from '../../questions/rules/fraction.js';
import type { Question } from '../../questions/question.js';
import { needsMark } from '../../questions/rules/grade.js';
import { answerField } from '../../questions/rules/try.js';
import { QuestionFeedback, VerdictNotice } from '../../questions/views/question-feedback.js';
import { QuestionForm } from '../../questions/views/question-form.js';
import { QuestionExhibit, wordsFor } from '../../questions/views/question-words.js';
import type { AttemptLine } from '../attempt.queries.js';
import { exactly } from '../points.js';
import { quizPaths, receiptPath } from '../quiz-paths.js';
import { concerns, gradeCorrected, withKey, type CorrectionKind } from '../rules/correct.js';
import { explainGiven } from '../explain-given.js';
import { seenOf, type QuizSheet } from '../quiz.service.js';
import { countingWords, refusalWords } from './attempt-words.js';
import { useReread } from './reread.js';

const correctedWords: Record<CorrectionKind, (t: Translate, reason: string) => string> = {
  void: (t, reason) => t('quizzes.corrected.void', { reason }),
  key: (t, reason) => t('quizzes.corrected.key', { reason }),
  accept: (t, reason) => t('quizzes.corrected.accept', { reason }),
};

/** That a question has been put right since, with the result before each change. */
function Corrected({ here }: { here: QuizSheet }) {
  const { t, format } = usePage();
  const changes = here.corrections.flatMap(({ before, loweredBecause }) => (before ? [{ before, loweredBecause }] : []));
  if (!changes.length) return null;
  const max = (here.sheet.score ?? here.sheet.waiting)?.max ?? here.questions.length;
  return (
    <NoticeBox icon="key" title={t('quizzes.corrected.title')}>
      {changes.map(({ before, loweredBecause }) => (
        <p>
          {before.passed
            ? t('quizzes.corrected.beforePassed', { points: exactly(before, format), max })
            : t('quizzes.corrected.beforeNotYet', { points: exactly(before, format), max })}
          {loweredBecause && ` ${t('quizzes.corrected.lowered', { reason: loweredBecause })}`}
        </p>
      ))}
    </NoticeBox>
  );
}

/** That a text has another mark since, and why; the result before it where points may be seen. Who marked it is not said. */
function MarkChanges({ here: { sheet, seen } }: { here: QuizSheet }) {
  const { t, format } = usePage();
  if (!sheet.markChanges.length || !sheet.score) return null;
  const { max } = sheet.score;
  return (
    <NoticeBox icon="edit" title={t('quizzes.markChanged.title')}>
      {sheet.markChanges.map(({ at, reason, before }) => (
        <p>
          {t('quizzes.markChanged.why', { day: format.date(at), reason })}
          {seen.marks &&
            ` ${
              before.passed
                ? t('quizzes.corrected.beforePassed', { points: exactly(before, format), max })
                : t('quizzes.corrected.beforeNotYet', { points: exactly(before, format), max })
            }`}
        </p>
      ))}
    </NoticeBox>
  );
}

/** What has been put right about one question; nothing where nothing has. */
export function WhatWasCorrected({ here, question }: { here: QuizSheet; question: Question }) {
  const { t } = usePage();
  const own = concerns(question, here.corrections);
  return (
    <>
      {own.map(({ kind, reason }) => (
        <p>{correctedWords[kind](t, reason)}</p>
      ))}
    </>
  );
}

/** What came out, in a word or two. */
export const resultTitle = ({ passed, waiting }: Pick<AttemptLine, 'passed' | 'waiting'>, t: Translate): string =>
  waiting ? t('quizzes.result.waiting') : passed ? t('quizzes.result.passed') : t('quizzes.result.notYet');

/** A handed-in attempt: passed or not yet, the points, and of every question what may be seen. */
export function ResultPage({ here }: { here: QuizSheet }) {
  const at = usePage();
  const { t, format } = at;
  const { outline, module, quiz, sheet, questions, rules, outcome, seen } = here;
  const reread = useReread(here);
  const earned = sheet.score ?? sheet.waiting;
  if (!earned || !sheet.handedInAt) return null;
  const { title } = itemTitle(quiz, module, at);
  const counted = { points: exactly(earned, format), max: earned.max };
  const points = seen.marks ? `${sheet.waiting ? t('quizzes.pointsSoFar', counted) : t('quizzes.points', counted)} · ` : '';
  const refused = refusalWords(t, format, outcome, sheet.closesAt);
  // Which lessons are worth another look also says which answers were wrong.
  const weak = questions.filter((question) => {
    const [given, mark] = [sheet.responses.get(question.id), sheet.marks.get(question.id)];
    return seen.marks && (mark || !needsMark(question, given?.answer ?? [])) && !isWhole(gradeCorrected(question, given, here.corrections, mark));
  });
  const lessons = new Map(
    weak.flatMap((question) => {
      const lesson = reread(question);
      return lesson ? [[lesson.href, lesson] as const] : [];
    }),
  );
  return (
    <>
      <PageHeader
        crumbs={[
          { href: programmePath(sheet.enrolmentId), label: titleOf(outline, outline.source, at).words.title },
          { href: quizPaths.quiz(sheet.enrolmentId, sheet.quizId), label: title },
        ]}
        eyebrow={t('quizzes.title', { module: titleOf(module, module.source, at).words.title, quiz: title })}
        title={resultTitle(sheet, t)}
        crumb={t('quizzes.result.crumb', { number: sheet.number })}
        lead={`${points}${t('quizzes.result.handedIn', { date: format.dateTime(sheet.handedInAt) })}`}
      />
      <Stack gap={5}>
        {sheet.waiting ? (
          <NoticeBox icon="clock" title={t('quizzes.result.waitingTitle')}>
            <p>{t('quizzes.result.waitingMeans')}</p>
          </NoticeBox>
        ) : sheet.passed ? (
          <NoticeBox tone="ok" title={t('quizzes.result.passedTitle')}>
            <p>{seen.explanations ? t('quizzes.result.passedMeans') : shownLater(t, quiz.settings.show)}</p>
          </NoticeBox>
        ) : (
          <NoticeBox icon="route" title={t('quizzes.result.notYetTitle', { pass: rules.pass })}>
            <p>
              {refused ??
                t(seen.explanations ? 'quizzes.result.notYetMeans' : 'quizzes.result.notYetPlain', { counts: countingWords(t, rules.counts) })}
            </p>
            {!seen.explanations && <p>{shownLater(t, quiz.settings.show)}</p>}
          </NoticeBox>
        )}
        {seen.marks && <Corrected here={here} />}
        <MarkChanges here={here} />
        {lessons.size > 0 && (
          <Card id="reread" title={t('quizzes.result.reread')}>
            <ul>
              {[...lessons.values()].map((lesson) => (
                <li>
                  <a href={lesson.href} lang={lesson.lang}>
                    {lesson.title}
                  </a>
                </li>
              ))}
            </ul>
          </Card>
        )}
        <Actions>
          {sheet.passed ? (
            <LinkButton href={continuePath(sheet.enrolmentId)} size="l" after="arrowRight">
              {t('quizzes.result.goOn')}
            </LinkButton>
          ) : (
            !sheet.waiting &&
            !refused && (
              <PostButton action={`${quizPaths.quiz(sheet.enrolmentId, sheet.quizId)}/start`} size="l" icon="refresh">
                {t('quizzes.result.again')}
              </PostButton>
            )
          )}
          <LinkButton href={programmePath(sheet.enrolmentId)} look="quiet" size="l">
            {t('quizzes.result.toProgramme')}
          </LinkButton>
        </Actions>
        {questions.map((question, index) => (
          <Answered here={here} question={question} index={index} />
        ))}
        <Card id="receipt" title={t('quizzes.receipt.offer')}>
          <Stack gap={3}>
            <Muted>{t('quizzes.receipt.offerWhy')}</Muted>
            <Actions>
              <LinkButton href={quizPaths.receipt(sheet.enrolmentId, sheet.quizId, sheet.number)} look="secondary" icon="download" download>
                {t('quizzes.receipt.download')}
              </LinkButton>
              <LinkButton href={receiptPath} look="quiet">
                {t('quizzes.receipt.toCheck')}
              </LinkButton>
            </Actions>
          </Stack>
        </Card>
      </Stack>
    </>
  );
}

/** When the rest is shown, in a sentence. */
const shownLater = (t: Translate, show: Show): string =>
  show.explanations === 'never' ? t('quizzes.result.notShown') : t('quizzes.result.shownLater');

/** One question as far as it may be seen. */
function Answered({ here, question, index }: { here: QuizSheet; question: Question; index: number }) {
  const { t, language } = usePage();
  const reread = useReread(here);
  const { sheet, questions } = here;
  const seen = seenOf(here, question.id);
  if (!seen.answers) return null;
  const given = sheet.responses.get(question.id);
  const answer = given?.answer ?? [];
  const order = sheet.questions[index]?.options;
  const eyebrow = t('quizzes.result.question', { number: index + 1, total: questions.length });
  return (
    <Card>
      <Stack>
        <QuestionExhibit question={question} folded />
        {seen.explanations ? (
          <QuestionFeedback
            question={withKey(question, here.corrections)}
            order={order}
            answer={answer}
            given={given?.language}
            mark={sheet.marks.get(question.id)}
            counts={explainGiven(here, question, wordsFor(question, language).words, language).verdict}
            eyebrow={eyebrow}
            reread={reread(question)}
          >
            <WhatWasCorrected here={here} question={question} />
          </QuestionFeedback>
        ) : (
          <>
            <Locked>
              <QuestionForm question={question} order={order} chosen={answer} name={answerField(question.id)} eyebrow={eyebrow} level={2} />
            </Locked>
            {seen.marks && <VerdictNotice verdict={explainGiven(here, question, wordsFor(question, language).words, language).verdict} />}
          </>
        )}
      </Stack>
    </Card>
  );
}
