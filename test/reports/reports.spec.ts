import fc from 'fast-check';
import { AccountsModule } from '../../src/accounts/accounts.module.js';
import { AuthoringModule } from '../../src/authoring/authoring.module.js';
import { CatalogueModule } from '../../src/catalogue/catalogue.module.js';
import { CatalogueService } from '../../src/catalogue/catalogue.service.js';
import { CohortsModule } from '../../src/cohorts/cohorts.module.js';
import { MailModule } from '../../src/mail/mail.module.js';
import { NotAllowed, NotFound } from '../../src/platform/errors.js';
import { newId } from '../../src/platform/ids.js';
import type { Role, Viewer } from '../../src/platform/security/viewer.js';
import { addDays } from '../../src/platform/zones.js';
import { ReportsModule } from '../../src/reports/reports.module.js';
import { ReportsQueries, type PeopleFilter, type PersonRow } from '../../src/reports/reports.queries.js';
import { ReportsService } from '../../src/reports/reports.service.js';
import { calendarOf, handReason, statusAt, statuses, type PersonFacts } from '../../src/reports/rules/status.js';
import { testServices, type TestServices } from '../support/app.js';
import { statementsOf } from '../support/statements.js';
import { makeWorld, type Side, type World } from '../support/world.js';

let t: TestServices;
let world: World;
let reports: ReportsService;
let revisionId: string;
const all: PeopleFilter = { search: '', status: null };
const day = 86_400_000;

const viewerOf = (side: Side, who: keyof Side['ids'], role: Role | null = null, language = 'en'): Viewer => ({
  personId: side.ids[who],
  name: who,
  email: `${who}@example.org`,
  language,
  zone: 'Europe/Brussels',
  theme: 'system',
  grants: role ? [{ role, path: `/${world.rootId}/${side.authorityId}/` }] : [],
  by: 'session',
});
const coordinator = (): Viewer => viewerOf(world.here, 'coordinator', 'coordinator');

interface Member extends PersonFacts {
  name: string;
  nextItemId: string | null;
}

/** Puts somebody into a cohort of `here` with these facts. */
async function put(cohortId: string, member: Member): Promise<string> {
  const [personId, enrolmentId] = [newId(), newId()];
  await t.database.query(`INSERT INTO person (id, email, name, language, zone) VALUES ($1, $2, $3, 'en', 'UTC')`, [
    personId,
    `${personId}@example.org`,
    member.name,
  ]);
  await t.database.query(
    `INSERT INTO enrolment (id, cohort_id, person_id, programme_id, invited_at, invitations, opened_at, created_at) VALUES ($1, $2, $3, 'small', $4, $5, $6, $7)`,
    [enrolmentId, cohortId, personId, member.invitedAt, member.invitedAt ? 1 : 0, member.openedAt, t.clock.now()],
  );
  if (member.required > 0)
    await t.database.query(
      `INSERT INTO enrolment_state (enrolment_id, revision_id, sequence, required, done, modules_done, next_item_id, started_at, last_activity_at, completed_at)
       VALUES ($1, $2, 1, $3, $4, '[]', $5, $6, $7, $8)`,
      [enrolmentId, revisionId, member.required, member.done, member.nextItemId, member.startedAt, member.lastActivityAt, member.completedAt],
    );
  return enrolmentId;
}

async function newCohort(dates: { startsOn: string; endsOn: string | null; zone: string }): Promise<string> {
  const id = newId();
  await t.database.query(
    `INSERT INTO cohort (id, authority_id, programme_id, name, zone, starts_on, ends_on, created_by, created_at) VALUES ($1, $2, 'small', 'C', $3, $4, $5, $6, $7)`,
    [id, world.here.authorityId, dates.zone, dates.startsOn, dates.endsOn, world.here.ids.coordinator, t.clock.now()],
  );
  await t.database.query('INSERT INTO cohort_coordinator (cohort_id, person_id) VALUES ($1, $2)', [id, world.here.ids.coordinator]);
  return id;
}

const fact: PersonFacts = { invitedAt: null, openedAt: null, startedAt: null, lastActivityAt: null, completedAt: null, required: 4, done: 0 };

beforeAll(async () => {
  t = await testServices([MailModule, AccountsModule, CatalogueModule, CohortsModule, ReportsModule, AuthoringModule]);
  world = await makeWorld(t);
  reports = t.get(ReportsService);
  revisionId = await t.get(CatalogueService).currentRevisionId('small');
});
afterAll(() => t.close());

