/**
 * Figures of questions and quizzes, for whoever writes them. Classical test theory over the first attempt of each person:
 *
 * - F. M. Lord, M. R. Novick, Statistical Theories of Mental Test Scores, 1968: reliability (ch. 4), error of measurement (ch. 3), item against rest (ch. 15)
 * - L. Crocker, J. Algina, Introduction to Classical and Modern Test Theory, 1986: item analysis (ch. 14), alpha (ch. 7)
 * - Moodle, "Quiz statistics calculations" (docs.moodle.org/dev/Quiz_statistics_calculations): p is the number of slots, a random slot
 *   counts as one item; a quiz with attempts cannot be composed anew there, here each composition has its own alpha
 *
 * All of them are sums, so that PostgreSQL adds up equal answers and no attempt has to be loaded one by one.
 */

/** From how many people on something is shown at all, said, and set against the rest. */
export const fewest = { shown: 5, said: 20, related: 100 } as const;

/** First attempts of people at one quiz in which the same slot showed the same question and got the same answer in the same language. */
export interface AnswerGroup {
  slot: string;
  /** Questions in these attempts. */
  max: number;
  language: string;
  answer: readonly string[];
  /** What this answer earns, from 0 to 1. */
  points: number;
  /** Attempts in the group. */
  count: number;
  /** Sum of their scores, and of the squares of their scores, in points. */
  total: number;
  squares: number;
  /** How many of them are in the upper and in the lower third of all first attempts at the quiz. */
  upper: number;
  lower: number;
}

/** Below it two floating sums are the same: a variance of nothing. */
const tiny = 1e-9;

/** The list in parts, by name. */
export function gathered<T, N extends string | number>(list: readonly T[], nameOf: (one: T) => N): Map<N, T[]> {
  const parts = new Map<N, T[]>();
  for (const one of list) {
    const part = parts.get(nameOf(one));
    if (part) part.push(one);
    else parts.set(nameOf(one), [one]);
  }
  return parts;
}

export const sum = <T>(list: readonly T[], of: (one: T) => number): number => list.reduce((total, one) => total + of(one), 0);

const attemptsIn = (groups: readonly AnswerGroup[]): number => sum(groups, ({ count }) => count);

/** Mean share of the points, 0 to 1 (Crocker & Algina, ch. 14: item difficulty; Moodle: facility index). Null of nothing. */
export function facility(groups: readonly AnswerGroup[]): number | null {
  const count = attemptsIn(groups);
  return count ? Math.min(1, sum(groups, (one) => one.count * one.points) / count) : null;
}

/**
 * Corrected point-biserial, −1 to 1: the correlation of a question's points x with the rest of the score,
 *
 *     r = cov(x, R) / (s_x · s_R),   R = (T − x) / (max − 1)
 *
 * T being the points of the attempt. The question is taken out of the score, or it would be set against itself (Lord & Novick 1968,
 * ch. 15; Crocker & Algina, ch. 14; Moodle's "discrimination index" is the same correlation). R is a share, so that attempts of
 * different length can stand together. Null where either does not vary, or nothing is left beside the question.
 */
export function discrimination(groups: readonly AnswerGroup[]): number | null {
  let [n, x, xx, r, rr, xr] = [0, 0, 0, 0, 0, 0];
  for (const { count, points, total, squares, max } of groups) {
    if (max < 2) continue;
    const rest = (total - count * points) / (max - 1);
    n += count;
    x += count * points;
    xx += count * points * points;
    r += rest;
    rr += (squares - 2 * points * total + count * points * points) / (max - 1) ** 2;
    xr += points * rest;
  }
  if (!n) return null;
  const [ofItem, ofRest] = [xx / n - (x / n) ** 2, rr / n - (r / n) ** 2];
  if (ofItem < tiny || ofRest < tiny) return null;
  return Math.max(-1, Math.min(1, (xr / n - (x / n) * (r / n)) / Math.sqrt(ofItem * ofRest)));
}

export interface Chosen {
  option: string;
  right: boolean;
  count: number;
  /** Shares of all, of the upper third and of the lower third; null where the third has fewer than five attempts. */
  share: number;
  upper: number | null;
  lower: number | null;
}

/** How often each option was chosen. With several right answers an attempt counts at each option that it chose. */
export function distractors(groups: readonly AnswerGroup[], options: readonly string[], right: readonly string[]): Chosen[] {
  const [all, upper, lower] = [attemptsIn(groups), sum(groups, (one) => one.upper), sum(groups, (one) => one.lower)];
  return options.map((option) => {
    const chose = groups.filter(({ answer }) => answer.includes(option));
    const count = attemptsIn(chose);
    return {
      option,
      right: right.includes(option),
      count,
      share: all ? count / all : 0,
      upper: upper >= fewest.shown ? sum(chose, (one) => one.upper) / upper : null,
      lower: lower >= fewest.shown ? sum(chose, (one) => one.lower) / lower : null,
    };
  });
}

/**
 * `easy`, `hard`: nearly everybody is right, hardly anybody is · `attracts`: a wrong option is chosen by a larger share of the upper
 * third than of the lower · `unused`: a wrong option that nobody chose · `against`: who is right here is worse at the rest ·
 * `little`: says little about the rest.
 */
