import type { Viewer } from '../platform/security/viewer.js';

/** A plan is its learner's alone: whoever runs the cohort sees that it is finished, and when, but not what it says. */
export const mayWrite = (viewer: Viewer, plan: { personId: string }): boolean => viewer.personId === plan.personId;
