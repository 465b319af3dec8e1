import { readCourses } from '../../src/catalogue/rules/read-courses.js';
import { readDrawing } from '../../src/catalogue/rules/read-picture.js';
import { wholeCourses } from '../support/courses.js';

/** What is wrong after some files have been changed; null drops a file. */
function problems(changes: Record<string, string | null | ((text: string) => string)>): string[] {
  const files = wholeCourses();
  for (const [path, change] of Object.entries(changes)) {
    if (change === null) files.delete(path);
    else files.set(path, typeof change === 'string' ? change : change(files.get(path)!));
  }
  return readCourses(files).problems.map(({ file, line, message }) => `${file}:${line}: ${message}`);
}
const swap = (from: string | RegExp, to: string) => (text: string) => {
  const after = text.replace(from, to);
  if (after === text) throw new Error(`nothing to change: ${String(from)}`);
  return after;
};
const small = 'programmes/small';

describe('a folder with everything', () => {
  const { programmes, handbook, problems: found } = readCourses(wholeCourses());
  const outline = programmes.find(({ id }) => id === 'small')!.outline;

  it('has no problems', () => expect(found).toEqual([]));

  it('lays a programme’s own opening and question over the shared module, for this programme only', () => {
    const shared = outline.modules[0]!;
    expect(shared.situation?.en?.title).toBe('The drawer');
    const quiz = shared.items.find((item) => item.kind === 'quiz')!;
    expect(quiz).toMatchObject({ draw: 3, always: ['q-own'] });
    expect(quiz.kind === 'quiz' && quiz.questions.map((question) => question.id)).toEqual(['q-s', 'q-m', 'q-t', 'q-own']);
    const other = programmes.find(({ id }) => id === 'small-too')!.outline.modules.find((module) => module.id === 'm-shared')!;
    expect(other.situation).toBeNull();
    expect(other.items.find((item) => item.kind === 'quiz')).toMatchObject({ always: [] });
  });

  it('knows the plan, its product, the lesson that fills a field, and the picture', () => {
    const plan = outline.modules[2]!.items[0]!;
    expect(plan).toMatchObject({
      kind: 'plan',
      fields: [
        { id: 'reader', kind: 'text', lines: 2 },
        { id: 'days', kind: 'table', rows: 2, columns: ['when', 'what'] },
        { id: 'product', kind: 'text', lines: 10 },
      ],
    });
    expect(outline.modules[0]!.items[1]).toMatchObject({ id: 'l-two', plan: 'reader', pictures: ['two-readers'] });
    expect(Object.keys(outline.pictures)).toEqual(['two-readers']);
    expect(outline).toMatchObject({ focus: 'm-shared', words: { en: { product: 'a letter of ten lines', like: 'a town with one notice board' } } });
    expect(outline.modules[2]!.reviews).toEqual([
      { role: 'facts', by: 'editors', on: '2026-11-22' },
      { role: 'trainer', by: null, on: null },
    ]);
    expect(handbook?.draft.terms).toHaveLength(2);
  });

  it('keeps in the manifest all that a revision is read from, and nothing of the handbook', () => {
    const { manifest } = programmes.find(({ id }) => id === 'small')!;
    expect(Object.keys(manifest)).toEqual(
      expect.arrayContaining([
        'pictures/two-readers.svg',
        'pictures/two-readers.en.yaml',
        'plans/letter-plan/plan.yaml',
        `${small}/overlay/m-shared/overlay.en.yaml`,
        `${small}/m-plan/p-small.plan.yaml`,
      ]),
    );
    expect(Object.keys(manifest).filter((path) => path.startsWith('handbook'))).toEqual([]);
    expect(Object.keys(handbook!.manifest).every((path) => path.startsWith('handbook'))).toBe(true);
  });
});

describe('faults of an overlay', () => {
  const overlay = `${small}/overlay/m-shared/overlay`;
  it.each<[string, Record<string, string | null | ((text: string) => string)>, string[]]>([
    [
      'a situation that is too short',
      { [`${overlay}.en.yaml`]: swap(/ {4}In the town hall[\s\S]*?never write\./, '    Too short.') },
      [`${overlay}.en.yaml:3: a situation has 60 to 120 words; this one has 2`],
    ],
    ['a lesson of another module', { [`${overlay}.yaml`]: swap('l-one', 'l-local') }, [`${overlay}.yaml:5: "l-local" is not a lesson of "m-shared"`]],
    [
      'an objective of another module',
      { [`${overlay}.yaml`]: swap('o-shared-first', 'o-local') },
      [`${overlay}.yaml:6: "o-local" is not an objective of "m-shared"`],
    ],
    [
      'an id that is taken',
      { [`${overlay}.yaml`]: swap('q-own', 'q-s') },
      [expect.stringContaining('"q-s" is already the id of a question') as unknown as string],
    ],
    [
      'a folder for a module that the programme does not use',
      { [`${small}/overlay/m-none/overlay.yaml`]: 'module: m-none\n' },
      [`${small}/overlay/m-none/overlay.yaml:1: nothing refers to this file; is its name right?`],
    ],
    ['no words', { [`${overlay}.en.yaml`]: null }, [`${overlay}.yaml:1: the words in the source language are missing: ${overlay}.en.yaml`]],
  ])('%s', (_name, changes, wanted) => expect(problems(changes)).toEqual(wanted));
});

