import fc from 'fast-check';
import type { Question, QuestionOf, QuestionType } from '../../../src/questions/question.js';
import { everything } from '../../../src/questions/rules/fraction.js';
import { counting, grade, isComplete, rightAnswer, type Score } from '../../../src/questions/rules/grade.js';
import { questionTypes } from '../../../src/questions/rules/kinds.js';
import { questionVersion } from '../../../src/questions/rules/version.js';
import {
  changeOf,
  correctionFault,
  correctionKinds,
  gradeCorrected,
  isTyped,
  scoreOf,
  takes,
  withKey,
  type Correcting,
} from '../../../src/quizzes/rules/correct.js';
import { anyOf, anyWithAnswer } from '../../support/any-question.js';

const words = { stem: 'Which?', case: null, options: { a: { text: 'A', why: '-' }, b: { text: 'B', why: '-' }, c: { text: 'C', why: '-' } } };
const question = {
  id: 'q-x',
  type: 'single',
  lesson: 'l-x',
  objective: 'o-x',
  options: ['a', 'b', 'c'],
  correct: ['b'],
  tags: [],
  words: { en: words },
} as unknown as Question;
const by = (kind: Correcting['kind'], answer: string[] = [], of: Question = question, language: string | null = null): Correcting => ({
  questionId: of.id,
  version: questionVersion(of),
  kind,
  answer,
  language,
});

describe('a version of a question', () => {
  test('is its structure and key: other words, another lesson and another order of properties are the same', () => {
    const { words: _, ...rest } = question as unknown as Record<string, unknown>;
    const again = {
      words: { en: { ...words, stem: 'Which one?' } },
      ...Object.fromEntries(Object.entries(rest).reverse()),
      lesson: 'l-y',
      objective: 'o-y',
    };
    expect(questionVersion(again as unknown as Question)).toBe(questionVersion(question));
    expect(questionVersion({ ...question, correct: ['a'] } as unknown as Question)).not.toBe(questionVersion(question));
    expect(questionVersion({ ...question, options: ['a', 'b'] } as unknown as Question)).not.toBe(questionVersion(question));
  });
});

describe('grading after corrections', () => {
  test.each<[string, Correcting[], string[], number]>([
    ['none', [], ['b'], 1],
    ['none', [], ['a'], 0],
    ['void', [by('void')], [], 1],
    ['another key', [by('key', ['a'])], ['a'], 1],
    ['another key', [by('key', ['a'])], ['b'], 0],
    ['the newest key', [by('key', ['a']), by('key', ['c'])], ['a'], 0],
    ['one more', [by('accept', ['a'])], ['a'], 1],
    ['one more', [by('accept', ['a'])], ['b'], 1],
    ['one more, whatever the key', [by('accept', ['a']), by('key', ['c'])], ['a'], 1],
    ['void and a key', [by('void'), by('key', ['a'])], ['c'], 1],
    ['that of another question', [{ ...by('void'), questionId: 'q-y' }], ['a'], 0],
    ['that of another version', [{ ...by('void'), version: 'x' }], ['a'], 0],
  ])('%s', (_, corrections, answer, points) => {
    expect(gradeCorrected(question, { answer, language: 'en' }, corrections).numerator).toBe(points);
  });

  test('void and accept never take anything away, in whatever order', () => {
    const kept = fc.array(fc.constantFrom(by('void'), by('accept', ['a']), by('accept', ['c'])));
    fc.assert(
      fc.property(kept, fc.subarray(['a', 'b', 'c'], { maxLength: 1 }), (corrections, answer) => {
        const [before, after] = [grade(question, answer), gradeCorrected(question, { answer, language: 'en' }, corrections)];
        expect(after.numerator * before.denominator).toBeGreaterThanOrEqual(before.numerator * after.denominator);
      }),
    );
  });

  test('the key that is shown is the newest; an empty attempt earns what is void', () => {
    expect(withKey(question, [by('key', ['a'])])).toMatchObject({ correct: ['a'] });
    expect(scoreOf([question], new Map(), [by('void')])).toEqual({ ...everything, max: 1 });
  });
});

