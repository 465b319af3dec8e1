import type { Fields, Problem, Value } from '../../platform/source/source-file.js';
import { countings, findPlan, requiredMinutes, type Outline, type OutlineModule, type ProgrammeRules, type ProgrammeWords } from '../outline.js';
import type { Manifest } from '../revision.entity.js';
import { Library } from './library.js';
import { manifestOf, type SourceFiles } from './manifest.js';
import { readModule, type ModuleSource } from './read-module.js';
import { readOverlay } from './read-overlay.js';
import type { Pictures } from './read-picture.js';
import { Reading, type IdUse, type Reference } from './reading.js';
import { readAttempts } from './read-quiz-settings.js';
import type { TextUnit } from './translations.js';

/** The eight cases; each has a cover picture. */
export const places = ['lampedusa', 'agios-athanasios', 'traiskirchen', 'crnomelj', 'constanta', 'kasad', 'burgas', 'north-aegean'] as const;

/** An outline that is not a revision yet. */
export type OutlineDraft = Omit<Outline, 'revisionId' | 'revision'>;

export interface ProgrammeReading {
  /** Null where the files do not make a programme; the problems say why. */
  outline: OutlineDraft | null;
  problems: Problem[];
  ids: IdUse[];
  units: TextUnit[];
  /** Links of its texts to the glossary and the handbook. */
  references: Reference[];
  /** The files that make this programme. */
  manifest: Manifest;
  /** Line of `number:` in programme.yaml. */
  numberAt: Value | null;
}

function readRules(at: Value): ProgrammeRules | null {
  const fields = at.fields(['pass', 'attempts', 'counts']);
  const pass = fields?.get('pass')?.wholeNumber(1, 100);
  const attempts = readAttempts(fields?.get('attempts'));
  const counts = fields?.get('counts')?.oneOf(countings);
  return pass && counts && attempts !== undefined ? { pass, attempts, counts } : null;
}

function readWords(reading: Reading, unit: TextUnit, language: string): ProgrammeWords | null {
  const fields = reading.words(unit, language, ['title', 'case', 'summary', 'thread', 'reviews'], ['product', 'like']);
  const [title, place, summary, thread, product = null, like = null] = ['title', 'case', 'summary', 'thread', 'product', 'like'].map((key) =>
    fields?.get(key)?.text(),
  );
  const reviews: ProgrammeWords['reviews'] = [];
  for (const entry of fields?.get('reviews')?.list() ?? []) {
    const review = entry.fields(['role', 'state']);
    const [role, state] = [review?.get('role')?.text(), review?.get('state')?.text()];
    if (role && state) reviews.push({ role, state });
  }
  return title && place && summary && thread ? { title, case: place, summary, thread, product, like, reviews } : null;
}

type ModuleHere = OutlineModule & { pictures: Pictures };

function readModuleEntry(reading: Reading, library: Library, programmeId: string, at: Value): ModuleHere | null {
  const entries = at.entries();
  if (!entries) return null;
  const kind = entries.has('local') ? 'local' : 'use';
  const fields = at.fields([kind, 'required']);
  const idAt = fields?.get(kind);
  const [id, required] = [idAt?.id(), fields?.get('required')?.truth()];
  if (!idAt || !id || typeof required !== 'boolean') return null;
  const local = kind === 'local';
  const folder = local ? `programmes/${programmeId}/${id}` : `library/${id}`;
  if (!reading.has(`${folder}/module.yaml`)) return idAt.problem(`there is no module "${id}": ${folder}/module.yaml is missing`);
  const module = local ? readModule(reading, folder, id, programmeId) : readShared(reading, library, id);
  return module && { ...(local ? { ...module, situation: null } : readOverlay(reading, programmeId, module)), required, local };
}

function readShared(reading: Reading, library: Library, id: string): ModuleSource | null {
  const shared = library.read(id);
  reading.include(shared.reading);
  return shared.module;
}

function readModules(reading: Reading, library: Library, programmeId: string, at: Value): ModuleHere[] {
  const modules: ModuleHere[] = [];
  for (const entry of at.list() ?? []) {
    const module = readModuleEntry(reading, library, programmeId, entry);
    if (module && modules.some((other) => other.id === module.id)) entry.problem(`the module "${module.id}" stands twice in this programme`);
    else if (module) modules.push(module);
  }
  if (!modules.some((module) => module.required)) at.problem('a programme has at least one module with "required: true"');
  return modules;
}

