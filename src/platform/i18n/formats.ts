import type { Language } from './texts.js';

const locale: Record<Language, string> = { en: 'en-GB', nl: 'nl-NL' };
const cache = new Map<string, Intl.DateTimeFormat>();

function formatter(language: Language, zone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${language}|${zone}|${JSON.stringify(options)}`;
  let format = cache.get(key);
  if (!format) cache.set(key, (format = new Intl.DateTimeFormat(locale[language], { ...options, timeZone: zone })));
  return format;
}

/** How dates and numbers are written for one reader: in their language and zone. */
export interface Formats {
  /** 18 December 2026 */
  date(at: Date): string;
  /** 18 December 2026, 10:42 */
  dateTime(at: Date): string;
  /** 10:42:07 */
  time(at: Date): string;
  /** A civil date `2026-12-18`, which has no zone. */
  day(civil: string): string;
  number(value: number): string;
  /** For sorting names as readers of this language expect. */
  compare(a: string, b: string): number;
}

const collators = new Map<Language, Intl.Collator>();

export function formats(language: Language, zone: string): Formats {
  return {
    date: (at) => formatter(language, zone, { day: 'numeric', month: 'long', year: 'numeric' }).format(at),
    dateTime: (at) => formatter(language, zone, { day: 'numeric', month: 'long', year: 'numeric', hour: '2-digit', minute: '2-digit' }).format(at),
    time: (at) => formatter(language, zone, { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' }).format(at),
    day: (civil) => formatter(language, 'UTC', { day: 'numeric', month: 'long', year: 'numeric' }).format(new Date(`${civil}T00:00:00Z`)),
    number: (value) => new Intl.NumberFormat(locale[language]).format(value),
    compare: (a, b) => {
      let collator = collators.get(language);
      if (!collator) collators.set(language, (collator = new Intl.Collator(locale[language])));
      return collator.compare(a, b);
    },
  };
}
