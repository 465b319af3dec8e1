import { emailPattern } from '../../web/forms.js';

/** More people than this at once are refused as a whole. */
export const maxPasted = 500;

/** Somebody to invite. `name` is null where only an address was given. */
export interface PastedPerson {
  /** Line on which the address stands first; 1 is the first line. */
  line: number;
  name: string | null;
  /** Lower case. */
  email: string;
}

/**
 * `no-address`: nothing with an @ · `bad-address`: something with an @ that cannot be an address · `long-name`: over 200 characters ·
 * `unclear`: an address stands there, and it cannot be told whose.
 */
export type UnreadableReason = 'no-address' | 'bad-address' | 'long-name' | 'unclear';

export interface UnreadableLine {
  line: number;
  /** What stands there, shortened. */
  text: string;
  reason: UnreadableReason;
}

export interface Pasted {
  /** Each address once, in the order of the lines. */
  people: PastedPerson[];
  unreadable: UnreadableLine[];
  /** How often an address came again and was merged. */
  repeated: number;
}

const maxName = 200;
const shown = 80;

// First words of a spreadsheet's header row, in the languages of the interface and their neighbours.
const emailWords = /^(e-?mail|mail|e-?mail ?adres|e-?mail ?address|adres|address|mailadres)$/;
const firstWords = /^(first ?name|given ?name|voornaam|forename)$/;
const lastWords = /^(last ?name|family ?name|surname|achternaam)$/;
const infixWords = /^(tussenvoegsels?|infix|middle ?name)$/;
const nameWords = /^(name|full ?name|naam|volledige ?naam|display ?name|weergavenaam|person|persoon|medewerker|employee)$/;

interface Header {
  email: number;
  /** Columns that make the name, in this order. */
  name: number[];
}

// What spreadsheets and mail programs leave behind: no-break spaces, zero-width marks, a byte order mark.
const clean = (text: string): string =>
  text
    .replace(/[\u00a0\u2007\u202f\t]/g, ' ')
    .replace(/[\p{Cc}\p{Cf}]/gu, '')
    .replace(/ +/g, ' ')
    .trim();

/** Without the quotes around it. Not by a pattern: one that looks for the end of a long row of quotes takes minutes over it. */
function cleanName(text: string): string | null {
  const words = clean(text);
  let [from, to] = [0, words.length];
  while (from < to && `"' `.includes(words[from]!)) from++;
  while (to > from && `"' `.includes(words[to - 1]!)) to--;
  return words.slice(from, to) || null;
}

