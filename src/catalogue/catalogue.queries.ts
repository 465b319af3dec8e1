import { Inject, Injectable } from '@nestjs/common';
import { Database } from '../platform/database/database.js';
import type { Manifest } from './revision.entity.js';

export interface CurrentRevision {
  programmeId: string;
  revisionId: string;
  /** Number of the handbook's current state, the same on each row; null where there is none. */
  handbook: number | null;
}

export interface StoredRevision {
  id: string;
  programmeId: string;
  number: number;
  manifest: Manifest;
}

const currentSql = `
  SELECT id AS "programmeId", current_revision_id AS "revisionId", (SELECT max(number) FROM handbook_revision) AS handbook
  FROM programme WHERE current_revision_id IS NOT NULL ORDER BY number, id`;

const revisionSql = `
  SELECT id, programme_id AS "programmeId", number, manifest FROM revision WHERE id = $1`;

const handbookSql = `SELECT manifest FROM handbook_revision WHERE number = $1`;

const blobsSql = `
  SELECT hash, body FROM blob WHERE hash = ANY($1::text[])`;

/** What the catalogue reads. */
@Injectable()
export class CatalogueQueries {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** Programmes with a published revision, in the order of their numbers. */
  current(): Promise<CurrentRevision[]> {
    return this.database.query<CurrentRevision>(currentSql);
  }

  revision(id: string): Promise<StoredRevision | null> {
    return this.database.one<StoredRevision>(revisionSql, [id]);
  }

  /** Manifest of one state of the handbook. */
  async handbook(number: number): Promise<Manifest | null> {
    return (await this.database.one<{ manifest: Manifest }>(handbookSql, [number]))?.manifest ?? null;
  }

  /** Bodies by hash; a hash that is not stored is left out. */
  async bodies(hashes: readonly string[]): Promise<Map<string, string>> {
    const rows = await this.database.query<{ hash: string; body: string }>(blobsSql, [hashes]);
    return new Map(rows.map(({ hash, body }) => [hash, body]));
  }
}