describe('faults of a plan', () => {
  const form = 'plans/letter-plan/plan';
  it.each<[string, Record<string, string | null | ((text: string) => string)>, string]>([
    [
      'a lesson fills a field that there is not',
      { 'library/m-shared/l-two.en.md': swap('::: plan reader', '::: plan nobody') },
      'fills the field "nobody" of the plan, but "p-small" has none of this name',
    ],
    ['no such form', { [`${small}/m-plan/p-small.plan.yaml`]: swap('letter-plan', 'no-plan') }, 'there is no form "no-plan"'],
    [
      'a field twice',
      { [`${form}.yaml`]: swap('{ id: days, rows: 2, columns: [when, what] }', '{ id: reader, lines: 2 }') },
      'the field "reader" stands twice',
    ],
    ['a field called product', { [`${form}.yaml`]: swap('id: reader', 'id: product') }, '"product" is the field that each programme adds'],
    ['words of a field that there is not', { [`${form}.en.yaml`]: swap('  reader:', '  writer:') }, 'the words for field "reader" are missing'],
    [
      'a heading in the guidance',
      { [`${form}.en.yaml`]: swap('guidance: Two lines are enough.', 'guidance: "## Two lines"') },
      'the guidance of a field has no headings',
    ],
    [
      'a column without heading',
      { [`${form}.en.yaml`]: swap('{ when: When, what: What }', '{ when: When }') },
      'the heading of column "what" is missing',
    ],
    [
      'two boxes in one lesson',
      { 'library/m-shared/l-two.en.md': (text) => `${text}\n::: plan reader Again\nOnce more.\n:::\n` },
      'a lesson fills one field of the plan at most',
    ],
    [
      'a box without a field',
      { 'library/m-shared/l-two.en.md': swap('::: plan reader Write', '::: plan Write') },
      'a "plan" box names the field of the plan that it fills',
    ],
    [
      'two plans',
      {
        [`${small}/m-plan/module.yaml`]: swap('    minutes: 20', '    minutes: 20\n  - plan: p-other\n    minutes: 5'),
        [`${small}/m-plan/p-other.plan.yaml`]: 'id: p-other\nform: letter-plan\n',
        [`${small}/m-plan/p-other.plan.en.yaml`]: 'title: Other\n',
      },
      'a programme has one plan at most; this one has p-small, p-other',
    ],
  ])('%s', (_name, changes, wanted) => expect(problems(changes).join('\n')).toContain(wanted));
});

describe('faults of a programme', () => {
  it.each<[string, (text: string) => string, string]>([
    ['a focus that is not required', swap('focus: m-shared', 'focus: m-none'), 'the focus must be one of the required modules of this programme'],
    ['more time than was promised', swap('[20, 60]', '[20, 30]'), 'the required modules take 40 minutes, but must take 20 to 30'],
    ['no time at all', swap('[20, 60]', '[60, 20]'), '"minutes" holds the least and the most minutes'],
  ])('%s', (_name, change, wanted) => expect(problems({ [`${small}/programme.yaml`]: change }).join('\n')).toContain(wanted));

  it.each<[string, string, string]>([
    ['a reading by nobody', '{ role: facts, on: "2026-11-22" }', 'a reading has "by"'],
    ['a reading that has not been', '{ role: facts, by: editors, on: not-yet }', 'nobody has read it yet'],
    ['a day that is none', '{ role: facts, by: editors, on: "2026-13-01" }', 'must be a date'],
    ['an unknown role', '{ role: cook, on: not-yet }', 'must be one of: facts'],
  ])('%s', (_name, review, wanted) =>
    expect(problems({ [`${small}/m-plan/module.yaml`]: swap('{ role: facts, by: editors, on: "2026-11-22" }', review) }).join('\n')).toContain(
      wanted,
    ),
  );
});

describe('dead links', () => {
  it('to terms and pages are told with their line', () => {
    expect(problems({ 'library/m-shared/l-two.en.md': swap('term:plain-words', 'term:no-words') })).toEqual([
      'library/m-shared/l-two.en.md:5: the glossary has no term "no-words"',
    ]);
    expect(problems({ 'handbook/about-letters.en.md': swap('page:about-letters', 'page:nowhere') })).toEqual([
      expect.stringMatching(/^handbook\/about-letters\.en\.md:\d+: the handbook has no page "nowhere"$/),
    ]);
    expect(problems({ 'plans/letter-plan/plan.en.yaml': swap('term:plain-words', 'term:no-words') })).toEqual([
      'plans/letter-plan/plan.en.yaml:7: the glossary has no term "no-words"',
    ]);
  });

  it('every one is dead where there is no handbook', () => {
    const none = Object.fromEntries([...wholeCourses().keys()].filter((path) => path.startsWith('handbook/')).map((path) => [path, null]));
    expect(problems(none).every((line) => line.includes('the glossary has no term'))).toBe(true);
  });
});

