import type { StillWanted } from '../mail/mail-kinds.js';
import type { MarkingQueries } from './marking.queries.js';

/** For mails about a graded attempt, whose id is their object: they go while its learner can still sign in. */
export const whileActive =
  (queries: MarkingQueries): StillWanted =>
  async (attemptId) => {
    const reader = attemptId === null ? null : await queries.reader(attemptId);
    if (!reader) return { wanted: false, reason: 'gone' };
    return reader.active ? { wanted: true } : { wanted: false, reason: 'deactivated' };
  };
