/** Something that can be found: its name, other names, and all its words. */
export interface Findable {
  name: string;
  others: readonly string[];
  text: string;
}

export interface Found<T extends Findable> {
  entry: T;
  /** Some words around the first hit in the text; the beginning where only the name fits. */
  excerpt: string;
}

const around = 80;

/** Letters without case and marks, so that "Crnomelj" finds "Črnomelj". Keeps the length of each letter where it can. */
export const folded = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

const wordsOf = (query: string): string[] =>
  folded(query)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word.length > 1);

function excerptOf(text: string, words: readonly string[]): string {
  const flat = text.replace(/\s+/g, ' ').trim();
  const low = folded(flat);
  // Where folding changed the length of the text, places in the two differ: then the beginning will do.
  const hits = low.length === flat.length ? words.map((word) => low.indexOf(word)).filter((at) => at >= 0) : [];
  const at = hits.length ? Math.min(...hits) : 0;
  const from = at > around ? flat.indexOf(' ', at - around) + 1 : 0;
  const end = Math.min(flat.length, from + 2 * around);
  const to = end < flat.length ? flat.lastIndexOf(' ', end) : end;
  return `${from > 0 ? '… ' : ''}${flat.slice(from, Math.max(to, from))}${to < flat.length ? ' …' : ''}`;
}

/** A whole name before the beginning of a name, that before a part of it, and all before a word of the text; 0: not found. */
function weight(entry: Findable, words: readonly string[]): number {
  const names = [entry.name, ...entry.others].map(folded);
  const text = folded(entry.text);
  const whole = words.join(' ');
  if (!words.every((word) => names.some((name) => name.includes(word)) || text.includes(word))) return 0;
  if (names.includes(whole)) return 4;
  if (names.some((name) => name.startsWith(whole))) return 3;
  return names.some((name) => words.every((word) => name.includes(word))) ? 2 : 1;
}

/** Entries in which every word of the query occurs, the best first; what is equal keeps its order. No word, nothing found. */
export function search<T extends Findable>(entries: readonly T[], query: string): Found<T>[] {
  const words = wordsOf(query);
  if (!words.length) return [];
  return entries
    .map((entry) => ({ entry, weight: weight(entry, words) }))
    .filter((one) => one.weight > 0)
    .sort((a, b) => b.weight - a.weight)
    .map(({ entry }) => ({ entry, excerpt: excerptOf(entry.text, words) }));
}
