import fc from 'fast-check';
import type { Question, QuestionOf, QuestionType, StemWords } from '../../src/questions/question.js';
import type { Own } from '../../src/questions/rules/kind.js';
import type { MatchSettings } from '../../src/questions/rules/matching.js';
import type { Rows } from '../../src/questions/rules/rows.js';
import { gradings } from '../../src/questions/types/choice.js';
import type { ScenarioPart } from '../../src/questions/types/scenario.js';

// Any question of each type, as its reader gives it, and any answer that can be kept. A type that is missing here does not compile.

type Words<T extends QuestionType> = Omit<QuestionOf<T>['words'][string], keyof StemWords>;
type Any<T extends QuestionType> = { question: fc.Arbitrary<QuestionOf<T>>; answer: (question: QuestionOf<T>) => fc.Arbitrary<string[]> };

/** Stands in every reason and every other word that the form of a question must not tell. */
export const secretSign = '§';

const record = <T>(model: { [K in keyof T]: fc.Arbitrary<T[K]> }): fc.Arbitrary<T> => fc.record<T>(model, { noNullPrototype: true });
/** One of them for each id. */
const each = <T>(ids: readonly string[], one: (id: string) => fc.Arbitrary<T>): fc.Arbitrary<Record<string, T>> =>
  record<Record<string, T>>(Object.fromEntries(ids.map((id) => [id, one(id)])));
const maybe = <T>(one: fc.Arbitrary<T>): fc.Arbitrary<T[]> => fc.option(one).map((found) => (found === null ? [] : [found]));

/** Words with whatever YAML, HTML and patterns make something of. */
const line = fc
  .string({ unit: fc.constantFrom(...Array.from('aeiouß Éøжλ5:#\'"-{}&*!|>%@`,?=~<\\\n.')), minLength: 1, maxLength: 14 })
  .map((words) => words.trim())
  .filter((words) => words !== '');
/** Words of which no two are the same. */
const lineOf = (id: string): fc.Arbitrary<string> => line.map((words) => `${words} ${id}`);
const plain = fc.string({ unit: fc.constantFrom(...Array.from('aeio ué')), minLength: 1, maxLength: 20 }).map((words) => `w${words}w`);
const secret = line.map((words) => `${secretSign}${words}`);
const why = record({ why: secret });
const otherwise = fc.oneof(fc.constant(''), secret);

/** So many of the ids `a1`, `a2` …, in any order. */
const ids = (letter: string, min: number, max: number): fc.Arbitrary<string[]> =>
  fc.shuffledSubarray(
    Array.from({ length: max }, (_, index) => `${letter}${index + 1}`),
    { minLength: min },
  );
const mixed = <T>(list: readonly T[]): fc.Arbitrary<T[]> => fc.shuffledSubarray([...list], { minLength: list.length });
const rowWords = (rows: readonly string[]) => each(rows, (id) => record({ text: lineOf(id), why: secret }));

const stem: fc.Arbitrary<StemWords> = fc
  .tuple(line, fc.option(plain), fc.option(line))
  .map(([asked, situation, exhibit]) => ({ stem: asked, case: situation, exhibit: situation === null ? null : exhibit }));

/** A question with words in English and Dutch. */
function any<T extends QuestionType>(
  type: T,
  own: fc.Arbitrary<Own<QuestionOf<T>>>,
  words: (own: Own<QuestionOf<T>>) => fc.Arbitrary<Words<T>>,
  answer: Any<T>['answer'],
  stems = stem,
): Any<T> {
  const base = record({
    id: fc.constantFrom('q', 'q-2', 'null', 'true'),
    lesson: fc.constant('l-one'),
    objective: fc.constant('o-one'),
    tags: fc.subarray(['law', 'letters']),
    difficulty: fc.constantFrom(null, 1 as const, 2 as const, 3 as const),
    picture: fc.constant(null),
  });
  const question = fc.tuple(base, own).chain(([shared, structure]) => {
    const inOne = fc.tuple(stems, words(structure)).map(([asked, more]) => ({ ...asked, ...more }));
    // Base, own and words together are the question, which TypeScript cannot see here.
    return record({ en: inOne, nl: inOne }).map((both) => ({ ...shared, type, ...structure, words: both }) as unknown as QuestionOf<T>);
  });
  return { question, answer };
}

const letters = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
const options = (most: number) =>
  fc
    .shuffledSubarray(letters, { minLength: 2 })
    .chain((all) => fc.shuffledSubarray(all, { minLength: 1, maxLength: Math.min(most, all.length) }).map((correct) => ({ options: all, correct })));
