import type { Outline } from '../../catalogue/outline.js';
import type { Question, QuestionType } from '../../questions/question.js';
import { kindOf } from '../../questions/rules/kinds.js';
import type { DrawnQuestion } from '../attempt.entity.js';
import { dice, shuffled } from './draw.js';
import { wholeSteps } from './steps.js';

/** Answered with a tick: a pre-check takes minutes, and nobody marks it. */
const quick: ReadonlySet<QuestionType> = new Set<QuestionType>(['single', 'multiple', 'truefalse']);

/** A question of the pre-check, and which quiz asks about the same objective later. */
export interface Asked extends DrawnQuestion {
  quizId: string;
}

/**
 * One question per objective of the required modules, from the pools of their quizzes, in the order of the programme. The seed alone
 * chooses: whoever comes back sees the same. Objectives about which no quiz asks something quick are left out.
 */
export function drawPrecheck(outline: Pick<Outline, 'modules'>, seed: string): Asked[] {
  const roll = dice(`precheck/${seed}`);
  const asked: Asked[] = [];
  for (const module of outline.modules) {
    if (!module.required) continue;
    const pool = module.items.flatMap((item) =>
      item.kind === 'quiz' ? item.questions.filter(({ type }) => quick.has(type)).map((question) => ({ question, quizId: item.id })) : [],
    );
    for (const objective of module.objectives) {
      const about = pool.filter(({ question }) => question.objective === objective);
      const chosen = about[about.length ? roll(about.length) : 0];
      if (!chosen) continue;
      const { question, quizId } = chosen;
      asked.push({ id: question.id, quizId, options: kindOf(question).order(question, (list) => shuffled(list, roll)) });
    }
  }
  return asked;
}

/** What a pre-check asked, as the revision has it. */
export const askedIn = (outline: Pick<Outline, 'modules'>, asked: readonly Asked[]): Question[] =>
  asked.flatMap(({ id, quizId }) => questionIn(outline, quizId, id) ?? []);

/** Null where the revision does not have it. */
export function questionIn(outline: Pick<Outline, 'modules'>, quizId: string, questionId: string): Question | null {
  for (const module of outline.modules)
    for (const item of module.items)
      if (item.kind === 'quiz' && item.id === quizId) return item.questions.find(({ id }) => id === questionId) ?? null;
  return null;
}

/** Points of one person on one objective, as shares from 0 to 1. */
export interface Pair {
  before: number;
  after: number;
}

export interface Knowledge {
  objective: string;
  /** People who did both, in whole steps. */
  people: number;
  /** Mean shares of these people. */
  before: number;
  after: number;
}

const mean = (list: readonly number[]): number => list.reduce((total, one) => total + one, 0) / list.length;

/**
 * The means per objective over people who did both: a group that is compared with itself.
 * @param pairs by objective, in the order in which people came to have both
 */
export function knowledgeOf(pairs: ReadonlyMap<string, readonly Pair[]>): Knowledge[] {
  return [...pairs]
    .map(([objective, list]) => [objective, wholeSteps(list)] as const)
    .filter(([, list]) => list.length > 0)
    .map(([objective, list]) => ({
      objective,
      people: list.length,
      before: mean(list.map((pair) => pair.before)),
      after: mean(list.map((pair) => pair.after)),
    }));
}