export type Doubt = 'easy' | 'hard' | 'attracts' | 'unused' | 'against' | 'little';

/** The thresholds of the doubts; the pages say them. `little` is Moodle's line between weak and very weak discrimination. */
export const doubtful = { easy: 0.95, hard: 0.25, attracts: 0.1, little: 0.2 } as const;

function doubtsOf(share: number, relation: number | null, options: readonly Chosen[]): Doubt[] {
  const wrong = options.filter((option) => !option.right);
  const doubts: Doubt[] = [];
  if (share >= doubtful.easy) doubts.push('easy');
  if (share <= doubtful.hard) doubts.push('hard');
  if (wrong.some(({ upper, lower }) => upper !== null && lower !== null && upper - lower >= doubtful.attracts)) doubts.push('attracts');
  // Where nearly all are right, that says it already.
  if (share < doubtful.easy && wrong.some(({ count }) => count === 0)) doubts.push('unused');
  if (relation !== null && relation < doubtful.little) doubts.push(relation < 0 ? 'against' : 'little');
  return doubts;
}

export interface ItemFigures {
  /** People whose first attempt showed it, in whole steps; null: fewer than five. */
  count: number | null;
  /** All below is null or empty under 20 attempts. */
  facility: number | null;
  /** Null under 100 attempts, and where it cannot be computed. */
  discrimination: number | null;
  options: Chosen[];
  doubts: Doubt[];
}

/** What may be said of one question in one language. `options` are empty for types that offer none. */
export function itemFigures(groups: readonly AnswerGroup[], options: readonly string[], right: readonly string[]): ItemFigures {
  const count = attemptsIn(groups);
  const nothing: ItemFigures = { count: count < fewest.shown ? null : count, facility: null, discrimination: null, options: [], doubts: [] };
  const share = facility(groups);
  if (count < fewest.said || share === null) return nothing;
  const relation = count < fewest.related ? null : discrimination(groups);
  const chosen = distractors(groups, options, right);
  return { ...nothing, facility: share, discrimination: relation, options: chosen, doubts: doubtsOf(share, relation, chosen) };
}

/** Unbiased variance of `n` values with this sum and sum of squares; 0 for fewer than two. */
export const variance = (n: number, total: number, squares: number): number => (n < 2 ? 0 : Math.max(0, (squares - total ** 2 / n) / (n - 1)));

/**
 * Cronbach's alpha, at most 1; below 0 where slots work against each other:
 *
 *     alpha = k / (k − 1) · (1 − Σ s²_slot / s²_total)
 *
 * (Lord & Novick 1968, ch. 4; Crocker & Algina, ch. 7; Moodle's "coefficient of internal consistency"). Null for fewer than two slots
 * and where no scores differ.
 */
export function alpha(slots: readonly number[], ofTotal: number): number | null {
  const k = slots.length;
  if (k < 2 || ofTotal < tiny) return null;
  return Math.min(1, (k / (k - 1)) * (1 - sum(slots, (one) => one) / ofTotal));
}

/** Standard error of measurement in the unit of `spread`: s · √(1 − reliability) (Lord & Novick 1968, ch. 3; Moodle: "standard error"). */
export const errorOfMeasurement = (spread: number, reliability: number): number => spread * Math.sqrt(1 - reliability);

export interface QuizFigures {
  /** People whose first attempt has this composition, in whole steps; null: fewer than five. */
  count: number | null;
  /** Shares of the points: mean and standard deviation. Null under 20. */
  mean: number | null;
  spread: number | null;
  /** Null under 100, and where it cannot be computed. The error is a share of the points, like the spread. */
  alpha: number | null;
  error: number | null;
}

/**
 * What may be said of a quiz as a whole. Points may be of any size from 0 to 1: essays count with their share of the rubric.
 * @param groups all answers to attempts of one composition: each attempt has each slot once, so that any slot holds every total
 */
export function quizFigures(groups: readonly AnswerGroup[]): QuizFigures {
  const bySlot = gathered(groups, ({ slot }) => slot);
  const [first = []] = bySlot.values();
  const [n, max] = [attemptsIn(first), first[0]?.max ?? 0];
  const figures: QuizFigures = { count: n < fewest.shown ? null : n, mean: null, spread: null, alpha: null, error: null };
  if (n < fewest.said || !max) return figures;
  const total = sum(first, (one) => one.total);
  const ofTotal = variance(
    n,
    total,
    sum(first, (one) => one.squares),
  );
  const spread = Math.sqrt(ofTotal) / max;
  const said = { ...figures, mean: Math.min(1, total / n / max), spread };
  if (n < fewest.related) return said;
  const slots = [...bySlot.values()].map((slot) =>
    variance(
      n,
      sum(slot, (one) => one.count * one.points),
      sum(slot, (one) => one.count * one.points ** 2),
    ),
  );
  const reliability = alpha(slots, ofTotal);
  return { ...said, alpha: reliability, error: reliability === null ? null : errorOfMeasurement(spread, reliability) };
}
