import fc from 'fast-check';
import type { Question } from '../../../src/questions/question.js';
import { readQuestions, recognised, textOfFile, writeQuestions } from '../../../src/questions/exchange/exchange.js';
import { FileRefused, formats, maxQuestions, type ChangeCode, type Exchanged, type FileFault } from '../../../src/questions/exchange/exchanged.js';
import { nasty, questionFor, writers } from './exchanged-questions.js';

/** What is said of a question that Reed wrote itself: what no format has must be made anew. */
const stillSaid: Partial<Record<Exchanged['type'], ChangeCode[]>> = {
  multiple: ['scoring'],
  matching: ['reasons'],
  gapmenu: ['reasons'],
  ordering: ['scoring', 'reasons'],
  essay: ['plainRubric'],
};

describe.each(formats)('%s', (format) => {
  it('gives back what was written', () => {
    fc.assert(
      fc.property(fc.array(questionFor(format), { minLength: 1, maxLength: 4 }), (questions) => {
        const text = textOfFile(writers[format].write(questions));
        expect(recognised(text)).toBe(format);
        const file = readQuestions(text);
        expect(file.made.map((made) => made.question)).toEqual(questions);
        // What another program could not read before us stands there as a sign of its own, which nobody means to write.
        const said = file.report.map(({ changes }, index) =>
          JSON.stringify(questions[index]).includes('\ufffd') ? changes.filter((one) => one !== 'signs') : changes,
        );
        expect(said).toEqual(questions.map(({ type }) => stillSaid[type] ?? []));
      }),
      { numRuns: 400 },
    );
  });

  it('says no more than one sentence about anything that it cannot read, and never breaks', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...nasty, '<quiz>', '</quiz>', '<question type="multichoice">', '</question>', '<text>', '=a', '~b', 'T'), {
          maxLength: 30,
        }),
        (parts) => {
          try {
            readQuestions(parts.join(''), format);
          } catch (error) {
            expect(error).toBeInstanceOf(FileRefused);
          }
        },
      ),
      { numRuns: 500 },
    );
  });
});

const only = (source: string): { question: Exchanged | undefined; changes: string[]; refusal: string | null; type: string } => {
  const { made, report } = readQuestions(source);
  expect(report).toHaveLength(1);
  return { question: made[0]?.question, changes: report[0]!.changes, refusal: report[0]!.refusal, type: report[0]!.type };
};
const faultOf = (read: () => unknown): FileFault | null => {
  try {
    read();
  } catch (error) {
    if (error instanceof FileRefused) return error.fault;
    throw error;
  }
  return null;
};

