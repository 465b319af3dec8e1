/** An exact number: points of one question lie from 0 to 1, of an attempt from 0 to `max`. */
export interface Fraction {
  numerator: number;
  denominator: number;
}

export const nothing: Fraction = { numerator: 0, denominator: 1 };
export const everything: Fraction = { numerator: 1, denominator: 1 };

/** In lowest terms; the denominator is positive. */
export function reduced({ numerator, denominator }: Fraction): Fraction {
  let [a, b] = [numerator, denominator];
  while (b) [a, b] = [b, a % b];
  return a === 0 ? nothing : { numerator: numerator / a, denominator: denominator / a };
}

export const add = (a: Fraction, b: Fraction): Fraction =>
  reduced({ numerator: a.numerator * b.denominator + b.numerator * a.denominator, denominator: a.denominator * b.denominator });

/** `count` of `total` as points, from 0 to 1; nothing of nothing is 0. */
export const share = (count: number, total: number): Fraction =>
  total > 0 ? reduced({ numerator: Math.max(0, Math.min(count, total)), denominator: total }) : nothing;

export const isZero = ({ numerator }: Fraction): boolean => numerator === 0;
export const isWhole = ({ numerator, denominator }: Fraction): boolean => numerator === denominator;
