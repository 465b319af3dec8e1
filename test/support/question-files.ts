import type { QuestionOf, QuestionType, QuestionWords, Question } from '../../src/questions/question.js';
import type { TypedGap } from '../../src/questions/types/gaptext.js';
import type { Choice } from '../../src/questions/types/choice.js';
import type { AcceptedWords } from '../../src/questions/types/typed-words.js';
import type { MatchSettings } from '../../src/questions/rules/matching.js';

// A question as the entries of its files, which its reader reads back. A type that is missing here does not compile.

type WordsOf<T extends QuestionType> = QuestionOf<T>['words'][string];
interface Files<T extends QuestionType> {
  /** Keys of its own in the structure file. */
  structure: (question: QuestionOf<T>) => object;
  /** Keys of its own in a file of words. */
  words: (words: WordsOf<T>, question: QuestionOf<T>) => object;
}

const mapped = <T, U>(from: Record<string, T>, to: (value: T, id: string) => U): Record<string, U> =>
  Object.fromEntries(Object.entries(from).map(([id, value]) => [id, to(value, id)]));
/** Without what is as it would be if nothing were said. */
const said = (fields: Record<string, unknown>): object =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null && value !== undefined && value !== ''));

const key = ({ type, options, correct, ...more }: Pick<Choice, 'type' | 'options' | 'correct'> & { grading?: string }): object =>
  type === 'truefalse' ? { correct: correct[0] === 'true' } : said({ options, correct, grading: more.grading });
const optionWords = (options: Record<string, { text: string; why: string }>): object => mapped(options, said);
const choice = { structure: key, words: ({ options }: Choice['words'][string]) => ({ options: optionWords(options) }) };
const settings = ({ case: capitals, accents, distance }: MatchSettings): object => ({ case: capitals, accents, distance });
const accepted = ({ accept, otherwise }: AcceptedWords): object => said({ accept, otherwise });

const files: { [T in QuestionType]: Files<T> } = {
  single: choice,
  multiple: choice,
  truefalse: choice,
  matching: { structure: ({ key: items, partners }) => ({ items, partners }), words: ({ items, partners }) => ({ items, partners }) },
  ordering: { structure: ({ rows }) => ({ steps: rows }), words: ({ steps }) => ({ steps }) },
  categorising: { structure: ({ key: items, groups }) => ({ groups, items }), words: ({ groups, items }) => ({ groups, items }) },
  gapmenu: {
    structure: ({ rows, choices, key: correct }) => ({
      gaps: Object.fromEntries(rows.map((row) => [row, { choices: choices[row], correct: correct[row] }])),
    }),
    words: ({ text, gaps }) => ({ text, gaps }),
  },
  kprim: { structure: ({ key: sides }) => ({ statements: mapped(sides, (side) => side === 'true') }), words: ({ statements }) => ({ statements }) },
  scenario: {
    structure: ({ parts }) => ({ parts: parts.map((part) => ({ id: part.id, type: part.type, ...key(part) })) }),
    words: ({ parts }) => ({ parts: mapped(parts, ({ stem, options }) => ({ stem, options: optionWords(options) })) }),
  },
  branching: {
    structure: ({ graded, steps }) => ({
      ...(!graded && { graded }),
      steps: steps.map(({ id, choices }) => ({
        id,
        choices: choices.map(({ id: choiceId, leads, quality }) => said({ id: choiceId, leads: leads ?? 'end', quality })),
      })),
    }),
    words: ({ steps }) => ({ steps }),
  },
  textlab: {
    structure: ({ phrases, change, models }) => ({ phrases, change, models }),
    words: ({ text, phrases, models }) => ({ text, phrases, models }),
  },
  shorttext: { structure: ({ match }) => settings(match), words: accepted },
  gaptext: {
    structure: ({ gaps }) => ({ gaps: gaps.map((gap: TypedGap) => ({ id: gap.id, ...settings(gap) })) }),
    words: ({ text, gaps }) => ({ text, gaps: mapped(gaps, accepted) }),
  },
  numeric: {
    structure: ({ accept, units, unitCost }) => ({
      accept: accept.map(({ id, value, tolerance, relative, share }) => ({ id, value, [relative ? 'percent' : 'tolerance']: tolerance, share })),
      ...(units.length && { units, unitCost }),
    }),
    words: ({ accept, otherwise, units, unitWhy }, { units: asked }) => said({ accept, otherwise, units: asked.length ? units : null, unitWhy }),
  },
  essay: { structure: ({ rubric, length }) => said({ rubric, words: length }), words: ({ criteria, model }) => said({ criteria, model }) },
};

/** Entries of a question: of its structure file, and of the file of words of each of its languages. */
export function filesOf(question: Question): { structure: object; words: Record<string, object> } {
  const { id, type, lesson, objective, tags, difficulty } = question;
  // Type and question belong together, which TypeScript cannot see here.
  const own = files[type] as unknown as Files<QuestionType>;
  return {
    structure: { ...said({ id, type, lesson, objective, tags: tags.length ? tags : null, difficulty }), ...own.structure(question) },
    words: mapped<QuestionWords, object>(question.words, (words) => ({
      ...said({ stem: words.stem, case: words.case, exhibit: words.exhibit }),
      ...own.words(words, question),
    })),
  };
}
