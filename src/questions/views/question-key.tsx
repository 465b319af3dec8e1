import { usePage } from '../../web/page.js';
import type { Question } from '../question.js';
import { viewOf } from './kinds.js';
import { wordsFor } from './question-words.js';

/** A question with its right answers and all reasons, for those who may know them. `wordsIn`: another language than the reader's. */
export function QuestionKey({ question, eyebrow, wordsIn }: { question: Question; eyebrow?: string; wordsIn?: string }) {
  const { language } = usePage();
  const { words, language: lang } = wordsFor(question, wordsIn ?? language);
  const view = viewOf(question);
  const own = lang === language ? undefined : lang;
  return (
    <section class="stack g3">
      <h2 class="q-h" lang={own}>
        {eyebrow && (
          <span class="eyebrow qn" lang={language}>
            {eyebrow}
          </span>
        )}
        {words.stem}
      </h2>
      <view.Key question={question} words={words} language={lang} lang={own} />
    </section>
  );
}
