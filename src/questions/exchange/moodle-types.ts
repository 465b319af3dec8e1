import type { QuestionType } from '../question.js';
import { QuestionRefused, type ChangeCode, type Exchanged, type ExchangedBase, type ExchangedOf } from './exchanged.js';
import { foreignDecimal, inverseOf } from './numbers.js';
import { essayFrom, matchingFrom, numericFrom, orderingFrom, shorttextFrom, unitsFrom } from './parts.js';
import { answers, lost, several, shuffled, typedAnswers, value, words, type Parts } from './moodle-known.js';
import { answer, holdsWords, isYes, optionsOf, partsOf, plain, text, textOf, typedOf, valueOf } from './moodle-parts.js';
import { plainWords, type ForeignText } from './texts.js';
import { child, escaped, type XmlElement } from './xml.js';

type Base = Omit<ExchangedBase<QuestionType>, 'type'>;
export type Reader = (element: XmlElement, base: Base, changes: Set<ChangeCode>) => Exchanged;
/** A reader says which parts of a question it reads, beside those of every question. */
export interface TypeReader {
  parts: Parts;
  read: Reader;
}
export interface Writer<T extends QuestionType> {
  type: string;
  /** Where the text of the question is more than what is asked. */
  text?: (question: ExchangedOf<T>) => ForeignText;
  write: (question: ExchangedOf<T>) => string[];
}

// As qtype_numerical calls them: what a wrong unit costs is a part of the mark of the answer, or of the question.
const grading = { optional: '0', ofAnswer: '1', ofQuestion: '2' };
const noUnits = '3';

const numerical: Reader = (element, base, changes) => {
  const given = partsOf(child(element, 'units') ?? { ...element, children: [] }, 'unit').map((unit) => {
    // There it says how many of this unit one of the question's own is.
    const multiplier = foreignDecimal(valueOf(unit, 'multiplier') || '1');
    return { name: valueOf(unit, 'unit_name'), factor: multiplier && inverseOf(multiplier) };
  });
  const hidden = valueOf(element, 'showunits') === noUnits;
  if (hidden && given.length) changes.add('units');
  const units = hidden ? [] : unitsFrom(given, changes);
  const by = valueOf(element, 'unitgradingtype');
  const penalty = Number(valueOf(element, 'unitpenalty') || '0.1');
  if (units.length && by === grading.ofQuestion) changes.add('scoring');
  const cost = [grading.ofAnswer, grading.ofQuestion].includes(by) && penalty > 0 ? Math.round(penalty * 1e7) / 1e5 : 0;
  return numericFrom(base, typedOf(element, changes), { units, cost }, changes);
};

const matching: Reader = (element, base, changes) =>
  matchingFrom(
    base,
    partsOf(element, 'subquestion').map((pair) => ({
      text: plainWords(textOf(pair), changes),
      partner: plainWords(textOf(child(pair, 'answer')), changes),
    })),
    changes,
  );

function essay(element: XmlElement, base: Base, changes: Set<ChangeCode>): Exchanged {
  if (valueOf(element, 'responseformat') === 'noinline') throw new QuestionRefused('upload');
  if (Number(valueOf(element, 'attachments')) !== 0) changes.add('file');
  if (['graderinfo', 'responsetemplate'].some((part) => holdsWords(child(element, part)))) changes.add('notes');
  const limit = [valueOf(element, 'maxwordlimit'), valueOf(element, 'minwordlimit')]
    .map(Number)
    .find((words) => Number.isInteger(words) && words > 0);
  return essayFrom(base, limit ?? null, changes);
}

const pairs: TypeReader = {
  parts: { shuffleanswers: shuffled, subquestion: several({ text: value, answer: words, file: lost('file') }) },
  read: matching,
};

