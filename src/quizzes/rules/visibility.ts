import type { Moment, QuizSettings } from '../../catalogue/outline.js';

/** What may be seen of an attempt, or of one of its questions. */
export interface Seen {
  /** What the learner answered. */
  answers: boolean;
  /** Points and verdicts. */
  marks: boolean;
  /** Right answers and reasons. */
  explanations: boolean;
}

export interface Sight {
  handedIn: boolean;
  /** No further attempt can begin: the quiz has closed, or none is left. */
  over: boolean;
  /** Practice: this question was checked. */
  checked?: boolean;
}

/**
 * The one rule for what a learner may see of an attempt; pages and API both ask it. While it is open: the own answers, and
 * everything about a question that was checked. Afterwards each thing from its moment on.
 */
export function visible({ mode, show }: Pick<QuizSettings, 'mode' | 'show'>, { handedIn, over, checked = false }: Sight): Seen {
  if (!handedIn) {
    const explained = mode === 'practice' && checked;
    return { answers: true, marks: explained, explanations: explained };
  }
  const now = (moment: Moment): boolean => moment === 'after' || (moment === 'later' && over);
  return { answers: now(show.answers), marks: now(show.marks), explanations: now(show.explanations) };
}
