import { z } from 'zod';
import type { KnowledgeLine } from './rules/knowledge.js';
import type { ItemStatistics, QuizLine, QuizStatistics } from './statistics.service.js';

/** People, each with their first attempt, in steps of five. Null where there are fewer than five; figures are null where there are too few for them. */
const count = z.int().nullable();
const share = z.number().min(0).max(1).nullable();

const doubt = z.enum(['easy', 'hard', 'attracts', 'unused', 'against', 'little']);

export const quizLinesDto = z.object({
  items: z.array(z.object({ quizId: z.string(), programmes: z.array(z.string()), people: count })),
});

const itemDto = z.object({
  questionId: z.string(),
  version: z.string(),
  current: z.boolean(),
  language: z.string(),
  people: count,
  facility: share,
  discrimination: z.number().min(-1).max(1).nullable(),
  medianSeconds: z.number().nullable(),
  options: z.array(z.object({ option: z.string(), right: z.boolean(), count: z.int(), share: z.number(), upper: share, lower: share })),
  doubts: z.array(doubt),
});

export const quizStatisticsDto = z.object({
  quizId: z.string(),
  programmes: z.array(z.string()),
  /** Everybody who has handed in. */
  people: count,
  /** How many of them are in the figures. */
  counted: z.int(),
  /** How many wait for a mark. */
  waiting: count,
  /** What was taken as a whole: what is published now, then the rest, the newest first; shares of the points. */
  compositions: z.array(
    z.object({
      fixed: z.int(),
      drawn: z.int(),
      since: z.iso.datetime(),
      current: z.boolean(),
      people: count,
      mean: share,
      spread: z.number().nullable(),
      alpha: z.number().max(1).nullable(),
      error: z.number().nullable(),
    }),
  ),
  items: z.array(itemDto),
  unanswered: z.array(z.string()),
});

export const knowledgeDto = z.object({
  items: z.array(z.object({ objective: z.string(), people: z.int(), before: z.number().min(0).max(1), after: z.number().min(0).max(1) })),
});

const ids = (line: Pick<QuizLine, 'programmes'>): string[] => line.programmes.map(({ programmeId }) => programmeId);

export const toQuizLine = (line: QuizLine): z.infer<typeof quizLinesDto>['items'][number] => ({
  quizId: line.quiz.id,
  programmes: ids(line),
  people: line.count,
});

const toItem = ({ question, version, current, language, count: people, facility, discrimination, seconds, options, doubts }: ItemStatistics) => ({
  questionId: question.id,
  version,
  current,
  language,
  people,
  facility,
  discrimination,
  medianSeconds: seconds,
  options,
  doubts,
});

export const toQuizStatistics = (found: QuizStatistics): z.infer<typeof quizStatisticsDto> => ({
  quizId: found.quiz.id,
  programmes: ids(found),
  people: found.people,
  counted: found.counted,
  waiting: found.waiting,
  compositions: found.compositions.map(({ count: people, since, ...figures }) => ({ ...figures, since: since.toISOString(), people })),
  items: found.items.map(toItem),
  unanswered: found.unanswered.map(({ id }) => id),
});

export const toKnowledge = (lines: readonly KnowledgeLine[]): z.infer<typeof knowledgeDto> => ({
  items: lines.map(({ objective, people, before, after }) => ({ objective, people, before, after })),
});
