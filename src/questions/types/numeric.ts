import type { Fields, Value } from '../../platform/source/source-file.js';
import type { Answer, QuestionBase, StemWords } from '../base.js';
import { givenIn } from '../rules/answer-form.js';
import { atMost, decimalOf, minus, size, times, typedNumber, writtenDecimal, type Decimal } from '../rules/decimal.js';
import { share } from '../rules/fraction.js';
import type { Kind, Part } from '../rules/kind.js';
import { folded } from '../rules/matching.js';
import { readShare, shareStep, stateOf, wordsIn } from './typed-words.js';

/** Numbers around `value` that earn `share` per cent. `tolerance` is in the question's own unit, or in per cent of the value. */
export interface AcceptedRange {
  id: string;
  /** Decimals as text, so that they stay exact wherever they are kept. */
  value: string;
  tolerance: string;
  relative: boolean;
  share: number;
}

/** `factor`: how many of the question's own unit, which is the first, one of these is. */
export interface Unit {
  id: string;
  factor: string;
}

export interface NumericWords extends StemWords {
  /** Why each range earns what it earns. */
  accept: Record<string, { why: string }>;
  /** One plain sentence for any other number; empty where the author wrote none. */
  otherwise: string;
  /** How this language writes each unit; the first is shown. */
  units: Record<string, string[]>;
  /** What is wrong where the number fits and the unit does not; empty where no unit is asked for. */
  unitWhy: string;
}

/** A number, with a unit where the question has some. */
export interface Numeric extends QuestionBase<'numeric', NumericWords> {
  accept: AcceptedRange[];
  units: Unit[];
  /** Per cent that a wrong or missing unit takes away. */
  unitCost: number;
}

/** The one thing to fill in. */
export const theNumber = 'number';
export const longestNumber = 80;
const mostRanges = 10;
const mostUnits = 10;
const usualCost = 50;

function readDecimal(at: Value | null | undefined, least?: 'zero' | 'above'): string | null {
  if (!at) return null;
  const text = at.written() ?? '';
  const value = decimalOf(text);
  if (!value) return at.problem(`"${text}" is not a decimal: digits with a point, as in 12.5, at most 30 of them`);
  if (least && (value.digits < 0n || (least === 'above' && value.digits === 0n)))
    return at.problem(`"${text}" must be ${least === 'zero' ? 'nothing or more' : 'above nothing'}`);
  return text;
}

function readRange(at: Value): AcceptedRange | null {
  const fields = at.fields(['id', 'value'], ['tolerance', 'percent', 'share']);
  if (!fields?.whole) return null;
  const [absolute, percent] = [fields.get('tolerance'), fields.get('percent')];
  if (absolute && percent) percent.problem('a range has a "tolerance" or a "percent", not both');
  const tolerance = absolute || percent ? readDecimal(absolute ?? percent, 'zero') : '0';
  const [id, value, worth] = [fields.get('id')!.id(), readDecimal(fields.get('value')), readShare(fields.get('share'))];
  return id === null || value === null || tolerance === null || worth === null ? null : { id, value, tolerance, relative: !!percent, share: worth };
}

function readUnit(at: Value): Unit | null {
  const fields = at.fields(['id', 'factor']);
  if (!fields?.whole) return null;
  const [id, factor] = [fields.get('id')!.id(), readDecimal(fields.get('factor'), 'above')];
  return id === null || factor === null ? null : { id, factor };
}

/** A list of mappings with an id each, at most so many; null where one cannot be used. */
function readList<T extends { id: string }>(at: Value | null, most: number, read: (entry: Value) => T | null): T[] | null {
  const entries = at?.list();
  if (!at || !entries) return null;
  if (entries.length < 1 || entries.length > most) return at.problem(`this list has 1 to ${most} entries, not ${entries.length}`);
  const found: T[] = [];
  for (const entry of entries) {
    const one = read(entry);
    if (one && found.some(({ id }) => id === one.id)) entry.problem(`"${one.id}" stands twice`);
    else if (one) found.push(one);
  }
  return found.length === entries.length ? found : null;
}

function readCost(fields: Fields): number | null {
  const at = fields.get('unitCost');
  if (!at) return usualCost;
  if (!fields.get('units')) return at.problem('"unitCost" is for questions with "units"');
  const cost = at.wholeNumber(0, 100);
  return cost === null || cost % shareStep === 0 ? cost : at.problem(`"unitCost" goes in steps of ${shareStep}, so ${cost} is none`);
}

