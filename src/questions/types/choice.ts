import type { Fields, Value } from '../../platform/source/source-file.js';
import type { Answer, QuestionBase, StemWords } from '../base.js';
import { everything, nothing, share, type Fraction } from '../rules/fraction.js';
import type { Kind, Part } from '../rules/kind.js';
import { speaksOfPlace } from '../rules/shuffled-words.js';

/** Words of one option; `text` is empty for true/false, whose words are the interface's. */
export interface OptionWords {
  text: string;
  /** One sentence: why it is right or wrong. */
  why: string;
}

export interface ChoiceWords extends StemWords {
  options: Record<string, OptionWords>;
}

interface ChoiceBase<T extends string> extends QuestionBase<T, ChoiceWords> {
  /** Option ids in the order of the file. */
  options: string[];
  correct: string[];
}

/** What ticks of a multiple choice earn: see `earnedBy`. */
export const gradings = ['all', 'partial', 'penalty'] as const;
export type Grading = (typeof gradings)[number];

/** One right answer. */
export interface SingleChoice extends ChoiceBase<'single'> {}
/** One or more right answers. */
export interface MultipleChoice extends ChoiceBase<'multiple'> {
  /** Left out: `penalty`, so that questions that never spoke of it keep their version. */
  grading?: Exclude<Grading, 'penalty'>;
}
/** A statement; the options are `true` and `false` and keep this order. */
export interface TrueFalse extends ChoiceBase<'truefalse'> {}
export type Choice = SingleChoice | MultipleChoice | TrueFalse;
/** What can be chosen, and what should be. */
export type ChoiceKey = Pick<Choice, 'options' | 'correct'>;

const maxOptions = 8;

/** Options that this question has, each once, in the order of the question. */
const chosenOf = ({ options }: Pick<Choice, 'options'>, answer: Answer): string[] => options.filter((option) => answer.includes(option));

function allOrNothing(question: Choice, answer: Answer): Fraction {
  const chosen = chosenOf(question, answer);
  return chosen.length === 1 && question.correct.includes(chosen[0]!) ? everything : nothing;
}

/** What was decided about the options of a question. */
interface Decisions {
  /** Right options that are ticked and wrong options that are not. */
  right: number;
  /** Wrong options that are ticked. */
  wrong: number;
  /** At least one right option is ticked. */
  found: boolean;
  /** Options of the question. */
  of: number;
}

function decisionsOf({ options, correct }: ChoiceKey, answer: Answer): Decisions {
  const chosen = options.filter((option) => answer.includes(option));
  const wrong = chosen.filter((option) => !correct.includes(option)).length;
  return {
    right: options.filter((option) => chosen.includes(option) === correct.includes(option)).length,
    wrong,
    found: chosen.length > wrong,
    of: options.length,
  };
}

/**
 * What ticks earn, as courses/README.md promises to authors. Of n options let `right` be the number of right decisions (right
 * options ticked and wrong options left empty) and `wrong` the number of wrong ticks:
 *
 *     all      1 where right = n, else 0
 *     partial  right / n
 *     penalty  max(0, right − wrong) / n
 *
 * and nothing where no right option is ticked: without this clause an empty answer, and one with nothing but wrong ticks, would
 * earn something for what it left out. Only the exact set has n right decisions, so only it earns the whole point; one more right
 * tick never costs, one more wrong tick never pays.
 *
 * `all` and `partial` are the dichotomous and the true/false method in J. Betts, W. Muntean, D. Kim, S. Kao, "Evaluating Different
 * Scoring Methods for Multiple Response Items Providing Partial Credit", Educational and Psychological Measurement 82 (2022),
 * pp. 151–176; `penalty` is the latter with a point of n taken off for each wrong tick.
 */
const earnedBy: Record<Grading, (decisions: Decisions) => Fraction> = {
  all: ({ right, of }) => (right === of ? everything : nothing),
  partial: ({ right, found, of }) => (found ? share(right, of) : nothing),
  penalty: ({ right, wrong, found, of }) => (found ? share(right - wrong, of) : nothing),
};

export const gradingOf = ({ grading }: Pick<MultipleChoice, 'grading'>): Grading => grading ?? 'penalty';

/** Points for ticks, by the rule above. */
export const gradeTicks = (key: ChoiceKey, answer: Answer, grading: Grading): Fraction => earnedBy[grading](decisionsOf(key, answer));

function readChoices(fields: Fields, at: Value): Pick<Choice, 'options' | 'correct'> | null {
  const options = fields.get('options')?.ids(2);
  const correct = fields.get('correct')?.ids();
  if (!options || !correct) return null;
  if (options.length > maxOptions) at.problem(`a question has at most ${maxOptions} options; this one has ${options.length}`);
  for (const { id, at: place } of correct)
    if (!options.some((option) => option.id === id)) place.problem(`"${id}" in "correct" is not one of the options`);
  return { options: options.map(({ id }) => id), correct: correct.map(({ id }) => id) };
}

