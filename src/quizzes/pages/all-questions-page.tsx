import { Actions, Button } from '../../web/components/button.js';
import { Card, Muted, Stack } from '../../web/components/card.js';
import { ErrorSummary } from '../../web/components/form-page.js';
import type { FormState } from '../../web/components/field.js';
import { AnswerForm, AnswerPart, KeepTyped } from '../../web/components/learning.js';
import { NoticeBox } from '../../web/components/notice-box.js';
import { usePage } from '../../web/page.js';
import { answerField } from '../../questions/rules/try.js';
import { QuestionForm } from '../../questions/views/question-form.js';
import { QuestionExhibit } from '../../questions/views/question-words.js';
import { quizPaths } from '../quiz-paths.js';
import type { QuizSheet } from '../quiz.service.js';
import { AttemptTime } from './attempt-words.js';
import { AttemptSteps, draftOf, type Draft } from './question-page.js';

interface AllQuestionsProps {
  here: QuizSheet;
  /** Names this page to the server, where no script names the browser. */
  device: string;
  /** What was typed was sent while nobody was signed in. */
  signedOut?: boolean;
  /** What was sent and could not be taken, with its faults. Questions that were not sent show what is kept. */
  typed: ReadonlyMap<string, Pick<Draft, 'answer' | 'language'>>;
  form?: FormState;
}

/** All questions of an open attempt in one form. Each saves itself; without script the button saves all and goes on. */
export function AllQuestionsPage({ here, device, signedOut, typed, form }: AllQuestionsProps) {
  const { t, language } = usePage();
  const { sheet, questions, rules } = here;
  const path = quizPaths.questions(sheet.enrolmentId, sheet.quizId, sheet.number);
  const eyebrow = (index: number): string => t('quizzes.question.number', { number: index + 1, total: questions.length });
  const errorOf = (id: string): string | undefined => {
    const error = form?.errors?.[answerField(id)];
    return error && t(error.key, error.params);
  };
  return (
    <Stack gap={5}>
      <h1>{t('quizzes.all.title', { count: questions.length })}</h1>
      <AttemptTime here={here} />
      <AttemptSteps here={here} />
      {signedOut && (
        <NoticeBox tone="warn" live title={t('quizzes.signedOut.title')}>
          <p>{t('quizzes.signedOut.text')}</p>
        </NoticeBox>
      )}
      <AnswerForm action={path}>
        <input type="hidden" name="device" value={device} />
        <input type="hidden" name="turn" value="" />
        <KeepTyped />
        <Stack gap={5}>
          <ErrorSummary form={form} labels={Object.fromEntries(questions.map(({ id }, index) => [answerField(id), eyebrow(index)]))} />
          <Muted>{t('quizzes.question.mayChange')}</Muted>
          {questions.map((question, index) => (
            <Card id={`question-${index + 1}`}>
              <AnswerPart
                id={question.id}
                label={eyebrow(index)}
                autosave={`${quizPaths.question(sheet.enrolmentId, sheet.quizId, sheet.number, index + 1)}/answer`}
                draft={draftOf(sheet, question)}
                typed={typed.has(question.id)}
                language={typed.get(question.id)?.language ?? language}
                seen={sheet.responses.get(question.id)?.sequence ?? 0}
              >
                <QuestionExhibit question={question} />
                <QuestionForm
                  question={question}
                  order={sheet.questions[index]?.options}
                  chosen={typed.get(question.id)?.answer ?? sheet.responses.get(question.id)?.answer ?? []}
                  name={answerField(question.id)}
                  eyebrow={eyebrow(index)}
                  error={errorOf(question.id)}
                  level={2}
                />
              </AnswerPart>
            </Card>
          ))}
          <Actions dock>
            <Button size="l" grow after="arrowRight">
              {t('quizzes.question.toReview')}
            </Button>
          </Actions>
          <Muted small>{t('quizzes.question.toPass', { pass: rules.pass })}</Muted>
        </Stack>
      </AnswerForm>
    </Stack>
  );
}
