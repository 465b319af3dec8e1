import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import Ajv, { type ValidateFunction } from 'ajv/dist/2020.js';
import { parse, stringify } from 'yaml';
import { readCourses } from '../../src/catalogue/rules/read-courses.js';
import { readCourseFolder } from '../../src/authoring/course-files.js';
import { questionTypes } from '../../src/questions/rules/kinds.js';
import { anyQuestion } from '../support/any-question.js';
import { filesOf } from '../support/question-files.js';
import { caseCourses, rowCourses, typedCourses, wholeCourses } from '../support/courses.js';
import { root } from '../architecture/source.js';

const folder = join(root, 'courses');
/** Schema → pattern of files, as an editor is told them. */
const associations = Object.entries(
  (JSON.parse(readFileSync(join(folder, '.vscode/settings.json'), 'utf8')) as { 'yaml.schemas': Record<string, string> })['yaml.schemas'],
);
const matches = (pattern: string, path: string): boolean =>
  new RegExp(
    `^${pattern
      .replace(/[.]/g, '\\.')
      .replace(/\?/g, '[a-z]')
      .replace(/\*\*\/|\*/g, (stars) => (stars === '*' ? '[^/]*' : '(.+/)?'))}$`,
  ).test(path);

const validators = new Map<string, ValidateFunction>(
  associations.map(([schema]) => [
    schema,
    new Ajv({ allErrors: true, strictTypes: false, strictRequired: false }).compile(JSON.parse(readFileSync(join(folder, schema), 'utf8')) as object),
  ]),
);

function faults(path: string, text: string): string[] {
  const schemas = associations.filter(([, pattern]) => matches(pattern, path)).map(([schema]) => schema);
  if (schemas.length !== 1) return [`${path} has ${schemas.length} schemas`];
  const validate = validators.get(schemas[0]!)!;
  return validate(parse(text)) ? [] : (validate.errors ?? []).map((error) => `${path}${error.instancePath}: ${error.message}`);
}
const yamlOf = (files: ReadonlyMap<string, string>) => [...files].filter(([path]) => path.endsWith('.yaml'));

const quiz = 'library/m-shared/q-shared.quiz.yaml';
const words = 'library/m-shared/q-shared.quiz.en.yaml';

