import { spellingDistance } from './spelling.js';

/** How exactly typed words must be the expected ones. */
export interface MatchSettings {
  /** Capitals matter. */
  case: boolean;
  /** Accents matter. */
  accents: boolean;
  /** Slips of spelling that are forgiven, from 0 to 2. */
  distance: number;
}

/** One expected answer: `*` in its text stands for any words or none, `\*` for an asterisk. */
export interface Accepted {
  text: string;
  /** What it earns, in per cent; a multiple of 5. */
  share: number;
  /** One plain sentence: why it earns that. */
  why: string;
}

// Letters that Unicode does not take apart into a letter and an accent, as far as European languages write them.
const plain: Record<string, string> = { æ: 'ae', œ: 'oe', ø: 'o', đ: 'd', ð: 'd', ł: 'l', ħ: 'h', ŧ: 't', þ: 'th', ı: 'i' };
const capitals: Record<string, string> = { Æ: 'AE', Œ: 'OE', Ø: 'O', Đ: 'D', Ð: 'D', Ł: 'L', Ħ: 'H', Ŧ: 'T', Þ: 'TH' };
const letters = { ...plain, ...capitals };

/**
 * Words as they are compared (Unicode Standard, chapter 3.11 and 3.13; UAX #15):
 *
 * 1. typographic quotes, apostrophes and dashes become plain ones; compatibility composition (NFKC): full-width and ligatured letters are
 *    the usual ones;
 * 2. what is not seen is left out (soft hyphens, zero-width characters); any stretch of white space is one blank, and none stands at the ends;
 * 3. unless capitals matter: full case folding, as lower case of upper case, with one small sigma (ß is ss);
 * 4. unless accents matter: taken apart (NFD), combining marks after Latin and Greek letters dropped, composed again (NFC), and letters
 *    that hold a stroke or are two written as one spelt out (ø is o, æ is ae). Other scripts keep their marks, for they are letters there: й is not и.
 */
export function folded(words: string, { case: keepCase, accents }: Pick<MatchSettings, 'case' | 'accents'>): string {
  let text = words
    .replace(/[\u2018\u2019\u201a\u201b\u2032\u02bc\u00b4`]/g, "'")
    .replace(/[\u201c-\u201f\u2033\u00ab\u00bb]/g, '"')
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .normalize('NFKC')
    .replace(/\u034f|[\u00ad\u061c\u200b-\u200f\u2060-\u2064\ufeff]/g, '');
  if (!keepCase) text = text.toUpperCase().toLowerCase().replace(/ς/g, 'σ').normalize('NFC');
  if (!accents)
    text = text
      .normalize('NFD')
      .replace(/([\p{Script=Latin}\p{Script=Greek}])[\u0300-\u036f]+/gu, '$1')
      .normalize('NFC')
      .replace(/[æœøđðłħŧþıÆŒØĐÐŁĦŦÞ]/g, (letter) => letters[letter]!);
  return text.replace(/\s+/g, ' ').trim();
}

/** The text between the asterisks; one piece where there is none. */
export function piecesOf(pattern: string): string[] {
  const pieces = [''];
  for (let at = 0; at < pattern.length; at++) {
    const letter = pattern[at]!;
    if (letter === '*') pieces.push('');
    else if (letter === '\\' && pattern[at + 1] === '*') pieces[pieces.length - 1] += pattern[++at]!;
    else pieces[pieces.length - 1] += letter;
  }
  return pieces;
}

export const hasWildcard = (pattern: string): boolean => piecesOf(pattern).length > 1;

/** An expected answer that is written out, as people read it. */
export const writtenOut = (pattern: string): string => piecesOf(pattern).join('*');

/** A piece is folded like the whole, but keeps the blank at its ends: "for *" wants one after "for". */
function foldedPiece(piece: string, settings: MatchSettings): string {
  const inner = folded(piece, settings);
  return `${/^\s/.test(piece) ? ' ' : ''}${inner}${/\s$/.test(piece) && inner ? ' ' : ''}`;
}

/** An expected answer as it is compared: its text, or what stands between its asterisks. */
export function comparedAs(expected: string, settings: MatchSettings): string[] {
  const pieces = piecesOf(expected);
  return pieces.length > 1 ? pieces.map((piece) => foldedPiece(piece, settings)) : [folded(pieces[0]!, settings)];
}

/**
 * Whether the pieces stand in the text one after another, the first at its beginning and the last at its end. Each is taken
 * where it is found first and never tried again further on, so the work does not grow with the number of asterisks.
 */
function fitsPieces(text: string, pieces: readonly string[]): boolean {
  const [first, last] = [pieces[0]!, pieces[pieces.length - 1]!];
  if (text.length < first.length + last.length || !text.startsWith(first) || !text.endsWith(last)) return false;
  const end = text.length - last.length;
  let at = first.length;
  for (const piece of pieces.slice(1, -1)) {
    const found = text.indexOf(piece, at);
    if (found < 0 || found + piece.length > end) return false;
    at = found + piece.length;
  }
  return true;
}

/** Slips that are forgiven in these words: one for each four letters, none where a digit stands, for there each sign counts. */
const slipsIn = (expected: string, distance: number): number =>
  /\d/.test(expected) ? 0 : Math.min(distance, Math.floor(Array.from(expected).length / 4));

/** Whether typed words are one expected answer, or fit it by its asterisks or but for slips. */
function fit(given: string, expected: string, settings: MatchSettings): 'same' | 'fits' | null {
  const pieces = comparedAs(expected, settings);
  if (pieces.length > 1) return fitsPieces(given, pieces) ? 'fits' : null;
  const whole = pieces[0]!;
  if (given === whole) return 'same';
  const slips = slipsIn(whole, settings.distance);
  return slips > 0 && spellingDistance(given, whole, slips) <= slips ? 'fits' : null;
}

/**
 * The expected answer that counts for what was typed; null where none fits. One that is the same goes before all others, so that a
 * wrong answer that is listed stays wrong, however near to a right one it is; of those that fit, the dearest counts.
 */
export function bestMatch(given: string, accepted: readonly Accepted[], settings: MatchSettings): Accepted | null {
  const words = folded(given, settings);
  if (!words) return null;
  let best: Accepted | null = null;
  for (const one of accepted) {
    const how = fit(words, one.text, settings);
    if (how === 'same') return one;
    if (how && (!best || one.share > best.share)) best = one;
  }
  return best;
}
