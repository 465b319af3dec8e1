import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock.js';
import { Database } from '../platform/database/database.js';
import { NotFound } from '../platform/errors.js';
import { DomainEvents } from '../platform/events.js';
import { isId } from '../platform/ids.js';
import type { Viewer } from '../platform/security/viewer.js';
import { AccommodationChanged } from './accounts.events.js';
import { AuditService } from './audit.service.js';
import { Coordination } from './coordination.js';
import { mayAccommodate } from './people.policy.js';

/** What somebody needs where time is limited; 0 and false: nothing. */
export interface Needs {
  /** Per cent on top of every time limit. */
  extraTime: number;
  noTimer: boolean;
}

export interface Accommodated extends Needs {
  personId: string;
  name: string;
  email: string;
}

interface Row extends Record<string, unknown> {
  personId: string;
  name: string;
  email: string;
  path: string | null;
  extraTime: number | null;
  noTimer: boolean | null;
}

const find = `
  SELECT p.id AS "personId", p.name, p.email, a.path, n.extra_time AS "extraTime", n.no_timer AS "noTimer"
  FROM person p LEFT JOIN authority a ON a.id = p.authority_id LEFT JOIN accommodation n ON n.person_id = p.id
  WHERE p.id = $1`;
// Attempts that begin take this lock shared, so that none begins with what has just been changed. Whoever holds an attempt can still
// write rows that name the person.
const lock = 'SELECT 1 FROM person WHERE id = $1 FOR NO KEY UPDATE';
const set = `
  INSERT INTO accommodation (person_id, extra_time, no_timer, set_by, set_at) VALUES ($1, $2, $3, $4, $5)
  ON CONFLICT (person_id) DO UPDATE SET extra_time = excluded.extra_time, no_timer = excluded.no_timer, set_by = excluded.set_by, set_at = excluded.set_at`;
const drop = 'DELETE FROM accommodation WHERE person_id = $1';

/**
 * Extra time and the like, once per person. Only these see it: the person, and those who set it, the administrators of the person's
 * authority and the coordinators of the person's cohorts.
 */
@Injectable()
export class AccommodationsService {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(AuditService) private readonly audit: AuditService,
    @Inject(Coordination) private readonly coordination: Coordination,
    @Inject(DomainEvents) private readonly events: DomainEvents,
  ) {}

  /** The viewer's own. */
  async own(viewer: Viewer): Promise<Needs> {
    return needsOf(await this.database.one<Row>(find, [viewer.personId]));
  }

  /** @throws NotFound for whom the viewer may not set it, also for the viewer's own self without a role */
  async get(viewer: Viewer, personId: string): Promise<Accommodated> {
    const row = isId(personId) ? await this.database.one<Row>(find, [personId]) : null;
    if (!row || !(await this.reaches(viewer, row))) throw new NotFound('person');
    return { personId: row.personId, name: row.name, email: row.email, ...needsOf(row) };
  }

  /** Whether the viewer may see and set it. */
  async maySet(viewer: Viewer, personId: string): Promise<boolean> {
    const row = await this.database.one<Row>(find, [personId]);
    return row !== null && this.reaches(viewer, row);
  }

  /** Holds in every quiz from now on, in attempts that are open too. Setting what is set changes nothing. */
  set(viewer: Viewer, personId: string, needs: Needs): Promise<void> {
    return this.database.transaction(async () => {
      await this.get(viewer, personId);
      await this.database.query(lock, [personId]);
      const before = await this.get(viewer, personId);
      if (before.extraTime === needs.extraTime && before.noTimer === needs.noTimer) return;
      if (needs.extraTime || needs.noTimer)
        await this.database.query(set, [personId, needs.extraTime, needs.noTimer, viewer.personId, this.clock.now()]);
      else await this.database.query(drop, [personId]);
      await this.audit.record({
        actorId: viewer.personId,
        action: 'person.accommodation',
        objectType: 'person',
        objectId: personId,
        detail: { extraTime: needs.extraTime, noTimer: needs.noTimer },
      });
      await this.events.announce(new AccommodationChanged(personId));
    });
  }

  private async reaches(viewer: Viewer, { personId, path }: Row): Promise<boolean> {
    if (!mayAccommodate(viewer, path, true)) return false;
    return mayAccommodate(viewer, path, false) || this.coordination.ofPerson(viewer.personId, personId);
  }
}

const needsOf = (row: Row | null): Needs => ({ extraTime: row?.extraTime ?? 0, noTimer: row?.noTimer ?? false });
