import type { Problem } from '../../platform/source/source-file.js';
import type { Manifest } from '../revision.entity.js';
import { Library } from './library.js';
import type { SourceFiles } from './manifest.js';
import type { ModuleSource } from './read-module.js';
import { readHandbook, type HandbookDraft } from './read-handbook.js';
import { readProgramme, type OutlineDraft } from './read-programme.js';
import { takenId, type IdUse, type Reference } from './reading.js';
import { fileOf, type TextUnit } from './translations.js';

/** A whole course folder, read. */
export interface CoursesReading {
  programmes: { id: string; outline: OutlineDraft; manifest: Manifest }[];
  /** Null where the folder has none. */
  handbook: { draft: HandbookDraft; manifest: Manifest } | null;
  /** Modules of the library that no programme uses yet. */
  unused: ModuleSource[];
  /** Every problem of every file, by file and line. A folder with one is not published. */
  problems: Problem[];
  ids: IdUse[];
  /** Every text that is translated, once, in the order of reading. */
  units: TextUnit[];
}

const folderNames = (files: SourceFiles, before: string): string[] =>
  [
    ...new Set([...files.keys()].filter((file) => file.startsWith(`${before}/`) && file.split('/').length > 2).map((file) => file.split('/')[1]!)),
  ].sort();

/** Whether the module or programme to which the file should belong has faults of its own: they may be why nothing refers to it. */
function isBelowFault(file: string, faulty: ReadonlySet<string>): boolean {
  const folders = file.split('/').slice(0, -1);
  return folders.some((_, index) => ['module.yaml', 'programme.yaml'].some((name) => faulty.has([...folders.slice(0, index + 1), name].join('/'))));
}

function merge(all: IdUse[], more: IdUse[], problem: (use: IdUse, other: IdUse) => void): void {
  for (const use of more) {
    const other = all.find((known) => known.id === use.id);
    if (!other) all.push(use);
    // A shared module is met once per programme that uses it, each time at the same place.
    else if (other.file !== use.file || other.line !== use.line) problem(use, other);
  }
}

/** Links to terms and pages that are not there. */
function deadLinks(references: readonly Reference[], handbook: HandbookDraft | null): Problem[] {
  const known = {
    term: new Set(handbook?.terms.map((term) => term.id)),
    page: new Set([...(handbook?.pages.map((page) => page.id) ?? []), 'glossary', 'self-check']),
  };
  const what = { term: 'the glossary has no term', page: 'the handbook has no page' };
  return references.flatMap(({ file, line, kind, id }) => (known[kind].has(id) ? [] : [{ file, line, message: `${what[kind]} "${id}"` }]));
}

/**
 * Reads the whole course folder: every programme, modules that nobody uses yet, and what concerns several of them
 * (ids and numbers that are taken, files that belong to nothing).
 */
export function readCourses(files: SourceFiles): CoursesReading {
  const programmes: CoursesReading['programmes'] = [];
  const unused: ModuleSource[] = [];
  const found: Problem[] = [];
  const ids: IdUse[] = [];
  // A shared module is read once per programme that uses it.
  const units = new Map<string, TextUnit>();
  const keep = (more: TextUnit[]): void => more.forEach((unit) => units.set(fileOf(unit, unit.source), unit));
  const references: Reference[] = [];
  const library = new Library(files);
  const used = new Set<string>();
  const numbers = new Map<number, string>();
  const note = (use: IdUse, other: IdUse): void => void found.push({ file: use.file, line: use.line, message: takenId(use.id, other) });

  for (const id of folderNames(files, 'programmes')) {
    const { outline, problems, ids: own, units: texts, references: links, manifest, numberAt } = readProgramme(files, id, library);
    found.push(...problems);
    references.push(...links);
    merge(ids, own, note);
    keep(texts);
    for (const file of Object.keys(manifest)) used.add(file);
    if (!outline) continue;
    const taken = numbers.get(outline.number);
    if (taken && numberAt) found.push({ file: numberAt.file, line: numberAt.line, message: `the number ${outline.number} is taken by "${taken}"` });
    numbers.set(outline.number, id);
    programmes.push({ id, outline, manifest });
  }
  for (const id of folderNames(files, 'library')) {
    if (used.has(`library/${id}/module.yaml`)) continue;
    const { module, reading } = library.read(id);
    if (module) unused.push(module);
    found.push(...reading.problems.list);
    merge(ids, reading.ids, note);
    keep(reading.units);
    references.push(...reading.references);
    for (const file of reading.usedFiles()) used.add(file);
  }
  const { handbook: draft, manifest, ...book } = readHandbook(files);
  found.push(...book.problems, ...deadLinks([...references, ...book.references], draft));
  keep(book.units);
  for (const file of Object.keys(manifest)) used.add(file);
  const faulty = new Set(found.map((problem) => problem.file));
  for (const file of files.keys())
    if (!used.has(file) && !isBelowFault(file, faulty)) found.push({ file, line: 1, message: 'nothing refers to this file; is its name right?' });
  if (!programmes.length && !found.length) found.push({ file: 'programmes', line: 1, message: 'there is no programme in this folder' });
  return { programmes, handbook: draft && { draft, manifest }, unused, problems: sorted(found), ids, units: [...units.values()] };
}

function sorted(problems: Problem[]): Problem[] {
  const seen = new Map(problems.map((problem) => [`${problem.file}:${problem.line}:${problem.message}`, problem]));
  return [...seen.values()].sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line));
}
