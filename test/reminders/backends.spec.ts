import { AccountsModule } from '../../src/accounts/accounts.module.js';
import { AuthoringModule } from '../../src/authoring/authoring.module.js';
import { CatalogueModule } from '../../src/catalogue/catalogue.module.js';
import { CohortsModule } from '../../src/cohorts/cohorts.module.js';
import { MailModule } from '../../src/mail/mail.module.js';
import { MailWorkerModule } from '../../src/mail/mail.worker.module.js';
import { JobQueues } from '../../src/platform/queue/queues.js';
import { WorkModule } from '../../src/platform/queue/work.module.js';
import { WorkHost } from '../../src/platform/queue/work.js';
import { ProgressModule } from '../../src/progress/progress.module.js';
import { planJob } from '../../src/reminders/planner.service.js';
import { RemindersModule } from '../../src/reminders/reminders.module.js';
import { RemindersWorkerModule } from '../../src/reminders/reminders.worker.module.js';
import { School } from '../progress/school.js';
import { testServices } from '../support/app.js';
import { redisServer } from '../support/programs.js';
import { startRedis } from '../support/redis.js';

const redis = redisServer();

async function until<T>(ask: () => Promise<T | null>, ms = 45_000): Promise<T> {
  for (const end = Date.now() + ms; ;) {
    const answer = await ask();
    if (answer !== null) return answer;
    if (Date.now() > end) throw new Error('it did not happen in time');
    await new Promise((done) => setTimeout(done, 50));
  }
}

/** From a job in the queue to one mail that has gone, and no second one. */
async function onBackend(env: Record<string, string>): Promise<void> {
  const t = await testServices(
    [
      WorkModule,
      MailModule,
      MailWorkerModule,
      AccountsModule,
      CatalogueModule,
      CohortsModule,
      ProgressModule,
      AuthoringModule,
      RemindersModule,
      RemindersWorkerModule,
    ],
    { env, now: '2026-11-24T09:00:00Z' },
  );
  const school = await School.in(t);
  try {
    const viewer = await school.person('Learner');
    const enrolmentId = await school.enrol(viewer, 'small', { opened: false });
    const looked = async (before: string) =>
      t.database.one<{ at: Date }>('SELECT look_at AS at FROM reminder_watch WHERE enrolment_id = $1 AND look_at > $2', [enrolmentId, before]);
    await t.get(JobQueues).offer('plan', planJob);
    await until(() => looked('2026-11-24T09:00:00Z'));
    // Jobs may come twice, and the sweep beside them.
    t.clock.set('2026-11-27T09:00:00Z');
    await Promise.all([t.get(JobQueues).offer('plan', planJob), t.get(JobQueues).offer('plan', planJob), t.get(WorkHost).sweepOnce()]);
    const sent = () => t.database.one(`SELECT id FROM outgoing_mail WHERE person_id = $1 AND state = 'sent'`, [viewer.personId]);
    await until(sent);
    await until(() => looked('2026-11-27T09:00:00Z'));
    expect(await t.get(JobQueues).get('plan').getJobSchedulersCount()).toBeGreaterThanOrEqual(1);
    expect(await t.database.query('SELECT rule FROM reminder WHERE object_id = $1', [enrolmentId])).toEqual([{ rule: 'invitation-unopened' }]);
    expect(await t.database.query('SELECT id FROM outgoing_mail WHERE person_id = $1', [viewer.personId])).toHaveLength(1);
  } finally {
    await school.close();
    await t.close();
  }
}

describe('a reminder goes from the schedule to the mailbox', () => {
  it('on PostgreSQL', () => onBackend({}));

  (redis ? it : it.skip)('on Redis', async () => {
    const server = await startRedis(redis!);
    try {
      await onBackend({ REDIS_URL: server.url });
    } finally {
      await server.stop();
    }
  });
});
