/** What somebody may be, per node of the tree of authorities or for the whole installation. Learners hold no grant: an enrolment makes one. */
export type Role = 'trainer' | 'coordinator' | 'administrator';
export const roles: Role[] = ['trainer', 'coordinator', 'administrator'];

export interface Grant {
  role: Role;
  /** Path of the node, `/root/child/`; null for the whole installation. */
  path: string | null;
}

/** Whoever asks. Services get one and decide; pages, API and worker cannot differ. */
export interface Viewer {
  personId: string;
  name: string;
  email: string;
  language: string;
  zone: string;
  theme: 'system' | 'light' | 'dark';
  grants: Grant[];
  /** How the request proved itself; a token cannot make tokens. */
  by: 'session' | 'token';
}

/** What a route or a menu may ask for, and the roles that have it somewhere. */
export const permissions = {
  'cohort.manage': ['coordinator', 'administrator'],
  'catalogue.preview': ['trainer', 'administrator'],
  'attempt.mark': ['trainer', 'administrator'],
  'import.read': ['trainer', 'administrator'],
  'people.manage': ['administrator'],
  'mailbox.read': ['administrator'],
  'question.correct': ['trainer', 'administrator'],
} as const satisfies Record<string, readonly Role[]>;

export type Permission = keyof typeof permissions;

/**
 * What belongs to no node: a role at one of them does not reach it. All mails are in the mailbox, links that sign in included;
 * a question stands in the courses of everybody.
 */
const ofTheWhole: ReadonlySet<Permission> = new Set<Permission>(['mailbox.read', 'question.correct']);

/** True where the viewer holds the permission at some node. Which objects it reaches is for the feature's policy. */
export function holds(viewer: Viewer, permission: Permission): boolean {
  const wanted: readonly Role[] = permissions[permission];
  return viewer.grants.some((grant) => wanted.includes(grant.role) && (grant.path === null || !ofTheWhole.has(permission)));
}

/** True where the viewer holds the permission for the node with this path: granted at it, above it, or everywhere. */
export function holdsAt(viewer: Viewer, permission: Permission, path: string): boolean {
  const wanted: readonly Role[] = permissions[permission];
  return viewer.grants.some((grant) => wanted.includes(grant.role) && (grant.path === null || path.startsWith(grant.path)));
}