describe('GIFT as others write it', () => {
  it('one right answer among several, with feedback and a title', () => {
    expect(only('::Colours:: What stands between orange and green? { =yellow # right; good! ~red # no ~blue#no\n }')).toEqual({
      type: 'multichoice',
      refusal: null,
      changes: [],
      question: {
        type: 'single',
        name: 'Colours',
        stem: 'What stands between orange and green?',
        case: null,
        exhibit: null,
        tags: [],
        options: [
          { text: 'yellow', why: 'right; good!', correct: true },
          { text: 'red', why: 'no', correct: false },
          { text: 'blue', why: 'no', correct: false },
        ],
      },
    });
  });

  it('several right answers by weight', () => {
    const { question, changes } = only('Which two? {\n~%-100%No one\n~%50%Ada # yes\n~%50%Grace\n~%-100%Nobody\n}');
    expect(question).toMatchObject({
      type: 'multiple',
      options: [{ correct: false }, { text: 'Ada', correct: true }, { correct: true }, { correct: false }],
    });
    expect(changes).toEqual(['scoring', 'reasons']);
  });

  it('true or false, where the first feedback belongs to the wrong answer', () => {
    expect(only('The sun rises in the west. {FALSE#Look again.#So it is.}').question).toMatchObject({
      type: 'truefalse',
      options: [
        { why: 'Look again.', correct: false },
        { why: 'So it is.', correct: true },
      ],
    });
    expect(only('1 + 1 \\= 2 {T#It is two.#It is.####general}')).toMatchObject({
      changes: ['feedback'],
      question: { stem: '1 + 1 = 2', options: [{ why: 'It is.', correct: true }, { why: 'It is two.' }] },
    });
  });

  it('pairs, with a partner of nothing', () => {
    expect(only('Match. {\n=cat -> food\n=dog -> food\n= -> ice\n=<b>sun</b> -> [html]sky\n}')).toMatchObject({
      changes: ['formatting', 'reasons'],
      question: {
        type: 'matching',
        pairs: [
          { text: 'cat', partner: 'food' },
          { text: 'dog', partner: 'food' },
          { text: 'sun', partner: '[html]sky' },
        ],
        distractors: ['ice'],
      },
    });
  });

  it('words to type', () => {
    expect(only('Who? {=Ann#Yes. =%33.333%Anna#Nearly. =ann =%0%*#Read again.}')).toMatchObject({
      changes: ['steps', 'twice'],
      question: {
        type: 'shorttext',
        capitals: false,
        answers: [
          { text: 'Ann', share: 100, why: 'Yes.' },
          { text: 'Anna', share: 35, why: 'Nearly.' },
        ],
        otherwise: 'Read again.',
      },
    });
    expect(only('Who? {Ann}')).toMatchObject({ changes: ['reasons'], question: { answers: [{ text: 'Ann', share: 100 }] } });
    expect(only('Who? {=%50%A*#a =Ann#b}').changes).toEqual(['order']);
  });

  it('numbers with what is around them', () => {
    expect(only('How many? {#3.14:0.005}').question).toMatchObject({ answers: [{ value: '3.14', tolerance: '0.005', share: 100 }], units: [] });
    expect(only('How many? {#1..2}').question).toMatchObject({ answers: [{ value: '1.5', tolerance: '0.5' }] });
    expect(only('How many? {#\n=1.5e3:1#Right. =%50%.5e1:5#Near.\n~#Count again.\n}')).toMatchObject({
      changes: [],
      question: {
        type: 'numeric',
        answers: [
          { value: '1500', tolerance: '1', share: 100, why: 'Right.' },
          { value: '5', tolerance: '5', share: 50, why: 'Near.' },
        ],
        otherwise: 'Count again.',
      },
    });
  });

  it('essays, whose rubric is made anew', () => {
    expect(only('Write. {}')).toMatchObject({ changes: ['plainRubric'], question: { type: 'essay', length: null } });
    expect(only('Write. {####Thank you.}').changes).toEqual(['feedback', 'plainRubric']);
  });

  it('a gap within the text, formulas and HTML', () => {
    expect(only('Letters go to {=the reader ~the drawer} every day.')).toMatchObject({
      question: { stem: 'Letters go to _____ every day.' },
      changes: ['gap', 'reasons'],
    });
    expect(only('What is \\( x \\)? {=one#a ~two#b}').question?.stem).toBe('What is \\( x \\)?');
    expect(only('[html]<p>Read <i>this</i>.</p><p>What now?</p> {=one#a ~two#b}')).toMatchObject({
      question: { case: 'Read *this*.', stem: 'What now?' },
      changes: ['case', 'markdown'],
    });
  });

  it.each([
    ['Only a text.', 'description', 'description'],
    ['How many? {#about three}', 'numerical', 'number'],
    ['How many? {#4..3}', 'numerical', 'number'],
    ['How many? {#3:-1}', 'numerical', 'number'],
    ['How many? {#1e40}', 'numerical', 'number'],
    ['How many? {#=%50%3:2}', 'numerical', 'noRight'],
    ['Who? {=*}', 'shortanswer', 'anything'],
    ['Who? {=Ann*}', 'shortanswer', 'noExample'],
    ['Who? {=?}', 'shortanswer', 'noLetters'],
    ['Who? {=%50%Ann}', 'shortanswer', 'noRight'],
    [`Who? {=${'a'.repeat(201)}}`, 'shortanswer', 'longAnswer'],
    [`Who? {${Array.from({ length: 31 }, (_, i) => `=a${i}`).join(' ')}}`, 'shortanswer', 'manyParts'],
    ['Match. {=a -> b}', 'matching', 'fewParts'],
    ['Match. {=a -> b =A -> c}', 'matching', 'sameOptions'],
    ['Match. {=a -> b =c}', 'matching', 'emptyOption'],
    ['$CATEGORY: tom/dick', 'category', 'category'],
    ['Two {=a ~b} and {=c ~d}', '', 'braces'],
    ['Open {=a ~b', '', 'braces'],
    ['Both? {=a =b ~c}', 'multichoice', 'severalRight'],
    ['None? {~a ~b}', 'multichoice', 'noRight'],
    ['One? {=a ~}', 'multichoice', 'emptyOption'],
    ['Same? {=a ~A}', 'multichoice', 'sameOptions'],
    ['Place? {=a ~All of the above}', 'multichoice', 'place'],
    ['Many? {=a ~b ~c ~d ~e ~f ~g ~h ~i}', 'multichoice', 'manyOptions'],
    [`${'x'.repeat(50_001)} {T}`, 'truefalse', 'tooLong'],
  ])('case %# is left out', (source, type, refusal) => expect(only(source)).toMatchObject({ type, refusal, question: undefined }));

  it('keeps lines, comments and tags apart', () => {
    const { report, made } = readQuestions('// a comment\n\n// [tag:Press Office] [tag:letters]\nA {T#a#b}\n\n\nB {F#a#b}\n');
    expect(report.map(({ line: at, changes }) => [at, changes])).toEqual([
      [4, ['tags']],
      [7, []],
    ]);
    expect(made.map((one) => one.question.tags)).toEqual([['press-office', 'letters'], []]);
  });
});

