import fc from 'fast-check';
import type { PlanField } from '../../../src/catalogue/outline.js';
import { emptyValue, filledRows, isEmpty, longestCell, longestText, sameValue, shaped, shown, wordsOf } from '../../../src/plans/rules/value.js';

const text: PlanField = { id: 't', kind: 'text', lines: 3 };
const table: PlanField = { id: 'm', kind: 'table', rows: 2, columns: ['when', 'what'] };

describe('a value of a plan', () => {
  it.each<[string, PlanField, unknown, unknown]>([
    ['a text as it is, with the line ends of the web', text, 'a\r\nb', 'a\nb'],
    ['an empty text', text, '', ''],
    ['a text that is too long', text, 'x'.repeat(longestText + 1), null],
    ['a table where a text is wanted', text, [['a']], null],
    ['a table as it is', table, [['May', 'fair'], ['June', '']], [['May', 'fair'], ['June', '']]],
    ['rows and cells that are missing', table, [['May']], [['May', ''], ['', '']]],
    ['rows and cells that are too many, but empty', table, [['a', 'b', ' '], [], ['', '']], [['a', 'b'], ['', '']]],
    ['a row too many with words in it', table, [[], [], ['lost']], null],
    ['a cell too many with words in it', table, [['a', 'b', 'lost']], null],
    ['a cell that is too long', table, [['x'.repeat(longestCell + 1)]], null],
    ['a text where a table is wanted', table, 'May', null],
    ['something else', table, [[1]], null],
    ['nothing', text, null, null],
  ])('%s', (_name, field, value, wanted) => expect(shaped(field, value)).toEqual(wanted));

  it('that fits is shown as it is; nothing written before a change of the form is lost', () => {
    const cells = fc.array(fc.array(fc.string({ maxLength: 20 }), { maxLength: 4 }), { maxLength: 4 });
    const field = fc.constantFrom(text, table);
    fc.assert(
      fc.property(field, fc.oneof(fc.string(), cells), (one, value) => {
        const fits = shaped(one, value);
        const seen = wordsOf(shown(one, value));
        if (fits !== null) expect(shown(one, value)).toEqual(fits);
        for (const word of wordsOf(value).split(/\s+/)) expect(seen).toContain(word);
      }),
    );
  });

  it('knows when it is empty', () => {
    expect(isEmpty(emptyValue(table))).toBe(true);
    expect(isEmpty(emptyValue(text))).toBe(true);
    expect(isEmpty(' \n')).toBe(true);
    expect(isEmpty([['', ' x']])).toBe(false);
    expect(filledRows([['', ''], ['a', '']])).toEqual([['a', '']]);
    expect(sameValue([['a']], [['a']])).toBe(true);
    expect(sameValue('a', 'b')).toBe(false);
  });
});
