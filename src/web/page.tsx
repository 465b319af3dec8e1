import { createContext, type ComponentChild } from 'preact';
import { useContext } from 'preact/hooks';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { formats, type Formats } from '../platform/i18n/formats.js';
import { isLanguage, preferredLanguage, translator, type Language, type Translate } from '../platform/i18n/texts.js';
import type { Viewer } from '../platform/security/viewer.js';

/** What every view may know about the request. */
export interface PageContext {
  language: Language;
  /** Message of a catalogue; keys are literal, so that a test finds missing and unused ones. */
  t: Translate;
  /** Dates, times and numbers in the reader's language and zone. */
  format: Formats;
  viewer: Viewer | null;
  /** Path with query, as asked for. */
  url: string;
  theme: 'system' | 'light' | 'dark';
  /** Cookie `notice` of the answer before this one. */
  notice: Notice | null;
}

/** One sentence that is shown once, after a form has done its work. */
export interface Notice {
  key: string;
  /** Numbers only: whoever can set a cookie must not be able to put words into our mouth. */
  params?: Record<string, number>;
  tone?: 'ok' | 'warn';
}

export type Layout = 'app' | 'focus' | 'plain';

interface PageOptions {
  status?: number;
  /** `app`: with menus · `focus`: one task, no menus (quiz) · `plain`: signed out, certificates, errors. */
  layout?: Layout;
  /** Key of the menu entry that is current. */
  active?: string;
  /** In `focus`: what stands in the bar instead of the menus. */
  bar?: ComponentChild;
  /** Extra response headers. */
  headers?: Record<string, string>;
}

/** What a controller returns for HTML: the interceptor draws it with the layout around it. */
export class Page {
  constructor(
    readonly title: string,
    readonly body: ComponentChild,
    readonly options: PageOptions = {},
  ) {}
}
export const page = (title: string, body: ComponentChild, options?: PageOptions): Page => new Page(title, body, options);

/** What a controller returns after a form: 303, with a notice that the next page shows. */
export class SeeOther {
  constructor(
    readonly path: string,
    readonly notice?: Notice,
  ) {}
}
export const seeOther = (path: string, notice?: Notice): SeeOther => new SeeOther(path, notice);

/** What a controller returns for a file. */
export class Download {
  constructor(
    readonly body: Buffer | string,
    readonly type: string,
    readonly name: string,
    readonly inline = false,
  ) {}
}

/** Only a path of our own may be a way back: no host, no scheme. */
export function ownPath(path: unknown, fallback = '/'): string {
  return typeof path === 'string' && /^\/(?![/\\])[\x21-\x7e]*$/.test(path) && !path.includes('\\') ? path : fallback;
}

const context = createContext<PageContext | null>(null);
export const PageProvider = context.Provider;

/** In any view: `const { t, format } = usePage()`. */
export function usePage(): PageContext {
  const value = useContext(context);
  if (!value) throw new Error('a view was drawn outside a page');
  return value;
}

const made = new WeakMap<FastifyRequest, PageContext>();

/** The context of a request: language from the profile, else the cookie `language`, else Accept-Language. */
export function pageContext(request: FastifyRequest): PageContext {
  const known = made.get(request);
  if (known) return known;
  const viewer = request.viewer ?? null;
  const cookies = (request as { cookies?: Record<string, string | undefined> }).cookies ?? {};
  const wanted = viewer?.language ?? cookies.language;
  const language = isLanguage(wanted) ? wanted : preferredLanguage(request.headers['accept-language']);
  const t = translator(language);
  const value: PageContext = {
    language,
    t,
    format: formats(language, viewer?.zone ?? 'UTC'),
    viewer,
    url: request.url,
    theme: viewer?.theme ?? 'system',
    notice: readNotice(cookies.notice, t),
  };
  made.set(request, value);
  return value;
}

/** A cookie is what somebody sends: what is no sentence of ours, or lacks a value that its sentence needs, is no notice. */
function readNotice(cookie: string | undefined, t: Translate): Notice | null {
  if (!cookie) return null;
  try {
    const { key, params, tone } = JSON.parse(Buffer.from(cookie, 'base64url').toString()) as Notice;
    if (typeof key !== 'string' || !Object.values(params ?? {}).every(Number.isFinite)) return null;
    if (!/^[a-z]+\.[\w.-]+$/i.test(key) || t(key, params) === key) return null;
    return { key, params, tone: tone === 'warn' ? 'warn' : 'ok' };
  } catch {
    return null;
  }
}
export const writeNotice = (notice: Notice): string => Buffer.from(JSON.stringify(notice)).toString('base64url');

/** The page context in a controller: `index(@PageOf() at: PageContext)`. */
export const PageOf = createParamDecorator((_: unknown, execution: ExecutionContext): PageContext =>
  pageContext(execution.switchToHttp().getRequest<FastifyRequest>()),
);
