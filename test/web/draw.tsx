import type { ComponentChild } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { formats } from '../../src/platform/i18n/formats.js';
import { translator, type Language } from '../../src/platform/i18n/texts.js';
import type { Viewer } from '../../src/platform/security/viewer.js';
import { PageProvider, type PageContext } from '../../src/web/page.js';

export const anna: Viewer = {
  personId: '0199f3a2-0000-7000-8000-000000000001',
  name: 'Anna <b>Vermeulen</b>',
  email: 'anna@reed.test',
  language: 'en',
  zone: 'Europe/Rome',
  theme: 'system',
  grants: [],
  by: 'session',
};

export function contextOf(over: Partial<PageContext> & { language?: Language } = {}): PageContext {
  const language = over.language ?? 'en';
  return {
    language,
    t: translator(language),
    format: formats(language, 'UTC'),
    viewer: anna,
    url: '/here?a=1&b=2',
    theme: 'system',
    notice: null,
    ...over,
  };
}

/** The HTML of a part, as a page would hold it. */
export const draw = (part: ComponentChild, context: PageContext = contextOf()): string =>
  renderToString(<PageProvider value={context}>{part}</PageProvider>);
