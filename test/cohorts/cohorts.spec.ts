import fc from 'fast-check';
import { AccountsModule } from '../../src/accounts/accounts.module.js';
import { LinksService } from '../../src/accounts/links.service.js';
import { AuthoringModule } from '../../src/authoring/authoring.module.js';
import { CatalogueModule } from '../../src/catalogue/catalogue.module.js';
import { mayManageCohort } from '../../src/cohorts/cohort.policy.js';
import { CohortQueries } from '../../src/cohorts/cohort.queries.js';
import { CohortDatesChanged, Enrolled } from '../../src/cohorts/cohorts.events.js';
import { CohortsModule } from '../../src/cohorts/cohorts.module.js';
import { CohortsService } from '../../src/cohorts/cohorts.service.js';
import { EnrolmentAccess } from '../../src/cohorts/enrolments.service.js';
import { InvitingService } from '../../src/cohorts/inviting.service.js';
import { MailKinds } from '../../src/mail/mail-kinds.js';
import { MailModule } from '../../src/mail/mail.module.js';
import { Conflict, Invalid, NotFound } from '../../src/platform/errors.js';
import { DomainEvents } from '../../src/platform/events.js';
import { newId } from '../../src/platform/ids.js';
import type { Role, Viewer } from '../../src/platform/security/viewer.js';
import { testServices, type TestServices } from '../support/app.js';
import { makeWorld, type Side, type World } from '../support/world.js';

let t: TestServices;
let world: World;
let cohorts: CohortsService;
let inviting: InvitingService;
const enrolledNews: Enrolled[] = [];
const datesNews: CohortDatesChanged[] = [];

const viewerOf = (side: Side, who: keyof Side['ids'], role: Role | null = null, path?: string | null): Viewer => ({
  personId: side.ids[who],
  name: who,
  email: `${who}@example.org`,
  language: 'en',
  zone: 'Europe/Brussels',
  theme: 'system',
  grants: role ? [{ role, path: path === undefined ? `/${world.rootId}/${side.authorityId}/` : path }] : [],
  by: 'session',
});
const coordinator = (): Viewer => viewerOf(world.here, 'coordinator', 'coordinator');

interface MailRow extends Record<string, unknown> {
  to: string;
  language: string;
  subject: string;
  text: string;
  kind: string;
  object: string;
}
const mails = (): Promise<MailRow[]> =>
  t.database.query<MailRow>(
    'SELECT to_address AS to, language, subject, text, kind, object_id AS object FROM outgoing_mail ORDER BY created_at, dedupe_key',
  );
