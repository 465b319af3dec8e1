import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { CatalogueService } from '../catalogue/catalogue.service.js';
import { requiredMinutes, type Outline } from '../catalogue/outline.js';
import { MailKinds } from '../mail/mail-kinds.js';
import { MailService } from '../mail/mail.service.js';
import { Clock } from '../platform/clock.js';
import { Config } from '../platform/config.js';
import { Database } from '../platform/database/database.js';
import { DomainEvents } from '../platform/events.js';
import { isLanguage } from '../platform/i18n/texts.js';
import { newCode, newId } from '../platform/ids.js';
import { log } from '../platform/log.js';
import { JobQueues } from '../platform/queue/queues.js';
import { civil } from '../platform/zones.js';
import { ProgrammeCompleted } from '../progress/progress.events.js';
import { CompletionRewards } from '../progress/registries.js';
import { CertificateQueries, type Holder, type Uncertified } from './certificates.queries.js';
import { certificateMail } from './mails/certificate-mail.js';

export const drawJob = 'certificates/draw';
export const certificateMailKind = 'certificates.issued';
const batch = 100;
const dayMs = 86_400_000;

/** Issues certificates: in the transaction that completes a programme, and afterwards where that did not happen. */
@Injectable()
export class IssuingService implements OnModuleInit {
  private sweptAll = 0;

  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Config) private readonly config: Config,
    @Inject(DomainEvents) private readonly events: DomainEvents,
    @Inject(JobQueues) private readonly queues: JobQueues,
    @Inject(CatalogueService) private readonly catalogue: CatalogueService,
    @Inject(MailService) private readonly mail: MailService,
    @Inject(MailKinds) private readonly mailKinds: MailKinds,
    @Inject(CompletionRewards) private readonly rewards: CompletionRewards,
    @Inject(CertificateQueries) private readonly rows: CertificateQueries,
  ) {}

  onModuleInit(): void {
    this.events.on(ProgrammeCompleted, async (event) => void (await this.issue(event)));
    this.rewards.register({
      forEnrolment: (enrolmentId) => ({ href: `/certificates/for/${enrolmentId}` }),
      earned: (enrolmentIds) => this.rows.standing(enrolmentIds),
    });
    this.mailKinds.register(certificateMailKind, async (id) => {
      const certificate = id === null ? null : await this.rows.byId(id);
      if (!certificate) return { wanted: false, reason: 'gone' };
      if (certificate.withdrawnAt) return { wanted: false, reason: 'withdrawn' };
      const holder = await this.rows.holder(certificate.enrolmentId);
      return holder?.active ? { wanted: true } : { wanted: false, reason: 'deactivated' };
    });
  }

  /** One certificate and one mail per completed enrolment; a repeat issues nothing. Returns whether it issued. */
  issue(completed: ProgrammeCompleted | Uncertified): Promise<boolean> {
    return this.database.transaction(async () => {
      const holder = await this.rows.holder(completed.enrolmentId);
      if (!holder) return false;
      const outline = await this.catalogue.outline(completed.revisionId);
      const id = newId(this.clock.now().getTime());
      const code = await this.insert(id, completed, holder, outline);
      if (!code) return false;
      await this.writeMail(id, code, holder, outline);
      this.database.afterCommit(() => this.queues.offer('plan', drawJob, { id }));
      return true;
    });
  }

  /** The code under which the row went in; null where the enrolment had its certificate already. */
  private async insert(id: string, completed: ProgrammeCompleted | Uncertified, holder: Holder, outline: Outline): Promise<string | null> {
    const title = Object.fromEntries(Object.entries(outline.words).map(([language, words]) => [language, words.title]));
    for (;;) {
      const code = newCode();
      const issued = await this.rows.insert({
        id,
        enrolmentId: completed.enrolmentId,
        personId: holder.personId,
        code,
        personName: holder.name,
        programmeId: completed.programmeId,
        revisionId: completed.revisionId,
        title,
        minutes: requiredMinutes(outline),
        issuer: holder.issuer,
        sample: this.config.shape === 'embedded',
        issuedAt: completed.at,
        issuedOn: civil(completed.at, holder.zone).date,
      });
      if (issued) return code;
      if (await this.rows.byEnrolment(completed.enrolmentId)) return null;
      log.info({ enrolment: completed.enrolmentId }, 'a certificate code was taken; drawing another');
    }
  }

  private async writeMail(id: string, code: string, holder: Holder, outline: Outline): Promise<void> {
    if (!holder.active) return;
    const language = isLanguage(holder.language) ? holder.language : 'en';
    const href = `${this.config.baseUrl}/certificates/${id}`;
    await this.mail.write({
      dedupeKey: `certificate:${id}`,
      kind: certificateMailKind,
      objectId: id,
      personId: holder.personId,
      to: { email: holder.email, name: holder.name },
      language,
      ...certificateMail({ language, outline, code, href, sample: this.config.shape === 'embedded' }),
    });
  }

  /**
   * Mends completed enrolments that have no certificate: those active in the last two days each time, all of them once
   * a day, so that the minute's round reads only what is new. Returns how many it issued.
   */
  async mend(): Promise<number> {
    const now = this.clock.now().getTime();
    const all = now - this.sweptAll >= dayMs;
    let issued = 0;
    for (;;) {
      const found = await this.rows.uncertified(all ? new Date(0) : new Date(now - 2 * dayMs), batch);
      let here = 0;
      for (const one of found)
        try {
          if (await this.issue(one)) here++;
        } catch (error) {
          log.error({ enrolment: one.enrolmentId, err: error }, 'a certificate could not be issued');
        }
      issued += here;
      // The same enrolments come first again: a round that issued nothing would go on for ever.
      if (found.length < batch || here === 0) break;
    }
    if (all) this.sweptAll = now;
    return issued;
  }
}
