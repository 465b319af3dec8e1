import type { ChangeCode } from './exchanged.js';

// Control characters but tab and ends of lines, which XML 1.0 cannot hold or advises against, and what is no sign at all.
// Two patterns: each is sought quickly, both in one are not.
const control = /[^\P{Cc}\t\n\r]/gu;
const noSign = /[\ufffe\uffff\p{Surrogate}]/gu;

export const isWritable = (text: string): boolean => text.search(control) < 0 && text.search(noSign) < 0;
export const writable = (text: string): string => text.replace(control, '').replace(noSign, '');

/** A text that comes in, without such signs. What could not be a sign at all has become U+FFFD by then, and stays to be seen. */
export function cleaned(text: string, changes: Set<ChangeCode>): string {
  if (isWritable(text) && !text.includes('\ufffd')) return text;
  changes.add('signs');
  return writable(text);
}
