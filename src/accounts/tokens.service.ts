import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock.js';
import { Database } from '../platform/database/database.js';
import { NotAllowed, NotFound } from '../platform/errors.js';
import { hashSecret, isId, newId, newSecret } from '../platform/ids.js';
import type { Viewer } from '../platform/security/viewer.js';
import { AuditService } from './audit.service.js';
import { viewerByToken } from './session.queries.js';

/** A personal access token as its owner sees it. */
export interface TokenView extends Record<string, unknown> {
  id: string;
  name: string;
  createdAt: Date;
  /** Civil date in UTC. */
  lastUsedOn: string | null;
}

/** Begins every token, so that a scanner that finds one in a wrong place knows what it is. */
const prefix = 'reed_';

/** Personal access tokens for the API. The secret is shown once; a hash is kept. */
@Injectable()
export class TokensService {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(AuditService) private readonly audit: AuditService,
  ) {}

  list(viewer: Viewer): Promise<TokenView[]> {
    return this.database.query<TokenView>(
      `SELECT id, name, created_at AS "createdAt", last_used_on AS "lastUsedOn" FROM access_token
       WHERE person_id = $1 AND revoked_at IS NULL ORDER BY created_at, id`,
      [viewer.personId],
    );
  }

  /** @throws NotAllowed for whoever came with a token: a token that got lost must not leave others behind. */
  async make(viewer: Viewer, name: string): Promise<{ id: string; secret: string }> {
    mustHaveSignedIn(viewer);
    const id = newId();
    const secret = prefix + newSecret();
    await this.database.transaction(async () => {
      await this.database.query('INSERT INTO access_token (id, person_id, name, secret_hash, created_at) VALUES ($1, $2, $3, $4, $5)', [
        id,
        viewer.personId,
        name,
        hashSecret(secret),
        this.clock.now(),
      ]);
      await this.audit.record({ actorId: viewer.personId, action: 'token.make', objectType: 'token', objectId: id });
    });
    return { id, secret };
  }

  /** Revoking again is fine. @throws NotFound for a token of somebody else */
  async revoke(viewer: Viewer, id: string): Promise<void> {
    mustHaveSignedIn(viewer);
    if (!isId(id)) throw new NotFound('token');
    await this.database.transaction(async () => {
      const row = await this.database.one<{ first: boolean }>(
        `UPDATE access_token t SET revoked_at = coalesce(t.revoked_at, $3) FROM access_token old
         WHERE t.id = $1 AND t.person_id = $2 AND old.id = t.id RETURNING old.revoked_at IS NULL AS first`,
        [id, viewer.personId, this.clock.now()],
      );
      if (!row) throw new NotFound('token');
      if (row.first) await this.audit.record({ actorId: viewer.personId, action: 'token.revoke', objectType: 'token', objectId: id });
    });
  }

  /** Who a token speaks for; null for one that is unknown or revoked. Its use is noted once a day. */
  async viewerOf(token: string): Promise<Viewer | null> {
    if (!token.startsWith(prefix)) return null;
    const found = await viewerByToken(this.database, hashSecret(token));
    if (!found) return null;
    const today = this.clock.now().toISOString().slice(0, 10);
    if (found.lastUsedOn !== today) await this.database.query('UPDATE access_token SET last_used_on = $2 WHERE id = $1', [found.tokenId, today]);
    return found.viewer;
  }
}

function mustHaveSignedIn(viewer: Viewer): void {
  if (viewer.by !== 'session') throw new NotAllowed('token');
}
