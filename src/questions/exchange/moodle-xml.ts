import type { QuestionType } from '../question.js';
import { multipleFrom, percent, singleFrom, truefalseFrom } from './choices.js';
import {
  FileRefused,
  QuestionRefused,
  reported,
  type ChangeCode,
  type Exchanged,
  type ExchangedBase,
  type ExchangedOf,
  type FileRead,
  type RefusalCode,
} from './exchanged.js';
import { gapStemFrom } from './gap-texts.js';
import { gapParts, gapWriter, isGapType, readGaps } from './moodle-gaps.js';
import { answers, asked, common, lost, nameTheRest, shuffled, value } from './moodle-known.js';
import { answer, isYes, optionsOf, plain, text, textOf } from './moodle-parts.js';
import { otherReaders, otherWriters, type TypeReader, type Writer } from './moodle-types.js';
import { tagsFrom } from './tags.js';
import { stemFrom, stemText, type Stem } from './texts.js';
import { isWritable } from './signs.js';
import { child, children, escaped, readXml, type XmlElement } from './xml.js';

type Base = Omit<ExchangedBase<QuestionType>, 'type'>;

/** Moodle's types that Reed has, too. */
const readers: Record<string, TypeReader> = {
  multichoice: {
    parts: { single: value, answer: answers(), shuffleanswers: shuffled, answernumbering: lost('numbering', 'none'), showstandardinstruction: asked },
    read: (element, base, changes) => (isYes(child(element, 'single')) ? singleFrom : multipleFrom)(base, optionsOf(element, changes), changes),
  },
  truefalse: {
    parts: { answer: answers(), showstandardinstruction: asked },
    read(element, base, changes) {
      const options = optionsOf(element, changes);
      const [yes, no] = ['true', 'false'].map((name) => options.find((option) => option.text.toLowerCase() === name));
      if (!yes || !no || yes.fraction >= 100 === no.fraction >= 100) throw new QuestionRefused('noRight');
      if (options.length > 2) changes.add('twice');
      if ([yes, no].some(({ fraction }) => fraction !== 0 && fraction !== 100)) changes.add('weights');
      return truefalseFrom(base, yes.fraction >= 100, { true: yes.why, false: no.why }, changes);
    },
  },
  ...otherReaders,
};

/** Why a type is left out, where there is more to say than that Reed has none such. */
const notRead: Partial<Record<string, RefusalCode>> = {
  category: 'category',
  description: 'description',
  kprime: 'kprim',
  cloze: 'gaps',
  multianswer: 'gaps',
};

function baseOf(element: XmlElement, name: string, stem: Stem, changes: Set<ChangeCode>): Base {
  const tags = children(child(element, 'tags') ?? { ...element, children: [] }, 'tag').map((tag) => (child(tag, 'text')?.text ?? '').trim());
  return { name, stem: stem.stem, case: stem.case, exhibit: stem.exhibit, tags: tagsFrom(tags, changes) };
}

/**
 * Reads a question bank in Moodle XML (docs.moodle.org, "Moodle XML format").
 * @throws FileRefused
 */
export function readMoodleXml(source: string): FileRead {
  const root = readXml(source);
  if (root.name !== 'quiz') throw new FileRefused('root', root.line);
  const file: FileRead = { made: [], report: [] };
  if (root.textLine) leftOut(file, root.textLine, '');
  for (const element of root.children) {
    if (element.name === 'question') readQuestion(file, element);
    else leftOut(file, element.line, element.name.slice(0, 60));
  }
  return file;
}

/** Something between the questions. */
const leftOut = (file: FileRead, line: number, type: string): void =>
  reported(file, { line, name: '', type }, () => {
    throw new QuestionRefused('notQuestion');
  });

function readQuestion(file: FileRead, element: XmlElement): void {
  const type = element.attributes.get('type') ?? '';
  const name = (child(child(element, 'name'), 'text') ?? child(child(element, 'category'), 'text'))?.text.trim().slice(0, 200) ?? '';
  reported(file, { line: element.line, name, type }, (changes) => {
    const reader = isGapType(type) ? null : Object.hasOwn(readers, type) ? readers[type] : undefined;
    if (reader === undefined) throw new QuestionRefused((Object.hasOwn(notRead, type) && notRead[type]) || 'unknownType');
    const parts = isGapType(type) ? gapParts[type] : reader!.parts;
    const dropped = nameTheRest(element, { ...common, ...parts }, changes);
    const words = textOf(child(element, 'questiontext'));
    if (isGapType(type)) {
      const stem = gapStemFrom(words, changes);
      return { dropped, question: readGaps(type, element, baseOf(element, name, stem, changes), stem.text, changes) };
    }
    return { dropped, question: reader!.read(element, baseOf(element, name, stemFrom(words, changes), changes), changes) };
  });
}

function choice({ options, type }: ExchangedOf<'single' | 'multiple'>): string[] {
  const right = options.filter((option) => option.correct).length;
  // As in Reed, a wrong tick costs; Moodle never goes below nothing for the question as a whole.
  const wrong = type === 'single' || right === options.length ? '0' : `-${percent(options.length - right)}`;
  return [
    `    <single>${type === 'single'}</single>`,
    '    <shuffleanswers>true</shuffleanswers>',
    '    <answernumbering>none</answernumbering>',
    ...options.map((option) => answer(plain(option.text), option.correct ? percent(right) : wrong, option.why)),
  ];
}

/** How each type is written; a type that is missing here has no form in Moodle XML, and the report says so. */
const writers: { [T in QuestionType]?: Writer<T> } = {
  single: { type: 'multichoice', write: choice },
  multiple: { type: 'multichoice', write: choice },
  truefalse: {
    type: 'truefalse',
    write: ({ options }) =>
      options.map((option, index) => answer({ format: 'moodle', text: String(index === 0) }, option.correct ? '100' : '0', option.why)),
  },
  ...otherWriters,
  gapmenu: gapWriter,
};

/** One question as Moodle XML, or null where Moodle XML has none such. */
function written(question: Exchanged): string | null {
  const writer = writers[question.type] as Writer<QuestionType> | undefined;
  if (!writer) return null;
  return [
    `  <question type="${writer.type}">`,
    `    <name><text>${escaped(question.name)}</text></name>`,
    `    ${text('questiontext', writer.text?.(question) ?? stemText(question))}`,
    '    <defaultgrade>1</defaultgrade>',
    '    <hidden>0</hidden>',
    ...writer.write(question),
    ...(question.tags.length ? [`    <tags>${question.tags.map((tag) => `<tag><text>${escaped(tag)}</text></tag>`).join('')}</tags>`] : []),
    '  </question>',
  ].join('\n');
}

const stringsIn = (value: unknown): string[] =>
  typeof value === 'string' ? [value] : typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsIn) : [];

/** Signs that no XML may hold are left out. */
export const lostInXml = (question: Exchanged): boolean => !stringsIn(question).every(isWritable);

export const moodleXml = {
  has: (type: QuestionType): boolean => writers[type] !== undefined,
  refuses: (): RefusalCode | null => null,
  write: (questions: readonly Exchanged[]): string =>
    `<?xml version="1.0" encoding="UTF-8"?>\n<quiz>\n${questions.flatMap((question) => written(question) ?? []).join('\n')}\n</quiz>\n`,
};
