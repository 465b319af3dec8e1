const hour = 3_600_000;

/** How long links are good for, in milliseconds. */
export const validFor = { invitation: 7 * 24 * hour, 'first-admin': 24 * hour, reset: 2 * hour } as const;

export type LinkState = 'usable' | 'used' | 'expired';

/** A link of somebody who may not sign in any more counts as expired: nothing is said about the account. */
export function judgeLink(link: { usedAt: Date | null; expiresAt: Date; deactivatedAt: Date | null }, now: Date): LinkState {
  if (link.usedAt) return 'used';
  return link.expiresAt <= now || link.deactivatedAt ? 'expired' : 'usable';
}
