import type { Database } from '../platform/database/database.js';
import type { Grant, Viewer } from '../platform/security/viewer.js';

// One statement brings all that a page must know of whoever asks: session, person, roles with their nodes, language and look.
const person = `
  p.id AS "personId", p.name, p.email, p.language, p.zone, p.theme,
  coalesce((
    SELECT json_agg(json_build_object('role', g.role, 'path', a.path))
    FROM role_grant g LEFT JOIN authority a ON a.id = g.authority_id WHERE g.person_id = p.id), '[]') AS grants`;

const bySession = `
  SELECT ${person}, s.expires_at AS "expiresAt"
  FROM session s JOIN person p ON p.id = s.person_id
  WHERE s.token_hash = $1 AND s.expires_at > $2 AND p.deactivated_at IS NULL`;

const byToken = `
  SELECT ${person}, t.id AS "tokenId", t.last_used_on AS "lastUsedOn"
  FROM access_token t JOIN person p ON p.id = t.person_id
  WHERE t.secret_hash = $1 AND t.revoked_at IS NULL AND p.deactivated_at IS NULL`;

interface PersonRow extends Record<string, unknown> {
  personId: string;
  name: string;
  email: string;
  language: string;
  zone: string;
  theme: Viewer['theme'];
  grants: Grant[];
}

const viewerOf = ({ personId, name, email, language, zone, theme, grants }: PersonRow, by: Viewer['by']): Viewer => ({
  personId,
  name,
  email,
  language,
  zone,
  theme,
  grants,
  by,
});

export async function viewerBySession(database: Database, tokenHash: string, now: Date): Promise<{ viewer: Viewer; expiresAt: Date } | null> {
  const row = await database.one<PersonRow & { expiresAt: Date }>(bySession, [tokenHash, now]);
  return row && { viewer: viewerOf(row, 'session'), expiresAt: row.expiresAt };
}

export async function viewerByToken(
  database: Database,
  secretHash: string,
): Promise<{ viewer: Viewer; tokenId: string; lastUsedOn: string | null } | null> {
  const row = await database.one<PersonRow & { tokenId: string; lastUsedOn: string | null }>(byToken, [secretHash]);
  return row && { viewer: viewerOf(row, 'token'), tokenId: row.tokenId, lastUsedOn: row.lastUsedOn };
}