test('which wishes make sense', () => {
  const fault = (kind: Correcting['kind'], answer: string[], made: Correcting[] = [], of = question) =>
    correctionFault(of, { kind, answer, language: null }, made);
  expect(fault('void', [])).toBeNull();
  expect(fault('key', ['a'])).toBeNull();
  expect(fault('key', ['b'])).toBe('same');
  expect(fault('key', [])).toBe('empty');
  expect(fault('accept', ['z'])).toBe('answer');
  // What counts now is the key that was put right, and the first may come back.
  expect(fault('key', ['a'], [by('key', ['a'])])).toBe('same');
  expect(fault('key', ['b'], [by('key', ['a'])])).toBeNull();
  expect(fault('accept', ['text=x'], [], sampleOf('shorttext'))).toBe('language');
  for (const [type, ...kinds] of [
    ['essay', 'void'],
    ['branching', 'void', 'accept'],
    ['single', 'void', 'key', 'accept'],
  ] as const)
    expect([type, ...correctionKinds.filter((kind) => takes(sampleOf(type), kind))]).toEqual([type, ...kinds]);
  expect(fault('key', ['text=x'], [], sampleOf('essay'))).toBe('kind');
});

describe('an answer that is accepted, given in other words or on another way', () => {
  const way = { ...sampleOf('branching'), graded: true, steps: steps('first', 'second') };
  test.each<[string, Question, string[], string[], string[]]>([
    ['the same way after a step back', way, ['first=bad', 'second=bad'], ['first=bad', 'second=bad', 'read=first.good second.good'], ['first=good']],
    [
      'the same phrases with words of one’s own',
      { ...sampleOf('textlab'), phrases: ['p1', 'p2', 'p3'], change: ['p1', 'p2'] },
      ['p3', 'own=Please come.'],
      ['own=Do come, please.', 'p3'],
      ['p2', 'own=Please come.'],
    ],
  ])('%s', (_, asked, accepted, given, another) => {
    const made = by('accept', accepted, asked);
    const points = (answer: string[]) => gradeCorrected(asked, { answer, language: 'en' }, [made]);
    expect(grade(asked, given)).not.toEqual(everything);
    expect(points(given)).toEqual(everything);
    expect(points(another)).toEqual(grade(asked, another));
  });

  test('says something: words of one’s own alone, which earn nothing, are none', () => {
    expect(correctionFault(sampleOf('textlab'), { kind: 'accept', answer: ['own=Words.'], language: null }, [])).toBe('empty');
  });

  test.each(questionTypes)('%s: what does not count earns nothing and costs nothing', (type) => {
    fc.assert(
      fc.property(anyWithAnswer(type) as fc.Arbitrary<{ question: Question; answer: string[] }>, ({ question: asked, answer }) => {
        expect(grade(asked, counting(asked, answer))).toEqual(grade(asked, answer));
      }),
      { numRuns: 50 },
    );
  });
});

/** Each step has a good choice and a bad one, and both lead on to the next. */
function steps(...ids: string[]) {
  return ids.map((id, index) => ({
    id,
    choices: [
      { id: 'good', quality: 2 },
      { id: 'bad', quality: 0 },
    ].map((choice) => ({ ...choice, leads: ids[index + 1] ?? null })),
  }));
}

function sampleOf<T extends QuestionType>(type: T, seed = 1): QuestionOf<T> {
  return fc.sample(anyOf[type].question as fc.Arbitrary<QuestionOf<T>>, { numRuns: 1, seed })[0]!;
}

