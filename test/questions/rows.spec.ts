import fc from 'fast-check';
import type { Answer } from '../../src/questions/question.js';
import { explain, grade, isAnswer, isComplete, rightAnswer, type Fraction } from '../../src/questions/rules/grade.js';
import { kindOf } from '../../src/questions/rules/kinds.js';
import { clashesIn } from '../../src/questions/types/ordering.js';
import { sample, samples, valuesOf, type RowQuestion, type RowType } from './row-types.js';

const worth = ({ numerator, denominator }: Fraction) => numerator / denominator;
const points = (question: RowQuestion, answer: Answer) => {
  const { numerator, denominator } = grade(question, answer);
  return `${numerator}/${denominator}`;
};

describe('points for rows', () => {
  it.each<[RowType, string, string[], string, string]>([
    ['matching', 'all', ['parents=letter', 'drivers=sign', 'traders=visit'], '1/1', 'right'],
    ['matching', 'a distractor and an open one', ['parents=letter', 'drivers=poster'], '1/3', 'partly'],
    ['matching', 'one partner for all', ['parents=sign', 'drivers=sign', 'traders=sign'], '1/3', 'partly'],
    ['matching', 'nothing', [], '0/1', 'empty'],
    ['categorising', 'all', ['deadline=first', 'desk=first', 'article=end', 'appeal=end'], '1/1', 'right'],
    ['categorising', 'all into one group', ['deadline=first', 'desk=first', 'article=first', 'appeal=first'], '1/2', 'partly'],
    ['categorising', 'all the wrong way round', ['deadline=end', 'desk=end', 'article=first', 'appeal=first'], '0/1', 'wrong'],
    ['gapmenu', 'both', ['what=form', 'when=day'], '1/1', 'right'],
    ['gapmenu', 'one of two', ['when=soon', 'what=form'], '1/2', 'partly'],
    ['kprim', 'all four', ['short=true', 'law=false', 'name=true', 'all=false'], '1/1', 'right'],
    ['kprim', 'three and a wrong one', ['short=true', 'law=false', 'name=true', 'all=true'], '1/2', 'partly'],
    ['kprim', 'three and an open one', ['short=true', 'law=false', 'name=true'], '1/2', 'partly'],
    ['kprim', 'two', ['short=true', 'law=false', 'name=false', 'all=true'], '0/1', 'partly'],
    ['kprim', 'none', ['short=false', 'law=true', 'name=false', 'all=true'], '0/1', 'wrong'],
    ['ordering', 'the right order', ['ask=1', 'write=2', 'test=3', 'send=4'], '1/1', 'right'],
    ['ordering', 'the first put last', ['write=1', 'test=2', 'send=3', 'ask=4'], '1/2', 'partly'],
    ['ordering', 'the last two turned', ['ask=1', 'write=2', 'send=3', 'test=4'], '1/2', 'partly'],
    ['ordering', 'the other way round', ['send=1', 'test=2', 'write=3', 'ask=4'], '0/1', 'wrong'],
    ['ordering', 'one placed, the others open', ['test=3'], '1/4', 'partly'],
    ['ordering', 'all in the first place', ['ask=1', 'write=1', 'test=1', 'send=1'], '1/4', 'partly'],
    ['ordering', 'two in one place', ['ask=1', 'write=2', 'test=2', 'send=4'], '3/4', 'partly'],
  ])('%s: %s', (type, _, answer, wanted, verdict) => {
    const question = sample(type);
    expect(isAnswer(question, answer)).toBe(true);
    expect(points(question, answer)).toBe(wanted);
    expect(explain(question, answer, question.words.en!).verdict).toBe(verdict);
  });

  it('explains every row, in the order of the question', () => {
    const question = sample('ordering');
    expect(explain(question, ['write=1', 'test=2', 'ask=4'], question.words.en!).parts).toEqual([
      { id: 'ask', given: '4', state: 'wrong', wanted: '1', why: 'What they ask decides what the letter says.' },
      { id: 'write', given: '1', state: 'wrong', wanted: '2', why: 'The questions are its outline.' },
      { id: 'test', given: '2', state: 'right', wanted: '3', why: 'Only a finished text can be read aloud.' },
      { id: 'send', given: null, state: 'missed', wanted: '4', why: 'After sending nothing can be mended.' },
    ]);
  });

  it('knows places that are given twice, lowest first', () => {
    expect(clashesIn(['a=10', 'b=2', 'c=10', 'd=2', 'e=10', 'f=1'])).toEqual(['2', '10']);
    expect(clashesIn(['a=1', 'b=2'])).toEqual([]);
  });

  it('a step order is complete only where no place stands twice', () => {
    const question = sample('ordering');
    expect(isComplete(question, ['ask=1', 'write=2', 'test=3', 'send=3'])).toBe(false);
    expect(isComplete(question, ['ask=1', 'write=2', 'test=4', 'send=3'])).toBe(true);
  });
});

describe.each(samples.map((question) => [question.type, question] as const))('an answer to %s', (_, question) => {
  const [first, second] = question.rows;
  const value = valuesOf(question, first!)[0]!;

  it.each<[string, string[], boolean]>([
    ['nothing', [], true],
    ['one row', [`${first}=${value}`], true],
    ['a row without a value', [first!], false],
    ['a row with an empty value', [`${first}=`], false],
    ['a row that there is not', [`zebra=${value}`], false],
    ['a value that there is not', [`${second}=zebra`], false],
    ['a row twice', [`${first}=${value}`, `${first}=${valuesOf(question, first!)[1]}`], false],
    ['a value alone', [value], false],
  ])('%s', (_name, answer, fits) => expect(isAnswer(question, answer)).toBe(fits));

  it('is right as its type says, and in this language', () => {
    const right = rightAnswer(question, 'nl');
    expect(isAnswer(question, right)).toBe(true);
    expect(isComplete(question, right)).toBe(true);
    expect(points(question, right)).toBe('1/1');
    expect(explain(question, right, question.words.en!).parts.map(({ state }) => state)).toEqual(question.rows.map(() => 'right'));
  });

  it('is not complete while a row is open', () => expect(isComplete(question, rightAnswer(question).slice(1))).toBe(false));
});

