import { readCourses } from '../../src/catalogue/rules/read-courses.js';
import { typedCourses, wholeCourses } from '../support/courses.js';

const key = 'library/m-shared/q-shared.quiz.yaml';
const words = 'library/m-shared/q-shared.quiz.en.yaml';

/** What is said once `from` is `to`. */
function said(path: string, from: string, to: string): string[] {
  const files = typedCourses();
  const text = files.get(path)!.replace(from, to);
  expect(text).not.toBe(files.get(path));
  return readCourses(files.set(path, text)).problems.map(({ file, message }) => {
    expect(file).toBe(file.startsWith('library/m-shared/q-shared.quiz') ? file : path);
    return message;
  });
}

describe('what a schema cannot see, the import says', () => {
  it.each<[string, string, string, string, RegExp]>([
    ['an answer that would fit anything', words, '{ text: parents,', '{ text: "* ?",', /at least one letter or digit/],
    ['two answers that are the same', words, 'text: mother and father', 'text: PARENTS', /stands twice: with these settings/],
    ['no right answer written out', words, '{ text: parents,', '{ text: parent*,', /must be written out/],
    ['a share between the steps', words, 'share: 50, why: Not every', 'share: 51, why: Not every', /steps of 5/],
    ['a gap that the text lacks', words, '[[who]]', 'all', /the text lacks the gap \[\[who\]\]/],
    ['a gap twice in the text', words, '[[when]]', '[[when]] [[when]]', /stands 2 times/],
    ['a gap that there is not', words, '[[when]]', '[[when]] [[where]]', /has no gap "where"/],
    [
      'the words of a gap missing',
      words,
      '      when:\n        accept:',
      '      whence:\n        accept:',
      /words for gap "when" of "q-gaps" are missing/,
    ],
    ['a gap twice', key, '- { id: when, distance: 2 }', '- { id: who }', /"who" stands twice in "gaps"/],
    ['a range twice', key, 'id: near', 'id: exact', /"exact" stands twice/],
    ['a number of YAML that is no decimal', key, 'value: 1.5, tolerance', 'value: 15e-1, tolerance', /"15e-1" is not a decimal/],
    ['a first unit that is not one', key, '{ id: km, factor: 1 }', '{ id: km, factor: 1.01 }', /its factor is 1, not 1.01/],
    ['a unit of no size', key, 'factor: 0.001', 'factor: 0.0', /must be above nothing/],
    ['a name for two units', words, 'm: [m, metre, metres]', 'm: [m, km]', /"km" stands for two units/],
    ['a level twice', key, '{ id: partly, points: 1 }', '{ id: fully, points: 1 }', /"fully" stands twice/],
    ['two levels that earn the same', key, '{ id: partly, points: 1 }', '{ id: partly, points: 2 }', /two levels earn the same/],
    ['a rubric of too many points', key, '{ id: fully, points: 2 }', '{ id: fully, points: 16 }', /at most 16 points; this one gives 17/],
    ['a criterion twice', key, '- id: kind', '- id: clear', /"clear" stands twice in "rubric"/],
    [
      'the words of a level missing',
      words,
      'warm: It speaks to the reader.',
      'hot: It speaks to the reader.',
      /words for level "warm" of "kind" are missing/,
    ],
  ])('%s', (_, path, from, to, message) => expect(said(path, from, to).join('\n')).toMatch(message));

  it('a translation accepts answers of its own, but has the same gaps, ranges, units and levels', () => {
    const dutch = 'library/m-shared/q-shared.quiz.nl.yaml';
    expect(said(dutch, 'accept: [{ text: ouders,', 'accept: [{ text: verzorgers,')).toEqual([]);
    expect(said(dutch, ' [[who]]', '').join()).toMatch(/lacks the gap/);
    expect(said(dutch, '      m: [m, meter]\n', '').join()).toMatch(/words for the unit "m" are missing/);
  });

  it('nobody marks in the self-check', () => {
    const files = wholeCourses();
    const path = 'handbook/self-check.quiz.yaml';
    const rubric = 'rubric: [{ id: a, levels: [{ id: b, points: 0 }, { id: c, points: 1 }] }]';
    const text = files.get(path)!.replace('type: truefalse', 'type: essay').replace('correct: false', rubric);
    expect(readCourses(files.set(path, text)).problems.map(({ message }) => message)).toContain(
      'nobody marks the answers here, so a question of the type "essay" cannot be asked',
    );
  });
});
