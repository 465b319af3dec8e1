import type { Fields, Value } from '../../platform/source/source-file.js';
import { languageIn, type QuestionBase, type StemWords } from '../base.js';
import { bestMatch, comparedAs, folded, hasWildcard, piecesOf, writtenOut, type Accepted, type MatchSettings } from '../rules/matching.js';
import type { Part } from '../rules/kind.js';

/** What one language accepts at one place where words are typed. */
export interface AcceptedWords {
  accept: Accepted[];
  /** One plain sentence for any other answer; empty where the author wrote none. */
  otherwise: string;
}

/** Signs of an answer that is typed into one line. */
export const longestTyped = 200;
const mostAccepted = 30;
export const shareStep = 5;
const whole = 100;

export const settingKeys = ['case', 'accents', 'distance'] as const;
export const acceptKeys = { required: ['accept'], optional: ['otherwise'] } as const;

/** `case`, `accents`, `distance`; forgiving capitals and accents, and no slips, where nothing is said. */
export function readSettings(fields: Fields): MatchSettings {
  return {
    case: fields.get('case')?.truth() ?? false,
    accents: fields.get('accents')?.truth() ?? false,
    distance: fields.get('distance')?.wholeNumber(0, 2) ?? 0,
  };
}

/** A share in per cent, in steps of 5: then the points of an attempt add up to a fraction of small numbers. */
export function readShare(at: Value | null): number | null {
  if (!at) return whole;
  const share = at.wholeNumber(0, whole);
  if (share === null || share % shareStep === 0) return share;
  return at.problem(`"share" goes in steps of ${shareStep}, so ${share} is none`);
}

const saysSomething = (text: string): boolean => /[\p{L}\p{N}]/u.test(piecesOf(text).join(''));

/** What somebody typed, as an answer that earns everything; null where it would fit anything. */
export const acceptedFrom = (text = ''): Accepted | null => (saysSomething(text) ? { text: text.trim(), share: whole, why: '' } : null);

function readOne(at: Value): Accepted | null {
  const fields = at.fields(['text', 'why'], ['share']);
  if (!fields?.whole) return null;
  const [textAt, why, share] = [fields.get('text')!, fields.get('why')!.text(), readShare(fields.get('share'))];
  const text = textAt.text();
  if (text !== null && text.length > longestTyped) return textAt.problem(`an answer has at most ${longestTyped} characters`);
  if (text !== null && !saysSomething(text)) return textAt.problem('an answer holds at least one letter or digit, or it would fit anything');
  return text === null || why === null || share === null ? null : { text, share, why };
}

/** Reads `accept` and `otherwise`. */
export function readAccepted(fields: Fields, settings: MatchSettings): AcceptedWords | null {
  const at = fields.get('accept');
  const entries = at?.list();
  const otherwise = fields.get('otherwise')?.text() ?? '';
  if (!at || !entries) return null;
  if (entries.length > mostAccepted) at.problem(`at most ${mostAccepted} answers are listed; these are ${entries.length}`);
  const accept: Accepted[] = [];
  const known = new Set<string>();
  for (const entry of entries) {
    const one = readOne(entry);
    if (!one) continue;
    const key = folded(one.text, settings);
    if (known.has(key)) entry.problem(`"${one.text}" stands twice: with these settings it is the same as another answer`);
    known.add(key);
    accept.push(one);
  }
  if (accept.length === entries.length && !accept.some(isExample))
    return at.problem('one answer that earns everything must be written out, without an asterisk: it is shown as the right one');
  return accept.length === entries.length ? { accept, otherwise } : null;
}

/** It earns everything and is written out, so that it can be shown as the right one. */
export const isExample = ({ text, share }: Accepted): boolean => share === whole && !hasWildcard(text);

/** The answer that is shown as the right one. */
export const exampleOf = ({ accept }: AcceptedWords): string => {
  const found = accept.find(isExample);
  return found ? writtenOut(found.text) : '';
};

/** The words in the language in which an answer was given, else in the first that the question has, in which it was shown. */
export const wordsIn = <W extends StemWords>(question: QuestionBase<string, W>, language: string): W =>
  question.words[languageIn(question, language)]!;

/** The question with other words in this language. */
export const withWords = <W extends StemWords, Q extends QuestionBase<string, W>>(question: Q, language: string, change: (words: W) => W): Q => ({
  ...question,
  words: { ...question.words, [languageIn(question, language)]: change(wordsIn(question, language)) },
});

/** Per cent of one place. */
export const shareOf = (given: string, { accept }: AcceptedWords, settings: MatchSettings): number => bestMatch(given, accept, settings)?.share ?? 0;

/** What grading reads from these words: neither reasons nor the order, and no more of a text than its comparison sees. */
export const acceptedKey = ({ accept }: AcceptedWords, settings: MatchSettings): string[] =>
  accept.map(({ text, share }) => JSON.stringify([comparedAs(text, settings), share])).sort();

export const stateOf = (share: number): Part['state'] => (share === whole ? 'right' : share > 0 ? 'partly' : 'wrong');

/** One place in the explanation. Reasons are in the language of the answer, whose list of answers it is. */
export function partOf(id: string, given: string | undefined, words: AcceptedWords, settings: MatchSettings): Part {
  const wanted = exampleOf(words);
  if (!given?.trim()) return { id, given: null, state: 'missed', wanted, why: words.accept.find(isExample)?.why ?? '' };
  const found = bestMatch(given, words.accept, settings);
  return { id, given, state: stateOf(found?.share ?? 0), wanted, why: found?.why ?? words.otherwise };
}
