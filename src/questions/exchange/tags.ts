import { isContentId } from '../../platform/source/source-file.js';
import type { ChangeCode } from './exchanged.js';

/** An id made of words: lower case, without accents, at most `max` characters; empty where nothing is left. */
export function idFrom(words: string, max = 60): string {
  return words
    .normalize('NFKD')
    .replace(/\p{Mark}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, max)
    .replace(/^-+|-+$/g, '');
}

/** Tags as Reed writes them; one that had to be written otherwise is noted. */
export function tagsFrom(words: readonly string[], changes: Set<ChangeCode>): string[] {
  const tags = new Set<string>();
  for (const word of words) {
    const tag = isContentId(word) ? word : idFrom(word);
    if (tag !== word) changes.add('tags');
    if (tag) tags.add(tag);
  }
  return [...tags];
}
