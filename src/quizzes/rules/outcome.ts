import type { Counting, Outline, OutlineQuiz, QuizSettings } from '../../catalogue/outline.js';
import { add, nothing, reduced } from '../../questions/rules/fraction.js';
import { compareScores, passes, type Score } from '../../questions/rules/grade.js';

/** The rules of attempts at one quiz: its own, else the programme's. */
export interface AttemptRules extends Pick<QuizSettings, 'wait'> {
  /** Per cent of the points. */
  pass: number;
  /** Null: no limit. */
  attempts: number | null;
  counts: Counting;
}

export function rulesOf(outline: Pick<Outline, 'rules'>, { settings }: Pick<OutlineQuiz, 'settings'>): AttemptRules {
  const { attempts = outline.rules.attempts, counts = outline.rules.counts, wait } = settings;
  return { pass: outline.rules.pass, attempts, counts, wait };
}

/** One attempt as the rules see it; `score` is null until it is graded. */
export interface Tried {
  number: number;
  score: Score | null;
  passed: boolean;
  handedInAt: Date | null;
}

/** What is true of one person and quiz beside the attempts. */
export interface Circumstances {
  now: Date;
  /** When further attempts were granted. */
  grants: readonly Date[];
  /** When the cohort's quiz opens and closes; null: no bound. */
  opensAt: Date | null;
  closesAt: Date | null;
}

export interface Outcome {
  /** Number of the attempt that counts, the earliest of equals; null before the first, and where the average counts. */
  counted: number | null;
  /** The score that counts; null before the first attempt is graded. */
  score: Score | null;
  passed: boolean;
  /** Number of the attempt that is open. */
  open: number | null;
  /** Attempts that may be begun in all, granted ones included, and that are left; null: no limit. */
  allowed: number | null;
  left: number | null;
  /** Why no new attempt may begin; null: it may. */
  refusal: 'open-attempt' | 'not-open' | 'closed' | 'none-left' | 'wait' | null;
  /** When the next one may begin, where only time stands between. */
  nextAt: Date | null;
}

const hour = 3_600_000;

/**
 * The mean of the shares of the points, as points of the last attempt's size: Σ(points ÷ max) ÷ n × max. Exact.
 * Null for no scores.
 */
export function averageOf(scores: readonly Score[]): Score | null {
  const last = scores.at(-1);
  if (!last) return null;
  let sum = nothing;
  for (const { numerator, denominator, max } of scores) if (max > 0) sum = add(sum, reduced({ numerator, denominator: denominator * max }));
  return { ...reduced({ numerator: sum.numerator * last.max, denominator: sum.denominator * scores.length }), max: last.max };
}

/** The score that counts, of attempts in their order that were handed in or are open. */
export function counting(attempts: readonly Pick<Tried, 'number' | 'score'>[], counts: Counting): Pick<Outcome, 'counted' | 'score'> {
  // Where the first counts, no other takes its place while it waits for its marks.
  const judged = counts === 'first' ? attempts.slice(0, 1) : attempts;
  const scored = judged.flatMap(({ number, score }) => (score ? [{ number, score }] : []));
  if (counts === 'average') return { counted: null, score: averageOf(scored.map(({ score }) => score)) };
  let found: { number: number; score: Score } | undefined = scored[counts === 'last' ? scored.length - 1 : 0];
  if (counts === 'best') for (const one of scored) if (found && compareScores(one.score, found.score) > 0) found = one;
  return { counted: found?.number ?? null, score: found?.score ?? null };
}

/**
 * Scores of the other attempts that decide with attempt `number`, null for those that wait for their marks: where the average counts
 * all that were handed in, for an earlier one may be marked after a later one; else the earlier ones.
 */
export const othersOf = (attempts: readonly Omit<Tried, 'passed'>[], number: number, { counts }: Pick<AttemptRules, 'counts'>): (Score | null)[] =>
  attempts.filter((other) => other.handedInAt && (counts === 'average' ? other.number !== number : other.number < number)).map(({ score }) => score);

/**
 * Whether an attempt with this score earns the pass beside the others (`othersOf`). What was earned before stays. Where the average
 * counts, nothing is earned while one of them waits for its marks: with these the average is known, and the pass comes with it.
 */
export function earnsPass(others: readonly (Score | null)[], score: Score, { counts, pass }: Pick<AttemptRules, 'counts' | 'pass'>): boolean {
  if (counts === 'first') return !others.length && passes(score, pass);
  if (counts !== 'average') return passes(score, pass);
  const graded = others.flatMap((other) => other ?? []);
  const average = graded.length < others.length ? null : averageOf([...graded, score]);
  return average !== null && passes(average, pass);
}

/** When the next attempt may begin by the wait; null: at once. A grant after the last hand-in ends the wait. */
function endOfWait(attempts: readonly Tried[], grants: readonly Date[], wait: number): Date | null {
  const last = Math.max(...attempts.map(({ handedInAt }) => handedInAt?.getTime() ?? 0), 0);
  if (!wait || !last || grants.some((at) => at.getTime() >= last)) return null;
  return new Date(last + wait * hour);
}

/** What several attempts amount to. Somebody who has passed may try again; a pass once earned stays. */
export function outcome(attempts: readonly Tried[], rules: Omit<AttemptRules, 'pass'>, at: Circumstances): Outcome {
  const open = attempts.find((attempt) => !attempt.handedInAt)?.number ?? null;
  const allowed = rules.attempts === null ? null : rules.attempts + at.grants.length;
  const left = allowed === null ? null : Math.max(0, allowed - attempts.length);
  return {
    ...counting(attempts, rules.counts),
    passed: attempts.some((attempt) => attempt.passed),
    open,
    allowed,
    left,
    ...refusalOf(attempts, open, left, rules, at),
  };
}

function refusalOf(
  attempts: readonly Tried[],
  open: number | null,
  left: number | null,
  rules: Pick<AttemptRules, 'wait'>,
  { now, grants, opensAt, closesAt }: Circumstances,
): Pick<Outcome, 'refusal' | 'nextAt'> {
  if (open !== null) return { refusal: 'open-attempt', nextAt: null };
  if (closesAt && now >= closesAt) return { refusal: 'closed', nextAt: null };
  if (left === 0) return { refusal: 'none-left', nextAt: null };
  const waited = endOfWait(attempts, grants, rules.wait);
  const nextAt = [opensAt, waited].reduce<Date | null>((latest, one) => (one && one > now && (!latest || one > latest) ? one : latest), null);
  // A wait that ends when the quiz has closed is no wait.
  if (nextAt && closesAt && nextAt >= closesAt) return { refusal: 'closed', nextAt: null };
  return { refusal: !nextAt ? null : opensAt && now < opensAt ? 'not-open' : 'wait', nextAt };
}