function readKey(fields: Fields): Pick<Numeric, 'accept' | 'units' | 'unitCost'> | null {
  const accept = readList(fields.get('accept'), mostRanges, readRange);
  const unitsAt = fields.get('units');
  const units = unitsAt ? readList(unitsAt, mostUnits, readUnit) : [];
  const unitCost = readCost(fields);
  if (accept && !accept.some((range) => range.share === 100)) fields.get('accept')!.problem('one range must earn everything');
  const own = units?.[0];
  if (own && decimalOf(own.factor)!.digits !== 10n ** BigInt(decimalOf(own.factor)!.scale))
    unitsAt!.problem(`the first unit is the question's own, so its factor is 1, not ${own.factor}`);
  return accept && units && unitCost !== null ? { accept, units, unitCost } : null;
}

/** Units are compared with their capitals and accents: a millimetre is no megametre. */
export const unitKey = (unit: string): string => folded(unit, { case: true, accents: true }).replace(/\.$/, '');

/** The words of a mapping, one entry per id; null where one is missing or one too many. */
function readPerId<T>(at: Value, ids: readonly string[], what: string, read: (entry: Value) => T | null): Record<string, T> | null {
  const entries = at.entries();
  if (!entries) return null;
  const found: Record<string, T> = {};
  for (const id of ids) {
    const entry = entries.get(id);
    if (!entry) at.problem(`the words for the ${what} "${id}" are missing`);
    const one = entry && read(entry);
    if (one) found[id] = one;
  }
  for (const [id, entry] of entries) if (!ids.includes(id)) entry.problem(`there is no ${what} "${id}"`);
  return Object.keys(found).length === ids.length ? found : null;
}

function readUnitWords(fields: Fields, at: Value, question: Numeric): Pick<NumericWords, 'units' | 'unitWhy'> | null {
  const [unitsAt, whyAt] = [fields.get('units'), fields.get('unitWhy')];
  if (!question.units.length) {
    for (const key of [unitsAt, whyAt]) key?.problem(`"${question.id}" asks for no unit`);
    return { units: {}, unitWhy: '' };
  }
  if (!unitsAt || !whyAt) return at.problem(`"${question.id}" has units, so its words have "units" and "unitWhy"`);
  const known = new Set<string>();
  const units = readPerId(
    unitsAt,
    question.units.map(({ id }) => id),
    'unit',
    (entry) => {
      const names: string[] = [];
      for (const nameAt of entry.list() ?? []) {
        const name = nameAt.text();
        if (name === null) continue;
        if (/\d/.test(name)) nameAt.problem(`a unit is written without digits: "${name}"`);
        if (known.has(unitKey(name))) nameAt.problem(`"${name}" stands for two units`);
        known.add(unitKey(name));
        names.push(name);
      }
      return names.length ? names : entry.problem('a unit has at least one name');
    },
  );
  const unitWhy = whyAt.text();
  return units && unitWhy ? { units, unitWhy } : null;
}

const inside = (number: Decimal, { value, tolerance, relative }: AcceptedRange): boolean => {
  const [middle, width] = [decimalOf(value)!, decimalOf(tolerance)!];
  const away = size(minus(number, middle));
  // |x − v| ≤ t, or |x − v| · 100 ≤ p · |v|
  return relative ? atMost(times(away, { digits: 100n, scale: 0 }), times(width, size(middle))) : atMost(away, width);
};

const rangeFor = (question: Numeric, number: Decimal): AcceptedRange | null => {
  const fitting = question.accept.filter((range) => inside(number, range));
  return fitting.reduce<AcceptedRange | null>((best, range) => (best && best.share >= range.share ? best : range), null);
};

interface Judged {
  /** Null: no range fits. */
  range: AcceptedRange | null;
  /** The unit fits, or none is asked for. */
  unit: boolean;
}

/**
 * The number in the question's own unit, and the range that fits. Where none does, or the unit is unknown or left out, the bare number
 * is tried: it earns what is left after the cost of the unit.
 */
function judge(question: Numeric, given: string, language: string): Judged {
  const typed = typedNumber(given, language);
  if (!typed) return { range: null, unit: false };
  if (!question.units.length) return { range: typed.unit ? null : rangeFor(question, typed.number), unit: true };
  const unit = unitNamed(question, typed.unit, language);
  const range = unit ? rangeFor(question, times(typed.number, decimalOf(unit.factor)!)) : null;
  return range ? { range, unit: true } : { range: rangeFor(question, typed.number), unit: false };
}

/** Points of 10,000: the share of the range, less the cost of the unit. */
const worthOf = (question: Numeric, { range, unit }: Judged): number => (range ? range.share * (unit ? 100 : 100 - question.unitCost) : 0);

