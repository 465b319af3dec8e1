import fc from 'fast-check';
import { readQuestions, writeQuestions } from '../../../src/questions/exchange/exchange.js';
import { formats, type ChangeCode } from '../../../src/questions/exchange/exchanged.js';
import type { Question } from '../../../src/questions/question.js';

// Nothing that stands in a file is lost without a word: a reader says what it reads, and the rest is named.

const right = '<answer fraction="100"><text>A</text><feedback><text>Yes.</text></feedback></answer>';
const wrong = '<answer fraction="0"><text>B</text><feedback><text>No.</text></feedback></answer>';
const inside: Record<string, string> = {
  multichoice: `<single>true</single>${right}${wrong}`,
  truefalse: right.replace('>A<', '>true<') + wrong.replace('>B<', '>false<'),
  shortanswer: right,
  numerical: right.replace('>A<', '>3<'),
  matching: ['x', 'y'].map((row) => `<subquestion><text>${row}</text><answer><text>to ${row}</text></answer></subquestion>`).join(''),
  essay: '<responseformat>plain</responseformat>',
  ordering: ['one', 'two', 'three'].map((step) => `<answer fraction="1"><text>${step}</text></answer>`).join(''),
  gapselect: ['cat', 'dog'].map((word) => `<selectoption><text>${word}</text><group>1</group></selectoption>`).join(''),
};
const types = Object.keys(inside);
const xml = (type: string, more: string): string =>
  `<quiz><question type="${type}"><name><text>N</text></name>\n<questiontext><text>What [[1]]?</text></questiontext>\n${more}\n${inside[type]}</question></quiz>`;
const lineOf = (source: string) => {
  const { report } = readQuestions(source);
  expect(report).toHaveLength(1);
  return report[0]!;
};
const always = Object.fromEntries(types.map((type) => [type, lineOf(xml(type, '')).changes]));

describe('what stands in a question of Moodle XML', () => {
  it.each(types)('%s: nothing more is said of one that holds nothing more', (type) => {
    expect(lineOf(xml(type, ''))).toMatchObject({ refusal: null, dropped: [] });
    const idle =
      '<defaultgrade>1.0000000</defaultgrade><penalty>0</penalty><hidden>0</hidden><idnumber></idnumber><generalfeedback format="html"><text></text></generalfeedback>';
    expect(lineOf(xml(type, idle))).toMatchObject({ changes: always[type], dropped: [] });
  });

  it.each<[string, ChangeCode, string]>([
    ['<defaultgrade>2</defaultgrade>', 'weight', 'defaultgrade'],
    ['<defaultgrade>0</defaultgrade>', 'weight', 'defaultgrade'],
    ['<defaultgrade>much</defaultgrade>', 'weight', 'defaultgrade'],
    ['<penalty>0.3333333</penalty>', 'penalty', 'penalty'],
    ['<hidden>1</hidden>', 'draft', 'hidden'],
    ['<idnumber>HR-12</idnumber>', 'idnumber', 'idnumber'],
    ['<hint format="html"><text></text><clearwrong/></hint>', 'hints', 'hint'],
    ['<hint><text>Think.</text></hint>', 'hints', 'hint'],
    ['<generalfeedback><text>g</text></generalfeedback>', 'feedback', 'generalfeedback'],
    ['<incorrectfeedback><text/><file name="a"/></incorrectfeedback>', 'feedback', 'incorrectfeedback'],
    ['<shownumcorrect/>', 'feedback', 'shownumcorrect'],
    ['<image>a.png</image>', 'picture', 'image'],
    ['<mood>glad</mood>', 'parts', 'mood'],
    ['<mood/>', 'parts', 'mood'],
    ['<questiontext><text>Again?</text></questiontext>', 'parts', 'questiontext'],
    ['<toString/>', 'parts', 'toString'],
    ['words that belong to nothing', 'loose', 'question'],
    ['<tags>loose</tags>', 'loose', 'tags'],
    ['<!-- ask Ann -->', 'comment', 'question'],
    ['<tags color="red"/>', 'parts', 'tags@color'],
  ])('%s is named, in every type', (more, change, name) => {
    for (const type of types) {
      const { changes, dropped, outcome } = lineOf(xml(type, more));
      expect([type, outcome, [...changes].sort()]).toEqual([type, 'changed', [...new Set([...always[type]!, change])].sort()]);
      expect(dropped).toEqual([{ change, name, line: 3 }]);
    }
  });

  it.each<[string, string, ChangeCode, string | null]>([
    ['multichoice', '<shuffleanswers>false</shuffleanswers>', 'shuffle', 'shuffleanswers'],
    ['multichoice', '<shuffleanswers>true</shuffleanswers>', 'shuffle', null],
    ['matching', '<shuffleanswers>0</shuffleanswers>', 'shuffle', 'shuffleanswers'],
    ['gapselect', '<shuffleanswers>0</shuffleanswers>', 'shuffle', 'shuffleanswers'],
    [
      'gapselect',
      '<selectoption><text>far</text><group>2</group></selectoption><selectoption><text>near</text><group>2</group></selectoption>',
      'choices',
      null,
    ],
    ['essay', '<shuffleanswers>0</shuffleanswers>', 'parts', 'shuffleanswers'],
    ['multichoice', '<answernumbering>abc</answernumbering>', 'numbering', 'answernumbering'],
    ['multichoice', '<showstandardinstruction>0</showstandardinstruction>', 'parts', 'showstandardinstruction'],
    ['multichoice', '<usecase>1</usecase>', 'parts', 'usecase'],
    ['shortanswer', '<usecase>1</usecase><usecase>0</usecase>', 'parts', 'usecase'],
    ['numerical', '<unitsleft>1</unitsleft>', 'parts', 'unitsleft'],
    ['numerical', '<instructions><text>In metres.</text></instructions>', 'parts', 'instructions'],
    ['essay', '<responseformat>monospaced</responseformat>', 'parts', 'responseformat'],
    ['essay', '<responsefieldlines>5</responsefieldlines>', 'parts', 'responsefieldlines'],
    ['essay', '<filetypeslist>.pdf</filetypeslist>', 'file', 'filetypeslist'],
    ['ordering', '<layouttype>HORIZONTAL</layouttype>', 'parts', 'layouttype'],
    ['shortanswer', '<answer fraction="0"><text>*</text></answer><answer fraction="0"><text>*</text></answer>', 'twice', null],
    ['truefalse', '<answer fraction="50"><text>maybe</text></answer>', 'twice', null],
  ])('%s with %s: %s', (type, more, change, name) => {
    const { changes, dropped } = lineOf(xml(type, more));
    expect(dropped.filter((one) => one.change === change)).toEqual(name ? [{ change, name, line: 3 }] : []);
    if (name || change !== 'shuffle') expect(changes).toContain(change);
    else expect(changes).toEqual(always[type]);
  });

  it.each([
    ['&#1;', 'a'],
    ['\u0007', 'a'],
    ['&#xFFFF;', 'a'],
    ['&#xD800;', 'a\ufffd'],
    ['&#0;', 'a\ufffd'],
    ['&amp;#1;', 'a'],
    ['&lt;b&gt;&amp;#2;&lt;/b&gt;', 'a'],
  ])('%j in a text is no sign', (sign, stem) => {
    const { made, report } = readQuestions(xml('truefalse', '').replace('What [[1]]?', `a${sign}`));
    expect(made[0]!.question.stem).toBe(stem);
    expect(report[0]!.changes).toContain('signs');
  });

  it('what stands between questions is left out with a word', () => {
    const { report } = readQuestions(`<quiz>words\n${xml('truefalse', '').slice(6, -7)}\n<course>x</course></quiz>`);
    expect(report.map(({ line, type, refusal }) => [line, type, refusal])).toEqual([
      [1, '', 'notQuestion'],
      [2, 'truefalse', null],
      [6, 'course', 'notQuestion'],
    ]);
  });

  it('no element disappears: wherever an unknown one stands, it or what holds it is named', () => {
    const holders = /<(questiontext|name|answer|feedback|subquestion|selectoption|single|group|text)>|<answer fraction="\d+">/g;
    fc.assert(
      fc.property(
        fc.constantFrom(...types),
        fc.nat(),
        fc.constantFrom('<lost/>', '<lost>x</lost>', '<lost a="b"><text/></lost>'),
        (type, place, element) => {
          const source = xml(type, '');
          const at = [...source.matchAll(holders)].map((match) => match.index + match[0].length);
          const cut = at[place % at.length]!;
          expect(lineOf(source.slice(0, cut) + element + source.slice(cut)).dropped).toContainEqual(
            expect.objectContaining({ change: 'parts', name: 'lost' }),
          );
        },
      ),
      { numRuns: 300 },
    );
  });

  it('more different parts than anybody writes are no question', () => {
    const many = (count: number): string => Array.from({ length: count }, (_, i) => `<x${i}/>`).join('');
    expect(lineOf(xml('truefalse', many(50))).dropped).toHaveLength(50);
    expect(lineOf(xml('truefalse', many(51))).refusal).toBe('manyParts');
    expect(lineOf(xml('truefalse', '<x/>'.repeat(190))).dropped).toHaveLength(1);
    expect(lineOf(xml('truefalse', '<x/>'.repeat(5000))).refusal).toBe('manyParts');
  });
});

