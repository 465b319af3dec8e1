import { isLanguage, languageNames, type Translate } from '../../platform/i18n/texts.js';
import type { PageContext } from '../../web/page.js';
import { fewest, type Doubt } from '../rules/statistics.js';
import type { Composition } from '../statistics.service.js';

export const doubtWords: Record<Doubt, (t: Translate) => string> = {
  easy: (t) => t('reports.doubt.easy'),
  hard: (t) => t('reports.doubt.hard'),
  attracts: (t) => t('reports.doubt.attracts'),
  unused: (t) => t('reports.doubt.unused'),
  against: (t) => t('reports.doubt.against'),
  little: (t) => t('reports.doubt.little'),
};

/** A language in its own name; its code where the interface does not speak it. */
export const languageName = (code: string): string => (isLanguage(code) ? languageNames[code] : code);

/** 0.724 → "72 %". */
export const percent = ({ t, format }: PageContext, share: number): string =>
  t('reports.statistics.percent', { share: format.number(Math.round(share * 100)) });

/** 0.7241 → "0.72". */
export const hundredths = ({ format }: PageContext, value: number): string => format.number(Math.round(value * 100) / 100);

/** 94 → "1 min 34 s". */
export function duration({ t }: PageContext, seconds: number): string {
  const whole = Math.round(seconds);
  return t('reports.statistics.duration', { minutes: Math.floor(whole / 60), seconds: whole % 60 });
}

/** How many people something rests on, or that they are too few to be shown. */
export const peopleWords = ({ t, format }: PageContext, count: number | null): string =>
  count === null ? t('reports.statistics.withheld', { count: fewest.shown }) : format.number(count);

/** Up to which person the figures go. */
export const asOfWords = ({ t, format }: PageContext, count: number | null): string =>
  count === null ? t('reports.statistics.once') : t('reports.statistics.asOf', { count: format.number(count) });

/** What an attempt is made of. */
export const composedWords = ({ t }: PageContext, { fixed, drawn }: Pick<Composition, 'fixed' | 'drawn'>): string =>
  t('reports.statistics.composed', { fixed, drawn, both: fixed && drawn ? 'yes' : 'no' });
