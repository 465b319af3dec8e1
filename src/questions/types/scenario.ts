import type { Value } from '../../platform/source/source-file.js';
import type { Answer, QuestionBase, StemWords } from '../base.js';
import { pairOf } from '../rules/answer-form.js';
import { add, nothing, reduced } from '../rules/fraction.js';
import type { Kind } from '../rules/kind.js';
import { readEach } from '../rules/read-each.js';
import { choiceKind, choiceTypes, type Choice, type ChoiceKey, type ChoiceWords, type MultipleChoice, type OptionWords } from './choice.js';

/** One question about the shared text. */
export interface ScenarioPart extends ChoiceKey, Pick<MultipleChoice, 'grading'> {
  id: string;
  type: Choice['type'];
}

export interface ScenarioWords extends StemWords {
  parts: Record<string, { stem: string; options: Record<string, OptionWords> }>;
}

/** Several simple questions about one text, which is the case, or one picture, or both; together they are one question. */
export interface Scenario extends QuestionBase<'scenario', ScenarioWords> {
  parts: ScenarioPart[];
}

const fewestParts = 2;
const mostParts = 5;

const noWords: Choice['words'] = {};

/** A part as the choice that it is, for the rules and views of choices. */
export function choiceOf(question: Scenario, part: ScenarioPart): Choice {
  const words = Object.entries(question.words).map(([language, { parts }]): [string, ChoiceWords] => [
    language,
    { stem: parts[part.id]!.stem, case: null, exhibit: null, options: parts[part.id]!.options },
  ]);
  return { ...question, ...part, words: words.length ? Object.fromEntries(words) : noWords };
}

/** What was given to one part, as its own type keeps it; entries of the answer are `<part>=<option>`. */
export const givenTo = (part: ScenarioPart, answer: Answer): string[] =>
  answer.flatMap((entry) => {
    const [id, option] = pairOf(entry);
    return id === part.id ? [option] : [];
  });

const entry = (part: ScenarioPart, option: string): string => `${part.id}=${option}`;

function readPart(at: Value): ScenarioPart | null {
  const typeAt = at.entries()?.get('type');
  if (!typeAt) return at.problem('a part of a scenario lacks "type"');
  const type = typeAt.oneOf(choiceTypes);
  if (!type) return null;
  const kind = choiceKind({ type });
  const fields = at.fields(['id', 'type', ...kind.keys.required], kind.keys.optional);
  if (!fields?.whole) return null;
  const id = fields.get('id')!.id();
  const key = kind.read(fields, at);
  return id && key ? { id, type, ...key } : null;
}

export const scenario: Kind<Scenario> = {
  keys: { required: ['parts'] },
  read(fields) {
    const at = fields.get('parts')!;
    const entries = at.list();
    if (!entries) return null;
    if (entries.length < fewestParts || entries.length > mostParts)
      return at.problem(`a scenario has ${fewestParts} to ${mostParts} parts; this one has ${entries.length}`);
    const parts: ScenarioPart[] = [];
    for (const one of entries) {
      const part = readPart(one);
      if (!part) continue;
      if (parts.some(({ id }) => id === part.id)) one.problem(`"${part.id}" stands twice in "parts"`);
      else parts.push(part);
    }
    return parts.length === entries.length ? { parts } : null;
  },

  wordKeys: { required: ['parts'] },
  readWords(fields, at, question, stem) {
    if (stem.case === null && !question.picture)
      at.problem('a scenario has a "case", the text that its parts ask about, or in the structure file a "picture", or both');
    const ids = question.parts.map(({ id }) => id);
    const parts = readEach(fields.get('parts'), ids, 'part', (words, id) => {
      const part = question.parts.find((one) => one.id === id)!;
      const own = words.fields(['stem', 'options']);
      const asked = own?.get('stem')?.text();
      if (!own?.whole || !asked) return null;
      const choice = choiceOf({ ...question, words: {} }, part);
      const read = choiceKind(part).readWords(own, words, choice, { stem: asked, case: null, exhibit: null });
      return read && { stem: asked, options: read.options };
    });
    return parts && { ...stem, parts };
  },

  // Parts keep their order, because one may build upon another; the options of each are shuffled as its type has it.
  order: (question, shuffle) =>
    question.parts.flatMap((part) =>
      choiceKind(part)
        .order(choiceOf(question, part), shuffle)
        .map((option) => entry(part, option)),
    ),

  isAnswer: (question, answer) =>
    answer.every((one) => question.parts.some(({ id }) => one.startsWith(`${id}=`))) &&
    question.parts.every((part) => choiceKind(part).isAnswer(choiceOf(question, part), givenTo(part, answer))),

  isComplete: (question, answer) => question.parts.every((part) => givenTo(part, answer).length > 0),

  /** The mean of the points of its parts, each graded as its own type. */
  grade(question, answer, language) {
    const points = question.parts.map((part) => choiceKind(part).grade(choiceOf(question, part), givenTo(part, answer), language));
    const { numerator, denominator } = points.reduce(add, nothing);
    return reduced({ numerator, denominator: denominator * question.parts.length });
  },

  asks: (question, _answer, words) =>
    question.parts.flatMap((part) => [
      { id: part.id, text: words.parts[part.id]!.stem },
      ...part.options.map((option) => ({ id: entry(part, option), text: words.parts[part.id]!.options[option]!.text || option })),
    ]),

  parts: (question, answer, words, language) =>
    question.parts.flatMap((part) =>
      choiceKind(part)
        .parts(choiceOf(question, part), givenTo(part, answer), { ...words, options: words.parts[part.id]!.options }, language)
        .map((line) => ({
          ...line,
          id: entry(part, line.id),
          given: line.given && entry(part, line.given),
          wanted: line.wanted && entry(part, line.wanted),
        })),
    ),

  keyWords: null,
  withKey: (question, answer) => ({
    ...question,
    parts: question.parts.map((part) => {
      const given = givenTo(part, answer);
      return given.length ? { ...part, correct: part.options.filter((option) => given.includes(option)) } : part;
    }),
  }),
  right: (question, language) =>
    question.parts.flatMap((part) =>
      choiceKind(part)
        .right(choiceOf(question, part), language)
        .map((option) => entry(part, option)),
    ),
};
