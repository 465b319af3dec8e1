import type { QuestionBase, StemWords } from '../base.js';
import type { Kind, ShownRow } from '../rules/kind.js';
import { readEntries, readIds, readKey, readRowWords, readTexts, type RowWords } from '../rules/read-rows.js';
import { everyRowGiven, isRowAnswer, rightRows, rowParts, rowsIn, shareOfRows, withRows, type Rows } from '../rules/rows.js';

export interface MatchingWords extends StemWords {
  items: Record<string, RowWords>;
  partners: Record<string, string>;
}

/** To each item (row) belongs one of the partners. A partner may belong to several items, or, as a distractor, to none. */
export interface Matching extends QuestionBase<'matching', MatchingWords>, Rows {
  partners: string[];
}

const items = { min: 2, max: 10 };
const partners = { min: 2, max: 12 };

export function matchingRows(question: Matching, words: MatchingWords, order: readonly string[]): ShownRow[] {
  const values = order.filter((id) => question.partners.includes(id)).map((id) => ({ id, text: words.partners[id] ?? '' }));
  return rowsIn(order, question).map((id) => ({ id, text: words.items[id]?.text ?? '', values }));
}

/**
 * Points: the share of items that have their right partner. Distractors make guessing harder, so nothing is taken off for it.
 * An answer's entries are `item=partner`.
 */
export const matching: Kind<Matching> = {
  keys: { required: ['items', 'partners'] },
  read(fields) {
    const at = fields.get('items');
    const found = readIds(fields.get('partners'), 'partners', partners);
    const entries = readEntries(at, 'items', items);
    const key = entries && found && readKey(entries, found, 'partners');
    if (!at || !key || !found) return null;
    const rows = Object.keys(key);
    // Both are kept in one list where an attempt keeps their order.
    for (const id of rows) if (found.includes(id)) at.problem(`"${id}" is an item and a partner; each has an id of its own`);
    return { rows, key, partners: found };
  },
  wordKeys: { required: ['items', 'partners'] },
  readWords(fields, _at, question, stem) {
    const itemWords = readRowWords(fields.get('items'), { what: 'item', ids: question.rows, question: question.id });
    const partnerWords = readTexts(fields.get('partners'), { what: 'partner', ids: question.partners, question: question.id });
    return itemWords && partnerWords && { ...stem, items: itemWords, partners: partnerWords };
  },
  order: (question, shuffle) => [...shuffle(question.rows), ...shuffle(question.partners)],
  rows: matchingRows,
  isAnswer: (question, answer) => isRowAnswer(question.rows, answer, () => question.partners),
  isComplete: everyRowGiven,
  grade: shareOfRows,
  parts: (question, answer, words) => rowParts(question, answer, (id) => words.items[id]?.why),
  keyWords: null,
  withKey: withRows,
  right: rightRows,
};
