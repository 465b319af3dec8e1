import type { Picture } from '../platform/source/picture.js';
import type { OutlineQuiz, Words } from './outline.js';

/** Reference pages, the glossary and the self-check: one thing beside the programmes, open to everybody. Immutable. */
export interface Handbook {
  /** Number of its published state, 1, 2, 3 … */
  number: number;
  source: string;
  /** In the order of the contents. */
  pages: HandbookPage[];
  terms: Term[];
  /** Questions to ask oneself, which count for nothing; null where there are none. */
  selfCheck: OutlineQuiz | null;
  pictures: Record<string, Picture>;
}

export interface HandbookPage {
  id: string;
  words: Words<{ title: string; lead: string; bodyHash: string }>;
}

export interface TermWords {
  term: string;
  /** Inflected forms and other spellings: search finds the term by them. */
  forms: string[];
  /** Markdown. */
  text: string;
  /** Markdown: where the meaning comes from. */
  from: string | null;
}

export interface Term {
  id: string;
  /** Civil date of a legal term: the day on which it must be checked again. */
  checkBy: string | null;
  /** Ids of related terms. */
  see: string[];
  words: Words<TermWords>;
}