describe('the rule in PostgreSQL and the rule in words', () => {
  const zone = fc.constantFrom('Europe/Brussels', 'Pacific/Kiritimati', 'America/St_Johns');
  const now = fc.date({ min: new Date('2026-10-20T00:00:00Z'), max: new Date('2027-04-05T00:00:00Z'), noInvalidDate: true });
  // Whole hours from the present put many facts right at the edges of days.
  const back = fc.option(fc.oneof(fc.integer({ min: 0, max: 30 * 24 }), fc.constantFrom(3 * 24, 14 * 24, 14 * 24 - 1)), { nil: null });
  const member = fc.record({
    invited: back,
    opened: back,
    started: back,
    last: back,
    completed: fc.option(fc.constant(1), { nil: null, freq: 5 }),
    required: fc.constantFrom(0, 1, 4, 5),
    done: fc.integer({ min: 0, max: 5 }),
  });

  it('agree about everybody, and the figures are a recount', async () => {
    await fc.assert(
      fc.asyncProperty(
        zone,
        now,
        fc.integer({ min: -20, max: 3 }),
        fc.option(fc.integer({ min: -2, max: 9 }), { nil: null }),
        fc.array(member, { minLength: 1, maxLength: 12 }),
        async (where, at, start, end, list) => {
          const today = at.toISOString().slice(0, 10);
          const startsOn = addDays(today, start);
          const dates = { zone: where, startsOn, endsOn: end === null ? null : addDays(today, Math.max(end, start)) };
          const calendar = calendarOf(at, dates);
          const cohortId = await newCohort(dates);
          const ago = (hours: number | null): Date | null => (hours === null ? null : new Date(at.getTime() - hours * 3_600_000));
          const expected = new Map<string, PersonFacts>();
          for (const one of list) {
            const state = one.required > 0;
            const facts: PersonFacts = {
              invitedAt: ago(one.invited),
              openedAt: ago(one.opened),
              startedAt: state ? ago(one.started) : null,
              lastActivityAt: state ? ago(one.last) : null,
              completedAt: state ? ago(one.completed) : null,
              required: one.required,
              done: state ? Math.min(one.done, one.required) : 0,
            };
            // Credit from elsewhere shows only once the person has come.
            const come = facts.openedAt !== null || facts.startedAt !== null;
            expected.set(await put(cohortId, { ...facts, name: 'N', nextItemId: null }), come ? facts : { ...facts, done: 0 });
          }
          const queries = t.get(ReportsQueries);
          const rows = await queries.people(cohortId, calendar, all, { language: 'en', after: null, limit: 100 });
          expect(rows).toHaveLength(list.length);
          for (const row of rows) {
            const facts = expected.get(row.enrolmentId)!;
            expect(row).toMatchObject(facts);
            expect({ status: row.status, hand: row.hand }).toEqual({ status: statusAt(calendar, facts).status, hand: handReason(calendar, facts) });
          }
          t.clock.set(at);
          const { figures } = await reports.figures(coordinator(), cohortId);
          const naive = [...expected.values()];
          const ofStatus = (status: string): number => naive.filter((facts) => statusAt(calendar, facts).status === status).length;
          expect(figures).toEqual({
            people: naive.length,
            completed: naive.filter((facts) => facts.completedAt).length,
            started: naive.filter((facts) => facts.startedAt).length,
            unopened: naive.filter((facts) => !facts.openedAt && !facts.startedAt && !facts.completedAt).length,
            hand: naive.filter((facts) => handReason(calendar, facts)).length,
            byStatus: Object.fromEntries(statuses.map((status) => [status, ofStatus(status)])),
          });
          for (const status of [...statuses, 'hand' as const]) {
            const found = await queries.people(cohortId, calendar, { search: '', status }, { language: 'en', after: null, limit: 100 });
            expect(found).toHaveLength(status === 'hand' ? figures.hand : ofStatus(status));
          }
        },
      ),
      { numRuns: 25 },
    );
  }, 120_000);
});

describe('where people are', () => {
  it('everybody is counted once, in the module of their next step; fewer than five are not broken down', async () => {
    t.clock.set('2026-11-24T09:00:00Z');
    const cohortId = await newCohort({ startsOn: '2026-11-01', endsOn: null, zone: 'UTC' });
    const at = new Date('2026-11-20T09:00:00Z');
    const begun = { ...fact, invitedAt: at, openedAt: at, startedAt: at, lastActivityAt: at };
    for (const nextItemId of ['l-two', 'l-two', 'l-local', 'gone']) await put(cohortId, { ...begun, name: 'A', nextItemId });
    expect((await reports.figures(coordinator(), cohortId)).places).toBeNull();
    await put(cohortId, { ...fact, name: 'B', invitedAt: at, nextItemId: 'l-one' });
    await put(cohortId, { ...begun, completedAt: at, done: 4, name: 'C', nextItemId: null });
    expect((await reports.figures(coordinator(), cohortId)).places).toEqual({
      notStarted: 1,
      modules: [
        { moduleId: 'm-shared', people: 2 },
        { moduleId: 'm-local', people: 1 },
      ],
      elsewhere: 1,
      completed: 1,
    });
  });
});

