import { Library } from '../../src/catalogue/rules/library.js';
import { readCourses } from '../../src/catalogue/rules/read-courses.js';
import { readProgramme } from '../../src/catalogue/rules/read-programme.js';
import type { Question } from '../../src/questions/question.js';
import { questionVersion } from '../../src/questions/rules/version.js';
import { caseCourses, wholeCourses } from '../support/courses.js';

const quiz = 'library/m-shared/q-shared.quiz.yaml';
const words = 'library/m-shared/q-shared.quiz.en.yaml';
const theText = /    exhibit: The letter\n    case: \|\n.*\n/;

type Change = [file: string, from: string | RegExp, to: string];

function changed(files: Map<string, string>, ...changes: Change[]): Map<string, string> {
  for (const [file, from, to] of changes) {
    const text = files.get(file)!.replace(from, to);
    expect([file, text]).not.toEqual([file, files.get(file)]);
    files.set(file, text);
  }
  return files;
}
const problemsOf = (files: Map<string, string>): string[] =>
  readCourses(files).problems.map(({ file, line, message }) => `${file}:${line}: ${message}`);
const scenarioOf = (files: Map<string, string>): Question =>
  readProgramme(files, 'small')
    .outline!.modules.flatMap(({ items }) => items)
    .flatMap((item) => (item.kind === 'quiz' ? item.questions : []))
    .find(({ type }) => type === 'scenario')!;

describe('the picture of a question', () => {
  it('belongs to it, with its words in every language that it has', () => {
    const { picture } = scenarioOf(caseCourses());
    expect(Object.entries(picture!.words).map(([language, { title }]) => [language, title])).toEqual([
      ['en', 'How the letter is built'],
      ['nl', 'Hoe de brief is opgebouwd'],
    ]);
  });

  it('stands for the text of a scenario, and a heading may stand above it', () => {
    expect(problemsOf(changed(caseCourses(), [words, theText, '']))).toEqual([]);
    expect(problemsOf(changed(caseCourses(), [words, /    case: \|\n.*\n/, '']))).toEqual([]);
  });

  it('is the same version of the question: what is asked and what is right stay', () => {
    const without = scenarioOf(changed(caseCourses(), [quiz, '    picture: letter-order\n', '']));
    expect(without.picture).toBeNull();
    expect(questionVersion(without)).toBe(questionVersion(scenarioOf(caseCourses())));
  });

  it.each<[string, Change[], string[]]>([
    [
      'no such picture',
      [[quiz, 'letter-order', 'letter-odor']],
      [
        'pictures/letter-order.en.yaml:1: nothing refers to this file; is its name right?',
        'pictures/letter-order.nl.yaml:1: nothing refers to this file; is its name right?',
        'pictures/letter-order.svg:1: nothing refers to this file; is its name right?',
        `${quiz}:8: there is no picture "letter-odor": pictures/letter-odor.svg is missing`,
      ],
    ],
    ['a name that is no id', [[quiz, 'picture: letter-order', 'picture: "Letter order"']], [`${quiz}:8: "Letter order" is not an id`]],
    [
      'a scenario without text and picture',
      [
        [quiz, '    picture: letter-order\n', ''],
        [words, theText, ''],
      ],
      [`${words}:3: a scenario has a "case", the text that its parts ask about, or in the structure file a "picture", or both`],
    ],
    [
      'a heading of nothing',
      [
        [quiz, '    picture: letter-order\n', ''],
        [words, /    case: \|\n.*\n/, ''],
      ],
      [`${words}:4: "exhibit" is the heading of "case", which is missing`],
    ],
  ])('is said to be wrong: %s', (_, changes, said) => {
    const found = problemsOf(changed(caseCourses(), ...changes));
    for (const sentence of said) expect(found.find((problem) => problem.startsWith(sentence))).toBeDefined();
  });

  it.each([
    [['small'], ['small']],
    [
      ['small', 'small-too'],
      ['small', 'small-too'],
    ],
  ])('of own questions of %j belongs to no other programme', (programmes, holders) => {
    const files = wholeCourses();
    const overlay = 'programmes/small/overlay/m-shared/overlay';
    changed(files, [`${overlay}.yaml`, /  objective: .*\n/, '$&  picture: of-this-town\n']);
    for (const ending of ['svg', 'en.yaml']) files.set(`pictures/of-this-town.${ending}`, files.get(`pictures/two-readers.${ending}`)!);
    for (const other of programmes.slice(1)) {
      files.set(`programmes/${other}/overlay/m-shared/overlay.yaml`, files.get(`${overlay}.yaml`)!.replace('q-own', 'q-other'));
      files.set(`programmes/${other}/overlay/m-shared/overlay.en.yaml`, files.get(`${overlay}.en.yaml`)!);
    }
    expect(problemsOf(files)).toEqual([]);
    // Both have the shared module from one library.
    const library = new Library(files);
    const read = ['small', 'small-too'].map((id) => [id, readProgramme(files, id, library)] as const);
    expect(read.flatMap(([id, { outline }]) => (outline!.pictures['of-this-town'] ? [id] : []))).toEqual(holders);
    expect(read.flatMap(([id, { manifest }]) => ('pictures/of-this-town.svg' in manifest ? [id] : []))).toEqual(holders);
  });

  it('is read again from the files of its programme alone', () => {
    const { manifest } = readProgramme(caseCourses(), 'small');
    const alone = new Map([...caseCourses()].filter(([file]) => file in manifest));
    expect(scenarioOf(alone).picture?.id).toBe('letter-order');
  });
});