const inQuiz = (inner: string): string => `<?xml version="1.0" encoding="UTF-8"?>\n<quiz>\n${inner}\n</quiz>`;
const choice = (question: string, rest = ''): string =>
  inQuiz(`<!-- a note --><question type="multichoice"><name><text>N</text></name><questiontext format="html"><text><![CDATA[${question}]]></text></questiontext>
  <single>true</single>${rest}<answer fraction="100" format="html"><text>&lt;p&gt;A &amp;amp; B&lt;/p&gt;</text><feedback><text>Yes.</text></feedback></answer>
  <answer fraction="0"><text>C</text><feedback format="html"><text>No.</text></feedback></answer></question>`);

describe('Moodle XML as others write it', () => {
  it('HTML becomes words, Markdown and losses', () => {
    expect(only(choice('<p>What?</p>'))).toMatchObject({
      changes: [],
      question: { stem: 'What?', options: [{ text: 'A & B', why: 'Yes.' }, { text: 'C' }] },
    });
    const html = `<h3>The letter</h3><p>Dear <b>all</b>,<br>see <a href="https://example.org/a">here</a> and <a href="javascript:alert(1)">there</a>. 1 * 2</p>
      <ul><li>one</li><li>two<ol><li>deep</li></ol></li></ul><blockquote><p>said</p></blockquote>
      <table><tr><th>a</th><th>b|c</th></tr><tr><td>1</td><td>2</td></tr></table><script>alert(1)</script><img src="x" onerror="y"><p>What&nbsp;now?</p>`;
    const { question, changes } = only(choice(html));
    expect(question).toMatchObject({ exhibit: 'The letter', stem: 'What now?' });
    expect(question!.case).toBe(
      'Dear **all**,\\\nsee [here](https://example.org/a) and there. 1 \\* 2\n\n- one\n- two\n\n  1. deep\n\n> said\n\n| a | b\\|c |\n| --- | --- |\n| 1 | 2 |',
    );
    expect([...changes].sort()).toEqual(['case', 'link', 'markdown', 'picture', 'script']);
  });

  it('says what else is dropped', () => {
    const rest = '<generalfeedback><text>g</text></generalfeedback><hint><text>h</text></hint><tags><tag><text>Été</text></tag></tags>';
    expect(only(choice('<p>W<sub>1</sub></p>', rest)).changes.sort()).toEqual(['feedback', 'formatting', 'hints', 'tags']);
  });

  it('refuses types that Reed has not, and goes on', () => {
    const { report, made } = readQuestions(
      inQuiz(
        '<question type="category"><category><text>$course$/top</text></category></question>\n<question type="cloze"/>\n<question type="constructor"/>',
      ),
    );
    expect(made).toEqual([]);
    expect(report.map(({ line: at, refusal }) => [at, refusal])).toEqual([
      [3, 'category'],
      [4, 'gaps'],
      [5, 'unknownType'],
    ]);
  });
});

/** Different words without digits. */
const letters = (number: number): string => number.toString(26).replace(/\d/g, (digit) => 'qrstuvwxyz'[Number(digit)]!);

