import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock.js';
import { Database } from '../platform/database/database.js';
import { Conflict, NotFound, type FieldError } from '../platform/errors.js';
import type { Language } from '../platform/i18n/texts.js';
import { isId, newId } from '../platform/ids.js';
import type { Role, Viewer } from '../platform/security/viewer.js';
import { AccountLinksService } from './account-links.service.js';
import { AuditService } from './audit.service.js';
import { AuthoritiesService } from './authorities.service.js';
import { InvitationsService } from './invitations.service.js';
import { administeredPaths, administers, mayLockOut } from './people.policy.js';
import { peopleList, personDetail, type After, type PersonDetail, type PersonLine } from './people.queries.js';
import { SessionStore } from './session-store.js';
import { ThrottleService } from './throttle.service.js';

const pageSize = 50;

export interface PeoplePage {
  people: PersonLine[];
  /** Where the next page begins; null at the end. */
  next: After | null;
}

/** People and roles, for administrators. Each acts only at and below the nodes where the role was granted. */
@Injectable()
export class PeopleService {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(AuditService) private readonly audit: AuditService,
    @Inject(AuthoritiesService) private readonly authorities: AuthoritiesService,
    @Inject(InvitationsService) private readonly invitations: InvitationsService,
    @Inject(AccountLinksService) private readonly accountLinks: AccountLinksService,
    @Inject(SessionStore) private readonly sessions: SessionStore,
    @Inject(ThrottleService) private readonly throttle: ThrottleService,
  ) {}

  async list(viewer: Viewer, search: string | null, after: After | null): Promise<PeoplePage> {
    const found = await peopleList(this.database, administeredPaths(viewer), search, after, pageSize + 1);
    const people = found.slice(0, pageSize);
    const last = people.at(-1);
    return { people, next: found.length > pageSize && last ? { name: last.name.toLowerCase(), id: last.id } : null };
  }

  /** Roles at nodes that the viewer does not administer are left out. @throws NotFound */
  async get(viewer: Viewer, id: string): Promise<PersonDetail> {
    const person = await this.seen(viewer, id);
    return { ...person, grants: person.grants.filter((grant) => administers(viewer, grant.path)) };
  }

  /**
   * Makes an account at a node and sends an invitation. An account that the viewer may see is left as it is, and gets the mail
   * where it has no password yet.
   * @returns the account's id; or errors by field, where the address has an account elsewhere
   */
  async add(
    viewer: Viewer,
    person: { name: string; email: string; language: Language; zone: string; authorityId: string },
  ): Promise<{ ok: true; id: string } | { ok: false; errors: Record<string, FieldError> }> {
    await this.authorities.get(viewer, person.authorityId);
    return this.database.transaction(async () => {
      const known = await this.database.one<{ id: string; path: string | null }>(
        'SELECT p.id, a.path FROM person p LEFT JOIN authority a ON a.id = p.authority_id WHERE p.email = $1',
        [person.email.trim().toLowerCase()],
      );
      if (known && !administers(viewer, known.path)) return { ok: false, errors: { email: { key: 'accounts.people.error.elsewhere' } } };
      const invited = await this.invitations.invite({ ...person, target: '/', invitedBy: viewer.personId });
      if (invited.link) await this.accountLinks.mailInvitation(invited.person, '/', invited.link);
      return { ok: true, id: invited.person.id };
    });
  }

  /** Granting again what is already held is fine. @param authorityId null: for the whole installation */
  async grant(viewer: Viewer, personId: string, role: Role, authorityId: string | null): Promise<void> {
    await this.seen(viewer, personId);
    if (authorityId !== null) await this.authorities.get(viewer, authorityId);
    else if (!administers(viewer, null)) throw new NotFound('authority');
    await this.database.transaction(async () => {
      // The row of the person is the lock: a unique index takes two nulls for different things.
      await this.database.query('SELECT 1 FROM person WHERE id = $1 FOR UPDATE', [personId]);
      const row = await this.database.one<{ id: string }>(
        `INSERT INTO role_grant (id, person_id, role, authority_id, created_at) SELECT $1, $2, $3, $4, $5
         WHERE NOT EXISTS (SELECT 1 FROM role_grant WHERE person_id = $2 AND role = $3 AND authority_id IS NOT DISTINCT FROM $4) RETURNING id`,
        [newId(), personId, role, authorityId, this.clock.now()],
      );
      if (row)
        await this.audit.record({
          actorId: viewer.personId,
          action: 'role.grant',
          objectType: 'person',
          objectId: personId,
          detail: { role, authorityId },
        });
    });
  }

  /** Revoking what has gone is fine. @throws Conflict for the last administrator of the installation */
  async revoke(viewer: Viewer, personId: string, grantId: string): Promise<void> {
    const person = await this.seen(viewer, personId);
    if (!isId(grantId)) throw new NotFound('role');
    const grant = person.grants.find((held) => held.id === grantId);
    if (!grant) return;
    if (!administers(viewer, grant.path)) throw new NotFound('role');
    await this.database.transaction(async () => {
      if (grant.role === 'administrator' && grant.path === null) await this.keepOneAdministrator(personId);
      const row = await this.database.one<{ id: string }>('DELETE FROM role_grant WHERE id = $1 AND person_id = $2 RETURNING id', [
        grantId,
        personId,
      ]);
      if (row)
        await this.audit.record({
          actorId: viewer.personId,
          action: 'role.revoke',
          objectType: 'person',
          objectId: personId,
          detail: { role: grant.role, authorityId: grant.authorityId },
        });
    });
  }

  /** Ends the sessions; tokens and links of a deactivated account do not work. What was learned stays. @throws Conflict */
  async deactivate(viewer: Viewer, personId: string): Promise<void> {
    const person = await this.seen(viewer, personId);
    if (!mayLockOut(viewer, person.grants)) throw new Conflict('accounts.people.error.beyond');
    await this.database.transaction(async () => {
      if (person.grants.some((grant) => grant.role === 'administrator' && grant.path === null)) await this.keepOneAdministrator(personId);
      const row = await this.database.one<{ id: string }>(
        'UPDATE person SET deactivated_at = $2 WHERE id = $1 AND deactivated_at IS NULL RETURNING id',
        [personId, this.clock.now()],
      );
      if (!row) return;
      await this.sessions.endAll(personId, null);
      await this.audit.record({ actorId: viewer.personId, action: 'person.deactivate', objectType: 'person', objectId: personId });
    });
  }

  async reactivate(viewer: Viewer, personId: string): Promise<void> {
    const person = await this.seen(viewer, personId);
    if (!mayLockOut(viewer, person.grants)) throw new Conflict('accounts.people.error.beyond');
    await this.database.transaction(async () => {
      const row = await this.database.one<{ id: string }>(
        'UPDATE person SET deactivated_at = NULL WHERE id = $1 AND deactivated_at IS NOT NULL RETURNING id',
        [personId],
      );
      if (row) await this.audit.record({ actorId: viewer.personId, action: 'person.reactivate', objectType: 'person', objectId: personId });
    });
  }

  /** A mail with a link that sets a password. @returns which kind it was. @throws Conflict for a deactivated account · TooMany */
  async sendWayIn(viewer: Viewer, personId: string): Promise<'invitation' | 'reset'> {
    const person = await this.seen(viewer, personId);
    if (person.deactivatedAt) throw new Conflict('accounts.people.error.deactivated');
    await this.throttle.passAccount('sendAgain', personId);
    return this.database.transaction(async () => {
      const kind = await this.accountLinks.sendWayIn(personId, viewer.personId);
      await this.audit.record({ actorId: viewer.personId, action: 'person.send-link', objectType: 'person', objectId: personId, detail: { kind } });
      return kind;
    });
  }

  private async seen(viewer: Viewer, id: string): Promise<PersonDetail> {
    const person = isId(id) ? await personDetail(this.database, id) : null;
    if (!person || !administers(viewer, person.path)) throw new NotFound('person');
    return person;
  }

  /** Locks the installation's administrators, so that the last two cannot remove each other at once. */
  private async keepOneAdministrator(leaving: string): Promise<void> {
    const others = await this.database.query(
      `SELECT p.id FROM role_grant g JOIN person p ON p.id = g.person_id
       WHERE g.role = 'administrator' AND g.authority_id IS NULL AND p.deactivated_at IS NULL
       ORDER BY p.id, g.id FOR UPDATE`,
    );
    if (!others.some((row) => row.id !== leaving)) throw new Conflict('accounts.people.error.lastAdministrator');
  }
}
