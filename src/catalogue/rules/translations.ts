import type { Fields } from '../../platform/source/source-file.js';
import { sourceHash, type SourceFiles } from './manifest.js';

/** The key with which a translation says what it was made of. */
export const stampKey = 'of';

const stampPattern = /^[0-9a-f]{12}$/;

/** What `of` must be in a translation of this text: the first 12 hex digits of its SHA-256. */
export const stampFor = (source: string): string => sourceHash(source).slice(0, 12);

/** Reads `of`; null where there is none, and, with a problem, where it is no stamp. */
export function readStamp(fields: Fields | null | undefined): string | null {
  const at = fields?.get(stampKey);
  if (!at) return null;
  // As written, because YAML takes one hash in a hundred for a number.
  const text = at.written() ?? '';
  return stampPattern.test(text) ? text : at.problem(`"${stampKey}" is "${text}", but must be the first 12 digits of the SHA-256 of the source file`);
}

/** One text that is translated as a whole: its file in the source language and the files beside it. */
export interface TextUnit {
  /** Path up to the language, e.g. `library/m-shared/l-one`. */
  before: string;
  ending: 'md' | 'yaml';
  /** Language of the source. */
  source: string;
  /** Language → stamp, for each file that there is; null where it carries none. */
  stamps: Record<string, string | null>;
}

export const fileOf = ({ before, ending }: TextUnit, language: string): string => `${before}.${language}.${ending}`;

/** What keeps a translation from being up to date: no file, no stamp, or the stamp of another state of the source. */
export type TranslationFault = 'missing' | 'unstamped' | 'stale';

/** How much of a folder can be read in one language. */
export interface Coverage {
  language: string;
  /** How many files there are to translate, and how many of them are there, in whatever state. */
  units: number;
  translated: number;
  /** The file of the translation, there or not, and the stamp of its source as that is now. */
  faults: { fault: TranslationFault; file: string; stamp: string }[];
}

function faultOf(stamp: string | null | undefined, present: string): TranslationFault | null {
  if (stamp === undefined) return 'missing';
  if (stamp === null) return 'unstamped';
  return stamp === present ? null : 'stale';
}

/** Units whose source is written in the language, or is missing, are not counted. */
export function coverageOf(units: readonly TextUnit[], language: string, files: SourceFiles): Coverage {
  const coverage: Coverage = { language, units: 0, translated: 0, faults: [] };
  for (const unit of units) {
    const text = files.get(fileOf(unit, unit.source));
    if (unit.source === language || text === undefined) continue;
    const stamp = stampFor(text);
    const fault = faultOf(unit.stamps[language], stamp);
    coverage.units += 1;
    if (fault !== 'missing') coverage.translated += 1;
    if (fault) coverage.faults.push({ fault, file: fileOf(unit, language), stamp });
  }
  return coverage;
}

/** Languages into which at least one text has been translated, sorted. */
export const translatedInto = (units: readonly TextUnit[]): string[] =>
  [...new Set(units.flatMap((unit) => Object.keys(unit.stamps).filter((language) => language !== unit.source)))].sort();