describe('another key, by an answer in the question’s own form', () => {
  const types = questionTypes.filter((type) => type !== 'essay' && type !== 'branching');

  test.each(types)('%s: what earns everything under another key of the same question is the key once it is made so', (type) => {
    fc.assert(
      fc.property(anyWithAnswer(type) as fc.Arbitrary<{ question: Question; answer: string[] }>, fc.constantFrom('en', 'nl'), (any, language) => {
        const wish = { kind: 'key' as const, answer: any.answer, language: isTyped(any.question) ? language : null };
        const fault = correctionFault(any.question, wish, []);
        fc.pre(fault === null);
        const key = by('key', any.answer, any.question, wish.language);
        const after = withKey(any.question, [key]);
        const right = rightAnswer(after, language);
        expect(gradeCorrected(any.question, { answer: right, language }, [key])).toEqual(everything);
        // Everything that was given is in the key; a number without its unit still costs what that costs, and an asterisk is written `\*` in a key only.
        if (type !== 'numeric' && isComplete(any.question, any.answer) && !any.answer.join().includes('\\*'))
          expect(gradeCorrected(any.question, { answer: any.answer, language }, [key])).toEqual(everything);
        const other = language === 'en' ? 'nl' : 'en';
        if (type === 'shorttext' || type === 'gaptext') {
          const given = { answer: rightAnswer(any.question, other), language: other };
          expect(gradeCorrected(any.question, given, [key])).toEqual(everything);
        }
      }),
      // Few answers put all steps in an order.
      { numRuns: type === 'ordering' ? 20 : 100, maxSkipsPerRun: 1000 },
    );
  });

  test.each<[QuestionType, object, string[], string[], object]>([
    ['textlab', { phrases: ['p1', 'p2', 'p3'], change: ['p1'] }, ['p3', 'p2', 'own=Mine'], ['p2', 'p3'], { change: ['p2', 'p3'] }],
    [
      'gapmenu',
      { rows: ['g1', 'g2'], key: { g1: 'a', g2: 'b' }, choices: { g1: ['a', 'b'], g2: ['a', 'b'] } },
      ['g2=a'],
      ['g1=a', 'g2=a'],
      { key: { g1: 'a', g2: 'a' } },
    ],
    [
      'matching',
      { rows: ['i1', 'i2'], partners: ['p1', 'p2'], key: { i1: 'p1', i2: 'p2' } },
      ['i1=p2'],
      ['i1=p2', 'i2=p2'],
      { key: { i1: 'p2', i2: 'p2' } },
    ],
    [
      'categorising',
      { rows: ['i1', 'i2'], groups: ['a', 'b'], key: { i1: 'a', i2: 'b' } },
      ['i1=b', 'i2=a'],
      ['i1=b', 'i2=a'],
      { key: { i1: 'b', i2: 'a' } },
    ],
    [
      'ordering',
      { rows: ['s1', 's2', 's3'], key: { s1: '1', s2: '2', s3: '3' } },
      ['s1=3', 's2=1', 's3=2'],
      ['s2=1', 's3=2', 's1=3'],
      { rows: ['s2', 's3', 's1'] },
    ],
    [
      'kprim',
      { rows: ['a', 'b', 'c', 'd'], key: { a: 'true', b: 'true', c: 'true', d: 'true' } },
      ['b=false'],
      ['a=true', 'b=false', 'c=true', 'd=true'],
      { key: { b: 'false' } },
    ],
    [
      'scenario',
      {
        parts: [
          { id: 'x', type: 'single', options: ['a', 'b'], correct: ['a'] },
          { id: 'y', type: 'multiple', options: ['a', 'b'], correct: ['a'] },
        ],
      },
      ['y=a', 'y=b'],
      ['x=a', 'y=a', 'y=b'],
      { parts: [{ correct: ['a'] }, { correct: ['a', 'b'] }] },
    ],
  ])('%s', (type, own, answer, whole, expected) => {
    const asked = { ...question, options: undefined, correct: undefined, words: {}, ...own, type } as unknown as Question;
    const key = by('key', answer, asked);
    expect(correctionFault(asked, key, [])).toBeNull();
    expect(withKey(asked, [key])).toMatchObject(expected);
    expect(gradeCorrected(asked, { answer: whole, language: 'en' }, [])).not.toEqual(everything);
    expect(gradeCorrected(asked, { answer: whole, language: 'en' }, [key])).toEqual(everything);
  });

  test('an order that is not whole is no key', () => {
    const asked = { ...question, type: 'ordering', rows: ['s1', 's2', 's3'], key: { s1: '1', s2: '2', s3: '3' } } as unknown as Question;
    for (const answer of [['s1=2'], ['s1=1', 's2=1', 's3=2']])
      expect(correctionFault(asked, { kind: 'key', answer, language: null }, [])).toBe('key');
  });
});

