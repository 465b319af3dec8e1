import type { QuestionType } from '../question.js';
import { QuestionRefused, type ChangeCode, type Exchanged, type ExchangedBase, type ExchangedOf, type RefusalCode } from './exchanged.js';
import { escape, find, formatted, option, optionIn, pieces, unescape, words, type GiftQuestion } from './gift-parts.js';
import { foreignDecimal, middleOf } from './numbers.js';
import { essayFrom, matchingFrom, numericFrom, shorttextFrom, type ForeignNumber } from './parts.js';
import { plainWords } from './texts.js';

type Base = Omit<ExchangedBase<QuestionType>, 'type'>;
export type Reader = (question: GiftQuestion, base: Base, changes: Set<ChangeCode>) => Exchanged;
export type Writer<T extends QuestionType> = (question: ExchangedOf<T>) => string[];

/** `3.14`, `3.14:0.01` or `3..4`. */
function numberIn(text: string): Pick<ForeignNumber, 'text' | 'tolerance'> {
  const range = text.indexOf('..');
  if (range > 0) {
    const [low, high] = [foreignDecimal(text.slice(0, range)), foreignDecimal(text.slice(range + 2))];
    const middle = low !== null && high !== null && middleOf(low, high);
    if (!middle) throw new QuestionRefused('number');
    return { text: middle.value, tolerance: middle.tolerance };
  }
  const colon = text.indexOf(':');
  return colon > 0 ? { text: text.slice(0, colon), tolerance: text.slice(colon + 1).trim() || '0' } : { text, tolerance: '0' };
}

/** GIFT's types beside those of choices. */
export const otherReaders: Record<string, Reader> = {
  matching({ answers, format }, base, changes) {
    const pairs = pieces(answers!, ['=']).map(({ text }) => {
      const at = find(text, ['->']);
      if (at < 0) throw new QuestionRefused('emptyOption');
      // Only what is on the left has a format.
      return {
        text: plainWords(formatted(text.slice(0, at), format), changes),
        partner: plainWords({ format: 'plain', text: unescape(text.slice(at + 2).trim()) }, changes),
      };
    });
    return matchingFrom(base, pairs, changes);
  },
  shortanswer: ({ answers, format }, base, changes) =>
    shorttextFrom(
      base,
      pieces(answers!, ['=']).map((item) => optionIn(item, format, changes)),
      false,
      changes,
    ),
  numerical({ answers, format }, base, changes) {
    const given = pieces(answers!.slice(1), ['=', '~']).map((item): ForeignNumber => {
      const { text, ...rest } = optionIn(item, format, changes);
      if (item.sign === '~' && text && text !== '*') changes.add('loose');
      if (item.sign === '~' && rest.fraction) changes.add('weights');
      return item.sign === '~' ? { text: '*', why: rest.why, fraction: 0, tolerance: '0' } : { ...rest, ...numberIn(text) };
    });
    return numericFrom(base, given, { units: [], cost: 0 }, changes);
  },
  essay: (_question, base, changes) => essayFrom(base, null, changes),
};

export const otherWriters: { [T in 'matching' | 'shorttext' | 'numeric' | 'essay']: Writer<T> } = {
  // What is on the right is shown as it stands, so that it names no format.
  matching: ({ pairs, distractors }) => [
    ...pairs.map(({ text, partner }) => `  =${words(text)} -> ${escape(partner)}`),
    ...distractors.map((partner) => `  = -> ${escape(partner)}`),
  ],
  shorttext: ({ answers, otherwise }) => [
    ...answers.map(({ text, why, share }) => option('=', text, why, String(share))),
    ...(otherwise ? [option('=', '*', otherwise, '0')] : []),
  ],
  numeric: ({ answers, otherwise }) => [
    '  #',
    ...answers.map(({ value, tolerance, share, why }) => `  =%${share}%${value}:${tolerance}${why ? `#${words(why)}` : ''}`),
    ...(otherwise ? [`  ~#${words(otherwise)}`] : []),
  ],
  essay: () => [],
};

const holdsArrow = (text: string): boolean => text.includes('->');

/** Nothing can be put before these two signs, which part the sides of a pair, and make a pair of any answer. */
export function unwritable(question: Exchanged): RefusalCode | null {
  const parted =
    (question.type === 'matching' && question.pairs.some(({ text }) => holdsArrow(text))) ||
    (question.type === 'shorttext' && [question.otherwise, ...question.answers.flatMap(({ text, why }) => [text, why])].some(holdsArrow));
  return parted ? 'arrow' : null;
}
