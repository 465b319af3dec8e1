import type { LearningEventType } from '../learning-event.entity.js';
import type { Fact, Standing } from './completion.js';

/** What somebody did, before it has a sequence and a revision. */
export interface News {
  type: LearningEventType;
  itemId: string | null;
  payload?: Record<string, unknown>;
}

/** Reading again within this time is the same visit, in milliseconds. */
export const sameVisit = 3_600_000;

const ofAttempt = (news: News, facts: readonly Fact[]): Fact[] =>
  facts.filter((fact) => fact.type === news.type && fact.itemId === news.itemId && fact.payload.attempt === news.payload?.attempt);

/**
 * Whether news is worth a fact of its own. Repeats are not: finishing what is finished, grading an attempt twice alike,
 * opening the same page again during one visit.
 */
export function isNew(news: News, facts: readonly Fact[], standing: Standing, now: Date): boolean {
  switch (news.type) {
    case 'enrolled':
      return standing.sequence === 0;
    case 'moved':
      return standing.sequence > 0;
    case 'lesson-opened':
      return !standing.items.has(news.itemId ?? '') || !standing.lastActivityAt || now.getTime() - standing.lastActivityAt.getTime() > sameVisit;
    case 'plan-started':
      return !standing.items.has(news.itemId ?? '');
    case 'plan-finished':
    case 'lesson-finished': {
      const item = standing.items.get(news.itemId ?? '');
      return item?.state !== 'done';
    }
    case 'quiz-started':
      return !ofAttempt(news, facts).length;
    // Graded again with another verdict, after a correction, is news.
    case 'quiz-graded':
      return !ofAttempt(news, facts).some((fact) => fact.payload.passed === news.payload?.passed);
    case 'module-credited':
      return !standing.modules.has(news.itemId ?? '');
  }
}
