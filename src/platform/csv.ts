/** What spreadsheets take for a formula: these at the start of a cell, also behind spaces, also in their full-width forms. */
const formula = /^[\s\u00a0\ufeff]*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/u;

/** Text that no spreadsheet runs: an apostrophe in front shows as it is and keeps the rest text. */
export const neutral = (text: string): string => (formula.test(text) ? `'${text}` : text);

export type Cell = string | number | null;

/**
 * Rows as CSV (RFC 4180) with a byte order mark, so that spreadsheets read it as UTF-8.
 * @param separator the one that spreadsheets of the reader's country expect
 */
export function csv(rows: readonly (readonly Cell[])[], separator: ',' | ';'): string {
  const written = (cell: Cell): string => {
    if (cell === null) return '';
    if (typeof cell === 'number') return String(cell);
    const text = neutral(cell);
    return /[",;\t\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return '\ufeff' + rows.map((row) => row.map(written).join(separator) + '\r\n').join('');
}
