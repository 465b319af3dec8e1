import { createHash } from 'node:crypto';
import type { Question } from '../question.js';
import { kindOf } from './kinds.js';

/** JSON with the keys of every object in alphabetical order: the same value gives the same text. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value !== null && typeof value === 'object')
    return `{${Object.entries(value)
      .filter(([, inner]) => inner !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => `${JSON.stringify(key)}:${canonical(inner)}`)
      .join(',')}}`;
  return JSON.stringify(value);
}

/** What grading reads from the words: those of the first language count wherever a language has none, and others where they differ. */
function keyWordsOf(question: Question): { words?: unknown } {
  const { keyWords } = kindOf(question);
  if (!keyWords) return {};
  const read = Object.entries(question.words).map(([language, words]): [string, string] => [language, canonical(keyWords(words, question))]);
  const first = read[0]?.[1];
  return { words: { first, others: Object.fromEntries(read.filter(([, key]) => key !== first)) } };
}

/** Questions never change once they are read, and thousands of attempts share one. */
const known = new WeakMap<Question, string>();

/**
 * Names what a question asks and what is right: a hash of its structure and key, with what grading reads from its words and nothing
 * else of them, and without what only places it (lesson, objective, tags, difficulty). Another wording or picture is the same version,
 * another key is not. 16 hex digits.
 */
export function questionVersion(question: Question): string {
  const found = known.get(question);
  if (found) return found;
  const { words: _words, lesson: _lesson, objective: _objective, tags: _tags, difficulty: _difficulty, picture: _picture, ...own } = question;
  const version = createHash('sha256')
    .update(canonical({ ...own, ...keyWordsOf(question) }))
    .digest('hex')
    .slice(0, 16);
  known.set(question, version);
  return version;
}
