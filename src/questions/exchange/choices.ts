import { speaksOfPlace } from '../rules/shuffled-words.js';
import { QuestionRefused, type ChangeCode, type Exchanged, type ExchangedBase, type ExchangedOption } from './exchanged.js';
import type { QuestionType } from '../question.js';

/** An answer of another system: `fraction` in per cent of the points. */
export interface ForeignOption {
  text: string;
  why: string;
  fraction: number;
}

const mostOptions = 8;
type Base = Omit<ExchangedBase<QuestionType>, 'type'>;

function checkReasons(options: readonly ExchangedOption[], changes: Set<ChangeCode>): void {
  if (options.some((option) => !option.why)) changes.add('reasons');
}

function checkTexts(options: readonly ExchangedOption[]): void {
  if (options.length < 2) throw new QuestionRefused('fewOptions');
  if (options.length > mostOptions) throw new QuestionRefused('manyOptions');
  if (options.some((option) => !option.text)) throw new QuestionRefused('emptyOption');
  if (new Set(options.map((option) => option.text.toLowerCase())).size < options.length) throw new QuestionRefused('sameOptions');
  if (options.some((option) => speaksOfPlace(option.text) || speaksOfPlace(option.why))) throw new QuestionRefused('place');
}

/** One answer earns everything; what others earn or cost is not kept. */
export function singleFrom(base: Base, given: readonly ForeignOption[], changes: Set<ChangeCode>): Exchanged {
  const right = given.filter((option) => option.fraction >= 100);
  const options = given.map(({ text, why, fraction }) => ({ text, why, correct: fraction >= 100 }));
  if (right.length !== 1) throw new QuestionRefused(right.length ? 'severalRight' : 'noRight');
  checkTexts(options);
  if (given.some((option) => option.fraction !== 0 && option.fraction !== 100)) changes.add('weights');
  checkReasons(options, changes);
  return { ...base, type: 'single', options };
}

/** Whatever earns something is right. The points are counted as Reed counts them. */
export function multipleFrom(base: Base, given: readonly ForeignOption[], changes: Set<ChangeCode>): Exchanged {
  const options = given.map(({ text, why, fraction }) => ({ text, why, correct: fraction > 0 }));
  if (!options.some((option) => option.correct)) throw new QuestionRefused('noRight');
  checkTexts(options);
  changes.add('scoring');
  if (new Set(given.filter((option) => option.fraction > 0).map((option) => option.fraction)).size > 1) changes.add('weights');
  checkReasons(options, changes);
  return { ...base, type: 'multiple', options };
}

export function truefalseFrom(base: Base, correct: boolean, why: { true: string; false: string }, changes: Set<ChangeCode>): Exchanged {
  const options = [
    { text: '', why: why.true, correct },
    { text: '', why: why.false, correct: !correct },
  ];
  if (options.some((option) => speaksOfPlace(option.why))) throw new QuestionRefused('place');
  checkReasons(options, changes);
  return { ...base, type: 'truefalse', options };
}

/** Per cent of the points for one of `count` right answers, as Moodle lists them: 33.33333, 14.28571. */
export const percent = (count: number): string => String(Number((100 / count).toFixed(5)));
