import type { Value } from '../../platform/source/source-file.js';
import {
  audiences,
  reviewCapacities,
  reviewRoles,
  type ItemKind,
  type OutlineItem,
  type OutlineLesson,
  type OutlineModule,
  type Review,
} from '../outline.js';
import { isCivilDate } from './boxes.js';
import { sourceHash } from './manifest.js';
import { compareBoxes, readLesson, refsOf, type LessonSource } from './read-lesson.js';
import { readPictures, type Pictures } from './read-picture.js';
import { readPlan } from './read-plan.js';
import { readQuiz } from './read-quiz.js';
import type { Reading } from './reading.js';
import { fileOf, type TextUnit } from './translations.js';

const maxMinutes = 240;
const itemKinds: readonly ItemKind[] = ['lesson', 'quiz', 'plan'];
const notYet = 'not-yet';

/** A module as its own files have it: what a programme makes of it comes later. */
export type ModuleSource = Omit<OutlineModule, 'required' | 'local' | 'situation'> & {
  /** Pictures of its lessons and questions, by id. */
  pictures: Pictures;
};

/** Where the items of a module stand, and what they may refer to. */
interface ModulePlace {
  folder: string;
  source: string;
  moduleId: string;
  objectives: ReadonlySet<string>;
  pictures: Pictures;
}

/** A line of `items:`. */
interface ItemEntry {
  kind: ItemKind;
  id: string;
  idAt: Value;
  minutes: number;
}

function readItemEntry(at: Value): ItemEntry | null {
  const entries = at.entries();
  if (!entries) return null;
  const kind = itemKinds.find((one) => entries.has(one)) ?? 'lesson';
  const fields = at.fields([kind, 'minutes']);
  const idAt = fields?.get(kind);
  const [id, minutes] = [idAt?.id(), fields?.get('minutes')?.wholeNumber(1, maxMinutes)];
  return id && idAt && minutes ? { kind, id, idAt, minutes } : null;
}

function readWords(reading: Reading, unit: TextUnit, language: string, objectives: string[]): ModuleSource['words'][string] | null {
  const fields = reading.words(unit, language, ['title', 'summary', 'objectives']);
  const [title, summary] = [fields?.get('title')?.text(), fields?.get('summary')?.text()];
  const at = fields?.get('objectives');
  const entries = at?.entries();
  if (!at || !entries) return null;
  const words: Record<string, string> = {};
  for (const id of objectives) {
    const text = entries.get(id)?.text();
    if (!entries.has(id)) at.problem(`the words for objective "${id}" are missing`);
    if (text) words[id] = text;
  }
  for (const [id, entry] of entries) if (!objectives.includes(id)) entry.problem(`the module has no objective "${id}"`);
  return title && summary ? { title, summary, objectives: words } : null;
}

function readReview(at: Value): Review | null {
  const fields = at.fields(['role', 'on'], ['by']);
  const role = fields?.get('role')?.oneOf(reviewRoles);
  const onAt = fields?.get('on');
  const on = onAt?.text();
  if (!role || !onAt || !on) return null;
  if (on === notYet)
    return fields?.get('by') ? fields.get('by')!.problem('nobody has read it yet, so "by" is left out') : { role, by: null, on: null };
  if (!isCivilDate(on)) return onAt.problem(`"on" is "${on}", but must be a date such as "2026-11-22", or ${notYet}`);
  const by = fields?.get('by')?.oneOf(reviewCapacities) ?? null;
  return by ? { role, by, on } : at.problem(`a reading has "by": one of ${reviewCapacities.join(', ')}`);
}

