import { z } from 'zod';
import { ownTitle, titleOf } from '../progress/pages/outline-view.js';
import { questionPicture } from '../questions/question.dto.js';
import type { Mark } from '../questions/rules/grade.js';
import { essayMax, essayPoints, essayText } from '../questions/types/essay.js';
import { pictureInWords, wordsFor } from '../questions/views/question-words.js';
import type { PageContext } from '../web/page.js';
import type { MarkDesk, MarkedPart, WaitingAnswer, WaitingPart } from './marking.service.js';

const instant = z.iso.datetime();
const place = {
  attemptId: z.string(),
  questionId: z.string(),
  stem: z.string(),
  quiz: z.string(),
  programme: z.string(),
  waitingSince: instant,
};

/** Whose answers they are is not said. */
export const waitingAnswers = z.object({
  items: z.array(z.object(place)),
  /** How many wait from this part of the list on. */
  left: z.number().int(),
  next: z.string().nullable(),
});

export const markedAnswers = z.object({
  items: z.array(
    z.object({
      ...place,
      markedAt: instant,
      /** It was you who marked it. Of others it is not said who. */
      own: z.boolean(),
    }),
  ),
  next: z.string().nullable(),
});

const mark = z.object({
  /** 1 is the first that the answer was given. */
  number: z.number().int(),
  criteria: z.record(z.string(), z.string()),
  comment: z.string(),
  points: z.number().int(),
  max: z.number().int(),
  markedAt: instant,
  own: z.boolean(),
});

export const answerToMark = z.object({
  ...place,
  /** Markdown. */
  case: z.string().nullable(),
  picture: questionPicture,
  text: z.string(),
  /** Language of the text. */
  language: z.string(),
  criteria: z.array(
    z.object({ id: z.string(), label: z.string(), levels: z.array(z.object({ id: z.string(), points: z.number().int(), text: z.string() })) }),
  ),
  /** Null while it waits. */
  mark: mark.nullable(),
  /** Marks that another one has replaced, and why; the last first. */
  earlier: z.array(mark.extend({ reason: z.string(), changedAt: instant })),
  /** The attempt has its result, so its learner knows the mark. */
  graded: z.boolean(),
});

const placeOf = ({ outline, module, quiz, question }: Pick<WaitingAnswer, 'outline' | 'module' | 'quiz' | 'question'>, at: PageContext) => ({
  questionId: question.id,
  stem: wordsFor(question, at.language).words.stem,
  quiz: ownTitle(quiz, module, at).title,
  programme: titleOf(outline, outline.source, at).words.title,
});

export const waitingOf = ({ answers, left, next }: WaitingPart, at: PageContext): z.infer<typeof waitingAnswers> => ({
  items: answers.map((one) => ({ ...placeOf(one, at), attemptId: one.row.attemptId, waitingSince: one.row.waitingSince.toISOString() })),
  left,
  next,
});

export const markedOf = ({ answers, next }: MarkedPart, at: PageContext): z.infer<typeof markedAnswers> => ({
  items: answers.map((one) => ({
    ...placeOf(one, at),
    attemptId: one.row.attemptId,
    waitingSince: one.row.waitingSince.toISOString(),
    markedAt: one.row.markedAt.toISOString(),
    own: one.row.own,
  })),
  next,
});

export function toMarkOf(desk: MarkDesk, at: PageContext): z.infer<typeof answerToMark> {
  const { question, mark } = desk;
  const { words, language } = wordsFor(question, at.language);
  const markOf = ({ number, criteria, comment, own }: Mark & { number: number; own: boolean }, markedAt: Date) => ({
    number,
    criteria,
    comment,
    points: essayPoints(question, { criteria, comment }),
    max: essayMax(question),
    markedAt: markedAt.toISOString(),
    own,
  });
  return {
    ...placeOf(desk, at),
    attemptId: desk.attemptId,
    waitingSince: desk.waitingSince.toISOString(),
    case: words.case,
    picture: pictureInWords(question, language),
    text: essayText(desk.answer),
    language: desk.language,
    criteria: question.rubric.map(({ id, levels }) => ({
      id,
      label: words.criteria[id]?.label ?? id,
      levels: levels.map((level) => ({ ...level, text: words.criteria[id]?.levels[level.id] ?? '' })),
    })),
    mark: mark && markOf(mark, mark.at),
    earlier: desk.earlier.map((one) => ({ ...markOf(one, one.markedAt), reason: one.reason, changedAt: one.changedAt.toISOString() })),
    graded: desk.graded,
  };
}
