import type { ItemStatistics } from './statistics.service.js';

/** Which lines of a quiz. `language` null: all. */
export interface StatisticsFilter {
  language: string | null;
  show: 'all' | 'doubts';
}

/** The filter of a page's address; what cannot be read counts as not given. */
export function readStatisticsFilter(query: Record<string, unknown>): StatisticsFilter {
  const language = typeof query.language === 'string' && /^[a-z]{2,3}(-[\w-]{1,20})?$/i.test(query.language) ? query.language : null;
  return { language, show: query.show === 'doubts' ? 'doubts' : 'all' };
}

export function queryOf({ language, show }: StatisticsFilter): string {
  const query = new URLSearchParams();
  if (language) query.set('language', language);
  if (show !== 'all') query.set('show', show);
  return query.size ? `?${query.toString()}` : '';
}

export const itemsBy = (items: readonly ItemStatistics[], { language, show }: StatisticsFilter): ItemStatistics[] =>
  items.filter((item) => (language === null || item.language === language) && (show === 'all' || item.doubts.length > 0));
