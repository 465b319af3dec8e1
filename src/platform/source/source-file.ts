import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument, type Node, type Pair } from 'yaml';

/** A fault in a source file. `file` is its path below the course folder; `line` counts from 1. */
export interface Problem {
  file: string;
  line: number;
  message: string;
}

/** Collects what is wrong while files are read. */
export class Problems {
  readonly list: Problem[] = [];

  add(file: string, line: number, message: string): void {
    this.list.push({ file, line, message });
  }
}

const idPattern = /^[a-z0-9]+(-[a-z0-9]+)*$/;
/** Lower-case letters, digits and hyphens, at most 60 characters. */
export const isContentId = (text: string): boolean => text.length <= 60 && idPattern.test(text);

/**
 * Reads YAML strictly: whatever was not asked for is a problem, and each problem has its line.
 * `firstLine` is the line of the file on which `text` begins (front matter begins on the second).
 * Null where the text is not YAML at all; the problems then say why.
 */
export function readYaml(file: string, text: string, problems: Problems, firstLine = 1): Value | null {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: true });
  const lineAt = (offset: number): number => lines.linePos(offset).line + firstLine - 1;
  // One fault of syntax makes others further down: only the first is worth reading.
  for (const error of document.errors.length ? document.errors.slice(0, 1) : document.warnings)
    problems.add(file, lineAt(error.pos[0]), `this is not YAML as expected: ${error.message.split('\n')[0]}`);
  if (document.errors.length) return null;
  if (!document.contents) {
    problems.add(file, firstLine, 'this file is empty');
    return null;
  }
  return new Value({ file, problems, lineAt }, document.contents, 'the file', lineAt(document.contents.range?.[0] ?? 0));
}

interface Place {
  file: string;
  problems: Problems;
  lineAt(offset: number): number;
}

/** One value of a YAML file, with its place. Each reading method answers null and notes a problem where the value does not fit. */
export class Value {
  constructor(
    private readonly place: Place,
    private readonly node: Node,
    private readonly name: string,
    /** Line of the value, from 1. */
    readonly line: number,
  ) {}

  get file(): string {
    return this.place.file;
  }

  /** Notes a problem at this value. */
  problem(message: string): null {
    this.place.problems.add(this.place.file, this.line, message);
    return null;
  }

  /** A mapping with these keys. An unknown key is a problem, as is a missing one; `fields` still holds what is there. */
  fields(required: readonly string[], optional: readonly string[] = []): Fields | null {
    const entries = this.entries();
    if (!entries) return null;
    const known = new Set([...required, ...optional]);
    for (const [key, value] of entries) if (!known.has(key)) value.problem(`unknown key "${key}"; known here: ${[...known].join(', ')}`);
    let whole = true;
    for (const key of required)
      if (!entries.has(key)) {
        this.problem(`${this.name} lacks "${key}"`);
        whole = false;
      }
    return new Fields(entries, whole);
  }

  /** A mapping whose keys are not known beforehand. */
  entries(): Map<string, Value> | null {
    if (!isMap(this.node)) return this.problem(`${this.name} must hold "key: value" lines`);
    const entries = new Map<string, Value>();
    for (const pair of this.node.items as Pair<Node, Node | null>[]) {
      const key = isScalar(pair.key) ? String(pair.key.value) : '';
      const line = this.place.lineAt(pair.key.range?.[0] ?? 0);
      if (!pair.value || isAlias(pair.value) || (isScalar(pair.value) && pair.value.value === null)) {
        this.place.problems.add(
          this.place.file,
          line,
          isAlias(pair.value) ? `"${key}" is a reference to another place; write it out` : `"${key}" has no value`,
        );
        continue;
      }
      entries.set(key, new Value(this.place, pair.value, `"${key}"`, line));
    }
    return entries;
  }

  list(): Value[] | null {
    if (!isSeq(this.node)) return this.problem(`${this.name} must be a list`);
    const items: Value[] = [];
    for (const item of this.node.items as (Node | null)[]) {
      const line = item?.range ? this.place.lineAt(item.range[0]) : this.line;
      if (!item || isAlias(item)) this.place.problems.add(this.place.file, line, `an entry of ${this.name} is empty or a reference`);
      else items.push(new Value(this.place, item, `an entry of ${this.name}`, line));
    }
    return items;
  }

  /** Text that holds something, without blanks at its ends. */
  text(): string | null {
    if (!isScalar(this.node)) return this.problem(`${this.name} must be text`);
    if (typeof this.node.value !== 'string') return this.problem(`${this.name} must be text; put it in quotes: "${String(this.node.value)}"`);
    const text = this.node.value.trim();
    return text || this.problem(`${this.name} must not be empty`);
  }

  wholeNumber(min: number, max: number): number | null {
    const value = isScalar(this.node) ? this.node.value : null;
    if (typeof value !== 'number' || !Number.isInteger(value) || value < min || value > max)
      return this.problem(`${this.name} must be a whole number from ${min} to ${max}`);
    return value;
  }

  truth(): boolean | null {
    const value = isScalar(this.node) ? this.node.value : null;
    return typeof value === 'boolean' ? value : this.problem(`${this.name} must be true or false`);
  }

  oneOf<T extends string>(choices: readonly T[]): T | null {
    const value = isScalar(this.node) ? String(this.node.value) : '';
    return choices.find((choice) => choice === value) ?? this.problem(`${this.name} is "${value}", but must be one of: ${choices.join(', ')}`);
  }

  /** What the scalar is, whatever its type; null for lists and mappings. */
  raw(): unknown {
    return isScalar(this.node) ? this.node.value : null;
  }

  /** The scalar as the file has it, without quotes and whatever YAML would take it for; null for lists and mappings. */
  written(): string | null {
    return isScalar(this.node) ? (this.node.source ?? null) : null;
  }

  id(): string | null {
    const text = this.text();
    if (text === null) return null;
    return isContentId(text) ? text : this.problem(`"${text}" is not an id: lower-case letters, digits and single hyphens, at most 60 characters`);
  }

  /** A list of different ids, at least `min`. */
  ids(min = 1): { id: string; at: Value }[] | null {
    const items = this.list();
    if (!items) return null;
    const found: { id: string; at: Value }[] = [];
    for (const at of items) {
      const id = at.id();
      if (id === null) continue;
      if (found.some((entry) => entry.id === id)) at.problem(`"${id}" stands twice in ${this.name}`);
      else found.push({ id, at });
    }
    if (items.length < min) this.problem(`${this.name} must hold at least ${min === 1 ? 'one entry' : `${min} entries`}`);
    return found;
  }
}

/** The fields of a mapping, by name. */
export class Fields {
  constructor(
    private readonly values: Map<string, Value>,
    /** Nothing that is required is missing. */
    readonly whole: boolean,
  ) {}

  get(key: string): Value | null {
    return this.values.get(key) ?? null;
  }
}
