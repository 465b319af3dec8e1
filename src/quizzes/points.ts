import type { Formats } from '../platform/i18n/formats.js';
import type { Score } from '../questions/rules/grade.js';

/** Points without rounding, as people write them: `2`, `2.75`, and where no hundredths can say it `2 1/3`. */
export function exactly({ numerator, denominator }: Pick<Score, 'numerator' | 'denominator'>, format: Formats): string {
  if ((numerator * 100) % denominator === 0) return format.number(numerator / denominator);
  const whole = Math.floor(numerator / denominator);
  const rest = numerator - whole * denominator;
  return `${whole ? `${format.number(whole)} ` : ''}${rest}/${denominator}`;
}
