import { languageIn } from '../../questions/base.js';
import type { Answer, Question } from '../../questions/question.js';
import { everything, type Fraction } from '../../questions/rules/fraction.js';
import {
  anyLanguage,
  compareScores,
  counting,
  grade,
  isAnswer,
  pointsOfMark,
  rightAnswer,
  sumOf,
  type Mark,
  type Score,
} from '../../questions/rules/grade.js';
import { kindOf } from '../../questions/rules/kinds.js';
import { questionVersion } from '../../questions/rules/version.js';

/**
 * `void`: the question was no good, so everybody who met it gets its whole point · `key`: another answer is the right one ·
 * `accept`: one more answer is right.
 */
export const correctionKinds = ['void', 'key', 'accept'] as const;
export type CorrectionKind = (typeof correctionKinds)[number];

/** One correction, as grading knows it. */
export interface Correcting {
  questionId: string;
  version: string;
  kind: CorrectionKind;
  /** The new key, or the accepted answer; empty for `void`. */
  answer: Answer;
  /** In which it was typed; an accepted one counts in no other. Null where nothing was typed. */
  language: string | null;
}

/** Which corrections a question can take. */
export const takes = (question: Question, kind: CorrectionKind): boolean =>
  kind === 'void' || (kind === 'key' ? kindOf(question).withKey !== undefined : !kindOf(question).byHand);

/** Its answers are typed, so what is right is right in one language. */
export const isTyped = (question: Question): boolean => kindOf(question).accepting !== undefined;

/** Why a correction cannot be made; null where it can. `made`: what has been put right before. */
export function correctionFault(
  question: Question,
  { kind, answer, language }: Pick<Correcting, 'kind' | 'answer' | 'language'>,
  made: readonly Correcting[],
): 'kind' | 'empty' | 'answer' | 'language' | 'key' | 'same' | null {
  if (!takes(question, kind)) return 'kind';
  if (kind === 'void') return null;
  if (!counting(question, answer).length) return 'empty';
  if (!isAnswer(question, answer)) return 'answer';
  if (isTyped(question) && (language === null || !question.words[language])) return 'language';
  if (kind === 'accept') return null;
  const before = withKey(question, made);
  const after = keyed(before, answer, language);
  if (!after) return 'key';
  return sameKey(before, after, language) ? 'same' : null;
}

const sameSet = (a: Answer, b: Answer): boolean => a.length === b.length && a.every((entry) => b.includes(entry));

/** The question with this answer as its key; null where it cannot be one. */
export const keyed = (question: Question, answer: Answer, language: string | null): Question | null =>
  kindOf(question).withKey?.(question, answer, language ?? anyLanguage) ?? null;

/** Of typed answers the one that is shown says little: others may be right beside it. */
const sameKey = (before: Question, after: Question, language: string | null): boolean =>
  isTyped(before)
    ? questionVersion(before) === questionVersion(after)
    : sameSet(rightAnswer(before, language ?? anyLanguage), rightAnswer(after, language ?? anyLanguage));

/** The corrections of this version of the question, in the order in which they were made. */
export const concerns = <C extends Correcting>(question: Question, corrections: readonly C[]): C[] => {
  const own = corrections.filter((one) => one.questionId === question.id);
  return own.length ? own.filter((one) => one.version === questionVersion(question)) : own;
};

/** The question with its newest key. */
export const withKey = (question: Question, corrections: readonly Correcting[]): Question =>
  concerns(question, corrections)
    .filter(({ kind }) => kind === 'key')
    .reduce((now, { answer, language }) => keyed(now, answer, language) ?? now, question);

/** What is accepted beside the key in the language of an answer. */
const acceptedIn = (question: Question, own: readonly Correcting[], language: string): Correcting[] =>
  own.filter((one) => one.kind === 'accept' && (one.language === null || one.language === languageIn(question, language)));

/** The question as it counts for answers in this language: with its newest key, and with what is accepted beside it where answers are typed. */
export function asCounted(question: Question, corrections: readonly Correcting[], language: string): Question {
  return acceptedIn(question, concerns(question, corrections), language).reduce(
    (now, { answer }) => kindOf(now).accepting?.(now, answer, language) ?? now,
    withKey(question, corrections),
  );
}

/** What was given to one question. */
export interface GivenAnswer {
  answer: Answer;
  language: string;
}

/** Points of one answer after all corrections, in the order in which they were made. `mark`: where people mark. */
export function gradeCorrected(question: Question, given: GivenAnswer | undefined, corrections: readonly Correcting[], mark?: Mark): Fraction {
  const own = concerns(question, corrections);
  const { answer, language } = given ?? { answer: [], language: anyLanguage };
  if (own.some((one) => one.kind === 'void')) return everything;
  const listed = (one: Correcting): boolean => !!kindOf(question).accepting?.(question, one.answer, language);
  const counted = counting(question, answer);
  const isThis = (one: Correcting): boolean => sameSet(counting(question, one.answer), counted) && !listed(one);
  if (counted.length > 0 && acceptedIn(question, own, language).some(isThis)) return everything;
  return mark ? pointsOfMark(question, mark) : grade(asCounted(question, own, language), answer, language);
}

/** The points of a whole attempt after all corrections. */
export function scoreOf(
  questions: readonly Question[],
  given: ReadonlyMap<string, GivenAnswer>,
  corrections: readonly Correcting[],
  marks: ReadonlyMap<string, Mark> = new Map(),
): Score {
  return sumOf(questions.map((question) => gradeCorrected(question, given.get(question.id), corrections, marks.get(question.id))));
}

export type Change = 'same' | 'raised' | 'lowered';

/** Whether a result rose, fell or stayed. A pass that is lost is a fall, whatever the points. */
export function changeOf(before: { score: Score; passed: boolean }, after: { score: Score; passed: boolean }): Change {
  if (before.passed && !after.passed) return 'lowered';
  const higher = compareScores(after.score, before.score);
  if (higher > 0 || (after.passed && !before.passed)) return 'raised';
  return higher < 0 ? 'lowered' : 'same';
}
