import type { Question } from '../question.js';
import { FileRefused, maxBytes, type Exchanged, type FileRead, type Format, type RefusalCode, type ReportLine } from './exchanged.js';
import { fromQuestion } from './from-question.js';
import { gift, readGift } from './gift.js';
import { lossesOf, noFormFor } from './losses.js';
import { moodleXml, readMoodleXml } from './moodle-xml.js';

const readers: Record<Format, (source: string) => FileRead> = { 'moodle-xml': readMoodleXml, gift: readGift };
const writers = { 'moodle-xml': moodleXml, gift };

/**
 * What somebody sent, as text with `\n` at the ends of lines.
 * @throws FileRefused where it is too large or not text in UTF-8
 */
export function textOfFile(sent: Uint8Array | string): string {
  const bytes = typeof sent === 'string' ? new TextEncoder().encode(sent) : sent;
  if (bytes.byteLength > maxBytes) throw new FileRefused('tooLarge');
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new FileRefused('encoding');
  }
  if (text.includes('\0')) throw new FileRefused('nul');
  return text.replace(/\r\n?/g, '\n');
}

/** XML begins with a tag; no question in GIFT does. */
export const recognised = (text: string): Format => (text.trimStart().startsWith('<') ? 'moodle-xml' : 'gift');

/**
 * Reads the questions of a file and says what becomes of each.
 * @param format recognised by itself where nothing is said
 * @throws FileRefused: nothing of it is read then
 */
export function readQuestions(text: string, format?: Format): FileRead {
  const file = readers[format ?? recognised(text)](text);
  if (!file.report.length) throw new FileRefused('empty');
  return file;
}

export interface FileWritten {
  text: string;
  /** One line for each question, in their order; `line` is its place in the quiz, from 1. */
  report: ReportLine[];
}

function refusalOf(question: Question, out: Exchanged | null, language: string, format: Format): RefusalCode | null {
  if (!question.words[language]) return 'noText';
  return out && writers[format].has(question.type) ? writers[format].refuses(out) : noFormFor(question.type);
}

/** Writes questions in one language. A type for which the format has no form is left out, and the report says so; so is a question without words in this language. */
export function writeQuestions(questions: readonly Question[], language: string, format: Format): FileWritten {
  const out: Exchanged[] = [];
  const report = questions.map((question, index): ReportLine => {
    const at = { line: index + 1, name: question.id, type: question.type };
    const one = fromQuestion(question, language);
    const refusal = refusalOf(question, one, language, format);
    if (!one || refusal) return { ...at, outcome: 'refused', changes: [], dropped: [], refusal };
    out.push(one);
    const changes = lossesOf(question, one, format);
    return { ...at, outcome: changes.length ? 'changed' : 'kept', changes, dropped: [], refusal: null };
  });
  return { text: writers[format].write(out), report };
}
