import { Parser } from 'htmlparser2';
import type { Drawing, Picture, PictureWords, Slot } from '../../platform/source/picture.js';
import type { QuestionSource } from '../../questions/rules/read-question.js';
import { sourceHash } from './manifest.js';
import type { Reading } from './reading.js';
import { fileOf, type TextUnit } from './translations.js';

const geometry = ['transform', 'class'];
/** Elements of a drawing with their attributes. Whatever is not here is refused, so that a drawing can hold neither script nor style nor address. */
const elements: Record<string, readonly string[]> = {
  svg: ['xmlns', 'viewBox'],
  g: geometry,
  path: [...geometry, 'd'],
  circle: [...geometry, 'cx', 'cy', 'r'],
  ellipse: [...geometry, 'cx', 'cy', 'rx', 'ry'],
  rect: [...geometry, 'x', 'y', 'width', 'height', 'rx', 'ry'],
  line: [...geometry, 'x1', 'y1', 'x2', 'y2'],
  polyline: [...geometry, 'points'],
  polygon: [...geometry, 'points'],
  text: [...geometry, 'x', 'y', 'text-anchor', 'data-key', 'data-wrap', 'data-line'],
};
/** Classes by which the stylesheet gives colours: grounds and lines (`p-…`), and text. */
const classes = new Set([
  'p-ground',
  'p-soft',
  'p-brand',
  'p-accent',
  'p-quiet',
  'p-ink',
  'p-line',
  'p-strong',
  'p-dash',
  't',
  't-b',
  't-s',
  't-inv',
]);

