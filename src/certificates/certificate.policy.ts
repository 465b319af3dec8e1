import { administers } from '../accounts/people.policy.js';
import type { Viewer } from '../platform/security/viewer.js';

/** A certificate is its holder's own; everybody else checks it by its code. */
export const maySee = (viewer: Viewer, certificate: { personId: string }): boolean => certificate.personId === viewer.personId;

/** Administrators of the holder's authority, of one above it, or of the whole installation find what it has; coordinators and trainers do not. */
export const mayFind = (viewer: Viewer, holder: { authorityPath: string | null }): boolean => administers(viewer, holder.authorityPath);

/** The same people withdraw and reinstate; nobody decides about a certificate of their own. */
export const mayDecide = (viewer: Viewer, holder: { personId: string; authorityPath: string | null }): boolean =>
  mayFind(viewer, holder) && holder.personId !== viewer.personId;
