import { readCourses } from '../../src/catalogue/rules/read-courses.js';
import { rowCourses } from '../support/courses.js';
import { sample } from './row-types.js';

const quiz = 'library/m-shared/q-shared.quiz.yaml';
const words = 'library/m-shared/q-shared.quiz.en.yaml';

/** What is wrong after a change to one file, as `line: message`. */
function faults(file: string, from: string, to: string): string[] {
  const files = rowCourses();
  const before = files.get(file)!;
  const after = before.replace(from, to);
  if (after === before) throw new Error(`nothing to change: ${from}`);
  return readCourses(files.set(file, after)).problems.map(({ file: where, line, message }) => {
    expect([quiz, words]).toContain(where);
    return `${where === quiz ? 'quiz' : 'words'}:${line}: ${message}`;
  });
}

describe('questions of rows in the files', () => {
  it('are read without problems', () => expect(readCourses(rowCourses()).problems).toEqual([]));

  it('become what their files say', () => {
    expect(sample('matching')).toMatchObject({
      rows: ['parents', 'drivers', 'traders'],
      key: { parents: 'letter', drivers: 'sign', traders: 'visit' },
      partners: ['letter', 'sign', 'visit', 'poster'],
      words: { en: { items: { parents: { text: 'Parents of pupils at the school' } }, partners: { poster: 'A poster in the town hall' } } },
    });
    expect(sample('ordering')).toMatchObject({ rows: ['ask', 'write', 'test', 'send'], key: { ask: '1', send: '4' } });
    expect(sample('categorising')).toMatchObject({ groups: ['first', 'end'], key: { deadline: 'first', appeal: 'end' } });
    expect(sample('gapmenu')).toMatchObject({ key: { when: 'day', what: 'form' }, choices: { when: ['day', 'soon', 'due'] } });
    expect(sample('kprim')).toMatchObject({ rows: ['short', 'law', 'name', 'all'], key: { short: 'true', law: 'false' } });
  });

  it.each<[string, string, string, string, RegExp]>([
    ['a partner that there is not', quiz, 'drivers: sign', 'drivers: radio', /^quiz:8: "radio" at "drivers" is not one of the partners$/],
    ['an id for an item and a partner', quiz, 'partners: [letter', 'partners: [parents, letter', /^quiz:8: "parents" is an item and a partner/],
    [
      'one item alone',
      quiz,
      '{ parents: letter, drivers: sign, traders: visit }',
      '{ parents: letter }',
      /^quiz:8: .* has 2 to 10 items; this one has 1$/,
    ],
    ['an item that is no id', quiz, 'parents: letter', 'Parents: letter', /^quiz:8: "Parents" is not an id/],
    ['a partner twice', quiz, 'visit, poster]', 'visit, visit]', /^quiz:9: "visit" stands twice/],
    ['two steps', quiz, '[ask, write, test, send]', '[ask, write]', /^quiz:14: .* has 3 to 10 steps; this one has 2$/],
    ['six groups', quiz, '[first, end]', '[first, end, a, b, c, d]', /^quiz:19: .* has 2 to 5 groups; this one has 6$/],
    ['a group that there is not', quiz, 'desk: first', 'desk: third', /^quiz:20: "third" at "desk" is not one of the groups$/],
    ['a right choice that is none', quiz, 'correct: form', 'correct: paper', /^quiz:27: "paper" is not one of the choices at "what"$/],
    ['a gap with one choice', quiz, '[form, documents]', '[form]', /^quiz:27: .* 2 to 8 choices at "what"; this one has 1$/],
    ['a gap without its right choice', quiz, ', correct: form', '', /^quiz:27: "what" lacks "correct"$/],
    ['three statements', quiz, ', all: false', '', /^quiz:32: .* has 4 to 8 statements; this one has 3$/],
    ['a statement that is neither', quiz, 'law: false', 'law: perhaps', /^quiz:32: "law" must be true or false$/],
    ['a key of another type', quiz, 'statements: {', 'correct: [short]\n    statements: {', /^quiz:32: unknown key "correct"/],
    ['an item without words', words, '      drivers: {', '      divers: {', /^words:8: the words for item "drivers" of "q-pairs" are missing$/],
    [
      'a partner without words',
      words,
      '      poster: A poster in the town hall\n',
      '',
      /^words:12: the words for partner "poster" of "q-pairs" are missing$/,
    ],
    [
      'words for a partner that there is not',
      words,
      '      sign: A sign',
      '      radio: The radio\n      sign: A sign',
      /^words:14: "q-pairs" has no partner "radio"$/,
    ],
    [
      'two partners with one text',
      words,
      'A poster in the town hall',
      'a letter through the school',
      /^words:12: two of "q-pairs" have the same text/,
    ],
    [
      'two items with one text',
      words,
      'Drivers who cross the square',
      'parents of pupils at the school',
      /^words:8: two of "q-pairs" have the same text/,
    ],
    [
      'a partner that speaks of a place',
      words,
      'A poster in the town hall',
      'None of the above',
      /^words:16: partner "poster" speaks of another's place/,
    ],
    ['a step without a reason', words, ', why: After sending nothing can be mended.', '', /^words:23: "send" lacks "why"$/],
    ['two steps with one text', words, 'text: Send it', 'text: Let somebody read it aloud', /^words:19: two of "q-order" have the same text/],
    [
      'a group without words',
      words,
      '{ first: In the first lines, end: At the end }',
      '{ first: In the first lines }',
      /^words:26: the words for group "end"/,
    ],
    ['two groups with one text', words, 'end: At the end', 'end: In the first lines', /^words:26: two of "q-groups" have the same text/],
    ['a text without a gap', words, 'Bring [[what]] to', 'Bring it to', /^words:34: the gap \[\[what\]\] of "q-gaps" stands nowhere in the text/],
    ['a gap twice', words, 'Thank you <all>', 'Thank you [[when]]', /^words:34: the gap \[\[when\]\] of "q-gaps" stands 2 times in the text/],
    ['a gap that there is not', words, 'Thank you <all>', 'Thank you [[who]]', /^words:34: "q-gaps" has no gap "who"$/],
    [
      'a choice without words',
      words,
      ', documents: the required documents',
      '',
      /^words:43: the words for choice "documents" of "q-gaps" are missing$/,
    ],
    [
      'two choices with one text',
      words,
      'documents: the required documents',
      'documents: The yellow form',
      /^words:43: two of "q-gaps" have the same text/,
    ],
    ['a gap without a reason', words, '        why: With days one can plan.\n', '', /^words:39: "when" lacks "why"$/],
    ['a statement without a text', words, 'text: It names somebody who answers., ', '', /^words:50: "name" lacks "text"$/],
  ])('%s is a problem with its line', (_, file, from, to, wanted) => {
    const found = faults(file, from, to);
    expect(found).toEqual(expect.arrayContaining([expect.stringMatching(wanted)]));
  });
});
