import { Inject, Injectable } from '@nestjs/common';
import { MailService } from '../mail/mail.service.js';
import { Clock } from '../platform/clock.js';
import { Config } from '../platform/config.js';
import { Database } from '../platform/database/database.js';
import { isLanguage, type Language } from '../platform/i18n/texts.js';
import { newId } from '../platform/ids.js';
import type { Viewer } from '../platform/security/viewer.js';
import { AuthoritiesService } from './authorities.service.js';
import { problemMail } from './mails/problem-mail.js';
import { ThrottleService } from './throttle.service.js';

/** What somebody wrote on "report a problem". */
export interface NewProblem {
  /** Path of the page that it is about. */
  page: string;
  message: string;
  /** Where to answer; whoever has signed in is answered at their own address. */
  replyTo: string | null;
}

/** Keeps reports and passes each on to the named person of the writer's authority. */
@Injectable()
export class ProblemReportsService {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Config) private readonly config: Config,
    @Inject(AuthoritiesService) private readonly authorities: AuthoritiesService,
    @Inject(MailService) private readonly mails: MailService,
    @Inject(ThrottleService) private readonly throttle: ThrottleService,
  ) {}

  /** @throws TooMany */
  async report(viewer: Viewer | null, problem: NewProblem, ip: string): Promise<void> {
    await this.throttle.passAddress('reportAddress', ip);
    const replyTo = viewer?.email ?? problem.replyTo;
    await this.database.transaction(async () => {
      const id = newId();
      await this.database.query('INSERT INTO problem_report (id, person_id, page, message, reply_to, created_at) VALUES ($1, $2, $3, $4, $5, $6)', [
        id,
        viewer?.personId ?? null,
        problem.page,
        problem.message,
        replyTo,
        this.clock.now(),
      ]);
      const home =
        viewer && (await this.database.one<{ id: string | null }>('SELECT authority_id AS id FROM person WHERE id = $1', [viewer.personId]));
      const contact = await this.authorities.contactFor(home?.id ?? null);
      if (!contact) return; // nobody has been named yet; the report is kept
      const language = await this.languageOf(contact.email);
      const mail = problemMail(language, { contactName: contact.name, page: this.config.baseUrl + problem.page, message: problem.message, replyTo });
      await this.mails.write({ ...mail, dedupeKey: `accounts:problem:${id}`, kind: 'accounts:problem', objectId: id, to: contact, language });
    });
  }

  private async languageOf(email: string): Promise<Language> {
    const row = await this.database.one<{ language: string }>('SELECT language FROM person WHERE email = lower($1)', [email]);
    return isLanguage(row?.language) ? row.language : 'en';
  }
}
