import { Tokenizer } from 'htmlparser2';

export interface MarkupEvents {
  /** `at`: offset of the name in the source. */
  open(name: string, attributes: ReadonlyMap<string, string>, at: number): void;
  /** A closing tag, or the end of one that closes itself. */
  close(name: string, at: number): void;
  /** A run of text; entities that are known come as the signs for which they stand. `raw` is false for CDATA and entities. */
  text(text: string, raw: boolean, at: number): void;
  comment(at: number): void;
  declaration(at: number): void;
  instruction(text: string, at: number): void;
}

/**
 * Goes through markup once, without keeping any of it, so that depth and size cost nothing here. Nesting is the caller's to
 * judge. Known entities are the five of XML (or those of HTML) and numbers; none that a document declares is ever resolved.
 */
export function readMarkup(source: string, xml: boolean, on: MarkupEvents): void {
  let [name, nameAt, attribute, value] = ['', 0, '', ''];
  let attributes = new Map<string, string>();
  const named = (start: number, end: number): string => (xml ? source.slice(start, end) : source.slice(start, end).toLowerCase());
  const tokens = new Tokenizer(
    { xmlMode: xml, decodeEntities: true },
    {
      onopentagname(start, end) {
        [name, nameAt, attributes] = [named(start, end), start, new Map()];
      },
      onattribname(start, end) {
        [attribute, value] = [named(start, end), ''];
      },
      onattribdata(start, end) {
        value += source.slice(start, end);
      },
      onattribentity(code) {
        value += String.fromCodePoint(code);
      },
      onattribend() {
        if (!attributes.has(attribute)) attributes.set(attribute, value);
      },
      onopentagend() {
        on.open(name, attributes, nameAt);
      },
      onselfclosingtag() {
        on.open(name, attributes, nameAt);
        on.close(name, nameAt);
      },
      onclosetag: (start, end) => on.close(named(start, end), start),
      ontext: (start, end) => on.text(source.slice(start, end), true, start),
      ontextentity: (code, end) => on.text(String.fromCodePoint(code), false, end),
      oncdata: (start, end, offset) => on.text(source.slice(start, end - offset), false, start),
      oncomment: (start) => on.comment(start),
      ondeclaration: (start) => on.declaration(start),
      onprocessinginstruction: (start, end) => on.instruction(source.slice(start, end), start),
      onend: () => undefined,
    },
  );
  tokens.write(source);
  tokens.end();
}