function readOption(at: Value, texts: boolean, id: string): OptionWords | null {
  const fields = at.fields(texts ? ['text', 'why'] : ['why']);
  const text = texts ? fields?.get('text')?.text() : '';
  const why = fields?.get('why')?.text();
  for (const words of [text, why])
    if (words && speaksOfPlace(words))
      at.problem(`option "${id}" speaks of another option's place, but options are shuffled: "${words.slice(0, 60)}"`);
  return typeof text === 'string' && typeof why === 'string' ? { text, why } : null;
}

/** @param texts whether options carry a text of their own */
function readOptions(fields: Fields, question: Choice, stem: StemWords, texts: boolean): ChoiceWords | null {
  const at = fields.get('options');
  const entries = at?.entries();
  if (!at || !entries) return null;
  const options: Record<string, OptionWords> = {};
  for (const id of question.options) {
    const entry = entries.get(id);
    if (!entry) {
      at.problem(`the words for option "${id}" of "${question.id}" are missing`);
      continue;
    }
    const words = readOption(entry, texts, id);
    if (words) options[id] = words;
  }
  for (const [id, entry] of entries) if (!question.options.includes(id)) entry.problem(`"${question.id}" has no option "${id}"`);
  const written = Object.values(options).map((option) => option.text.toLowerCase());
  if (texts && new Set(written).size < written.length) at.problem(`two options of "${question.id}" have the same text`);
  return Object.keys(options).length === question.options.length ? { ...stem, options } : null;
}

export function partsOf(question: ChoiceKey, answer: Answer, words: { options: Record<string, { why: string }> }): Part[] {
  const chosen = new Set(chosenOf(question, answer));
  return question.options.map((id) => {
    const [given, correct] = [chosen.has(id), question.correct.includes(id)];
    const state = given ? (correct ? 'right' : 'wrong') : correct ? 'missed' : 'rest';
    return { id, given: given ? id : null, state, wanted: correct ? id : null, why: words.options[id]?.why ?? '' };
  });
}

const isListOf = (question: Choice, answer: Answer, most: number): boolean =>
  answer.length <= most && answer.every((option) => question.options.includes(option)) && new Set(answer).size === answer.length;

/** What the three types share. */
const choice = {
  wordKeys: { required: ['options'] },
  parts: partsOf,
  keyWords: null,
  withKey: <Q extends ChoiceKey>(question: Q, answer: Answer): Q => ({ ...question, correct: chosenOf(question, answer) }),
  isComplete: (_question: Choice, answer: Answer): boolean => answer.length > 0,
  right: (question: Choice): Answer => question.correct,
};

export const single: Kind<SingleChoice> = {
  ...choice,
  keys: { required: ['options', 'correct'] },
  read(fields, at) {
    const key = readChoices(fields, at);
    if (key && key.correct.length !== 1)
      at.problem(`a question of the type "single" has exactly one right answer, not ${key.correct.length}; "multiple" may have several`);
    return key;
  },
  readWords: (fields, _at, question, stem) => readOptions(fields, question, stem, true),
  order: (question, shuffle) => shuffle(question.options),
  isAnswer: (question, answer) => isListOf(question, answer, 1),
  grade: allOrNothing,
};

export const multiple: Kind<MultipleChoice> = {
  ...choice,
  keys: { required: ['options', 'correct'], optional: ['grading'] },
  read(fields, at) {
    const key = readChoices(fields, at);
    const grading = fields.get('grading')?.oneOf(gradings) ?? 'penalty';
    return key && grading !== 'penalty' ? { ...key, grading } : key;
  },
  readWords: (fields, _at, question, stem) => readOptions(fields, question, stem, true),
  order: (question, shuffle) => shuffle(question.options),
  isAnswer: (question, answer) => isListOf(question, answer, question.options.length),
  grade: (question, answer) => gradeTicks(question, answer, gradingOf(question)),
};

export const truefalse: Kind<TrueFalse> = {
  ...choice,
  keys: { required: ['correct'] },
  read(fields) {
    const correct = fields.get('correct')?.truth();
    return correct === null || correct === undefined ? null : { options: ['true', 'false'], correct: [String(correct)] };
  },
  readWords: (fields, _at, question, stem) => readOptions(fields, question, stem, false),
  // "True" and "false" keep their places.
  order: (question) => [...question.options],
  isAnswer: (question, answer) => isListOf(question, answer, 1),
  grade: allOrNothing,
};

/** The rules of the three types, by type. */
const choices: { [T in Choice['type']]: Kind<Extract<Choice, { type: T }>> } = { single, multiple, truefalse };

/** The rules of a choice, for a type that is made of choices. Type and question belong together, which TypeScript cannot see here. */
export const choiceKind = ({ type }: Pick<Choice, 'type'>): Kind<Choice> => choices[type] as unknown as Kind<Choice>;
export const choiceTypes = Object.keys(choices) as Choice['type'][];
