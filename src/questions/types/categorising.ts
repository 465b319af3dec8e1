import type { QuestionBase, StemWords } from '../base.js';
import type { Kind, ShownRow } from '../rules/kind.js';
import { readEntries, readIds, readKey, readRowWords, readTexts, type RowWords } from '../rules/read-rows.js';
import { everyRowGiven, isRowAnswer, rightRows, rowParts, rowsIn, shareOfRows, withRows, type Rows } from '../rules/rows.js';

export interface CategorisingWords extends StemWords {
  groups: Record<string, string>;
  items: Record<string, RowWords>;
}

/** Each item (row) belongs to one of a few groups; a group may stay empty. Groups keep the order of the file. */
export interface Categorising extends QuestionBase<'categorising', CategorisingWords>, Rows {
  groups: string[];
}

const groups = { min: 2, max: 5 };
const items = { min: 2, max: 16 };

export function categorisingRows(question: Categorising, words: CategorisingWords, order: readonly string[]): ShownRow[] {
  const values = question.groups.map((id) => ({ id, text: words.groups[id] ?? '' }));
  return rowsIn(order, question).map((id) => ({ id, text: words.items[id]?.text ?? '', values }));
}

/** Points: the share of items that stand in their group. An answer's entries are `item=group`. */
export const categorising: Kind<Categorising> = {
  keys: { required: ['groups', 'items'] },
  read(fields) {
    const found = readIds(fields.get('groups'), 'groups', groups);
    const entries = readEntries(fields.get('items'), 'items', items);
    const key = entries && found && readKey(entries, found, 'groups');
    return key && found && { rows: Object.keys(key), key, groups: found };
  },
  wordKeys: { required: ['groups', 'items'] },
  readWords(fields, _at, question, stem) {
    const groupWords = readTexts(fields.get('groups'), { what: 'group', ids: question.groups, question: question.id });
    const itemWords = readRowWords(fields.get('items'), { what: 'item', ids: question.rows, question: question.id });
    return groupWords && itemWords && { ...stem, groups: groupWords, items: itemWords };
  },
  order: (question, shuffle) => shuffle(question.rows),
  rows: categorisingRows,
  isAnswer: (question, answer) => isRowAnswer(question.rows, answer, () => question.groups),
  isComplete: everyRowGiven,
  grade: shareOfRows,
  parts: (question, answer, words) => rowParts(question, answer, (id) => words.items[id]?.why),
  keyWords: null,
  withKey: withRows,
  right: rightRows,
};
