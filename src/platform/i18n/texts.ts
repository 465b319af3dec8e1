import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { IntlMessageFormat } from 'intl-messageformat';

/** The languages in which every word of the interface exists. */
export const languages = ['en', 'nl'] as const;
export type Language = (typeof languages)[number];
export const languageNames: Record<Language, string> = { en: 'English', nl: 'Nederlands' };
export const isLanguage = (value: unknown): value is Language => (languages as readonly unknown[]).includes(value);

export type Params = Record<string, string | number | boolean | Date | null | undefined>;
/** Looks a message up and fills it in (ICU MessageFormat). */
export type Translate = (key: string, params?: Params) => string;

const codeRoot = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

function readCatalogue(language: Language): Map<string, string> {
  const messages = new Map<string, string>();
  for (const folder of readdirSync(codeRoot, { withFileTypes: true })) {
    if (!folder.isDirectory()) continue;
    const file = join(codeRoot, folder.name, 'messages', `${language}.json`);
    if (!existsSync(file)) continue;
    for (const [key, text] of Object.entries(JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>))
      messages.set(`${folder.name}.${key}`, text);
  }
  return messages;
}

// Parsing a message costs a hundred times what filling it in costs, and there are only so many: both are kept.
const catalogues = new Map<Language, Map<string, string>>();
const formats = new Map<string, IntlMessageFormat>();

function catalogue(language: Language): Map<string, string> {
  let known = catalogues.get(language);
  if (!known) catalogues.set(language, (known = readCatalogue(language)));
  return known;
}

/** Keys of one language, for the tests. */
export const messageKeys = (language: Language): string[] => [...catalogue(language).keys()].sort();

/**
 * The message `feature.key` in this language; the catalogue of a feature is `src/<feature>/messages/<language>.json`.
 * A key that does not exist shows itself, so that a test and a reader can see it.
 */
export function translate(language: Language, key: string, params?: Params): string {
  const text = catalogue(language).get(key) ?? catalogue('en').get(key);
  if (text === undefined) return key;
  if (!text.includes('{') && !text.includes("'")) return text;
  const name = `${language}/${key}`;
  let format = formats.get(name);
  if (!format) formats.set(name, (format = new IntlMessageFormat(text, language === 'en' ? 'en-GB' : language, undefined, { ignoreTag: true })));
  return String(format.format(params as never));
}

export const translator =
  (language: Language): Translate =>
  (key, params) =>
    translate(language, key, params);

/** The best of our languages for an `Accept-Language` header (RFC 9110, 12.5.4). */
export function preferredLanguage(header: string | undefined): Language {
  const wanted = (header ?? '')
    .split(',')
    .map((part) => {
      const [tag = '', ...rest] = part.trim().split(';');
      const q = rest.map((p) => /^\s*q=([0-9.]+)\s*$/.exec(p)?.[1]).find(Boolean);
      return { language: tag.trim().toLowerCase().split('-')[0], q: q === undefined ? 1 : Number(q) };
    })
    .filter((entry) => entry.q > 0)
    .sort((a, b) => b.q - a.q);
  for (const entry of wanted) if (isLanguage(entry.language)) return entry.language;
  return 'en';
}
