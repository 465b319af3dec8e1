import type { Answer } from '../base.js';

/**
 * The answer that a form sends, whatever the type of its question: values of the field `name` as they are (`b`,
 * `left=right`), and what was typed into fields called `name.<id>` as `<id>=<words>`. Empty fields are left out.
 */
export function answerIn(body: unknown, name = 'answer'): Answer {
  const answer: string[] = [];
  for (const [key, value] of Object.entries((body ?? {}) as Record<string, unknown>)) {
    const values = (Array.isArray(value) ? value : [value]).filter((one): one is string => typeof one === 'string' && one.trim() !== '');
    if (key === name) answer.push(...values);
    else if (key.startsWith(`${name}.`)) answer.push(...values.map((words) => `${key.slice(name.length + 1)}=${words.replace(/\r\n?/g, '\n')}`));
  }
  return answer;
}

/** An answer's entry taken apart: `left=right` → [left, right]; an entry without `=` is its id alone. */
export function pairOf(entry: string): [id: string, given: string] {
  const at = entry.indexOf('=');
  return at < 0 ? [entry, ''] : [entry.slice(0, at), entry.slice(at + 1)];
}

/** What was given to each id; the last one counts where an id stands twice. */
export const givenIn = (answer: Answer): Map<string, string> => new Map(answer.map(pairOf));