describe('the list of people', () => {
  let cohortId: string;
  const names = ['Żammit', 'zaal', 'Anna', 'Ångström', 'Bo', 'bo', 'Éva', 'Ewa', 'Παπαδάκης', '100%_sure', "O'Brien"];
  const names23 = Array.from({ length: 23 }, (_, i) => names[i % names.length]!);

  beforeAll(async () => {
    t.clock.set('2026-11-24T09:00:00Z');
    cohortId = await newCohort({ startsOn: '2026-11-01', endsOn: '2026-12-18', zone: 'Europe/Sofia' });
    for (const name of names23) await put(cohortId, { ...fact, name, invitedAt: t.clock.now(), nextItemId: null });
  });

  it.each(['en', 'nl'])('pages meet without gaps in the order of %s, each with the same number of statements', async (language) => {
    const viewer = viewerOf(world.here, 'coordinator', 'coordinator', language);
    const found: PersonRow[] = [];
    const costs = new Set<number>();
    let cursor: string | null = null;
    do {
      const asked: string | null = cursor;
      const { result, statements }: { result: Awaited<ReturnType<typeof reports.people>>; statements: string[] } = await statementsOf(() =>
        reports.people(viewer, cohortId, all, asked, 5),
      );
      costs.add(statements.length);
      found.push(...result.rows);
      cursor = result.next;
    } while (cursor);
    expect(costs).toEqual(new Set([2]));
    expect(new Set(found.map(({ enrolmentId }) => enrolmentId)).size).toBe(names23.length);
    const collator = new Intl.Collator(language);
    const order = found.map(({ name }) => name);
    expect(order).toEqual([...order].sort((a, b) => collator.compare(a, b)));
  });

  it('finds by a part of a name or an address, whatever signs it holds', async () => {
    const find = async (search: string) =>
      (await reports.people(coordinator(), cohortId, { search, status: null }, null, 100)).rows.map(({ name }) => name);
    expect(new Set(await find('ANN'))).toEqual(new Set(['Anna']));
    expect(new Set(await find('%_'))).toEqual(new Set(['100%_sure']));
    expect(new Set(await find("o'b"))).toEqual(new Set(["O'Brien"]));
    expect(await find('@example.org')).toHaveLength(names23.length);
    expect(await find('nobody at all')).toEqual([]);
    expect(await reports.people(coordinator(), cohortId, all, 'not a cursor', 100)).toMatchObject({ rows: { length: names23.length }, next: null });
  });

  it('the page costs the same number of statements for one person and for many', async () => {
    const cost = async (id: string) => (await statementsOf(() => reports.cohort(coordinator(), id, all, null))).statements.length;
    await reports.cohort(coordinator(), cohortId, all, null);
    const few = await cost(world.here.cohortId);
    expect(await cost(cohortId)).toBe(few);
    expect(few).toBeLessThanOrEqual(5);
  });

  it('the export holds everybody, portion by portion', async () => {
    const { portions } = await reports.export(coordinator(), cohortId, all);
    let rows = 0;
    for await (const portion of portions) rows += portion.length;
    expect(rows).toBe(names23.length);
  });
});

