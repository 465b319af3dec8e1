import fc from 'fast-check';
import { atMost, decimalOf, minus, size, times, typedNumber, writtenDecimal } from '../../../src/questions/rules/decimal.js';

const said = (text: string, language: string): string | null => {
  const typed = typedNumber(text, language);
  return typed && [writtenDecimal(typed.number, 'en'), typed.unit].filter(Boolean).join(' ');
};

describe('a typed number', () => {
  it.each<[string, string, string | null]>([
    ['12', 'en', '12'],
    ['12.5', 'en', '12.5'],
    ['12,5', 'en', '12.5'],
    ['12,5', 'nl', '12.5'],
    ['12.5', 'nl', '12.5'],
    ['1,500', 'en', '1500'],
    ['1.500', 'nl', '1500'],
    ['1.500', 'en', '1.5'],
    ['1,500', 'nl', '1.5'],
    ['1.234.567,89', 'nl', '1234567.89'],
    ['1,234,567.89', 'en', '1234567.89'],
    ['1,234,567.89', 'nl', '1234567.89'],
    ['1 234 567', 'nl', '1234567'],
    ['1\u202f234,5', 'fr', '1234.5'],
    ["1'234.5", 'de', '1234.5'],
    ['.5', 'en', '0.5'],
    ['-0.50', 'en', '-0.5'],
    ['−3', 'en', '-3'],
    ['- 3', 'en', '-3'],
    ['+3', 'en', '3'],
    ['007', 'en', '7'],
    ['１２', 'en', '12'],
    ['12.', 'en', '12'],
    ['1.5 km', 'en', '1.5 km'],
    ['1,5km', 'nl', '1.5 km'],
    ['12 m²', 'en', '12 m2'],
    ['12m2', 'en', '12 m2'],
    ['1.500 cm³', 'nl', '1500 cm3'],
    ['12 m4', 'en', null],
    ['12 m23', 'en', null],
    ['12 km 3', 'en', null],
    ['12e3', 'en', null],
    ['€ 12,50', 'nl', '12.5 €'],
    ['12 %', 'en', '12 %'],
    ['12 km/h', 'en', '12 km/h'],
    ['', 'en', null],
    ['km', 'en', null],
    ['10-12', 'en', null],
    ['10 or 12', 'en', null],
    ['1 2', 'en', null],
    ['1,23,4', 'en', null],
    ['1.2.3', 'en', null],
    ['12e3', 'en', null],
    ['1/2', 'en', null],
    ['€ 12 km', 'nl', null],
    ['9'.repeat(31), 'en', null],
  ])('%s in %s: %s', (text, language, expected) => expect(said(text, language)).toBe(expected));

  const decimal = fc
    .tuple(fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }), fc.integer({ min: 0, max: 6 }))
    .map(([digits, scale]) => ({ digits, scale }));
  it('as it is written in a language, it is read in that language', () =>
    fc.assert(
      fc.property(decimal, fc.constantFrom('en', 'nl', 'de', 'fr', 'bg', 'pl'), (number, language) => {
        // Three decimals and a short whole look like thousands only with the other language's mark.
        const back = typedNumber(writtenDecimal(number, language), language)!.number;
        expect(minus(back, number).digits).toBe(0n);
      }),
    ));

  it('whatever is typed ends in a number or in none, at once', () =>
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('1', '2', ',', '.', ' ', "'", '-', 'k', 'é', '\u0660'), maxLength: 80 }),
        (text) => void typedNumber(text, 'en'),
      ),
    ));
});

describe('exact arithmetic', () => {
  const of = (text: string) => decimalOf(text)!;
  it('has no drift where floating numbers have', () => {
    expect(Math.abs(0.3 - 0.1) <= 0.2).toBe(true);
    expect(Math.abs(1.1 - 1) <= 0.1).toBe(false); // 0.10000000000000009
    expect(atMost(size(minus(of('1.1'), of('1'))), of('0.1'))).toBe(true);
    expect(atMost(size(minus(of('1.1000000000000000000001'), of('1'))), of('0.1'))).toBe(false);
    expect(writtenDecimal(times(of('0.1'), of('3')), 'en')).toBe('0.3');
  });
  it.each(['', '1e3', '0x10', ' 1', '1.', '.5', '1,5', 'NaN', '--1', '1'.repeat(31)])('refuses %j in a file', (text) =>
    expect(decimalOf(text)).toBeNull(),
  );
  it('agrees with whole numbers', () =>
    fc.assert(
      fc.property(fc.integer({ min: -1_000_000, max: 1_000_000 }), fc.integer({ min: -1_000_000, max: 1_000_000 }), (a, b) => {
        expect(atMost(of(String(a)), of(String(b)))).toBe(a <= b);
        expect(times(of(String(a)), of(String(b))).digits).toBe(BigInt(a) * BigInt(b));
      }),
    ));
});