const cleanEmail = (text: string): string =>
  clean(text)
    .replace(/^mailto:/i, '')
    .replace(/^<|>$/g, '')
    .replace(/^["']|["'.]$/g, '')
    .toLowerCase();

const isEmail = (text: string): boolean => text.length <= 254 && emailPattern.test(text);

/** Cells of a row (RFC 4180): a quoted cell may hold the separator, and a doubled quote stands for one. */
export function cellsOf(row: string, separator: string): string[] {
  const cells: string[] = [];
  let cell = '';
  let quoted = false;
  // Kept beside the cell: to look at all of it again at every quote would take minutes for a long row of quotes.
  let blank = true;
  const begin = (): void => {
    cell = '';
    blank = true;
  };
  const add = (letter: string): void => {
    cell += letter;
    blank &&= letter.trim() === '';
  };
  for (let i = 0; i < row.length; i++) {
    const letter = row[i]!;
    if (quoted) {
      if (letter !== '"') add(letter);
      else if (row[i + 1] === '"') {
        add('"');
        i++;
      } else quoted = false;
    } else if (letter === '"' && blank) {
      quoted = true;
      begin();
    } else if (letter === separator) {
      cells.push(cell);
      begin();
    } else add(letter);
  }
  return [...cells, cell];
}

/** Tab before semicolon before comma: a name may hold a comma, hardly a semicolon, never a tab. */
function separatorOf(row: string): string | null {
  return ['\t', ';', ','].find((separator) => cellsOf(row, separator).length > 1) ?? null;
}

function headerOf(row: string): Header | null {
  if (row.includes('@')) return null;
  const separator = separatorOf(row);
  const cells = (separator ? cellsOf(row, separator) : [row]).map((cell) => clean(cell).toLowerCase());
  const email = cells.findIndex((cell) => emailWords.test(cell));
  if (email < 0) return null;
  const columns = (words: RegExp): number[] => cells.flatMap((cell, i) => (words.test(cell) ? [i] : []));
  const parts = [...columns(firstWords), ...columns(infixWords), ...columns(lastWords)];
  return { email, name: parts.length ? parts : columns(nameWords).slice(0, 1) };
}

type Read = { name: string | null; email: string } | UnreadableReason;

function person(name: string | null, address: string): Read {
  const email = cleanEmail(address);
  if (!email.includes('@')) return 'no-address';
  if (!isEmail(email)) return 'bad-address';
  if (name && name.length > maxName) return 'long-name';
  return { name: name && name.toLowerCase() !== email ? name : null, email };
}

/** A row of cells without a header: the cell with the @ is the address, what stands before it is the name, else the cell after it. */
function readCells(cells: string[]): Read[] {
  const addresses = cells.flatMap((cell, i) => (cell.includes('@') ? [i] : []));
  if (!addresses.length) return ['no-address'];
  const used = cells.map(cleanName).filter(Boolean);
  // `a@x.org; b@x.org`: nothing but addresses.
  if (used.length === addresses.length) return addresses.map((i) => person(null, cells[i]!));
  if (addresses.length > 1) return ['unclear'];
  const at = addresses[0]!;
  const words = (part: string[]): string[] => part.map(cleanName).filter((cell): cell is string => cell !== null && !/^[\d.#/-]+$/.test(cell));
  const before = words(cells.slice(0, at));
  return [person(before.length ? before.join(' ') : (words(cells.slice(at + 1))[0] ?? null), cells[at]!)];
}

/** `Anna de Vries <anna@example.org>`, one or more of them, as a mail program copies them. */
function readBracketed(row: string): Read[] {
  const found: Read[] = [];
  let rest = row;
  for (let match = /<([^<>]*)>/.exec(rest); match; match = /<([^<>]*)>/.exec(rest)) {
    found.push(person(cleanName(rest.slice(0, match.index).replace(/^[\s,;]+/, '')), match[1]!));
    rest = rest.slice(match.index + match[0].length);
  }
  return /@/.test(rest) ? [...found, ...readCells(rest.split(/[,;]/).filter((cell) => cell.trim()))] : found;
}

function readRow(row: string, header: Header | null): Read[] {
  const separator = separatorOf(row);
  if (header && (separator || header.name.length === 0) && !/<[^<>@]*@[^<>]*>/.test(row)) {
    const cells = separator ? cellsOf(row, separator) : [row];
    const name = header.name.map((i) => cleanName(cells[i] ?? '')).filter(Boolean);
    const address = cells[header.email] ?? '';
    if (address.trim()) return [person(name.join(' ') || null, address)];
    return readCells(cells);
  }
  if (/<[^<>]*>/.test(row)) return readBracketed(row);
  if (separator) return readCells(cellsOf(row, separator));
  // `Anna de Vries anna@example.org`
  const words = clean(row).split(' ');
  const addresses = words.filter((word) => word.includes('@'));
  if (!addresses.length) return ['no-address'];
  if (addresses.length === words.length) return addresses.map((address) => person(null, address));
  if (addresses.length > 1) return ['unclear'];
  return [person(cleanName(words.filter((word) => !word.includes('@')).join(' ')), addresses[0]!)];
}

/**
 * Reads names and addresses as people paste them: one per line, several on a line, rows of a spreadsheet with or without a
 * header. Addresses are compared in lower case; of a repeated one the first name counts.
 */
export function readPaste(text: string): Pasted {
  const people = new Map<string, PastedPerson>();
  const unreadable: UnreadableLine[] = [];
  let repeated = 0;
  let header: Header | null = null;
  let begun = false;
  for (const [index, row] of text.split(/\r\n|\r|\n/).entries()) {
    const words = clean(row);
    // A row of separators alone is an empty row of a spreadsheet.
    if (!/[^\s,;"']/.test(words)) continue;
    if (!begun) {
      begun = true;
      header = headerOf(row);
      if (header) continue;
    }
    for (const read of readRow(row, header)) {
      if (typeof read === 'string') {
        unreadable.push({ line: index + 1, text: words.length > shown ? `${words.slice(0, shown - 1)}…` : words, reason: read });
        continue;
      }
      const known = people.get(read.email);
      if (known) {
        repeated++;
        known.name ??= read.name;
      } else people.set(read.email, { line: index + 1, ...read });
    }
  }
  return { people: [...people.values()], unreadable, repeated };
}

/** The same people as text that `readPaste` reads back, one per line: what the confirming form carries. */
export function writePaste(people: readonly Pick<PastedPerson, 'name' | 'email'>[]): string {
  return people.map(({ name, email }) => (name ? `${name.replace(/[<>]/g, ' ')} <${email}>` : email)).join('\n');
}
