import type { Question, QuestionOf, QuestionType } from '../question.js';
import { branching } from '../types/branching.js';
import { categorising } from '../types/categorising.js';
import { multiple, single, truefalse } from '../types/choice.js';
import { essay } from '../types/essay.js';
import { gapmenu } from '../types/gapmenu.js';
import { gaptext } from '../types/gaptext.js';
import { kprim } from '../types/kprim.js';
import { matching } from '../types/matching.js';
import { numeric } from '../types/numeric.js';
import { ordering } from '../types/ordering.js';
import { scenario } from '../types/scenario.js';
import { shorttext } from '../types/shorttext.js';
import { textlab } from '../types/textlab.js';
import type { Kind } from './kind.js';

/** The rules of every type. A type that is missing here does not compile. */
const kinds: { [T in QuestionType]: Kind<QuestionOf<T>> } = {
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

export const questionTypes = Object.keys(kinds) as QuestionType[];

/** The rules of a question's type. Type and question belong together by construction, which TypeScript cannot see here. */
export const kindOf = (question: Pick<Question, 'type'>): Kind<Question> => kinds[question.type] as unknown as Kind<Question>;
