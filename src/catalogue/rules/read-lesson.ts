import { checkMarkdown, countWords, type InwardLink } from '../../platform/source/markdown.js';
import { readYaml, type Problems } from '../../platform/source/source-file.js';
import { splitBoxes, type BoxPart, type LessonPart } from './boxes.js';
import { readStamp, stampKey } from './translations.js';

/** How long a text may be, in words. `translated`: most languages need more words than English for the same thing. */
export interface Length {
  what: string;
  least: number;
  most: number;
  translated: number;
}
const lessonLength: Length = { what: 'lesson', least: 250, most: 600, translated: 650 };

/** A lesson's file, taken apart. */
export interface LessonSource {
  title: string;
  lead: string;
  /** Which state of the source a translation was made of, where it says so. */
  of: string | null;
  parts: LessonPart[];
  /** Links to the glossary and the handbook; lines are those of the file. */
  links: InwardLink[];
  /** Words of the text below the front matter, boxes included, without markup and addresses. */
  words: number;
}

const frontMatter = /^---[ \t]*\n([\s\S]*?)\n?---[ \t]*(?:\n|$)/;

/** How a statement beyond the source text shows where it comes from. */
interface Origin {
  source: string;
  sourceLine: RegExp;
  suggestion: string;
}

const english: Origin = { source: 'Source', sourceLine: /^Sources?:/m, suggestion: 'Our suggestion' };
// Other languages write it as English does until they stand here.
const origins: Record<string, Origin> = {
  en: english,
  nl: { source: 'Bron', sourceLine: /^Bron(nen)?:/m, suggestion: 'Onze suggestie' },
};

function checkSource(part: LessonPart, language: string, file: string, problems: Problems): void {
  if (part.part !== 'box' || part.kind !== 'extension') return;
  const { source, sourceLine, suggestion } = origins[language] ?? english;
  if (!sourceLine.test(part.source) && !part.source.toLowerCase().includes(suggestion.toLowerCase())) {
    const message = `an "extension" box needs a line "${source}: [name](address)", or says "${suggestion}" where the advice is ours`;
    problems.add(file, part.line - 1, message);
  }
  for (const [index, text] of part.source.split('\n').entries())
    if (sourceLine.test(text) && !/\]\(https?:\/\/[^\s)]+/.test(text))
      problems.add(file, part.line + index, `a "${source}:" line links to its source: "${source}: [name](https://…)"`);
}

function checkHeadings(
  headings: { line: number; level: number }[],
  inBox: boolean,
  deepest: number,
  note: (line: number, message: string) => void,
): number {
  for (const { line, level } of headings) {
    if (inBox) note(line, 'a box has no headings; its title stands after its kind');
    else if (level === 1) note(line, 'the title is the only heading of the first level; use "##"');
    else if (level > 3) note(line, 'headings go down to "###"');
    else if (level > deepest + 1) note(line, '"###" needs a "##" above it');
    if (!inBox) deepest = level;
  }
  return deepest;
}

/**
 * Reads `<lesson-id>.<language>.md`, or another text of the same form. Problems are collected; null where there is no front matter to go by.
 * @param isSource the language of the file is the one that others translate; a translation may say what it was made of, and be a little longer
 */
export function readLesson(
  file: string,
  text: string,
  language: string,
  isSource: boolean,
  problems: Problems,
  length = lessonLength,
): LessonSource | null {
  const matter = frontMatter.exec(text);
  if (!matter) {
    problems.add(file, 1, 'a lesson begins with front matter: a line "---", "title:" and "lead:", and a line "---"');
    return null;
  }
  const fields = readYaml(file, matter[1]!, problems, 2)?.fields(['title', 'lead'], isSource ? [] : [stampKey]);
  const [title, lead] = [fields?.get('title')?.text(), fields?.get('lead')?.text()];
  const body = text.slice(matter[0].length);
  const firstLine = matter[0].split('\n').length;
  const { parts, faults } = splitBoxes(body, firstLine);
  for (const fault of faults) problems.add(file, fault.line, fault.message);
  const links: InwardLink[] = [];
  let words = 0;
  let deepest = 1;
  for (const part of parts) {
    const note = (line: number, message: string): void => problems.add(file, part.line + line - 1, message);
    const checked = checkMarkdown(part.source);
    for (const fault of checked.faults) note(fault.line, fault.message);
    for (const link of checked.links) links.push({ ...link, line: part.line + link.line - 1 });
    deepest = checkHeadings(checked.headings, part.part === 'box', deepest, note);
    checkSource(part, language, file, problems);
    if (part.part === 'box' && !part.source.trim()) note(0, 'this box is empty');
    words += countWords(part.source) + (part.part === 'box' && part.title ? countWords(part.title) : 0);
  }
  const [, secondPlan] = parts.filter((part) => part.part === 'box' && part.kind === 'plan');
  if (secondPlan) problems.add(file, secondPlan.line - 1, 'a lesson fills one field of the plan at most');
  const most = isSource ? length.most : length.translated;
  if (words < length.least || words > most)
    problems.add(file, firstLine, `a ${isSource ? '' : 'translated '}${length.what} has ${length.least} to ${most} words; this one has ${words}`);
  const of = isSource ? null : readStamp(fields);
  return title && lead ? { title, lead, of, parts, links, words } : null;
}

const boxesOf = (lesson: Pick<LessonSource, 'parts'>): BoxPart[] => lesson.parts.filter((part) => part.part === 'box');

/** What the boxes of one kind refer to, in their order. */
export const refsOf = (lesson: Pick<LessonSource, 'parts'>, kind: BoxPart['kind']): string[] =>
  boxesOf(lesson).flatMap((box) => (box.kind === kind && box.ref ? [box.ref] : []));

/** A box by its kind and, where it has one, what it refers to: the same in every language. */
const nameOf = (box: BoxPart | undefined): string | undefined => box && (box.ref ? `${box.kind} ${box.ref}` : box.kind);

/** A translation has the boxes of its source, in their order. */
export function compareBoxes(lesson: LessonSource, file: string, source: LessonSource, sourceFile: string, problems: Problems): void {
  const [own, wanted] = [boxesOf(lesson), boxesOf(source)];
  const length = Math.max(own.length, wanted.length);
  const differs = Array.from({ length }, (_, index) => index).find((index) => nameOf(own[index]) !== nameOf(wanted[index]));
  if (differs === undefined) return;
  const kinds = (boxes: BoxPart[]): string => boxes.map(nameOf).join(', ') || 'none';
  const line = own[differs] ? own[differs].line - 1 : 1;
  problems.add(file, line, `the boxes must be those of ${sourceFile}, in its order (${kinds(wanted)}); here: ${kinds(own)}`);
}
