import type { DynamicModule } from '@nestjs/common';
import { AccountsModule } from '../../src/accounts/accounts.module.js';
import { AuthoringModule } from '../../src/authoring/authoring.module.js';
import { CatalogueModule } from '../../src/catalogue/catalogue.module.js';
import { CohortDatesChanged } from '../../src/cohorts/cohorts.events.js';
import { CohortsModule } from '../../src/cohorts/cohorts.module.js';
import { EnrolmentAccess } from '../../src/cohorts/enrolments.service.js';
import { DeliveryService } from '../../src/mail/delivery.service.js';
import { MailModule } from '../../src/mail/mail.module.js';
import { MailService } from '../../src/mail/mail.service.js';
import { MailWorkerModule } from '../../src/mail/mail.worker.module.js';
import { DomainEvents } from '../../src/platform/events.js';
import { Work } from '../../src/platform/queue/work.js';
import type { Viewer } from '../../src/platform/security/viewer.js';
import { ProgressModule } from '../../src/progress/progress.module.js';
import { ProgressService } from '../../src/progress/progress.service.js';
import { PlannerService } from '../../src/reminders/planner.service.js';
import { RemindersModule } from '../../src/reminders/reminders.module.js';
import { ReminderQueries } from '../../src/reminders/reminders.queries.js';
import { RemindersWorkerModule } from '../../src/reminders/reminders.worker.module.js';
import { School } from '../progress/school.js';
import { testServices, type TestServices } from '../support/app.js';
import { statementsOf } from '../support/statements.js';

// Everything happens in Rome. The clock starts on Tuesday 24 November 2026, 10:00 there; cohorts end on 18 December.
const start = '2026-11-24T09:00:00Z';

/** What workers can do, without one that does it by itself: the tests say when. */
class Idle {}
const idle: DynamicModule = { module: Idle, global: true, providers: [Work], exports: [Work] };

let t: TestServices;
let school: School;
let planner: PlannerService;

