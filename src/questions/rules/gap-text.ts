import type { Value } from '../../platform/source/source-file.js';

/** A stretch of a text with gaps: words, or the id of a gap. */
export type GapPiece = { words: string; gap?: undefined } | { gap: string; words?: undefined };

/** Takes a text apart at its gaps, which are written `[[id]]`. */
export const gapPieces = (text: string): GapPiece[] =>
  text
    .split(/\[\[([^[\]]*)\]\]/)
    .map((piece, index): GapPiece => (index % 2 ? { gap: piece.trim() } : { words: piece }))
    .filter((piece) => piece.words !== '');

/** The paragraphs of such a text; empty lines part them. */
export const gapParagraphs = (text: string): GapPiece[][] => text.split(/\n\s*\n/).map(gapPieces);

/** A text in which every gap of the question stands once, in whatever order the language wants. */
export function readGapText(at: Value | null, gaps: readonly string[], question: string): string | null {
  const text = at?.text();
  if (!at || !text) return null;
  const found = gapPieces(text).flatMap(({ gap }) => gap ?? []);
  for (const gap of gaps) {
    const times = found.filter((one) => one === gap).length;
    if (times !== 1)
      at.problem(`the gap [[${gap}]] of "${question}" stands ${times === 0 ? 'nowhere in' : `${times} times in`} the text; once is right`);
  }
  for (const gap of new Set(found)) if (!gaps.includes(gap)) at.problem(`"${question}" has no gap "${gap}"`);
  return found.length === gaps.length && gaps.every((gap) => found.includes(gap)) ? text : null;
}