/** What concerns several modules: one plan, whose fields the lessons name; a focus that everybody takes; the time that was promised. */
function checkWhole(outline: OutlineDraft, fields: Fields, reading: Reading, file: string): void {
  const modulesAt = fields.get('modules')!;
  const plans = outline.modules.flatMap((module) => module.items.filter((item) => item.kind === 'plan'));
  if (plans.length > 1) modulesAt.problem(`a programme has one plan at most; this one has ${plans.map((plan) => plan.id).join(', ')}`);
  const plan = findPlan(outline as Outline)?.plan;
  for (const module of plan ? outline.modules : [])
    for (const item of module.items)
      if (item.kind === 'lesson' && item.plan && !plan!.fields.some((field) => field.id === item.plan))
        modulesAt.problem(`the lesson "${item.id}" fills the field "${item.plan}" of the plan, but "${plan!.id}" has none of this name`);
  const focusAt = fields.get('focus');
  if (focusAt && !outline.modules.some((module) => module.required && module.id === outline.focus))
    focusAt.problem(`the focus must be one of the required modules of this programme`);
  const timeAt = fields.get('minutes');
  const [least, most] = (timeAt?.list() ?? []).map((entry) => entry.wholeNumber(1, 6000));
  if (timeAt && !(least && most && least <= most))
    timeAt.problem('"minutes" holds the least and the most minutes of what is required, e.g. [270, 300]');
  const minutes = requiredMinutes(outline as Outline);
  if (timeAt && least && most && (minutes < least || minutes > most))
    reading.problems.add(file, timeAt.line, `the required modules take ${minutes} minutes, but must take ${least} to ${most}`);
}

/**
 * Reads one programme with its modules from source files. Pure: the same files give the same outline. Serves the import,
 * the check, and the loading of a revision from its manifest.
 * @param files may hold more than this programme needs
 * @param library that of the same files, where several programmes are read
 */
export function readProgramme(files: SourceFiles, programmeId: string, library = new Library(files)): ProgrammeReading {
  const reading = new Reading(files);
  const folder = `programmes/${programmeId}`;
  const file = `${folder}/programme.yaml`;
  const result = (outline: OutlineDraft | null, numberAt: Value | null = null): ProgrammeReading => ({
    outline,
    problems: reading.problems.list,
    ids: reading.ids,
    units: reading.units,
    references: reading.references,
    manifest: manifestOf(reading.usedFiles(), files),
    numberAt,
  });
  if (!reading.has(file)) {
    reading.problems.add(file, 1, `there is no programme "${programmeId}": this file is missing`);
    return result(null);
  }
  const fields = reading.yaml(file)?.fields(['id', 'number', 'source', 'place', 'rules', 'modules'], ['focus', 'minutes']);
  if (!fields?.whole) return result(null);
  const own = fields.get('id')!;
  if (own.id() !== null && own.id() !== programmeId) own.problem(`the id must be "${programmeId}", as the folder is called`);
  reading.define(programmeId, 'programme', '', own);
  const numberAt = fields.get('number')!;
  const number = numberAt.wholeNumber(1, 999);
  const source = reading.language(fields.get('source'));
  const place = fields.get('place')!.oneOf(places);
  const rules = readRules(fields.get('rules')!);
  const modules = readModules(reading, library, programmeId, fields.get('modules')!);
  if (!source) return result(null, numberAt);
  const words: Outline['words'] = {};
  const unit = reading.unit(`${folder}/programme`, 'yaml', source);
  reading.requireSource(unit, own);
  for (const language of Object.keys(unit.stamps)) {
    const read = readWords(reading, unit, language);
    if (read) words[language] = read;
  }
  if (!number || !place || !rules || !words[source] || !modules.length) return result(null, numberAt);
  const focus = fields.get('focus')?.id() ?? null;
  const pictures: Outline['pictures'] = Object.assign({}, ...modules.map((module) => module.pictures));
  const plain = modules.map(({ pictures: _shownAbove, ...module }): OutlineModule => module);
  const outline: OutlineDraft = { programmeId, number, place, source, focus, rules, words, modules: plain, pictures };
  checkWhole(outline, fields, reading, file);
  return result(outline, numberAt);
}
