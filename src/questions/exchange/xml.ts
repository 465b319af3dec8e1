import { FileRefused } from './exchanged.js';
import { readMarkup } from './markup.js';
import { writable } from './signs.js';

/** An element with the text that stands directly in it. */
export interface XmlElement {
  name: string;
  attributes: ReadonlyMap<string, string>;
  children: XmlElement[];
  text: string;
  /** Of its beginning, from 1. */
  line: number;
  /** Where that text begins, and where a comment stands in it; 0 where there is none. */
  textLine: number;
  comment: number;
}

const maxDepth = 50;
const utf8 = /^utf-?8$/i;

/**
 * Reads XML that stands for itself: no document type, no entities but the five of XML, no instructions, every element closed where it
 * was opened. Questions are data that somebody sends us, and none of those is needed to write one.
 * @throws FileRefused
 */
export function readXml(source: string): XmlElement {
  const top: XmlElement = { name: '', attributes: new Map(), children: [], text: '', line: 1, textLine: 0, comment: 0 };
  const open: XmlElement[] = [top];
  // The next end of a line is sought once, not again for each element before it.
  let [line, next] = [1, source.indexOf('\n')];
  const lineAt = (offset: number): number => {
    for (; next >= 0 && next < offset; next = source.indexOf('\n', next + 1)) line += 1;
    return line;
  };
  readMarkup(source, true, {
    open(name, attributes, at) {
      if (open.length > maxDepth) throw new FileRefused('depth', lineAt(at));
      const element: XmlElement = { name, attributes, children: [], text: '', line: lineAt(at), textLine: 0, comment: 0 };
      open.at(-1)!.children.push(element);
      open.push(element);
    },
    close(name, at) {
      if (open.length === 1 || open.pop()!.name !== name) throw new FileRefused('broken', lineAt(at));
    },
    text(text, raw, at) {
      // What is left of these signs in plain text is no tag and no known entity.
      if (raw && /[&<]/.test(text)) throw new FileRefused('broken', lineAt(at));
      const element = open.at(-1)!;
      element.text += text;
      if (!element.textLine && text.trim()) element.textLine = lineAt(at + text.search(/\S/));
    },
    comment(at) {
      open.at(-1)!.comment ||= lineAt(at);
    },
    declaration(at) {
      throw new FileRefused('declaration', lineAt(at));
    },
    instruction(text, at) {
      // Before the name stand the two signs "<?".
      if (!/^xml\s/.test(text) || source.slice(0, at - 2).trim()) throw new FileRefused('instruction', lineAt(at));
      const [, encoding] = /\bencoding\s*=\s*["']([^"']*)["']/.exec(text) ?? [];
      if (encoding !== undefined && !utf8.test(encoding)) throw new FileRefused('encoding', lineAt(at));
    },
  });
  if (open.length > 1) throw new FileRefused('broken', lineAt(source.length));
  if (top.children.length !== 1 || top.text.trim()) throw new FileRefused('root', 1);
  return top.children[0]!;
}

export const child = (element: XmlElement | undefined, name: string): XmlElement | undefined => element?.children.find((one) => one.name === name);
export const children = (element: XmlElement, name: string): XmlElement[] => element.children.filter((one) => one.name === name);

/** Text as it stands in an element or, quoted, in an attribute. */
export const escaped = (text: string): string =>
  writable(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll('\r', '&#13;');
