import type { Fields, Value } from '../../platform/source/source-file.js';
import type { Answer, AnyQuestion, QuestionBase, StemWords } from '../base.js';
import type { Fraction } from './fraction.js';

/** What a type adds to a question of its own. */
export type Own<Q extends AnyQuestion> = Omit<Q, keyof QuestionBase<string, StemWords>>;

export interface Keys {
  required: readonly string[];
  optional?: readonly string[];
}

/**
 * One line of the explanation of a mark: something that could be chosen, matched, filled in. The points of a question are
 * explained by its lines and by `how` of the type.
 */
export interface Part {
  id: string;
  /** What was given to it, as kept; null: nothing. */
  given: string | null;
  /** Given, and given as it should be · given so that it earns something · given wrongly · should have been given · left alone, as it may be. */
  state: 'right' | 'partly' | 'wrong' | 'missed' | 'rest';
  /** What should have been given; null where nothing should. */
  wanted: string | null;
  /** One plain sentence; empty where the author wrote none. */
  why: string;
}

/** A row as it is shown, and what may be given to it. */
export interface ShownRow {
  id: string;
  /** Empty where the row is a gap in a text. */
  text: string;
  /** Their text is empty where it is the interface's own. */
  values: { id: string; text: string }[];
}

/** Words that are asked, by the id of what they belong to. */
export interface Asked {
  id: string;
  text: string;
}

/** What somebody who read an answer gave it: a level of each criterion, by its id, and words for the learner. */
export interface Mark {
  criteria: Record<string, string>;
  /** May be empty. */
  comment: string;
}

/** Where people mark the answers to a type of question. */
export interface ByHand<Q extends AnyQuestion> {
  /** True where these levels are a whole mark. */
  isMark(question: Q, criteria: Mark['criteria']): boolean;
  /** Points from 0 to 1. */
  points(question: Q, mark: Mark): Fraction;
  /** One line per criterion. */
  parts(question: Q, answer: Answer, words: Q['words'][string], mark: Mark): Part[];
}

/** The rules of one type of question. All are pure. */
export interface Kind<Q extends AnyQuestion> {
  /** Keys of an entry of the structure file beside those that every question has. */
  keys: Keys;
  read(fields: Fields, at: Value): Own<Q> | null;
  /** Keys of an entry of a file of words beside `stem`, `case` and `exhibit`. */
  wordKeys: Keys;
  readWords(fields: Fields, at: Value, question: Q, stem: StemWords): Q['words'][string] | null;
  /** The order in which its parts are shown in one attempt, as ids; kept with the draw. */
  order(question: Q, shuffle: <T>(list: readonly T[]) => T[]): string[];
  /** Its rows in the order in which they are shown, where it has such; they tell nothing of the key. */
  rows?(question: Q, words: Q['words'][string], order: readonly string[]): ShownRow[];
  /** True where `answer` can be kept as an answer to this question. Empty is one. */
  isAnswer(question: Q, answer: Answer): boolean;
  /** True where nothing is left to be given, for the list before handing in. */
  isComplete(question: Q, answer: Answer): boolean;
  /**
   * Only where a question is asked step by step: true while its page has more to show to somebody who has just sent `answer`,
   * a next step or what the last one led to.
   */
  more?(question: Q, answer: Answer): boolean;
  /**
   * What is asked beside the stem, for those who read it without its page; nothing of what only the answer will bring up. Left out
   * where the parts are the options of one choice.
   */
  asks?(question: Q, answer: Answer, words: Q['words'][string]): Asked[];
  /** Points from 0 to 1. `language` is the one in which the answer was given. Order and repeats of the list do not matter unless the type says so. */
  grade(question: Q, answer: Answer, language: string): Fraction;
  /** What of an answer counts: two that agree in it are the same answer. Left out where all of it does. */
  counting?(question: Q, answer: Answer): Answer;
  /** Every line of the explanation, in the order of the question. `words` are in the reader's language, the answer in `language`. */
  parts(question: Q, answer: Answer, words: Q['words'][string], language: string): Part[];
  /**
   * What grading reads from the words of one language, in a form that is the same wherever grading cannot tell two apart; null where it
   * reads none. It belongs to the version of a question, so every type has to say.
   */
  keyWords: ((words: Q['words'][string], question: Q) => unknown) | null;
  /**
   * The question with what `answer` says as its key; rows, gaps and parts that it leaves open keep theirs. Null where it cannot be one.
   * Left out where no answer can state the key. `language`: whose typed answers it changes, and in which its words are to be read.
   */
  withKey?(question: Q, answer: Answer, language: string): Q | null;
  /** Only where answers are typed: the question with `answer` among those that it accepts in this language; null where it cannot be listed. */
  accepting?(question: Q, answer: Answer, language: string): Q | null;
  /** An answer that earns everything, in this language: for keys, samples and proofs. */
  right(question: Q, language: string): Answer;
  /** Only where people mark; such a type grades nothing by itself. */
  byHand?: ByHand<Q>;
}
