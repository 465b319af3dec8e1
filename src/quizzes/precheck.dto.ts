import { z } from 'zod';
import { questionPicture } from '../questions/question.dto.js';
import { explain } from '../questions/rules/grade.js';
import { pictureInWords, wordsFor } from '../questions/views/question-words.js';
import type { PageContext } from '../web/page.js';
import type { PrecheckDesk } from './precheck.service.js';
import { answerBody } from './quiz.forms.js';

export const precheckBody = z.object({
  /** The one whose questions are answered. */
  revision: z.uuid(),
  /** By question; what is left out is left open. */
  answers: z.record(z.string().max(100), answerBody.shape.answer),
});

export const precheckDto = z.object({
  state: z.enum(['open', 'given', 'over', 'shown']),
  revision: z.string(),
  givenAt: z.iso.datetime().nullable(),
  questions: z.array(
    z.object({
      id: z.string(),
      language: z.string(),
      stem: z.string(),
      /** Markdown. */
      case: z.string().nullable(),
      picture: questionPicture,
      options: z.array(z.object({ id: z.string(), text: z.string() })),
      answer: z.array(z.string()),
      /** Only once the programme is complete. */
      verdict: z.enum(['right', 'partly', 'wrong', 'empty', 'waiting']).optional(),
    }),
  ),
});

export const toPrecheck = ({ desk, outline, asked, questions, state }: PrecheckDesk, at: PageContext): z.infer<typeof precheckDto> => ({
  state,
  revision: outline.revisionId,
  givenAt: desk.given?.givenAt.toISOString() ?? null,
  questions: questions.map((question) => {
    const { words, language } = wordsFor(question, at.language);
    const texts = 'options' in words ? words.options : {};
    const order = asked.find(({ id }) => id === question.id)?.options ?? [];
    const answer = desk.given?.answers[question.id] ?? [];
    return {
      id: question.id,
      language,
      stem: words.stem,
      case: words.case,
      picture: pictureInWords(question, language),
      options: order.map((id) => ({ id, text: texts[id]?.text ?? '' })),
      answer,
      ...(state === 'shown' ? { verdict: explain(question, answer, words, desk.given?.language).verdict } : {}),
    };
  }),
});
