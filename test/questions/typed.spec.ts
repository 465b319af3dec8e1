import fc from 'fast-check';
import { readCourses } from '../../src/catalogue/rules/read-courses.js';
import type { Question, QuestionOf, QuestionType } from '../../src/questions/question.js';
import {
  explain,
  grade,
  isAnswer,
  isComplete,
  isMark,
  needsMark,
  pointsOfMark,
  rightAnswer,
  sumOf,
  type Fraction,
} from '../../src/questions/rules/grade.js';
import { share } from '../../src/questions/rules/fraction.js';
import { tryAnswers } from '../../src/questions/rules/try.js';
import { piecesOfText } from '../../src/questions/types/gaptext.js';
import { essayMax, wordCount } from '../../src/questions/types/essay.js';
import { typedCourses } from '../support/courses.js';

const read = readCourses(typedCourses());
const quiz = read.programmes.flatMap(({ outline }) => outline.modules.flatMap(({ items }) => items)).find((item) => item.id === 'q-shared');
const questions: Question[] = quiz?.kind === 'quiz' ? quiz.questions : [];
const of = <T extends QuestionType>(type: T, id?: string) =>
  questions.find((question): question is QuestionOf<T> => question.type === type && (!id || question.id === id))!;
const [word, gaps, length, essay] = [of('shorttext'), of('gaptext'), of('numeric'), of('essay', 'q-essay')];
const points = ({ numerator, denominator }: Fraction): string => (denominator === 1 ? String(numerator) : `${numerator}/${denominator}`);

it('the courses with typed answers have no problem', () => {
  expect(read.problems).toEqual([]);
  expect(questions.map(({ type }) => type)).toEqual(['shorttext', 'gaptext', 'numeric', 'essay', 'essay']);
});

describe('some words', () => {
  it.each<[string, string, string, string, string]>([
    ['Plain language', 'en', '1', 'right', 'This is the usual name.'],
    ['plain langauge', 'en', '1', 'right', 'This is the usual name.'],
    ['plain words', 'en', '1/2', 'partly', 'Plain is right; the second word says of what.'],
    ['simple langage', 'en', '1/2', 'partly', 'Nearly; simple is more than plain asks for.'],
    ['plane language', 'en', '0', 'wrong', 'A plane flies.'],
    ['grammar', 'en', '0', 'wrong', 'Think of a meadow without hills.'],
    ['klare taal', 'en', '0', 'wrong', 'Think of a meadow without hills.'],
    ['klare taal', 'nl', '1', 'right', 'Zo heet het.'],
    ['plain language', 'nl', '0', 'wrong', ''],
    ['plain language', 'fr', '1', 'right', 'This is the usual name.'], // shown in the first language that there is
  ])('%s in %s', (given, language, earned, verdict, why) => {
    const answer = [`text=${given}`];
    expect(points(grade(word, answer, language))).toBe(earned);
    const said = explain(word, answer, word.words.nl!, language);
    expect(said.verdict).toBe(verdict);
    expect(said.parts).toEqual([expect.objectContaining({ id: 'text', given, why, wanted: language === 'nl' ? 'klare taal' : 'plain language' })]);
  });

  it.each<[string[], boolean, boolean]>([
    [[], true, false],
    [['text=  '], true, false],
    [['text=a'], true, true],
    [['text=a=b'], true, true],
    [['text=a', 'text=b'], false, true],
    [['other=a'], false, false],
    [[`text=${'a'.repeat(201)}`], false, true],
  ])('what can be kept (%#)', (answer, fits, whole) => {
    expect(isAnswer(word, answer)).toBe(fits);
    if (fits) expect(isComplete(word, answer)).toBe(whole);
    if (!whole && fits) expect(explain(word, answer, word.words.en!).verdict).toBe('empty');
  });
});