/** Moodle's types beside those of choices. */
export const otherReaders: Record<string, TypeReader> = {
  matching: pairs,
  match: pairs,
  shortanswer: {
    parts: { usecase: value, answer: typedAnswers() },
    read: (element, base, changes) => shorttextFrom(base, typedOf(element, changes), isYes(child(element, 'usecase')), changes),
  },
  numerical: {
    parts: {
      answer: typedAnswers({ tolerance: value }),
      units: { parts: { unit: several({ multiplier: value, unit_name: value }) } },
      unitgradingtype: value,
      unitpenalty: value,
      showunits: value,
      unitsleft: lost('parts', '0'),
    },
    read: numerical,
  },
  essay: {
    parts: {
      responseformat: lost('parts', 'editor', 'plain'),
      responserequired: lost('parts', '1'),
      responsefieldlines: lost('parts', '15'),
      attachments: value,
      attachmentsrequired: lost('file', '0'),
      maxbytes: lost('file', '0'),
      filetypeslist: lost('file'),
      graderinfo: words,
      responsetemplate: words,
      minwordlimit: value,
      maxwordlimit: value,
    },
    read: essay,
  },
  ordering: {
    parts: {
      answer: answers(),
      selecttype: value,
      // Says nothing where all are asked, and goes with what is said where they are not.
      selectcount: value,
      // Always said: each system scores by its own rule.
      gradingtype: value,
      layouttype: lost('parts', 'VERTICAL', '0'),
      showgrading: lost('parts', 'SHOW', '1'),
      numberingstyle: lost('numbering', 'none'),
    },
    read(element, base, changes) {
      const selects = valueOf(element, 'selecttype');
      if (selects && selects !== 'ALL') changes.add('subset');
      const options = optionsOf(element, changes);
      if (options.some(({ why }) => why)) changes.add('rowReasons');
      return orderingFrom(
        base,
        options.map((option) => option.text),
        changes,
      );
    },
  },
};

const rest = (why: string): string[] => (why ? [answer(plain('*'), '0', why)] : []);
const pair = (row: string, partner: string): string => `    ${text('subquestion', plain(row), '', text('answer', plain(partner)))}`;

function units({ units: all, unitCost }: ExchangedOf<'numeric'>): string[] {
  const named = all.flatMap(({ names, factor }) => {
    const multiplier = inverseOf(factor);
    return multiplier === null ? [] : names.map((name) => ({ name, multiplier }));
  });
  if (!named.length) return [`    <unitgradingtype>${grading.optional}</unitgradingtype>`, `    <showunits>${noUnits}</showunits>`];
  return [
    '    <units>',
    ...named.map(({ name, multiplier }) => `      <unit><multiplier>${multiplier}</multiplier><unit_name>${escaped(name)}</unit_name></unit>`),
    '    </units>',
    `    <unitgradingtype>${grading.ofAnswer}</unitgradingtype>`,
    `    <unitpenalty>${unitCost / 100}</unitpenalty>`,
    '    <showunits>0</showunits>',
    '    <unitsleft>0</unitsleft>',
  ];
}

export const otherWriters: { [T in 'matching' | 'shorttext' | 'numeric' | 'essay' | 'ordering']: Writer<T> } = {
  matching: {
    type: 'matching',
    write: ({ pairs, distractors }) => [
      '    <shuffleanswers>true</shuffleanswers>',
      ...pairs.map((one) => pair(one.text, one.partner)),
      ...distractors.map((partner) => pair('', partner)),
    ],
  },
  shorttext: {
    type: 'shortanswer',
    write: ({ capitals, answers, otherwise }) => [
      `    <usecase>${capitals ? 1 : 0}</usecase>`,
      ...answers.map((one) => answer(plain(one.text), String(one.share), one.why)),
      ...rest(otherwise),
    ],
  },
  numeric: {
    type: 'numerical',
    write: (question) => [
      ...question.answers.map(({ value, tolerance, share, why }) => answer(plain(value), String(share), why, `<tolerance>${tolerance}</tolerance>`)),
      ...rest(question.otherwise),
      ...units(question),
    ],
  },
  essay: {
    type: 'essay',
    write: () => [
      '    <responseformat>editor</responseformat>',
      '    <responserequired>1</responserequired>',
      '    <responsefieldlines>15</responsefieldlines>',
      '    <attachments>0</attachments>',
    ],
  },
  ordering: {
    type: 'ordering',
    write: ({ steps }) => [
      '    <layouttype>VERTICAL</layouttype>',
      '    <selecttype>ALL</selecttype>',
      '    <selectcount>0</selectcount>',
      '    <gradingtype>ABSOLUTE_POSITION</gradingtype>',
      '    <showgrading>SHOW</showgrading>',
      '    <numberingstyle>none</numberingstyle>',
      ...steps.map((step, index) => `    ${text('answer', plain(step), ` fraction="${index + 1}"`)}`),
    ],
  },
};
