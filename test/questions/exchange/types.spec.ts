import fc from 'fast-check';
import { quizFiles } from '../../../src/authoring/rules/quiz-files.js';
import { readQuestions, writeQuestions } from '../../../src/questions/exchange/exchange.js';
import type { Format } from '../../../src/questions/exchange/exchanged.js';
import { foreignDecimal, inverseOf, middleOf, percentOf } from '../../../src/questions/exchange/numbers.js';
import type { Question } from '../../../src/questions/question.js';
import { decimalOf, times } from '../../../src/questions/rules/decimal.js';
import { questionFor } from './exchanged-questions.js';

const rubric = { label: 'All', none: 'No.', partly: 'Partly.', full: 'Yes.' };
const reasons = { right: 'Right.', wrong: 'Wrong.', unit: 'Unit.', gaps: 'Gaps.', rubric };
const target = { id: 'q-new', title: 'New', language: 'en', folder: 'library/m', lesson: 'l-a', objective: 'o-a', reasons };

const only = (type: string, inner: string) => {
  const { made, report } = readQuestions(
    `<quiz><question type="${type}"><name><text>N</text></name><questiontext><text>What?</text></questiontext>${inner}</question></quiz>`,
  );
  expect(report).toHaveLength(1);
  return { question: made[0]?.question, changes: report[0]!.changes, refusal: report[0]!.refusal };
};
const answer = (text: string, fraction: number, more = '') =>
  `<answer fraction="${fraction}" format="moodle_auto_format"><text>${text}</text><feedback format="html"><text>${fraction > 0 ? 'Yes.' : 'No.'}</text></feedback>${more}</answer>`;

