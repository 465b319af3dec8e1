import { parseSync } from '@swc/core';
import { messageKeys, translate } from '../../src/platform/i18n/texts.js';
import { files, read } from './source.js';

const source = files('src', /\.tsx?$/).filter((file) => !file.includes('/client/'));

/** Literal `feature.some.key` strings of the code; only those whose first part is a folder with a catalogue count. */
const folders = new Set(files('src', /\/messages\/en\.json$/).map((file) => file.split('/')[1]!));
const used = new Map<string, string>();
for (const file of source)
  for (const match of read(file).matchAll(/['"`]([a-z]+\.[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*)['"`]/g)) {
    const key = match[1]!;
    if (folders.has(key.split('.')[0]!)) used.set(key, file);
  }

describe('words on screen', () => {
  it('English and Dutch have the same keys', () => {
    expect(messageKeys('nl')).toEqual(messageKeys('en'));
  });

  it('every key that the code names exists', () => {
    const known = new Set(messageKeys('en'));
    // Permissions, actions of the audit and kinds of mail have the form of keys.
    const permissions = /^(cohort|catalogue|import|people|mailbox)\.(manage|preview|read)$|^certificates\.issued$|^reminders\.reminder$/;
    // File names and SQL columns look like keys; a key has at least one letter group that no table has.
    const missing = [...used].filter(([key]) => !known.has(key) && !permissions.test(key) && !/\.(js|json|ts|yaml|md|css|svg|id|spec)$/.test(key));
    expect(missing).toEqual([]);
  });

  it('every key is used', () => {
    expect(messageKeys('en').filter((key) => !used.has(key))).toEqual([]);
  });

  it('no message is empty, and every message is well formed in both languages', () => {
    const broken: string[] = [];
    for (const language of ['en', 'nl'] as const)
      for (const key of messageKeys(language)) {
        const params = new Proxy({}, { get: (_, name) => (name === 'then' ? undefined : 1), has: () => true });
        try {
          if (!translate(language, key, params).trim()) broken.push(`${language} ${key}: empty`);
        } catch (error) {
          broken.push(`${language} ${key}: ${(error as Error).message}`);
        }
      }
    expect(broken).toEqual([]);
  });

  it('both languages fill in the same things', () => {
    const holes = (text: string): string[] => [...new Set([...text.matchAll(/\{\s*(\w+)\s*[,}]/g)].map((m) => m[1]!))].sort();
    const wrong: string[] = [];
    for (const folder of folders) {
      const en = JSON.parse(read(`src/${folder}/messages/en.json`)) as Record<string, string>;
      const nl = JSON.parse(read(`src/${folder}/messages/nl.json`)) as Record<string, string>;
      for (const key of Object.keys(en)) {
        const [a, b] = [holes(en[key]!), holes(nl[key] ?? '')];
        const argumentsOf = (text: string, names: string[]): string[] => names.filter((name) => new RegExp(`\\{\\s*${name}\\s*(,\\s*(plural|select|selectordinal|number|date|time)\\b|\\})`).test(text));
        if (argumentsOf(en[key]!, a).join() !== argumentsOf(nl[key] ?? '', b).join()) wrong.push(`${folder}.${key}: ${a.join()} | ${b.join()}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  it('no view holds literal text', () => {
    const spoken = new Set(['aria-label', 'title', 'placeholder', 'alt', 'label', 'content']);
    const literal: string[] = [];
    for (const file of source.filter((name) => name.endsWith('.tsx'))) {
      const text = read(file);
      const visit = (node: unknown): void => {
        if (Array.isArray(node)) return node.forEach(visit);
        if (!node || typeof node !== 'object') return;
        const { type } = node as { type?: string };
        if (type === 'JSXText') {
          const value = (node as { value: string }).value.trim();
          if (/\p{L}{2,}/u.test(value)) literal.push(`${file}: ${value.slice(0, 40)}`);
        }
        if (type === 'JSXAttribute') {
          const { name, value } = node as { name: { value?: string }; value?: { type: string; value?: unknown } | null };
          if (spoken.has(name.value ?? '') && value?.type === 'StringLiteral' && /\p{L}{2,}/u.test(String(value.value)) && !/^width=|^light dark$|^#/.test(String(value.value)))
            literal.push(`${file}: ${name.value}="${String(value.value)}"`);
        }
        for (const child of Object.values(node)) visit(child);
      };
      visit(parseSync(text, { syntax: 'typescript', tsx: true, decorators: true }));
    }
    expect(literal.filter((entry) => !/: (QR|PDF|CSV|Reed)$/.test(entry))).toEqual([]);
  });
});