beforeAll(async () => {
  t = await testServices(
    [
      idle,
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
    { pool: 8 },
  );
  school = await School.in(t);
  planner = t.get(PlannerService);
});
beforeEach(() => t.clock.set(start));
afterEach(async () => {
  jest.restoreAllMocks();
  // The next test's round finds only its own enrolments due.
  await t.database.query('UPDATE reminder_watch SET look_at = NULL');
  await t.database.query("UPDATE outgoing_mail SET state = 'dropped' WHERE state = 'queued'");
});
afterAll(async () => {
  await school.close();
  await t.close();
});

let cohorts = 0;
/** Somebody in a cohort of their own. */
async function somebody(
  options: { opened?: boolean; endsOn?: string | null; language?: string; password?: boolean } = {},
): Promise<{ viewer: Viewer; id: string }> {
  const { opened = false, endsOn = '2026-12-18', language = 'en', password = true } = options;
  const viewer = await school.person(`Learner ${++cohorts}`, [], language);
  if (password) await t.database.query(`UPDATE person SET password_hash = 'set' WHERE id = $1`, [viewer.personId]);
  return { viewer, id: await school.enrol(viewer, 'small', { opened, endsOn, name: `Cohort ${cohorts}` }) };
}

const read = (one: { viewer: Viewer; id: string }, itemId = 'l-one') =>
  t.get(ProgressService).record({ id: one.id, personId: one.viewer.personId, programmeId: 'small' }, { type: 'lesson-finished', itemId });
const complete = async (one: { viewer: Viewer; id: string }) => {
  await t
    .get(ProgressService)
    .record(
      { id: one.id, personId: one.viewer.personId, programmeId: 'small' },
      { type: 'quiz-graded', itemId: 'q-shared', payload: { attempt: 1, passed: true } },
    );
  await read(one, 'l-local');
};

const ledger = (id: string) =>
  t.database.query('SELECT rule, occurrence, mail_id IS NOT NULL AS mailed, skipped FROM reminder WHERE object_id = $1 ORDER BY planned_at, id', [
    id,
  ]);
const mails = (personId: string) =>
  t.database.query<Record<string, string>>(
    `SELECT id, subject, text, html, language, state, due_at FROM outgoing_mail WHERE person_id = $1 AND kind = 'reminders.reminder' ORDER BY created_at, id`,
    [personId],
  );
const lookAt = async (id: string): Promise<Date | null> =>
  (await t.database.one<{ look_at: Date | null }>('SELECT look_at FROM reminder_watch WHERE enrolment_id = $1', [id]))!.look_at;

describe('the planner', () => {
  it('reminds of an unopened invitation once, however often it runs', async () => {
    const one = await somebody();
    await planner.plan();
    expect(await lookAt(one.id)).toEqual(new Date('2026-11-27T09:00:00Z'));
    t.clock.set('2026-11-27T09:00:00Z');
    expect(await planner.plan()).toMatchObject({ mailed: 1 });
    expect(await planner.plan()).toEqual({ looked: 0, mailed: 0, skipped: 0 });
    await t.database.query('UPDATE reminder_watch SET look_at = $2 WHERE enrolment_id = $1', [one.id, t.clock.now()]);
    expect(await planner.plan()).toEqual({ looked: 1, mailed: 0, skipped: 0 });
    expect(await ledger(one.id)).toEqual([{ rule: 'invitation-unopened', occurrence: 'invitation-1', mailed: true, skipped: null }]);
    expect(await mails(one.viewer.personId)).toHaveLength(1);
  });

  it('writes one of each where two workers plan at once', async () => {
    const all = [];
    for (let i = 0; i < 12; i++) all.push(await somebody());
    t.clock.set('2026-11-27T09:00:00Z');
    const rounds = await Promise.all([planner.plan(), planner.plan(), planner.plan()]);
    expect(rounds.reduce((sum, round) => sum + round.mailed, 0)).toBe(12);
    await planner.plan();
    for (const one of all) {
      expect(await ledger(one.id)).toHaveLength(1);
      expect(await mails(one.viewer.personId)).toHaveLength(1);
    }
  });

  it.each([
    ['before the mail is written', async (): Promise<never> => Promise.reject(new Error('killed'))],
    [
      'after the mail is written',
      async (write: () => Promise<string | null>) => {
        await write();
        // What PostgreSQL sees of a kill -9: the connection is gone, and nothing was committed.
        await t.database.query('SELECT pg_terminate_backend(pg_backend_pid())').catch(() => undefined);
        return null;
      },
    ],
  ])('leaves nothing half done when it dies %s, and does it in the next round', async (_, die) => {
    const [one, other] = [await somebody(), await somebody()];
    t.clock.set('2026-11-27T09:00:00Z');
    const mail = t.get(MailService);
    const write = mail.write.bind(mail);
    const spy = jest.spyOn(mail, 'write').mockImplementation((row) => (row.personId === one.viewer.personId ? die(() => write(row)) : write(row)));
    await planner.plan();
    expect(await ledger(one.id)).toEqual([]);
    expect(await mails(one.viewer.personId)).toEqual([]);
    expect(await mails(other.viewer.personId)).toHaveLength(1);
    spy.mockRestore();
    await planner.plan();
    expect(await ledger(one.id)).toHaveLength(1);
    expect(await mails(one.viewer.personId)).toHaveLength(1);
  });

  it('writes nothing at night and at weekends, and looks again when the office opens', async () => {
    const one = await somebody();
    for (const [night, morning] of [
      ['2026-11-27T19:00:00Z', '2026-11-30T08:00:00Z'],
      ['2026-11-28T10:00:00Z', '2026-11-30T08:00:00Z'],
      ['2026-11-30T06:59:00Z', '2026-11-30T08:00:00Z'],
    ] as const) {
      t.clock.set(night);
      await t.database.query('UPDATE reminder_watch SET look_at = $2 WHERE enrolment_id = $1', [one.id, night]);
      expect((await planner.plan()).mailed).toBe(0);
      expect(await lookAt(one.id)).toEqual(new Date(morning));
    }
    t.clock.set('2026-11-30T08:00:00Z');
    expect((await planner.plan()).mailed).toBe(1);
  });

  it('follows what happens: quiet, then near the deadline, then overdue, then silence', async () => {
    const one = await somebody({ opened: true });
    await read(one);
    const told: string[] = [];
    for (let hour = 0; hour < 24 * 60; hour++) {
      const { mailed } = await planner.plan();
      if (mailed) told.push(t.clock.now().toISOString());
      t.clock.pass({ hours: 1 });
    }
    expect(told).toEqual(['2026-12-08T09:00:00.000Z', '2026-12-11T08:00:00.000Z', '2026-12-21T08:00:00.000Z']);
    expect((await ledger(one.id)).map(({ rule, occurrence }) => `${rule} ${occurrence}`)).toEqual([
      'quiet 2026-11-24',
      'deadline-near 2026-12-18',
      'overdue 2026-12-18',
    ]);
    expect(await lookAt(one.id)).toBeNull();
  });

  it('says nothing to somebody who has completed, nor to a closed account', async () => {
    const [done, gone] = [await somebody({ opened: true }), await somebody({ opened: true })];
    await complete(done);
    await read(gone);
    await t.database.query('UPDATE person SET deactivated_at = $2 WHERE id = $1', [gone.viewer.personId, t.clock.now()]);
    for (const day of ['2026-12-08', '2026-12-11', '2026-12-21']) {
      t.clock.set(`${day}T09:00:00Z`);
      await t.database.query('UPDATE reminder_watch SET look_at = $1 WHERE enrolment_id = ANY($2)', [t.clock.now(), [done.id, gone.id]]);
      expect(await planner.plan()).toEqual({ looked: 2, mailed: 0, skipped: 0 });
    }
  });

  it('nudges a person once a week over all their enrolments, also with two workers', async () => {
    const one = await somebody();
    const second = await school.enrol(one.viewer, 'small-too', { opened: false, name: 'Second cohort' });
    t.clock.set('2026-11-27T09:00:00Z');
    await Promise.all([planner.plan(), planner.plan()]);
    await planner.plan();
    expect(await mails(one.viewer.personId)).toHaveLength(1);
    t.clock.set('2026-12-04T09:00:00Z');
    await planner.plan();
    expect(await mails(one.viewer.personId)).toHaveLength(2);
    expect([...(await ledger(one.id)), ...(await ledger(second))]).toHaveLength(2);
  });

  it('hears of a new deadline for a whole cohort in one statement', async () => {
    const one = await somebody({ opened: true });
    await read(one);
    await planner.plan();
    const cohort = (await t.get(EnrolmentAccess).find(one.id))!.cohortId;
    t.clock.set('2026-11-30T09:00:00Z');
    await t.database.query(`UPDATE cohort SET ends_on = '2026-12-04' WHERE id = $1`, [cohort]);
    const { statements } = await statementsOf(() => t.get(DomainEvents).announce(new CohortDatesChanged(cohort)));
    expect(statements).toHaveLength(1);
    expect((await planner.plan()).mailed).toBe(1);
    expect(await ledger(one.id)).toEqual([{ rule: 'deadline-near', occurrence: '2026-12-04', mailed: true, skipped: null }]);
  });

  it('looks at any number in the same number of statements', async () => {
    const counts: number[] = [];
    for (const size of [3, 30]) {
      for (let i = 0; i < size; i++) await somebody({ opened: true });
      const { result, statements } = await statementsOf(() => planner.plan());
      expect(result).toEqual({ looked: size, mailed: 0, skipped: 0 });
      counts.push(statements.length);
    }
    expect(counts[0]).toBe(counts[1]);
  });

  it('notes what an outage made pointless, with the reason', async () => {
    const one = await somebody({ endsOn: null });
    t.clock.set('2026-12-28T09:00:00Z');
    expect(await planner.plan()).toEqual({ looked: 1, mailed: 0, skipped: 1 });
    expect(await ledger(one.id)).toEqual([{ rule: 'invitation-unopened', occurrence: 'invitation-1', mailed: false, skipped: 'too-late' }]);
    expect(await t.get(ReminderQueries).history(one.id)).toMatchObject([{ rule: 'invitation-unopened', skipped: 'too-late', state: null }]);
  });
});

describe('the mail of a reminder', () => {
  it('is in the language of the person, and says what is next, how long it takes, why it comes and when it stops', async () => {
    const [dutch, english] = [await somebody({ opened: true, language: 'nl' }), await somebody({ opened: true })];
    await read(dutch);
    await read(english);
    t.clock.set('2026-12-08T09:00:00Z');
    await planner.plan();
    const [nl] = await mails(dutch.viewer.personId);
    expect(nl!.language).toBe('nl');
    expect(nl!.subject).toMatch(/: ga verder waar je was gebleven$/);
    expect(nl!.text).toMatch(/Die duurt ongeveer \d+ minuten\./);
    expect(nl!.text).toContain('Herinneringen stoppen vanzelf');
    const [en] = await mails(english.viewer.personId);
    expect(en!.text).toContain('Your last visit to “');
    for (const part of [en!.text, en!.html]) {
      expect(part).toContain(`${t.config.baseUrl}/learn/${english.id}/continue`);
      expect(part).toContain('You get this reminder because');
    }
    expect(en!.html).toContain('lang="en"');
  });

  it('brings in whoever has no password yet by a single-use link', async () => {
    const one = await somebody({ password: false });
    t.clock.set('2026-11-27T09:00:00Z');
    await planner.plan();
    const [mail] = await mails(one.viewer.personId);
    expect(mail!.text).toMatch(new RegExp(`${t.config.baseUrl}/welcome/[\\w-]{43}`));
    expect(mail!.text).toContain('works once');
    expect(mail!.text).not.toContain('/learn/');
    expect(await t.database.query('SELECT target, purpose FROM link WHERE person_id = $1', [one.viewer.personId])).toEqual([
      { target: `/learn/${one.id}`, purpose: 'invitation' },
    ]);
  });

  it.each<[string, string, (one: { viewer: Viewer; id: string }) => Promise<unknown>]>([
    ['opened', 'opened', (one) => t.get(EnrolmentAccess).markOpened(one.id, t.clock.now())],
    ['completed', 'completed', complete],
    [
      'closed account',
      'deactivated',
      (one) => t.database.query('UPDATE person SET deactivated_at = $2 WHERE id = $1', [one.viewer.personId, t.clock.now()]),
    ],
    ['invited again', 'sent-again', (one) => t.database.query('UPDATE enrolment SET invitations = 2 WHERE id = $1', [one.id])],
  ])('does not go where the world has moved on: %s', async (_, reason, change) => {
    const one = await somebody();
    t.clock.set('2026-11-27T09:00:00Z');
    await planner.plan();
    await change(one);
    await t.get(DeliveryService).deliverDue();
    expect(await mails(one.viewer.personId)).toMatchObject([{ state: 'dropped' }]);
    expect(await ledger(one.id)).toMatchObject([{ rule: 'invitation-unopened', skipped: reason }]);
    expect(await t.get(ReminderQueries).history(one.id)).toMatchObject([{ skipped: reason, state: 'dropped', sentAt: null }]);
  });

  it('waits for the office where delivery was held up until the night', async () => {
    const one = await somebody();
    t.clock.set('2026-11-27T14:59:00Z');
    await planner.plan();
    t.clock.set('2026-11-27T21:00:00Z');
    await t.get(DeliveryService).deliverDue();
    expect(await mails(one.viewer.personId)).toMatchObject([{ state: 'queued', due_at: new Date('2026-11-30T08:00:00Z') }]);
    t.clock.set('2026-11-30T08:00:00Z');
    await t.get(DeliveryService).deliverDue();
    expect(await mails(one.viewer.personId)).toMatchObject([{ state: 'sent' }]);
    expect(await t.get(ReminderQueries).history(one.id)).toMatchObject([
      { rule: 'invitation-unopened', skipped: null, state: 'sent', sentAt: t.clock.now() },
    ]);
  });
});