describe('types of Moodle XML as others write them', () => {
  it('matching: rows may be HTML, partners of nothing have no row', () => {
    const pair = (row: string, partner: string) =>
      `<subquestion format="html"><text>${row}</text><answer><text>${partner}</text></answer></subquestion>`;
    expect(only('matching', pair('&lt;p&gt;Cat&lt;/p&gt;', 'food') + pair('Dog', 'food') + pair('', 'ice'))).toMatchObject({
      changes: ['reasons'],
      question: {
        type: 'matching',
        pairs: [
          { text: 'Cat', partner: 'food' },
          { text: 'Dog', partner: 'food' },
        ],
        distractors: ['ice'],
      },
    });
    expect(only('matching', pair('Cat', 'food')).refusal).toBe('fewParts');
    expect(only('match', pair('Cat', 'food').repeat(2) + pair('x', 'y')).refusal).toBe('sameOptions');
    expect(only('matching', pair('Cat', 'food') + pair('Dog', 'all of the above')).refusal).toBe('place');
  });

  it('short answers: signs are meant as they stand', () => {
    expect(only('shortanswer', `<usecase>1</usecase>${answer('a &lt;b&gt; \\*', 100)}${answer('a*', 50)}${answer('*', 0)}`)).toMatchObject({
      changes: [],
      question: {
        capitals: true,
        answers: [
          { text: 'a <b> \\*', share: 100, why: 'Yes.' },
          { text: 'a*', share: 50 },
        ],
        otherwise: 'No.',
      },
    });
    expect(only('shortanswer', answer('*', 0) + answer('a', 100)).changes).toEqual(['order']);
    expect(only('shortanswer', answer('a', 100) + answer('b', 99.5) + answer('c', -50)).question).toMatchObject({
      answers: [{ share: 100 }, { share: 95 }, { share: 0 }],
    });
    expect(only('shortanswer', '').refusal).toBe('fewParts');
  });

  it('numbers: units are counted the other way round', () => {
    const unit = (name: string, multiplier: string) => `<unit><multiplier>${multiplier}</multiplier><unit_name>${name}</unit_name></unit>`;
    const km = `<units>${unit('km', '0.001') + unit('m', '1') + unit('cm', '100') + unit('meter', '1.0')}</units>`;
    const grading = (type: number, penalty: string) => `<unitgradingtype>${type}</unitgradingtype><unitpenalty>${penalty}</unitpenalty>`;
    expect(only('numerical', `${answer('2.50', 100, '<tolerance>1E-2</tolerance>')}${answer('*', 0)}${km}${grading(1, '0.2500000')}`)).toMatchObject({
      changes: [],
      question: {
        answers: [{ value: '2.5', tolerance: '0.01', share: 100, why: 'Yes.' }],
        otherwise: 'No.',
        units: [
          { names: ['m', 'meter'], factor: '1' },
          { names: ['km'], factor: '1000' },
          { names: ['cm'], factor: '0.01' },
        ],
        unitCost: 25,
      },
    });
    const three = answer('3', 100);
    expect(only('numerical', `${three}<units>${unit('m', '1') + unit('ft', '3.2808399')}</units>${grading(2, '0.1')}`)).toMatchObject({
      changes: ['units', 'scoring'],
      question: { units: [{ names: ['m'], factor: '1' }], unitCost: 10 },
    });
    expect(only('numerical', `${three}${km}<showunits>3</showunits>`)).toMatchObject({ changes: ['units'], question: { units: [], unitCost: 0 } });
    expect(only('numerical', `${three}<units>${unit('m2', '1') + unit('km', '0.001')}</units>`)).toMatchObject({ changes: ['units'] });
    expect(only('numerical', `${three}${km}${grading(0, '0.3')}`).question).toMatchObject({ unitCost: 0 });
    expect(only('numerical', answer('many', 100)).refusal).toBe('number');
    expect(only('numerical', answer('3', 100, '<tolerance>-1</tolerance>')).refusal).toBe('number');
  });

  it('essays and orders', () => {
    const notes = '<graderinfo format="html"><text>n</text></graderinfo><maxwordlimit>900</maxwordlimit><attachments>1</attachments>';
    expect(only('essay', notes)).toMatchObject({ changes: ['file', 'notes', 'plainRubric', 'wordLimit'], question: { length: 700 } });
    expect(only('essay', '<responseformat>noinline</responseformat>').refusal).toBe('upload');
    const steps = answer('one', 1) + answer('two', 2) + answer('three', 3);
    expect(only('ordering', `<selecttype>RANDOM</selecttype>${steps}`)).toMatchObject({
      changes: ['subset', 'rowReasons', 'scoring', 'reasons'],
      question: { steps: ['one', 'two', 'three'] },
    });
    expect(only('ordering', answer('one', 1) + answer('two', 2)).refusal).toBe('fewParts');
  });

  it('texts with menus: choices of one group share their gaps', () => {
    const option = (name: string, words: string, group: number) => `<${name}><text>${words}</text><group>${group}</group></${name}>`;
    const asked = (type: string, html: string, options: string) =>
      readQuestions(
        `<quiz><question type="${type}"><questiontext format="html"><text><![CDATA[${html}]]></text></questiontext>${options}</question></quiz>`,
      );
    const menus =
      ['cat', 'dog'].map((words) => option('selectoption', words, 1)).join('') +
      ['sat', 'ran'].map((words) => option('selectoption', words, 2)).join('');
    const read = asked('gapselect', '<p>Choose <b>well</b>.</p><p>The [[2]] and the [[1]]</p><p>[[4]].</p>', menus);
    expect(read.report[0]!.changes).toEqual(['formatting', 'reasons']);
    expect(read.made[0]!.question).toMatchObject({
      type: 'gapmenu',
      stem: 'Choose well.',
      text: 'The [[1]] and the [[2]]\n\n[[3]].',
      gaps: [
        { choices: ['cat', 'dog'], correct: 1 },
        { choices: ['cat', 'dog'], correct: 0 },
        { choices: ['sat', 'ran'], correct: 1 },
      ],
    });
    const drag = asked('ddwtos', 'The [[1]].', ['cat', 'dog'].map((words) => option('dragbox', words, 1)).join(''));
    expect(drag.report[0]!.changes).toEqual(['plainStem', 'reasons']);
    expect(quizFiles([drag.made[0]!.question], target, new Set())).toMatchObject({
      problems: [],
      words: { text: expect.stringMatching(/stem: Gaps\.[^]*text: The \[\[g1\]\]\./) },
    });
    const refusals = [
      ['No gap.', menus],
      ['The [[9]].', menus],
      ['The [[0]].', menus],
      ['The [[1]] [[x]].', menus],
      ['The [[1]].', option('selectoption', 'cat', 1)],
      ['[[1]]'.repeat(13), menus],
    ].map(([html, options]) => asked('gapselect', html!, options!).report[0]!.refusal);
    expect(refusals).toEqual(['noText', 'noRight', 'noRight', 'braces', 'fewParts', 'manyParts']);
  });

  it('says why it does not read a type that Reed has', () => {
    expect(['kprime', 'cloze', 'multianswer', 'toString'].map((type) => only(type, '').refusal)).toEqual(['kprim', 'gaps', 'gaps', 'unknownType']);
  });
});

