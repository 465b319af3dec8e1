import { z } from 'zod';
import { isLanguage, languages } from '../platform/i18n/texts.js';
import { isId } from '../platform/ids.js';
import type { Question } from '../questions/question.js';
import { answersFrom, type Answers } from '../questions/rules/try.js';
import { line, text } from '../web/forms.js';
import type { Origin, OriginOfAll } from './answer.queries.js';
import { isCivilMinute } from './rules/window.js';

/** Characters of one entry of an answer, and entries, at most. What a question takes is for its type to say. */
const longestEntry = 6000;
const mostEntries = 60;

/** A number in an address; what is none becomes NaN and so not found. */
export const numberIn = (text: string): number => (/^[1-9]\d{0,5}$/.test(text) ? Number(text) : Number.NaN);

const turn = z.number().int().min(1).max(Number.MAX_SAFE_INTEGER);
const seen = z.number().int().min(0).max(2_147_483_647);

export const answerBody = z.object({
  answer: z
    .array(z.string().max(longestEntry))
    .max(mostEntries)
    .describe('Ids of options, or `id=what was given`, as the type of the question has them.'),
});

const civilMinute = () => z.string().trim().refine(isCivilMinute, 'quizzes.error.civilMinute');
/** Empty: no bound. */
const optionalMinute = () =>
  z
    .union([z.literal('').transform(() => null), civilMinute()], { error: 'quizzes.error.civilMinute' })
    .optional()
    .transform((value) => value ?? null);

export const windowForm = z.object({ opens: optionalMinute(), closes: optionalMinute() });
export const windowBody = z.object({
  opens: civilMinute().nullable().describe('Civil time in the zone of the cohort, `2026-12-01T09:00`; null: from the beginning.'),
  closes: civilMinute().nullable().describe('Null: to the end.'),
});

/** `key` is made with the form: the form sent twice grants once. */
export const grantForm = z.object({ key: z.string().min(1).max(100), quizId: line(60), reason: text(500) });
export const grantBody = z.object({ quizId: line(60), reason: text(500).describe('The learner reads it.') });

/** By the API. */
export const givenBody = answerBody.extend({
  language: z
    .enum(languages)
    .optional()
    .describe('In which the answer was given, and by which it is graded; the one that you read where nothing is said.'),
});

/** A client that leaves out `device` is taken in the order of arrival. */
export const savedBody = givenBody.extend({
  device: z
    .string()
    .refine(isId)
    .optional()
    .describe('A random UUID that your device keeps. With it no answer of another device is replaced unseen.'),
  turn: turn.optional().describe('Grows with each save of your device in this attempt: a repeat changes nothing, and an older one replaces nothing.'),
  seen: seen.optional().describe('The sequence that you have seen; 0 where there was no answer.'),
});

export const originOf = ({ device, turn: number, seen: known }: z.infer<typeof savedBody>): Origin | null =>
  device ? { device: device.toLowerCase(), turn: number ?? null, seen: known ?? 0 } : null;

/** What a typed number says; what is none becomes nothing. */
const typed = <T extends z.ZodType>(type: T) =>
  z.preprocess((text) => (typeof text === 'string' && /^\d{1,16}$/.test(text) ? Number(text) : undefined), type);
const hidden = z.object({
  device: savedBody.shape.device.catch(undefined),
  turn: typed(turn.optional().catch(undefined)),
  seen: typed(seen.optional().catch(undefined)),
});

/** In which language an answer was given, as its form says: another window may have changed the reader's since. */
export const languageIn = (body: unknown, field: string, otherwise: string): string => {
  const said = (body as Record<string, unknown> | null | undefined)?.[field];
  return isLanguage(said) ? said : otherwise;
};

/** Where a page of all questions has the language of one answer. */
export const languageField = (questionId: string): string => `language.${questionId}`;

/** What the script writes as the turn of a page on which nothing has been changed; without script there is no turn at all. */
const untouched = '0';

/** The hidden fields of a question's form. */
export function originIn(body: unknown): Origin | null {
  const fields = hidden.safeParse(body ?? {});
  const origin = fields.success ? originOf({ answer: [], ...fields.data }) : null;
  return origin && { ...origin, untouched: (body as Record<string, unknown>).turn === untouched };
}

/** Where a page of all questions has what it has seen of one. */
export const seenField = (questionId: string): string => `seen.${questionId}`;

/**
 * The answers of a page of all questions. Its script leaves out what is saved already; a question that is not named stays as it is, and
 * one that is named without an answer has none.
 */
export function allAnswersIn(questions: readonly Question[], body: unknown): Answers {
  const answers = Object.entries(answersFrom(questions, body));
  return Object.fromEntries(answers.filter(([id, answer]) => answer.length || seenField(id) in Object(body ?? {})));
}

/** The hidden fields of the form with all questions. */
export function originOfAllIn(body: unknown): OriginOfAll | null {
  const own = originIn(body);
  if (!own) return null;
  const entries = Object.entries((body ?? {}) as Record<string, unknown>).filter(([name]) => name.startsWith('seen.'));
  const numbers = entries.flatMap(([name, value]) =>
    typeof value === 'string' && /^\d{1,9}$/.test(value) ? [[name.slice(5), Number(value)] as const] : [],
  );
  return { ...own, seen: Object.fromEntries(numbers) };
}

/** Characters of a receipt, at most; a form must stay below what a request may hold. */
const longestReceipt = 400_000;

export const receiptForm = z.object({
  receipt: z.string({ error: 'web.error.required' }).trim().min(1, 'web.error.required').max(longestReceipt, 'web.error.tooLong'),
});