describe('the schemas for editors', () => {
  it('accept every file that ships, each by exactly one schema', async () => {
    const { files } = await readCourseFolder(folder);
    expect(yamlOf(files).length).toBeGreaterThan(250);
    expect(yamlOf(files).flatMap(([path, text]) => faults(path, text))).toEqual([]);
  });

  it.each([
    ['the small courses', wholeCourses],
    ['those with cases', caseCourses],
    ['those with rows', rowCourses],
    ['those with typed answers', typedCourses],
  ])('accept what the import accepts: %s', (_, courses) => {
    expect(readCourses(courses()).problems).toEqual([]);
    expect(yamlOf(courses()).flatMap(([path, text]) => faults(path, text))).toEqual([]);
  });

  // What the reader makes of the same files: questions/every-type. A type that a schema does not know fails here.
  it.each(questionTypes)('accept any question of the type %s, and none with a key that there is not', (type) =>
    fc.assert(
      fc.property(anyQuestion(type), (question) => {
        const { structure, words: inLanguages } = filesOf(question);
        const holders: [string, object, (entry: object) => object][] = [
          ['library/m/q.quiz.yaml', structure, (entry) => ({ id: 'q', draw: 1, questions: [entry] })],
          ['programmes/p/overlay/m/overlay.yaml', structure, (entry) => ({ module: 'm', question: entry })],
          ['library/m/q.quiz.en.yaml', inLanguages.en!, (entry) => ({ title: 'Q', questions: { q: entry } })],
          ['programmes/p/overlay/m/overlay.en.yaml', inLanguages.en!, (entry) => ({ situation: { title: 'S', text: 'T' }, question: entry })],
        ];
        for (const [file, entry, holding] of holders) {
          expect(faults(file, stringify(holding(entry)))).toEqual([]);
          expect(faults(file, stringify(holding({ ...entry, zebra: 'z' })))).not.toEqual([]);
        }
      }),
      { numRuns: 25 },
    ),
  );

  it.each([
    'mode: practice',
    'mode: test\nlayout: all',
    'attempts: unlimited\ncounts: average\nwait: 24\ntime: 20\ngrace: 0',
    'attempts: 3\nshow: { answers: after, marks: later, explanations: never }',
    'draws: [{ difficulty: 1, count: 1 }, { tags: [law, letters], count: 1 }]',
  ])('accept, as the import does: %s', (settings) => {
    const path = 'library/m-shared/q-shared.quiz.yaml';
    const text = wholeCourses()
      .get(path)!
      .replace('draw: 3', `draw: 1\n${settings}`)
      .replace('    type: single', '    tags: [law, letters]\n    type: single')
      .replace('    type: truefalse', '    difficulty: 1\n    type: truefalse');
    expect(faults(path, text)).toEqual([]);
    expect(readCourses(wholeCourses().set(path, text)).problems).toEqual([]);
  });
  it.each(['all', 'partial', 'penalty'])('accept, as the import does, a multiple choice graded: %s', (grading) => {
    const small = wholeCourses();
    const cases = caseCourses();
    const change = (files: Map<string, string>, from: string, to: string) => files.set(quiz, files.get(quiz)!.replace(from, to));
    change(small, 'correct: [a, c]', `correct: [a, c]\n    grading: ${grading}`);
    change(cases, 'correct: [a, c]', `correct: [a, c], grading: ${grading}`);
    for (const files of [small, cases]) {
      expect(files.get(quiz)).toContain(`grading: ${grading}`);
      expect(faults(quiz, files.get(quiz)!)).toEqual([]);
      expect(readCourses(files).problems).toEqual([]);
    }
  });
  it.each<[string, string, string | RegExp, string]>([
    ['a part of a type that is not simple', quiz, 'id: so, type: truefalse', 'id: so, type: textlab'],
    ['a part graded in a way that there is not', quiz, 'correct: [a, c]', 'correct: [a, c], grading: half'],
    ['a part with one right answer that is graded in parts', quiz, 'correct: [b]', 'correct: [b], grading: partial'],
    ['a case of one step', quiz, / {6}- id: question[\s\S]*(?= {2}- id: q-lab)/, ''],
    ['a choice that leads nowhere', quiz, 'id: listen, leads: question, quality', 'id: listen, quality'],
    ['a quality beyond the best', quiz, 'leads: question, quality: 2', 'leads: question, quality: 3'],
    ['a quality where nothing is graded', quiz, '    steps:\n', '    graded: false\n    steps:\n'],
    ['a step called like something else', quiz, 'id: counter', 'id: back'],
    ['a text with nothing to change', quiz, 'change: [p1, p3]', 'change: []'],
    ['a picture by its file', quiz, 'picture: letter-order', 'picture: letter-order.svg'],
    ['a choice without consequence', words, ', consequence: She knows what to do.', ''],
    ['a phrase without reason', words, 'p2: { why: A date is clear. }', 'p2: {}'],
    ['a model version without title', words, 'title: Short, ', ''],
  ])('refuse cases, as the import does: %s', (_name, path, from, to) => refusal(caseCourses(), path, from, to));

  it.each<[string, string, string, string]>([
    ['an unknown key', 'programmes/small/programme.yaml', 'number: 1', 'number: 1\nnumbr: 2'],
    ['a missing key', 'programmes/small/programme.yaml', 'number: 1\n', ''],
    ['a number as text', 'programmes/small/programme.yaml', 'pass: 70', 'pass: "70"'],
    ['an id with capitals', 'library/m-shared/module.yaml', 'lesson: l-one', 'lesson: L-one'],
    ['a role that there is not', 'programmes/small/m-plan/module.yaml', 'role: trainer', 'role: cook'],
    ['an item of no kind', 'library/m-shared/module.yaml', 'quiz: q-shared', 'test: q-shared'],
    ['two right answers to a single choice', 'library/m-shared/q-shared.quiz.yaml', 'correct: [b]', 'correct: [a, b]'],
    ['a grading that there is not', 'library/m-shared/q-shared.quiz.yaml', 'correct: [a, c]', 'correct: [a, c]\n    grading: half'],
    ['a grading of a single choice', 'library/m-shared/q-shared.quiz.yaml', 'correct: [b]', 'correct: [b]\n    grading: all'],
    ['an option without a reason', 'library/m-shared/q-shared.quiz.en.yaml', ', why: People are polite and say yes.', ''],
    ['a mode that there is not', 'library/m-shared/q-shared.quiz.yaml', 'draw: 3', 'draw: 3\nmode: exam'],
    ['a layout that there is not', 'library/m-shared/q-shared.quiz.yaml', 'draw: 3', 'draw: 3\nlayout: two'],
    ['practice on one page', 'library/m-shared/q-shared.quiz.yaml', 'draw: 3', 'draw: 3\nmode: practice\nlayout: all'],
    ['practice that hides', 'library/m-shared/q-shared.quiz.yaml', 'draw: 3', 'draw: 3\nmode: practice\nshow: { marks: later }'],
    ['another way to count', 'library/m-shared/q-shared.quiz.yaml', 'draw: 3', 'draw: 3\ncounts: worst'],
    ['no attempt at all', 'library/m-shared/q-shared.quiz.yaml', 'draw: 3', 'draw: 3\nattempts: 0'],
    ['a wait beyond a month', 'library/m-shared/q-shared.quiz.yaml', 'draw: 3', 'draw: 3\nwait: 745'],
    ['no time', 'library/m-shared/q-shared.quiz.yaml', 'draw: 3', 'draw: 3\ntime: 0'],
    ['a grace in words', 'library/m-shared/q-shared.quiz.yaml', 'draw: 3', 'draw: 3\ngrace: long'],
    ['a moment that there is not', 'library/m-shared/q-shared.quiz.yaml', 'draw: 3', 'draw: 3\nshow: { marks: soon }'],
    ['something else to show', 'library/m-shared/q-shared.quiz.yaml', 'draw: 3', 'draw: 3\nshow: { names: after }'],
    ['a list for any question', 'library/m-shared/q-shared.quiz.yaml', 'draw: 3', 'draw: 1\ndraws: [{ count: 1 }]'],
    ['a list of nothing', 'library/m-shared/q-shared.quiz.yaml', 'draw: 3', 'draw: 1\ndraws: [{ tags: [a], count: 0 }]'],
    ['no lists', 'library/m-shared/q-shared.quiz.yaml', 'draw: 3', 'draw: 1\ndraws: []'],
    ['a difficulty of four', 'library/m-shared/q-shared.quiz.yaml', 'draw: 3', 'draw: 1\ndraws: [{ difficulty: 4, count: 1 }]'],
    ['a field of neither kind', 'plans/letter-plan/plan.yaml', 'lines: 2', 'height: 2'],
    [
      'a term without meaning',
      'handbook/glossary.en.yaml',
      '    text: A sheet on the board. What it must hold is for the law of your country to say.\n',
      '',
    ],
    [
      'a picture without its alternative',
      'pictures/two-readers.en.yaml',
      /alternative: .*\n/.exec(wholeCourses().get('pictures/two-readers.en.yaml')!)![0],
      '',
    ],
  ])('refuse, as the import does: %s', (_name, path, from, to) => refusal(wholeCourses(), path, from, to));

  it.each<[string, string, string, string]>([
    ['a matching without partners', quiz, '    partners: [letter, sign, visit, poster]\n', ''],
    ['two steps', quiz, '[ask, write, test, send]', '[ask, write]'],
    ['one group', quiz, '[first, end]', '[first]'],
    ['an item that is no id', quiz, 'deadline: first', 'Deadline: first'],
    ['a gap without its right choice', quiz, ', correct: form', ''],
    ['a statement that is neither true nor false', quiz, 'law: false', 'law: perhaps'],
    ['three statements', quiz, ', all: false', ''],
    ['a difficulty above three', quiz, 'type: kprim', 'type: kprim\n    difficulty: 4'],
    ['a step without a reason', words, ', why: After sending nothing can be mended.', ''],
    ['a gap without choices', words, '        choices: { form: the yellow form, documents: the required documents }\n', ''],
    ['an item whose text is none', words, 'text: Where to ask,', 'text: 7,'],
  ])('refuse questions of rows, as the import does: %s', (_name, path, from, to) => refusal(rowCourses(), path, from, to));

  it.each<[string, string, string, string]>([
    ['more slips than two', quiz, 'distance: 1', 'distance: 3'],
    ['a text without gaps', quiz, '    gaps:\n      - { id: who }\n      - { id: when, distance: 2 }', '    gaps: []'],
    ['a number that is none', quiz, 'value: 1.5, tolerance: 0.05', 'value: "1,5", tolerance: 0.05'],
    ['a tolerance of two kinds', quiz, 'percent: 20', 'percent: 20, tolerance: 1'],
    ['a tolerance below nothing', quiz, 'percent: 20', 'percent: -20'],
    ['a share between the steps', quiz, 'share: 40', 'share: 42'],
    ['no range that earns everything', quiz, 'tolerance: 0.05 }', 'tolerance: 0.05, share: 60 }'],
    ['a cost of the unit without units', quiz, '    units:\n      - { id: km, factor: 1 }\n      - { id: m, factor: 0.001 }\n', ''],
    [
      'a criterion with one level',
      quiz,
      '          - { id: not-yet, points: 0 }\n          - { id: done, points: 1 }',
      '          - { id: done, points: 0 }',
    ],
    ['a criterion whose lowest level earns something', quiz, '{ id: cold, points: 0 }', '{ id: cold, points: 2 }'],
    ['an accepted answer without a reason', words, '{ text: parents, why: The letter is for them. }', '{ text: parents }'],
    ['a share above everything', words, 'share: 50, why: Not every', 'share: 105, why: Not every'],
    ['words without the text of the gaps', words, '    text: |\n      Dear [[who]],\n      please send the form before [[when]].\n', ''],
    ['a range without its reason', words, 'near: { why: A good guess. }', 'near: {}'],
    ['units without a word about them', words, '    unitWhy: A number without its unit could be anything.\n', ''],
    ['a unit with a digit', words, 'm: [m, metre, metres]', 'm: [m, metre2]'],
    ['a criterion without a label', words, '        label: A reason\n', ''],
  ])('refuse of typed answers, as the import does: %s', (_name, path, from, to) => refusal(typedCourses(), path, from, to));
});

/** Both the schema and the import refuse what this change makes of a file. */
function refusal(files: Map<string, string>, path: string, from: string | RegExp, to: string): void {
  const text = files.get(path)!.replace(from, to);
  expect(text).not.toBe(files.get(path));
  expect(faults(path, text)).not.toEqual([]);
  expect(readCourses(files.set(path, text)).problems).not.toEqual([]);
}
