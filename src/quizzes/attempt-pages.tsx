import { NotFound, type FieldError } from '../platform/errors.js';
import { newId } from '../platform/ids.js';
import { ownTitle } from '../progress/pages/outline-view.js';
import { errorTitle } from '../web/components/form-page.js';
import type { FormErrors } from '../web/forms.js';
import { page, type Page, type PageContext } from '../web/page.js';
import { AllQuestionsPage } from './pages/all-questions-page.js';
import { AttemptBar, QuestionPage, type Draft } from './pages/question-page.js';
import { allAnswersIn, languageField, languageIn } from './quiz.forms.js';
import type { QuizSheet } from './quiz.service.js';

export const quizTitle = ({ quiz, module }: Pick<QuizSheet, 'quiz' | 'module'>, at: PageContext): string => ownTitle(quiz, module, at).title;

/** What stands on the page of a question where that is not what is kept. */
interface Shown {
  draft?: Draft;
  typed?: Pick<Draft, 'answer' | 'language'>;
  error?: FieldError;
}

/** The page of one question of an open attempt. @throws NotFound */
export function questionPage(here: QuizSheet, k: number, at: PageContext, shown?: Shown, headers?: Record<string, string>): Page {
  const drawn = here.sheet.questions[k - 1];
  if (!drawn) throw new NotFound('question');
  const what = at.t('quizzes.question.number', { number: k, total: here.questions.length });
  const title = at.t('quizzes.pageTitle', { what, quiz: quizTitle(here, at) });
  const savedAt = here.sheet.responses.get(drawn.id)?.savedAt ?? null;
  const faulty = shown?.typed !== undefined;
  return page(faulty ? at.t('web.form.errorTitle', { title }) : title, <QuestionPage here={here} k={k} device={newId()} {...shown} />, {
    layout: 'focus',
    bar: <AttemptBar here={here} savedAt={shown?.draft ? null : savedAt} />,
    headers,
    status: faulty ? 422 : shown?.draft?.why.is === 'elsewhere' ? 409 : 200,
  });
}

/** The page of all its questions. `shown`: what was sent and is not kept, with what is wrong with it. */
export function allPage(
  here: QuizSheet,
  at: PageContext,
  shown?: { body: unknown; errors?: FormErrors; signedOut?: boolean },
  headers?: Record<string, string>,
): Page {
  const what = at.t('quizzes.all.title', { count: here.questions.length });
  const title = at.t('quizzes.pageTitle', { what, quiz: quizTitle(here, at) });
  const savedAt = [...here.sheet.responses.values()].reduce<Date | null>((last, one) => (last && last > one.savedAt ? last : one.savedAt), null);
  const form = shown?.errors && { errors: shown.errors };
  const sent = shown && allAnswersIn(here.questions, shown.body);
  const typed = new Map(
    Object.entries(sent ?? {}).map(([id, answer]) => [id, { answer, language: languageIn(shown?.body, languageField(id), at.language) }]),
  );
  const body = <AllQuestionsPage here={here} device={newId()} typed={typed} signedOut={shown?.signedOut} form={form} />;
  return page(errorTitle(at.t, title, form), body, {
    layout: 'focus',
    bar: <AttemptBar here={here} savedAt={shown ? null : savedAt} />,
    headers,
    status: form ? 422 : 200,
  });
}
