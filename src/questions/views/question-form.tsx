import { usePage } from '../../web/page.js';
import type { Answer, Question } from '../question.js';
import { viewOf } from './kinds.js';
import { ownOrder, wordsFor } from './question-words.js';

interface QuestionFormProps {
  question: Question;
  /** Ids of its parts in the order in which they are shown; the question's own where nothing is given. */
  order?: readonly string[];
  /** What has been given so far. */
  chosen: Answer;
  /** Name of the field; see `rules/answer-form.ts`. */
  name?: string;
  /** Above the question: "Question 3 of 8". */
  eyebrow?: string;
  /** After the sentence that says how to answer, e.g. that the answer may be changed. */
  note?: string;
  error?: string;
  level?: 1 | 2;
  /** The page asks once: what would be asked step by step stands there as a whole. */
  atOnce?: boolean;
}

/** A question with native controls, for use inside a form. Its situation is `<QuestionExhibit>`. */
export function QuestionForm({ question, order, chosen, name = 'answer', eyebrow, note, error, level, atOnce }: QuestionFormProps) {
  const { t, language } = usePage();
  const { words, language: own } = wordsFor(question, language);
  const view = viewOf(question);
  return (
    <view.Form
      question={question}
      words={words}
      order={order ?? ownOrder(question)}
      answer={chosen}
      name={name}
      eyebrow={eyebrow}
      hint={[view.hint(t, question), note].filter(Boolean).join(' ')}
      error={error}
      lang={own === language ? undefined : own}
      level={level}
      atOnce={atOnce}
    />
  );
}
