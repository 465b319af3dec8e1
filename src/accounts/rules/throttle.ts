/** So many tries in a window that begins with the first. */
export interface Limit {
  tries: number;
  windowSeconds: number;
}

const quarter = 15 * 60;

/** An account is one person; an address may be a whole town hall. */
export const limits = {
  signInAccount: { tries: 10, windowSeconds: quarter },
  signInAddress: { tries: 100, windowSeconds: quarter },
  mailAccount: { tries: 3, windowSeconds: quarter },
  mailAddress: { tries: 60, windowSeconds: quarter },
  // What somebody with a role sends to one person, by the button.
  sendAgain: { tries: 5, windowSeconds: 4 * quarter },
  linkAddress: { tries: 100, windowSeconds: quarter },
  reportAddress: { tries: 20, windowSeconds: quarter },
  verifyAddress: { tries: 120, windowSeconds: quarter },
  verifyCode: { tries: 20, windowSeconds: quarter },
} as const satisfies Record<string, Limit>;

export type LimitName = keyof typeof limits;

export type ThrottleVerdict = { allowed: true } | { allowed: false; retryAfterSeconds: number };

/** @param tries tries in the running window, this one included */
export function judgeTries(limit: Limit, tries: number, resetsAt: Date, now: Date): ThrottleVerdict {
  if (tries <= limit.tries) return { allowed: true };
  return { allowed: false, retryAfterSeconds: Math.max(1, Math.ceil((resetsAt.getTime() - now.getTime()) / 1000)) };
}

/** What counts as one address: an IPv4 address, or the first half of an IPv6 one, which is what a single line is given. */
export function addressKey(ip: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(ip);
  if (mapped) return mapped[1]!;
  if (!ip.includes(':')) return ip;
  const [head = '', tail] = ip.toLowerCase().split('%')[0]!.split('::');
  const left = head.split(':').filter(Boolean);
  const right = (tail ?? '').split(':').filter(Boolean);
  const groups = tail === undefined ? left : [...left, ...Array<string>(Math.max(0, 8 - left.length - right.length)).fill('0'), ...right];
  return groups
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':');
}
