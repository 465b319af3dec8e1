import type { QuestionType } from '../question.js';
import { gapPieces } from '../rules/gap-text.js';
import { hasWildcard, folded, piecesOf } from '../rules/matching.js';
import { speaksOfPlace } from '../rules/shuffled-words.js';
import { unitKey } from '../types/numeric.js';
import {
  QuestionRefused,
  type ChangeCode,
  type Exchanged,
  type ExchangedBase,
  type ExchangedGapMenu,
  type ExchangedNumeric,
  type ExchangedShortText,
} from './exchanged.js';
import type { ForeignOption } from './choices.js';
import { foreignDecimal } from './numbers.js';

type Base = Omit<ExchangedBase<QuestionType>, 'type'>;
type Changes = Set<ChangeCode>;

const items = { min: 2, max: 10 };
const partners = { min: 2, max: 12 };
const steps = { min: 3, max: 10 };
const choices = { min: 2, max: 8 };
export const mostGaps = 12;
const mostAccepted = 30;
const mostRanges = 10;
const mostUnits = 10;
const mostWords = 700;
const longestAnswer = 200;

function checkCount(count: number, { min, max }: { min: number; max: number }): void {
  if (count < min) throw new QuestionRefused('fewParts');
  if (count > max) throw new QuestionRefused('manyParts');
}

/** Texts of rows or of what is given to them: each has words of its own that speak of no other's place. */
function checkTexts(texts: readonly string[], range: { min: number; max: number }): void {
  checkCount(texts.length, range);
  if (texts.some((text) => !text)) throw new QuestionRefused('emptyOption');
  if (new Set(texts.map((text) => text.toLowerCase())).size < texts.length) throw new QuestionRefused('sameOptions');
  if (texts.some(speaksOfPlace)) throw new QuestionRefused('place');
}

/** A pair without a text is a partner of nothing. */
export function matchingFrom(base: Base, given: readonly { text: string; partner: string }[], changes: Changes): Exchanged {
  const pairs = given.filter(({ text }) => text);
  const known = new Set(pairs.map(({ partner }) => partner));
  const distractors = [...new Set(given.map(({ partner }) => partner))].filter((partner) => partner && !known.has(partner));
  checkTexts(
    pairs.map(({ text }) => text),
    items,
  );
  checkTexts([...known, ...distractors], partners);
  changes.add('reasons');
  return { ...base, type: 'matching', pairs, distractors };
}

export function orderingFrom(base: Base, given: readonly string[], changes: Changes): Exchanged {
  checkTexts(given, steps);
  changes.add('scoring');
  changes.add('reasons');
  return { ...base, type: 'ordering', steps: [...given] };
}

/** @param text has its gaps as `[[1]]`, `[[2]]` …, in the order of `gaps` */
export function gapMenuFrom(base: Base, text: string, gaps: ExchangedGapMenu['gaps'], changes: Changes): Exchanged {
  // What else looks like a gap would be taken for one.
  const found = gapPieces(text).flatMap(({ gap }) => gap ?? []);
  if (found.join() !== gaps.map((_, index) => index + 1).join()) throw new QuestionRefused('braces');
  for (const gap of gaps) checkTexts(gap.choices, choices);
  changes.add('reasons');
  return { ...base, type: 'gapmenu', text, gaps };
}

/** Reed's shares go in steps of 5, and only the whole is the whole. */
function shareFrom(fraction: number, changes: Changes): number {
  const share = fraction >= 99.999 ? 100 : Math.min(95, Math.max(0, Math.round(fraction / 5) * 5));
  if (share !== fraction) changes.add('steps');
  return share;
}

/** Takes out what fits everything, as other systems write the answer to all other answers. */
function withoutRest<T extends ForeignOption>(given: readonly T[], changes: Changes): { listed: T[]; otherwise: string } {
  const isRest = ({ text }: T): boolean => /^\*+$/.test(text);
  if (given.some((option) => isRest(option) && option.fraction > 0)) throw new QuestionRefused('anything');
  const rest = given.filter(isRest);
  if (rest.length > 1) changes.add('twice');
  if (rest.some(({ fraction }) => fraction < 0)) changes.add('steps');
  const first = given.findIndex(isRest);
  const listed = given.filter((option) => !isRest(option));
  // What stands behind it never counts there.
  if (first >= 0 && first < listed.length) changes.add('order');
  return { listed, otherwise: given[first]?.why ?? '' };
}

