import type { VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { escapeHtml } from '../platform/escape-html.js';
import { assetAddresses } from './assets.js';
import { OneTimeNotice } from './components/notice-box.js';
import { initials } from './components/people.js';
import { AccountMenu, Footer, LanguageMenu, MainNav, Mark, PhoneTabs, SkipLink, TopBar } from './components/shell.js';
import type { MenuEntry } from './menu.js';
import { PageProvider, type Page, type PageContext } from './page.js';
import type { Site } from './site.js';

const product = 'Reed';

// Bars and footer are the same on nearly every page, and drawing them costs more than the page's own statement. So they are
// drawn once for each form they take, with marks where the request's own words go; those are escaped when they are filled in.
const marks = {
  name: '\u2063name\u2063',
  first: '\u2063first\u2063',
  letters: '\u2063letters\u2063',
  email: '\u2063email\u2063',
  back: '\u2063back\u2063',
  report: '\u2063report\u2063',
};
type MarkName = keyof typeof marks;
type Fill = Record<MarkName, string>;
const markPattern = /\u2063(\w+)\u2063/;

const ready = new Map<string, string[]>();
/** A guard against keys that grow without end; there are a few dozen forms in truth. */
const mostForms = 500;

const draw = (node: VNode, context: PageContext): string => renderToString(<PageProvider value={context}>{node}</PageProvider>);

function shell(key: string, fill: Fill, context: PageContext, node: () => VNode): string {
  let parts = ready.get(key);
  if (!parts) {
    if (ready.size >= mostForms) ready.clear();
    ready.set(key, (parts = draw(node(), context).split(markPattern)));
  }
  let html = '';
  for (let i = 0; i < parts.length; i++) html += i % 2 ? escapeHtml(fill[parts[i] as MarkName]) : parts[i]!;
  return html;
}

// As --surface of the stylesheet: the colour of the bar on top, which the browser's own bar joins.
const surface = { light: '#ffffff', dark: '#182023' };
const themeColour = (theme: PageContext['theme']): string =>
  theme === 'system'
    ? `<meta name="theme-color" media="(prefers-color-scheme: light)" content="${surface.light}">` +
      `<meta name="theme-color" media="(prefers-color-scheme: dark)" content="${surface.dark}">`
    : `<meta name="theme-color" content="${surface[theme]}">`;

function head(title: string, context: PageContext): string {
  const { css, js, icon, font } = assetAddresses();
  return (
    `<!doctype html><html lang="${context.language}"${context.theme === 'system' ? '' : ` data-theme="${context.theme}"`}><head><meta charset="utf-8">` +
    `<meta name="viewport" content="width=device-width, initial-scale=1"><title>${escapeHtml(title)} – ${product}</title>` +
    `<meta name="color-scheme" content="light dark">${themeColour(context.theme)}<link rel="preload" href="${font}" as="font" type="font/woff2" crossorigin>` +
    `<link rel="stylesheet" href="${css}"><link rel="icon" href="${icon}" type="image/svg+xml"><script src="${js}" defer></script></head>`
  );
}

function fills(context: PageContext, page: Page): Fill {
  const { viewer, url } = context;
  const name = viewer?.name ?? '';
  // A form that came back with errors, or an error page, is no address to return to.
  const back = (page.options.status ?? 200) < 400 ? url : '/';
  return {
    name,
    first: name.trim().split(/\s+/)[0] ?? '',
    letters: initials(name),
    email: viewer?.email ?? '',
    back,
    report: `/report?page=${encodeURIComponent(url)}`,
  };
}

/** For somebody who has signed in: the script sends what waits in this browser, and says what it could not send. */
const waiting = ({ viewer, t }: PageContext): string =>
  viewer ? ` data-waiting="${escapeHtml(t('web.waiting.title'))}" data-waiting-see="${escapeHtml(t('web.waiting.see'))}"` : '';

/** The whole document of a page. */
export function renderDocument(page: Page, context: PageContext, entries: MenuEntry[], footEntries: MenuEntry[], site: Site): string {
  const { layout = 'app', active = '', bar } = page.options;
  const { viewer, language, theme } = context;
  const fill = fills(context, page);
  const menu = layout === 'app' ? entries : [];
  const menuKey = `${language}|${active}|${menu.map((entry) => entry.key).join(',')}`;
  const signInHere = context.url.startsWith('/sign-in');

  const account = viewer && (
    <AccountMenu name={marks.name} firstName={marks.first} letters={marks.letters} email={marks.email} back={marks.back} theme={theme} />
  );
  const top =
    layout === 'focus'
      ? draw(<TopBar narrow>{bar}</TopBar>, context)
      : shell(`top|${menuKey}|${viewer ? theme : signInHere ? 'here' : 'out'}|${site.name}`, fill, context, () => (
          <TopBar>
            <Mark product={product} site={site.name} />
            {menu.length > 0 && <MainNav entries={menu} active={active} />}
            <div class="tools">
              {!viewer && !signInHere && (
                <a class="top-link" href="/sign-in">
                  {context.t('web.nav.signIn')}
                </a>
              )}
              <LanguageMenu back={marks.back} />
              {account}
            </div>
          </TopBar>
        ));
  const skip = shell(`skip|${language}`, fill, context, () => <SkipLink />);
  const foot = shell(`foot|${language}|${layout === 'focus' ? 'narrow' : 'wide'}|${site.name}|${String(site.sample)}`, fill, context, () => (
    <Footer entries={footEntries} report={marks.report} site={site.name} sample={site.sample} narrow={layout === 'focus'} />
  ));
  const tabs = menu.length > 1 ? shell(`tabs|${menuKey}`, fill, context, () => <PhoneTabs entries={menu} active={active} />) : '';
  const notice = context.notice
    ? draw(<OneTimeNotice tone={context.notice.tone}>{context.t(context.notice.key, context.notice.params)}</OneTimeNotice>, context)
    : '';
  const body = draw(<>{page.body}</>, context);
  const wrap = layout === 'focus' ? 'wrap-n page' : layout === 'plain' ? 'wrap page plain' : 'wrap page';
  return `${head(page.title, context)}<body>${skip}${top}<main id="main" class="${wrap}" tabindex="-1"${waiting(context)}>${notice}${body}</main>${foot}${tabs}</body></html>`;
}
