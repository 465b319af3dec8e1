import { Inject, Injectable } from '@nestjs/common';
import { AuditService } from '../accounts/audit.service.js';
import { InvitationsService } from '../accounts/invitations.service.js';
import { ThrottleService } from '../accounts/throttle.service.js';
import { CatalogueService } from '../catalogue/catalogue.service.js';
import { MailService } from '../mail/mail.service.js';
import { Clock } from '../platform/clock.js';
import { Config } from '../platform/config.js';
import { Database } from '../platform/database/database.js';
import { Invalid, NotFound } from '../platform/errors.js';
import { DomainEvents } from '../platform/events.js';
import { isLanguage, type Language } from '../platform/i18n/texts.js';
import { isId, newId } from '../platform/ids.js';
import type { Viewer } from '../platform/security/viewer.js';
import type { CohortView } from './cohort.queries.js';
import { Enrolled, InvitedAgain } from './cohorts.events.js';
import { CohortsService } from './cohorts.service.js';
import { InvitingQueries, type EnrolmentToInvite } from './inviting.queries.js';
import { invitationMail, invitationMailKind } from './mails/invitation-mail.js';
import { programmeTarget } from './invitation-mails.js';
import { inviteeVerdict, type InviteeVerdict } from './rules/invitee.js';
import { maxPasted, readPaste, type PastedPerson, type UnreadableLine } from './rules/paste.js';

export interface PreviewedPerson extends PastedPerson {
  verdict: InviteeVerdict;
}

/** What inviting these people will do, line by line; nothing is written yet. */
export interface InvitePreview {
  people: PreviewedPerson[];
  unreadable: UnreadableLine[];
  repeated: number;
}

export type Invitee = Pick<PastedPerson, 'name' | 'email'>;

/** So long an invitation has to be read before another follows. */
const settleMs = 15 * 60_000;

const tooMany = (count: number): Invalid => new Invalid({ people: { key: 'cohorts.error.tooMany', params: { count, max: maxPasted } } });

/** How many addresses came to which end. */
export type InviteOutcome = Record<InviteeVerdict, number>;

/** Invites people to a cohort and sends invitations again. */
@Injectable()
export class InvitingService {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(CohortsService) private readonly cohorts: CohortsService,
    @Inject(InvitingQueries) private readonly queries: InvitingQueries,
    @Inject(InvitationsService) private readonly invitations: InvitationsService,
    @Inject(ThrottleService) private readonly throttle: ThrottleService,
    @Inject(CatalogueService) private readonly catalogue: CatalogueService,
    @Inject(MailService) private readonly mail: MailService,
    @Inject(AuditService) private readonly audit: AuditService,
    @Inject(DomainEvents) private readonly events: DomainEvents,
    @Inject(Config) private readonly config: Config,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /**
   * Reads what was pasted and says what would happen.
   * @throws Invalid where nobody can be read from it, or more than 500 people are
   */
  async preview(viewer: Viewer, cohortId: string, pasted: string): Promise<InvitePreview> {
    await this.cohorts.get(viewer, cohortId);
    const { people, unreadable, repeated } = readPaste(pasted);
    if (people.length > maxPasted) throw tooMany(people.length);
    if (!people.length && !unreadable.length) throw new Invalid({ people: { key: 'web.error.required' } });
    const known = await this.queries.known(
      cohortId,
      people.map(({ email }) => email),
    );
    return { people: people.map((one) => ({ ...one, verdict: inviteeVerdict(known.get(one.email) ?? null) })), unreadable, repeated };
  }

  /**
   * Invites people. Each is one transaction with account, enrolment and mail; whoever is in the cohort already is left alone, so that
   * the same list twice invites nobody twice, and a run that broke off is finished by repeating it.
   * @param people at most 500; addresses in lower case
   * @param language of the mail to people who have no account yet
   */
  async invite(viewer: Viewer, cohortId: string, people: readonly Invitee[], language: Language): Promise<InviteOutcome> {
    const cohort = await this.cohorts.get(viewer, cohortId);
    if (people.length > maxPasted) throw tooMany(people.length);
    const before = await this.queries.known(
      cohortId,
      people.map(({ email }) => email),
    );
    const outcome: InviteOutcome = { new: 0, existing: 0, here: 0, closed: 0 };
    for (const person of people) {
      const here = before.get(person.email)?.here;
      outcome[here ? 'here' : await this.database.transaction(() => this.enrol(viewer, cohort, person, language))]++;
    }
    return outcome;
  }

