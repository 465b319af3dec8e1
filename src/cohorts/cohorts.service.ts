import { createHash } from 'node:crypto';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { AuditService } from '../accounts/audit.service.js';
import { Coordination } from '../accounts/coordination.js';
import { CatalogueService } from '../catalogue/catalogue.service.js';
import { Clock } from '../platform/clock.js';
import { Database } from '../platform/database/database.js';
import { Conflict, Invalid, NotFound } from '../platform/errors.js';
import { DomainEvents } from '../platform/events.js';
import { isId } from '../platform/ids.js';
import { holdsAt, type Viewer } from '../platform/security/viewer.js';
import { isDay } from '../platform/zones.js';
import { mayMakeCohortAt, mayManageCohort } from './cohort.policy.js';
import { CohortQueries, type AuthorityChoice, type CohortView, type Coordinator, type ListedCohort, type ListedEnrolment } from './cohort.queries.js';
import { CohortDatesChanged } from './cohorts.events.js';

/** What a coordinator decides about a cohort. Dates are civil and meant in `zone`; `endsOn` null: no deadline. */
export interface CohortSettings {
  name: string;
  startsOn: string;
  endsOn: string | null;
  zone: string;
}

export interface NewCohort extends Omit<CohortSettings, 'zone'> {
  /** Null: the authority's. */
  zone: string | null;
  programmeId: string;
  authorityId: string;
}

/** One part of a list; `next` is the cursor of the part after it, null at the end. */
export interface Part<Row> {
  rows: Row[];
  next: string | null;
}

const insert = `
  INSERT INTO cohort (id, authority_id, programme_id, name, zone, starts_on, ends_on, created_by, created_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
  ON CONFLICT (id) DO NOTHING
  RETURNING id`;
const lock = 'SELECT name, zone, starts_on AS "startsOn", ends_on AS "endsOn" FROM cohort WHERE id = $1 FOR NO KEY UPDATE';
const update = 'UPDATE cohort SET name = $2, zone = $3, starts_on = $4, ends_on = $5 WHERE id = $1';
const addCoordinator = 'INSERT INTO cohort_coordinator (cohort_id, person_id) VALUES ($1, $2) ON CONFLICT DO NOTHING RETURNING person_id';
const removeCoordinator = 'DELETE FROM cohort_coordinator WHERE cohort_id = $1 AND person_id = $2 RETURNING person_id';

