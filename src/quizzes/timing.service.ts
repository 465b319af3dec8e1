import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { AccommodationChanged } from '../accounts/accounts.events.js';
import { CohortDatesChanged } from '../cohorts/cohorts.events.js';
import { DomainEvents } from '../platform/events.js';
import { AttemptQueries, type OpenTiming } from './attempt.queries.js';
import { QuizWindowQueries } from './quiz-window.queries.js';
import { deadlineOf } from './rules/deadline.js';
import { instantsOf } from './rules/window.js';

/** Keeps the deadlines of open attempts true when what decides about them changes. */
@Injectable()
export class TimingService implements OnModuleInit {
  constructor(
    @Inject(DomainEvents) private readonly events: DomainEvents,
    @Inject(AttemptQueries) private readonly attempts: AttemptQueries,
    @Inject(QuizWindowQueries) private readonly windows: QuizWindowQueries,
  ) {}

  onModuleInit(): void {
    this.events.on(AccommodationChanged, async ({ personId }) => this.retime(await this.attempts.timingsOfPerson(personId)));
    this.events.on(CohortDatesChanged, ({ cohortId }) => this.zoneChanged(cohortId));
  }

  /** Closing times of a cohort are no longer what they were. */
  async closingChanged(cohortId: string): Promise<void> {
    await this.retime(await this.attempts.timingsOfCohort(cohortId));
  }

  /** What was meant in civil time is another instant in another zone. */
  private async zoneChanged(cohortId: string): Promise<void> {
    const { zone, windows } = await this.windows.ofCohort(cohortId);
    if (!zone || !windows.length) return;
    await this.windows.moveAll(
      cohortId,
      windows.map((window) => ({ quizId: window.quizId, ...instantsOf(window, zone) })),
    );
    await this.closingChanged(cohortId);
  }

  private async retime(open: OpenTiming[]): Promise<void> {
    if (open.length) await this.attempts.retime(open.map((timing) => ({ id: timing.id, deadline: deadlineOf(timing) })));
  }
}