describe('numbers of other systems', () => {
  it('are read without loss, or not at all', () => {
    expect(['1.5e3', '.5', '5.', '+01.50', '-0', '1E-3', '12'].map(foreignDecimal)).toEqual(['1500', '0.5', '5', '1.5', '0', '0.001', '12']);
    expect(['', '.', 'e3', '1,5', '1 m', '1e40', '1e999', '0x1', 'NaN', `${'9'.repeat(31)}`].map(foreignDecimal)).toEqual(Array(10).fill(null));
    expect(percentOf('5', '-200')).toBe('10');
    expect(middleOf('-1', '2')).toEqual({ value: '0.5', tolerance: '1.5' });
  });

  it('are turned over exactly', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: 10n ** 12n }), fc.nat(8), (digits, scale) => {
        const factor = `${digits / 10n ** BigInt(scale)}.${String(digits % 10n ** BigInt(scale)).padStart(scale || 1, '0')}`;
        const inverse = inverseOf(factor);
        if (inverse === null) return;
        const one = times(decimalOf(factor)!, decimalOf(inverse)!);
        expect(one.digits).toBe(10n ** BigInt(one.scale));
      }),
    );
    expect([inverseOf('3'), inverseOf('0'), inverseOf('-2'), inverseOf('0.001')]).toEqual([null, null, null, '1000']);
  });
});

describe('the files of a quiz', () => {
  it.each<Format>(['moodle-xml', 'gift'])('pass the readers with any question of %s', (format) => {
    fc.assert(
      fc.property(questionFor(format), (question) => {
        // What Markdown may hold is for the readers of situations.
        const { problems } = quizFiles([{ ...question, case: null, exhibit: null }], target, new Set());
        expect(problems).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });
});

describe('what goes out', () => {
  const base = { lesson: 'l', objective: 'o', tags: [], difficulty: null, picture: null };
  const stem = { stem: 'What?', case: null, exhibit: null };
  const outOf = (question: Question, format: Format) => {
    const { report, text } = writeQuestions([question], 'en', format);
    return { refusal: report[0]!.refusal, changes: report[0]!.changes, text };
  };

  const number: Question = {
    ...base,
    id: 'q-n',
    type: 'numeric',
    accept: [
      { id: 'near', value: '200', tolerance: '5', relative: true, share: 50 },
      { id: 'right', value: '200.0', tolerance: '0', relative: false, share: 100 },
    ],
    units: [
      { id: 'm', factor: '1' },
      { id: 'km', factor: '1000' },
    ],
    unitCost: 20,
    words: {
      en: { ...stem, accept: { near: { why: 'Near.' }, right: { why: 'Right.' } }, otherwise: '', units: { m: ['m'], km: ['km'] }, unitWhy: 'U.' },
    },
  };

  it('numbers, the dearest first, with margins and units as the format has them', () => {
    const xml = outOf(number, 'moodle-xml');
    expect(xml.changes).toEqual(['lesson', 'percent', 'rowReasons']);
    expect(xml.text).toContain('<unit><multiplier>0.001</multiplier><unit_name>km</unit_name></unit>');
    expect(readQuestions(xml.text).made[0]!.question).toMatchObject({
      answers: [
        { value: '200', tolerance: '0', share: 100 },
        { value: '200', tolerance: '10', share: 50 },
      ],
      unitCost: 20,
    });
    expect(outOf(number, 'gift').changes).toEqual(['lesson', 'percent', 'units']);
    const foot = { ...number, units: [number.units[0]!, { id: 'km', factor: '0.3048' }] };
    expect(outOf(foot, 'moodle-xml').changes).toEqual(['lesson', 'percent', 'units']);
  });

  it('words, with what is forgiven only here', () => {
    const text: Question = {
      ...base,
      id: 'q-w',
      type: 'shorttext',
      match: { case: true, accents: false, distance: 1 },
      words: {
        en: {
          ...stem,
          accept: [
            { text: 'a*', share: 50, why: 'b' },
            { text: 'abc', share: 100, why: 'a' },
          ],
          otherwise: '',
        },
      },
    };
    expect(outOf(text, 'moodle-xml').changes).toEqual(['lesson', 'accents', 'slips']);
    expect(outOf(text, 'gift').changes).toEqual(['lesson', 'accents', 'slips', 'capitals']);
    expect(readQuestions(outOf(text, 'gift').text).report[0]!.changes).toEqual([]);
    text.words.en!.otherwise = 'a -> b';
    expect(outOf(text, 'gift')).toMatchObject({ refusal: 'arrow', text: '' });
    expect(outOf(text, 'moodle-xml').refusal).toBeNull();
  });

  it('types that no format has are left out, each with its reason', () => {
    const typed = (type: string) => ({ ...base, id: 'q', type, words: { en: stem } }) as unknown as Question;
    for (const type of ['categorising', 'scenario', 'branching', 'textlab', 'kprim'])
      expect(outOf(typed(type), 'moodle-xml')).toMatchObject({ refusal: type, changes: [] });
  });
});