const sides = fc.constantFrom('true', 'false').map((correct) => ({ options: ['true', 'false'], correct: [correct] }));
const ticks = options(letters.length).chain((key) =>
  fc.constantFrom(...gradings).map((grading) => (grading === 'penalty' ? key : { ...key, grading })),
);
const optionWords = ({ options: all }: { options: string[] }) => each(all, (id) => record({ text: lineOf(id), why: secret }));
const sideWords = () => each(['true', 'false'], () => record({ text: fc.constant(''), why: secret }));
const oneOf = ({ options: all }: { options: string[] }) => maybe(fc.constantFrom(...all));
const someOf = ({ options: all }: { options: string[] }) => fc.shuffledSubarray(all);

/** Rows that are open or have any of their values, in any order. */
const rowsAnswer = (rows: readonly string[], valuesOf: (row: string) => readonly string[]): fc.Arbitrary<string[]> =>
  fc
    .shuffledSubarray([...rows])
    .chain((given) => fc.tuple(...given.map((row) => fc.constantFrom(...valuesOf(row)).map((value) => `${row}=${value}`))));
const keyed = (rows: string[], values: readonly string[]): fc.Arbitrary<Rows> =>
  each(rows, () => fc.constantFrom(...values)).map((key) => ({ rows, key }));
const places = ({ length }: readonly string[]): string[] => Array.from({ length }, (_, index) => String(index + 1));

const part = (id: string): fc.Arbitrary<ScenarioPart> =>
  fc.oneof(
    options(1).map((key) => ({ id, type: 'single' as const, ...key })),
    ticks.map((key) => ({ id, type: 'multiple' as const, ...key })),
    sides.map((key) => ({ id, type: 'truefalse' as const, ...key })),
  );

/** Steps of which each is led to by the one before, so that none is out of reach; and no circle. */
const steps = fc.tuple(fc.integer({ min: 2, max: 4 }), fc.boolean()).chain(([count, graded]) => {
  const named = (index: number): string | null => (index < count ? `s${index}` : null);
  const choice = (from: number, id: string) =>
    record({
      id: fc.constant(id),
      leads: id === 'c0' ? fc.constant(named(from + 1)) : fc.integer({ min: from + 1, max: count }).map(named),
      quality: graded ? fc.integer({ min: 0, max: 2 }) : fc.constant(null),
    });
  return (
    fc
      .tuple(
        ...Array.from({ length: count }, (_, from) =>
          fc.subarray(['c1', 'c2'], { minLength: 1 }).chain((more) => fc.tuple(...['c0', ...more].map((id) => choice(from, id)))),
        ),
      )
      .map((all) => ({ graded, steps: all.map((choices, index) => ({ id: `s${index}`, choices })) }))
      // One way at least must be able to earn something.
      .filter((asked) => !graded || asked.steps.every(({ choices }) => choices.some(({ quality }) => quality === 2)))
  );
});

const settings: fc.Arbitrary<MatchSettings> = record({ case: fc.boolean(), accents: fc.boolean(), distance: fc.integer({ min: 0, max: 2 }) });
const shares = fc.integer({ min: 0, max: 20 }).map((steps5) => steps5 * 5);
/** Answers that stay apart however they are compared; the first is written out and earns everything. */
const accept = fc
  .array(record({ text: line, share: shares, why: secret }), { minLength: 1, maxLength: 4 })
  .chain(([first, ...more]) =>
    mixed([
      { ...first!, text: `${first!.text.replace(/\*|\\/g, '')} kilo`.trim(), share: 100 },
      ...more.map((one, index) => ({ ...one, text: `${one.text} ${['lima', 'mike', 'papa'][index]}` })),
    ]),
  );
const accepted = record({ accept, otherwise });
const typed = (expected: readonly { text: string }[]): fc.Arbitrary<string> =>
  fc.oneof(line, fc.constantFrom('', ' ', ...expected.map(({ text }) => text)));

const decimal = (min: number, max: number): fc.Arbitrary<string> =>
  fc.tuple(fc.integer({ min, max }), fc.integer({ min: 0, max: 3 })).map(
    ([digits, scale]) =>
      `${digits < 0 ? '-' : ''}${String(Math.abs(digits))
        .padStart(scale + 1, '0')
        .replace(new RegExp(`(\\d{${scale}})$`), scale ? '.$1' : '')}`,
  );
const range = (id: string) =>
  record({ id: fc.constant(id), value: decimal(-99_999, 99_999), tolerance: decimal(0, 999), relative: fc.boolean(), share: shares });
