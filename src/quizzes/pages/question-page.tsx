import { Actions, Button, LinkButton } from '../../web/components/button.js';
import { Muted, Stack } from '../../web/components/card.js';
import { AnswerForm, FocusBar, ForgetLink, KeepTyped, QuizLayout } from '../../web/components/learning.js';
import { NoticeBox } from '../../web/components/notice-box.js';
import { QuestionBar } from '../../web/components/question-bar.js';
import { usePage } from '../../web/page.js';
import { itemTitle, titleOf } from '../../progress/pages/outline-view.js';
import { programmePath } from '../../progress/registries.js';
import { isStepwise } from '../../questions/rules/grade.js';
import type { FieldError } from '../../platform/errors.js';
import type { Answer, Question } from '../../questions/question.js';
import { QuestionFeedback } from '../../questions/views/question-feedback.js';
import { QuestionForm } from '../../questions/views/question-form.js';
import { hasExhibit, QuestionExhibit } from '../../questions/views/question-words.js';
import type { Sheet } from '../attempt.queries.js';
import { questionPlace, quizPaths } from '../quiz-paths.js';
import { seenOf, type QuizSheet } from '../quiz.service.js';
import { withKey } from '../rules/correct.js';
import { isAnswered } from '../rules/place.js';
import { AttemptTime } from './attempt-words.js';
import { useReread } from './reread.js';
import { WhatWasCorrected } from './result-page.js';

/** An answer as it stands on the page where that is not what is kept. */
export interface Draft {
  answer: Answer;
  /** In which it was given. */
  language: string;
  /** `elsewhere`: another device has answered since, at `savedAt` · `signedOut`: it was sent while nobody was signed in. */
  why: { is: 'elsewhere'; sequence: number; savedAt: Date } | { is: 'signedOut' };
}

interface QuestionPageProps {
  here: QuizSheet;
  /** Number of the question, from 1. */
  k: number;
  /** Names this page to the server, where no script names the browser. */
  device: string;
  draft?: Draft;
  /** What was sent and could not be checked, and why. */
  typed?: Pick<Draft, 'answer' | 'language'>;
  error?: FieldError;
}

/** Above the pages of an attempt: the way out, the quiz, what is saved. */
export function AttemptBar({ here, savedAt }: { here: QuizSheet; savedAt: Date | null }) {
  const at = usePage();
  const { t, format } = at;
  const { sheet, quiz, module } = here;
  return (
    <FocusBar
      leave={{ href: programmePath(sheet.enrolmentId) }}
      title={t('quizzes.title', { module: titleOf(module, module.source, at).words.title, quiz: itemTitle(quiz, module, at).title })}
      saved={savedAt ? t('quizzes.saved', { time: format.time(savedAt) }) : ''}
    />
  );
}

/** All questions of the attempt as links, with what is answered. */
export function AttemptSteps({ here, current }: { here: QuizSheet; current?: number }) {
  const { sheet, questions } = here;
  return (
    <QuestionBar
      steps={questions.map((question, index) => ({
        href: questionPlace(here, index + 1),
        state: isAnswered(sheet.responses, question) ? 'answered' : 'empty',
        current: index + 1 === current,
      }))}
    />
  );
}

/** Under which name the browser keeps an answer: what it has of one step must never be put into the fields of another. */
export const draftOf = ({ id, responses }: Sheet, question: Question): string =>
  [id, question.id, ...(isStepwise(question) ? (responses.get(question.id)?.answer ?? []) : [])].join('.');