/** The range that is shown as the right one. */
const fullRange = ({ accept }: Numeric): AcceptedRange => accept.find((range) => range.share === 100)!;

const sameNumber = (a: string, b: string): boolean => minus(decimalOf(a)!, decimalOf(b)!).digits === 0n;

const unitNamed = (question: Numeric, name: string, language: string): Unit | undefined => {
  const { units } = wordsIn(question, language);
  return question.units.find(({ id }) => units[id]?.some((known) => unitKey(known) === unitKey(name)));
};

/** What was typed, in the question's own unit, as files write it; null where it is no number, or its unit is none of the question's. */
function valueIn(question: Numeric, given: string, language: string): string | null {
  const typed = typedNumber(given, language);
  const unit = typed?.unit ? unitNamed(question, typed.unit, language) : null;
  if (!typed || unit === undefined) return null;
  const value = writtenDecimal(unit ? times(typed.number, decimalOf(unit.factor)!) : typed.number, 'en');
  return decimalOf(value) && value;
}

function wantedOf(question: Numeric, language: string): { number: string; unit: string } {
  const full = fullRange(question);
  const unit = question.units[0];
  return { number: writtenDecimal(decimalOf(full.value)!, language), unit: (unit && wordsIn(question, language).units[unit.id]?.[0]) ?? '' };
}

const givenNumber = (answer: Answer): string => (givenIn(answer).get(theNumber) ?? '').trim();

function partsOf(question: Numeric, answer: Answer, language: string): Part[] {
  const [given, wanted, words] = [givenNumber(answer), wantedOf(question, language), wordsIn(question, language)];
  const judged = judge(question, given, language);
  const { range } = judged;
  const number: Part = {
    id: theNumber,
    given: given || null,
    state: given ? stateOf(range?.share ?? 0) : 'missed',
    wanted: [wanted.number, wanted.unit].filter(Boolean).join(' '),
    why: (range ? words.accept[range.id]?.why : given ? words.otherwise : '') ?? '',
  };
  if (!range || !question.units.length) return [number];
  const unit = typedNumber(given, language)?.unit || null;
  const state = judged.unit ? 'right' : unit ? 'wrong' : 'missed';
  return [number, { id: 'unit', given: unit, state, wanted: wanted.unit, why: judged.unit ? '' : words.unitWhy }];
}

export const numeric: Kind<Numeric> = {
  keys: { required: ['accept'], optional: ['units', 'unitCost'] },
  read: readKey,
  wordKeys: { required: ['accept'], optional: ['otherwise', 'units', 'unitWhy'] },
  readWords(fields, at, question, stem) {
    const ranges = question.accept.map(({ id }) => id);
    const accept = readPerId(fields.get('accept')!, ranges, 'range', (entry) => {
      const why = entry.fields(['why'])?.get('why')?.text();
      return why ? { why } : null;
    });
    const units = readUnitWords(fields, at, question);
    return accept && units && { ...stem, accept, otherwise: fields.get('otherwise')?.text() ?? '', ...units };
  },
  order: () => [theNumber],
  isAnswer: (_question, answer) =>
    answer.length <= 1 && answer.every((entry) => entry.startsWith(`${theNumber}=`) && entry.length <= theNumber.length + 1 + longestNumber),
  isComplete: (_question, answer) => givenNumber(answer) !== '',
  grade: (question, answer, language) => share(worthOf(question, judge(question, givenNumber(answer), language)), 10_000),
  parts: (question, answer, _words, language) => partsOf(question, answer, language),
  keyWords: ({ units }, question) => question.units.map(({ id }) => (units[id] ?? []).map(unitKey).sort()),
  /** The ranges around the old value move to the new one; those around other values were for other answers. */
  withKey(question, answer, language) {
    const value = valueIn(question, givenNumber(answer), language);
    const old = fullRange(question).value;
    return value === null
      ? null
      : { ...question, accept: question.accept.filter((range) => sameNumber(range.value, old)).map((range) => ({ ...range, value })) };
  },
  /** A number without its unit stays what it was typed as: listed, it would cost what a missing unit costs. */
  accepting(question, answer, language) {
    const given = givenNumber(answer);
    const whole = !question.units.length || !!typedNumber(given, language)?.unit;
    const value = whole ? valueIn(question, given, language) : null;
    return value === null
      ? null
      : { ...question, accept: [...question.accept, { id: 'accepted', value, tolerance: '0', relative: false, share: 100 }] };
  },
  right(question, language) {
    const { number, unit } = wantedOf(question, language);
    return [`${theNumber}=${[number, unit].filter(Boolean).join(' ')}`];
  },
};
