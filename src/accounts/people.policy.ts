import { holdsAt, type Viewer } from '../platform/security/viewer.js';

/** Administrator of the whole installation. */
export const administersAll = (viewer: Viewer): boolean => viewer.grants.some((grant) => grant.role === 'administrator' && grant.path === null);

/**
 * Whether the viewer administers the node with this path. What belongs to no node (null: an installation-wide role, a person
 * without an authority) is for administrators of the whole installation.
 */
export const administers = (viewer: Viewer, path: string | null): boolean =>
  path === null ? administersAll(viewer) : holdsAt(viewer, 'people.manage', path);

/** Paths below which the viewer administers; null: everywhere. For the lists' SQL. */
export function administeredPaths(viewer: Viewer): string[] | null {
  if (administersAll(viewer)) return null;
  return viewer.grants.flatMap((grant) => (grant.role === 'administrator' && grant.path !== null ? [grant.path] : []));
}

/**
 * Whether the viewer may lock somebody out: only where the viewer administers every node at which that person holds a role.
 * Otherwise an administrator of one department could remove those above.
 */
export const mayLockOut = (viewer: Viewer, grants: readonly { path: string | null }[]): boolean =>
  grants.every((grant) => administers(viewer, grant.path));

/**
 * Whether the viewer may see and set what a person needs where time is limited, which says something about that person's health:
 * administrators of the person's authority, and of its coordinators only one who has the person in a cohort.
 */
export const mayAccommodate = (viewer: Viewer, path: string | null, coordinated: boolean): boolean =>
  administers(viewer, path) || (path !== null && coordinated && holdsAt(viewer, 'cohort.manage', path));
