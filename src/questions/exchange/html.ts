import type { ChangeCode } from './exchanged.js';
import { readMarkup } from './markup.js';
import { cleaned } from './signs.js';

/** A paragraph, heading, list, table or quotation. */
export interface Block {
  kind: 'paragraph' | 'heading' | 'other';
  markdown: string;
  plain: string;
}

export interface Blocks {
  blocks: Block[];
  /** Something beside paragraphs and breaks. */
  formatted: boolean;
}

/** An element that is still open and means something to us. */
interface Frame {
  tag: string;
  href: string;
  /** Words since the last block. */
  markdown: string;
  plain: string;
  blocks: Block[];
  /** Items of a list, rows of a table. */
  rows: { markdown: string; plain: string }[][];
}

const marks: Record<string, string> = { b: '**', strong: '**', i: '*', em: '*' };
const headings = /^h[1-6]$/;
const containers = new Set(['ul', 'ol', 'li', 'blockquote', 'table', 'tr', 'td', 'th', 'a', ...Object.keys(marks)]);
const breaksBlock = new Set(['p', 'div', 'section', 'article', 'header', 'footer', 'hr', 'pre', 'dl', 'dt', 'dd', 'body', 'form', 'fieldset']);
const silent = new Set(['script', 'style', 'svg', 'iframe', 'object', 'video', 'audio', 'canvas', 'math', 'noscript', 'template']);
const pictures = new Set(['img', 'svg', 'picture', 'canvas']);
const embedded = new Set([
  'iframe',
  'object',
  'embed',
  'video',
  'audio',
  'math',
  'applet',
  'input',
  'select',
  'textarea',
  'button',
  'noscript',
  'template',
]);
const dressing = new Set(['u', 's', 'sub', 'sup', 'code', 'pre', 'font', 'big', 'small', 'mark', 'del', 'ins', 'style', 'hr', 'dl']);
// What nests deeper than this is only text to us: nobody writes it, and prefixes of lines would grow with the square.
const maxFrames = 20;
const outward = /^(https?:\/\/|mailto:)[^\s<>\\]+$/i;

/** Plain text that Markdown leaves as it is. */
export const escapeMarkdown = (text: string): string =>
  text
    .replace(/[\\`*_{}[\]()#+\-!<>|&~]/g, '\\$&')
    .replace(/(^|\n)([ \t]*\d+)\./g, '$1$2\\.')
    .replace(/(^|\n)([ \t]*):::/g, '$1$2\\:::');
/** The reverse of `escapeMarkdown`. */
export const unescapeMarkdown = (text: string): string => text.replace(/\\([!-/:-@[-`{-~])/g, '$1');

const trimmed = (text: string): string => text.replace(/[ \t]*\n[ \t]*/g, '\n').trim();
const indented = (text: string, first: string, rest: string): string =>
  first + text.replace(/\n(.*)/g, (_, line: string) => `\n${(rest + line).trimEnd()}`);

