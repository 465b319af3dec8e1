import type { ComponentChildren } from 'preact';
import { usePage } from '../page.js';
import { LinkButton } from './button.js';
import { Icon } from './icon.js';

export interface Column<Row> {
  label: string;
  cell: (row: Row) => ComponentChildren;
  /** Names the row; one column has it. */
  header?: boolean;
  /** Numbers: at the right. */
  end?: boolean;
  sort?: { href: string; direction?: 'ascending' | 'descending' };
  /** On a phone's card: `label` (default) shows the column's label before the value · `plain` only the value · `hide` leaves it out. */
  phone?: 'label' | 'plain' | 'hide';
}

interface DataTableProps<Row> {
  /** What the table holds; said by screen readers, seen with `showCaption`. */
  caption: string;
  showCaption?: boolean;
  columns: Column<Row>[];
  rows: readonly Row[];
  /** Shown instead of an empty table. */
  empty?: ComponentChildren;
  /** A box to tick before each row; put the table into a form. */
  select?: { name: string; value: (row: Row) => string; label: (row: Row) => string };
}

/** Rows and columns; on phones every row becomes a card and keeps its roles. */
export function DataTable<Row>({ caption, showCaption, columns, rows, empty, select }: DataTableProps<Row>) {
  const { t } = usePage();
  if (rows.length === 0 && empty !== undefined) return <>{empty}</>;
  return (
    <table class={select ? 'tbl has-sel' : 'tbl'} role="table">
      <caption class={showCaption ? undefined : 'vh'}>{caption}</caption>
      <thead role="rowgroup">
        <tr role="row">
          {select && (
            <th role="columnheader" scope="col">
              <label class="check">
                <input type="checkbox" data-all={select.name} />
                <span class="vh">{t('web.table.all')}</span>
              </label>
            </th>
          )}
          {columns.map((column) => (
            <th role="columnheader" scope="col" class={column.end ? 'end' : undefined} aria-sort={column.sort?.direction}>
              {column.sort ? (
                <a class="sort" href={column.sort.href}>
                  {column.label}
                  {column.sort.direction && <Icon name="chevronDown" class={column.sort.direction === 'ascending' ? 'up' : undefined} />}
                </a>
              ) : (
                column.label
              )}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {rows.map((row) => (
          <tr role="row">
            {select && (
              <td role="cell" class="c-sel">
                <label class="check">
                  <input type="checkbox" name={select.name} value={select.value(row)} />
                  <span class="vh">{select.label(row)}</span>
                </label>
              </td>
            )}
            {columns.map((column) => {
              const look = [column.end && 'end', column.phone === 'hide' && 'c-hide'].filter(Boolean).join(' ') || undefined;
              if (column.header)
                return (
                  <th role="rowheader" scope="row" class={look}>
                    {column.cell(row)}
                  </th>
                );
              return (
                <td role="cell" class={look} data-label={(column.phone ?? 'label') === 'label' ? column.label : undefined}>
                  {column.cell(row)}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** What to do with the ticked rows: buttons as children; the number is counted by script. */
export function BulkBar({ children }: { children: ComponentChildren }) {
  const { t } = usePage();
  return (
    <div class="bulk">
      <b aria-live="polite" data-count={t('web.table.selected', { count: '#' })} />
      {children}
    </div>
  );
}

/** The pages of a list; `words` says which part is shown. */
export function Pager({ words, previous, next }: { words: string; previous?: string | null; next?: string | null }) {
  const { t } = usePage();
  return (
    <nav class="pager" aria-label={t('web.pager.label')}>
      <span>{words}</span>
      <div class="actions">
        {previous && (
          <LinkButton href={previous} look="secondary" size="s" icon="arrowLeft">
            {t('web.pager.previous')}
          </LinkButton>
        )}
        {next && (
          <LinkButton href={next} look="secondary" size="s" after="arrowRight">
            {t('web.pager.next')}
          </LinkButton>
        )}
      </div>
    </nav>
  );
}
