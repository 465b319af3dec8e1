import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock.js';
import { Config } from '../platform/config.js';
import { Database } from '../platform/database/database.js';
import { newId } from '../platform/ids.js';
import { JobQueues } from '../platform/queue/queues.js';

/** A mail as its cause describes it. */
export interface NewMail {
  /** The same cause gives the same key, and then nothing is written a second time. */
  dedupeKey: string;
  /** `folder:name`; decides who is asked whether it is still wanted. */
  kind: string;
  objectId?: string | null;
  personId?: string | null;
  to: { email: string; name: string };
  language: string;
  subject: string;
  text: string;
  html: string;
  /** Not before this instant; at once where it is left out. */
  dueAt?: Date;
}

/** The job that delivers what is due. */
export const deliverJob = 'deliver';

const insert = `
  INSERT INTO outgoing_mail (id, dedupe_key, message_id, kind, object_id, person_id, to_address, to_name, language, subject, text, html, due_at, created_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
  ON CONFLICT (dedupe_key) DO NOTHING
  RETURNING id`;

/** Writes mails as rows of the caller's transaction; after commit a job is offered that delivers them. */
@Injectable()
export class MailService {
  private offered = false;

  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(JobQueues) private readonly queues: JobQueues,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Config) private readonly config: Config,
  ) {}

  /** @returns the row's id, or null where a mail with this key had already been written. */
  async write(mail: NewMail): Promise<string | null> {
    const now = this.clock.now();
    const id = newId(now.getTime());
    const row = await this.database.one<{ id: string }>(insert, [
      id,
      mail.dedupeKey,
      `<${id}@${this.domain()}>`,
      mail.kind,
      mail.objectId ?? null,
      mail.personId ?? null,
      mail.to.email,
      mail.to.name,
      mail.language,
      mail.subject,
      mail.text,
      mail.html,
      mail.dueAt ?? now,
      now,
    ]);
    if (!row) return null;
    if (!mail.dueAt || mail.dueAt <= now) this.database.afterCommit(() => this.offer());
    return row.id;
  }

  /** One job for all mails of a transaction, however many: the job takes whatever is due. */
  private offer(): void {
    if (this.offered) return;
    this.offered = true;
    setImmediate(() => {
      this.offered = false;
      void this.queues.offer('mail', deliverJob);
    });
  }

  /** The part of Message-ID after the @: where our own address lives. */
  private domain(): string {
    return /@([^\s>]+)>?$/.exec(this.config.mailFrom)?.[1] ?? 'reed.invalid';
  }
}
