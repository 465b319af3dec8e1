import type { Role, Viewer } from '../platform/security/viewer.js';

/** What the policy must know of a cohort. */
export interface CohortReach {
  /** Path of its authority in the tree, `/root/child/`. */
  authorityPath: string;
  /** The viewer is one of its coordinators. */
  coordinated: boolean;
}

/**
 * Administrators see and manage every cohort at and below their node. Coordinators see and manage the cohorts that they
 * coordinate, and only within the nodes where they (still) hold the role.
 */
export function mayManageCohort(viewer: Viewer, cohort: CohortReach): boolean {
  return viewer.grants.some(
    ({ role, path }) =>
      (path === null || cohort.authorityPath.startsWith(path)) && (role === 'administrator' || (role === 'coordinator' && cohort.coordinated)),
  );
}

/** Making a cohort asks for either role at the authority, above it or everywhere. */
export function mayMakeCohortAt(viewer: Viewer, authorityPath: string): boolean {
  return viewer.grants.some(
    ({ role, path }) => (role === 'administrator' || role === 'coordinator') && (path === null || authorityPath.startsWith(path)),
  );
}

/** The same rule as prefixes of paths, for lists that PostgreSQL filters; the empty prefix is the whole installation. */
export function reachOf(viewer: Viewer, role: Role): string[] {
  return viewer.grants.filter((grant) => grant.role === role).map((grant) => grant.path ?? '');
}
