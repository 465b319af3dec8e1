import { renderedMarkdown } from '../../platform/source/markdown.js';
import { Exhibit } from '../../web/components/exhibit.js';
import { usePage } from '../../web/page.js';
import type { Question, QuestionWords } from '../question.js';
import { kindOf } from '../rules/kinds.js';

/** The words in the reader's language, else in the first that the question has, which is its source; `language` says which. */
export function wordsFor(question: Question, language: string): { words: QuestionWords; language: string } {
  const found = question.words[language] ? language : Object.keys(question.words)[0]!;
  return { words: question.words[found]!, language: found };
}

/** The parts of a question in the order of its file. */
export const ownOrder = (question: Question): string[] => kindOf(question).order(question, (list) => [...list]);

/** The situation beside a question, or nothing where it has none. `folded`: the reader has seen it before. */
export function QuestionExhibit({ question, folded }: { question: Question; folded?: boolean }) {
  const { t, language } = usePage();
  const { words, language: lang } = wordsFor(question, language);
  if (words.case === null) return null;
  const own = lang === language ? undefined : lang;
  const html = renderedMarkdown(words.case);
  // A heading of our own is in the reader's language, the text below it may not be.
  if (words.exhibit === null) return <Exhibit title={t('questions.case')} html={own ? `<div lang="${own}">${html}</div>` : html} folded={folded} />;
  return <Exhibit title={words.exhibit} html={html} folded={folded} lang={own} />;
}
