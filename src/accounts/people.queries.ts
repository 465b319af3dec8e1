import type { Database } from '../platform/database/database.js';
import type { Role } from '../platform/security/viewer.js';

/** Somebody in the administrators' list. */
export interface PersonLine extends Record<string, unknown> {
  id: string;
  name: string;
  email: string;
  authority: string | null;
  roles: Role[];
  /** Has set a password. */
  accepted: boolean;
  active: boolean;
}

const list = `
  SELECT p.id, p.name, p.email, a.name AS authority, p.password_hash IS NOT NULL AS accepted, p.deactivated_at IS NULL AS active,
    ARRAY(SELECT DISTINCT g.role FROM role_grant g LEFT JOIN authority n ON n.id = g.authority_id
          WHERE g.person_id = p.id AND ($1::text[] IS NULL OR n.path ^@ ANY ($1::text[])) ORDER BY g.role) AS roles
  FROM person p LEFT JOIN authority a ON a.id = p.authority_id
  WHERE ($1::text[] IS NULL OR a.path ^@ ANY ($1::text[]))
    AND ($2::text IS NULL OR lower(p.name) LIKE $2 OR p.email LIKE $2)
    AND ($3::text IS NULL OR (lower(p.name), p.id) > ($3, $4::uuid))
  ORDER BY lower(p.name), p.id LIMIT $5`;

/** Where a page of the list begins: after this name and id. */
export interface After {
  name: string;
  id: string;
}

/** @param paths nodes below which the viewer administers; null: everywhere */
export function peopleList(
  database: Database,
  paths: string[] | null,
  search: string | null,
  after: After | null,
  limit: number,
): Promise<PersonLine[]> {
  const pattern = search === null ? null : `%${search.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`;
  return database.query<PersonLine>(list, [paths, pattern, after?.name ?? null, after?.id ?? null, limit]);
}

/** A person with everything that administrators see; nothing about what was learned. */
export interface PersonDetail extends Record<string, unknown> {
  id: string;
  name: string;
  email: string;
  language: string;
  zone: string;
  authorityId: string | null;
  authority: string | null;
  path: string | null;
  accepted: boolean;
  deactivatedAt: Date | null;
  createdAt: Date;
  grants: { id: string; role: Role; authorityId: string | null; authority: string | null; path: string | null }[];
}

const detail = `
  SELECT p.id, p.name, p.email, p.language, p.zone, p.authority_id AS "authorityId", a.name AS authority, a.path,
    p.password_hash IS NOT NULL AS accepted, p.deactivated_at AS "deactivatedAt", p.created_at AS "createdAt",
    coalesce((
      SELECT json_agg(json_build_object('id', g.id, 'role', g.role, 'authorityId', n.id, 'authority', n.name, 'path', n.path) ORDER BY n.path NULLS FIRST, g.role)
      FROM role_grant g LEFT JOIN authority n ON n.id = g.authority_id WHERE g.person_id = p.id), '[]') AS grants
  FROM person p LEFT JOIN authority a ON a.id = p.authority_id
  WHERE p.id = $1`;

export const personDetail = (database: Database, id: string): Promise<PersonDetail | null> => database.one<PersonDetail>(detail, [id]);
