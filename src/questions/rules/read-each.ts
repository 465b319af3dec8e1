import type { Value } from '../../platform/source/source-file.js';

/**
 * Reads the words of each id of a mapping. A missing id and one that the question does not have are problems.
 * @param what how an id is called in a problem: "step"
 * @returns words by id; null where those of any id are missing
 */
export function readEach<T>(
  at: Value | null,
  ids: readonly string[],
  what: string,
  read: (entry: Value, id: string) => T | null,
): Record<string, T> | null {
  const entries = at?.entries();
  if (!at || !entries) return null;
  const found: Record<string, T> = {};
  for (const id of ids) {
    const entry = entries.get(id);
    if (!entry) {
      at.problem(`the words for ${what} "${id}" are missing`);
      continue;
    }
    const words = read(entry, id);
    if (words !== null) found[id] = words;
  }
  for (const [id, entry] of entries) if (!ids.includes(id)) entry.problem(`there is no ${what} "${id}"`);
  return ids.every((id) => id in found) ? found : null;
}
