import type { ComponentChildren } from 'preact';
import { usePage } from '../page.js';
import { Icon } from './icon.js';

/** One thing that can be chosen for a row. */
export interface MenuOption {
  /** What the form sends. */
  value: string;
  text: string;
}

interface MenuProps {
  id: string;
  name: string;
  options: readonly MenuOption[];
  /** What is chosen; empty: nothing yet. */
  value: string;
}

/** A native menu; its first entry says that nothing has been chosen yet. */
function Menu({ id, name, options, value, lang }: MenuProps & { lang?: string }) {
  const { t, language } = usePage();
  return (
    <select class="select" id={id} name={name}>
      <option value="" lang={lang && language}>
        {t('web.rows.choose')}
      </option>
      {options.map((option) => (
        <option value={option.value} selected={option.value === value}>
          {option.text}
        </option>
      ))}
    </select>
  );
}

export interface MenuRow {
  id: string;
  text: string;
  /** What is chosen; empty: nothing yet. */
  value: string;
  options: readonly MenuOption[];
}

interface RowsProps {
  /** Name of the form field. */
  name: string;
  /** Language of the words, if not the page's. */
  lang?: string;
}

/** Rows of words, each with a menu of what can be given to it. */
export function MenuRows({ name, rows, lang, sort }: RowsProps & { rows: readonly MenuRow[]; sort?: boolean }) {
  return (
    <ul class="choices" lang={lang} data-sort={sort ? '' : undefined}>
      {rows.map(({ id, text, value, options }) => (
        <li class="set-row">
          <label for={`${name}.${id}`}>{text}</label>
          <Menu id={`${name}.${id}`} name={name} options={options} value={value} lang={lang} />
        </li>
      ))}
    </ul>
  );
}

/** Rows of words that go into the same groups; with script they lie in boxes of the groups and can be dragged there. */
export function SortRows(props: RowsProps & { rows: readonly MenuRow[] }) {
  return (
    <div>
      <MenuRows {...props} sort />
      <p class="vh" role="status" data-sort-said />
    </div>
  );
}

/** Rows of words to be put in order by the place of each; with script, also by buttons that move a row. */
export function OrderRows({ name, rows, lang }: RowsProps & { rows: readonly MenuRow[] }) {
  const { t, language } = usePage();
  const own = lang && language;
  return (
    <div>
      <ol class="choices" lang={lang} data-order={t('web.rows.place', { place: '#', count: rows.length })}>
        {rows.map(({ id, text, value, options }) => (
          <li class="set-row set-row-order">
            <label for={`${name}.${id}`}>{text}</label>
            <div class="row g2">
              <span lang={own}>
                <Menu id={`${name}.${id}`} name={name} options={options} value={value} />
              </span>
              <MoveButton by="-1" label={t('web.rows.up', { words: text })} />
              <MoveButton by="1" label={t('web.rows.down', { words: text })} />
            </div>
          </li>
        ))}
      </ol>
      <p class="vh" role="status" data-order-said />
    </div>
  );
}

/** Only a script shows it. */
function MoveButton({ by, label }: { by: '-1' | '1'; label: string }) {
  return (
    <button class="btn btn-2 btn-icon" type="button" data-move={by} aria-label={label} hidden>
      <Icon name={by === '1' ? 'arrowDown' : 'arrowUp'} />
    </button>
  );
}

/** Rows of statements, each with two sides to choose from. The field of a row is `name.id`. */
export function SideRows({
  name,
  rows,
  sides,
  lang,
}: RowsProps & { rows: readonly { id: string; text: string; value: string }[]; sides: readonly MenuOption[] }) {
  const { language } = usePage();
  return (
    <div class="choices" lang={lang}>
      {rows.map(({ id, text, value }) => (
        <div class="set-row" role="radiogroup" aria-labelledby={`${name}.${id}`}>
          <span id={`${name}.${id}`}>{text}</span>
          <span class="sides" lang={lang && language}>
            {sides.map((side) => (
              <label class="side-opt">
                <input type="radio" name={`${name}.${id}`} value={side.value} checked={side.value === value} />
                <span>{side.text}</span>
              </label>
            ))}
          </span>
        </div>
      ))}
    </div>
  );
}

