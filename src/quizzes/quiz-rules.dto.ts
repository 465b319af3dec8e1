import { z } from 'zod';
import type { CohortView } from '../cohorts/cohort.queries.js';
import type { PersonGrants } from './attempt-grants.service.js';
import type { QuizTimes } from './quiz-windows.service.js';
import { instantsOf } from './rules/window.js';

export const timesDto = z.object({
  quizId: z.string(),
  zone: z.string().describe('IANA time zone of the cohort'),
  opens: z.string().nullable().describe('Civil time, `2026-12-01T09:00`'),
  closes: z.string().nullable(),
  opensAt: z.iso.datetime().nullable().describe('The same as an instant'),
  closesAt: z.iso.datetime().nullable(),
});
export const timesListDto = z.object({ items: z.array(timesDto) });

export function toTimes({ zone }: CohortView, { quiz, window }: Pick<QuizTimes, 'quiz' | 'window'>): z.infer<typeof timesDto> {
  const { opensAt, closesAt } = instantsOf(window, zone);
  return {
    quizId: quiz.id,
    zone,
    opens: window.opens,
    closes: window.closes,
    opensAt: opensAt?.toISOString() ?? null,
    closesAt: closesAt?.toISOString() ?? null,
  };
}

export const grantsDto = z.object({
  enrolmentId: z.uuid(),
  /** Quizzes for which a further attempt can be given. */
  quizzes: z.array(z.string()),
  items: z.array(
    z.object({
      id: z.uuid(),
      quizId: z.string(),
      reason: z.string(),
      grantedAt: z.iso.datetime(),
      by: z.string(),
      withdrawnAt: z.iso.datetime().nullable().describe('Null while it holds'),
    }),
  ),
});

export const toGrants = ({ person, quizzes }: PersonGrants): z.infer<typeof grantsDto> => ({
  enrolmentId: person.enrolmentId,
  quizzes: quizzes.map(({ quiz }) => quiz.id),
  items: person.grants.map(({ id, quizId, reason, grantedAt, by, withdrawnAt }) => ({
    id,
    quizId,
    reason,
    grantedAt: grantedAt.toISOString(),
    by,
    withdrawnAt: withdrawnAt?.toISOString() ?? null,
  })),
});