describe('a person’s record', () => {
  it('shows dates and states, and no scores unless the authority allows them and the opening is written down', async () => {
    const { cohortId, enrolmentId, authorityId, ids } = world.here;
    t.clock.set('2026-11-24T09:00:00Z');
    const at = t.clock.now();
    await t.database.query(`INSERT INTO item_state (enrolment_id, item_id, state, started_at, completed_at) VALUES ($1, 'l-one', 'done', $2, $2)`, [
      enrolmentId,
      at,
    ]);
    const attempt = `INSERT INTO attempt (id, enrolment_id, quiz_id, number, revision_id, questions, started_at, handed_in_at, numerator, denominator, max, passed)
      VALUES ($1, $2, 'q-shared', $3, $4, '[]', $5, $5, $6, $7, 3, false)`;
    await t.database.query(attempt, [newId(), enrolmentId, 1, revisionId, at, 3, 2]);
    await t.database.query(attempt, [newId(), enrolmentId, 2, revisionId, at, 2, 1]);

    const report = await reports.person(coordinator(), cohortId, enrolmentId);
    expect(report.items.get('l-one')).toMatchObject({ state: 'done', completedAt: at, credited: false });
    expect(report.scores).toBeNull();
    await expect(reports.openScores(coordinator(), cohortId, enrolmentId)).rejects.toThrow(NotAllowed);

    await t.database.query(`UPDATE authority SET policy = '{"coordinatorsSeeScores": true}' WHERE id = $1`, [authorityId]);
    expect((await reports.person(coordinator(), cohortId, enrolmentId)).scores).toBeNull();
    const best = [{ quizId: 'q-shared', numerator: 2, denominator: 1, max: 3, counts: 'best', handedInAt: at }];
    expect(await reports.openScores(coordinator(), cohortId, enrolmentId)).toEqual(best);
    expect(await reports.openScores(coordinator(), cohortId, enrolmentId)).toEqual(best);
    expect(await t.database.query("SELECT actor_id AS actor, object_id AS object FROM audit_entry WHERE action = 'scores.opened'")).toEqual([
      { actor: ids.coordinator, object: enrolmentId },
    ]);
    expect((await reports.person(coordinator(), cohortId, enrolmentId)).scores).toEqual(best);
    expect((await reports.person(viewerOf(world.here, 'administrator', 'administrator'), cohortId, enrolmentId)).scores).toBeNull();
    t.clock.set(new Date(at.getTime() + 16 * 60_000));
    expect((await reports.person(coordinator(), cohortId, enrolmentId)).scores).toBeNull();
    await t.database.query(`UPDATE authority SET policy = '{"coordinatorsSeeScores": false}' WHERE id = $1`, [authorityId]);
  });

  it('lists invitations and reminders of this enrolment alone', async () => {
    const { cohortId, enrolmentId, ids } = world.here;
    const at = t.clock.now();
    const mail = `INSERT INTO outgoing_mail (id, dedupe_key, message_id, kind, object_id, person_id, to_address, to_name, language, subject, state, due_at, sent_at, created_at)
      VALUES ($1, $2, $2, $3, $4, $5, 'x', 'x', 'en', 'x', 'sent', $6, $6, $6)`;
    const remind = `INSERT INTO reminder (id, rule, person_id, object_id, occurrence, due_at, planned_at, mail_id, skipped) VALUES ($1, $2, $3, $4, 'o', $5, $5, $6, $7)`;
    const mailId = newId();
    await t.database.query(mail, [newId(), 'a', 'cohorts/invitation', `${enrolmentId}:1`, ids.learner, at]);
    await t.database.query(mail, [newId(), 'b', 'cohorts/invitation', `${newId()}:1`, ids.learner, at]);
    await t.database.query(mail, [mailId, 'c', 'reminders.reminder', newId(), ids.learner, new Date(at.getTime() + day)]);
    await t.database.query(remind, [newId(), 'quiet', ids.learner, enrolmentId, at, mailId, null]);
    await t.database.query(remind, [newId(), 'overdue', ids.learner, enrolmentId, new Date(at.getTime() - day), null, 'too-late']);
    const { messages } = await reports.person(coordinator(), cohortId, enrolmentId);
    expect(messages).toEqual([
      { what: 'quiet', state: 'sent', at: new Date(at.getTime() + day) },
      { what: 'invitation', state: 'sent', at },
      { what: 'overdue', state: 'skipped', at: new Date(at.getTime() - day) },
    ]);
  });

  it('is not there for anybody else, nor under another cohort', async () => {
    const { cohortId, enrolmentId } = world.here;
    const strangers = [
      viewerOf(world.here, 'colleague', 'coordinator'),
      viewerOf(world.there, 'coordinator', 'coordinator'),
      viewerOf(world.there, 'administrator', 'administrator'),
      viewerOf(world.here, 'learner'),
    ];
    for (const viewer of strangers) {
      await expect(reports.cohort(viewer, cohortId, all, null)).rejects.toThrow(NotFound);
      await expect(reports.figures(viewer, cohortId)).rejects.toThrow(NotFound);
      await expect(reports.people(viewer, cohortId, all, null)).rejects.toThrow(NotFound);
      await expect(reports.export(viewer, cohortId, all)).rejects.toThrow(NotFound);
      await expect(reports.person(viewer, cohortId, enrolmentId)).rejects.toThrow(NotFound);
      await expect(reports.openScores(viewer, cohortId, enrolmentId)).rejects.toThrow(NotFound);
    }
    await expect(reports.person(coordinator(), cohortId, world.there.enrolmentId)).rejects.toThrow(NotFound);
    await expect(reports.person(coordinator(), cohortId, 'x')).rejects.toThrow(NotFound);
  });
});
