import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock.js';
import { Database } from '../platform/database/database.js';
import { advisoryLock } from '../platform/database/locks.js';
import { NotFound } from '../platform/errors.js';
import { isId, newId } from '../platform/ids.js';
import type { Viewer } from '../platform/security/viewer.js';
import { AuditService } from './audit.service.js';
import { defaultPolicy, type AuthorityPolicy } from './authority.entity.js';
import { administeredPaths, administers } from './people.policy.js';

/** A node of the tree. */
export interface AuthorityView extends Record<string, unknown> {
  id: string;
  parentId: string | null;
  /** Ids from the root, `/root/child/`. */
  path: string;
  name: string;
  /** IANA zone. */
  zone: string;
  policy: AuthorityPolicy;
  /** Who gets "report a problem"; null: whoever the node above names. */
  contactName: string | null;
  contactEmail: string | null;
}

export interface AuthorityChange {
  name: string;
  zone: string;
  contactName: string | null;
  contactEmail: string | null;
  coordinatorsSeeScores: boolean;
}

const columns = `id, parent_id AS "parentId", path, name, zone, policy, contact_name AS "contactName", contact_email AS "contactEmail"`;

/** The tree of authorities. Reading by id is for other features' services; whatever takes a viewer asks the policy. */
@Injectable()
export class AuthoritiesService {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(AuditService) private readonly audit: AuditService,
  ) {}

  /** A node, whoever asks; null where there is none. */
  byId(id: string): Promise<AuthorityView | null> {
    return this.database.one<AuthorityView>(`SELECT ${columns} FROM authority WHERE id = $1`, [id]);
  }

  /** What an authority has decided about its people; the defaults where nothing was decided. */
  async policyOf(id: string): Promise<AuthorityPolicy> {
    return { ...defaultPolicy, ...(await this.byId(id))?.policy };
  }

  /** Nodes that the viewer administers, each after its parent, brothers by name. */
  async list(viewer: Viewer): Promise<AuthorityView[]> {
    const nodes = await this.below(administeredPaths(viewer));
    return inTreeOrder(nodes);
  }

  /** Nodes at or below any of these paths (null: all), for choosing one in a form. */
  below(paths: string[] | null): Promise<AuthorityView[]> {
    return this.database.query<AuthorityView>(
      `SELECT ${columns} FROM authority WHERE $1::text[] IS NULL OR path ^@ ANY ($1::text[]) ORDER BY lower(name), id`,
      [paths],
    );
  }

  /** @throws NotFound */
  async get(viewer: Viewer, id: string): Promise<AuthorityView> {
    const node = isId(id) ? await this.byId(id) : null;
    if (!node || !administers(viewer, node.path)) throw new NotFound('authority');
    return node;
  }

  /** Makes a node that takes over its parent's policy. @param parentId null: a new root, for administrators of the installation */
  async make(viewer: Viewer, parentId: string | null, { name, zone }: { name: string; zone: string }): Promise<string> {
    const parent = parentId === null ? null : await this.get(viewer, parentId);
    if (!parent && !administers(viewer, null)) throw new NotFound('authority');
    return this.database.transaction(async () => {
      const id = await this.insert(parent, { name, zone });
      await this.audit.record({ actorId: viewer.personId, action: 'authority.make', objectType: 'authority', objectId: id, detail: { parentId } });
      return id;
    });
  }

  /** The first node of an installation; the one that is there where there is one. For the command line and samples. */
  async makeRoot({ name, zone }: { name: string; zone: string }): Promise<string> {
    return this.database.transaction(async () => {
      await this.database.query('SELECT pg_advisory_xact_lock($1)', [advisoryLock.authorities]);
      const root = await this.database.one<{ id: string }>('SELECT id FROM authority WHERE parent_id IS NULL ORDER BY created_at, id LIMIT 1');
      return root?.id ?? this.insert(null, { name, zone });
    });
  }

  /** What is left out stays. @throws NotFound */
  async change(viewer: Viewer, id: string, wanted: Partial<AuthorityChange>): Promise<void> {
    const node = await this.get(viewer, id);
    const change = { ...node, ...node.policy, ...wanted };
    await this.database.transaction(async () => {
      const policy: AuthorityPolicy = { ...node.policy, coordinatorsSeeScores: change.coordinatorsSeeScores };
      await this.database.query('UPDATE authority SET name = $2, zone = $3, contact_name = $4, contact_email = $5, policy = $6 WHERE id = $1', [
        id,
        change.name,
        change.zone,
        change.contactName,
        change.contactEmail,
        policy,
      ]);
      await this.audit.record({
        actorId: viewer.personId,
        action: 'authority.change',
        objectType: 'authority',
        objectId: id,
        detail: { zone: change.zone, coordinatorsSeeScores: change.coordinatorsSeeScores },
      });
    });
  }

  /** Who deals with problem reports: the node's contact, else the nearest above, else that of the first root. */
  async contactFor(authorityId: string | null): Promise<{ name: string; email: string } | null> {
    return this.database.one<{ name: string; email: string }>(
      `SELECT coalesce(a.contact_name, '') AS name, a.contact_email AS email
       FROM authority a LEFT JOIN authority own ON own.id = $1
       WHERE a.contact_email IS NOT NULL AND (own.path ^@ a.path OR a.parent_id IS NULL)
       ORDER BY (own.path ^@ a.path) DESC NULLS LAST, length(a.path) DESC, a.created_at, a.id LIMIT 1`,
      [authorityId],
    );
  }

  private async insert(parent: AuthorityView | null, { name, zone }: { name: string; zone: string }): Promise<string> {
    const id = newId();
    await this.database.query('INSERT INTO authority (id, parent_id, path, name, zone, policy, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7)', [
      id,
      parent?.id ?? null,
      `${parent?.path ?? '/'}${id}/`,
      name,
      zone,
      parent?.policy ?? defaultPolicy,
      this.clock.now(),
    ]);
    return id;
  }
}

/** Each node after its parent; a node whose parent is not in the list stands like a root. */
export function inTreeOrder(nodes: AuthorityView[]): AuthorityView[] {
  const known = new Set(nodes.map((node) => node.id));
  const children = new Map<string | null, AuthorityView[]>();
  for (const node of nodes) {
    const parent = node.parentId !== null && known.has(node.parentId) ? node.parentId : null;
    children.set(parent, [...(children.get(parent) ?? []), node]);
  }
  const walk = (parent: string | null): AuthorityView[] => (children.get(parent) ?? []).flatMap((node) => [node, ...walk(node.id)]);
  return walk(null);
}