describe('a hostile file', () => {
  const question = '<question type="essay"/>';
  it.each<[string, FileFault]>([
    [`<!DOCTYPE quiz [${Array.from({ length: 9 }, (_, i) => `<!ENTITY a${i + 1} "&a${i};&a${i};">`).join('')}]><quiz>&a9;</quiz>`, 'declaration'],
    [
      '<!DOCTYPE quiz [<!ENTITY x SYSTEM "file:///etc/passwd">]><quiz><question type="essay"><name><text>&x;</text></name></question></quiz>',
      'declaration',
    ],
    [`<quiz><!ENTITY x "y">${question}</quiz>`, 'declaration'],
    [inQuiz('<question type="essay"><name><text>&nbsp;</text></name></question>'), 'broken'],
    [inQuiz(`<?php echo 1 ?>${question}`), 'instruction'],
    [`<quiz><?xml version="1.0"?>${question}</quiz>`, 'instruction'],
    ['<?xml version="1.0" encoding="ISO-8859-1"?><quiz/>', 'encoding'],
    [`<quiz>${'<a>'.repeat(60)}${'</a>'.repeat(60)}</quiz>`, 'depth'],
    [`<quiz>${'<a>'.repeat(1_000_000)}`, 'depth'],
    ['<quiz><question type="essay"></quiz></question>', 'broken'],
    [`<quiz>${question}`, 'broken'],
    [`<quiz>${question}</quiz></quiz>`, 'broken'],
    [`<quiz>${question}</quiz><quiz/>`, 'root'],
    ['<html><body/></html>', 'root'],
    ['<quiz/>', 'empty'],
    ['', 'empty'],
    [`<quiz>${question.repeat(maxQuestions + 1)}</quiz>`, 'tooMany'],
    ['a {T}\n\n'.repeat(maxQuestions + 1), 'tooMany'],
  ])('case %# is refused', (source, fault) => expect(faultOf(() => readQuestions(textOfFile(source)))).toBe(fault));

  it('is refused before it is read where it is too large or no text', () => {
    expect(faultOf(() => textOfFile('x'.repeat(5 * 1024 * 1024 + 1)))).toBe('tooLarge');
    expect(faultOf(() => textOfFile('é'.repeat(3 * 1024 * 1024)))).toBe('tooLarge');
    expect(faultOf(() => textOfFile(Buffer.from('é', 'latin1')))).toBe('encoding');
    expect(faultOf(() => textOfFile(Buffer.from('<quiz/>', 'utf16le')))).toBe('nul');
    expect(textOfFile(Buffer.from('\ufeffa\r\nb'))).toBe('a\nb');
  });

  it('takes no time by nesting HTML or by signs that never end', () => {
    const began = performance.now();
    for (const piece of ['<b>', '<ul><li>', '<blockquote>', '<table><tr><td>', '</b>', '<a href="', '&', '<!--', '\\', '<div><i>x'])
      for (const source of [choice(piece.repeat(Math.floor(49_000 / piece.length)).replaceAll(']]>', '')), `${piece.repeat(5000)} {T}`])
        faultOf(() => readQuestions(source));
    for (const source of [
      '// [tag:'.repeat(600_000),
      '<a '.repeat(16_000) + ' {T}',
      choice('&#32;'.repeat(9_000)),
      '\\n'.repeat(20_000) + '{T}',
      '~='.repeat(2_000_000),
      `a {${'='.repeat(1_000_000)}}`,
      `a {#${'=1'.repeat(500_000)}}`,
      `a {${'=a->b'.repeat(300_000)}}`,
      inQuiz(`<question type="essay"/>${'<a/>'.repeat(300_000)}`),
      inQuiz(
        `<question type="numerical"><units>${Array.from({ length: 60_000 }, (_, i) => `<unit><unit_name>${letters(i)}</unit_name></unit>`).join('')}</units></question>`,
      ),
      inQuiz(
        `<question type="gapselect"><questiontext><text>${'[[1]]'.repeat(9_000)}</text></questiontext>${'<selectoption/>'.repeat(50_000)}</question>`,
      ),
    ])
      faultOf(() => readQuestions(source));
    expect(performance.now() - began).toBeLessThan(20_000);
  });
});

describe('what goes out', () => {
  const base = { lesson: 'l', objective: 'o', tags: [], difficulty: null };
  const statement: Question = {
    ...base,
    id: 'q-t',
    type: 'truefalse',
    options: ['true', 'false'],
    correct: ['false'],
    difficulty: 2,
    picture: null,
    words: { en: { stem: 'A\u0001b', case: null, exhibit: null, options: { true: { text: '', why: 'a' }, false: { text: '', why: 'b' } } } },
  };

  it('is reported question by question', () => {
    expect(writeQuestions([statement], 'en', 'moodle-xml').report).toEqual([
      { line: 1, name: 'q-t', type: 'truefalse', outcome: 'changed', changes: ['lesson', 'difficulty', 'signs'], dropped: [], refusal: null },
    ]);
    expect(writeQuestions([statement], 'nl', 'gift')).toMatchObject({ text: '', report: [{ outcome: 'refused', refusal: 'noText' }] });
  });

  it('leaves out a type that the format has not, and the rest goes', () => {
    const strange = { ...statement, id: 'q-x', type: 'lab' } as unknown as Question;
    const { text, report } = writeQuestions([strange, statement], 'en', 'gift');
    expect(report.map(({ outcome, refusal }) => [outcome, refusal])).toEqual([
      ['refused', 'noForm'],
      ['changed', null],
    ]);
    expect(text).toContain('::q-t::');
    expect(text).not.toContain('q-x');
  });
});
