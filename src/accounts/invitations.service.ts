import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock.js';
import { Database } from '../platform/database/database.js';
import type { Language } from '../platform/i18n/texts.js';
import { newId } from '../platform/ids.js';
import { AuditService } from './audit.service.js';
import { LinksService } from './links.service.js';

/** Somebody who should be able to sign in. The caller has made sure that the inviter may invite for this authority. */
export interface Invite {
  email: string;
  name: string;
  language: Language;
  /** IANA zone. */
  zone: string;
  authorityId: string | null;
  /** Path of Reed's own that opens when the invitation has been accepted. */
  target: string;
  /** Person id; null where the installation itself invites. */
  invitedBy: string | null;
}

export interface InvitedPerson {
  id: string;
  name: string;
  email: string;
  language: Language;
  zone: string;
}

export interface Invited {
  /** As stored: whoever has an account keeps name, language and authority. */
  person: InvitedPerson;
  /** True where the account came into being now. */
  created: boolean;
  /** False for a deactivated account; it gets no link. */
  active: boolean;
  /** Full address of a new link; null for whoever has a password already and just signs in. */
  link: { id: string; secret: string; address: string } | null;
}

interface PersonRow extends Record<string, unknown> {
  id: string;
  name: string;
  email: string;
  language: Language;
  zone: string;
  hasPassword: boolean;
  active: boolean;
}

const columns = `id, name, email, language, zone, password_hash IS NOT NULL AS "hasPassword", deactivated_at IS NULL AS active`;

/** What an invitation is about, in words: "Training: …". Null where the thing is gone. */
export type DescribeTarget = (target: string, language: Language) => Promise<string | null>;

/**
 * Invites people. The mail itself is written by whoever knows what the invitation is for; this makes the account and the link.
 * Higher features register what their targets mean, so that the page of a link and a renewed mail can name it.
 */
@Injectable()
export class InvitationsService {
  private readonly targets = new Map<string, DescribeTarget>();

  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(LinksService) private readonly links: LinksService,
    @Inject(AuditService) private readonly audit: AuditService,
  ) {}

  /** `prefix` is how the targets of a feature begin: `/enrolments/`. */
  describeTargets(prefix: string, describe: DescribeTarget): void {
    this.targets.set(prefix, describe);
  }

  /** What the invitation is for; null where nobody can say, which the page words in general. */
  async describe(target: string, language: Language): Promise<string | null> {
    for (const [prefix, describe] of this.targets) if (target.startsWith(prefix)) return describe(target, language);
    return null;
  }

  /**
   * Finds or makes the account of an e-mail address, and a link where it has no password yet. Joins the caller's transaction;
   * two invitations of the same address at once make one account.
   */
  async invite(invite: Invite): Promise<Invited> {
    return this.database.transaction(async () => {
      const email = invite.email.trim().toLowerCase();
      const made = await this.database.one<PersonRow>(
        `INSERT INTO person (id, email, name, authority_id, language, zone, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7)
         ON CONFLICT (email) DO NOTHING RETURNING ${columns}`,
        [newId(), email, invite.name.trim(), invite.authorityId, invite.language, invite.zone, this.clock.now()],
      );
      const person = made ?? (await this.database.one<PersonRow>(`SELECT ${columns} FROM person WHERE email = $1`, [email]))!;
      if (made) await this.audit.record({ actorId: invite.invitedBy, action: 'person.invite', objectType: 'person', objectId: person.id });
      return {
        person: refOf(person),
        created: made !== null,
        active: person.active,
        link: await this.linkFor(person, invite.target, invite.invitedBy),
      };
    });
  }

  /** A new link for somebody who has not accepted yet, in place of older ones for the same target; null for whoever has a password, is deactivated or unknown. */
  async renewInvitation(personId: string, target: string, invitedBy: string | null = null): Promise<Invited['link']> {
    const person = await this.database.one<PersonRow>(`SELECT ${columns} FROM person WHERE id = $1`, [personId]);
    if (person) await this.links.retire('invitation', personId, target);
    return person && this.linkFor(person, target, invitedBy);
  }

  /** Whether somebody has set a password, that is: has accepted an invitation. For "is this mail still wanted". */
  async hasAccepted(personId: string): Promise<boolean> {
    const row = await this.database.one<{ accepted: boolean }>('SELECT password_hash IS NOT NULL AS accepted FROM person WHERE id = $1', [personId]);
    return row?.accepted ?? false;
  }

  private async linkFor(person: PersonRow, target: string, invitedBy: string | null): Promise<Invited['link']> {
    if (person.hasPassword || !person.active) return null;
    const { id, secret } = await this.links.make('invitation', person.id, target, invitedBy);
    return { id, secret, address: this.links.address('invitation', secret) };
  }
}

const refOf = ({ id, name, email, language, zone }: PersonRow): InvitedPerson => ({ id, name, email, language, zone });