function readLessonItem(reading: Reading, { folder, source, pictures }: ModulePlace, { id, idAt, minutes }: ItemEntry): OutlineLesson | null {
  const unit = reading.unit(`${folder}/${id}`, 'md', source);
  if (!reading.requireSource(unit, idAt)) return null;
  const words: OutlineLesson['words'] = {};
  let first: LessonSource | null = null;
  for (const language of Object.keys(unit.stamps)) {
    const file = fileOf(unit, language);
    const text = reading.text(file)!;
    const lesson = readLesson(file, text, language, language === source, reading.problems);
    if (!lesson) continue;
    words[language] = { title: lesson.title, lead: lesson.lead, bodyHash: sourceHash(text) };
    unit.stamps[language] = lesson.of;
    reading.refer(file, lesson.links);
    const named = lesson.parts.flatMap((part) =>
      part.part === 'box' && part.kind === 'picture' && part.ref ? [{ id: part.ref, file, line: part.line - 1 }] : [],
    );
    readPictures(reading, named, source, pictures);
    if (language === source) first = lesson;
    else if (first) compareBoxes(lesson, file, first, fileOf(unit, source), reading.problems);
  }
  if (!words[source] || !first) return null;
  return { kind: 'lesson', id, minutes, plan: refsOf(first, 'plan')[0] ?? null, pictures: refsOf(first, 'picture'), words };
}

function readItems(reading: Reading, place: ModulePlace, at: Value): OutlineItem[] {
  const entries = (at.list() ?? []).flatMap((entry) => readItemEntry(entry) ?? []);
  if (!entries.length) at.problem('a module has at least one item');
  const lessons = new Set(entries.filter((entry) => entry.kind === 'lesson').map((entry) => entry.id));
  const items: OutlineItem[] = [];
  for (const entry of entries) {
    const { id, kind, minutes, idAt } = entry;
    reading.define(id, kind, place.moduleId, idAt);
    const readers: Record<ItemKind, () => OutlineItem | null> = {
      lesson: () => readLessonItem(reading, place, entry),
      quiz: () => readQuiz(reading, id, minutes, idAt, { ...place, lessons }),
      plan: () => readPlan(reading, id, minutes, idAt, place),
    };
    const item = readers[kind]();
    if (item) items.push(item);
  }
  return items;
}

/**
 * Reads the module in `folder`. Items that cannot be used are left out; null where the module itself cannot.
 * @param owner the programme of a local module, empty for a shared one
 */
export function readModule(reading: Reading, folder: string, id: string, owner: string): ModuleSource | null {
  const file = `${folder}/module.yaml`;
  if (!reading.has(file)) {
    reading.problems.add(file, 1, 'this folder of a module lacks its module.yaml');
    return null;
  }
  const root = reading.yaml(file);
  const fields = root?.fields(['id', 'code', 'source', 'for', 'objectives', 'items'], ['reviews']);
  if (!root || !fields?.whole) return null;
  const own = fields.get('id')!;
  if (own.id() !== null && own.id() !== id) own.problem(`the id must be "${id}", as the folder is called`);
  reading.define(id, 'module', owner, own);
  const [code, source] = [fields.get('code')!.text(), reading.language(fields.get('source'))];
  const groups = (fields.get('for')!.list() ?? []).flatMap((entry) => entry.oneOf(audiences) ?? []);
  if (!groups.length) fields.get('for')!.problem(`"for" names at least one of: ${audiences.join(', ')}`);
  const objectives = fields.get('objectives')!.ids() ?? [];
  for (const objective of objectives) reading.define(objective.id, 'objective', id, objective.at);
  const names = objectives.map((objective) => objective.id);
  if (!code || !source) return null;
  const pictures: ModuleSource['pictures'] = {};
  const items = readItems(reading, { folder, source, moduleId: id, objectives: new Set(names), pictures }, fields.get('items')!);
  const reviews = (fields.get('reviews')?.list() ?? []).flatMap((entry) => readReview(entry) ?? []);
  const words: ModuleSource['words'] = {};
  const unit = reading.unit(`${folder}/module`, 'yaml', source);
  reading.requireSource(unit, own);
  for (const language of Object.keys(unit.stamps)) {
    const read = readWords(reading, unit, language, names);
    if (read) words[language] = read;
  }
  return words[source] ? { id, code, source, for: [...new Set(groups)], objectives: names, reviews, words, items, pictures } : null;
}
