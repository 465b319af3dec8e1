import { checkMarkdown } from '../../platform/source/markdown.js';
import type { Problem, Value } from '../../platform/source/source-file.js';
import type { Handbook, HandbookPage, Term, TermWords } from '../handbook.js';
import type { Manifest } from '../revision.entity.js';
import { isCivilDate } from './boxes.js';
import { manifestOf, sourceHash, type SourceFiles } from './manifest.js';
import { compareBoxes, readLesson, type LessonSource, type Length } from './read-lesson.js';
import { readPictures, type Pictures } from './read-picture.js';
import { readQuiz } from './read-quiz.js';
import { Reading, type Reference } from './reading.js';
import { fileOf, type TextUnit } from './translations.js';

export const handbookFolder = 'handbook';
const main = `${handbookFolder}/handbook.yaml`;
const glossary = `${handbookFolder}/glossary`;
const selfCheckId = 'self-check';
/** What the questions of the self-check are about; they belong to no module that has objectives. */
const selfCheckObjective = 'facts';
const pageLength: Length = { what: 'page of the handbook', least: 300, most: 1200, translated: 1350 };

export type HandbookDraft = Omit<Handbook, 'number'>;

export interface HandbookReading {
  /** Null where the folder has none, or where it cannot be used; the problems say why. */
  handbook: HandbookDraft | null;
  problems: Problem[];
  units: TextUnit[];
  references: Reference[];
  manifest: Manifest;
}

function readPage(reading: Reading, id: string, source: string, at: Value, pictures: Pictures): HandbookPage | null {
  const unit = reading.unit(`${handbookFolder}/${id}`, 'md', source);
  if (!reading.requireSource(unit, at)) return null;
  const words: HandbookPage['words'] = {};
  let first: LessonSource | null = null;
  for (const language of Object.keys(unit.stamps)) {
    const file = fileOf(unit, language);
    const text = reading.text(file)!;
    const page = readLesson(file, text, language, language === source, reading.problems, pageLength);
    if (!page) continue;
    words[language] = { title: page.title, lead: page.lead, bodyHash: sourceHash(text) };
    unit.stamps[language] = page.of;
    reading.refer(file, page.links);
    const named = page.parts.flatMap((part) =>
      part.part === 'box' && part.kind === 'picture' && part.ref ? [{ id: part.ref, file, line: part.line - 1 }] : [],
    );
    readPictures(reading, named, source, pictures);
    if (language === source) first = page;
    else if (first) compareBoxes(page, file, first, fileOf(unit, source), reading.problems);
  }
  return words[source] ? { id, words } : null;
}

function readTerm(at: Value): { id: string; term: Omit<Term, 'words'>; see: { id: string; at: Value }[]; at: Value } | null {
  const fields = at.fields(['id'], ['check_by', 'see']);
  const id = fields?.get('id')?.id();
  if (!id) return null;
  const dateAt = fields?.get('check_by');
  const date = dateAt?.text() ?? null;
  if (dateAt && date && !isCivilDate(date)) dateAt.problem(`"check_by" is "${date}", but must be a date such as "2027-05-31"`);
  const see = fields?.get('see')?.ids() ?? [];
  return { id, term: { id, checkBy: date, see: see.map((entry) => entry.id) }, see, at };
}

function markdown(reading: Reading, at: Value | null | undefined): string | null {
  const text = at?.text() ?? null;
  if (!at || text === null) return null;
  const { faults, headings, links } = checkMarkdown(text);
  for (const fault of faults) at.problem(fault.message);
  if (headings.length) at.problem('the meaning of a term has no headings');
  reading.refer(
    at.file,
    links.map((link) => ({ ...link, line: at.line })),
  );
  return text;
}

function readTermWords(reading: Reading, at: Value): TermWords | null {
  const fields = at.fields(['term', 'text'], ['forms', 'source']);
  const term = fields?.get('term')?.text();
  const text = markdown(reading, fields?.get('text'));
  const from = markdown(reading, fields?.get('source'));
  const forms = (fields?.get('forms')?.list() ?? []).flatMap((form) => form.text() ?? []);
  return term && text ? { term, forms, text, from } : null;
}

function readGlossary(reading: Reading, source: string): Term[] {
  if (!reading.has(`${glossary}.yaml`)) return [];
  const listAt = reading.yaml(`${glossary}.yaml`)?.fields(['terms'])?.get('terms');
  const entries = (listAt?.list() ?? []).flatMap((entry) => readTerm(entry) ?? []);
  const known = new Map<string, Term>();
  for (const { id, term, at } of entries)
    if (known.has(id)) at.problem(`the term "${id}" stands twice`);
    else known.set(id, { ...term, words: {} });
  for (const { see } of entries) for (const { id, at } of see) if (!known.has(id)) at.problem(`there is no term "${id}"`);
  const unit = reading.unit(glossary, 'yaml', source);
  if (!listAt || !reading.requireSource(unit, listAt)) return [];
  for (const language of Object.keys(unit.stamps)) {
    const at = reading.words(unit, language, ['terms'])?.get('terms');
    const words = at?.entries();
    if (!at || !words) continue;
    for (const [id, term] of known) {
      const entry = words.get(id);
      if (!entry) at.problem(`the words for term "${id}" are missing`);
      const own = entry && readTermWords(reading, entry);
      if (own) term.words[language] = own;
    }
    for (const [id, entry] of words) if (!known.has(id)) entry.problem(`the glossary has no term "${id}"`);
  }
  return [...known.values()].filter((term) => term.words[source]);
}

/** Reads the handbook of a course folder. Pure: the same files give the same handbook. */
export function readHandbook(files: SourceFiles): HandbookReading {
  const reading = new Reading(files);
  const result = (handbook: HandbookDraft | null): HandbookReading => ({
    handbook,
    problems: reading.problems.list,
    units: reading.units,
    references: reading.references,
    manifest: manifestOf(reading.usedFiles(), files),
  });
  if (!reading.has(main)) return result(null);
  const fields = reading.yaml(main)?.fields(['source', 'pages']);
  const source = reading.language(fields?.get('source'));
  const listed = fields?.get('pages')?.ids() ?? [];
  if (!source || !listed.length) return result(null);
  const pictures: Pictures = {};
  const pages = listed.flatMap(({ id, at }) => readPage(reading, id, source, at, pictures) ?? []);
  const terms = readGlossary(reading, source);
  const place = {
    folder: handbookFolder,
    source,
    lessons: new Set(pages.map((page) => page.id)),
    objectives: new Set([selfCheckObjective]),
    pictures,
  };
  const asked = reading.has(`${handbookFolder}/${selfCheckId}.quiz.yaml`);
  const selfCheck = asked ? readQuiz(reading, selfCheckId, 0, listed[0]!.at, place, 'all') : null;
  return result({ source, pages, terms, selfCheck, pictures });
}