/** The same wish of the same person gives the same id (UUID version 8, RFC 9562, 5.8), so that a form sent twice makes one cohort. */
export function idOfWish(personId: string, key: string): string {
  const bytes = createHash('sha256').update(`cohort\n${personId}\n${key}`).digest().subarray(0, 16);
  bytes[6] = (bytes[6]! & 0x0f) | 0x80;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

function checkDates({ startsOn, endsOn }: Pick<CohortSettings, 'startsOn' | 'endsOn'>): void {
  if (endsOn !== null && endsOn < startsOn) throw new Invalid({ endsOn: { key: 'cohorts.error.endsBeforeStart' } });
}

/** Cohorts as their coordinators and the administrators above them manage them. */
@Injectable()
export class CohortsService implements OnModuleInit {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(CohortQueries) private readonly queries: CohortQueries,
    @Inject(CatalogueService) private readonly catalogue: CatalogueService,
    @Inject(AuditService) private readonly audit: AuditService,
    @Inject(DomainEvents) private readonly events: DomainEvents,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Coordination) private readonly coordination: Coordination,
  ) {}

  onModuleInit(): void {
    this.coordination.register((coordinatorId, personId) => this.queries.coordinates(coordinatorId, personId));
  }

  /** @throws NotFound for cohorts that the viewer does not manage. */
  async get(viewer: Viewer, cohortId: string): Promise<CohortView> {
    const cohort = isId(cohortId) ? await this.queries.find(cohortId, viewer) : null;
    if (!cohort || !mayManageCohort(viewer, cohort)) throw new NotFound('cohort');
    return cohort;
  }

  /** Own cohorts, latest first day first. A cursor that cannot be read counts as none. */
  async list(viewer: Viewer, cursor: string | null, limit = 30): Promise<Part<ListedCohort>> {
    const [, startsOn, id] = /^(\d{4}-\d{2}-\d{2})_(.+)$/.exec(cursor ?? '') ?? [];
    const after = startsOn && isId(id) && isDay(startsOn) ? { startsOn, id } : null;
    const rows = await this.queries.list(viewer, after, limit + 1);
    const last = rows.length > limit ? rows[limit - 1] : undefined;
    return { rows: rows.slice(0, limit), next: last ? `${last.startsOn}_${last.id}` : null };
  }

  /** Who is in a cohort, without their progress, which the reports show. */
  async enrolments(viewer: Viewer, cohortId: string, cursor: string | null, limit = 50): Promise<Part<ListedEnrolment>> {
    await this.get(viewer, cohortId);
    const rows = await this.queries.enrolments(cohortId, isId(cursor) ? cursor : null, limit + 1);
    return { rows: rows.slice(0, limit), next: rows.length > limit ? rows[limit - 1]!.id : null };
  }

  /** Nodes at which the viewer may make a cohort. */
  authorities(viewer: Viewer): Promise<AuthorityChoice[]> {
    return this.queries.authorities(viewer);
  }

  /**
   * Makes a cohort; whoever holds the coordinator's role there becomes its first coordinator.
   * @param key tells one wish from the next: the same key of the same person gives the same cohort, once.
   * @returns the cohort's id
   * @throws Invalid where programme, authority or dates do not fit
   */
  async make(viewer: Viewer, key: string, wish: NewCohort): Promise<string> {
    checkDates(wish);
    const authority = (await this.queries.authorities(viewer)).find(({ id }) => id === wish.authorityId);
    if (!authority || !mayMakeCohortAt(viewer, authority.path)) throw new Invalid({ authorityId: { key: 'cohorts.error.authority' } });
    if (!(await this.catalogue.currentOutlines()).some(({ programmeId }) => programmeId === wish.programmeId))
      throw new Invalid({ programmeId: { key: 'cohorts.error.programme' } });
    const now = this.clock.now();
    const id = idOfWish(viewer.personId, key);
    await this.database.transaction(async () => {
      const { name, startsOn, endsOn } = wish;
      const zone = wish.zone ?? authority.zone;
      const made = await this.database.one(insert, [id, authority.id, wish.programmeId, name, zone, startsOn, endsOn, viewer.personId, now]);
      if (!made) return;
      if (viewer.grants.some((grant) => grant.role === 'coordinator' && (grant.path === null || authority.path.startsWith(grant.path))))
        await this.database.query(addCoordinator, [id, viewer.personId]);
      await this.audit.record({
        actorId: viewer.personId,
        action: 'cohort.made',
        objectType: 'cohort',
        objectId: id,
        detail: { programmeId: wish.programmeId },
      });
    });
    return id;
  }

  /** Changes name, dates or zone. Values that are already so change nothing and announce nothing. */
  async change(viewer: Viewer, cohortId: string, settings: CohortSettings): Promise<void> {
    await this.get(viewer, cohortId);
    checkDates(settings);
    await this.database.transaction(async () => {
      const before = await this.database.one<CohortSettings>(lock, [cohortId]);
      if (!before) throw new NotFound('cohort');
      const changed = (['name', 'startsOn', 'endsOn', 'zone'] as const).filter((field) => before[field] !== settings[field]);
      if (!changed.length) return;
      await this.database.query(update, [cohortId, settings.name, settings.zone, settings.startsOn, settings.endsOn]);
      // A name is text that somebody wrote: that it changed is kept, the words are not.
      const detail: Record<string, string | boolean | null> = {};
      for (const field of changed)
        if (field === 'name') detail.name = true;
        else Object.assign(detail, { [field]: settings[field], [`${field}Before`]: before[field] });
      await this.audit.record({ actorId: viewer.personId, action: 'cohort.changed', objectType: 'cohort', objectId: cohortId, detail });
      if (changed.some((field) => field !== 'name')) await this.events.announce(new CohortDatesChanged(cohortId));
    });
  }

  /** Who runs the cohort, and who else could. */
  async coordinators(viewer: Viewer, cohortId: string): Promise<{ now: Coordinator[]; others: Coordinator[] }> {
    const cohort = await this.get(viewer, cohortId);
    const now = await this.queries.coordinators(cohortId);
    const known = new Set(now.map(({ id }) => id));
    return { now, others: (await this.queries.candidates(cohort.authorityPath)).filter(({ id }) => !known.has(id)) };
  }

  /** @throws Invalid for anybody who does not hold the role of coordinator at the cohort's authority */
  async addCoordinator(viewer: Viewer, cohortId: string, personId: string): Promise<void> {
    const cohort = await this.get(viewer, cohortId);
    const candidates = await this.queries.candidates(cohort.authorityPath);
    if (!candidates.some(({ id }) => id === personId)) throw new Invalid({ personId: { key: 'cohorts.error.coordinator' } });
    await this.database.transaction(async () => {
      if (await this.database.one(addCoordinator, [cohortId, personId]))
        await this.audit.record({
          actorId: viewer.personId,
          action: 'cohort.coordinator-added',
          objectType: 'cohort',
          objectId: cohortId,
          detail: { personId },
        });
    });
  }

  /** The last coordinator stays, unless an administrator of the authority, who sees the cohort anyway, removes them. */
  async removeCoordinator(viewer: Viewer, cohortId: string, personId: string): Promise<void> {
    const cohort = await this.get(viewer, cohortId);
    await this.database.transaction(async () => {
      await this.database.one(lock, [cohortId]);
      const now = await this.queries.coordinators(cohortId);
      if (!now.some(({ id }) => id === personId)) return;
      if (now.length === 1 && !holdsAt(viewer, 'people.manage', cohort.authorityPath)) throw new Conflict('cohorts.error.lastCoordinator');
      await this.database.query(removeCoordinator, [cohortId, personId]);
      await this.audit.record({
        actorId: viewer.personId,
        action: 'cohort.coordinator-removed',
        objectType: 'cohort',
        objectId: cohortId,
        detail: { personId },
      });
    });
  }
}
