import MarkdownItParser, { type MarkdownIt, type Token } from 'markdown-it';

/**
 * Part of the key under which rendered text is kept. Raise it whenever the same source would become other HTML.
 */
export const markdownVersion = 2;

const outwardLink = /^(https?:|mailto:)/i;

/** Links to what Reed holds itself: `term:refugee` to the glossary, `page:kit-web` to a page of the handbook. */
const inwardLink = /^(term|page):([a-z0-9-]+)$/;
export type InwardKind = 'term' | 'page';
const inwardPaths: Record<InwardKind, (id: string) => string> = {
  term: (id) => `/handbook/glossary#${id}`,
  page: (id) => `/handbook/${id}`,
};

function parser(html: boolean): MarkdownIt {
  const markdown = new MarkdownItParser({ html, linkify: false, typographer: false });
  // Pictures have no place in the course folder yet; an address elsewhere would let a stranger see who reads.
  markdown.disable('image');
  return markdown;
}

const renderer = parser(false);
renderer.renderer.rules.link_open = (tokens, index, options, _env, self) => {
  const token = tokens[index]!;
  const href = String(token.attrGet('href') ?? '');
  const [, kind, id] = inwardLink.exec(href) ?? [];
  if (kind && id) {
    token.attrSet('href', inwardPaths[kind as InwardKind](id));
    if (kind === 'term') token.attrSet('class', 'term');
  } else if (/^https?:/i.test(href)) token.attrSet('rel', 'noopener noreferrer');
  return self.renderToken(tokens, index, options);
};
// A table wider than a phone scrolls by itself and can be reached by keyboard.
renderer.renderer.rules.table_open = () => '<div class="table-scroll" tabindex="0"><table>\n';
renderer.renderer.rules.table_close = () => '</table></div>\n';

/** Safe HTML for one stretch of Markdown: what looks like HTML in the source is shown as the text that it is. */
export const renderMarkdown = (source: string): string => renderer.render(source);

const rendered = new Map<string, string>();
const mostRendered = 5000;

/** The same for short texts that are shown over and over: each is rendered once. */
export function renderedMarkdown(source: string): string {
  let html = rendered.get(source);
  if (html === undefined) {
    if (rendered.size >= mostRendered) rendered.clear();
    rendered.set(source, (html = renderMarkdown(source)));
  }
  return html;
}

export interface MarkdownFault {
  /** Counted from 1 within the source. */
  line: number;
  message: string;
}

export interface Heading {
  line: number;
  level: number;
}

/** A link to something that Reed holds itself. */
export interface InwardLink {
  line: number;
  kind: InwardKind;
  id: string;
}

// Reads HTML as HTML, so that the check can name it.
const checker = parser(true);

function checkInline(token: Token, line: number, faults: MarkdownFault[], links: InwardLink[]): void {
  let at = line;
  for (const child of token.children ?? []) {
    if (child.type === 'softbreak' || child.type === 'hardbreak') at += 1;
    if (child.type === 'html_inline') faults.push({ line: at, message: `HTML is not allowed in Markdown: ${child.content.slice(0, 40)}` });
    if (child.type === 'link_open') {
      const href = String(child.attrGet('href') ?? '');
      const [, kind, id] = inwardLink.exec(href) ?? [];
      if (kind && id) links.push({ line: at, kind: kind as InwardKind, id });
      else if (!outwardLink.test(href))
        faults.push({ line: at, message: `the link to "${href.slice(0, 60)}" must begin with https:// (or http://, mailto:, term:, page:)` });
    }
    // The picture rule is off, so that its source stays text: "!" before a link.
    if (child.type === 'text' && child.content.endsWith('!') && token.children?.[token.children.indexOf(child) + 1]?.type === 'link_open')
      if (token.content.includes('![')) faults.push({ line: at, message: 'pictures are not supported in texts' });
  }
}

/** What the house rules refuse in Markdown (HTML, pictures, links that lead nowhere), and the headings and inward links that it holds. */
export function checkMarkdown(source: string): { faults: MarkdownFault[]; headings: Heading[]; links: InwardLink[] } {
  const faults: MarkdownFault[] = [];
  const headings: Heading[] = [];
  const links: InwardLink[] = [];
  for (const token of checker.parse(source, {})) {
    const line = (token.map?.[0] ?? 0) + 1;
    if (token.type === 'html_block') faults.push({ line, message: `HTML is not allowed in Markdown: ${token.content.trim().slice(0, 40)}` });
    if (token.type === 'heading_open') headings.push({ line, level: Number(token.tag.slice(1)) });
    if (token.type === 'inline') checkInline(token, line, faults, links);
  }
  return { faults, headings, links };
}

/** The words of a text without markup and addresses, paragraph after paragraph. */
export function plainText(source: string): string {
  const paragraphs: string[] = [];
  for (const token of renderer.parse(source, {}))
    if (token.type === 'inline')
      paragraphs.push(
        (token.children ?? [])
          .map((child) => (child.type === 'text' || child.type === 'code_inline' ? child.content : child.type.endsWith('break') ? ' ' : ''))
          .join(''),
      );
    else if (token.type === 'fence' || token.type === 'code_block') paragraphs.push(token.content);
  return paragraphs.join('\n');
}

/** The words that a reader meets: no markup, no addresses of links. */
export const countWords = (source: string): number =>
  plainText(source)
    .split(/\s+/)
    .filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
