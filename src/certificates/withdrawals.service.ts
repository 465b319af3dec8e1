import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { AuditService } from '../accounts/audit.service.js';
import type { PersonDetail } from '../accounts/people.queries.js';
import { PeopleService } from '../accounts/people.service.js';
import { idOfWish } from '../cohorts/cohorts.service.js';
import { MailKinds, type Wanted } from '../mail/mail-kinds.js';
import { MailService } from '../mail/mail.service.js';
import { Clock } from '../platform/clock.js';
import { Config } from '../platform/config.js';
import { Database } from '../platform/database/database.js';
import { Conflict, NotAllowed, NotFound } from '../platform/errors.js';
import { isLanguage } from '../platform/i18n/texts.js';
import { isId } from '../platform/ids.js';
import { holds, type Viewer } from '../platform/security/viewer.js';
import { titleOf } from './certificate-files.service.js';
import { mayDecide, mayFind } from './certificate.policy.js';
import { CertificateQueries, type IssuedRow } from './certificates.queries.js';
import { withdrawalMail } from './mails/withdrawal-mail.js';
import { readCode } from './rules/code.js';
import { validity, withdrawnOn, type Validity } from './rules/validity.js';
import { WithdrawalQueries, type WithdrawalRow } from './withdrawal.queries.js';

export const withdrawnMailKind = 'certificates:withdrawn';
export const reinstatedMailKind = 'certificates:reinstated';

/** Somebody's certificate, with what it is worth now. */
export interface IssuedCertificate extends IssuedRow {
  state: Validity;
}

export interface IssuedWithHistory {
  certificate: IssuedCertificate;
  /** Latest first. */
  withdrawals: WithdrawalRow[];
  /** The viewer may withdraw and reinstate it. */
  mayDecide: boolean;
}

