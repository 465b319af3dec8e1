/** An exact decimal: `digits` / 10^`scale`. Nothing here is ever a floating number. */
export interface Decimal {
  digits: bigint;
  /** Digits behind the mark. */
  scale: number;
}

/** Digits of one number, at most. */
const mostDigits = 30;

const plainDecimal = /^([+-]?)(\d+)(?:\.(\d+))?$/;

/** A decimal as files write it: `-12`, `0.5`. Null where it is none, or too long. */
export function decimalOf(text: string): Decimal | null {
  const found = plainDecimal.exec(text);
  if (!found) return null;
  const [, sign, whole = '', behind = ''] = found;
  if (whole.length + behind.length > mostDigits) return null;
  return { digits: BigInt(`${sign === '-' ? '-' : ''}${whole}${behind}`), scale: behind.length };
}

export const times = (a: Decimal, b: Decimal): Decimal => ({ digits: a.digits * b.digits, scale: a.scale + b.scale });

const shifted = (a: Decimal, scale: number): bigint => a.digits * 10n ** BigInt(scale - a.scale);

export function minus(a: Decimal, b: Decimal): Decimal {
  const scale = Math.max(a.scale, b.scale);
  return { digits: shifted(a, scale) - shifted(b, scale), scale };
}

export const size = ({ digits, scale }: Decimal): Decimal => ({ digits: digits < 0n ? -digits : digits, scale });

/** a ≤ b */
export const atMost = (a: Decimal, b: Decimal): boolean => minus(a, b).digits <= 0n;

const marks = new Map<string, string>();

/** The mark before the decimals in this language, as Unicode's CLDR has it; a point where it is neither comma nor point. */
export function decimalMark(language: string): string {
  let mark = marks.get(language);
  if (mark === undefined) {
    mark = new Intl.NumberFormat(language).formatToParts(1.5).find(({ type }) => type === 'decimal')?.value === ',' ? ',' : '.';
    marks.set(language, mark);
  }
  return mark;
}

/** As readers of this language write it, without marks between thousands and without idle zeros. */
export function writtenDecimal({ digits, scale }: Decimal, language: string): string {
  const text = String(digits < 0n ? -digits : digits).padStart(scale + 1, '0');
  const [whole, behind] = [text.slice(0, text.length - scale), text.slice(text.length - scale).replace(/0+$/, '')];
  return `${digits < 0n ? '-' : ''}${whole}${behind && `${decimalMark(language)}${behind}`}`;
}

/** Digits in thousands or in one stretch, and what follows the decimal mark; `between` stands between thousands, or a blank or an apostrophe does. */
function read(text: string, mark: string, between: string): { whole: string; behind: string } | null {
  const [whole = '', behind, more] = text.split(mark);
  if (more !== undefined || (behind !== undefined && !/^\d+$/.test(behind))) return null;
  if (/^\d*$/.test(whole)) return whole || behind ? { whole: whole || '0', behind: behind ?? '' } : null;
  const groups = whole.split(/[.,' ]/);
  const separators = new Set(whole.replace(/\d/g, ''));
  const known = separators.size === 1 && [between, ' ', "'"].some((one) => separators.has(one));
  const fits = /^\d{1,3}$/.test(groups[0]!) && groups.slice(1).every((group) => /^\d{3}$/.test(group));
  return known && fits ? { whole: groups.join(''), behind: behind ?? '' } : null;
}

/** A number that somebody typed, and the words before or after it. */
export interface Typed {
  number: Decimal;
  /** Empty where there are none. */
  unit: string;
}

/**
 * Reads what somebody typed in this language: `1.500,25 km` in Dutch, `1,500.25 km` in English, `€ 12`. A mark counts as the decimal
 * mark of the other kind of languages only where it cannot stand between thousands: `1.5` is one and a half in Dutch, too, and
 * `1.500` is fifteen hundred there. Null where it is no single number. A 2 or 3 that follows a letter belongs to the unit, for `m²` and
 * `m2` are the same; after an e it would be the power of ten that we do not read.
 */
export function typedNumber(text: string, language: string): Typed | null {
  const clean = text
    .normalize('NFKC')
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .replace(/[\u2018\u2019]/g, "'")
    .replace(/\s+/g, ' ')
    .trim();
  const found = /^([^\d.,+-]*)([+-]?) ?([\d.,][\d.,' ]*)((?:[^\d]|(?<=(?![eE])\p{L})[23])*)$/u.exec(clean);
  if (!found) return null;
  const [, before = '', sign = '', typed = '', after = ''] = found;
  const digits = typed.replace(/[.,' ]+$/, '');
  const own = decimalMark(language);
  const other = own === ',' ? '.' : ',';
  const number = read(digits, own, other) ?? read(digits, other, own);
  if (!number || (before.trim() && after.trim())) return null;
  const decimal = decimalOf(`${sign}${number.whole}${number.behind && `.${number.behind}`}`);
  return decimal && { number: decimal, unit: (before || after).trim() };
}
