import type { Question } from '../../questions/question.js';
import type { Draw } from '../outline.js';

/** Whether a question may take a place of this list: it has every tag, and the difficulty where one is asked for. */
export const fits = (question: Pick<Question, 'tags' | 'difficulty'>, { tags, difficulty }: Omit<Draw, 'count'>): boolean =>
  tags.every((tag) => question.tags.includes(tag)) && (difficulty === null || question.difficulty === difficulty);

const anyQuestion = { tags: [], difficulty: null };

/**
 * Those of `questions` that find a place, in their order: the lists ask for `count` each, and the rest of `total` is for any.
 * A question takes a place where one can be freed for it by moving others, so that the earlier ones keep theirs and as many
 * as possible are taken, however the lists overlap (augmenting paths: Kuhn 1955, "The Hungarian method"; Hall 1935).
 */
export function placed<Q extends Pick<Question, 'tags' | 'difficulty'>>(questions: readonly Q[], draws: readonly Draw[], total: number): Q[] {
  const asked = draws.reduce((sum, { count }) => sum + count, 0);
  const places = [
    ...draws.flatMap(({ tags, difficulty, count }) => Array.from({ length: count }, () => ({ tags, difficulty }))),
    ...Array.from({ length: Math.max(0, total - asked) }, () => anyQuestion),
  ];
  const holders: (Q | undefined)[] = places.map(() => undefined);
  const settle = (question: Q, tried: Set<number>): boolean =>
    places.some((place, index) => {
      if (tried.has(index) || !fits(question, place)) return false;
      tried.add(index);
      const holder = holders[index];
      if (holder !== undefined && !settle(holder, tried)) return false;
      holders[index] = question;
      return true;
    });
  return questions.filter((question) => settle(question, new Set()));
}
