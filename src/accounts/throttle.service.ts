import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock.js';
import { Database } from '../platform/database/database.js';
import { TooMany } from '../platform/errors.js';
import { addressKey, judgeTries, limits, type LimitName, type ThrottleVerdict } from './rules/throttle.js';

const countOne = `
  INSERT INTO throttle AS t (key, tries, resets_at) VALUES ($1, 1, $3)
  ON CONFLICT (key) DO UPDATE SET
    tries = CASE WHEN t.resets_at <= $2 THEN 1 ELSE t.tries + 1 END,
    resets_at = CASE WHEN t.resets_at <= $2 THEN $3 ELSE t.resets_at END
  RETURNING tries, resets_at AS "resetsAt"`;

/** A hash, so that the table holds neither accounts nor addresses. */
const keyOf = (name: LimitName, who: string): string => createHash('sha256').update(`${name}:${who}`).digest('base64url');

/**
 * Counts tries in a table, so that all web processes count together. Call it outside of transactions: a refused request
 * rolls back, and its try must count all the same.
 */
@Injectable()
export class ThrottleService {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** Counts one try of an account (its e-mail address or id). */
  async tryAccount(name: LimitName, account: string): Promise<ThrottleVerdict> {
    return this.count(name, account);
  }

  /** Counts one try from an internet address. @throws TooMany */
  async passAddress(name: LimitName, ip: string): Promise<void> {
    refuse(await this.count(name, addressKey(ip)));
  }

  /** Counts one try of an account. @throws TooMany */
  async passAccount(name: LimitName, account: string): Promise<void> {
    refuse(await this.count(name, account));
  }

  /** Somebody proved who they are: their own count begins again, and the address gets this try back. */
  async forgive(account: [LimitName, string], address?: [LimitName, string]): Promise<void> {
    await this.database.query('DELETE FROM throttle WHERE key = $1', [keyOf(...account)]);
    if (address)
      await this.database.query('UPDATE throttle SET tries = greatest(tries - 1, 0) WHERE key = $1', [keyOf(address[0], addressKey(address[1]))]);
  }

  private async count(name: LimitName, who: string): Promise<ThrottleVerdict> {
    const now = this.clock.now();
    const limit = limits[name];
    const resets = new Date(now.getTime() + limit.windowSeconds * 1000);
    const row = await this.database.one<{ tries: number; resetsAt: Date }>(countOne, [keyOf(name, who), now, resets]);
    return judgeTries(limit, row!.tries, row!.resetsAt, now);
  }
}

function refuse(verdict: ThrottleVerdict): void {
  if (!verdict.allowed) throw new TooMany(verdict.retryAfterSeconds);
}
