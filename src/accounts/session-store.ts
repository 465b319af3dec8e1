import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock.js';
import { Config } from '../platform/config.js';
import { Database } from '../platform/database/database.js';
import { hashSecret } from '../platform/ids.js';
import type { Viewer } from '../platform/security/viewer.js';
import { viewerBySession } from './session.queries.js';

/** A session ends this long after its last use, in milliseconds. */
export const sessionMs = 14 * 24 * 3_600_000;
/** Its use is noted at most this often. */
const renewalMs = 10 * 60_000;

/** Whoever has signed in, as passport carries them through a request. `viewer` is there once the session has been read back. */
export class SessionUser {
  constructor(
    readonly personId: string,
    readonly viewer: Viewer | null = null,
    readonly expiresAt: Date | null = null,
  ) {}

  /** What the session plugin compares to learn whether a session changed. */
  toJSON(): string {
    return this.personId;
  }
}

/** The part of a session that the plugin hands to a store and takes from it. */
export interface StoredSession {
  cookie: object;
  passport?: { user?: SessionUser };
}

type Done<T> = (error: unknown, value?: T | null) => void;

const put = `
  INSERT INTO session (token_hash, person_id, expires_at) VALUES ($1, $2, $3)
  ON CONFLICT (token_hash) DO UPDATE SET person_id = excluded.person_id, expires_at = excluded.expires_at`;
// A renewal never brings a session back that has just been ended elsewhere.
const renew = `UPDATE session SET expires_at = $2 WHERE token_hash = $1`;

/**
 * Sessions as rows. Only a hash of the session's id is stored, so that whoever reads the table cannot become anybody.
 * A session in which nobody has signed in is never written.
 */
@Injectable()
export class SessionStore {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Config) private readonly config: Config,
  ) {}

  get(id: string, done: Done<StoredSession>): void {
    this.read(id).then(
      (session) => done(null, session),
      (error: unknown) => done(error),
    );
  }

  set(id: string, session: StoredSession, done: Done<never>): void {
    this.write(id, session).then(
      () => done(null),
      (error: unknown) => done(error),
    );
  }

  destroy(id: string, done: Done<never>): void {
    this.database.query('DELETE FROM session WHERE token_hash = $1', [hashSecret(id)]).then(
      () => done(null),
      (error: unknown) => done(error),
    );
  }

  /** True where a session has not been renewed for a while. */
  wantsRenewal(user: SessionUser): boolean {
    return user.expiresAt !== null && user.expiresAt.getTime() - this.clock.now().getTime() < sessionMs - renewalMs;
  }

  /** Ends all sessions of a person but one. @param keep id of the session that stays; null: none */
  async endAll(personId: string, keep: string | null): Promise<void> {
    await this.database.query('DELETE FROM session WHERE person_id = $1 AND token_hash <> $2', [personId, keep === null ? '' : hashSecret(keep)]);
  }

  private async read(id: string): Promise<StoredSession | null> {
    const found = await viewerBySession(this.database, hashSecret(id), this.clock.now());
    if (!found) return null;
    // Whether the session has ended is decided above, by our clock; the plugin only learns how long the cookie lives.
    const cookie = { originalMaxAge: sessionMs, path: '/', httpOnly: true, sameSite: 'lax', secure: this.config.secure };
    return { cookie, passport: { user: new SessionUser(found.viewer.personId, found.viewer, found.expiresAt) } };
  }

  private async write(id: string, session: StoredSession): Promise<void> {
    const user = session.passport?.user;
    if (!user) return;
    const expiresAt = new Date(this.clock.now().getTime() + sessionMs);
    if (user.expiresAt) await this.database.query(renew, [hashSecret(id), expiresAt]);
    else await this.database.query(put, [hashSecret(id), user.personId, expiresAt]);
  }
}