const count = async (table: 'person' | 'enrolment' | 'outgoing_mail' | 'cohort' | 'link' | 'audit_entry'): Promise<number> =>
  (await t.database.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${table}`))[0]!.n;
const secretIn = (text: string): string => /\/welcome\/([\w-]+)/.exec(text)![1]!;
const wish = { programmeId: 'small', name: 'Spring', startsOn: '2026-12-01', endsOn: '2027-02-28', zone: 'Europe/Sofia' };

beforeAll(async () => {
  t = await testServices([MailModule, AccountsModule, CatalogueModule, CohortsModule, AuthoringModule]);
  world = await makeWorld(t);
  cohorts = t.get(CohortsService);
  inviting = t.get(InvitingService);
  t.get(DomainEvents).on(Enrolled, async (news) => void enrolledNews.push(news));
  t.get(DomainEvents).on(CohortDatesChanged, async (news) => void datesNews.push(news));
});
afterAll(() => t.close());

describe('making and changing a cohort', () => {
  it('the same wish sent twice, even at once, makes one cohort; its maker coordinates it', async () => {
    const before = await count('cohort');
    const made = await Promise.all(['k', 'k'].map((key) => cohorts.make(coordinator(), key, { ...wish, authorityId: world.here.authorityId })));
    expect(new Set(made).size).toBe(1);
    expect(await count('cohort')).toBe(before + 1);
    expect(await cohorts.get(coordinator(), made[0]!)).toMatchObject({ ...wish, coordinated: true, scoresShown: false });
    // The same key of somebody else is another wish.
    const other = await cohorts.make(viewerOf(world.here, 'colleague', 'coordinator'), 'k', { ...wish, authorityId: world.here.authorityId });
    expect(other).not.toBe(made[0]);
    await expect(cohorts.get(coordinator(), other)).rejects.toThrow(NotFound);
  });

  it('keeps to the authorities, programmes and dates that fit', async () => {
    const make = (change: object) => cohorts.make(coordinator(), newId(), { ...wish, authorityId: world.here.authorityId, ...change });
    await expect(make({ authorityId: world.there.authorityId })).rejects.toMatchObject({ fields: { authorityId: expect.anything() } });
    await expect(make({ authorityId: world.rootId })).rejects.toThrow(Invalid);
    await expect(make({ programmeId: 'nothing' })).rejects.toMatchObject({ fields: { programmeId: expect.anything() } });
    await expect(make({ endsOn: '2026-11-30' })).rejects.toMatchObject({ fields: { endsOn: { key: 'cohorts.error.endsBeforeStart' } } });
    expect(await cohorts.get(coordinator(), await make({ endsOn: null, zone: null }))).toMatchObject({ endsOn: null, zone: 'Europe/Brussels' });
  });

  it('announces and audits changed dates once, and says nothing where nothing changed', async () => {
    const id = await cohorts.make(coordinator(), newId(), { ...wish, authorityId: world.here.authorityId });
    datesNews.length = 0;
    const settings = { name: 'Spring', startsOn: '2026-12-01', endsOn: '2027-03-31', zone: 'Europe/Sofia' };
    await cohorts.change(coordinator(), id, settings);
    await cohorts.change(coordinator(), id, settings);
    await cohorts.change(coordinator(), id, { ...settings, name: 'Late spring' });
    expect(datesNews).toEqual([new CohortDatesChanged(id)]);
    expect(
      await t.database.query("SELECT action, detail FROM audit_entry WHERE object_id = $1 AND action = 'cohort.changed' ORDER BY id", [id]),
    ).toEqual([
      { action: 'cohort.changed', detail: { endsOn: '2027-03-31', endsOnBefore: '2027-02-28' } },
      { action: 'cohort.changed', detail: { name: true } },
    ]);
  });

  it('coordinators: only who holds the role there; the last one stays unless an administrator decides', async () => {
    const { here, there } = world;
    const admin = viewerOf(here, 'administrator', 'administrator');
    await expect(cohorts.addCoordinator(coordinator(), here.cohortId, there.ids.coordinator)).rejects.toThrow(Invalid);
    await expect(cohorts.addCoordinator(coordinator(), here.cohortId, here.ids.learner)).rejects.toThrow(Invalid);
    await expect(cohorts.removeCoordinator(coordinator(), here.cohortId, here.ids.coordinator)).rejects.toThrow(Conflict);
    await cohorts.addCoordinator(coordinator(), here.cohortId, here.ids.colleague);
    expect(await cohorts.get(viewerOf(here, 'colleague', 'coordinator'), here.cohortId)).toMatchObject({ coordinated: true });
    await cohorts.removeCoordinator(coordinator(), here.cohortId, here.ids.colleague);
    await expect(cohorts.get(viewerOf(here, 'colleague', 'coordinator'), here.cohortId)).rejects.toThrow(NotFound);
    await cohorts.removeCoordinator(admin, here.cohortId, here.ids.coordinator);
    await cohorts.addCoordinator(admin, here.cohortId, here.ids.coordinator);
  });
});

describe('who sees which cohort', () => {
  const strangers = (): [string, Viewer][] => [
    ['a colleague of the same authority', viewerOf(world.here, 'colleague', 'coordinator')],
    ['a coordinator of another authority', viewerOf(world.there, 'coordinator', 'coordinator')],
    ['an administrator of another authority', viewerOf(world.there, 'administrator', 'administrator')],
    ['its coordinator after losing the role', viewerOf(world.here, 'coordinator')],
    ['its coordinator with the role elsewhere', viewerOf(world.here, 'coordinator', 'coordinator', `/${world.rootId}/${world.there.authorityId}/`)],
    ['a trainer', viewerOf(world.here, 'trainer', 'trainer')],
    ['its own learner', viewerOf(world.here, 'learner')],
  ];

  it('nobody else, in any service', async () => {
    const { cohortId, enrolmentId } = world.here;
    const before = [await count('outgoing_mail'), await count('enrolment'), await count('audit_entry')];
    for (const [who, viewer] of strangers()) {
      const tries: [string, () => Promise<unknown>][] = [
        ['get', () => cohorts.get(viewer, cohortId)],
        ['change', () => cohorts.change(viewer, cohortId, { name: 'x', startsOn: '2026-01-01', endsOn: null, zone: 'UTC' })],
        ['enrolments', () => cohorts.enrolments(viewer, cohortId, null)],
        ['coordinators', () => cohorts.coordinators(viewer, cohortId)],
        ['add', () => cohorts.addCoordinator(viewer, cohortId, viewer.personId)],
        ['remove', () => cohorts.removeCoordinator(viewer, cohortId, world.here.ids.coordinator)],
        ['preview', () => inviting.preview(viewer, cohortId, 'x@example.org')],
        ['invite', () => inviting.invite(viewer, cohortId, [{ email: 'x@example.org', name: null }], 'en')],
        ['again', () => inviting.sendAgain(viewer, enrolmentId)],
        ['again to all', () => inviting.sendAgainToUnopened(viewer, cohortId, new Date())],
      ];
      for (const [what, attempt] of tries)
        expect([who, what, await attempt().catch((error: unknown) => error)]).toEqual([who, what, expect.any(NotFound)]);
      expect((await cohorts.list(viewer, null)).rows.map(({ id }) => id)).not.toContain(cohortId);
    }
    expect([await count('outgoing_mail'), await count('enrolment'), await count('audit_entry')]).toEqual(before);
  });

  it('an id that is none is not found', async () => {
    await expect(cohorts.get(coordinator(), 'x')).rejects.toThrow(NotFound);
    await expect(inviting.sendAgain(coordinator(), "'; --")).rejects.toThrow(NotFound);
    await expect(cohorts.get(coordinator(), newId())).rejects.toThrow(NotFound);
  });

  it('the list of PostgreSQL is what the policy says, for any grants', async () => {
    const paths = [null, `/${world.rootId}/`, `/${world.rootId}/${world.here.authorityId}/`, `/${world.rootId}/${world.there.authorityId}/`];
    const all = await t.database.query<{ id: string; path: string }>('SELECT c.id, a.path FROM cohort c JOIN authority a ON a.id = c.authority_id');
    const rows = await t.database.query<{ cohort: string; person: string }>(
      'SELECT cohort_id AS cohort, person_id AS person FROM cohort_coordinator',
    );
    const grant = fc.record({ role: fc.constantFrom<Role>('trainer', 'coordinator', 'administrator'), path: fc.constantFrom(...paths) });
    const person = fc.constantFrom(world.here.ids.coordinator, world.there.ids.coordinator, world.here.ids.colleague);
    await fc.assert(
      fc.asyncProperty(fc.array(grant, { maxLength: 3 }), person, async (grants, personId) => {
        const viewer = { ...viewerOf(world.here, 'coordinator'), personId, grants };
        const listed = await t.get(CohortQueries).list(viewer, null, 100);
        const allowed = all.filter(({ id, path }) =>
          mayManageCohort(viewer, { authorityPath: path, coordinated: rows.some((row) => row.cohort === id && row.person === personId) }),
        );
        expect(listed.map(({ id }) => id).sort()).toEqual(allowed.map(({ id }) => id).sort());
      }),
      { numRuns: 60 },
    );
  });

  it('pages of the list meet without gaps', async () => {
    const viewer = viewerOf(world.here, 'administrator', 'administrator', null);
    const whole = (await cohorts.list(viewer, null, 100)).rows.map(({ id }) => id);
    const found: string[] = [];
    let cursor: string | null = null;
    do {
      const part: Awaited<ReturnType<CohortsService['list']>> = await cohorts.list(viewer, cursor, 2);
      found.push(...part.rows.map(({ id }) => id));
      cursor = part.next;
    } while (cursor);
    expect(whole.length).toBeGreaterThan(4);
    expect(found).toEqual(whole);
  });
});

describe('inviting', () => {
  const pasted = 'Naam;E-mail\nAnna de Vries;anna@example.org\nBo;bo@example.org\nwho?\nANNA;anna@EXAMPLE.org';

  it('says first what it will do, and writes nothing', async () => {
    const before = [await count('person'), await count('enrolment'), await count('outgoing_mail'), await count('link')];
    const learner = `learner@there.test`;
    await t.database.query("UPDATE person SET deactivated_at = now() WHERE email = 'trainer@there.test'");
    const preview = await inviting.preview(coordinator(), world.here.cohortId, `${pasted}\n${learner}\n${world.here.learner}\ntrainer@there.test`);
    expect(preview).toMatchObject({
      people: [
        { line: 2, email: 'anna@example.org', name: 'Anna de Vries', verdict: 'new' },
        { line: 3, email: 'bo@example.org', verdict: 'new' },
        { line: 6, email: learner, verdict: 'existing' },
        { line: 7, email: world.here.learner, verdict: 'here' },
        { line: 8, email: 'trainer@there.test', verdict: 'closed' },
      ],
      unreadable: [{ line: 4, reason: 'no-address', text: 'who?' }],
      repeated: 1,
    });
    expect([await count('person'), await count('enrolment'), await count('outgoing_mail'), await count('link')]).toEqual(before);
  });

  it('the same list twice, and at once, makes no second person, enrolment or mail', async () => {
    const people = [
      { name: 'Anna de Vries', email: 'anna@example.org' },
      { name: null, email: 'bo@example.org' },
      { name: 'Learner', email: world.there.learner },
      { name: 'Closed', email: 'trainer@there.test' },
    ];
    const [persons, enrolments, mailsBefore] = [await count('person'), await count('enrolment'), await count('outgoing_mail')];
    enrolledNews.length = 0;
    const outcomes = await Promise.all([1, 2].map(() => inviting.invite(coordinator(), world.here.cohortId, people, 'nl')));
    const again = await inviting.invite(coordinator(), world.here.cohortId, people, 'nl');
    expect(outcomes.reduce((sum, one) => sum + one.new + one.existing, 0)).toBe(3);
    expect(again).toEqual({ new: 0, existing: 0, here: 3, closed: 1 });
    expect([await count('person'), await count('enrolment'), await count('outgoing_mail')]).toEqual([persons + 2, enrolments + 3, mailsBefore + 3]);
    expect(enrolledNews).toHaveLength(3);
    expect(new Set(enrolledNews.map((news) => news.programmeId))).toEqual(new Set(['small']));
  });

  it('writes to new people in the chosen language with a single-use link, and to others in theirs with a plain one', async () => {
    const written = await mails();
    const anna = written.find(({ to }) => to === 'anna@example.org')!;
    expect(anna).toMatchObject({ language: 'nl', kind: 'cohorts/invitation' });
    expect(anna.text).toContain('nodigt je uit');
    expect(anna.text).toContain('18 december 2026');
    const link = await t.get(LinksService).look(secretIn(anna.text));
    expect(link).toMatchObject({
      purpose: 'invitation',
      state: 'usable',
      invitedBy: 'coordinator of here',
      target: `/learn/${anna.object.split(':')[0]}`,
    });
    const known = written.find(({ to }) => to === world.there.learner)!;
    expect(known.language).toBe('en');
    expect(known.text).not.toContain('/welcome/');
    expect(known.text).toContain(`${t.config.baseUrl}/learn/${known.object.split(':')[0]}`);
    expect(known.text).toContain('sign in with this e-mail address');
  });

  it('a link lives for seven days; a new one takes its place, and a waiting mail with the old one is dropped', async () => {
    const anna = (await mails()).find(({ to }) => to === 'anna@example.org')!;
    const [enrolmentId = ''] = anna.object.split(':');
    const links = t.get(LinksService);
    const kinds = t.get(MailKinds);
    t.clock.pass({ days: 6, hours: 23 });
    expect(await links.look(secretIn(anna.text))).toMatchObject({ state: 'usable' });
    t.clock.pass({ hours: 2 });
    expect(await links.look(secretIn(anna.text))).toMatchObject({ state: 'expired' });

    expect(await inviting.sendAgain(coordinator(), enrolmentId, 1)).toBe(true);
    expect(await inviting.sendAgain(coordinator(), enrolmentId, 1)).toBe(false);
    expect(await inviting.sendAgain(coordinator(), enrolmentId, 2)).toBe(true);
    const [first, second, third] = (await mails()).filter(({ to }) => to === 'anna@example.org');
    expect(await links.look(secretIn(second!.text))).toMatchObject({ state: 'used' });
    expect(await links.look(secretIn(third!.text))).toMatchObject({ state: 'usable' });
    const wanted = async (mail: MailRow | undefined) => kinds.stillWanted(mail!.kind, mail!.object, null, t.clock.now());
    expect(await wanted(first)).toEqual({ wanted: false, reason: 'sent-again' });
    expect(await wanted(third)).toEqual({ wanted: true });

    await t.get(EnrolmentAccess).markOpened(enrolmentId, t.clock.now());
    expect(await wanted(third)).toEqual({ wanted: false, reason: 'opened' });
    expect(await inviting.sendAgain(coordinator(), enrolmentId)).toBe(false);
    expect(await kinds.stillWanted('cohorts/invitation', `${newId()}:1`, null, t.clock.now())).toEqual({ wanted: false, reason: 'enrolment-gone' });
  });

  it('sends again to all who have not opened; the same request twice sends nothing more', async () => {
    const looked = t.clock.now();
    t.clock.pass({ minutes: 1 });
    const before = await count('outgoing_mail');
    // Bo and the learner of the other authority; Anna has opened, and so has this authority's learner.
    expect(await inviting.sendAgainToUnopened(coordinator(), world.here.cohortId, looked)).toBe(2);
    expect(await inviting.sendAgainToUnopened(coordinator(), world.here.cohortId, looked)).toBe(0);
    expect(await count('outgoing_mail')).toBe(before + 2);
  });

  it('takes at most 500 people, and says so before anything is written', async () => {
    const many = Array.from({ length: 501 }, (_, i) => `p${i}@example.org`).join('\n');
    await expect(inviting.preview(coordinator(), world.here.cohortId, many)).rejects.toMatchObject({
      fields: { people: { key: 'cohorts.error.tooMany', params: { count: 501, max: 500 } } },
    });
    await expect(inviting.preview(coordinator(), world.here.cohortId, ' \n ; \n')).rejects.toThrow(Invalid);
  });

  it('one person’s fault in the middle undoes that person alone', async () => {
    const before = await count('enrolment');
    let failing = true;
    t.get(DomainEvents).on(Enrolled, async () => {
      const last = (await t.database.one<{ email: string }>('SELECT email FROM person ORDER BY created_at DESC, id DESC LIMIT 1'))!;
      if (failing && last.email === 'dee@example.org') throw new Error('broken on purpose');
    });
    t.clock.pass({ minutes: 1 });
    const people = ['cy@example.org', 'dee@example.org', 'ed@example.org'].map((email) => ({ email, name: null }));
    await expect(inviting.invite(coordinator(), world.here.cohortId, people, 'en')).rejects.toThrow('broken on purpose');
    expect(await count('enrolment')).toBe(before + 1);
    expect(await t.database.query("SELECT 1 FROM person WHERE email = 'dee@example.org'")).toEqual([]);
    failing = false;
    expect(await inviting.invite(coordinator(), world.here.cohortId, people, 'en')).toEqual({ new: 2, existing: 0, here: 1, closed: 0 });
  });
});

describe('a learner’s own enrolments', () => {
  it('are found by their owner and by nobody else', async () => {
    const access = t.get(EnrolmentAccess);
    const own = await access.forViewer(viewerOf(world.here, 'learner'), world.here.enrolmentId);
    expect(own).toMatchObject({
      id: world.here.enrolmentId,
      personId: world.here.ids.learner,
      programmeId: 'small',
      cohortName: 'Cohort of here',
      zone: 'Europe/Brussels',
      startsOn: '2026-11-02',
      endsOn: '2026-12-18',
      openedAt: expect.any(Date),
    });
    expect(await access.forPerson(world.here.ids.learner)).toEqual([own]);
    for (const other of [viewerOf(world.there, 'learner'), coordinator(), viewerOf(world.here, 'administrator', 'administrator', null)])
      await expect(access.forViewer(other, world.here.enrolmentId)).rejects.toThrow(NotFound);
    await access.markOpened(world.here.enrolmentId, new Date('2030-01-01'));
    expect((await access.find(world.here.enrolmentId))!.openedAt).toEqual(own.openedAt);
  });
});
