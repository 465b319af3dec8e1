import fc from 'fast-check';
import { cellsOf } from '../../src/cohorts/rules/paste.js';
import { csv, neutral } from '../../src/platform/csv.js';

describe('files for spreadsheets', () => {
  test.each([
    ['=1+1', "'=1+1"],
    ['+32 2 555', "'+32 2 555"],
    ['-2', "'-2"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['  =cmd|x', "'  =cmd|x"],
    ['\t=1', "'\t=1"],
    ['\r=1', "'\r=1"],
    ['＝1', "'＝1"],
    ['Anna = Bo', 'Anna = Bo'],
    ['de Vries-Smit', 'de Vries-Smit'],
    ['', ''],
  ])('%j becomes %j', (text, safe) => {
    expect(neutral(text)).toBe(safe);
  });

  it('begins with a byte order mark, ends lines with CR LF, quotes what must be quoted, leaves numbers numbers', () => {
    expect(
      csv(
        [
          ['a', 'b;c', 'd"e', 'f,g', 'h\ni'],
          [1, -2, null],
        ],
        ';',
      ),
    ).toBe('\ufeffa;"b;c";"d""e";"f,g";"h\ni"\r\n1;-2;\r\n');
  });

  it('no cell of any text begins a formula, and every row is read back with as many cells', () => {
    const cell = fc.string({ unit: fc.constantFrom(...Array.from('=+-@ \t"\';,a')) });
    fc.assert(
      fc.property(fc.array(cell, { minLength: 1, maxLength: 6 }), fc.constantFrom(',' as const, ';' as const), (cells, separator) => {
        const row = csv([cells], separator).slice(1, -2);
        const read = cellsOf(row, separator);
        expect(read).toHaveLength(cells.length);
        for (const text of read) expect(text).not.toMatch(/^\s*[=+\-@]/);
      }),
    );
  });
});
