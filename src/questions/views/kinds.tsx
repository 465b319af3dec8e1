import type { Question, QuestionOf, QuestionType } from '../question.js';
import { branching } from './branching.js';
import { categorising } from './categorising.js';
import { multiple, single, truefalse } from './choice.js';
import { essay } from './essay.js';
import { gapmenu } from './gapmenu.js';
import { kprim } from './kprim.js';
import { matching } from './matching.js';
import { ordering } from './ordering.js';
import { scenario } from './scenario.js';
import { textlab } from './textlab.js';
import { gaptext, numeric, shorttext } from './typed-words.js';
import type { View } from './view.js';

/** What every type looks like. A type that is missing here does not compile. */
const views: { [T in QuestionType]: View<QuestionOf<T>> } = {
  single,
  multiple,
  truefalse,
  matching,
  ordering,
  categorising,
  gapmenu,
  kprim,
  scenario,
  branching,
  textlab,
  shorttext,
  gaptext,
  numeric,
  essay,
};

/** The view of a question's type. Type and question belong together by construction, which TypeScript cannot see here. */
export const viewOf = (question: Question): View<Question> => views[question.type] as unknown as View<Question>;