describe('a text with gaps', () => {
  it.each<[string[], string, string, string, string[]]>([
    [['who=Parents', 'when=1 september'], 'en', '1', 'right', ['right', 'right']],
    [['who=parents'], 'en', '1/2', 'partly', ['right', 'missed']],
    [['who=mother and father'], 'en', '1/4', 'partly', ['partly', 'missed']],
    [['who=teachers', 'when=2 September'], 'en', '0', 'wrong', ['wrong', 'wrong']],
    [['when=Micheal mas'], 'en', '1/2', 'partly', ['missed', 'right']],
    [['who=Ouders', 'when=1 September'], 'nl', '1', 'right', ['right', 'right']],
    [['who=parents'], 'nl', '0', 'wrong', ['wrong', 'missed']],
    [[], 'en', '0', 'empty', ['missed', 'missed']],
  ])('%j in %s', (answer, language, earned, verdict, states) => {
    expect(points(grade(gaps, answer, language))).toBe(earned);
    const said = explain(gaps, answer, gaps.words.en!, language);
    expect([said.verdict, said.parts.map(({ state }) => state)]).toEqual([verdict, states]);
  });

  it('one more right gap never costs, and the order of the answer does not matter', () =>
    fc.assert(
      fc.property(fc.constantFrom('parents', 'mother and father', 'x', ''), fc.constantFrom('1 September', 'x', ''), (who, when) => {
        const worth = (answer: string[]): number => grade(gaps, answer).numerator / grade(gaps, answer).denominator;
        const answer = [`who=${who}`, `when=${when}`];
        expect(worth(answer)).toBe(worth([...answer].reverse()));
        expect(worth([answer[0]!, 'when=1 September'])).toBeGreaterThanOrEqual(worth(answer));
        expect(worth(answer)).toBe(worth([answer[0]!]) + worth([answer[1]!]));
      }),
    ));

  it('is taken apart without losing a sign', () => {
    expect(piecesOfText('a [[b]] c [[not an id]] [[d]]')).toEqual([
      { text: 'a ' },
      { gap: 'b' },
      { text: ' c [[not an id]]' },
      { text: ' ' },
      { gap: 'd' },
    ]);
    expect(piecesOfText(']] [[')).toEqual([{ text: ']] [[' }]);
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('[[', ']]', 'a', ' ', '\n') }), (text) =>
        expect(
          piecesOfText(text)
            .map((piece) => ('gap' in piece ? `[[${piece.gap}]]` : piece.text))
            .join('')
            .replace(/\s/g, ''),
        ).toBe(text.replace(/\s/g, '')),
      ),
    );
  });

  it.each<[string[], boolean]>([
    [['who=a', 'when=b'], true],
    [['who=a', 'who=b'], false],
    [['who'], false],
    [['where=a'], false],
  ])('what can be kept (%#)', (answer, fits) => expect(isAnswer(gaps, answer)).toBe(fits));
});

describe('a number', () => {
  it.each<[string, string, string, string[]]>([
    ['1.5 km', 'en', '1', ['right', 'right']],
    ['1,5 km', 'nl', '1', ['right', 'right']],
    ['1500 m', 'en', '1', ['right', 'right']],
    ['1,500 metres', 'en', '1', ['right', 'right']],
    ['1.500 m', 'nl', '1', ['right', 'right']],
    ['1.45 kilometre', 'en', '1', ['right', 'right']],
    ['1.449999999999999999 km', 'en', '2/5', ['partly', 'right']],
    ['1.8 km', 'en', '2/5', ['partly', 'right']],
    ['1.8000000000000000001 km', 'en', '0', ['wrong']],
    ['1.5', 'en', '3/4', ['right', 'missed']], // the unit costs a quarter
    ['1.5 miles', 'en', '3/4', ['right', 'wrong']],
    ['1.5 m', 'en', '3/4', ['right', 'wrong']],
    ['1.8 m', 'en', '3/10', ['partly', 'wrong']], // 40 % less a quarter
    ['1.5 KM', 'en', '3/4', ['right', 'wrong']], // units keep their capitals
    ['-1.5 km', 'en', '0', ['wrong']],
    ['far', 'en', '0', ['wrong']],
    ['', 'en', '0', ['missed']],
  ])('%s in %s', (given, language, earned, states) => {
    const answer = given ? [`number=${given}`] : [];
    expect(points(grade(length, answer, language))).toBe(earned);
    expect(explain(length, answer, length.words.en!, language).parts.map(({ state }) => state)).toEqual(states);
  });

  it('says what was wanted as the language writes it', () => {
    expect(explain(length, ['number=3 km'], length.words.nl!, 'nl').parts[0]).toMatchObject({ wanted: '1,5 km', why: '' });
    expect(explain(length, ['number=3 km'], length.words.en!, 'en').parts[0]).toMatchObject({
      wanted: '1.5 km',
      why: 'Look at the scale of the map.',
    });
    expect(explain(length, ['number=1.5'], length.words.en!, 'en').parts[1]).toMatchObject({
      wanted: 'km',
      why: 'A number without its unit could be anything.',
    });
  });

  it('the nearer never earns less', () =>
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4000 }), fc.integer({ min: 0, max: 4000 }), (a, b) => {
        const [near, far] = [a, b].sort((x, y) => Math.abs(x - 1500) - Math.abs(y - 1500));
        const worth = (metres: number): number => {
          const { numerator, denominator } = grade(length, [`number=${metres} m`]);
          return numerator / denominator;
        };
        expect(worth(near!)).toBeGreaterThanOrEqual(worth(far!));
      }),
    ));

  it('without a unit asked for, a number with one is none', () => {
    const bare = { ...length, units: [] };
    expect(points(grade(bare, ['number=1.5']))).toBe('1');
    expect(points(grade(bare, ['number=1.5 million']))).toBe('0');
  });
});