/** A stretch of a text: words, or a gap. */
export type GapStretch = { words: string } | { id: string; label: string; value: string; options: readonly MenuOption[] };

/** A text with menus in its gaps. */
export function GapText({ name, paragraphs, lang }: RowsProps & { paragraphs: readonly (readonly GapStretch[])[] }) {
  const { language } = usePage();
  return (
    <div class="gap-text" lang={lang}>
      {paragraphs.map((stretches) => (
        <p>
          {stretches.map((stretch) =>
            'words' in stretch ? (
              stretch.words
            ) : (
              <span class="gap">
                <label class="vh" for={`${name}.${stretch.id}`} lang={lang && language}>
                  {stretch.label}
                </label>
                <Menu id={`${name}.${stretch.id}`} name={name} options={stretch.options} value={stretch.value} lang={lang} />
              </span>
            ),
          )}
        </p>
      ))}
    </div>
  );
}

/** A text whose gaps are filled: `<mark>` stands for each. */
export function FilledText({ paragraphs, lang }: { paragraphs: readonly (readonly (string | { filled: string })[])[]; lang?: string }) {
  return (
    <div class="gap-text" lang={lang}>
      {paragraphs.map((stretches) => (
        <p>{stretches.map((stretch) => (typeof stretch === 'string' ? stretch : <b class="filled">{stretch.filled}</b>))}</p>
      ))}
    </div>
  );
}

export interface AnsweredRow {
  id: string;
  text: ComponentChildren;
  state: 'right' | 'wrong' | 'missed';
  /** Words of what was given; null: nothing was. */
  given: ComponentChildren;
  /** Words of what should have been; left out where that was given. */
  wanted?: ComponentChildren;
  /** A sentence about the two, in the reader's language. */
  note?: string;
  why: ComponentChildren;
  /** Language of `given` and `wanted`, if not that of the row. */
  lang?: string;
}

/** Rows after checking: each with a word, an icon, what was given, what is right, and the reason. */
export function AnsweredRows({ rows, label, lang }: { rows: readonly AnsweredRow[]; label: string; lang?: string }) {
  const { t, language } = usePage();
  const own = lang && language;
  return (
    <ul class="choices" aria-label={label} lang={lang}>
      {rows.map(({ text, state, given, wanted, note, why, lang: valueLang }) => (
        <li class={`choice answered ${state === 'right' ? 'good' : state === 'wrong' ? 'bad' : 'open'}`}>
          <span class="key">
            <Icon name={state === 'right' ? 'check' : state === 'wrong' ? 'cross' : 'minus'} />
          </span>
          <div>
            <span class="verdict" lang={own}>
              {state === 'right' && t('web.rows.right')}
              {state === 'wrong' && t('web.rows.wrong')}
              {state === 'missed' && t('web.rows.missed')}
            </span>
            <span class="strong">{text}</span>
            {given !== null && (
              <span>
                <span lang={own}>{t('web.rows.given')}</span> <span lang={valueLang}>{given}</span>
              </span>
            )}
            {wanted !== undefined && (
              <span>
                <span lang={own}>{t('web.rows.wanted')}</span>{' '}
                <span class="strong" lang={valueLang}>
                  {wanted}
                </span>
              </span>
            )}
            {note && <span lang={own}>{note}</span>}
            <span class="why">{why}</span>
          </div>
        </li>
      ))}
    </ul>
  );
}

/** Rows with what is right of each and the reason, for those who may know. */
export function KeyRows({
  rows,
  label,
  lang,
}: {
  rows: readonly Pick<AnsweredRow, 'text' | 'wanted' | 'why' | 'lang'>[];
  label: string;
  lang?: string;
}) {
  const { t, language } = usePage();
  return (
    <ul class="rows" aria-label={label}>
      {rows.map(({ text, wanted, why, lang: valueLang }) => (
        <li class="stack g1" lang={lang}>
          <span>{text}</span>
          <span>
            <span class="muted" lang={lang && language}>
              {t('web.rows.wanted')}
            </span>{' '}
            <b lang={valueLang}>{wanted}</b>
          </span>
          <p class="small muted">{why}</p>
        </li>
      ))}
    </ul>
  );
}