/** There the first answer that fits counts, here the one that is the same or else the dearest. */
function checkOrder<T extends { share: number }>(answers: readonly T[], isFree: (answer: T) => boolean, changes: Changes): void {
  const overtakes = (later: T, earlier: T): boolean =>
    isFree(earlier) && (isFree(later) ? later.share > earlier.share : later.share !== earlier.share);
  if (answers.some((later, index) => answers.slice(0, index).some((earlier) => overtakes(later, earlier)))) changes.add('order');
}

export function shorttextFrom(base: Base, given: readonly ForeignOption[], capitals: boolean, changes: Changes): Exchanged {
  const { listed, otherwise } = withoutRest(given, changes);
  checkCount(listed.length, { min: 1, max: mostAccepted });
  const answers: ExchangedShortText['answers'] = [];
  const known = new Set<string>();
  for (const { text, why, fraction } of listed) {
    if (text.length > longestAnswer) throw new QuestionRefused('longAnswer');
    if (!/[\p{L}\p{N}]/u.test(piecesOf(text).join(''))) throw new QuestionRefused('noLetters');
    const key = folded(text, { case: capitals, accents: true });
    if (known.has(key)) changes.add('twice');
    else answers.push({ text, why, share: shareFrom(fraction, changes) });
    known.add(key);
  }
  if (!answers.some(({ share }) => share === 100)) throw new QuestionRefused('noRight');
  if (!answers.some(({ text, share }) => share === 100 && !hasWildcard(text))) throw new QuestionRefused('noExample');
  checkOrder(answers, ({ text }) => hasWildcard(text), changes);
  if (answers.some(({ why }) => !why)) changes.add('reasons');
  return { ...base, type: 'shorttext', capitals, answers, otherwise };
}

/** Units with a factor as text, as Reed takes them: the one with the factor 1 first, names of one size together. What does not fit is left out. */
export function unitsFrom(given: readonly { name: string; factor: string | null }[], changes: Changes): ExchangedNumeric['units'] {
  const sizes = new Map<string, string[]>([['1', []]]);
  const known = new Set<string>();
  for (const { name, factor } of given) {
    const key = unitKey(name);
    if (!key || factor === null || /\d/.test(name) || known.has(key)) changes.add('units');
    else if (sizes.has(factor)) sizes.get(factor)!.push(name);
    else sizes.set(factor, [name]);
    known.add(key);
  }
  const units = [...sizes].map(([factor, names]) => ({ factor, names }));
  if (units.length > mostUnits) throw new QuestionRefused('manyParts');
  if (units[0]!.names.length) return units;
  if (units.length > 1) changes.add('units');
  return [];
}

/** A number and what is around it, as text of another system; `text` is `*` for all others. */
export interface ForeignNumber extends ForeignOption {
  tolerance: string;
}

export function numericFrom(
  base: Base,
  given: readonly ForeignNumber[],
  { units, cost }: { units: ExchangedNumeric['units']; cost: number },
  changes: Changes,
): Exchanged {
  const { listed, otherwise } = withoutRest(given, changes);
  checkCount(listed.length, { min: 1, max: mostRanges });
  const answers = listed.map(({ text, tolerance, why, fraction }) => {
    const [value, width] = [foreignDecimal(text), foreignDecimal(tolerance || '0')];
    if (value === null || width === null || width.startsWith('-')) throw new QuestionRefused('number');
    return { value, tolerance: width, why, share: shareFrom(fraction, changes) };
  });
  if (!answers.some(({ share }) => share === 100)) throw new QuestionRefused('noRight');
  checkOrder(answers, () => true, changes);
  if (answers.some(({ why }) => !why)) changes.add('reasons');
  return { ...base, type: 'numeric', answers, otherwise, units, unitCost: units.length ? shareFrom(cost, changes) : 0 };
}

/** @param limit of words, where the file has one */
export function essayFrom(base: Base, limit: number | null, changes: Changes): Exchanged {
  changes.add('plainRubric');
  if (limit !== null) changes.add('wordLimit');
  return { ...base, type: 'essay', length: limit === null ? null : Math.min(mostWords, limit) };
}