const safeValue = /^[\w\s.,#()+-]*$/;
const wholeNumber = /^[1-9]\d{0,2}$/;
const viewBox = /^0 0 360 [1-9]\d{1,3}$/;

const written = (attributes: Record<string, string>, names: readonly string[]): string =>
  names.flatMap((name) => (attributes[name] === undefined ? [] : [` ${name}="${attributes[name]}"`])).join('');

function faultOf(name: string, attributes: Record<string, string>): string | null {
  const known = elements[name];
  if (!known) return `a drawing has no <${name}>; known: ${Object.keys(elements).join(', ')}`;
  for (const [attribute, value] of Object.entries(attributes)) {
    if (!known.includes(attribute)) return `<${name}> has no attribute "${attribute}" in a drawing; known: ${known.join(', ')}`;
    if (attribute === 'class')
      for (const one of value.split(/\s+/)) if (!classes.has(one)) return `unknown class "${one}"; known: ${[...classes].join(', ')}`;
    if (attribute !== 'xmlns' && !safeValue.test(value)) return `the value of "${attribute}" holds signs that no geometry needs`;
  }
  if (name === 'svg' && !viewBox.test(attributes.viewBox ?? '')) return 'a drawing is 360 wide: viewBox="0 0 360 <height>"';
  return null;
}

function slotOf(attributes: Record<string, string>): Slot | null {
  const { x = '0', 'data-key': key = '', 'data-wrap': wrap = '', 'data-line': line = '' } = attributes;
  if (!/^[a-z0-9-]+$/.test(key) || !wholeNumber.test(wrap) || !wholeNumber.test(line)) return null;
  return { key, x, wrap: Number(wrap), line: Number(line), attributes: written(attributes, ['class', 'transform', 'x', 'y', 'text-anchor']) };
}

/** Reads a drawing. Faults carry their line; what is faulty is left out. */
export function readDrawing(source: string): { drawing: Drawing; faults: { line: number; message: string }[] } {
  const faults: { line: number; message: string }[] = [];
  const drawing: Drawing = { viewBox: '0 0 360 10', parts: [] };
  const left: boolean[] = [];
  let text = '';
  const parser: Parser = new Parser(
    {
      onopentag(name, attributes) {
        const fault = (message: string): void => void faults.push({ line: source.slice(0, parser.startIndex).split('\n').length, message });
        const wrong = faultOf(name, attributes) ?? (name === 'svg' && left.length ? 'a drawing has one <svg>' : null);
        if (wrong) fault(wrong);
        left.push(!wrong);
        if (wrong) return;
        if (name === 'svg') drawing.viewBox = attributes.viewBox!;
        else if (name === 'text') {
          const slot = slotOf(attributes);
          if (!slot) return fault('<text> needs data-key (a label), data-wrap (characters in a line) and data-line (distance of lines)');
          drawing.parts.push(text, slot);
          text = '';
        } else text += `<${name}${written(attributes, elements[name]!)}>`;
      },
      ontext(words) {
        if (words.trim())
          faults.push({ line: source.slice(0, parser.startIndex).split('\n').length, message: 'words stand in the word files, not in the drawing' });
      },
      onclosetag(name) {
        if (left.pop() && name !== 'svg' && name !== 'text') text += `</${name}>`;
      },
      onprocessinginstruction(name) {
        if (name !== '?xml') faults.push({ line: 1, message: `a drawing has no <${name}>` });
      },
    },
    { xmlMode: true, decodeEntities: true },
  );
  parser.write(source);
  parser.end();
  drawing.parts.push(text);
  if (!/<svg[\s>]/.test(source)) faults.push({ line: 1, message: 'a drawing is one <svg> element' });
  return { drawing, faults };
}

const keysOf = (drawing: Drawing): string[] => [...new Set(drawing.parts.flatMap((part) => (typeof part === 'string' ? [] : [part.key])))];

function readWords(reading: Reading, unit: TextUnit, language: string, keys: readonly string[]): PictureWords | null {
  const fields = reading.words(unit, language, ['title', 'alternative', 'labels']);
  const [title, alternative, at] = [fields?.get('title')?.text(), fields?.get('alternative')?.text(), fields?.get('labels')];
  const entries = at?.entries();
  if (!at || !entries) return null;
  const labels: Record<string, string> = {};
  for (const key of keys) {
    const text = entries.get(key)?.text();
    if (!entries.has(key)) at.problem(`the words for label "${key}" are missing`);
    if (text) labels[key] = text;
  }
  for (const [key, entry] of entries) if (!keys.includes(key)) entry.problem(`the drawing has no label "${key}"`);
  return title && alternative ? { title, alternative, labels } : null;
}

/**
 * Reads `pictures/<id>.svg` and its words.
 * @param place where the picture is named, for what is missing
 * @param source language of the text that shows it
 */
export function readPicture(reading: Reading, id: string, place: { file: string; line: number }, source: string): Picture | null {
  const file = `pictures/${id}.svg`;
  const text = reading.text(file);
  if (text === null) {
    reading.problems.add(place.file, place.line, `there is no picture "${id}": ${file} is missing`);
    return null;
  }
  const { drawing, faults } = readDrawing(text);
  for (const fault of faults) reading.problems.add(file, fault.line, fault.message);
  const unit = reading.unit(`pictures/${id}`, 'yaml', source);
  if (!(source in unit.stamps)) {
    reading.problems.add(file, 1, `the words of this picture are missing, its alternative among them: ${fileOf(unit, source)}`);
    return null;
  }
  const words: Picture['words'] = {};
  const sources = [text];
  for (const language of Object.keys(unit.stamps)) {
    const read = readWords(reading, unit, language, keysOf(drawing));
    sources.push(reading.text(fileOf(unit, language)) ?? '');
    if (read) words[language] = read;
  }
  return words[source] ? { id, hash: sourceHash(sources.join('\n')).slice(0, 16), drawing, words } : null;
}

/** The pictures of one folder's texts and questions, by id. */
export type Pictures = Record<string, Picture>;

/** Reads a picture into `pictures`, once. Null where it cannot be used. */
function readOnce(reading: Reading, id: string, place: { file: string; line: number }, source: string, pictures: Pictures): Picture | null {
  const known = pictures[id];
  if (known) return known;
  const picture = readPicture(reading, id, place, source);
  if (picture) pictures[id] = picture;
  return picture;
}

/** Reads the pictures that a text shows into `pictures`. */
export function readPictures(
  reading: Reading,
  named: readonly { id: string; file: string; line: number }[],
  source: string,
  pictures: Pictures,
): void {
  for (const { id, ...place } of named) readOnce(reading, id, place, source, pictures);
}

/** Gives a question the picture that it names, which `pictures` then holds. */
export function readQuestionPicture(reading: Reading, { question, pictureAt }: QuestionSource, source: string, pictures: Pictures): void {
  const id = pictureAt?.id();
  if (pictureAt && id) question.picture = readOnce(reading, id, pictureAt, source, pictures);
}
