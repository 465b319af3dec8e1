import fc from 'fast-check';
import { explain, grade, isAnswer, isComplete, rightAnswer } from '../../src/questions/rules/grade.js';
import { kindOf } from '../../src/questions/rules/kinds.js';
import type { Scenario } from '../../src/questions/types/scenario.js';
import { readBoth, readWhole } from './read.js';

const parts = [
  { id: 'first', type: 'single', options: ['a', 'b', 'c'], correct: ['b'] },
  { id: 'which', type: 'multiple', options: ['a', 'b', 'c', 'd'], correct: ['a', 'c'] },
  { id: 'so', type: 'truefalse', correct: false },
];
const options = (ids: string[]) => Object.fromEntries(ids.map((id) => [id, { text: `Option ${id}`, why: `Because ${id}.` }]));
const words = () => ({
  case: 'A *letter*.',
  parts: {
    first: { stem: 'First?', options: options(['a', 'b', 'c']) },
    which: { stem: 'Which?', options: options(['a', 'b', 'c', 'd']) },
    so: { stem: 'So?', options: { true: { why: 'Because true.' }, false: { why: 'Because false.' } } },
  } as Record<string, { stem: string; options: object }>,
});
const asked = readWhole<Scenario>({ type: 'scenario', parts }, words());

describe('points for several questions about one text', () => {
  it.each<[string, string[], string, string, boolean]>([
    ['all right', ['first=b', 'which=a', 'which=c', 'so=false'], '1/1', 'right', true],
    ['one of three', ['first=b'], '1/3', 'partly', false],
    ['a part in part', ['first=a', 'which=a', 'so=true'], '1/4', 'partly', true],
    ['all wrong', ['first=a', 'which=b', 'so=true'], '0/1', 'wrong', true],
    ['nothing', [], '0/1', 'empty', false],
  ])('%s', (_, answer, points, verdict, complete) => {
    const { numerator, denominator } = grade(asked, answer);
    expect(`${numerator}/${denominator}`).toBe(points);
    expect(explain(asked, answer, asked.words.en!).verdict).toBe(verdict);
    expect(isComplete(asked, answer)).toBe(complete);
    expect(isAnswer(asked, answer)).toBe(true);
  });

  it.each<[string, string[]]>([
    ['a part that there is not', ['third=a']],
    ['an option of another part', ['first=d']],
    ['two where one is asked for', ['first=a', 'first=b']],
    ['an option without its part', ['b']],
    ['an option twice', ['which=a', 'which=a']],
  ])('is no answer: %s', (_, answer) => expect(isAnswer(asked, answer)).toBe(false));

  it('explains every option of every part', () => {
    const lines = explain(asked, ['first=b', 'so=true'], asked.words.en!).parts;
    expect(lines.map(({ id, state }) => `${id} ${state}`)).toEqual([
      'first=a rest',
      'first=b right',
      'first=c rest',
      'which=a missed',
      'which=b rest',
      'which=c missed',
      'which=d rest',
      'so=true wrong',
      'so=false missed',
    ]);
    expect(lines[1]).toEqual({ id: 'first=b', given: 'first=b', state: 'right', wanted: 'first=b', why: 'Because b.' });
  });

  it('keeps the order of its parts and of true and false, and shuffles the options of the others', () =>
    expect(kindOf(asked).order(asked, (list) => [...list].reverse())).toEqual([
      'first=c',
      'first=b',
      'first=a',
      'which=d',
      'which=c',
      'which=b',
      'which=a',
      'so=true',
      'so=false',
    ]));
});

const anyAnswer = fc
  .tuple(fc.subarray(['a', 'b', 'c'], { maxLength: 1 }), fc.subarray(['a', 'b', 'c', 'd']), fc.subarray(['true', 'false'], { maxLength: 1 }))
  .map(([first, which, so]) => [...first.map((id) => `first=${id}`), ...which.map((id) => `which=${id}`), ...so.map((id) => `so=${id}`)]);

describe('whatever was answered', () => {
  it('points lie from 0 to 1, only the right answer earns 1, and neither order nor keeping changes anything', () =>
    fc.assert(
      fc.property(
        anyAnswer.chain((answer) => fc.tuple(fc.constant(answer), fc.shuffledSubarray(answer, { minLength: answer.length }))),
        ([answer, mixed]) => {
          const points = grade(asked, answer);
          expect(isAnswer(asked, answer)).toBe(true);
          expect(points.numerator).toBeGreaterThanOrEqual(0);
          expect(points.numerator).toBeLessThanOrEqual(points.denominator);
          expect(points.numerator === points.denominator).toBe([...answer].sort().join() === [...rightAnswer(asked)].sort().join());
          expect(grade(asked, JSON.parse(JSON.stringify(mixed)) as string[])).toEqual(points);
        },
      ),
    ));
});

describe('reading a scenario', () => {
  it.each<[string, object[], RegExp]>([
    ['one part', parts.slice(0, 1), /2 to 5 parts; this one has 1/],
    ['a part twice', [parts[0]!, parts[0]!], /"first" stands twice/],
    ['a part of a type that is not simple', [parts[0]!, { id: 'x', type: 'scenario', parts }], /must be one of: single, multiple, truefalse/],
    ['a key that is no option', [parts[1]!, { ...parts[0]!, correct: ['z'] }], /"z" in "correct" is not one of the options/],
    ['a lesson of its own', [parts[1]!, { ...parts[0]!, lesson: 'l' }], /unknown key "lesson"/],
  ])('finds %s', (_, wrong, message) => expect(readBoth({ type: 'scenario', parts: wrong }).problems.join('\n')).toMatch(message));

  it.each<[string, (all: ReturnType<typeof words>) => object, RegExp]>([
    ['no text', ({ parts: own }) => ({ parts: own }), /a scenario has a "case"/],
    ['a part without words', (all) => (delete all.parts.so, all), /the words for part "so" are missing/],
    ['an option without words', (all) => ((all.parts.first!.options = options(['a', 'b'])), all), /the words for option "c"/],
  ])('finds %s', (_, change, message) => expect(readBoth({ type: 'scenario', parts }, change(words())).problems.join('\n')).toMatch(message));
});
