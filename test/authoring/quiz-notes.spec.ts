import { usualSettings } from '../../src/catalogue/outline.js';
import { poolNotes } from '../../src/authoring/rules/quiz-notes.js';
import type { Question } from '../../src/questions/question.js';
import type { Choice } from '../../src/questions/types/choice.js';

type Texts = Record<string, string>;

const base = { lesson: 'l', objective: 'o', tags: [], difficulty: null, picture: null };
const wordsOf = (texts: Texts, situation: string | null = 'A letter') => ({
  stem: '?',
  case: situation,
  exhibit: null,
  options: Object.fromEntries(Object.entries(texts).map(([id, text]) => [id, { text, why: '.' }])),
});

/** A single-choice question; `right` of the options a to d, and their texts per language. */
const single = (right: string, languages: Record<string, Texts> = {}): Choice => ({
  ...base,
  id: `q-${right}`,
  type: 'single',
  options: ['a', 'b', 'c', 'd'],
  correct: [right],
  words: Object.fromEntries(Object.entries(languages).map(([language, texts]) => [language, wordsOf(texts)])),
});
const multiple = (...right: string[]): Question => ({ ...single('a'), type: 'multiple', correct: right }) as Question;
const truth = (correct: boolean): Question => ({
  ...base,
  id: 'q-t',
  type: 'truefalse',
  options: ['true', 'false'],
  correct: [String(correct)],
  words: {},
});

function notesOf(questions: Question[]): string[] {
  const quiz = {
    kind: 'quiz' as const,
    id: 'q',
    minutes: 5,
    draw: 1,
    draws: [],
    settings: usualSettings,
    questions,
    always: [],
    words: { en: { title: 'Quiz' }, nl: { title: 'Toets' } },
  };
  const module = { id: 'm', code: 'M', source: 'en', for: [], objectives: ['o'], words: {}, items: [quiz] };
  return poolNotes([{ module, folder: 'library/m', used: true }]).map(({ file, line, message }) => `${file}:${line}: ${message}`);
}
const pool = (...rights: string[]): Question[] => rights.map((right) => single(right));

describe('places of right answers', () => {
  it.each<[string, Question[], string[]]>([
    ['spread', pool('a', 'b', 'c', 'd', 'b'), []],
    ['60 % in one place are not more than 60 %', pool('b', 'b', 'b', 'a', 'c'), []],
    ['more than 60 %', pool('b', 'b', 'b', 'c'), ['library/m/q.quiz.yaml:1: 3 of 4 right answers stand in second place; spread them']],
    ['a pool that is too small to tell', pool('b', 'b', 'b'), []],
    [
      'several right answers count one by one',
      [...pool('a', 'a', 'a'), multiple('a', 'b')],
      ['library/m/q.quiz.yaml:1: 4 of 5 right answers stand in first place; spread them'],
    ],
    ['statements are counted by themselves', [...pool('a', 'b', 'c', 'd'), truth(true), truth(true), truth(false), truth(false)], []],
    [
      'statements that are nearly all true',
      [truth(true), truth(true), truth(true), truth(false)],
      ['library/m/q.quiz.yaml:1: 3 of 4 statements are true; mix them'],
    ],
    ['… or false', [truth(false), truth(false), truth(false), truth(false)], ['library/m/q.quiz.yaml:1: 4 of 4 statements are false; mix them']],
    ['no questions', [], []],
  ])('%s', (_, questions, expected) => expect(notesOf(questions)).toEqual(expected));
});

describe('lengths of right answers', () => {
  const even = { a: 'four', b: 'five', c: 'nine', d: 'zero' };
  const long = (right: string): Texts => ({ ...even, [right]: 'far longer' });
  const rights = ['a', 'b', 'c', 'd'];
  const questions = (english: (right: string) => Texts, dutch: (right: string) => Texts): Question[] =>
    rights.map((right) => single(right, { en: english(right), nl: dutch(right) }));
  const first = (count: number) => (right: string) => (rights.indexOf(right) < count ? long(right) : even);

  it.each<[string, Question[], string[]]>([
    [
      'of one length',
      questions(
        () => even,
        () => even,
      ),
      [],
    ],
    ['the longest in half of the questions', questions(first(2), () => even), []],
    [
      'the longest in more than half',
      questions(first(3), () => even),
      ['library/m/q.quiz.en.yaml:1: the right answer is the longest in 3 of 4 single-choice questions: q-a, q-b, q-c'],
    ],
    [
      'the longest in one language only',
      questions(() => even, first(4)),
      ['library/m/q.quiz.nl.yaml:1: the right answer is the longest in 4 of 4 single-choice questions: q-a, q-b, q-c, q-d'],
    ],
    [
      'as long as another',
      questions(
        (right) => ({ ...long(right), [right === 'a' ? 'b' : 'a']: 'far longer' }),
        () => even,
      ),
      [],
    ],
    ['questions of other kinds do not count', questions(long, () => even).map((question) => ({ ...question, type: 'multiple' }) as Question), []],
  ])('%s', (_, asked, expected) => expect(notesOf(asked)).toEqual(expected));
});

describe('questions in a case', () => {
  const asked = (...cases: (string | null)[]): Question[] =>
    cases.map((situation, index) => ({
      ...single('abcd'[index % 4]!),
      words: { en: wordsOf({ a: 'one', b: 'two', c: 'six', d: 'ten' }, situation) },
    }));
  it.each<[string, Question[], string[]]>([
    ['half of them', asked('A letter', null, 'A call', null), []],
    ['fewer', asked('A letter', null, null, null), ['library/m/q.quiz.en.yaml:1: only 1 of 4 questions sit in a case; at least half of them should']],
    ['a pool that is too small to tell', asked(null, null, null), []],
    ['a picture is a case too', [...asked('A letter', null, null), pictured(asked(null)[0]!)], []],
  ])('%s', (_, questions, expected) => expect(notesOf(questions)).toEqual(expected));
});

function pictured(question: Question): Question {
  return { ...question, picture: { id: 'p', hash: '', drawing: { viewBox: '0 0 360 10', parts: [] }, words: {} } };
}

describe('a scenario', () => {
  const texts = { a: 'far longer', b: 'five', c: 'nine', d: 'zero' };
  const parts = ['one', 'two', 'three', 'four'].map((id) => ({ id, type: 'single' as const, options: ['a', 'b', 'c', 'd'], correct: ['a'] }));
  const { options, ...stem } = wordsOf(texts, 'A letter');
  const scenario: Question = {
    ...base,
    id: 'q-x',
    type: 'scenario',
    parts,
    words: { en: { ...stem, parts: Object.fromEntries(parts.map(({ id }) => [id, { stem: '?', options }])) } },
  };
  it('has its parts looked at, each as the choice that it is', () =>
    expect(notesOf([scenario])).toEqual([
      'library/m/q.quiz.yaml:1: 4 of 4 right answers stand in first place; spread them',
      'library/m/q.quiz.en.yaml:1: the right answer is the longest in 4 of 4 single-choice questions: q-x (one), q-x (two), q-x (three), q-x (four)',
    ]));
});