/** Other people's certificates, for those who withdraw them and take that back. What was learned stays whatever happens here. */
@Injectable()
export class WithdrawalsService implements OnModuleInit {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Config) private readonly config: Config,
    @Inject(PeopleService) private readonly people: PeopleService,
    @Inject(AuditService) private readonly audit: AuditService,
    @Inject(MailService) private readonly mail: MailService,
    @Inject(MailKinds) private readonly mailKinds: MailKinds,
    @Inject(CertificateQueries) private readonly certificates: CertificateQueries,
    @Inject(WithdrawalQueries) private readonly rows: WithdrawalQueries,
  ) {}

  /** News that has been overtaken is not sent. */
  onModuleInit(): void {
    const ask = async (id: string | null, overtaken: 'reinstated' | 'withdrawn'): Promise<Wanted> => {
      const state = id === null ? null : await this.rows.state(id);
      if (!state) return { wanted: false, reason: 'gone' };
      if (overtaken === 'reinstated' ? state.reinstatedAt : state.withdrawnAt) return { wanted: false, reason: overtaken };
      return state.active ? { wanted: true } : { wanted: false, reason: 'deactivated' };
    };
    this.mailKinds.register(withdrawnMailKind, (id) => ask(id, 'reinstated'));
    this.mailKinds.register(reinstatedMailKind, (id) => ask(id, 'withdrawn'));
  }

  /** All of somebody's, newest first. @throws NotFound for people whom the viewer does not administer; so do all others here */
  async ofPerson(viewer: Viewer, personId: string): Promise<{ person: PersonDetail; certificates: IssuedCertificate[] }> {
    const person = await this.people.get(viewer, personId);
    return { person, certificates: (await this.certificates.issuedTo(person.id)).map((row) => this.view(row)) };
  }

  /** Whether the viewer finds this person's; asks nothing for those who administer nobody. */
  async mayFind(viewer: Viewer, personId: string): Promise<boolean> {
    if (!holds(viewer, 'people.manage')) return false;
    const holder = await this.rows.holder(personId);
    return holder !== null && mayFind(viewer, holder);
  }

  /** @param typed a code as people write it, or a whole verification address */
  async byCode(viewer: Viewer, typed: string): Promise<IssuedCertificate> {
    const code = readCode(typed);
    return this.seen(viewer, code === null ? null : await this.certificates.issuedByCode(code));
  }

  async get(viewer: Viewer, id: string): Promise<IssuedWithHistory> {
    const certificate = await this.seen(viewer, isId(id) ? await this.certificates.issued(id) : null);
    return { certificate, withdrawals: await this.rows.ofCertificate(certificate.id), mayDecide: mayDecide(viewer, certificate) };
  }

  /**
   * From now on its public page says so, and its file is not given out; its holder is told why.
   * @param key tells one wish from the next: the same key of the same viewer withdraws once, also after a reinstatement
   * @throws NotAllowed for the viewer's own · Conflict where it is withdrawn already, by another wish
   */
  withdraw(viewer: Viewer, id: string, reason: string, key: string): Promise<void> {
    return this.database.transaction(async () => {
      const { certificate, withdrawals } = await this.deciding(viewer, id);
      const wish = idOfWish(viewer.personId, `certificate\n${certificate.id}\n${key}`);
      if (withdrawals.some((one) => one.id === wish)) return;
      if (certificate.withdrawnAt) throw new Conflict('certificates.withdraw.already');
      const now = this.clock.now();
      await this.rows.withdraw(wish, certificate.id, reason, viewer.personId, now);
      await this.record(viewer, 'certificate.withdrawn', certificate, wish);
      await this.tell(certificate, { id: wish, withdrawnAt: now, reason, reinstated: false });
    });
  }

  /**
   * It counts again as it did, with the same code and file. A repeat changes nothing.
   * @throws NotAllowed for the viewer's own
   */
  reinstate(viewer: Viewer, id: string, withdrawalId: string, reason: string): Promise<void> {
    return this.database.transaction(async () => {
      const { certificate, withdrawals } = await this.deciding(viewer, id);
      const withdrawal = withdrawals.find((one) => one.id === withdrawalId);
      if (!withdrawal) throw new NotFound('withdrawal');
      if (withdrawal.reinstatedAt) return;
      await this.rows.reinstate(withdrawal.id, certificate.id, reason, viewer.personId, this.clock.now());
      await this.record(viewer, 'certificate.reinstated', certificate, withdrawal.id);
      await this.tell(certificate, { id: withdrawal.id, withdrawnAt: withdrawal.withdrawnAt, reason, reinstated: true });
    });
  }

  /** Read behind the lock, so that of two who decide at once the second sees what the first did. */
  private async deciding(viewer: Viewer, id: string): Promise<IssuedWithHistory> {
    if (isId(id)) await this.rows.lock(id);
    const found = await this.get(viewer, id);
    if (!found.mayDecide) throw new NotAllowed('certificate.own');
    return found;
  }

  private async seen(viewer: Viewer, row: IssuedRow | null): Promise<IssuedCertificate> {
    if (!row || !mayFind(viewer, row)) throw new NotFound('certificate');
    return this.view(row);
  }

  private view(row: IssuedRow): IssuedCertificate {
    return { ...row, state: validity(this.clock.now(), row, row.zone) };
  }

  /** The reasons are somebody's words: they stand in the withdrawal, which the entry names. */
  private record(viewer: Viewer, action: string, certificate: IssuedRow, withdrawalId: string): Promise<void> {
    const detail = { withdrawalId, personId: certificate.personId, enrolmentId: certificate.enrolmentId };
    return this.audit.record({ actorId: viewer.personId, action, objectType: 'certificate', objectId: certificate.id, detail });
  }

  private async tell(
    certificate: IssuedRow,
    { id, withdrawnAt, reason, reinstated }: { id: string; withdrawnAt: Date; reason: string; reinstated: boolean },
  ): Promise<void> {
    if (!certificate.active) return;
    const kind = reinstated ? reinstatedMailKind : withdrawnMailKind;
    const language = isLanguage(certificate.language) ? certificate.language : 'en';
    await this.mail.write({
      dedupeKey: `${kind}:${id}`,
      kind,
      objectId: id,
      personId: certificate.personId,
      to: { email: certificate.email, name: certificate.holderName },
      language,
      ...withdrawalMail({
        language,
        programme: titleOf(certificate, language).title,
        code: certificate.code,
        issuer: certificate.issuer,
        withdrawnOn: withdrawnOn(withdrawnAt, certificate.zone)!,
        reason,
        reinstated,
        href: `${this.config.baseUrl}/certificates/${certificate.id}`,
      }),
    });
  }
}
