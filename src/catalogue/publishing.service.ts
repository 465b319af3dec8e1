import { Inject, Injectable } from '@nestjs/common';
import { Database } from '../platform/database/database.js';
import { advisoryLock } from '../platform/database/locks.js';
import { DomainEvents } from '../platform/events.js';
import { newId } from '../platform/ids.js';
import type { Problem } from '../platform/source/source-file.js';
import { RevisionPublished } from './catalogue.events.js';
import { CatalogueService } from './catalogue.service.js';
import type { Manifest } from './revision.entity.js';
import { manifestHash, type SourceFiles } from './rules/manifest.js';
import { aKind, type IdUse } from './rules/reading.js';

/** A programme that may become a revision. */
export interface Candidate {
  id: string;
  outline: { number: number };
  manifest: Manifest;
}

// Whoever publishes holds this lock until the end of the transaction, so that two importing processes come one after another.
const lockSql = 'SELECT pg_advisory_xact_lock($1)';

const knownIdsSql = `SELECT id, kind, owner FROM content_id WHERE id = ANY($1::text[])`;

const currentHashesSql = `
  SELECT p.id, r.hash, (SELECT max(number) FROM revision WHERE programme_id = p.id) AS last
  FROM programme p LEFT JOIN revision r ON r.id = p.current_revision_id
  WHERE p.id = ANY($1::text[])`;

const addBlobsSql = `
  INSERT INTO blob (hash, body) SELECT * FROM unnest($1::text[], $2::text[]) ON CONFLICT (hash) DO NOTHING`;

const addIdsSql = `
  INSERT INTO content_id (id, kind, owner, first_seen_at)
  SELECT id, kind, owner, $4 FROM unnest($1::text[], $2::text[], $3::text[]) AS given (id, kind, owner)
  ON CONFLICT (id) DO NOTHING`;

const addProgrammeSql = `
  INSERT INTO programme (id, number, created_at) VALUES ($1, $2, $3) ON CONFLICT (id) DO UPDATE SET number = excluded.number`;

const addRevisionSql = `
  INSERT INTO revision (id, programme_id, number, hash, manifest, published_at) VALUES ($1, $2, $3, $4, $5::jsonb, $6)`;

const makeCurrentSql = `UPDATE programme SET current_revision_id = $2 WHERE id = $1`;

const lastHandbookSql = `SELECT number, hash FROM handbook_revision ORDER BY number DESC LIMIT 1`;

const addHandbookSql = `INSERT INTO handbook_revision (number, hash, manifest, published_at) VALUES ($1, $2, $3::jsonb, $4)`;

/** Turns checked source files into revisions. Its methods belong into one transaction, `hold` first. */
@Injectable()
export class PublishingService {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(DomainEvents) private readonly events: DomainEvents,
    @Inject(CatalogueService) private readonly catalogue: CatalogueService,
  ) {}

  /** Nobody else publishes until this transaction ends. */
  async hold(): Promise<void> {
    await this.database.query(lockSql, [advisoryLock.publish]);
  }

  /** Ids that an earlier revision has used for something else, or in another place: people's records hang on them. */
  async idProblems(ids: readonly IdUse[]): Promise<Problem[]> {
    const rows = await this.database.query<{ id: string; kind: string; owner: string }>(knownIdsSql, [ids.map((use) => use.id)]);
    const known = new Map(rows.map((row) => [row.id, row]));
    return ids.flatMap(({ id, kind, owner, file, line }) => {
      const earlier = known.get(id);
      if (!earlier || (earlier.kind === kind && earlier.owner === owner)) return [];
      const was = earlier.owner ? `${aKind(earlier.kind)} of "${earlier.owner}"` : `a shared ${earlier.kind}`;
      return [{ file, line, message: `an earlier revision used "${id}" for ${was}; an id is never used again for something else` }];
    });
  }

  /**
   * Makes a revision of every candidate whose content differs from its current revision. Announces `RevisionPublished` for each.
   * @returns ids of the programmes that got one, in the given order
   */
  async publish(candidates: readonly Candidate[], files: SourceFiles, ids: readonly IdUse[], now: Date): Promise<string[]> {
    const rows = await this.database.query<{ id: string; hash: string | null; last: number | null }>(currentHashesSql, [
      candidates.map(({ id }) => id),
    ]);
    const current = new Map(rows.map((row) => [row.id, row]));
    const changed = candidates
      .map((candidate) => ({ ...candidate, hash: manifestHash(candidate.manifest) }))
      .filter(({ id, hash }) => current.get(id)?.hash !== hash);
    if (!changed.length) return [];

    await this.keep(
      changed.map(({ manifest }) => manifest),
      files,
    );
    const paths = new Set(changed.flatMap(({ manifest }) => Object.keys(manifest)));
    const used = ids.filter(({ file }) => paths.has(file));
    await this.database.query(addIdsSql, [used.map(({ id }) => id), used.map(({ kind }) => kind), used.map(({ owner }) => owner), now]);

    const news: RevisionPublished[] = [];
    for (const { id, outline, manifest, hash } of changed) {
      const revisionId = newId(now.getTime());
      await this.database.query(addProgrammeSql, [id, outline.number, now]);
      await this.database.query(addRevisionSql, [revisionId, id, (current.get(id)?.last ?? 0) + 1, hash, JSON.stringify(manifest), now]);
      await this.database.query(makeCurrentSql, [id, revisionId]);
      news.push(new RevisionPublished(id, revisionId));
    }
    this.database.afterCommit(() => this.catalogue.forgetCurrent());
    for (const one of news) await this.events.announce(one);
    return changed.map(({ id }) => id);
  }

  /** Makes a new state of the handbook where its content differs from the current one. Returns whether it did. */
  async publishHandbook(manifest: Manifest, files: SourceFiles, now: Date): Promise<boolean> {
    const last = await this.database.one<{ number: number; hash: string }>(lastHandbookSql);
    const hash = manifestHash(manifest);
    if (last?.hash === hash) return false;
    await this.keep([manifest], files);
    await this.database.query(addHandbookSql, [(last?.number ?? 0) + 1, hash, JSON.stringify(manifest), now]);
    this.database.afterCommit(() => this.catalogue.forgetCurrent());
    return true;
  }

  private async keep(manifests: readonly Manifest[], files: SourceFiles): Promise<void> {
    const texts = new Map(manifests.flatMap((manifest) => Object.entries(manifest).map(([path, hash]) => [hash, files.get(path)!] as const)));
    await this.database.query(addBlobsSql, [[...texts.keys()], [...texts.values()]]);
  }
}
