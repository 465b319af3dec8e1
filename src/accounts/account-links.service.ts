import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { Database } from '../platform/database/database.js';
import { NotFound, type FieldError } from '../platform/errors.js';
import { isLanguage, type Language } from '../platform/i18n/texts.js';
import { MailKinds } from '../mail/mail-kinds.js';
import { MailService } from '../mail/mail.service.js';
import { AuditService } from './audit.service.js';
import { InvitationsService } from './invitations.service.js';
import { LinksService, type LinkView } from './links.service.js';
import { invitationMail } from './mails/invitation-mail.js';
import { resetMail } from './mails/reset-mail.js';
import { passwordFault } from './password-fault.js';
import { Passwords } from './passwords.js';
import { SessionStore } from './session-store.js';
import { ThrottleService } from './throttle.service.js';

/** Somebody has set a password and goes to `target`; or the link had been used or had expired; or the password may not be used. */
export type Accepted =
  { done: true; personId: string; target: string } | { done: false; why: 'gone' } | { done: false; why: 'password'; fault: FieldError };

const gone: Accepted = { done: false, why: 'gone' };

interface Recipient {
  id: string;
  name: string;
  email: string;
  language: string;
}

const languageOf = (language: string): Language => (isLanguage(language) ? language : 'en');

/** Forgotten passwords, invitations, and what their links do. */
@Injectable()
export class AccountLinksService implements OnModuleInit {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(LinksService) private readonly links: LinksService,
    @Inject(InvitationsService) private readonly invitations: InvitationsService,
    @Inject(Passwords) private readonly passwords: Passwords,
    @Inject(SessionStore) private readonly sessions: SessionStore,
    @Inject(ThrottleService) private readonly throttle: ThrottleService,
    @Inject(AuditService) private readonly audit: AuditService,
    @Inject(MailService) private readonly mails: MailService,
    @Inject(MailKinds) private readonly kinds: MailKinds,
  ) {}

  onModuleInit(): void {
    const whileOpen = async (linkId: string | null, _person: string | null, now: Date) =>
      linkId && (await this.links.isOpen(linkId, now))
        ? ({ wanted: true } as const)
        : ({ wanted: false, reason: 'link is used or expired' } as const);
    this.kinds.register('accounts:reset', whileOpen);
    this.kinds.register('accounts:invitation', whileOpen);
  }

  /**
   * Writes a mail with a link to whoever has this address, if anybody has. Says nothing about that, neither in its answer nor by its time.
   * @throws TooMany for an internet address that asks too often
   */
  async forgot(email: string, ip: string): Promise<void> {
    await this.throttle.passAddress('mailAddress', ip);
    const began = performance.now();
    if ((await this.throttle.tryAccount('mailAccount', email)).allowed)
      await this.database.transaction(async () => {
        const person = await this.database.one<Recipient & Record<string, unknown>>(
          'SELECT id, name, email, language FROM person WHERE email = $1 AND deactivated_at IS NULL',
          [email],
        );
        if (person) await this.writeReset(person, '/');
      });
    await sameTime(began);
  }

  /** Another mail for a link that no longer works. The answer is the same whatever happens. @throws TooMany */
  async sendAnother(secret: string, ip: string): Promise<void> {
    await this.throttle.passAddress('mailAddress', ip);
    const began = performance.now();
    const link = await this.links.look(secret);
    if (link?.person.active && (await this.throttle.tryAccount('mailAccount', link.person.email)).allowed)
      await this.database.transaction(async () => {
        // Whoever has a password needs a new one at most; whoever has none is still invited.
        if (link.person.hasPassword || link.purpose === 'reset') await this.writeReset(link.person, link.target);
        else await this.writeInvitation(link.person, link.target, null);
      });
    await sameTime(began);
  }

  /** A mail that lets somebody set a password, whatever their account's state; for administrators. Runs in the caller's transaction. */
  async sendWayIn(personId: string, invitedBy: string): Promise<'invitation' | 'reset'> {
    const person = await this.database.one<Recipient & { hasPassword: boolean } & Record<string, unknown>>(
      'SELECT id, name, email, language, password_hash IS NOT NULL AS "hasPassword" FROM person WHERE id = $1 AND deactivated_at IS NULL',
      [personId],
    );
    if (!person) throw new NotFound('person');
    if (person.hasPassword) {
      await this.writeReset(person, '/');
      return 'reset';
    }
    await this.writeInvitation(person, '/', invitedBy);
    return 'invitation';
  }

  /** What stands behind a link. @throws NotFound */
  async look(secret: string): Promise<LinkView> {
    const link = await this.links.look(secret);
    if (!link) throw new NotFound('link');
    return link;
  }

  /** Accepts an invitation, or a link for the first administrator: name, language and password at once. */
  async accept(secret: string, given: { name: string; language: Language; password: string }): Promise<Accepted> {
    const link = await this.links.look(secret);
    if (!link || link.purpose === 'reset' || link.state !== 'usable') return gone;
    const fault = passwordFault(given.password, { email: link.person.email, name: given.name });
    if (fault) return { done: false, why: 'password', fault };
    return this.useUp(secret, given.password, 'person.accept', { name: given.name, language: given.language });
  }

  /** Sets a new password. One that is too easy does not use the link up. */
  async reset(secret: string, password: string): Promise<Accepted> {
    const link = await this.links.look(secret);
    if (!link || link.purpose !== 'reset' || link.state !== 'usable') return gone;
    const fault = passwordFault(password, link.person);
    if (fault) return { done: false, why: 'password', fault };
    return this.useUp(secret, password, 'person.reset-password', null);
  }

  private async useUp(secret: string, password: string, action: string, profile: { name: string; language: Language } | null): Promise<Accepted> {
    const hash = await this.passwords.hash(password); // before the transaction: it takes its time
    return this.database.transaction(async () => {
      const used = await this.links.consume(secret);
      if (!used) return gone;
      await this.database.query('UPDATE person SET password_hash = $2, name = coalesce($3, name), language = coalesce($4, language) WHERE id = $1', [
        used.personId,
        hash,
        profile?.name ?? null,
        profile?.language ?? null,
      ]);
      await this.links.useUpAll(used.personId);
      await this.sessions.endAll(used.personId, null);
      await this.audit.record({ actorId: used.personId, action, objectType: 'person', objectId: used.personId, detail: { link: used.id } });
      return { done: true, personId: used.personId, target: used.target };
    });
  }

  /** The general mail for a link of `InvitationsService.invite`, where no feature has a better one. Runs in the caller's transaction. */
  async mailInvitation(person: Recipient, target: string, link: { id: string; address: string }): Promise<void> {
    const language = languageOf(person.language);
    await this.mails.write({
      ...invitationMail(language, { name: person.name, address: link.address, about: await this.invitations.describe(target, language) }),
      dedupeKey: `accounts:invitation:${link.id}`,
      kind: 'accounts:invitation',
      objectId: link.id,
      personId: person.id,
      to: person,
      language,
    });
  }

  private async writeReset(person: Recipient, target: string): Promise<void> {
    const { id, secret } = await this.links.make('reset', person.id, target);
    const language = languageOf(person.language);
    await this.mails.write({
      ...resetMail(language, { name: person.name, address: this.links.address('reset', secret) }),
      dedupeKey: `accounts:reset:${id}`,
      kind: 'accounts:reset',
      objectId: id,
      personId: person.id,
      to: person,
      language,
    });
  }

  private async writeInvitation(person: Recipient, target: string, invitedBy: string | null): Promise<void> {
    const { id, secret } = await this.links.make('invitation', person.id, target, invitedBy);
    await this.mailInvitation(person, target, { id, address: this.links.address('invitation', secret) });
  }
}

/** Writing a mail takes some milliseconds more than writing none; both answers wait until neither shows. */
async function sameTime(began: number): Promise<void> {
  const left = 150 - (performance.now() - began);
  if (left > 0) await new Promise((done) => setTimeout(done, left));
}
