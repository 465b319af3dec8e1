import { civil, endOfDay } from '../../platform/zones.js';

export type Validity = 'valid' | 'expired' | 'withdrawn';

/** What a certificate is worth at `now`. `validUntil` is a civil date and counts to its end in `zone`; withdrawal comes before everything. */
export function validity(now: Date, certificate: { validUntil: string | null; withdrawnAt: Date | null }, zone: string): Validity {
  if (certificate.withdrawnAt && certificate.withdrawnAt <= now) return 'withdrawn';
  if (certificate.validUntil && now >= endOfDay(certificate.validUntil, zone)) return 'expired';
  return 'valid';
}

/** The civil date in `zone` since which it is withdrawn. */
export const withdrawnOn = (withdrawnAt: Date | null, zone: string): string | null => withdrawnAt && civil(withdrawnAt, zone).date;