describe('a text that a trainer marks', () => {
  const answer = ['text=You can get your passport\nnext door.'];
  const mark = (clear: string, kind: string) => ({ criteria: { clear, kind }, comment: 'Good.' });
  it('earns nothing by itself, and waits', () => {
    expect(points(grade(essay, answer))).toBe('0');
    expect(needsMark(essay, answer)).toBe(true);
    expect(explain(essay, answer, essay.words.en!)).toMatchObject({
      verdict: 'waiting',
      parts: [{ given: 'You can get your passport\nnext door.' }],
    });
    for (const empty of [[], ['text= \n']]) {
      expect(needsMark(essay, empty)).toBe(false);
      expect(explain(essay, empty, essay.words.en!).verdict).toBe('empty');
    }
    expect(needsMark(word, ['text=a'])).toBe(false);
  });
  it.each<[string, string, string, string]>([
    ['fully', 'warm', '1', 'right'],
    ['fully', 'cold', '2/3', 'partly'],
    ['partly', 'cold', '1/3', 'partly'],
    ['not-yet', 'cold', '0', 'wrong'],
  ])('%s and %s', (clear, kind, earned, verdict) => {
    expect(points(pointsOfMark(essay, mark(clear, kind)))).toBe(earned);
    expect(explain(essay, answer, essay.words.nl!, 'en', mark(clear, kind))).toMatchObject({
      verdict,
      parts: [
        { id: 'clear', given: clear, why: essay.words.nl!.criteria.clear!.levels[clear] },
        { id: 'kind', given: kind },
      ],
    });
  });
  it.each([
    [{ clear: 'fully', kind: 'warm' }, true],
    [{ clear: 'fully' }, false],
    [{ clear: 'fully', kind: 'hot' }, false],
    [{ clear: 'fully', kind: 'warm', more: 'x' }, false],
  ])('what is a mark (%#)', (criteria, whole) => expect(isMark(essay, criteria as Record<string, string>)).toBe(whole));
  it('a higher level never earns less', () => {
    for (const kind of ['cold', 'warm']) {
      const worth = ['not-yet', 'partly', 'fully']
        .map((clear) => pointsOfMark(essay, mark(clear, kind)))
        .map(({ numerator, denominator }) => numerator / denominator);
      expect(worth).toEqual([...worth].sort((a, b) => a - b));
    }
    expect(essayMax(essay)).toBe(3);
  });
  it('is left out where nobody reads it', () => {
    expect(tryAnswers(questions, { 'q-word': ['text=plain language'], 'q-essay': answer }).score).toEqual({ numerator: 1, denominator: 1, max: 3 });
  });
  it('counts words', () => expect(wordCount(' One – two,\n3 & four. ')).toBe(4));
});

describe('whatever the type and the answer', () => {
  const anything = fc.array(
    fc
      .tuple(fc.constantFrom('text', 'number', 'who', 'when', 'x'), fc.string({ unit: 'grapheme', maxLength: 40 }))
      .map(([id, given]) => `${id}=${given}`),
    { maxLength: 3 },
  );
  it('points lie from 0 to 1 and their parts stay small', () =>
    fc.assert(
      fc.property(fc.constantFrom(...questions), anything, fc.constantFrom('en', 'nl'), (question, answer, language) => {
        const { numerator, denominator } = grade(question, answer, language);
        expect(numerator).toBeGreaterThanOrEqual(0);
        expect(numerator).toBeLessThanOrEqual(denominator);
        expect(400 % denominator).toBe(0);
        explain(question, answer, question.words[language]!, language);
      }),
    ));
  it('the right answer can be kept and earns everything, in every language', () => {
    for (const question of [word, gaps, length])
      for (const language of ['en', 'nl', 'fr']) {
        const right = rightAnswer(question, language);
        expect(isAnswer(question, right) && isComplete(question, right)).toBe(true);
        expect(points(grade(question, right, language))).toBe('1');
        expect(explain(question, right, question.words.en!, language).verdict).toBe('right');
      }
  });
});

describe('the points of an attempt', () => {
  // Shares go in steps of 5 %, a cost of the unit too; texts have at most 10 gaps, choices 8 options, rubrics 16 points. A scenario is the
  // mean of up to 5 choices, a case the share of up to 12 steps in halves.
  const upTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);
  const denominators = [
    ...upTo(16),
    ...upTo(10).map((gaps) => 20 * gaps),
    400,
    ...upTo(5).flatMap((parts) => upTo(8).map((options) => parts * options)),
    ...upTo(12).map((steps) => 2 * steps),
  ];
  it('fit into their columns, whatever two hundred questions earn', () => {
    const common = denominators.reduce((a, b) => (a * b) / gcd(a, b), 1);
    expect(common * 200).toBeLessThan(2 ** 31);
  });
  it('are the same in whichever order they are added', () =>
    fc.assert(
      fc.property(
        fc.array(
          fc.constantFrom(...denominators).chain((denominator) => fc.integer({ min: 0, max: denominator }).map((count) => share(count, denominator))),
          { maxLength: 60 },
        ),
        (earned) => {
          const sum = sumOf(earned);
          expect(sumOf([...earned].reverse())).toEqual(sum);
          expect(sum.numerator).toBeLessThanOrEqual(sum.max * sum.denominator);
          expect(Number.isSafeInteger(sum.numerator) && sum.numerator < 2 ** 31).toBe(true);
        },
      ),
    ));
});

const gcd = (a: number, b: number): number => (b ? gcd(b, a % b) : a);
