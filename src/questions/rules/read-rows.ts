import { isContentId, type Value } from '../../platform/source/source-file.js';
import { speaksOfPlace } from './shuffled-words.js';

/** How many of something a question has. */
export interface Range {
  min: number;
  max: number;
}

const inRange = (at: Value, what: string, count: number, { min, max }: Range): boolean => {
  if (count >= min && count <= max) return true;
  at.problem(`a question of this type has ${min} to ${max} ${what}; this one has ${count}`);
  return false;
};

/** A list of different ids, so many of them. */
export function readIds(at: Value | null | undefined, what: string, range: Range): string[] | null {
  const ids = at?.ids();
  return at && ids && inRange(at, what, ids.length, range) ? ids.map(({ id }) => id) : null;
}

/** A mapping whose keys are ids, so many of them. */
export function readEntries(at: Value | null | undefined, what: string, range: Range): Map<string, Value> | null {
  const entries = at?.entries();
  if (!at || !entries) return null;
  let sound = inRange(at, what, entries.size, range);
  for (const [id, entry] of entries)
    if (!isContentId(id)) {
      entry.problem(`"${id}" is not an id: lower-case letters, digits and single hyphens, at most 60 characters`);
      sound = false;
    }
  return sound ? entries : null;
}

/** Reads each entry's value; null where one cannot be used. The problems name all that cannot. */
export function readEach<T>(entries: ReadonlyMap<string, Value>, read: (entry: Value, id: string) => T | null): Record<string, T> | null {
  const found: Record<string, T> = {};
  for (const [id, entry] of entries) {
    const value = read(entry, id);
    if (value !== null) found[id] = value;
  }
  return Object.keys(found).length === entries.size ? found : null;
}

/** Rows with the id of their right value: `row: value`. */
export function readKey(entries: ReadonlyMap<string, Value>, values: readonly string[], of: string): Record<string, string> | null {
  return readEach(entries, (entry, id) => {
    const value = entry.id();
    if (value === null || values.includes(value)) return value;
    return entry.problem(`"${value}" at "${id}" is not one of the ${of}`);
  });
}

/** Words of one row. */
export interface RowWords {
  text: string;
  /** One sentence: why its value is the right one. */
  why: string;
}

/** Whose words are read. */
interface Of {
  /** Name of one of them, in problems. */
  what: string;
  ids: readonly string[];
  question: string;
}

/** Words by id: each has its own, and nothing else has any. */
export function readWordsOf<T>(
  at: Value | null,
  { what, ids, question }: Of,
  read: (entry: Value, id: string) => T | null,
): Record<string, T> | null {
  const entries = at?.entries();
  if (!at || !entries) return null;
  const found: Record<string, T> = {};
  for (const id of ids) {
    const entry = entries.get(id);
    if (!entry) at.problem(`the words for ${what} "${id}" of "${question}" are missing`);
    const words = entry && read(entry, id);
    if (words) found[id] = words;
  }
  for (const [id, entry] of entries) if (!ids.includes(id)) entry.problem(`"${question}" has no ${what} "${id}"`);
  return Object.keys(found).length === ids.length ? found : null;
}

/** Words that are shuffled on screen: none may speak of another's place. */
function placeless(words: string | null | undefined, at: Value, what: string): string | null {
  if (!words) return null;
  if (speaksOfPlace(words)) at.problem(`${what} speaks of another's place, but what is chosen from is shuffled: "${words.slice(0, 60)}"`);
  return words;
}

function different(at: Value, texts: readonly string[], { what, question }: Of): void {
  if (new Set(texts.map((text) => text.toLowerCase())).size < texts.length)
    at.problem(`two of "${question}" have the same text: each ${what} has its own`);
}

/** `id: text` */
export function readTexts(at: Value | null, of: Of): Record<string, string> | null {
  const texts = readWordsOf(at, of, (entry, id) => placeless(entry.text(), entry, `${of.what} "${id}"`));
  if (at && texts) different(at, Object.values(texts), of);
  return texts;
}

/** `id: { text, why }` */
export function readRowWords(at: Value | null, of: Of): Record<string, RowWords> | null {
  const rows = readWordsOf(at, of, (entry, id) => {
    const fields = entry.fields(['text', 'why']);
    const text = placeless(fields?.get('text')?.text(), entry, `${of.what} "${id}"`);
    const why = placeless(fields?.get('why')?.text(), entry, `${of.what} "${id}"`);
    return text && why ? { text, why } : null;
  });
  if (at && rows)
    different(
      at,
      Object.values(rows).map(({ text }) => text),
      of,
    );
  return rows;
}
