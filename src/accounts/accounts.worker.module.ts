import { Inject, Module, type OnModuleInit } from '@nestjs/common';
import { Clock } from '../platform/clock.js';
import { Database } from '../platform/database/database.js';
import { Work } from '../platform/queue/work.js';

const ninetyDays = 90 * 24 * 3_600_000;

/** Takes away what has run out: sessions, counted tries, and links that nobody will ask to have renewed any more. */
@Module({})
export class AccountsWorkerModule implements OnModuleInit {
  constructor(
    @Inject(Work) private readonly work: Work,
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.work.sweep('accounts', () => this.takeAway());
  }

  async takeAway(): Promise<void> {
    const now = this.clock.now();
    await this.database.query('DELETE FROM session WHERE expires_at < $1', [now]);
    await this.database.query('DELETE FROM throttle WHERE resets_at < $1', [now]);
    await this.database.query('DELETE FROM link WHERE expires_at < $1', [new Date(now.getTime() - ninetyDays)]);
  }
}