/** One question of an open attempt. Each change is saved; without script the button saves and goes on. In practice it can be checked. */
export function QuestionPage({ here, k, device, draft, typed, error }: QuestionPageProps) {
  const { t, language } = usePage();
  const { sheet, questions, rules, quiz } = here;
  const { enrolmentId, quizId, number } = sheet;
  const question = questions[k - 1];
  const drawn = sheet.questions[k - 1];
  if (!question || !drawn) return null;
  if (seenOf(here, question.id).explanations) return <CheckedQuestion here={here} k={k} question={question} />;
  const given = sheet.responses.get(question.id);
  const path = quizPaths.question(enrolmentId, quizId, number, k);
  const practice = quiz.settings.mode === 'practice';
  const stepwise = isStepwise(question);
  const walking = stepwise && !isAnswered(sheet.responses, question);
  const onward = walking ? t('quizzes.question.goOn') : k === questions.length ? t('quizzes.question.toReview') : t('quizzes.question.next');
  return (
    <Stack gap={5}>
      <AttemptSteps here={here} current={k} />
      <AttemptTime here={here} />
      {draft && <DraftNotice why={draft.why} href={path} />}
      <AnswerForm action={`${path}/answer`} autosave={`${path}/answer`} draft={draftOf(sheet, question)} typed={draft !== undefined}>
        <input type="hidden" name="device" value={device} />
        <input type="hidden" name="language" value={draft?.language ?? typed?.language ?? language} />
        <input type="hidden" name="turn" value="" />
        <input type="hidden" name="seen" value={draft?.why.is === 'elsewhere' ? draft.why.sequence : (given?.sequence ?? 0)} />
        <KeepTyped />
        <QuizLayout exhibit={hasExhibit(question) ? <QuestionExhibit question={question} folded={given !== undefined} /> : undefined}>
          <QuestionForm
            question={question}
            order={drawn.options}
            chosen={draft?.answer ?? typed?.answer ?? given?.answer ?? []}
            eyebrow={t('quizzes.question.number', { number: k, total: questions.length })}
            note={practice ? t('quizzes.question.mayCheck') : t('quizzes.question.mayChange')}
            error={error && t(error.key, error.params)}
          />
          <Actions dock>
            {practice && !walking && (
              <Button size="l" grow icon="check" formaction={`${path}/check`}>
                {t('quizzes.question.check')}
              </Button>
            )}
            <Button size="l" grow={!practice || walking} look={practice && !walking ? 'secondary' : 'primary'} after="arrowRight">
              {onward}
            </Button>
            {k > 1 && !practice && (
              <LinkButton href={quizPaths.question(enrolmentId, quizId, number, k - 1)} look="secondary" size="l" icon="arrowLeft">
                {t('quizzes.question.previous')}
              </LinkButton>
            )}
          </Actions>
          <Muted small>
            {sheet.deadline ? t('quizzes.question.toPass', { pass: rules.pass }) : t('quizzes.question.rules', { pass: rules.pass })}{' '}
            {k > 1 && practice && (
              <>
                <a href={quizPaths.question(enrolmentId, quizId, number, k - 1)}>{t('quizzes.question.previous')}</a>{' '}
              </>
            )}
            <a href={quizPaths.review(enrolmentId, quizId, number)}>{t('quizzes.question.review')}</a>
          </Muted>
        </QuizLayout>
      </AnswerForm>
    </Stack>
  );
}

/** Practice: a question that was checked, with what became of the answer. It stays as it is. */
function CheckedQuestion({ here, k, question }: { here: QuizSheet; k: number; question: Question }) {
  const { t } = usePage();
  const reread = useReread(here);
  const { sheet, questions } = here;
  const { enrolmentId, quizId, number } = sheet;
  const given = sheet.responses.get(question.id);
  const last = k === questions.length;
  return (
    <Stack gap={5}>
      <AttemptSteps here={here} current={k} />
      <AttemptTime here={here} />
      <QuizLayout exhibit={hasExhibit(question) ? <QuestionExhibit question={question} folded /> : undefined}>
        <QuestionFeedback
          question={withKey(question, here.corrections)}
          order={sheet.questions[k - 1]?.options}
          answer={given?.answer ?? []}
          given={given?.language}
          eyebrow={t('quizzes.question.number', { number: k, total: questions.length })}
          level={1}
          reread={reread(question)}
        >
          <WhatWasCorrected here={here} question={question} />
        </QuestionFeedback>
        <Actions dock>
          <LinkButton
            href={last ? quizPaths.review(enrolmentId, quizId, number) : quizPaths.question(enrolmentId, quizId, number, k + 1)}
            size="l"
            grow
            after="arrowRight"
          >
            {last ? t('quizzes.question.toReview') : t('quizzes.question.next')}
          </LinkButton>
        </Actions>
        <Muted small>{t('quizzes.question.checked')}</Muted>
      </QuizLayout>
    </Stack>
  );
}

/** Before something is written over, or after a session has ended: what stands in the form, and the way to what is kept. */
function DraftNotice({ why, href }: { why: Draft['why']; href: string }) {
  const { t, format } = usePage();
  if (why.is === 'signedOut')
    return (
      <NoticeBox tone="warn" live title={t('quizzes.signedOut.title')}>
        <p>{t('quizzes.signedOut.text')}</p>
      </NoticeBox>
    );
  return (
    <NoticeBox tone="warn" live title={t('quizzes.elsewhere.title', { time: format.time(why.savedAt) })}>
      <p>{t('quizzes.elsewhere.text')}</p>
      <p>
        <ForgetLink href={href}>{t('quizzes.elsewhere.other')}</ForgetLink>
      </p>
    </NoticeBox>
  );
}
