import { readCourses } from '../../src/catalogue/rules/read-courses.js';
import { readProgramme } from '../../src/catalogue/rules/read-programme.js';
import { manifestHash } from '../../src/catalogue/rules/manifest.js';
import { contentLanguages } from '../../src/catalogue/rules/content-languages.js';
import { smallCourses } from '../support/courses.js';

type Change = [file: string, from: string | RegExp, to: string];

const shared = 'library/m-shared';
const quiz = `${shared}/q-shared.quiz.yaml`;
const words = `${shared}/q-shared.quiz.en.yaml`;
const lesson = `${shared}/l-two.en.md`;
const programme = 'programmes/small/programme.yaml';

function changed(...changes: Change[]): Map<string, string> {
  const files = smallCourses();
  for (const [file, from, to] of changes) {
    const before = files.get(file) ?? '';
    const after = before.replace(from, to);
    if (after === before) throw new Error(`nothing changed in ${file}`);
    files.set(file, after);
  }
  return files;
}
const problemsOf = (files: Map<string, string>): string[] =>
  readCourses(files).problems.map(({ file, line, message }) => `${file}:${line}: ${message}`);

describe('a course folder without faults', () => {
  it('has no problems', () => {
    const { programmes, problems } = readCourses(smallCourses());
    expect(problems).toEqual([]);
    expect(programmes.map(({ id }) => id)).toEqual(['small', 'small-too']);
  });

  it('becomes outlines with everything that the files say', () => {
    const { outline } = readProgramme(smallCourses(), 'small');
    expect(outline).toMatchObject({
      programmeId: 'small',
      number: 1,
      place: 'lampedusa',
      source: 'en',
      rules: { pass: 70, attempts: null, counts: 'best' },
      words: {
        en: { case: 'a small town', thread: 'The reader first.', reviews: [{ role: 'trainer', state: 'not yet' }] },
        nl: { case: 'een kleine stad' },
      },
    });
    expect(outline?.modules[0]).toMatchObject({
      id: 'm-shared',
      code: 'S1',
      required: true,
      local: false,
      for: ['answer', 'publish'],
      objectives: ['o-shared-first', 'o-shared-second'],
      items: [
        { kind: 'lesson', id: 'l-one', minutes: 5, words: { en: { title: 'The answer comes first' }, nl: { title: 'Het antwoord komt eerst' } } },
        { kind: 'lesson', id: 'l-two', minutes: 6 },
        { kind: 'quiz', id: 'q-shared', minutes: 4, draw: 3, words: { en: { title: 'Check yourself' } } },
      ],
    });
    const [single, multiple, truth] = outline?.modules[0]?.items[2]?.kind === 'quiz' ? outline.modules[0].items[2].questions : [];
    expect(single).toMatchObject({ type: 'single', lesson: 'l-one', objective: 'o-shared-first', options: ['a', 'b', 'c'], correct: ['b'] });
    expect(single?.words.en).toMatchObject({
      exhibit: 'The letter',
      options: { b: { why: 'This is the question with which the letter is opened.' } },
    });
    expect(multiple).toMatchObject({ type: 'multiple', correct: ['a', 'c'] });
    expect(truth).toMatchObject({ type: 'truefalse', options: ['true', 'false'], correct: ['true'] });
  });

  it('a programme knows its own files and no others', () => {
    const { manifest } = readProgramme(smallCourses(), 'small');
    expect(Object.keys(manifest)).toContain('library/m-shared/l-one.nl.md');
    expect(Object.keys(manifest).filter((path) => path.includes('small-too'))).toEqual([]);
    const other = readProgramme(changed(['programmes/small-too/programme.en.yaml', 'another town', 'one more town']), 'small').manifest;
    expect(manifestHash(other)).toBe(manifestHash(manifest));
  });

  it('says in which languages the whole of it can be read', () => {
    const { outline } = readProgramme(smallCourses(), 'small');
    expect(contentLanguages({ ...outline!, revisionId: '', revision: 1 })).toEqual(['en']);
  });

  it('may come with a byte order mark’s remains or odd but valid YAML', () => {
    expect(problemsOf(changed([programme, 'id: small', '"id": "small"   # the id']))).toEqual([]);
    expect(problemsOf(changed([quiz, 'options: [a, b, c]', 'options:\n      - a\n      - b\n      - c']))).toEqual([]);
  });
});

