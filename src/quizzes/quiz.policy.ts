import { holds, holdsAt, type Viewer } from '../platform/security/viewer.js';

/** Attempts are their learner's alone: whoever runs the cohort sees completion, never questions, answers or attempts. */
export const mayTry = (viewer: Viewer, attempt: { personId: string }): boolean => viewer.personId === attempt.personId;

/** A question stands in courses of everybody, and its correction changes results of people in every authority. */
export const mayCorrect = (viewer: Viewer): boolean => holds(viewer, 'question.correct');

/**
 * Answers are marked by trainers and administrators of the learner's authority, of one above it, or of the whole installation;
 * nobody marks their own. Where a learner has no authority, only the last.
 */
export const mayMark = (viewer: Viewer, answer: { personId: string; authorityPath: string | null }): boolean =>
  viewer.personId !== answer.personId && holdsAt(viewer, 'attempt.mark', answer.authorityPath ?? '');
