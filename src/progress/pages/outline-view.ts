import { inLanguage, moduleMinutes, type ItemKind, type Outline, type OutlineItem, type OutlineModule } from '../../catalogue/outline.js';
import type { IconName } from '../../web/components/icon.js';
import type { LessonOutline } from '../../web/components/learning.js';
import type { Stop, StopState } from '../../web/components/trail.js';
import type { PageContext } from '../../web/page.js';
import type { Snapshot } from '../progress.queries.js';
import type { Standing } from '../rules/completion.js';

/** What is done and begun; rows and the fold both say it. */
export interface Marks {
  item(itemId: string): StopState;
  moduleDone(moduleId: string): boolean;
}

const mark = (item: { state: 'started' | 'done' } | undefined): StopState => (item ? (item.state === 'done' ? 'done' : 'now') : 'todo');

export const marksOfRows = (snapshot: Snapshot | null): Marks => ({
  item: (id) => mark(snapshot?.items.get(id)),
  moduleDone: (id) => snapshot?.modulesDone.includes(id) ?? false,
});

export const marksOf = (standing: Standing): Marks => ({
  item: (id) => mark(standing.items.get(id)),
  moduleDone: (id) => standing.modules.has(id),
});

/** Words of a programme, module or item, and their language where it is not the page's. */
export function titleOf<T>(part: { words: Record<string, T> }, source: string, at: PageContext): { words: T; lang: string | undefined } {
  const { words, language } = inLanguage(part.words, at.language, source);
  return { words, lang: language === at.language ? undefined : language };
}

/** Title of any kind of item. */
export function itemTitle(item: OutlineItem, module: OutlineModule, at: PageContext): { title: string; lang: string | undefined } {
  const { words, lang } = titleOf<{ title: string }>(item, module.source, at);
  return { title: words.title, lang };
}

/** The title of an item where it stands by itself: quizzes have like names, so they say which module they belong to. */
export function ownTitle(item: OutlineItem, module: OutlineModule, at: PageContext): { title: string; lang: string | undefined } {
  const own = itemTitle(item, module, at);
  if (item.kind !== 'quiz') return own;
  return { title: at.t('progress.item.quizOf', { quiz: own.title, module: titleOf(module, module.source, at).words.title }), lang: own.lang };
}

/** What a module holds, in words. */
export function contents(module: OutlineModule, { t }: PageContext): string {
  const count = (kind: ItemKind): number => module.items.filter((item) => item.kind === kind).length;
  return t('progress.module.contents', { lessons: count('lesson'), quizzes: count('quiz'), plans: count('plan') });
}

/** A module is here while something of it is begun and it is not complete. */
export function moduleState(module: OutlineModule, marks: Marks): StopState {
  if (marks.moduleDone(module.id)) return 'done';
  return module.items.some((item) => marks.item(item.id) !== 'todo') ? 'now' : 'todo';
}

const icons: Record<ItemKind, IconName | undefined> = { lesson: undefined, quiz: 'pen', plan: 'target' };

/** The items of a module as links with their states. In a complete module what is open is offered, not asked. */
export function itemStops(module: OutlineModule, marks: Marks, at: PageContext, href: (item: OutlineItem) => string, currentId?: string): Stop[] {
  const { t } = at;
  return module.items.map((item) => {
    const { title, lang } = itemTitle(item, module, at);
    const state = marks.item(item.id);
    const minutes = t('progress.min', { minutes: item.minutes });
    const note = state !== 'done' && marks.moduleDone(module.id) ? t('progress.item.notAsked', { minutes: item.minutes }) : minutes;
    return { label: title, lang, state, note, href: href(item), current: item.id === currentId, icon: icons[item.kind] };
  });
}

/** The required modules as stops of a line, with the one that comes next as "here". */
export function moduleStops(outline: Outline, marks: Marks, nextItemId: string | null, at: PageContext): Stop[] {
  return outline.modules
    .filter(({ required }) => required)
    .map((module) => {
      const { words, lang } = titleOf(module, module.source, at);
      const here = module.items.some((item) => item.id === nextItemId);
      return { label: words.title, lang, state: here && !marks.moduleDone(module.id) ? 'now' : moduleState(module, marks) };
    });
}

interface Counted {
  required: number;
  done: number;
}

export const stepsDone = (at: PageContext, { done, required }: Counted): string => at.t('progress.stepsDone', { done, total: required });

/** The outline beside a lesson or a quiz. */
export function lessonOutline(
  place: { outline: Outline; snapshot: Snapshot; enrolment: { id: string } },
  at: PageContext,
  paths: { programme: string; item: (item: OutlineItem) => string },
  current: { module: OutlineModule; item: OutlineItem },
): LessonOutline {
  const { outline, snapshot } = place;
  const marks = marksOfRows(snapshot);
  const programme = titleOf(outline, outline.source, at);
  return {
    title: programme.words.title,
    lang: programme.lang,
    href: paths.programme,
    words: stepsDone(at, snapshot),
    done: snapshot.done,
    total: snapshot.required,
    groups: outline.modules.map((module) => {
      const { words, lang } = titleOf(module, module.source, at);
      return {
        title: words.title,
        lang,
        note: marks.moduleDone(module.id) ? at.t('progress.module.done') : at.t('progress.min', { minutes: moduleMinutes(module) }),
        open: module.id === current.module.id,
        stops: itemStops(module, marks, at, paths.item, current.item.id),
      };
    }),
  };
}

/** The items before and after one on the route, of whatever module. */
export function neighbours(outline: Outline, itemId: string): { before: Neighbour | null; after: Neighbour | null } {
  const route = outline.modules.flatMap((module) => module.items.map((item): Neighbour => ({ module, item })));
  const index = route.findIndex(({ item }) => item.id === itemId);
  return { before: route[index - 1] ?? null, after: index < 0 ? null : (route[index + 1] ?? null) };
}

export interface Neighbour {
  module: OutlineModule;
  item: OutlineItem;
}
