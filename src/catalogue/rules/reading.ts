import { Problems, readYaml, type Fields, type Value } from '../../platform/source/source-file.js';
import type { SourceFiles } from './manifest.js';
import { fileOf, readStamp, stampKey, type TextUnit } from './translations.js';
import type { InwardLink } from '../../platform/source/markdown.js';

export type ContentKind = 'programme' | 'module' | 'objective' | 'lesson' | 'quiz' | 'question' | 'plan' | 'field';

/** "a lesson", "an objective". */
export const aKind = (kind: string): string => `${kind === 'objective' ? 'an' : 'a'} ${kind}`;

/** One id, where it is defined and what for. */
export interface IdUse {
  id: string;
  kind: ContentKind;
  /** The module of an item or objective, the quiz of a question, the programme of a local module; else empty. */
  owner: string;
  file: string;
  line: number;
}

/** A link from a text to the glossary or the handbook. */
export type Reference = InwardLink & { file: string };

export const takenId = (id: string, other: IdUse): string =>
  `"${id}" is already the id of ${aKind(other.kind)} (${other.file}:${other.line}); ids are unique in the whole folder`;

/** Two or three lower-case letters, as in `nl`. */
export const isLanguageTag = (text: string): boolean => /^[a-z]{2,3}$/.test(text);

/** One reading of some source files: what was found wrong, which files were used, which ids stand where. */
export class Reading {
  readonly problems = new Problems();
  readonly ids: IdUse[] = [];
  readonly units: TextUnit[] = [];
  readonly references: Reference[] = [];
  private readonly used = new Set<string>();

  constructor(readonly files: SourceFiles) {}

  /** Notes where an id is defined. The same id at another place is a problem. */
  define(id: string, kind: ContentKind, owner: string, at: { file: string; line: number }): void {
    const other = this.ids.find((use) => use.id === id);
    // The same place read twice is said by whoever names it twice.
    if (other && other.file === at.file && other.line === at.line) return;
    if (other) this.problems.add(at.file, at.line, takenId(id, other));
    else this.ids.push({ id, kind, owner, file: at.file, line: at.line });
  }

  /** Takes over what another reading of the same files found. */
  include(part: Reading): void {
    for (const problem of part.problems.list) this.problems.add(problem.file, problem.line, problem.message);
    for (const use of part.ids) this.define(use.id, use.kind, use.owner, use);
    this.units.push(...part.units);
    this.references.push(...part.references);
    for (const file of part.used) this.used.add(file);
  }

  has(file: string): boolean {
    return this.files.has(file);
  }

  /** The text of a file, which counts as used from now on; null where there is none. */
  text(file: string): string | null {
    const text = this.files.get(file);
    if (text === undefined) return null;
    this.used.add(file);
    return text;
  }

  yaml(file: string): Value | null {
    const text = this.text(file);
    return text === null ? null : readYaml(file, text, this.problems);
  }

  /** A text with the languages in which `<before>.<language>.<ending>` exists; the source language comes first. */
  unit(before: string, ending: TextUnit['ending'], source: string): TextUnit {
    const found: string[] = [];
    for (const file of this.files.keys()) {
      if (!file.startsWith(`${before}.`) || !file.endsWith(`.${ending}`)) continue;
      const language = file.slice(before.length + 1, -ending.length - 1);
      if (isLanguageTag(language)) found.push(language);
    }
    found.sort((a, b) => Number(b === source) - Number(a === source) || (a < b ? -1 : 1));
    const unit = { before, ending, source, stamps: Object.fromEntries(found.map((language) => [language, null])) };
    this.units.push(unit);
    return unit;
  }

  /** Notes links of a file, for whoever knows where they may lead. */
  refer(file: string, links: readonly InwardLink[]): void {
    for (const link of links) this.references.push({ ...link, file });
  }

  /** The source language must be there: without it nothing can be shown. */
  requireSource(unit: TextUnit, at: Value): boolean {
    if (unit.source in unit.stamps) return true;
    at.problem(`the words in the source language are missing: ${fileOf(unit, unit.source)}`);
    return false;
  }

  /** The keys of a unit's YAML file in one language. A translation may say what it was made of. */
  words(unit: TextUnit, language: string, keys: readonly string[], optional: readonly string[] = []): Fields | null {
    const fields = this.yaml(fileOf(unit, language))?.fields(keys, language === unit.source ? optional : [...optional, stampKey]) ?? null;
    unit.stamps[language] = language === unit.source ? null : readStamp(fields);
    return fields;
  }

  language(at: Value | null | undefined): string | null {
    const text = at?.text() ?? null;
    if (text === null || isLanguageTag(text)) return text;
    return at!.problem(`"${text}" is not a language: two or three lower-case letters, e.g. "en"`);
  }

  usedFiles(): ReadonlySet<string> {
    return this.used;
  }
}
