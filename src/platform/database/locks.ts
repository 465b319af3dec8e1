/** Advisory locks of PostgreSQL that Reed takes, in one place so that no two purposes share a number. */
export const advisoryLock = {
  /** Bringing the schema up to date. */
  migrate: 728301,
  /** Publishing revisions. */
  publish: 728302,
  /** An embedded installation in use by one process. */
  alone: 728303,
  /** Changing the tree of authorities. */
  authorities: 728304,
} as const;
