/** What decides when an attempt ends. */
export interface Timing {
  startedAt: Date;
  /** Minutes; null: no limit. */
  time: number | null;
  /** Per cent that this person gets more. */
  extraTime: number;
  /** This person has no time limit. */
  noTimer: boolean;
  /** When the quiz closes for the cohort; null: never. It closes for everybody. */
  closesAt: Date | null;
}

/** Seconds that one attempt of this person may take; null: no limit. */
export const ownSeconds = ({ time, extraTime, noTimer }: Pick<Timing, 'time' | 'extraTime' | 'noTimer'>): number | null =>
  time === null || noTimer ? null : Math.ceil((time * 60 * (100 + extraTime)) / 100);

/** When the attempt ends: its minutes and the extra ones, but not after closing. Null: when it is handed in. */
export function deadlineOf(timing: Timing): Date | null {
  const { startedAt, closesAt } = timing;
  const seconds = ownSeconds(timing);
  const limit = seconds === null ? null : new Date(startedAt.getTime() + seconds * 1000);
  if (!limit || !closesAt) return limit ?? closesAt;
  return limit < closesAt ? limit : closesAt;
}

/** An attempt with its end; `grace` is in seconds. */
export interface Ending {
  handedInAt: Date | null;
  deadline: Date | null;
  grace: number;
}

/** The last instant at which an answer is taken; null: none. */
export const endOf = ({ deadline, grace }: Pick<Ending, 'deadline' | 'grace'>): Date | null =>
  deadline && new Date(deadline.getTime() + grace * 1000);

/** True for an open attempt that the server hands in now: also the grace is over. */
export function isOver(attempt: Ending, now: Date): boolean {
  const end = endOf(attempt);
  return attempt.handedInAt === null && end !== null && now > end;
}

/** Whole seconds until the deadline, from 0; null: no limit. */
export const secondsLeft = (deadline: Date | null, now: Date): number | null =>
  deadline && Math.max(0, Math.ceil((deadline.getTime() - now.getTime()) / 1000));
