import { checkParts, QuestionRefused, type ChangeCode, type Dropped } from './exchanged.js';
import { textFormatOf } from './moodle-parts.js';
import { cleaned } from './signs.js';
import type { XmlElement } from './xml.js';

/** An element that a reader reads, with what it reads in it; `text`: also what stands directly in it; `many`: each of several. */
interface Read {
  parts: Parts;
  text?: true;
  many?: true;
}
/** An element that nobody reads, and what is lost with it, unless it says what holds in Reed anyway. */
interface Lost {
  change: ChangeCode;
  unless?: (element: XmlElement) => boolean;
}
type Known = Read | Lost;
/** What stands in an element, by name. Whatever is not named here is lost, and named in the report. */
export type Parts = Readonly<Record<string, Known>>;

const says = (element: XmlElement): boolean =>
  element.text.trim() !== '' ||
  [...element.attributes.keys()].some((name) => name !== 'format') ||
  element.children.some((one) => one.name !== 'text' || says(one));
const silent = (element: XmlElement): boolean => !says(element);
const isOneOf =
  (...values: readonly string[]) =>
  (element: XmlElement): boolean =>
    silent(element) || (!element.children.length && values.includes(element.text.trim()));
const isNumber =
  (value: number) =>
  (element: XmlElement): boolean =>
    silent(element) || (!element.children.length && Number(element.text.trim()) === value);
const yes = isOneOf('true', '1');

/** `<single>true</single>`. */
export const value: Known = { parts: {}, text: true };
const file: Known = { change: 'file' };
/** `<x format="html"><text>…</text></x>`. */
export const words: Known = { parts: { text: value, file } };
export const answers = (more: Parts = {}): Read => ({ many: true, parts: { text: value, feedback: words, file, ...more } });
/** Answers that are typed may stand without `<text>`. */
export const typedAnswers = (more: Parts = {}): Known => ({ ...answers(more), text: true });
export const several = (parts: Parts): Known => ({ many: true, parts });
export const lost = (change: ChangeCode, ...unless: readonly string[]): Known => ({ change, unless: isOneOf(...unless) });
export const shuffled: Known = { change: 'shuffle', unless: yes };
export const asked: Known = { change: 'parts', unless: yes };

const feedback: Known = { change: 'feedback', unless: silent };
const picture: Known = { change: 'picture', unless: silent };

/** What any question may have. */
export const common: Parts = {
  name: words,
  questiontext: words,
  tags: { parts: { tag: { parts: { text: value }, many: true } } },
  generalfeedback: feedback,
  correctfeedback: feedback,
  partiallycorrectfeedback: feedback,
  incorrectfeedback: feedback,
  shownumcorrect: { change: 'feedback' },
  hint: { change: 'hints', unless: silent },
  defaultgrade: { change: 'weight', unless: isNumber(1) },
  penalty: { change: 'penalty', unless: isNumber(0) },
  hidden: { change: 'draft', unless: isNumber(0) },
  idnumber: { change: 'idnumber', unless: silent },
  image: picture,
  image_base64: picture,
};

const unknown: Known = { change: 'parts' };
const readAttributes = new Set(['type', 'format', 'fraction']);
/** Different parts of one question that are named; no question that somebody wrote has more. */
const mostDropped = 50;

/**
 * Names all that stands in a question and is not read, and takes out the signs that no text can hold.
 * @throws QuestionRefused where that is more than anybody writes
 */
export function nameTheRest(question: XmlElement, known: Parts, changes: Set<ChangeCode>): Dropped[] {
  const dropped: Dropped[] = [];
  const drop = (change: ChangeCode, name: string, line: number): void => {
    changes.add(change);
    if (dropped.some((one) => one.change === change && one.name === name)) return;
    if (dropped.length >= mostDropped) throw new QuestionRefused('manyParts');
    dropped.push({ change, name: name.slice(0, 60), line });
  };
  const walk = (element: XmlElement, { parts, text }: Read): void => {
    for (const [name, given] of element.attributes)
      if (!readAttributes.has(name) || (name === 'format' && given && !textFormatOf(given))) drop('parts', `${element.name}@${name}`, element.line);
    if (element.comment) drop('comment', element.name, element.comment);
    if (!text && element.text.trim()) drop('loose', element.name, element.textLine);
    const signs = new Set<ChangeCode>();
    element.text = cleaned(element.text, signs);
    if (signs.size) drop('signs', element.name, element.line);
    const met = new Set<string>();
    for (const part of checkParts(element.children)) {
      const rule = (Object.hasOwn(parts, part.name) ? parts[part.name] : undefined) ?? unknown;
      if ('change' in rule) {
        if (!rule.unless?.(part)) drop(rule.change, part.name, part.line);
      } else if (met.has(part.name) && !rule.many) drop('parts', part.name, part.line);
      else walk(part, rule);
      met.add(part.name);
    }
  };
  walk(question, { parts: known });
  return dropped;
}
