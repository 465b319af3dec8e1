import { Inject, Injectable } from '@nestjs/common';
import { InvitationsService } from '../accounts/invitations.service.js';
import { CatalogueService } from '../catalogue/catalogue.service.js';
import { findItem } from '../catalogue/outline.js';
import { MailService } from '../mail/mail.service.js';
import { Clock } from '../platform/clock.js';
import { Config } from '../platform/config.js';
import { Database } from '../platform/database/database.js';
import { isLanguage } from '../platform/i18n/texts.js';
import { log } from '../platform/log.js';
import { continuePath, programmePath } from '../progress/registries.js';
import { reminderMail, reminderMailKind } from './mails/reminder-mail.js';
import { ReminderQueries, type Watched } from './reminders.queries.js';
import { due, type Occurrence } from './rules/due.js';

/** The job that plans; scheduled every minute, once over all workers. */
export const planJob = 'reminders';
const batchSize = 200;

/** What one round did. */
export interface Planned {
  looked: number;
  mailed: number;
  skipped: number;
}

/**
 * Finds the reminders that are due and writes each as a row of the ledger and a mail, in one transaction per enrolment.
 * Any number of workers may plan at once, be killed and begin again: an occurrence comes into being once.
 */
@Injectable()
export class PlannerService {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Config) private readonly config: Config,
    @Inject(CatalogueService) private readonly catalogue: CatalogueService,
    @Inject(InvitationsService) private readonly invitations: InvitationsService,
    @Inject(MailService) private readonly mail: MailService,
    @Inject(ReminderQueries) private readonly rows: ReminderQueries,
  ) {}

  async plan(): Promise<Planned> {
    const done: Planned = { looked: 0, mailed: 0, skipped: 0 };
    const left = new Set<string>();
    for (;;) {
      const now = this.clock.now();
      const { looked, ripe } = await this.look(now, [...left]);
      if (!looked) return done;
      done.looked += looked;
      for (const { id, personId } of ripe) {
        try {
          if (!(await this.act(id, personId, done))) left.add(id);
        } catch (error) {
          // One enrolment's fault holds nobody else's reminders up; it is looked at again in the next round.
          log.error({ enrolment: id, err: error }, 'a reminder could not be planned');
          left.add(id);
        }
      }
    }
  }

  /** Looks at a batch. Where nothing is to be done, as mostly, only the time of the next look is written, for all in one statement. */
  private look(now: Date, not: string[]): Promise<{ looked: number; ripe: Pick<Watched, 'id' | 'personId'>[] }> {
    return this.database.transaction(async () => {
      const ids = await this.rows.take(now, not, batchSize);
      if (!ids.length) return { looked: 0, ripe: [] };
      const looks: { id: string; lookAt: Date | null }[] = [];
      const ripe: Pick<Watched, 'id' | 'personId'>[] = [];
      for (const watched of await this.rows.facts(ids)) {
        const { send, skip, lookAt } = due(now, watched);
        if (send || skip.length) ripe.push({ id: watched.id, personId: watched.personId });
        else looks.push({ id: watched.id, lookAt });
      }
      await this.rows.lookAgain(looks);
      return { looked: ids.length, ripe };
    });
  }

  /** Judges one enrolment again, alone and locked, and writes what follows. False where another worker has it. */
  private act(id: string, personId: string, done: Planned): Promise<boolean> {
    return this.database.transaction(async () => {
      const now = this.clock.now();
      if (!(await this.rows.takeOne(id, now))) return false;
      await this.rows.lockPerson(personId);
      const [watched] = await this.rows.facts([id]);
      if (!watched) return false;
      const { send, skip, lookAt } = due(now, watched);
      for (const one of skip) if (await this.rows.note(watched, one, now, one.reason)) done.skipped++;
      const mailed = send !== null && (await this.remind(watched, send, now));
      if (mailed) done.mailed++;
      const after = send && { ...watched, ledger: [...watched.ledger, ...skip, send], lastMailAt: mailed ? now : watched.lastMailAt };
      await this.rows.lookAgain([{ id, lookAt: after ? due(now, after).lookAt : lookAt }]);
      return true;
    });
  }

  private async remind(watched: Watched, one: Occurrence, now: Date): Promise<boolean> {
    const reminderId = await this.rows.note(watched, one, now, null);
    if (!reminderId) return false;
    const language = isLanguage(watched.language) ? watched.language : 'en';
    const outline = await (watched.revisionId ? this.catalogue.outline(watched.revisionId) : this.catalogue.currentOutline(watched.programmeId));
    const first = outline.modules[0]?.items[0];
    const step = watched.nextItemId ? findItem(outline, watched.nextItemId)?.item : first;
    // Whoever never set a password cannot sign in: the mail brings them in by itself, as the invitation did.
    const link = await this.invitations.renewInvitation(watched.personId, programmePath(watched.id));
    const path = watched.startedAt ? continuePath(watched.id) : programmePath(watched.id);
    const mailId = await this.mail.write({
      dedupeKey: `reminder:${reminderId}`,
      kind: reminderMailKind,
      objectId: reminderId,
      personId: watched.personId,
      to: { email: watched.email, name: watched.name },
      language,
      ...reminderMail({
        language,
        rule: one.rule,
        watched,
        outline,
        step: step ?? null,
        now,
        href: link?.address ?? this.config.baseUrl + path,
        opensOnce: link !== null,
      }),
    });
    await this.rows.mailed(reminderId, mailId);
    return true;
  }
}
