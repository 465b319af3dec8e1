import { z } from 'zod';
import { text } from '../web/forms.js';
import { answerBody } from './quiz.forms.js';
import { correctionKinds } from './rules/correct.js';

/** What should be put right; `answer` is the new key or the accepted answer, empty for `void`. */
export const wishForm = z.object({
  kind: z.enum(correctionKinds, { error: 'web.error.required' }),
  answer: answerBody.shape.answer.default([]),
  language: z.string().max(20).optional().describe('Of a typed answer, where the question has several: it counts in this one only.'),
  reason: text(500),
});

/** A form sends one box that is ticked as a word, and none as nothing. */
const list = z.union([z.array(z.string()), z.string().transform((one) => [one])]).optional();

export const confirmForm = wishForm.extend({
  seen: z.string().max(64),
  lower: list.transform((ids) => ids ?? []),
  lowerReason: z
    .string()
    .max(500, 'web.error.tooLong')
    .optional()
    .transform((value) => value?.trim() || null),
});

/** Which version of the question; today's where none is named. */
export const versionQuery = z.object({
  version: z.string().max(64).optional().describe('One of those that `versions` lists; today’s where it is left out.'),
});
