import { inLanguage, type Outline } from '../catalogue/outline.js';
import type { PageContext } from '../web/page.js';

/** A programme's title in the reader's language; its id where it is not published. */
export function programmeTitle(outlines: readonly Outline[], programmeId: string, language: string): { title: string; lang: string | undefined } {
  const outline = outlines.find((one) => one.programmeId === programmeId);
  if (!outline) return { title: programmeId, lang: undefined };
  const { words, language: own } = inLanguage(outline.words, language, outline.source);
  return { title: words.title, lang: own === language ? undefined : own };
}

/** First and last day in words. */
export const datesInWords = (
  { t, format }: Pick<PageContext, 't' | 'format'>,
  { startsOn, endsOn }: { startsOn: string; endsOn: string | null },
): string =>
  endsOn
    ? t('cohorts.dates.fromTo', { from: format.day(startsOn), to: format.day(endsOn) })
    : t('cohorts.dates.from', { from: format.day(startsOn) });
