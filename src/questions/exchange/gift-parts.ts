import type { ForeignOption } from './choices.js';
import { checkParts, type ChangeCode } from './exchanged.js';
import { plainWords, textFormats, type ForeignText, type TextFormat } from './texts.js';

/** A block taken apart; everything is still escaped. */
export interface GiftQuestion {
  name: string;
  text: string;
  /** What stands after the answers, so that they fill a gap. */
  rest: string;
  /** Between the braces; null where there are none. */
  answers: string | null;
  format: TextFormat;
}

const escapable = '~=#{}:';
export const escape = (text: string): string => text.replace(/[\\~=#{}:]/g, '\\$&').replace(/\r\n?|\n/g, '\\n');
/** A backslash before any other sign is only a backslash, as in formulas. */
export const unescape = (text: string): string =>
  text.replace(/\\([\s\S])/g, (both, sign: string) => (sign === 'n' ? '\n' : sign === '\\' || escapable.includes(sign) ? sign : both));

/** Offset of the first of these words that stands unescaped; -1 where none does. */
export function find(text: string, words: readonly string[], from = 0): number {
  for (let at = from; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (words.some((word) => text.startsWith(word, at))) return at;
  }
  return -1;
}

/** `[html]words` → its format and the words. */
export function formatted(text: string, usual: TextFormat): ForeignText {
  const [whole = '', name = ''] = /^\s*\[(\w+)\]/.exec(text) ?? [];
  const format = textFormats.find((one) => one === name);
  return format ? { format, text: unescape(text.slice(whole.length).trim()) } : { format: usual, text: unescape(text.trim()) };
}

const weight = /^%(-?\d{1,3}(?:\.\d{1,7})?)%/;

/** Parts of the answers, each with the sign before it; none before what stands first without one. */
export function pieces(text: string, signs: readonly string[]): { sign: string; text: string }[] {
  const found: { sign: string; text: string }[] = [];
  for (let [sign, from] = ['', 0]; ;) {
    const at = find(text, signs, from);
    const piece = text.slice(from, at < 0 ? undefined : at).trim();
    if (sign || piece) found.push({ sign, text: piece });
    checkParts(found);
    if (at < 0) return found;
    [sign, from] = [text[at]!, at + 1];
  }
}

/** `%50%words#why`; what names no part of the points earns everything after `=`, and nothing after `~`. */
export function optionIn(item: { sign: string; text: string }, usual: TextFormat, changes: Set<ChangeCode>): ForeignOption {
  const [given = '', share] = weight.exec(item.text) ?? [];
  const rest = item.text.slice(given.length);
  const hash = find(rest, ['#']);
  return {
    text: plainWords(formatted(hash < 0 ? rest : rest.slice(0, hash), usual), changes),
    why: hash < 0 ? '' : plainWords(formatted(rest.slice(hash + 1), usual), changes),
    fraction: share === undefined ? (item.sign === '~' ? 0 : 100) : Number(share),
  };
}

export const optionsOf = (answers: string, usual: TextFormat, changes: Set<ChangeCode>): ForeignOption[] =>
  pieces(answers, ['~', '='])
    .filter(({ sign }) => {
      // Words before the first answer belong to none.
      if (!sign) changes.add('loose');
      return sign;
    })
    .map((item) => optionIn(item, usual, changes));

export const words = (text: string): string => `[plain]${escape(text)}`;
export const option = (sign: '=' | '~', text: string, why: string, share: string | null): string =>
  `  ${sign}${share === null ? '' : `%${share}%`}${words(text)}${why ? `#${words(why)}` : ''}`;