  private async enrol(viewer: Viewer, cohort: CohortView, person: Invitee, language: Language): Promise<InviteeVerdict> {
    // Two runs for one cohort take turns, so that the second sees what the first has done before it makes a link.
    await this.queries.lockCohort(cohort.id);
    const known = (await this.queries.known(cohort.id, [person.email])).get(person.email) ?? null;
    const verdict = inviteeVerdict(known);
    if (verdict === 'here' || verdict === 'closed') return verdict;
    const now = this.clock.now();
    const enrolmentId = newId(now.getTime());
    const { person: account, link } = await this.invitations.invite({
      email: person.email,
      name: person.name ?? person.email.split('@')[0]!,
      language,
      zone: cohort.zone,
      authorityId: cohort.authorityId,
      target: programmeTarget(enrolmentId),
      invitedBy: viewer.personId,
    });
    await this.queries.enrol({ id: enrolmentId, cohortId: cohort.id, personId: account.id, programmeId: cohort.programmeId, now, invited: true });
    await this.events.announce(new Enrolled(enrolmentId, account.id, cohort.programmeId));
    await this.audit.record({
      actorId: viewer.personId,
      action: 'enrolment.made',
      objectType: 'enrolment',
      objectId: enrolmentId,
      detail: { cohortId: cohort.id, personId: account.id },
    });
    await this.write(viewer, cohort, { ...account, id: enrolmentId, personId: account.id, invitations: 1 }, link?.address ?? null);
    return verdict;
  }

  /**
   * Writes the invitation once more, with a new link; the old one dies.
   * @param seen the number of invitations that the sender knew of: a repeated request finds another number and sends nothing
   * @returns whether a mail was written
   * @throws NotFound for enrolments in cohorts of others · TooMany
   */
  async sendAgain(viewer: Viewer, enrolmentId: string, seen?: number): Promise<boolean> {
    const cohortId = isId(enrolmentId) ? await this.queries.cohortOf(enrolmentId) : null;
    if (!cohortId) throw new NotFound('enrolment');
    const cohort = await this.cohorts.get(viewer, cohortId);
    await this.throttle.passAccount('sendAgain', enrolmentId);
    return this.database.transaction(async () => {
      const enrolment = await this.queries.nextInvitation(enrolmentId, this.clock.now(), { seen: seen ?? null, before: null });
      if (!enrolment) return false;
      await this.renew(viewer, cohort, enrolment);
      return true;
    });
  }

  /**
   * Sends again to everybody in the cohort who has not opened the programme.
   * @param before only to those whose last invitation is older than this instant: when the sender looked. A repeat finds nobody left,
   * and nobody gets two within a quarter of an hour, whatever the sender says.
   * @returns how many mails were written
   */
  async sendAgainToUnopened(viewer: Viewer, cohortId: string, before: Date): Promise<number> {
    const cohort = await this.cohorts.get(viewer, cohortId);
    const now = this.clock.now();
    const settled = new Date(now.getTime() - settleMs);
    const limit = before < settled ? before : settled;
    let sent = 0;
    for (const id of await this.queries.unopened(cohortId, limit))
      sent += await this.database.transaction(async () => {
        const enrolment = await this.queries.nextInvitation(id, now, { seen: null, before: limit });
        if (!enrolment) return 0;
        await this.renew(viewer, cohort, enrolment);
        return 1;
      });
    return sent;
  }

  private async renew(viewer: Viewer, cohort: CohortView, enrolment: EnrolmentToInvite): Promise<void> {
    const link = await this.invitations.renewInvitation(enrolment.personId, programmeTarget(enrolment.id), viewer.personId);
    await this.audit.record({
      actorId: viewer.personId,
      action: 'enrolment.invited-again',
      objectType: 'enrolment',
      objectId: enrolment.id,
      detail: { cohortId: cohort.id, number: enrolment.invitations },
    });
    await this.write(viewer, cohort, enrolment, link?.address ?? null);
    await this.events.announce(new InvitedAgain(enrolment.id));
  }

  /** `address`: the single-use link; null for whoever has a password and only needs to sign in. */
  private async write(viewer: Viewer, cohort: CohortView, enrolment: EnrolmentToInvite, address: string | null): Promise<void> {
    const outline = await this.catalogue.currentOutline(cohort.programmeId);
    const language = isLanguage(enrolment.language) ? enrolment.language : 'en';
    const href = address ?? this.config.baseUrl + programmeTarget(enrolment.id);
    const mail = invitationMail({ language, name: enrolment.name, inviter: viewer.name, cohort, outline, href, account: !address });
    await this.mail.write({
      dedupeKey: `invitation:${enrolment.id}:${enrolment.invitations}`,
      kind: invitationMailKind,
      objectId: `${enrolment.id}:${enrolment.invitations}`,
      personId: enrolment.personId,
      to: { email: enrolment.email, name: enrolment.name },
      language,
      ...mail,
    });
  }
}
