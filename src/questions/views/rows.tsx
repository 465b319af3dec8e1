import type { ComponentChildren } from 'preact';
import { AnsweredRows, KeyRows, type MenuRow } from '../../web/components/rows.js';
import { usePage } from '../../web/page.js';
import type { Explanation } from '../rules/grade.js';
import type { Answer } from '../base.js';
import { givenIn } from '../rules/answer-form.js';
import type { ShownRow } from '../rules/kind.js';
import type { Rows } from '../rules/rows.js';

interface Shown {
  /** The words of a row. */
  textOf: (row: string) => ComponentChildren;
  why: (row: string) => string | undefined;
  /** The words of what can be given to a row. */
  valueWords: (row: string, value: string) => string;
  /** Language of the rows, if not the page's. */
  lang?: string;
  /** Language of the values, if not that of the rows. */
  valueLang?: string;
}

/** Rows as menus whose entries are entries of an answer. */
export function menusOf(rows: readonly ShownRow[], answer: Answer): MenuRow[] {
  const given = givenIn(answer);
  return rows.map(({ id, text, values }) => ({
    id,
    text,
    value: given.has(id) ? `${id}=${given.get(id)}` : '',
    options: values.map((value) => ({ value: `${id}=${value.id}`, text: value.text })),
  }));
}

/** What became of each row. */
export function Rowwise({
  order,
  explanation,
  textOf,
  valueWords,
  lang,
  valueLang,
  otherwise,
}: Omit<Shown, 'why'> & {
  order: readonly string[];
  explanation: Explanation;
  /** What is said of a row that is right by another rule than its key. */
  otherwise?: (row: string, wanted: string) => string;
}) {
  const { t } = usePage();
  const byId = new Map(explanation.parts.map((part) => [part.id, part]));
  return (
    <AnsweredRows
      rows={order.flatMap((id) => {
        const part = byId.get(id);
        if (!part) return [];
        const { given, wanted, state, why } = part;
        return {
          id,
          text: textOf(id),
          // A row is given right or wrong; `partly` and `rest` are of other types.
          state: state === 'rest' || state === 'partly' ? 'missed' : state,
          given: given === null ? null : valueWords(id, given),
          wanted: wanted === null || wanted === given || state === 'right' ? undefined : valueWords(id, wanted),
          note: state === 'right' && wanted !== null && wanted !== given ? otherwise?.(id, wanted) : undefined,
          why,
          lang: valueLang,
        };
      })}
      label={t('questions.options')}
      lang={lang}
    />
  );
}

/** The key of each row. */
export function RowKey({ question, textOf, valueWords, why, lang, valueLang }: Shown & { question: Rows }) {
  const { t } = usePage();
  return (
    <KeyRows
      rows={question.rows.map((id) => ({ text: textOf(id), wanted: valueWords(id, question.key[id] ?? ''), why: why(id), lang: valueLang }))}
      label={t('questions.options')}
      lang={lang}
    />
  );
}
