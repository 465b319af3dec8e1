import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { CohortDatesChanged, Enrolled, InvitedAgain } from '../cohorts/cohorts.events.js';
import { MailKinds, type Wanted } from '../mail/mail-kinds.js';
import { Clock } from '../platform/clock.js';
import { DomainEvents } from '../platform/events.js';
import { ProgrammeCompleted, ProgressChanged } from '../progress/progress.events.js';
import { reminderMailKind } from './mails/reminder-mail.js';
import { ReminderQueries } from './reminders.queries.js';
import { stillDue } from './rules/wanted.js';

/** Hears what may change somebody's reminders and marks the enrolment for a look; the planner does the looking. */
@Injectable()
export class WatchService implements OnModuleInit {
  constructor(
    @Inject(DomainEvents) private readonly events: DomainEvents,
    @Inject(MailKinds) private readonly mailKinds: MailKinds,
    @Inject(ReminderQueries) private readonly rows: ReminderQueries,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    const look = ({ enrolmentId }: { enrolmentId: string }): Promise<void> => this.rows.watch(enrolmentId, this.clock.now());
    this.events.on(Enrolled, look);
    this.events.on(InvitedAgain, look);
    this.events.on(ProgressChanged, look);
    this.events.on(ProgrammeCompleted, look);
    this.events.on(CohortDatesChanged, ({ cohortId }) => this.rows.watchCohort(cohortId, this.clock.now()));
    this.mailKinds.register(reminderMailKind, (reminderId, _personId, now) => this.stillWanted(reminderId, now));
  }

  /** Rechecks reality right before a mail goes; what is dropped is noted in the ledger. */
  private async stillWanted(reminderId: string | null, now: Date): Promise<Wanted> {
    const reminder = reminderId === null ? null : await this.rows.noted(reminderId);
    const [facts] = reminder ? await this.rows.facts([reminder.enrolmentId]) : [];
    if (!reminder || !facts) return { wanted: false, reason: 'gone' };
    const answer = stillDue(now, reminder, facts);
    if (answer.wanted === false) {
      // It no longer counts as the week's mail: something else may be due instead.
      const enrolmentId = await this.rows.drop(reminderId!, answer.reason);
      if (enrolmentId) await this.rows.watch(enrolmentId, now);
    }
    return answer;
  }
}
