import type { ComponentChildren } from 'preact';
import { Card } from '../../web/components/card.js';
import { QuizLayout } from '../../web/components/learning.js';
import type { Question } from '../question.js';
import { hasExhibit, QuestionExhibit } from './question-words.js';

/** Several questions on one page, a card each, with their situations beside them. */
export function QuestionCards({
  questions,
  show,
}: {
  questions: readonly Question[];
  show: (question: Question, index: number) => ComponentChildren;
}) {
  return (
    <>
      {questions.map((question, index) => (
        <Card>
          <QuizLayout exhibit={hasExhibit(question) ? <QuestionExhibit question={question} /> : undefined}>{show(question, index)}</QuizLayout>
        </Card>
      ))}
    </>
  );
}
