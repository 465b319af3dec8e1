import type { Outline, OutlineModule } from '../../catalogue/outline.js';
import type { PageContext } from '../../web/page.js';
import type { OpenItem, OpenModule } from '../rules/why.js';
import { itemTitle, titleOf } from './outline-view.js';

/** One reason in words, with the item to which it leads. */
export interface Reason {
  itemId: string;
  words: string;
}

export interface ModuleReasons {
  moduleId: string;
  title: string;
  lang: string | undefined;
  /** Said where passing the quiz would complete the module by itself. */
  shortcut: string | null;
  reasons: Reason[];
}

function itemWords(item: OpenItem, title: string, at: PageContext): string {
  if (item.kind === 'lesson')
    return item.state === 'open' ? at.t('progress.why.lessonOpen', { title }) : at.t('progress.why.lessonStarted', { title });
  if (item.kind === 'plan') return item.state === 'open' ? at.t('progress.why.planOpen', { title }) : at.t('progress.why.planStarted', { title });
  if (item.state === 'tried') return at.t('progress.why.quizTried', { title });
  return item.state === 'open' ? at.t('progress.why.quizOpen', { title }) : at.t('progress.why.quizStarted', { title });
}

/** What completes the part without its lessons. */
function shortcut(module: OutlineModule, enough: readonly string[], { t }: PageContext): string {
  const plan = module.items.some((item) => item.kind === 'plan' && enough.includes(item.id));
  return plan ? t('progress.why.planIsEnough') : t('progress.why.quizIsEnough', { count: enough.length });
}

/** Puts "why is this not complete?" into words. */
export function reasons(open: OpenModule[], outline: Outline, at: PageContext): ModuleReasons[] {
  return open.flatMap(({ moduleId, items, enough }) => {
    const module = outline.modules.find((one) => one.id === moduleId);
    if (!module) return [];
    const { words, lang } = titleOf(module, module.source, at);
    return {
      moduleId,
      title: words.title,
      lang,
      shortcut: enough.length && items.length > enough.length ? shortcut(module, enough, at) : null,
      reasons: items.flatMap((open) => {
        const item = module.items.find((one) => one.id === open.itemId);
        return item ? { itemId: item.id, words: itemWords(open, itemTitle(item, module, at).title, at) } : [];
      }),
    };
  });
}
