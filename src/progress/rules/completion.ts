import type { Outline, OutlineItem, OutlineModule } from '../../catalogue/outline.js';
import type { LearningEventType } from '../learning-event.entity.js';

/** One fact about an enrolment, as the fold reads it. */
export interface Fact {
  sequence: number;
  type: LearningEventType;
  /** Item (for `module-credited`: module) that it is about. */
  itemId: string | null;
  /** Revision in force when it happened. */
  revisionId: string;
  payload: Record<string, unknown>;
  at: Date;
}

export interface ItemStanding {
  state: 'started' | 'done';
  startedAt: Date;
  completedAt: Date | null;
  /** Enrolment in which it was done, where credit came from another programme. */
  creditedFrom: string | null;
  /** A quiz that was handed in without a pass. */
  tried: boolean;
  /** Sequence of the last fact about it. */
  touched: number;
}

export interface ModuleStanding {
  at: Date;
  revisionId: string;
  /** Enrolment in which it was completed, where it counts by credit. */
  creditedFrom: string | null;
}

/** Where an enrolment stands after its facts. Nothing in it is ever changed: `apply` returns a new one. */
export interface Standing {
  /** Revision in force; null before the first fact. */
  revisionId: string | null;
  sequence: number;
  items: ReadonlyMap<string, ItemStanding>;
  /** Modules that are complete, whether the revision in force still has them or not. */
  modules: ReadonlyMap<string, ModuleStanding>;
  /** Items that a newer revision brought and that nobody has opened yet. */
  fresh: ReadonlySet<string>;
  startedAt: Date | null;
  lastActivityAt: Date | null;
  completedAt: Date | null;
  /** Revision by which the programme was judged complete. */
  completedOn: string | null;
}

/** Outlines of all revisions that the facts name. */
export type Outlines = ReadonlyMap<string, Outline>;

export const nothing: Standing = {
  revisionId: null,
  sequence: 0,
  items: new Map(),
  modules: new Map(),
  fresh: new Set(),
  startedAt: null,
  lastActivityAt: null,
  completedAt: null,
  completedOn: null,
};

function outlineOf(outlines: Outlines, revisionId: string): Outline {
  const outline = outlines.get(revisionId);
  if (!outline) throw new Error(`the outline of revision ${revisionId} is not at hand`);
  return outline;
}

const isDone = (items: Standing['items'], itemId: string): boolean => items.get(itemId)?.state === 'done';

/**
 * The rule for a module. Where it has a quiz or a plan, passing or finishing that is what counts, before or after its
 * lessons: who passes first need not read what they know. Where it has none, every lesson counts. (A module of several
 * quizzes wants all of them; a module of nothing is never complete.)
 */
export function moduleIsDone(module: OutlineModule, items: Standing['items']): boolean {
  const deeds = module.items.filter((item) => item.kind !== 'lesson');
  const asked = deeds.length ? deeds : module.items;
  return asked.length > 0 && asked.every((item) => isDone(items, item.id));
}

/** The rule for a programme: all required modules, of which there is at least one. */
export function programmeIsDone(outline: Outline, modules: Standing['modules']): boolean {
  const required = outline.modules.filter((module) => module.required);
  return required.length > 0 && required.every((module) => modules.has(module.id));
}

const activities: ReadonlySet<LearningEventType> = new Set([
  'lesson-opened',
  'lesson-finished',
  'quiz-started',
  'quiz-graded',
  'plan-started',
  'plan-finished',
]);

function touch(known: ItemStanding | undefined, fact: Fact, change: Partial<ItemStanding> = {}): ItemStanding {
  const before = known ?? { state: 'started', startedAt: fact.at, completedAt: null, creditedFrom: null, tried: false, touched: 0 };
  return { ...before, ...change, touched: fact.sequence };
}

/** Done stays done with its first date, however often it is done again. */
const done = (known: ItemStanding | undefined, fact: Fact): ItemStanding =>
  touch(known, fact, known?.state === 'done' ? {} : { state: 'done', completedAt: fact.at });

const later = (a: Date | null, b: Date): Date => (a && a > b ? a : b);

/** What a credit says: the enrolment that did the work, its revision and its date. */
export function creditOf(fact: Fact): { enrolmentId: string; revisionId: string; at: Date } {
  const { enrolment, revision, at } = fact.payload;
  return { enrolmentId: String(enrolment), revisionId: String(revision), at: typeof at === 'string' ? new Date(at) : fact.at };
}