describe('faults are named with their file and line', () => {
  it.each<[string, Change, string]>([
    // programme.yaml
    [
      'an unknown key',
      [programme, 'place: lampedusa', 'place: lampedusa\ncolour: red'],
      `${programme}:5: unknown key "colour"; known here: id, number, source, place, rules, modules`,
    ],
    ['a missing key', [programme, 'place: lampedusa\n', ''], `${programme}:1: the file lacks "place"`],
    ['an unknown place', [programme, 'lampedusa', 'atlantis'], `${programme}:4: "place" is "atlantis", but must be one of: lampedusa,`],
    ['a folder of another name', [programme, 'id: small', 'id: smaller'], `${programme}:1: the id must be "small", as the folder is called`],
    ['an id with capitals', [programme, 'id: small', 'id: Small'], `${programme}:1: "Small" is not an id`],
    ['a pass mark above 100', [programme, 'pass: 70', 'pass: 170'], `${programme}:6: "pass" must be a whole number from 1 to 100`],
    ['a pass mark as text', [programme, 'pass: 70', 'pass: "70"'], `${programme}:6: "pass" must be a whole number`],
    ['attempts in words', [programme, 'unlimited', 'plenty'], `${programme}:7: "attempts" must be a whole number`],
    [
      'another counting rule',
      [programme, 'counts: best', 'counts: worst'],
      `${programme}:8: "counts" is "worst", but must be one of: best, last, first, average`,
    ],
    [
      'a module that does not exist',
      [programme, 'use: m-shared', 'use: m-none'],
      `${programme}:10: there is no module "m-none": library/m-none/module.yaml is missing`,
    ],
    ['a module twice', [programme, 'local: m-local', 'use: m-shared'], `${programme}:12: the module "m-shared" stands twice`],
    [
      'nothing required',
      [programme, /required: true/g, 'required: false'],
      `${programme}:9: a programme has at least one module with "required: true"`,
    ],
    [
      'a number that is taken',
      ['programmes/small-too/programme.yaml', 'number: 2', 'number: 1'],
      'programmes/small-too/programme.yaml:2: the number 1 is taken by "small"',
    ],
    ['a key without a value', [programme, 'place: lampedusa', 'place:'], `${programme}:4: "place" has no value`],
    ['a key twice', [programme, 'number: 1', 'number: 1\nnumber: 1'], `${programme}:3: this is not YAML as expected`],
    ['a broken list', [programme, 'modules:', 'modules: ['], `${programme}:`],
    ['a reference', [programme, 'place: lampedusa', 'place: &p lampedusa\nthing: *p'], `${programme}:5: "thing" is a reference`],
    // words
    [
      'words without a title',
      ['programmes/small/programme.en.yaml', /title: .*\n/, ''],
      'programmes/small/programme.en.yaml:1: the file lacks "title"',
    ],
    [
      'an objective without words',
      [`${shared}/module.en.yaml`, /  o-shared-second.*\n/, ''],
      `${shared}/module.en.yaml:3: the words for objective "o-shared-second" are missing`,
    ],
    [
      'an objective without Dutch words',
      [`${shared}/module.nl.yaml`, /  o-shared-second.*\n/, ''],
      `${shared}/module.nl.yaml:4: the words for objective "o-shared-second" are missing`,
    ],
    [
      'words for no objective',
      [`${shared}/module.en.yaml`, 'objectives:', 'objectives:\n  o-none: Nothing.'],
      `${shared}/module.en.yaml:4: the module has no objective "o-none"`,
    ],
    [
      'a title that is a number',
      [`${shared}/module.en.yaml`, /title: .*/, 'title: 2027'],
      `${shared}/module.en.yaml:1: "title" must be text; put it in quotes: "2027"`,
    ],
    // module.yaml
    [
      'an unknown audience',
      [`${shared}/module.yaml`, '[answer, publish]', '[answer, dance]'],
      `${shared}/module.yaml:4: an entry of "for" is "dance", but must be one of: answer, publish, decide`,
    ],
    [
      'a box in a case',
      [words, '      *Dear resident', '      ::: task Try\n      *Dear resident'],
      `${words}:5: a question has no boxes; "::: task" stands only in lessons`,
    ],
    [
      'a picture in a case',
      [words, '      *Dear resident', '      ::: picture narrative-map\n      *Dear resident'],
      `${words}:5: a question names its picture in the structure file, "picture: <picture-id>"`,
    ],
    [
      'an item of no time',
      [`${shared}/module.yaml`, 'minutes: 5', 'minutes: 0'],
      `${shared}/module.yaml:8: "minutes" must be a whole number from 1 to 240`,
    ],
    [
      'an item of unknown kind',
      [`${shared}/module.yaml`, '- lesson: l-one', '- film: l-one'],
      `${shared}/module.yaml:7: unknown key "film"; known here: lesson, minutes`,
    ],
    [
      'a lesson without a file',
      [`${shared}/module.yaml`, 'lesson: l-one', 'lesson: l-none'],
      `${shared}/module.yaml:7: the words in the source language are missing: ${shared}/l-none.en.md`,
    ],
    [
      'a quiz without a file',
      [`${shared}/module.yaml`, 'quiz: q-shared', 'quiz: q-none'],
      `${shared}/module.yaml:11: the file of this quiz is missing: ${shared}/q-none.quiz.yaml`,
    ],
    [
      'an id that is taken in the file',
      [`${shared}/module.yaml`, 'lesson: l-two', 'lesson: l-one'],
      `${shared}/module.yaml:9: "l-one" is already the id of a lesson (${shared}/module.yaml:7)`,
    ],
    [
      'an id that is taken in another programme',
      ['programmes/small-too/m-too/module.yaml', 'objectives: [o-too]', 'objectives: [o-local]'],
      'programmes/small-too/m-too/module.yaml:5: "o-local" is already the id of an objective (programmes/small/m-local/module.yaml:5)',
    ],
    // lessons
    ['no front matter', [lesson, '---\n', ''], `${lesson}:1: a lesson begins with front matter`],
    ['no lead', [lesson, /lead: .*\n/, ''], `${lesson}:2: the file lacks "lead"`],
    ['an unknown key in the front matter', [lesson, 'lead:', 'author: me\nlead:'], `${lesson}:3: unknown key "author"`],
    ['HTML in a line', [lesson, 'Two people and', 'Two <b>people</b> and'], `${lesson}:9: HTML is not allowed in Markdown: <b>`],
    ['HTML as a block', [lesson, '## The idea', '<div>\n\n## The idea'], `${lesson}:7: HTML is not allowed in Markdown: <div>`],
    ['a comment', [lesson, '## The idea', '<!-- later -->\n\n## The idea'], `${lesson}:7: HTML is not allowed in Markdown: <!-- later -->`],
    ['a picture', [lesson, '## The idea', '![A town](https://example.org/a.png)\n\n## The idea'], `${lesson}:7: pictures are not supported in texts`],
    [
      'a link without an address',
      [lesson, '## The idea', '[here](page.html)\n\n## The idea'],
      `${lesson}:7: the link to "page.html" must begin with https://`,
    ],
    ['a heading of the first level', [lesson, '## The idea', '# The idea'], `${lesson}:7: the title is the only heading of the first level`],
    ['a heading that skips a level', [lesson, '## The idea', '### The idea'], `${lesson}:7: "###" needs a "##" above it`],
    ['a heading in a box', [lesson, '::: note A small promise', '::: note A small promise\n## Loud'], `${lesson}:32: a box has no headings`],
    [
      'an unknown box',
      [lesson, '::: note', '::: notice'],
      `${lesson}:31: unknown box "notice"; known: extension, task, model, country, dated, content, note`,
    ],
    ['a box that is not closed', [lesson, /:::\n$/, ''], `${lesson}:35: this box is never closed`],
    ['a close without a box', [lesson, '## The idea', ':::\n\n## The idea'], `${lesson}:7: ":::" closes a box, but none is open`],
    ['a box in a box', [lesson, 'Whether you may show', '::: note\nWhether you may show'], `${lesson}:20: a box begins inside the box of line 19`],
    ['an empty box', [lesson, /Tell them afterwards.*\n/, ''], `${lesson}:31: this box is empty`],
    ['a date that the calendar does not have', [lesson, '2027-05-31', '2027-02-30'], `${lesson}:23: a "dated" box begins with the day`],
    ['a dated box without a date', [lesson, 'dated 2027-05-31 Plain', 'dated Plain'], `${lesson}:23: a "dated" box begins with the day`],
    [
      'extension material without a source',
      [`${shared}/l-one.en.md`, 'Our suggestion: give', 'Give'],
      `${shared}/l-one.en.md:20: an "extension" box needs a line "Source: [name](address)"`,
    ],
    [
      'a source without a link',
      [`${shared}/l-one.en.md`, 'Our suggestion: give', 'Source: a book\n\nGive'],
      `${shared}/l-one.en.md:23: a "Source:" line links to its source`,
    ],
    ['a lesson that is too short', [lesson, /## What you do with it[\s\S]*/, ''], `${lesson}:5: a lesson has 250 to 600 words; this one has `],
    [
      'a lesson that is too long',
      [lesson, '## The idea', `${'word '.repeat(400)}\n\n## The idea`],
      `${lesson}:5: a lesson has 250 to 600 words; this one has `,
    ],
    // quizzes
    ['neither draw nor draws', [quiz, 'draw: 3\n', ''], `${quiz}:1: a quiz lacks "draw", or "draws", or both`],
    [
      'a list that the pool cannot fill',
      [quiz, 'draw: 3', 'draw: 1\ndraws: [{ tags: [law], count: 2 }]'],
      `${quiz}:3: entry 1 of "draws" asks for 2 questions, but the pool holds 0 questions of this kind`,
    ],
    [
      'lists that the pool cannot fill at once',
      [
        quiz,
        'draw: 3\nquestions:\n  - id: q-s',
        'draw: 2\ndraws: [{ tags: [law], count: 1 }, { difficulty: 1, count: 1 }]\nquestions:\n  - id: q-s\n    tags: [law]\n    difficulty: 1',
      ],
      `${quiz}:3: an attempt is to get 4 questions, but the pool can fill only 3 of these places at once`,
    ],
    [
      'explanations before marks',
      [quiz, 'draw: 3', 'draw: 3\nshow: { marks: never, explanations: later }'],
      `${quiz}:3: marks are not shown before answers, nor explanations before marks`,
    ],
    ['practice on one page', [quiz, 'draw: 3', 'draw: 3\nmode: practice\nlayout: all'], `${quiz}:4: in practice each question is checked`],
    ['more drawn than there are', [quiz, 'draw: 3', 'draw: 4'], `${quiz}:2: "draw" is 4, but the pool holds 3 questions`],
    ['an unknown type', [quiz, 'type: single', 'type: poem'], `${quiz}:5: "type" is "poem", but must be one of: single, multiple, truefalse`],
    ['a right answer that is no option', [quiz, 'correct: [b]', 'correct: [z]'], `${quiz}:9: "z" in "correct" is not one of the options`],
    [
      'two right answers for a single choice',
      [quiz, 'correct: [b]', 'correct: [a, b]'],
      `${quiz}:4: a question of the type "single" has exactly one right answer, not 2`,
    ],
    ['no right answer', [quiz, 'correct: [a, c]', 'correct: []'], `${quiz}:15: "correct" must hold at least one entry`],
    ['one option', [quiz, 'options: [a, b, c]', 'options: [b]'], `${quiz}:8: "options" must hold at least 2 entries`],
    ['an option twice', [quiz, 'options: [a, b, c]', 'options: [a, b, b]'], `${quiz}:8: "b" stands twice in "options"`],
    ['options for true or false', [quiz, 'correct: true', 'correct: true\n    options: [a, b]'], `${quiz}:21: unknown key "options"`],
    ['a truth that is text', [quiz, 'correct: true', 'correct: "yes"'], `${quiz}:20: "correct" must be true or false`],
    ['a lesson of another module', [quiz, 'lesson: l-two', 'lesson: l-local'], `${quiz}:12: "l-local" is not a lesson of this module`],
    ['an unknown objective', [quiz, 'objective: o-shared-second', 'objective: o-local'], `${quiz}:13: "o-local" is not an objective of this module`],
    ['a question twice', [quiz, 'id: q-m', 'id: q-s'], `${quiz}:10: "q-s" is already the id of a question`],
    ['a question without words', [words, /  q-t:[\s\S]*$/, ''], `${words}:2: the words for question "q-t" are missing`],
    ['words for no question', [words, '  q-t:', '  q-x:'], `${words}:19: the quiz has no question "q-x"`],
    ['an option without words', [words, /      b: \{ text: What the reader.*\n/, ''], `${words}:8: the words for option "b" of "q-s" are missing`],
    ['words for no option', [words, '"false":', '"maybe":'], `${words}:23: "q-t" has no option "maybe"`],
    ['an option without a reason', [words, ', why: People are polite and say yes.', ''], `${words}:16: "b" lacks "why"`],
    ['a text on true', [words, '"true": { why', '"true": { text: Yes, why'], `${words}:22: unknown key "text"`],
    ['“all of the above”', [words, 'Do you like our house style?', 'All of the above'], `${words}:18: option "d" speaks of another option's place`],
    [
      'the place of another option',
      [words, 'People are polite', 'Unlike option C, people are polite'],
      `${words}:16: option "b" speaks of another option's place`,
    ],
    [
      'two options with the same text',
      [words, 'Is it clear?', 'What would you do tomorrow?'],
      `${words}:14: two options of "q-m" have the same text`,
    ],
    ['HTML in a case', [words, '*Dear resident', '<b>Dear</b> *resident'], `${words}:5: HTML is not allowed in Markdown: <b>`],
    ['an exhibit without a case', [words, /    case: \|\n.*\n/, ''], `${words}:4: "exhibit" is the heading of "case", which is missing`],
  ])('%s', (_, change, expected) => {
    expect(problemsOf(changed(change))).toContainEqual(expect.stringContaining(expected));
  });

  it('a file that belongs to nothing', () => {
    const files = smallCourses();
    files.set('library/m-shared/l-three.en.md', 'x');
    files.set('programmes/small/notes.md', 'x');
    files.set('library/m-shared/l-one.english.md', 'x');
    expect(problemsOf(files).map((problem) => problem.split(': ')[0])).toEqual([
      'library/m-shared/l-one.english.md:1',
      'library/m-shared/l-three.en.md:1',
      'programmes/small/notes.md:1',
    ]);
  });

  it('a folder of the library without a module', () => {
    const files = smallCourses();
    files.set('library/m-empty/l-empty.en.md', 'x');
    expect(problemsOf(files)).toEqual(['library/m-empty/module.yaml:1: this folder of a module lacks its module.yaml']);
  });

  it('a fault in a module that several programmes use is told once, and one that none can find once for each', () => {
    const files = changed([quiz, 'draw: 3', 'draw: 4']);
    expect(problemsOf(files)).toHaveLength(1);
    files.delete(`${shared}/module.yaml`);
    expect(problemsOf(files).filter((problem) => problem.includes('there is no module "m-shared"'))).toHaveLength(2);
  });

  it('a module that nobody uses is checked, too', () => {
    const files = changed(
      [programme, 'use: m-shared', 'local: m-local'],
      ['programmes/small-too/programme.yaml', 'use: m-shared', 'local: m-too'],
      [quiz, 'draw: 3', 'draw: 30'],
    );
    expect(problemsOf(files)).toContainEqual(`${quiz}:2: "draw" is 30, but the pool holds 3 questions`);
  });

  it('a fault in a shared module is told once, and every fault of every file is told', () => {
    const problems = problemsOf(changed([quiz, 'draw: 3', 'draw: 4'], [programme, 'pass: 70', 'pass: 0'], [lesson, '::: note', '::: notice']));
    expect(problems).toHaveLength(3);
  });

  it('an empty folder', () => expect(problemsOf(new Map())).toEqual(['programmes:1: there is no programme in this folder']));
});
