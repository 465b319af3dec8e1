import type { Fields } from '../../platform/source/source-file.js';
import type { QuestionBase, StemWords } from '../base.js';
import { pairOf } from '../rules/answer-form.js';
import { gapPieces, readGapText } from '../rules/gap-text.js';
import type { Kind, ShownRow } from '../rules/kind.js';
import { readEach, readEntries, readIds, readTexts, readWordsOf } from '../rules/read-rows.js';
import { everyRowGiven, isRowAnswer, rightRows, rowParts, shareOfRows, withRows, type Rows } from '../rules/rows.js';

export interface GapMenuWords extends StemWords {
  /** Plain text with a `[[gap]]` for each gap; empty lines part paragraphs. */
  text: string;
  gaps: Record<string, { choices: Record<string, string>; why: string }>;
}

/** A text with gaps (rows), each with a menu of its own. */
export interface GapMenu extends QuestionBase<'gapmenu', GapMenuWords>, Rows {
  /** Ids of the choices of each gap. */
  choices: Record<string, string[]>;
}

const gaps = { min: 1, max: 12 };
const choices = { min: 2, max: 8 };

function readGaps(fields: Fields): Pick<GapMenu, 'rows' | 'key' | 'choices'> | null {
  const entries = readEntries(fields.get('gaps'), 'gaps', gaps);
  const found =
    entries &&
    readEach(entries, (entry, id) => {
      const gap = entry.fields(['choices', 'correct']);
      const ids = readIds(gap?.get('choices'), `choices at "${id}"`, choices);
      const correctAt = gap?.get('correct');
      const correct = correctAt?.id();
      if (!ids || !correctAt || !correct) return null;
      return ids.includes(correct) ? { ids, correct } : correctAt.problem(`"${correct}" is not one of the choices at "${id}"`);
    });
  if (!found) return null;
  const rows = Object.keys(found);
  return {
    rows,
    key: Object.fromEntries(rows.map((id) => [id, found[id]!.correct])),
    choices: Object.fromEntries(rows.map((id) => [id, found[id]!.ids])),
  };
}

/** The gaps as the text in this language has them. */
export const gapsOf = (words: GapMenuWords): string[] => gapPieces(words.text).flatMap(({ gap }) => gap ?? []);

export const gapRows = (_question: GapMenu, words: GapMenuWords, order: readonly string[]): ShownRow[] =>
  gapsOf(words).map((id) => ({
    id,
    text: '',
    values: order
      .map(pairOf)
      .filter(([gap]) => gap === id)
      .map(([, choice]) => ({ id: choice, text: words.gaps[id]?.choices[choice] ?? '' })),
  }));

/** Points: the share of gaps that are filled rightly. An answer's entries are `gap=choice`. */
export const gapmenu: Kind<GapMenu> = {
  keys: { required: ['gaps'] },
  read: readGaps,
  wordKeys: { required: ['text', 'gaps'] },
  readWords(fields, _at, question, stem) {
    const text = readGapText(fields.get('text'), question.rows, question.id);
    const words = readWordsOf(fields.get('gaps'), { what: 'gap', ids: question.rows, question: question.id }, (entry, id) => {
      const gap = entry.fields(['choices', 'why']);
      const texts = gap?.whole ? readTexts(gap.get('choices'), { what: 'choice', ids: question.choices[id] ?? [], question: question.id }) : null;
      const why = gap?.get('why')?.text();
      return texts && why ? { choices: texts, why } : null;
    });
    return text !== null && words ? { ...stem, text, gaps: words } : null;
  },
  /** `gap=choice`, the choices of each gap shuffled; gaps stand where the text has them. */
  order: (question, shuffle) => question.rows.flatMap((gap) => shuffle(question.choices[gap] ?? []).map((choice) => `${gap}=${choice}`)),
  rows: gapRows,
  isAnswer: (question, answer) => isRowAnswer(question.rows, answer, (gap) => question.choices[gap] ?? []),
  isComplete: everyRowGiven,
  grade: shareOfRows,
  parts: (question, answer, words) => rowParts(question, answer, (gap) => words.gaps[gap]?.why),
  keyWords: null,
  withKey: withRows,
  right: rightRows,
};