describe('typed answers', () => {
  const accept = (...texts: [string, number][]) => ({ accept: texts.map(([text, share]) => ({ text, share, why: '-' })), otherwise: '' });
  const stem = { stem: 'Which?', case: null, exhibit: null };
  const word = (match: object = {}): Question =>
    ({
      ...question,
      type: 'shorttext',
      match: { case: false, accents: false, distance: 0, ...match },
      words: { en: { ...stem, ...accept(['plain words', 100], ['plain word', 0]) }, nl: { ...stem, ...accept(['klare taal', 100]) } },
    }) as unknown as Question;
  const gaps = {
    ...question,
    type: 'gaptext',
    gaps: [
      { id: 'who', case: false, accents: false, distance: 0 },
      { id: 'when', case: false, accents: false, distance: 0 },
    ],
    words: Object.fromEntries(
      ['en', 'nl'].map((language) => [
        language,
        { ...stem, text: '[[who]] [[when]]', gaps: { who: accept(['all', 100]), when: accept(['now', 100]) } },
      ]),
    ),
  } as unknown as Question;
  const length = {
    ...question,
    type: 'numeric',
    accept: [
      { id: 'exact', value: '1.5', tolerance: '0.05', relative: false, share: 100 },
      { id: 'near', value: '1.5', tolerance: '20', relative: true, share: 40 },
      { id: 'other', value: '9', tolerance: '0', relative: false, share: 20 },
    ],
    units: [
      { id: 'km', factor: '1' },
      { id: 'm', factor: '0.001' },
    ],
    unitCost: 25,
    words: Object.fromEntries(
      ['en', 'nl'].map((language) => [language, { ...stem, accept: {}, otherwise: '', units: { km: ['km'], m: ['m', 'metre'] }, unitWhy: '-' }]),
    ),
  } as unknown as Question;
  const earned = (of: Question, answer: string | string[], language: string, ...made: Correcting[]): number => {
    const { numerator, denominator } = gradeCorrected(of, { answer: [answer].flat(), language }, made);
    return numerator / denominator;
  };

  test.each<[string, object, string, string, number]>([
    ['capitals', {}, 'Easy Speech', 'easy SPEECH', 1],
    ['capitals where they matter', { case: true }, 'Easy Speech', 'easy SPEECH', 0],
    ['accents and blanks', {}, 'café', ' cafe ', 1],
    ['accents where they matter', { accents: true }, 'café', 'cafe', 0],
    ['an asterisk', {}, 'easy *', 'easy to read', 1],
    ['an asterisk that is not there', {}, 'easy', 'easy to read', 0],
    ['a slip', { distance: 1 }, 'readable', 'readible', 1],
    ['a slip where none is forgiven', {}, 'readable', 'readible', 0],
    ['a wrong answer that is listed', {}, 'plain word*', 'plain word', 0],
    ['the listed wrong answer itself', {}, 'plain word', 'plain word', 1],
  ])('are accepted as the question compares: %s', (_, match, accepted, given, points) => {
    const asked = word(match);
    expect(earned(asked, `text=${given}`, 'en')).toBe(0);
    expect(earned(asked, `text=${given}`, 'en', by('accept', [`text=${accepted}`], asked, 'en'))).toBe(points);
  });

  test('count in the language for which they were accepted; words that are missing are those of the first', () => {
    const asked = word();
    const made = by('accept', ['text=gewone taal'], asked, 'nl');
    expect(['en', 'nl', 'fr'].map((language) => earned(asked, 'text=Gewone taal', language, made))).toEqual([0, 1, 0]);
    const first = by('accept', ['text=easy'], asked, 'en');
    expect(['en', 'nl', 'fr'].map((language) => earned(asked, 'text=easy', language, first))).toEqual([1, 0, 1]);
  });

  test('a gap that is accepted counts beside what others hold', () => {
    const made = by('accept', ['who=everybody'], gaps, 'en');
    expect(earned(gaps, ['who=Everybody', 'when=now'], 'en', made)).toBe(1);
    expect(earned(gaps, ['who=everybody'], 'en', made)).toBe(0.5);
    expect(earned(gaps, ['who=everybody', 'when=now'], 'nl', made)).toBe(0.5);
  });

  test('another key of one language leaves the other alone', () => {
    const asked = word();
    const key = by('key', ['text=gewone taal'], asked, 'nl');
    expect(correctionFault(asked, key, [])).toBeNull();
    expect([
      earned(asked, 'text=gewone taal', 'nl', key),
      earned(asked, 'text=klare taal', 'nl', key),
      earned(asked, 'text=plain words', 'en', key),
    ]).toEqual([1, 0, 1]);
    const both = [key, by('key', ['text=easy'], asked, 'en')];
    expect([earned(asked, 'text=gewone taal', 'nl', ...both), earned(asked, 'text=easy', 'en', ...both)]).toEqual([1, 1]);
    expect(correctionFault(asked, { kind: 'key', answer: ['text=gewone *'], language: 'nl' }, [])).toBe('key');
    const gap = by('key', ['when=soon'], gaps, 'en');
    expect([earned(gaps, ['who=all', 'when=soon'], 'en', gap), earned(gaps, ['who=all', 'when=now'], 'en', gap)]).toEqual([1, 0.5]);
  });

  test('a number: its ranges move with it, in whichever unit and language it was typed', () => {
    const key = by('key', ['number=2.500 m'], length, 'nl');
    expect(withKey(length, [key])).toMatchObject({
      accept: [
        { id: 'exact', value: '2.5' },
        { id: 'near', value: '2.5' },
      ],
    });
    expect(['number=2.52 km', 'number=2.6 km', 'number=1.5 km', 'number=9 km'].map((answer) => earned(length, answer, 'en', key))).toEqual([
      1, 0.4, 0, 0,
    ]);
    expect(correctionFault(length, { kind: 'key', answer: ['number=3 miles'], language: 'en' }, [])).toBe('key');
    const more = by('accept', ['number=2,5 km'], length, 'nl');
    expect(['number=2500 m', 'number=2,50 km', 'number=1,5 km'].map((answer) => earned(length, answer, 'nl', more))).toEqual([1, 1, 1]);
    expect(earned(length, 'number=2.5 km', 'en', more)).toBe(0);
    // What the question cannot read is accepted as it was typed.
    expect(earned(length, 'number=3 miles', 'en', by('accept', ['number=3 miles'], length, 'en'))).toBe(1);
    expect(earned(length, 'number=2.5', 'en', by('accept', ['number=2.5'], length, 'en'))).toBe(1);
  });
});

test.each<[Score, boolean, Score, boolean, string]>([
  [{ numerator: 1, denominator: 1, max: 2 }, false, { numerator: 2, denominator: 1, max: 2 }, true, 'raised'],
  [{ numerator: 2, denominator: 1, max: 2 }, true, { numerator: 1, denominator: 1, max: 2 }, false, 'lowered'],
  [{ numerator: 1, denominator: 1, max: 2 }, false, { numerator: 2, denominator: 2, max: 2 }, false, 'same'],
  [{ numerator: 2, denominator: 1, max: 3 }, true, { numerator: 5, denominator: 2, max: 3 }, false, 'lowered'],
])('%j %s → %j %s: %s', (a, passedA, b, passedB, change) => {
  expect(changeOf({ score: a, passed: passedA }, { score: b, passed: passedB })).toBe(change);
});
