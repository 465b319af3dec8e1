import type { Value } from '../../platform/source/source-file.js';
import { isContentId } from '../../platform/source/source-file.js';
import type { Answer, QuestionBase, StemWords } from '../base.js';
import { givenIn, pairOf } from '../rules/answer-form.js';
import { share } from '../rules/fraction.js';
import type { Kind } from '../rules/kind.js';
import type { Accepted, MatchSettings } from '../rules/matching.js';
import {
  acceptedFrom,
  acceptedKey,
  acceptKeys,
  exampleOf,
  isExample,
  longestTyped,
  partOf,
  readAccepted,
  readSettings,
  settingKeys,
  shareOf,
  withWords,
  wordsIn,
  type AcceptedWords,
} from './typed-words.js';

export interface GapTextWords extends StemWords {
  /** Plain text with its gaps as `[[id]]`. */
  text: string;
  gaps: Record<string, AcceptedWords>;
}

export interface TypedGap extends MatchSettings {
  id: string;
}

/** A text with gaps into which words are typed. */
export interface GapText extends QuestionBase<'gaptext', GapTextWords> {
  /** In the order of the file; each language has its own order in its text. */
  gaps: TypedGap[];
}

const mostGaps = 10;
const longestText = 3000;

/** A piece of the text, or the gap after it. */
export type Piece = { text: string } | { gap: string };

/** The text taken apart. What stands between double brackets and is no id stays text. */
export function piecesOfText(text: string): Piece[] {
  const pieces: Piece[] = [];
  let rest = text;
  for (;;) {
    const [begin, end] = [rest.indexOf('[['), rest.indexOf(']]')];
    if (begin < 0 || end < begin) return rest ? [...pieces, { text: rest }] : pieces;
    const id = rest.slice(begin + 2, end).trim();
    if (isContentId(id)) pieces.push(...(begin > 0 ? [{ text: rest.slice(0, begin) }] : []), { gap: id });
    else pieces.push({ text: rest.slice(0, end + 2) });
    rest = rest.slice(end + 2);
  }
}

function readGap(at: Value): TypedGap | null {
  const fields = at.fields(['id'], settingKeys);
  const id = fields?.get('id')?.id();
  return fields && id ? { id, ...readSettings(fields) } : null;
}

function readText(at: Value, question: GapText): string | null {
  const text = at.text();
  if (text === null) return null;
  if (text.length > longestText) return at.problem(`the text has at most ${longestText} characters`);
  const found = piecesOfText(text).flatMap((piece) => ('gap' in piece ? [piece.gap] : []));
  for (const id of found) if (!question.gaps.some((gap) => gap.id === id)) at.problem(`"${question.id}" has no gap "${id}"`);
  for (const { id } of question.gaps) {
    const times = found.filter((other) => other === id).length;
    if (times !== 1)
      at.problem(times ? `the gap "${id}" stands ${times} times in the text; it stands there once` : `the text lacks the gap [[${id}]]`);
  }
  return text;
}

const wordsGiven = (answer: Answer, id: string): string | undefined => givenIn(answer).get(id);

/** What was typed, by gap; null where nothing was, or something that would fit anything. */
function acceptedIn(question: GapText, answer: Answer): Map<string, Accepted> | null {
  const found = new Map<string, Accepted>();
  for (const { id } of question.gaps) {
    const words = wordsGiven(answer, id)?.trim();
    if (!words) continue;
    const one = acceptedFrom(words);
    if (!one) return null;
    found.set(id, one);
  }
  return found.size ? found : null;
}

const withGaps = (question: GapText, language: string, change: (id: string, accept: Accepted[]) => Accepted[]): GapText =>
  withWords(question, language, (words: GapTextWords) => ({
    ...words,
    gaps: Object.fromEntries(Object.entries(words.gaps).map(([id, gap]) => [id, { ...gap, accept: change(id, gap.accept) }])),
  }));

export const gaptext: Kind<GapText> = {
  keys: { required: ['gaps'] },
  read(fields) {
    const at = fields.get('gaps');
    const entries = at?.list();
    if (!at || !entries) return null;
    if (entries.length < 1 || entries.length > mostGaps) return at.problem(`a text has 1 to ${mostGaps} gaps; this one has ${entries.length}`);
    const gaps: TypedGap[] = [];
    for (const entry of entries) {
      const gap = readGap(entry);
      if (gap && gaps.some(({ id }) => id === gap.id)) entry.problem(`"${gap.id}" stands twice in "gaps"`);
      else if (gap) gaps.push(gap);
    }
    return gaps.length === entries.length ? { gaps } : null;
  },
  wordKeys: { required: ['text', 'gaps'] },
  readWords(fields, _at, question, stem) {
    const at = fields.get('gaps')!;
    const [text, entries] = [readText(fields.get('text')!, question), at.entries()];
    if (text === null || !entries) return null;
    const gaps: Record<string, AcceptedWords> = {};
    for (const gap of question.gaps) {
      const entry = entries.get(gap.id);
      if (!entry) at.problem(`the words for gap "${gap.id}" of "${question.id}" are missing`);
      const inner = entry?.fields(acceptKeys.required, acceptKeys.optional);
      const accepted = inner?.whole ? readAccepted(inner, gap) : null;
      if (accepted) gaps[gap.id] = accepted;
    }
    for (const [id, entry] of entries) if (!question.gaps.some((gap) => gap.id === id)) entry.problem(`"${question.id}" has no gap "${id}"`);
    return Object.keys(gaps).length === question.gaps.length ? { ...stem, text, gaps } : null;
  },
  order: (question) => question.gaps.map(({ id }) => id),
  isAnswer(question, answer) {
    const pairs = answer.map(pairOf);
    const fits = ([id, words]: [string, string]): boolean => question.gaps.some((gap) => gap.id === id) && words.length <= longestTyped;
    return answer.every((entry) => entry.includes('=')) && pairs.every(fits) && new Set(pairs.map(([id]) => id)).size === pairs.length;
  },
  isComplete: (question, answer) => question.gaps.every(({ id }) => !!wordsGiven(answer, id)?.trim()),
  /** Each gap is worth the same: the sum of what each has earned, in per cent, of 100 for each. Nothing is taken away. */
  grade(question, answer, language) {
    const { gaps } = wordsIn(question, language);
    const earned = question.gaps.map((gap) => shareOf(wordsGiven(answer, gap.id) ?? '', gaps[gap.id]!, gap));
    return share(
      earned.reduce((sum, one) => sum + one, 0),
      100 * question.gaps.length,
    );
  },
  parts(question, answer, _words, language) {
    const { gaps } = wordsIn(question, language);
    return question.gaps.map((gap) => partOf(gap.id, wordsGiven(answer, gap.id), gaps[gap.id]!, gap));
  },
  keyWords: ({ gaps }, question) => question.gaps.map((gap) => acceptedKey(gaps[gap.id]!, gap)),
  withKey(question, answer, language) {
    const key = acceptedIn(question, answer);
    if (!key || [...key.values()].some((one) => !isExample(one))) return null;
    return withGaps(question, language, (id, accept) => (key.has(id) ? [key.get(id)!] : accept));
  },
  accepting(question, answer, language) {
    const more = acceptedIn(question, answer);
    return more && withGaps(question, language, (id, accept) => (more.has(id) ? [more.get(id)!, ...accept] : accept));
  },
  right(question, language) {
    const { gaps } = wordsIn(question, language);
    return question.gaps.map(({ id }) => `${id}=${exampleOf(gaps[id]!)}`);
  },
};
