import { z } from 'zod';
import type { QuestionOf } from '../questions/question.js';
import type { Mark } from '../questions/rules/grade.js';
import { text } from '../web/forms.js';
import { criterionField, longestComment } from './marking.service.js';

/** A part of one of the lists. */
export const partQuery = z.object({ cursor: z.string().optional(), limit: z.coerce.number().int().min(1).max(100).optional() });

const comment = z
  .string()
  .transform((typed) => typed.replace(/\r\n?/g, '\n').trim())
  .pipe(z.string().max(longestComment, 'web.error.tooLong'));

export const markBody = z.object({
  criteria: z.record(z.string().max(60), z.string().max(60)).describe('The id of a level for the id of each criterion.'),
  comment: comment.default('').describe('Words for the learner; may be empty.'),
});

/** Characters of a reason, at most. */
export const longestReason = 500;

export const remarkBody = markBody.extend({
  reason: text(longestReason).describe('Why the mark changes. The learner reads it where the result is known to them.'),
  seen: z.number().int().min(1).describe('The number of the mark that you have seen: where it has been changed since, the answer is 409.'),
});

const level = z.string().max(60).catch('');

/** The form of one answer: a field per criterion. One without a level is left to the service, which names it. */
export const markForm = (question: QuestionOf<'essay'>) =>
  z
    .object({ comment: comment.default('') })
    .catchall(z.unknown())
    .transform((fields): Mark => ({
      comment: fields.comment,
      criteria: Object.fromEntries(question.rubric.map(({ id }) => [id, level.parse(fields[criterionField(id)])])),
    }));

/** The form of another mark, with why, and the number of the mark that was on the page. */
export const remarkForm = (question: QuestionOf<'essay'>) =>
  z
    .object({ reason: text(longestReason), seen: z.coerce.number().int().catch(0) })
    .loose()
    .transform(({ reason, seen }) => ({ reason, seen }))
    .and(markForm(question));