describe('faults of a handbook', () => {
  it.each<[string, Record<string, string | null | ((text: string) => string)>, string]>([
    [
      'a page without text',
      { 'handbook/handbook.yaml': swap('[about-letters]', '[about-letters, more]') },
      'the words in the source language are missing: handbook/more.en.md',
    ],
    ['a term twice', { 'handbook/glossary.yaml': (text) => `${text}  - { id: notice }\n` }, 'the term "notice" stands twice'],
    ['a neighbour that is not there', { 'handbook/glossary.yaml': swap('see: [notice]', 'see: [poster]') }, 'there is no term "poster"'],
    ['a term without words', { 'handbook/glossary.yaml': (text) => `${text}  - { id: poster }\n` }, 'the words for term "poster" are missing'],
    ['a day that is none', { 'handbook/glossary.yaml': swap('2027-05-31', '2027-31-05') }, '"check_by" is "2027-31-05"'],
    ['a question about no page', { 'handbook/self-check.quiz.yaml': swap('about-letters', 'nowhere') }, '"nowhere" is not a lesson of this module'],
    [
      'a page that is too short',
      { 'handbook/about-letters.en.md': swap(/(---\n)([\s\S]*?)\n\n## What/, '$1title: A\nlead: B\n---\n## What') },
      'a page of the handbook has 300 to 1200 words',
    ],
  ])('%s', (_name, changes, wanted) => expect(problems(changes).join('\n')).toContain(wanted));
});

describe('a drawing', () => {
  const drawing = (inside: string, box = '0 0 360 100') => readDrawing(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="${box}">${inside}</svg>`);
  const faults = (inside: string, box?: string): string[] => drawing(inside, box).faults.map(({ message }) => message);

  it('keeps shapes and makes places for words', () => {
    const { drawing: read, faults: none } = drawing(
      '<g transform="translate(1 2)"><rect class="p-soft" x="1" y="2" width="3" height="4"/></g><text class="t" x="5" y="6" data-key="k" data-wrap="10" data-line="14"/>',
    );
    expect(none).toEqual([]);
    expect(read.parts).toEqual([
      '<g transform="translate(1 2)"><rect class="p-soft" x="1" y="2" width="3" height="4"></rect></g>',
      { key: 'k', x: '5', wrap: 10, line: 14, attributes: ' class="t" x="5" y="6"' },
      '',
    ]);
  });

  it.each<[string, string, string]>([
    ['script', '<script>alert(1)</script>', 'a drawing has no <script>'],
    ['a handler', '<rect onload="x()" x="1"/>', '<rect> has no attribute "onload"'],
    ['a style', '<rect style="fill:red"/>', '<rect> has no attribute "style"'],
    ['an address', '<image href="https://evil.example/x.png"/>', 'a drawing has no <image>'],
    ['a way out of an attribute', '<rect x="1&quot; onload=&quot;x"/>', 'the value of "x" holds signs'],
    ['a use of another drawing', '<use href="#x"/>', 'a drawing has no <use>'],
    ['foreign markup', '<foreignObject><body/></foreignObject>', 'a drawing has no <foreignObject>'],
    ['words', '<text data-key="k" data-wrap="9" data-line="9">Words</text>', 'words stand in the word files'],
    ['a place without a key', '<text x="1" y="1"/>', '<text> needs data-key'],
    ['an unknown class', '<rect class="red"/>', 'unknown class "red"'],
    ['a second drawing', '<svg viewBox="0 0 360 10"/>', 'a drawing has one <svg>'],
  ])('refuses %s', (_name, inside, wanted) => {
    const { drawing: read } = drawing(inside);
    expect(faults(inside).join('\n')).toContain(wanted);
    expect(JSON.stringify(read.parts)).not.toMatch(/script|onload|style|href|foreign|evil/i);
  });

  it('is 360 wide, and is one', () => {
    expect(faults('', '0 0 500 100').join()).toContain('a drawing is 360 wide');
    expect(readDrawing('<?xml version="1.0"?><p/>').faults.map(({ message }) => message)).toEqual([
      'a drawing has no <p>; known: svg, g, path, circle, ellipse, rect, line, polyline, polygon, text',
      'a drawing is one <svg> element',
    ]);
    expect(readDrawing('<!DOCTYPE svg [<!ENTITY a "b">]><svg viewBox="0 0 360 10"/>').faults).toContainEqual({
      line: 1,
      message: 'a drawing has no <!DOCTYPE>',
    });
  });
});