const ids = (count: number, letter: string): string[] => Array.from({ length: count }, (_, index) => `${letter}${index + 1}`);

/** Any question of a type, with as many rows and values as it may have; the words play no part in its points. */
const questions: Record<RowType, fc.Arbitrary<RowQuestion>> = {
  matching: chosen('i', 'p').map(({ rows, values, key }) => ({ ...sample('matching'), rows, key, partners: values })),
  categorising: chosen('i', 'g').map(({ rows, values, key }) => ({ ...sample('categorising'), rows, key, groups: values })),
  gapmenu: chosen('g', 'c').map(({ rows, values, key }) => ({
    ...sample('gapmenu'),
    rows,
    key,
    choices: Object.fromEntries(rows.map((row) => [row, values])),
  })),
  kprim: fc.array(fc.boolean(), { minLength: 4, maxLength: 8 }).map((sides) => ({
    ...sample('kprim'),
    rows: ids(sides.length, 's'),
    key: Object.fromEntries(sides.map((side, i) => [`s${i + 1}`, String(side)])),
  })),
  ordering: fc
    .integer({ min: 3, max: 10 })
    .map((count) => ({ ...sample('ordering'), rows: ids(count, 's'), key: Object.fromEntries(ids(count, 's').map((id, i) => [id, String(i + 1)])) })),
};

function chosen(row: string, value: string) {
  return fc.tuple(fc.integer({ min: 2, max: 5 }), fc.integer({ min: 2, max: 8 })).chain(([count, size]) =>
    fc.array(fc.constantFrom(...ids(count, value)), { minLength: size, maxLength: size }).map((right) => ({
      rows: ids(size, row),
      values: ids(count, value),
      key: Object.fromEntries(right.map((one, i) => [`${row}${i + 1}`, one])),
    })),
  );
}

/** Any answer that can be kept: rows open, rightly or wrongly filled, places given twice. */
const withAnswer = (type: RowType) =>
  questions[type].chain((question) =>
    fc
      .tuple(...question.rows.map((row) => fc.option(fc.constantFrom(...valuesOf(question, row)))))
      .map((given) => ({ question, answer: question.rows.flatMap((row, i) => (given[i] == null ? [] : [`${row}=${given[i]}`])) })),
  );

const types: RowType[] = ['matching', 'ordering', 'categorising', 'gapmenu', 'kprim'];

it('every type of rows has a sample', () => expect(samples.map(({ type }) => type).sort()).toEqual([...types].sort()));

describe.each(types)('whatever the question of the type %s and the answer', (type) => {
  it('it can be kept, points lie from 0 to 1, and only the right answer earns 1', () =>
    fc.assert(
      fc.property(withAnswer(type), ({ question, answer }) => {
        expect(isAnswer(question, answer)).toBe(true);
        const { numerator, denominator } = grade(question, answer);
        expect(numerator).toBeGreaterThanOrEqual(0);
        expect(numerator).toBeLessThanOrEqual(denominator);
        expect(numerator === denominator).toBe(question.rows.every((row) => answer.includes(`${row}=${question.key[row]}`)));
        expect(points(question, rightAnswer(question))).toBe('1/1');
      }),
    ));

  it('putting one wrong row right never costs, and shows as right', () =>
    fc.assert(
      fc.property(withAnswer(type), ({ question, answer }) => {
        const before = worth(grade(question, answer));
        for (const { id, state } of explain(question, answer, question.words.en!).parts) {
          if (state === 'right') continue;
          const mended = [...answer.filter((entry) => !entry.startsWith(`${id}=`)), `${id}=${question.key[id]}`];
          expect(worth(grade(question, mended))).toBeGreaterThanOrEqual(before);
          expect(explain(question, mended, question.words.en!).parts.find((part) => part.id === id)?.state).toBe('right');
        }
      }),
    ));

  it('the order of entries and of what is shown does not matter', () =>
    fc.assert(
      fc.property(
        withAnswer(type).chain(({ question, answer }) =>
          fc.record({
            question: fc.constant(question),
            answer: fc.constant(answer),
            mixed: fc.shuffledSubarray(answer, { minLength: answer.length }),
            rows: fc.shuffledSubarray(question.rows, { minLength: question.rows.length }),
          }),
        ),
        ({ question, answer, mixed, rows }) => {
          expect(grade(question, mixed)).toEqual(grade(question, answer));
          // The order of steps is their key.
          if (type !== 'ordering') expect(grade({ ...question, rows }, answer)).toEqual(grade(question, answer));
        },
      ),
    ));

  it('is shown whole in any order, and steps never in the right one', () =>
    fc.assert(
      fc.property(questions[type], fc.boolean(), (question, turned) => {
        const kind = kindOf(question);
        const own = kind.order(question, (list) => [...list]);
        const shown = kind.order(question, (list) => (turned ? [...list].reverse() : [...list]));
        expect([...shown].sort()).toEqual([...own].sort());
        expect(new Set(shown).size).toBe(shown.length);
        for (const row of question.rows) expect(shown.some((entry) => entry === row || entry.startsWith(`${row}=`))).toBe(true);
        if (type === 'ordering') expect(shown).not.toEqual(question.rows);
      }),
    ));
});
