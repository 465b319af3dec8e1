import type { Coverage, TranslationFault } from '../../catalogue/rules/translations.js';
import type { Problem } from '../../platform/source/source-file.js';

const messages: Record<TranslationFault, (stamp: string) => string> = {
  missing: (stamp) => `not translated yet; a translation says of: "${stamp}"`,
  unstamped: (stamp) => `does not say which state of its source it translates; the present one is of: "${stamp}"`,
  stale: (stamp) => `its source has changed since; bring it up to date and say of: "${stamp}"`,
};

/** One line for each file of a language that is missing, or not known to be up to date. */
export const translationNotes = ({ faults }: Coverage): Problem[] =>
  faults.map(({ fault, file, stamp }) => ({ file, line: 1, message: messages[fault](stamp) }));

/** E.g. `nl: 83 % (120 of 144 units), 2 stale, 0 unstamped`. Rounded down: 100 % is everything. */
export function coverageLine({ language, units, translated, faults }: Coverage): string {
  const share = units ? Math.floor((translated * 100) / units) : 100;
  const count = (wanted: TranslationFault): number => faults.filter(({ fault }) => fault === wanted).length;
  return `${language}: ${share} % (${translated} of ${units} units), ${count('stale')} stale, ${count('unstamped')} unstamped`;
}
