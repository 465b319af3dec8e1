import type { QuestionType } from '../question.js';
import { multipleFrom, percent, singleFrom, truefalseFrom } from './choices.js';
import { QuestionRefused, reported, type ChangeCode, type Dropped, type Exchanged, type ExchangedBase, type FileRead } from './exchanged.js';
import { escape, find, formatted, option, optionsOf, unescape, words, type GiftQuestion } from './gift-parts.js';
import { otherReaders, otherWriters, unwritable, type Reader, type Writer } from './gift-types.js';
import { cleaned } from './signs.js';
import { tagsFrom } from './tags.js';
import { plainWords, stemFrom, stemText } from './texts.js';

type Base = Omit<ExchangedBase<QuestionType>, 'type'>;

/** One question as it stands in the file. */
interface GiftBlock {
  line: number;
  lines: string[];
  /** From comments above it: `// [tag:letters]`. */
  tags: string[];
  /** What comments hold beside tags is not taken over. */
  dropped: Dropped[];
}

/** Tags in a comment; for other words, and for what other systems know a question by, Reed has no place. */
function readComment(block: GiftBlock, comment: string, line: number): void {
  const drop = (change: 'comment' | 'idnumber', name: string): void => {
    if (block.dropped.every((one) => one.change !== change)) block.dropped.push({ change, name, line });
  };
  block.tags.push(...[...comment.matchAll(/\[tag:([^[\]]{1,100})\]/g)].map((match) => match[1]!.trim()));
  const rest = comment.replace(/\[tag:[^[\]]{1,100}\]/g, '');
  if (/\[id:[^[\]]{1,100}\]/.test(rest)) drop('idnumber', '[id:]');
  // What Moodle writes above each question says only its number there and its name.
  if (
    rest
      .replace(/\[id:[^[\]]{1,100}\]/g, '')
      .replace(/^\s*question: \d+ {1,2}name: .*/, '')
      .trim()
  )
    drop('comment', '//');
}

const emptyBlock = (): GiftBlock => ({ line: 0, lines: [], tags: [], dropped: [] });

function takenApart(lines: readonly string[]): GiftQuestion {
  let text = lines.join('\n').trim();
  let name = '';
  const titleEnd = text.startsWith('::') ? find(text, ['::'], 2) : -1;
  if (titleEnd > 0) [name, text] = [unescape(text.slice(2, titleEnd).trim()), text.slice(titleEnd + 2)];
  const { format } = formatted(text, 'moodle');
  const [open, close] = [find(text, ['{']), find(text, ['}'])];
  if (open < 0 && close < 0) return { name, text, rest: '', answers: null, format };
  const again = find(text, ['{', '}'], close + 1);
  if (open < 0 || close < open || again >= 0 || find(text, ['{'], open + 1) >= 0) throw new QuestionRefused('braces');
  return { name, text: text.slice(0, open), rest: text.slice(close + 1).trim(), answers: text.slice(open + 1, close).trim(), format };
}

