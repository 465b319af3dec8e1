import { decimalOf, minus, size, times, writtenDecimal, type Decimal } from '../rules/decimal.js';

// Written as English writes it, a decimal is as files have it.
const written = (value: Decimal): string => writtenDecimal(value, 'en');
const mostDigits = 30;

/** A decimal without idle signs: `+01.50` → `1.5`. Null where it is none, or too long. */
export function plainDecimal(text: string): string | null {
  const value = decimalOf(text);
  return value && written(value);
}

/** A number as other systems write it, with an exponent, or nothing on one side of the point: `1.5e3`, `.5`. Null where it is none, or too long. */
export function foreignDecimal(text: string): string | null {
  const [, sign, whole = '', behind = '', exponent = '0'] = /^([+-]?)(\d*)(?:\.(\d*))?(?:e([+-]?\d{1,2}))?$/i.exec(text.trim()) ?? [];
  if (sign === undefined || !(whole + behind) || whole.length + behind.length > mostDigits) return null;
  const value = { digits: BigInt(`${sign === '-' ? '-' : ''}${whole}${behind}`), scale: behind.length - Number(exponent) };
  return plainDecimal(written(value.scale < 0 ? { digits: value.digits * 10n ** BigInt(-value.scale), scale: 0 } : value));
}

/** p per cent of a value's size. */
export const percentOf = (percent: string, value: string): string => written(times(times(decimalOf(percent)!, size(decimalOf(value)!)), hundredth));
const hundredth: Decimal = { digits: 1n, scale: 2 };

/** From `least` to `most`: the middle, and how far either is from it. Null where they stand the wrong way round. */
export function middleOf(least: string, most: string): { value: string; tolerance: string } | null {
  const [low, high, half] = [decimalOf(least)!, decimalOf(most)!, { digits: 5n, scale: 1 }];
  const width = minus(high, low);
  if (width.digits < 0n) return null;
  return { value: written(times(minus(high, { ...low, digits: -low.digits }), half)), tolerance: written(times(width, half)) };
}

/** 1 / factor, where that is a decimal that ends. */
export function inverseOf(factor: string): string | null {
  const value = decimalOf(factor);
  if (!value || value.digits <= 0n) return null;
  let [rest, twos, fives] = [value.digits, 0, 0];
  for (; rest % 2n === 0n; rest /= 2n) twos += 1;
  for (; rest % 5n === 0n; rest /= 5n) fives += 1;
  const scale = Math.max(twos, fives);
  // 10^s / (2^a · 5^b) = 10^s · 2^(k−a) · 5^(k−b) / 10^k
  return rest === 1n
    ? plainDecimal(written({ digits: 10n ** BigInt(value.scale) * 2n ** BigInt(scale - twos) * 5n ** BigInt(scale - fives), scale }))
    : null;
}
