import { renderedMarkdown } from '../../platform/source/markdown.js';
import { pictureWords } from '../../platform/source/picture.js';
import { Exhibit } from '../../web/components/exhibit.js';
import { usePage } from '../../web/page.js';
import { renderPicture } from '../../web/picture.js';
import type { Question } from '../question.js';
import { kindOf } from '../rules/kinds.js';

/** The words in the reader's language, else in the first that the question has, which is its source; `language` says which. */
export function wordsFor<Q extends Question>(question: Q, language: string): { words: Q['words'][string]; language: string } {
  const words = question.words as Record<string, Q['words'][string]>;
  const found = words[language] ? language : Object.keys(words)[0]!;
  return { words: words[found]!, language: found };
}

/** The parts of a question in the order of its file. */
export const ownOrder = (question: Question): string[] => kindOf(question).order(question, (list) => [...list]);

/** True where something stands beside the question. */
export const hasExhibit = (question: Question): boolean =>
  question.picture !== null || Object.values(question.words).some((words) => words.case !== null);

/** The situation beside a question and its picture, or nothing where it has neither. `folded`: the reader has seen it before. */
export function QuestionExhibit({ question, folded }: { question: Question; folded?: boolean }) {
  const { t, language } = usePage();
  const { words, language: lang } = wordsFor(question, language);
  const { picture } = question;
  if (words.case === null && !picture) return null;
  const own = lang === language ? undefined : lang;
  const html = (words.case === null ? '' : renderedMarkdown(words.case)) + (picture ? renderPicture(picture, lang, language, '') : '');
  if (words.exhibit !== null) return <Exhibit title={words.exhibit} html={html} folded={folded} lang={own} />;
  // A heading of our own is in the reader's language, what stands below it may not be.
  const title = words.case === null ? t('questions.picture') : t('questions.case');
  return <Exhibit title={title} html={own ? `<div lang="${own}">${html}</div>` : html} folded={folded} />;
}

/** The picture of a question for those who read it without its page: what it is called, and all that it says as text. */
export interface PictureInWords {
  id: string;
  language: string;
  title: string;
  alternative: string;
}

/** Null where the question has none. `language`: of its words. */
export function pictureInWords({ picture }: Question, language: string): PictureInWords | null {
  if (!picture) return null;
  const { words, language: own } = pictureWords(picture, language);
  return { id: picture.id, language: own, title: words.title, alternative: words.alternative };
}
