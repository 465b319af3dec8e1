import type { Branching } from './types/branching.js';
import type { Categorising } from './types/categorising.js';
import type { MultipleChoice, SingleChoice, TrueFalse } from './types/choice.js';
import type { Essay } from './types/essay.js';
import type { GapMenu } from './types/gapmenu.js';
import type { GapText } from './types/gaptext.js';
import type { Kprim } from './types/kprim.js';
import type { Matching } from './types/matching.js';
import type { Numeric } from './types/numeric.js';
import type { Ordering } from './types/ordering.js';
import type { Scenario } from './types/scenario.js';
import type { ShortText } from './types/shorttext.js';
import type { TextLab } from './types/textlab.js';

export type { Answer, Difficulty, StemWords } from './base.js';

/** Every type of question. A type without rules, views and schema does not compile: see `rules/kinds.ts` and `views/kinds.tsx`. */
export type Question =
  | SingleChoice
  | MultipleChoice
  | TrueFalse
  | Matching
  | Ordering
  | Categorising
  | GapMenu
  | Kprim
  | Scenario
  | Branching
  | TextLab
  | ShortText
  | GapText
  | Numeric
  | Essay;
export type QuestionType = Question['type'];
export type QuestionOf<T extends QuestionType> = Extract<Question, { type: T }>;
export type QuestionWords = Question['words'][string];
