import type { Picture } from '../platform/source/picture.js';
import type { Difficulty, Question } from '../questions/question.js';

/** Words per language code; the source language is always there. */
export type Words<T> = Record<string, T>;

/** Everything about one revision of a programme but the bodies of its lessons. Immutable. */
export interface Outline {
  programmeId: string;
  revisionId: string;
  /** Number of the revision, 1, 2, 3 … */
  revision: number;
  /** Number of the programme, for order. */
  number: number;
  /** Which of the eight cases: picks the cover picture. */
  place: string;
  source: string;
  /** The module on which the programme puts its weight; null where it names none. */
  focus: string | null;
  rules: ProgrammeRules;
  words: Words<ProgrammeWords>;
  modules: OutlineModule[];
  /** Pictures of its lessons and questions, by id. */
  pictures: Record<string, Picture>;
}

export interface ProgrammeRules {
  /** Per cent of the points of a quiz. */
  pass: number;
  /** Null: no limit. */
  attempts: number | null;
  counts: Counting;
}

/** Which of several attempts counts: the best, the last, the first, or the average of all that were handed in. */
export const countings = ['best', 'last', 'first', 'average'] as const;
export type Counting = (typeof countings)[number];

/** When something of an attempt may be seen: once it is handed in · once no further attempt can begin · never. */
export const moments = ['after', 'later', 'never'] as const;
export type Moment = (typeof moments)[number];

/** What may be seen of an attempt, and when. Nothing is shown before what stands above it. */
export interface Show {
  /** What the learner answered. */
  answers: Moment;
  /** Points and verdicts. */
  marks: Moment;
  /** Right answers and reasons. */
  explanations: Moment;
}

/** A part of a draw: so many questions that have all these tags, and this difficulty where one is asked for. */
export interface Draw {
  tags: string[];
  difficulty: Difficulty | null;
  count: number;
}

/** How attempts at one quiz go. What a quiz leaves open is the programme's. */
export interface QuizSettings {
  /** `practice`: checking fixes the answer to a question and explains it at once · `test`: explained after handing in. */
  mode: 'practice' | 'test';
  /** Questions one by one, or all on one page. */
  layout: 'one' | 'all';
  /** Null: no limit; left out: the programme's. */
  attempts?: number | null;
  counts?: Counting;
  /** Hours between handing in and the next attempt. */
  wait: number;
  /** Minutes for one attempt; null: no limit. */
  time: number | null;
  /** Seconds after the end in which an answer on its way still counts. */
  grace: number;
  show: Show;
}

/** What holds where a quiz says nothing. */
export const usualSettings: QuizSettings = {
  mode: 'test',
  layout: 'one',
  wait: 0,
  time: null,
  grace: 30,
  show: { answers: 'after', marks: 'after', explanations: 'after' },
};

export interface ProgrammeWords {
  title: string;
  /** "built on the case of …" */
  case: string;
  summary: string;
  thread: string;
  /** What a learner holds in the hand at the end, e.g. "a two-minute statement for a memorial day"; null where nothing is named. */
  product: string | null;
  /** The kind of place whose case it is, e.g. "an island on the route"; null where nothing is said. */
  like: string | null;
  reviews: { role: string; state: string }[];
}

/** Who needs a module: who answers people, who publishes, who decides. */
export const audiences = ['answer', 'publish', 'decide'] as const;
export type Audience = (typeof audiences)[number];

export const isAudience = (value: unknown): value is Audience => (audiences as readonly unknown[]).includes(value);

/** What a module can be read for, and who read it in which capacity. */
export const reviewRoles = ['facts', 'trainer', 'legal', 'native-speaker', 'lived-experience'] as const;
export const reviewCapacities = ['editors', 'trainer', 'lawyer', 'official', 'native-speaker', 'person-concerned'] as const;

/** One reading of a module: `by` and `on` (a civil date) are null while nobody has done it. */
export interface Review {
  role: (typeof reviewRoles)[number];
  by: (typeof reviewCapacities)[number] | null;
  on: string | null;
}

/** The scene with which a programme opens a shared module. `text` is Markdown. */
export interface Situation {
  title: string;
  text: string;
}

export interface OutlineModule {
  id: string;
  code: string;
  required: boolean;
  /** Belongs to this programme only; others are shared. */
  local: boolean;
  source: string;
  for: Audience[];
  objectives: string[];
  reviews: Review[];
  /** The programme's own opening of a shared module; null where it has none. */
  situation: Words<Situation> | null;
  words: Words<{ title: string; summary: string; objectives: Record<string, string> }>;
  items: OutlineItem[];
}

export interface OutlineLesson {
  kind: 'lesson';
  id: string;
  minutes: number;
  /** Field of the learner's plan that the task at its end fills. */
  plan: string | null;
  /** Ids of the pictures that it shows. */
  pictures: string[];
  /** `bodyHash` is the SHA-256 of the file: the key of its rendered form. */
  words: Words<{ title: string; lead: string; bodyHash: string }>;
}

export interface OutlineQuiz {
  kind: 'quiz';
  id: string;
  minutes: number;
  /** Questions per attempt. */
  draw: number;
  /** What some of them must be; the rest of `draw` is any. */
  draws: Draw[];
  settings: QuizSettings;
  questions: Question[];
  /** Ids of questions that every attempt gets: those that a programme adds to a shared module. */
  always: string[];
  words: Words<{ title: string }>;
}

/** A field of a plan: a text of some lines, or a table of some rows whose cells are short texts. */
export type PlanField = { id: string; kind: 'text'; lines: number } | { id: string; kind: 'table'; rows: number; columns: string[] };

export interface PlanFieldWords {
  label: string;
  /** Asks for it in one sentence. */
  question: string;
  /** Markdown. */
  guidance: string;
  /** Markdown. */
  example: string | null;
  /** Headings of a table's columns, by id. */
  columns: Record<string, string>;
}

/** The learner's own plan: named fields, filled piece by piece. */
export interface OutlinePlan {
  kind: 'plan';
  id: string;
  minutes: number;
  fields: PlanField[];
  words: Words<{ title: string; lead: string; fields: Record<string, PlanFieldWords> }>;
}

export type OutlineItem = OutlineLesson | OutlineQuiz | OutlinePlan;
export type ItemKind = OutlineItem['kind'];

/** The words in the reader's language, else in the source language; `language` says which it became. */
export function inLanguage<T>(words: Words<T>, language: string, source: string): { words: T; language: string } {
  const own = words[language];
  if (own) return { words: own, language };
  const first = words[source] !== undefined ? source : Object.keys(words)[0]!;
  return { words: words[first]!, language: first };
}

export const moduleMinutes = (module: OutlineModule): number => module.items.reduce((sum, item) => sum + item.minutes, 0);

/** Minutes of what is required. */
export const requiredMinutes = (outline: Outline): number =>
  outline.modules.filter((module) => module.required).reduce((sum, module) => sum + moduleMinutes(module), 0);

/** The plan of a programme, of which there is at most one, with its module. */
export function findPlan(outline: Outline): { module: OutlineModule; plan: OutlinePlan } | null {
  for (const module of outline.modules) for (const item of module.items) if (item.kind === 'plan') return { module, plan: item };
  return null;
}

/** An item with its module, or null. */
export function findItem(outline: Outline, itemId: string): { module: OutlineModule; item: OutlineItem } | null {
  for (const module of outline.modules) for (const item of module.items) if (item.id === itemId) return { module, item };
  return null;
}
