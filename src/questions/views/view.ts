import type { ComponentChildren } from 'preact';
import type { Translate } from '../../platform/i18n/texts.js';
import type { Answer, AnyQuestion } from '../base.js';
import type { Explanation, Mark, Verdict } from '../rules/grade.js';

export interface FormProps<Q extends AnyQuestion> {
  question: Q;
  words: Q['words'][string];
  /** Ids of its parts in the order in which they are shown. */
  order: readonly string[];
  /** What has been given so far. */
  answer: Answer;
  /** Name of the field; see `rules/answer-form.ts`. */
  name: string;
  /** Above the question: "Question 3 of 8". */
  eyebrow?: string;
  /** Below it: how to answer, whether it may be changed. */
  hint: string;
  error?: string;
  /** Language of the words where it is not the page's. */
  lang?: string;
  level?: 1 | 2 | 3;
  /** The page asks once: what would be asked step by step stands there as a whole. */
  atOnce?: boolean;
}

export interface AnsweredProps<Q extends AnyQuestion> {
  question: Q;
  words: Q['words'][string];
  order: readonly string[];
  answer: Answer;
  explanation: Explanation;
  lang?: string;
  /** Language of typed answers and of what is said about them, where it is not the page's. */
  answerLang?: string;
  /** What somebody gave it, where people mark; null while nobody has. */
  mark?: Mark | null;
}

export interface KeyProps<Q extends AnyQuestion> {
  question: Q;
  words: Q['words'][string];
  /** The reader's language: keys of typed answers differ by language. */
  language: string;
  lang?: string;
}

/** What one type of question looks like. The stem is the legend of its form, and a heading where it has been answered. */
export interface View<Q extends AnyQuestion> {
  /** How to answer, in one sentence. */
  hint: (t: Translate, question: Q) => string;
  /** What became of an answer, where the general words do not fit; null: they do. */
  verdict?: (t: Translate, question: Q, answer: Answer, verdict: Verdict) => string | null;
  /** Native controls, for use inside a form; the stem is its legend and the page's heading. */
  Form: (props: FormProps<Q>) => ComponentChildren;
  /** What became of an answer, line by line. */
  Answered: (props: AnsweredProps<Q>) => ComponentChildren;
  /** The right answers with all reasons. */
  Key: (props: KeyProps<Q>) => ComponentChildren;
}
