import { findItem } from '../../catalogue/outline.js';
import { itemTitle, titleOf } from '../../progress/pages/outline-view.js';
import { continuePath, lessonPath, programmePath } from '../../progress/registries.js';
import type { Question } from '../../questions/question.js';
import { answerField, type Answers } from '../../questions/rules/try.js';
import { QuestionCards } from '../../questions/views/question-cards.js';
import { QuestionFeedback } from '../../questions/views/question-feedback.js';
import { QuestionForm } from '../../questions/views/question-form.js';
import { Actions, Button, LinkButton } from '../../web/components/button.js';
import { Stack } from '../../web/components/card.js';
import type { FormState } from '../../web/components/field.js';
import { ErrorSummary } from '../../web/components/form-page.js';
import { NoticeBox } from '../../web/components/notice-box.js';
import { PageHeader } from '../../web/components/page-header.js';
import { usePage } from '../../web/page.js';
import type { PrecheckDesk } from '../precheck.service.js';
import { quizPaths } from '../quiz-paths.js';

interface PrecheckProps {
  here: PrecheckDesk;
  /** What was sent and is not kept yet. */
  answers: Answers;
  form?: FormState;
}

/** Under this name a browser keeps what is given and not sent yet. */
const keptAs = (enrolmentId: string): string => `precheck.${enrolmentId}`;

/** A few questions before the first step; right and wrong are told once the programme is complete. */
export function PrecheckPage({ here, answers, form }: PrecheckProps) {
  const at = usePage();
  const { t } = at;
  const { desk, outline, state } = here;
  return (
    <>
      <PageHeader
        crumbs={[{ href: programmePath(desk.id), label: titleOf(outline, outline.source, at).words.title }]}
        title={t('quizzes.precheck.title')}
        lead={state === 'open' ? t('quizzes.precheck.lead', { count: here.questions.length }) : undefined}
      />
      {state === 'open' && <Open here={here} answers={answers} form={form} />}
      {state === 'given' && (
        <NoticeBox tone="ok" title={t('quizzes.precheck.given')}>
          <span hidden data-kept={keptAs(desk.id)} />
          <p>{t('quizzes.precheck.givenMeans')}</p>
          <Actions>
            <LinkButton href={desk.startedAt ? continuePath(desk.id) : programmePath(desk.id)} after="arrowRight">
              {t('quizzes.precheck.on')}
            </LinkButton>
          </Actions>
        </NoticeBox>
      )}
      {state === 'over' && (
        <NoticeBox title={t('quizzes.precheck.over')}>
          <span hidden data-kept={keptAs(desk.id)} />
          <p>{t('quizzes.precheck.overMeans')}</p>
          <Actions>
            <LinkButton href={programmePath(desk.id)}>{t('quizzes.precheck.back')}</LinkButton>
          </Actions>
        </NoticeBox>
      )}
      {state === 'shown' && <Shown here={here} />}
    </>
  );
}

function Open({ here: { desk, outline, asked, questions }, answers, form }: PrecheckProps) {
  const { t } = usePage();
  const orders = new Map(asked.map(({ id, options }) => [id, options]));
  return (
    <form method="post" action={quizPaths.precheck(desk.id)} data-keep={keptAs(desk.id)} data-typed={form ? '' : undefined}>
      <input type="hidden" name="revision" value={outline.revisionId} />
      <Stack gap={5}>
        <ErrorSummary form={form} labels={{}} />
        <div hidden data-put-back role="status">
          <NoticeBox icon="refresh">{t('quizzes.precheck.putBack')}</NoticeBox>
        </div>
        <NoticeBox icon="eye" title={t('quizzes.precheck.sees')}>
          <p>{t('quizzes.precheck.seesMeans')}</p>
        </NoticeBox>
        <QuestionCards
          questions={questions}
          show={(question, index) => (
            <QuestionForm
              question={question}
              order={orders.get(question.id)}
              chosen={answers[question.id] ?? []}
              name={answerField(question.id)}
              eyebrow={t('quizzes.question.number', { number: index + 1, total: questions.length })}
              level={2}
            />
          )}
        />
        <Actions>
          <Button size="l">{t('quizzes.precheck.give')}</Button>
          <LinkButton href={programmePath(desk.id)} look="quiet" size="l" forget>
            {t('quizzes.precheck.skip')}
          </LinkButton>
        </Actions>
      </Stack>
    </form>
  );
}

function Shown({ here: { desk, outline, asked, questions } }: { here: PrecheckDesk }) {
  const at = usePage();
  const { t, format } = at;
  const { given } = desk;
  const orders = new Map(asked.map(({ id, options }) => [id, options]));
  const reread = (question: Question) => {
    const found = findItem(outline, question.lesson);
    return found ? { href: lessonPath(desk.id, question.lesson), ...itemTitle(found.item, found.module, at) } : undefined;
  };
  return (
    <Stack gap={5}>
      {given && <NoticeBox>{t('quizzes.precheck.shown', { date: format.date(given.givenAt) })}</NoticeBox>}
      <QuestionCards
        questions={questions}
        show={(question, index) => (
          <QuestionFeedback
            question={question}
            order={orders.get(question.id)}
            answer={given?.answers[question.id] ?? []}
            given={given?.language}
            eyebrow={t('quizzes.question.number', { number: index + 1, total: questions.length })}
            reread={reread(question)}
          />
        )}
      />
    </Stack>
  );
}