/** What kind of question it is, as Moodle decides it. */
function typeOf({ answers }: GiftQuestion): string {
  if (answers === null) return 'description';
  if (!answers) return 'essay';
  if (answers.startsWith('#')) return 'numerical';
  if (find(answers, ['~']) >= 0) return 'multichoice';
  if (/^(t|f|true|false)\s*(#|$)/i.test(answers)) return 'truefalse';
  return find(answers, ['=']) >= 0 && find(answers, ['->']) >= 0 ? 'matching' : 'shortanswer';
}

/** GIFT's types that Reed has, too. */
const readers: Record<string, Reader> = {
  multichoice: (question, base, changes) =>
    (find(question.answers!, ['=']) < 0 ? multipleFrom : singleFrom)(base, optionsOf(question.answers!, question.format, changes), changes),
  truefalse({ answers, format }, base, changes) {
    const correct = /^t/i.test(answers!);
    const parts: string[] = [];
    for (let at = find(answers!, ['#']); at >= 0;) {
      const next = find(answers!, ['#'], at + 1);
      parts.push(plainWords(formatted(answers!.slice(at + 1, next < 0 ? undefined : next), format), changes));
      at = next;
    }
    // The first says why the wrong answer is wrong, the second why the right one is right.
    const [wrong = '', right = '', ...more] = parts;
    if (more.some(Boolean)) changes.add('feedback');
    return truefalseFrom(base, correct, correct ? { true: right, false: wrong } : { true: wrong, false: right }, changes);
  },
  ...otherReaders,
};

function withoutGeneralFeedback(question: GiftQuestion, changes: Set<ChangeCode>): GiftQuestion {
  const at = question.answers === null ? -1 : find(question.answers, ['####']);
  if (at < 0) return question;
  if (question.answers!.slice(at + 4).trim()) changes.add('feedback');
  return { ...question, answers: question.answers!.slice(0, at).trim() };
}

function baseOf({ text, rest, name, format }: GiftQuestion, tags: readonly string[], changes: Set<ChangeCode>): Base {
  if (rest) changes.add('gap');
  const whole = formatted(text, format);
  const stem = stemFrom(rest ? { ...whole, text: `${whole.text} _____ ${unescape(rest)}` } : whole, changes);
  return { name, ...stem, tags: tagsFrom(tags, changes) };
}

function readBlock(file: FileRead, block: GiftBlock): void {
  const said = new Set<ChangeCode>(block.dropped.map(({ change }) => change));
  const lines = block.lines.map((line) => cleaned(line, said));
  const first = (lines.find((line) => line.trim()) ?? '').trim();
  let question: GiftQuestion | null = null;
  let fault: QuestionRefused | null = null;
  try {
    question = withoutGeneralFeedback(takenApart(lines), said);
  } catch (error) {
    if (!(error instanceof QuestionRefused)) throw error;
    fault = error;
  }
  const type = question ? typeOf(question) : '';
  const name = (
    question?.name ||
    unescape(question?.text ?? first)
      .replace(/^\s*\[\w+\]/, '')
      .trim()
  ).slice(0, 200);
  reported(file, { line: block.line, name, type }, (changes) => {
    if (!question) throw fault ?? new QuestionRefused('braces');
    const reader = Object.hasOwn(readers, type) ? readers[type] : undefined;
    if (!reader) throw new QuestionRefused(type === 'description' ? 'description' : 'unknownType');
    for (const change of said) changes.add(change);
    return { dropped: block.dropped, question: reader(question, baseOf({ ...question, name }, block.tags, changes), changes) };
  });
}

/**
 * Reads a question bank in GIFT (docs.moodle.org, "GIFT format").
 * @throws FileRefused
 */
export function readGift(source: string): FileRead {
  const file: FileRead = { made: [], report: [] };
  let block = emptyBlock();
  const end = (): void => {
    if (block.lines.length) readBlock(file, block);
    block = emptyBlock();
  };
  for (const [index, text] of source.split('\n').entries()) {
    const line = text.trim();
    if (!line) end();
    else if (line.startsWith('//')) readComment(block, line.slice(2), index + 1);
    else if (line.startsWith('$CATEGORY:')) {
      end();
      reported(file, { line: index + 1, name: line.slice(10).trim().slice(0, 200), type: 'category' }, () => {
        throw new QuestionRefused('category');
      });
    } else {
      block.line ||= index + 1;
      block.lines.push(line);
    }
  }
  end();
  return file;
}

/** How each type is written; a type that is missing here has no form in GIFT, and the report says so. */
const writers: { [T in QuestionType]?: Writer<T> } = {
  single: ({ options }) => options.map(({ text, why, correct }) => option(correct ? '=' : '~', text, why, null)),
  multiple({ options }) {
    const right = options.filter((one) => one.correct).length;
    return options.map(({ text, why, correct }) => option('~', text, why, correct ? percent(right) : `-${percent(options.length - right)}`));
  },
  truefalse({ options }) {
    const [right, wrong] = [options.find((one) => one.correct)!, options.find((one) => !one.correct)!];
    const why = right.why || wrong.why ? `#${words(wrong.why)}#${words(right.why)}` : '';
    return [`  ${options[0]!.correct ? 'TRUE' : 'FALSE'}${why}`];
  },
  ...otherWriters,
};

function written(question: Exchanged): string | null {
  const writer = writers[question.type] as Writer<QuestionType> | undefined;
  if (!writer) return null;
  const { format, text } = stemText(question);
  const answers = writer(question).map((line) => `${line}\n`);
  const tags = question.tags.length ? `// ${question.tags.map((tag) => `[tag:${tag}]`).join(' ')}\n` : '';
  return `${tags}::${escape(question.name)}::[${format}]${escape(text)} {\n${answers.join('')}}\n`;
}

export const gift = {
  has: (type: QuestionType): boolean => writers[type] !== undefined,
  /** Why this one cannot be written, though others of its type can. */
  refuses: unwritable,
  write: (questions: readonly Exchanged[]): string => questions.flatMap((question) => written(question) ?? []).join('\n'),
};
