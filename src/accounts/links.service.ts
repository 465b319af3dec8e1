import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock.js';
import { Config } from '../platform/config.js';
import { Database } from '../platform/database/database.js';
import { hashSecret, newId, newSecret } from '../platform/ids.js';
import type { LinkPurpose } from './link.entity.js';
import { judgeLink, validFor, type LinkState } from './rules/link.js';

/** A link as its page shows it. */
export interface LinkView {
  id: string;
  purpose: LinkPurpose;
  state: LinkState;
  /** A path of Reed's own. */
  target: string;
  person: { id: string; name: string; email: string; language: string; zone: string; hasPassword: boolean; active: boolean };
  /** Name of whoever invited, and of the authority that the person belongs to. */
  invitedBy: string | null;
  authority: string | null;
}

interface LinkRow extends Record<string, unknown> {
  id: string;
  purpose: LinkPurpose;
  target: string | null;
  expiresAt: Date;
  usedAt: Date | null;
  personId: string;
  name: string;
  email: string;
  language: string;
  zone: string;
  hasPassword: boolean;
  deactivatedAt: Date | null;
  inviter: string | null;
  authority: string | null;
}

const readLink = `
  SELECT l.id, l.purpose, l.target, l.expires_at AS "expiresAt", l.used_at AS "usedAt", p.id AS "personId", p.name, p.email, p.language, p.zone,
    p.password_hash IS NOT NULL AS "hasPassword", p.deactivated_at AS "deactivatedAt", i.name AS inviter, a.name AS authority
  FROM link l JOIN person p ON p.id = l.person_id LEFT JOIN person i ON i.id = l.invited_by LEFT JOIN authority a ON a.id = p.authority_id
  WHERE l.secret_hash = $1`;

// One statement decides who wins where the same link is used twice at once.
const consumeLink = `
  UPDATE link SET used_at = $2 FROM person p
  WHERE link.secret_hash = $1 AND link.used_at IS NULL AND link.expires_at > $2 AND p.id = link.person_id AND p.deactivated_at IS NULL
  RETURNING link.id, link.purpose, link.target, link.person_id AS "personId"`;

/** Single-use links that prove an e-mail address. The secret is only in the mail; a hash is kept. */
@Injectable()
export class LinksService {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Config) private readonly config: Config,
  ) {}

  async make(purpose: LinkPurpose, personId: string, target: string, invitedBy: string | null = null): Promise<{ id: string; secret: string }> {
    const now = this.clock.now();
    const [id, secret] = [newId(now.getTime()), newSecret()];
    await this.database.query(
      `INSERT INTO link (id, secret_hash, person_id, purpose, target, invited_by, expires_at, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [id, hashSecret(secret), personId, purpose, target, invitedBy, new Date(now.getTime() + validFor[purpose]), now],
    );
    return { id, secret };
  }

  /** The full address that goes into a mail. */
  address(purpose: LinkPurpose, secret: string): string {
    return `${this.config.baseUrl}/${purpose === 'reset' ? 'reset' : 'welcome'}/${secret}`;
  }

  /** What a link is good for now; null where there is none. Looking does not use it up. */
  async look(secret: string): Promise<LinkView | null> {
    const row = await this.database.one<LinkRow>(readLink, [hashSecret(secret)]);
    if (!row) return null;
    const { personId, name, email, language, zone, hasPassword, deactivatedAt } = row;
    return {
      id: row.id,
      purpose: row.purpose,
      state: judgeLink(row, this.clock.now()),
      target: row.target ?? '/',
      person: { id: personId, name, email, language, zone, hasPassword, active: deactivatedAt === null },
      invitedBy: row.inviter,
      authority: row.authority,
    };
  }

  /** Uses a link up, once; null where it has been used, has expired or does not exist. Runs in the caller's transaction. */
  async consume(secret: string): Promise<{ id: string; purpose: LinkPurpose; personId: string; target: string } | null> {
    const row = await this.database.one<{ id: string; purpose: LinkPurpose; personId: string; target: string | null }>(consumeLink, [
      hashSecret(secret),
      this.clock.now(),
    ]);
    return row && { ...row, target: row.target ?? '/' };
  }

  /** A newer link for the same target takes the place of the older ones. */
  async retire(purpose: LinkPurpose, personId: string, target: string): Promise<void> {
    await this.database.query('UPDATE link SET used_at = $4 WHERE person_id = $1 AND purpose = $2 AND target = $3 AND used_at IS NULL', [
      personId,
      purpose,
      target,
      this.clock.now(),
    ]);
  }

  /** Once a password is set, older mails must not be able to set it again. */
  async useUpAll(personId: string): Promise<void> {
    await this.database.query('UPDATE link SET used_at = $2 WHERE person_id = $1 AND used_at IS NULL', [personId, this.clock.now()]);
  }

  /** Ends the waiting invitations to one target, because a newer mail takes their place. */
  async expire(personId: string, target: string): Promise<void> {
    await this.database.query(
      `UPDATE link SET expires_at = $3 WHERE person_id = $1 AND target = $2 AND purpose = 'invitation' AND used_at IS NULL AND expires_at > $3`,
      [personId, target, this.clock.now()],
    );
  }

  /** Whether the link of a mail that waits is still good. */
  async isOpen(id: string, now: Date): Promise<boolean> {
    const row = await this.database.one<{ usedAt: Date | null; expiresAt: Date; deactivatedAt: Date | null }>(
      `SELECT l.used_at AS "usedAt", l.expires_at AS "expiresAt", p.deactivated_at AS "deactivatedAt"
       FROM link l JOIN person p ON p.id = l.person_id WHERE l.id = $1`,
      [id],
    );
    return row !== null && judgeLink(row, now) === 'usable';
  }
}
