import { Conflict } from '../platform/errors.js';
import { formats } from '../platform/i18n/formats.js';
import { isLanguage } from '../platform/i18n/texts.js';
import type { Viewer } from '../platform/security/viewer.js';
import type { Origin, Standing } from './answer.queries.js';
import type { Sheet } from './attempt.queries.js';
import type { Outcome } from './rules/outcome.js';

/** Another device has answered since: nothing was written, so that no answer replaces one that nobody has seen. */
export class AnsweredElsewhere extends Conflict {
  constructor(
    readonly sequence: number,
    readonly savedAt: Date,
  ) {
    super('quizzes.error.elsewhere');
  }
}

/** Why an attempt takes no answer any more. */
export const closed = ({ deadline, handedInAt }: Sheet): Conflict =>
  new Conflict(deadline && (!handedInAt || handedInAt >= deadline) ? 'quizzes.error.timeUp' : 'quizzes.error.handedIn');

/** Why no attempt may begin now. */
export function refusalOf(viewer: Viewer, { refusal, nextAt }: Outcome): Conflict {
  const when = nextAt ? formats(isLanguage(viewer.language) ? viewer.language : 'en', viewer.zone).dateTime(nextAt) : '';
  if (refusal === 'wait') return new Conflict('quizzes.error.wait', { when });
  if (refusal === 'not-open') return new Conflict('quizzes.error.notOpen', { when });
  return new Conflict(refusal === 'closed' ? 'quizzes.error.closed' : 'quizzes.error.noneLeft');
}

/** What this save, or a later one of the same device, was told when it was taken. @throws Conflict · AnsweredElsewhere */
export function acknowledged(sheet: Sheet, now: Standing | null, from: Origin | null): { sequence: number; savedAt: Date } {
  if (now?.own && from?.turn && from.turn <= now.own[0]) return { sequence: now.own[1], savedAt: new Date(now.own[2]) };
  if (now?.checked && !now.handedIn) throw new Conflict('quizzes.error.checked');
  // Without another device's answer between, only the end of the attempt stands in the way.
  const unseen = now && now.sequence !== null && from && now.sequence > from.seen;
  if (!now || now.handedIn || !unseen || now.savedAt === null) throw closed(sheet);
  // Nothing was answered on this page, so nobody has to decide anything.
  if (from.untouched) return { sequence: now.sequence!, savedAt: now.savedAt };
  throw new AnsweredElsewhere(now.sequence!, now.savedAt);
}
