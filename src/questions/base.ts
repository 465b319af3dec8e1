import type { Picture } from '../platform/source/picture.js';

/** Words that every question has. */
export interface StemWords {
  stem: string;
  /** Markdown of the situation beside the question. */
  case: string | null;
  /** Heading of the situation, and of the picture. */
  exhibit: string | null;
}

/** How hard its author holds a question to be: 1 easy, 2 middling, 3 hard. */
export type Difficulty = 1 | 2 | 3;

/** What every question has, whatever its type. */
export interface QuestionBase<T extends string, W extends StemWords> {
  id: string;
  type: T;
  /** Lesson to reread. */
  lesson: string;
  objective: string;
  /** Draws may ask for questions by tag and difficulty. */
  tags: string[];
  difficulty: Difficulty | null;
  /** Shown beside the question, below its situation where it has one too. */
  picture: Picture | null;
  words: Record<string, W>;
}

export type AnyQuestion = QuestionBase<string, StemWords>;

/** The language whose words count for an answer that was given in `language`: that one, else the first that the question has. */
export const languageIn = ({ words }: Pick<AnyQuestion, 'words'>, language: string): string => (words[language] ? language : Object.keys(words)[0]!);

/**
 * An answer as it is kept, whatever the type of the question: a list of short texts, each an id (`b`) or an id with what
 * was given to it (`left=right`, `gap1=some words`). Empty: no answer. Each type says which lists are answers to it.
 */
export type Answer = readonly string[];