/** Takes HTML apart as far as Markdown goes; notes in `changes` what is left out. Linear in its length, whatever its nesting. */
export function readHtml(source: string, changes: Set<ChangeCode>): Blocks {
  const frame = (tag: string, href = ''): Frame => ({ tag, href, markdown: '', plain: '', blocks: [], rows: [] });
  const frames: Frame[] = [frame('')];
  let [formatted, hidden] = [false, ''];
  // Runs of blanks are one, even where tags or entities lie between: what follows may search without care for their length.
  let blank = false;
  const now = (): Frame => frames.at(-1)!;
  /** The innermost frame that takes blocks; marks and links are only parts of its words. */
  const flush = (kind: Block['kind'] = 'paragraph'): void => {
    while (frames.length > 1 && (now().tag in marks || now().tag === 'a')) shut();
    const inner = now();
    // Runs of blanks were made one blank each, so that a line break here was a <br>.
    const [markdown, plain] = [trimmed(inner.markdown).replaceAll('\n', '\\\n'), trimmed(inner.plain)];
    if (plain) inner.blocks.push({ kind, markdown, plain });
    [inner.markdown, inner.plain] = ['', ''];
  };
  const block = (markdown: string, plain: string): void => {
    if (plain.trim()) now().blocks.push({ kind: 'other', markdown, plain: plain.trim() });
  };
  function shut(): void {
    if (!(now().tag in marks) && now().tag !== 'a') flush();
    const { tag, href, markdown, plain, blocks, rows } = frames.pop()!;
    const outer = now();
    if (tag in marks || tag === 'a') {
      const [before, after] = [/^\s*/.exec(markdown)![0], /\s*$/.exec(markdown.trimStart())![0]];
      const inner = markdown.trim();
      const words = !inner
        ? ''
        : tag === 'a'
          ? href
            ? `[${inner}](${href.replaceAll('(', '%28').replaceAll(')', '%29')})`
            : inner
          : marks[tag]! + inner + marks[tag]!;
      outer.markdown += before + words + after;
      outer.plain += plain;
      return;
    }
    const whole = { markdown: blocks.map((one) => one.markdown).join('\n\n'), plain: blocks.map((one) => one.plain).join('\n') };
    if (tag === 'li' || tag === 'td' || tag === 'th') {
      const row = tag === 'li' ? [] : (outer.rows.at(-1) ?? []);
      row.push(whole);
      if (tag === 'li' || !outer.rows.length) outer.rows.push(row);
    } else if (tag === 'tr') outer.rows.push(rows[0] ?? []);
    else if (tag === 'blockquote') block(indented(whole.markdown, '> ', '> '), whole.plain);
    else if (tag === 'table') {
      const width = Math.max(0, ...rows.map((row) => row.length));
      const lines = rows.map(
        (row) => `| ${Array.from({ length: width }, (_, i) => (row[i]?.markdown ?? '').replace(/\\?\s*\n+/g, ' ')).join(' | ')} |`,
      );
      lines.splice(1, 0, `|${' --- |'.repeat(width)}`);
      block(lines.join('\n'), rows.map((row) => row.map((cell) => cell.plain).join(' ')).join('\n'));
    } else {
      const items = rows.flat().filter((item) => item.plain);
      const sign = (index: number): string => (tag === 'ol' ? `${index + 1}. ` : '- ');
      // Words of a list that stand in no item are kept, before it.
      outer.blocks.push(...blocks);
      block(
        items.map((item, index) => indented(item.markdown, sign(index), ' '.repeat(sign(index).length))).join('\n'),
        items.map((item) => item.plain).join('\n'),
      );
    }
  }
  /** Shuts the nearest frame of this kind with all within, unless a list or table lies between. */
  const shutTo = (tags: readonly string[], until: readonly string[] = []): void => {
    for (let index = frames.length - 1; index > 0; index -= 1) {
      if (until.includes(frames[index]!.tag)) return;
      if (!tags.includes(frames[index]!.tag)) continue;
      while (frames.length > index) shut();
      return;
    }
  };
  readMarkup(source, false, {
    open(name, attributes) {
      if (hidden) return;
      if (pictures.has(name)) changes.add('picture');
      else if (embedded.has(name)) changes.add('embedded');
      else if (name === 'script') changes.add('script');
      if (dressing.has(name) || attributes.has('style')) changes.add('formatting');
      if (silent.has(name)) return void (hidden = name);
      if ([...attributes.keys()].some((key) => key.startsWith('on'))) changes.add('script');
      if (name === 'br') {
        now().markdown += '\n';
        now().plain += '\n';
      } else if (breaksBlock.has(name) || headings.test(name)) flush();
      if (headings.test(name)) formatted = true;
      if (!containers.has(name)) return;
      formatted = true;
      const isMark = name in marks || name === 'a';
      if (name === 'li') shutTo(['li'], ['ul', 'ol', 'table']);
      else if (name === 'td' || name === 'th') shutTo(['td', 'th'], ['table']);
      else if (name === 'tr') shutTo(['tr'], ['table']);
      else if (!isMark) flush();
      if (frames.length >= maxFrames) changes.add('formatting');
      // The same mark within itself says nothing more.
      if (frames.length >= maxFrames || (isMark && frames.some((one) => marks[one.tag] === marks[name] && (one.tag in marks || one.tag === name))))
        return;
      const parents = frames.map((one) => one.tag);
      if (name === 'li' && !['ul', 'ol'].includes(now().tag)) return;
      if (name === 'tr' && now().tag !== 'table') return;
      if ((name === 'td' || name === 'th') && now().tag !== 'tr') return;
      if (name === 'table' && parents.some((tag) => tag === 'table' || tag === 'li')) return;
      let href = attributes.get('href')?.trim() ?? '';
      if (name === 'a' && href && !outward.test(href)) {
        changes.add('link');
        href = '';
      }
      frames.push(frame(name, href));
    },
    close(name) {
      if (hidden) return void (hidden = hidden === name ? '' : hidden);
      if (headings.test(name)) flush('heading');
      else if (breaksBlock.has(name)) flush();
      else if (containers.has(name)) shutTo([name], ['td', 'th', 'li'].includes(name) ? ['ul', 'ol', 'table'].filter((tag) => tag !== name) : []);
    },
    text(text) {
      if (hidden) return;
      const all = cleaned(text, changes).replace(/\s+/g, ' ');
      const words = blank && all.startsWith(' ') ? all.slice(1) : all;
      blank = words ? words.endsWith(' ') : blank;
      if (now().tag === 'ul' || now().tag === 'ol' || now().tag === 'table' || now().tag === 'tr') if (!words.trim()) return;
      now().markdown += escapeMarkdown(words);
      now().plain += words;
    },
    comment() {
      if (!hidden) changes.add('comment');
    },
    declaration: () => undefined,
    instruction: () => undefined,
  });
  while (frames.length > 1) shut();
  flush();
  return { blocks: frames[0]!.blocks, formatted };
}
