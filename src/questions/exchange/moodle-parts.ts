import { plainWords, textFormats, type ForeignText, type TextFormat } from './texts.js';
import type { ForeignOption } from './choices.js';
import { checkParts, type ChangeCode } from './exchanged.js';
import { child, children, escaped, type XmlElement } from './xml.js';

const writtenFormats: Record<TextFormat, string> = { html: 'html', moodle: 'moodle_auto_format', plain: 'plain_text', markdown: 'markdown' };

export const textFormatOf = (name: string | undefined): TextFormat | undefined => textFormats.find((one) => writtenFormats[one] === name);

/** `<x format="html"><text>…</text></x>`; Moodle takes what names no format for HTML in its own way. */
export function textOf(element: XmlElement | undefined): ForeignText {
  const format = textFormatOf(element?.attributes.get('format')) ?? 'moodle';
  return { format, text: child(element, 'text')?.text ?? '' };
}

export const holdsWords = (element: XmlElement | undefined): boolean => textOf(element).text.trim() !== '';
/** What stands directly in a child, without blanks around it; empty where there is none. */
export const valueOf = (element: XmlElement | undefined, name: string): string => child(element, name)?.text.trim() ?? '';
export const isYes = (element: XmlElement | undefined): boolean => ['true', '1'].includes(element?.text.trim() ?? '');
const fractionOf = (answer: XmlElement): number => Number(answer.attributes.get('fraction') ?? 0) || 0;
const whyOf = (answer: XmlElement, changes: Set<ChangeCode>): string => plainWords(textOf(child(answer, 'feedback')), changes);

/** @throws QuestionRefused where there are more than anybody writes */
export const partsOf = (element: XmlElement, name: string): XmlElement[] => checkParts(children(element, name));

export const optionsOf = (element: XmlElement, changes: Set<ChangeCode>): ForeignOption[] =>
  partsOf(element, 'answer').map((answer) => ({
    text: plainWords(textOf(answer), changes),
    why: whyOf(answer, changes),
    fraction: fractionOf(answer),
  }));

/** Answers that are typed: their signs are meant as they stand, whatever format is named. */
export const typedOf = (element: XmlElement, changes: Set<ChangeCode>): (ForeignOption & { tolerance: string })[] =>
  partsOf(element, 'answer').map((answer) => ({
    text: plainWords({ format: 'plain', text: child(answer, 'text')?.text ?? answer.text }, changes),
    why: whyOf(answer, changes),
    fraction: fractionOf(answer),
    tolerance: valueOf(answer, 'tolerance'),
  }));

export const text = (tag: string, { format, text: words }: ForeignText, attributes = '', more = ''): string =>
  `<${tag}${attributes} format="${writtenFormats[format]}"><text>${escaped(words)}</text>${more}</${tag}>`;
export const plain = (words: string): ForeignText => ({ format: 'plain', text: words });
export const answer = (words: ForeignText, fraction: string, why: string, more = ''): string =>
  `    ${text('answer', words, ` fraction="${fraction}"`, text('feedback', plain(why)) + more)}`;