describe('what stands in a question of GIFT', () => {
  it.each<[string, ChangeCode[]]>([
    ['// ask Ann\nA {T#a#b}', ['comment']],
    ['// [id:HR-12] [tag:x]\nA {T#a#b}', ['idnumber']],
    ['// question: 12  name: Ann\nA {T#a#b}', []],
    ['A {T#a#b#c}', ['feedback']],
    ['A {first =a#a ~b#b}', ['loose']],
    ['A {=a#a ~%50%b#b}', ['weights']],
    ['A {#=3#a ~4#b}', ['loose']],
    ['A {#=3#a ~%50%#b}', ['weights']],
    ['A {=a#a =%0%*#b =%0%*#c}', ['twice']],
    ['A {=a#a =%-50%*#b}', ['steps']],
    ['A\u0001 {T#a#b}', ['signs']],
    ['[html]A<!-- b --> {T#a#b}', ['comment']],
    ['[html]<span style="color:red">A</span> {T#a#b}', ['formatting']],
    ['[html]A<template>b</template> {T#a#b}', ['embedded']],
  ])('%j', (source, changes) => expect(lineOf(source).changes).toEqual(changes));
});

describe('what goes out', () => {
  const picture = { id: 'p', hash: '', drawing: { viewBox: '0 0 360 10', parts: [] }, words: { en: { title: 'P', alternative: 'A', labels: {} } } };
  it.each(formats.flatMap((format) => [[format, null] as const, [format, picture] as const]))(
    'says in %s what stays here, a picture: %j',
    (format, shown) => {
      const statement: Question = {
        id: 'q-t',
        type: 'truefalse',
        lesson: 'l',
        objective: 'o',
        tags: [],
        difficulty: null,
        picture: shown,
        options: ['true', 'false'],
        correct: ['false'],
        words: { en: { stem: 'A', case: null, exhibit: null, options: { true: { text: '', why: 'a' }, false: { text: '', why: 'b' } } } },
      };
      expect(writeQuestions([statement], 'en', format).report[0]).toMatchObject({
        outcome: 'changed',
        changes: shown ? ['lesson', 'picture'] : ['lesson'],
      });
    },
  );
});