function itemsAfter(standing: Standing, fact: Fact, outline: Outline): Standing['items'] {
  const items = new Map(standing.items);
  if (fact.type === 'module-credited') {
    const credit = creditOf(fact);
    for (const item of outline.modules.find((module) => module.id === fact.itemId)?.items ?? [])
      if (!isDone(items, item.id)) {
        const startedAt = items.get(item.id)?.startedAt ?? credit.at;
        items.set(item.id, touch(items.get(item.id), fact, { state: 'done', startedAt, completedAt: credit.at, creditedFrom: credit.enrolmentId }));
      }
    return items;
  }
  if (!fact.itemId) return items;
  const known = items.get(fact.itemId);
  if (fact.type === 'lesson-opened' || fact.type === 'quiz-started' || fact.type === 'plan-started') items.set(fact.itemId, touch(known, fact));
  if (fact.type === 'lesson-finished' || fact.type === 'plan-finished') items.set(fact.itemId, done(known, fact));
  if (fact.type === 'quiz-graded') items.set(fact.itemId, fact.payload.passed === true ? done(known, fact) : touch(known, fact, { tried: true }));
  return items;
}

function modulesAfter(standing: Standing, fact: Fact, items: Standing['items'], outlines: Outlines): Standing['modules'] {
  const modules = new Map(standing.modules);
  const judge = (module: OutlineModule, revisionId: string): void => {
    if (!modules.has(module.id) && moduleIsDone(module, items)) modules.set(module.id, { at: fact.at, revisionId, creditedFrom: null });
  };
  if (fact.type === 'module-credited' && fact.itemId && !modules.has(fact.itemId)) {
    const credit = creditOf(fact);
    modules.set(fact.itemId, { at: credit.at, revisionId: credit.revisionId, creditedFrom: credit.enrolmentId });
  }
  // An attempt is finished on the revision on which it began: its module is judged by that one too, in case the quiz has gone since.
  const began = fact.type === 'quiz-graded' && fact.payload.passed === true ? fact.payload.revision : null;
  if (typeof began === 'string' && began !== fact.revisionId)
    for (const module of outlineOf(outlines, began).modules) if (module.items.some((item) => item.id === fact.itemId)) judge(module, began);
  for (const module of outlineOf(outlines, fact.revisionId).modules) judge(module, fact.revisionId);
  return modules;
}

function freshAfter(standing: Standing, fact: Fact, outlines: Outlines): Standing['fresh'] {
  const fresh = new Set(standing.fresh);
  if (fact.type === 'moved' && standing.revisionId) {
    const before = new Set(outlineOf(outlines, standing.revisionId).modules.flatMap((module) => module.items.map((item) => item.id)));
    for (const module of outlineOf(outlines, fact.revisionId).modules)
      for (const item of module.items) if (!before.has(item.id) && !standing.items.has(item.id)) fresh.add(item.id);
  }
  if (fact.itemId) fresh.delete(fact.itemId);
  return fresh;
}

/**
 * One step of the fold: what an enrolment's standing becomes by one more fact. Each fact is judged by its own
 * revision. What is complete stays complete, whatever later revisions ask. A fact at or below the sequence that has
 * already gone in changes nothing.
 */
export function apply(standing: Standing, fact: Fact, outlines: Outlines): Standing {
  if (fact.sequence <= standing.sequence) return standing;
  const outline = outlineOf(outlines, fact.revisionId);
  const items = itemsAfter(standing, fact, outline);
  const modules = modulesAfter(standing, fact, items, outlines);
  const active = activities.has(fact.type);
  const completes = !standing.completedAt && programmeIsDone(outline, modules);
  return {
    revisionId: fact.revisionId,
    sequence: fact.sequence,
    items,
    modules,
    fresh: freshAfter(standing, fact, outlines),
    startedAt: standing.startedAt ?? (active ? fact.at : null),
    lastActivityAt: active ? later(standing.lastActivityAt, fact.at) : standing.lastActivityAt,
    completedAt: completes ? fact.at : standing.completedAt,
    completedOn: completes ? fact.revisionId : standing.completedOn,
  };
}

/** The whole fold. `facts` in the order of their sequence. */
export const fold = (facts: Iterable<Fact>, outlines: Outlines): Standing => {
  let standing = nothing;
  for (const fact of facts) standing = apply(standing, fact, outlines);
  return standing;
};

/** Revisions whose outlines the fold of these facts needs. */
export function revisionsOf(facts: Iterable<Fact>): Set<string> {
  const revisions = new Set<string>();
  for (const fact of facts) {
    revisions.add(fact.revisionId);
    if (fact.type === 'quiz-graded' && typeof fact.payload.revision === 'string') revisions.add(fact.payload.revision);
  }
  return revisions;
}

/** What is still asked in a module: nothing once it is complete, whatever of it is open or has been added since. */
export const openItems = (module: OutlineModule, standing: Pick<Standing, 'items' | 'modules'>): OutlineItem[] =>
  standing.modules.has(module.id) ? [] : module.items.filter((item) => !isDone(standing.items, item.id));

/** Items of required modules that are done or still asked, and how many of them are done. Open items of complete modules count in neither. */
export function count(outline: Outline, standing: Standing): { required: number; done: number } {
  let required = 0;
  let doneItems = 0;
  for (const module of outline.modules) {
    if (!module.required) continue;
    const finished = module.items.filter((item) => isDone(standing.items, item.id)).length;
    doneItems += finished;
    required += finished + openItems(module, standing).length;
  }
  return { required, done: doneItems };
}
