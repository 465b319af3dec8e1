import { checkMarkdown } from '../../platform/source/markdown.js';
import type { Value } from '../../platform/source/source-file.js';

const aBox = /^ {0,3}:{3,}[ \t]*([^\s]*)/gm;

/**
 * Markdown without headings, of which the page has its own, and without the boxes of lessons, which would be shown as they are written.
 * Null where it is not even text.
 * @param noHeadings what to say where it has one
 */
export function readProse(at: Value | null, noHeadings: string): string | null {
  const text = at?.text() ?? null;
  if (!at || text === null) return null;
  const { faults, headings } = checkMarkdown(text);
  for (const fault of faults) at.problem(fault.message);
  if (headings.length) at.problem(noHeadings);
  for (const [, kind] of text.matchAll(aBox))
    if (kind === 'picture')
      at.problem('a question names its picture in the structure file, "picture: <picture-id>"; "::: picture" stands only in lessons');
    else if (kind) at.problem(`a question has no boxes; "::: ${kind.slice(0, 40)}" stands only in lessons`);
  return text;
}
