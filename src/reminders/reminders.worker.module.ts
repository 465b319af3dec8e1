import { Inject, Module, type OnModuleInit } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module.js';
import { CatalogueModule } from '../catalogue/catalogue.module.js';
import { MailModule } from '../mail/mail.module.js';
import { Clock } from '../platform/clock.js';
import { Work } from '../platform/queue/work.js';
import { PlannerService, planJob } from './planner.service.js';
import { RemindersModule } from './reminders.module.js';
import { ReminderQueries } from './reminders.queries.js';

const everyMs = 60_000;
const dayMs = 86_400_000;

@Module({ imports: [RemindersModule, AccountsModule, CatalogueModule, MailModule], providers: [PlannerService], exports: [PlannerService] })
export class RemindersWorkerModule implements OnModuleInit {
  private mendedAt = 0;

  constructor(
    @Inject(Work) private readonly work: Work,
    @Inject(PlannerService) private readonly planner: PlannerService,
    @Inject(ReminderQueries) private readonly rows: ReminderQueries,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.work.handle('plan', planJob, () => this.planner.plan());
    this.work.every(everyMs, 'plan', planJob);
    this.work.sweep('reminders', async () => {
      const now = this.clock.now();
      // It reads every enrolment: at the start of a worker and once a day is enough, because new ones are announced.
      if (now.getTime() - this.mendedAt >= dayMs) {
        await this.rows.watchMissing(now);
        this.mendedAt = now.getTime();
      }
      await this.planner.plan();
    });
  }
}