const units = fc
  .shuffledSubarray(['km', 'metre', 'm²', 'm³', '€', '°C', '%', 'l', 'km/h'], { maxLength: 3 })
  .chain((names) =>
    fc.tuple(...names.map((_, index) => (index ? decimal(1, 9999) : fc.constant('1')).map((factor) => ({ id: `u${index}`, factor })))),
  );

const essayRubric = ids('k', 1, 3).chain((criteria) =>
  fc.tuple(
    ...criteria.map((id) =>
      fc
        .shuffledSubarray([1, 2, 3, 4, 5], { minLength: 1, maxLength: 3 })
        .chain((points) => mixed([0, ...points]))
        .map((points) => ({ id, levels: points.map((worth, index) => ({ id: `l${index}`, points: worth })) })),
    ),
  ),
);

export const anyOf: { [T in QuestionType]: Any<T> } = {
  single: any('single', options(1), (own) => record({ options: optionWords(own) }), oneOf),
  multiple: any('multiple', ticks, (own) => record({ options: optionWords(own) }), someOf),
  truefalse: any('truefalse', sides, () => record({ options: sideWords() }), oneOf),

  matching: any(
    'matching',
    fc.tuple(ids('i', 2, 10), ids('p', 2, 12)).chain(([rows, partners]) => keyed(rows, partners).map((key) => ({ ...key, partners }))),
    ({ rows, partners }) => record({ items: rowWords(rows), partners: each(partners, lineOf) }),
    ({ rows, partners }) => rowsAnswer(rows, () => partners),
  ),
  ordering: any(
    'ordering',
    ids('s', 3, 10).map((rows) => ({ rows, key: Object.fromEntries(rows.map((row, index) => [row, String(index + 1)])) })),
    ({ rows }) => record({ steps: rowWords(rows) }),
    ({ rows }) => rowsAnswer(rows, () => places(rows)),
  ),
  categorising: any(
    'categorising',
    fc.tuple(ids('i', 2, 16), ids('g', 2, 5)).chain(([rows, groups]) => keyed(rows, groups).map((key) => ({ ...key, groups }))),
    ({ rows, groups }) => record({ groups: each(groups, lineOf), items: rowWords(rows) }),
    ({ rows, groups }) => rowsAnswer(rows, () => groups),
  ),
  gapmenu: any(
    'gapmenu',
    ids('g', 1, 12).chain((rows) =>
      each(rows, () => ids('c', 2, 8)).chain((choices) =>
        each(rows, (row) => fc.constantFrom(...choices[row]!)).map((key) => ({ rows, key, choices })),
      ),
    ),
    ({ rows, choices }) =>
      record({
        text: mixed(rows).map((order) => `So ${order.map((gap) => `[[${gap}]]`).join(', and\n\n')}.`),
        gaps: each(rows, (row) => record({ choices: each(choices[row]!, lineOf), why: secret })),
      }),
    ({ rows, choices }) => rowsAnswer(rows, (row) => choices[row]!),
  ),
  kprim: any(
    'kprim',
    ids('s', 4, 8).chain((rows) => keyed(rows, ['true', 'false'])),
    ({ rows }) => record({ statements: rowWords(rows) }),
    ({ rows }) => rowsAnswer(rows, () => ['true', 'false']),
  ),

  scenario: any(
    'scenario',
    ids('p', 2, 5)
      .chain((all) => fc.tuple(...all.map(part)))
      .map((parts) => ({ parts })),
    ({ parts }) =>
      each(
        parts.map(({ id }) => id),
        (id) => {
          const asked = parts.find((one) => one.id === id)!;
          return record({ stem: line, options: asked.type === 'truefalse' ? sideWords() : optionWords(asked) });
        },
      ).map((words) => ({ parts: words })),
    ({ parts }) =>
      fc
        .tuple(
          ...parts.map((one) => (one.type === 'multiple' ? someOf(one) : oneOf(one)).map((given) => given.map((option) => `${one.id}=${option}`))),
        )
        .chain((given) => mixed(given.flat())),
    fc.tuple(stem, plain).map(([asked, text]) => ({ ...asked, case: text })),
  ),
  branching: any(
    'branching',
    steps,
    ({ steps: all }) =>
      each(
        all.map(({ id }) => id),
        (id) => {
          const choices = all.find((step) => step.id === id)!.choices.map((choice) => choice.id);
          return record({ situation: plain, choices: each(choices, () => record({ text: line, consequence: secret })) });
        },
      ).map((words) => ({ steps: words })),
    ({ steps: all }) =>
      fc
        .tuple(
          fc
            .shuffledSubarray(all)
            .chain((given) => fc.tuple(...given.map(({ id, choices }) => fc.constantFrom(...choices).map((choice) => `${id}=${choice.id}`)))),
          maybe(fc.constantFrom(...all).map(({ id }) => `back=${id}`)),
        )
        .map((given) => given.flat()),
  ),
  textlab: any(
    'textlab',
    fc
      .tuple(ids('p', 2, 12), ids('m', 1, 3))
      .chain(([phrases, models]) => fc.shuffledSubarray(phrases, { minLength: 1 }).map((change) => ({ phrases, change, models }))),
    ({ phrases, models }) =>
      record({
        text: mixed(phrases).map((order) => `So ${order.map((id) => `[[${id}|words of ${id}]]`).join(', and\n\n')}.`),
        phrases: each(phrases, () => why),
        models: each(models, () => record({ title: secret, text: secret })),
      }),
    ({ phrases }) => fc.tuple(fc.shuffledSubarray(phrases), maybe(line.map((words) => `own=${words}`))).map((given) => given.flat()),
  ),

  shorttext: any(
    'shorttext',
    record({ match: settings }),
    () => accepted,
    (question) => maybe(typed(question.words.en!.accept).map((words) => `text=${words}`)),
  ),
  gaptext: any(
    'gaptext',
    ids('g', 1, 4)
      .chain((gaps) => fc.tuple(...gaps.map((id) => settings.map((match) => ({ id, ...match })))))
      .map((gaps) => ({ gaps })),
    ({ gaps }) => {
      const all = gaps.map(({ id }) => id);
      return record({ text: mixed(all).map((order) => `So ${order.map((id) => `[[${id}]]`).join(', and\n')}.`), gaps: each(all, () => accepted) });
    },
    ({ gaps, words }) =>
      fc
        .shuffledSubarray(gaps)
        .chain((given) => fc.tuple(...given.map(({ id }) => typed(words.en!.gaps[id]!.accept).map((typedWords) => `${id}=${typedWords}`)))),
  ),
  numeric: any(
    'numeric',
    fc
      .tuple(range('r0'), maybe(range('r1')), units, shares)
      .chain(([full, more, all, cost]) =>
        mixed([{ ...full, share: 100 }, ...more]).map((ranges) => ({ accept: ranges, units: all, unitCost: all.length ? cost : 50 })),
      ),
    ({ accept: ranges, units: all }) =>
      record({
        accept: each(
          ranges.map(({ id }) => id),
          () => why,
        ),
        otherwise,
        units: fc
          .shuffledSubarray(['km', 'metre', 'm²', 'm³', '€', '°C', '%', 'l', 'km/h'], { minLength: all.length, maxLength: all.length })
          .map((names) => Object.fromEntries(all.map(({ id }, index) => [id, [names[index]!, `${names[index]!} or so`]]))),
        unitWhy: all.length ? secret : fc.constant(''),
      }),
    ({ accept: ranges, units: all, words }) =>
      maybe(
        fc
          .tuple(
            fc.oneof(fc.constantFrom(...ranges.map(({ value }) => value)), decimal(-9999, 9999), line),
            fc.constantFrom('', ...all.flatMap(({ id }) => words.en!.units[id]!), 'miles'),
          )
          .map(([number, unit]) => `number=${number} ${unit}`),
      ),
  ),
  essay: any(
    'essay',
    record({ rubric: essayRubric, length: fc.option(fc.integer({ min: 1, max: 700 })) }),
    ({ rubric }) =>
      record({
        criteria: each(
          rubric.map(({ id }) => id),
          (id) =>
            record({
              label: line,
              levels: each(
                rubric.find((one) => one.id === id)!.levels.map((level) => level.id),
                () => line,
              ),
            }),
        ),
        model: otherwise,
      }),
    () => maybe(fc.oneof(line, fc.constant(' ')).map((words) => `text=${words}`)),
  ),
};

/** Any question of one type with any answer. Type and question belong together, which TypeScript cannot see here. */
export function anyWithAnswer<T extends QuestionType>(type: T): fc.Arbitrary<{ question: QuestionOf<T>; answer: string[] }> {
  const { question, answer } = anyOf[type] as unknown as Any<T>;
  return question.chain((asked) => answer(asked).map((given) => ({ question: asked, answer: given })));
}
export const anyQuestion = (type: QuestionType): fc.Arbitrary<Question> => anyWithAnswer(type).map(({ question }) => question);
