import { AuthoritiesService, inTreeOrder } from '../../src/accounts/authorities.service.js';
import { PeopleService } from '../../src/accounts/people.service.js';
import { NotFound } from '../../src/platform/errors.js';
import { newId } from '../../src/platform/ids.js';
import type { Viewer } from '../../src/platform/security/viewer.js';
import type { TestWeb } from '../support/app.js';
import { accountsWeb, Browser, Town } from './town.js';

describe('administering people', () => {
  let t: TestWeb;
  let town: Town;
  let people: PeopleService;
  let north: string;
  let south: string;
  let learner: string;
  let all: Viewer;
  let inNorth: Viewer;
  let inSouth: Viewer;
  beforeAll(async () => {
    t = await accountsWeb();
    town = await new Town(t).build();
    people = t.get(PeopleService);
    north = await town.node(town.root, 'North');
    south = await town.node(town.root, 'South');
    learner = await town.person('learner@north.test', north);
    all = await town.viewer(await town.person('all@town.test', town.root, [['administrator', null]]));
    inNorth = await town.viewer(await town.person('admin@north.test', north, [['administrator', north]]));
    inSouth = await town.viewer(await town.person('admin@south.test', south, [['administrator', south]]));
  });
  afterAll(() => t.close());

  const rolesOf = async (id: string): Promise<string[]> =>
    (await t.database.query<{ role: string }>('SELECT role FROM role_grant WHERE person_id = $1 ORDER BY role', [id])).map(({ role }) => role);
  const audited = async (id: string): Promise<string[]> =>
    (await t.database.query<{ action: string }>('SELECT action FROM audit_entry WHERE object_id = $1 ORDER BY id', [id])).map(({ action }) => action);

  it('lists whoever is below, and nobody else', async () => {
    const emails = async (viewer: Viewer, search: string | null = null) => (await people.list(viewer, search, null)).people.map(({ email }) => email);
    expect(await emails(inNorth)).toEqual(['admin@north.test', 'learner@north.test']);
    expect(await emails(inSouth)).toEqual(['admin@south.test']);
    expect(await emails(all)).toHaveLength(4);
    expect(await emails(all, 'NORTH')).toEqual(['admin@north.test', 'learner@north.test']);
    expect(await emails(all, '100%')).toEqual([]);
  });

  it('pages by key', async () => {
    const other = await new Town(t).build();
    const many = await Promise.all(Array.from({ length: 60 }, (_, i) => other.person(`p${i % 7}@${i}.test`, south)));
    const first = await people.list(inSouth, null, null);
    const second = await people.list(inSouth, null, first.next);
    expect([first.people.length, second.people.length, second.next]).toEqual([50, 11, null]);
    expect(new Set([...first.people, ...second.people].map(({ id }) => id)).size).toBe(61);
    await t.database.query('DELETE FROM person WHERE id = ANY ($1)', [many]);
  });

  it('hides people of other nodes from every door', async () => {
    for (const act of [
      () => people.get(inSouth, learner),
      () => people.grant(inSouth, learner, 'trainer', south),
      () => people.revoke(inSouth, learner, newId()),
      () => people.deactivate(inSouth, learner),
      () => people.reactivate(inSouth, learner),
      () => people.sendWayIn(inSouth, learner),
      () => people.get(all, 'not-an-id'),
    ])
      await expect(act()).rejects.toBeInstanceOf(NotFound);
    expect((await people.get(inNorth, learner)).email).toBe('learner@north.test');
  });

  it('grants once, at nodes below only, and writes down who did it', async () => {
    await Promise.all([people.grant(inNorth, learner, 'trainer', north), people.grant(inNorth, learner, 'trainer', north)]);
    expect(await rolesOf(learner)).toEqual(['trainer']);
    await expect(people.grant(inNorth, learner, 'administrator', south)).rejects.toBeInstanceOf(NotFound);
    await expect(people.grant(inNorth, learner, 'administrator', town.root)).rejects.toBeInstanceOf(NotFound);
    await expect(people.grant(inNorth, learner, 'administrator', null)).rejects.toBeInstanceOf(NotFound);
    await Promise.all([people.grant(all, learner, 'coordinator', null), people.grant(all, learner, 'coordinator', null)]);
    expect(await rolesOf(learner)).toEqual(['coordinator', 'trainer']);
    expect(await audited(learner)).toEqual(['role.grant', 'role.grant']);
  });

  it('shows and revokes only the roles at nodes that the viewer administers', async () => {
    const seen = await people.get(inNorth, learner);
    expect(seen.grants.map(({ role }) => role)).toEqual(['trainer']);
    const everywhere = (await people.get(all, learner)).grants.find(({ role }) => role === 'coordinator')!;
    await expect(people.revoke(inNorth, learner, everywhere.id)).rejects.toBeInstanceOf(NotFound);
    await people.revoke(all, learner, everywhere.id);
    await people.revoke(all, learner, everywhere.id);
    await people.revoke(inNorth, learner, seen.grants[0]!.id);
    expect(await rolesOf(learner)).toEqual([]);
    expect(await audited(learner)).toEqual(['role.grant', 'role.grant', 'role.revoke', 'role.revoke']);
  });

  it('does not let an administrator of a part lock out somebody who holds a role above', async () => {
    const above = await town.person('above@north.test', north, [['coordinator', town.root]]);
    await expect(people.deactivate(inNorth, above)).rejects.toMatchObject({ key: 'accounts.people.error.beyond' });
    await people.deactivate(all, above);
    await people.deactivate(all, above);
    await expect(people.reactivate(inNorth, above)).rejects.toMatchObject({ key: 'accounts.people.error.beyond' });
    await expect(people.sendWayIn(all, above)).rejects.toMatchObject({ key: 'accounts.people.error.deactivated' });
    await people.reactivate(all, above);
    expect(await audited(above)).toEqual(['person.deactivate', 'person.reactivate']);
  });

  it('keeps the last administrator of the installation, also when the last two leave at once', async () => {
    await expect(people.deactivate(all, all.personId)).rejects.toMatchObject({ key: 'accounts.people.error.lastAdministrator' });
    const second = await town.viewer(await town.person('second@town.test', town.root, [['administrator', null]]));
    const grantOf = async (viewer: Viewer) =>
      (await people.get(all, viewer.personId)).grants.find(({ role, path }) => role === 'administrator' && path === null)!.id;
    const [one, two] = [await grantOf(all), await grantOf(second)];
    const outcomes = await Promise.allSettled([people.revoke(second, all.personId, one), people.revoke(all, second.personId, two)]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const left = await t.database.query(`SELECT person_id FROM role_grant WHERE role = 'administrator' AND authority_id IS NULL`);
    expect(left).toHaveLength(1);
    await t.database.query(`DELETE FROM role_grant WHERE role = 'administrator' AND authority_id IS NULL`);
    await t.database.query(`INSERT INTO role_grant (id, person_id, role) VALUES ($1, $2, 'administrator')`, [newId(), all.personId]);
    await t.database.query('UPDATE person SET deactivated_at = now() WHERE id = $1', [second.personId]);
  });

  it('adds somebody with one mail, and leaves accounts elsewhere alone', async () => {
    const fresh = { name: 'New', email: 'new@north.test', language: 'nl' as const, zone: 'Europe/Brussels', authorityId: north };
    const added = await people.add(inNorth, fresh);
    expect(added).toMatchObject({ ok: true });
    const [mail] = await t.database.query('SELECT kind, subject FROM outgoing_mail WHERE to_address = $1', [fresh.email]);
    expect(mail).toEqual({ kind: 'accounts:invitation', subject: 'Je uitnodiging' });
    expect(await people.add(inSouth, { ...fresh, authorityId: south })).toEqual({
      ok: false,
      errors: { email: { key: 'accounts.people.error.elsewhere' } },
    });
    await expect(people.add(inNorth, { ...fresh, authorityId: south })).rejects.toBeInstanceOf(NotFound);
  });

  it('sends whoever has no password an invitation, and others a link for a new one', async () => {
    const invited = await town.person('invited@north.test', north, [], { accepted: false });
    expect(await people.sendWayIn(inNorth, invited)).toBe('invitation');
    expect(await people.sendWayIn(inNorth, learner)).toBe('reset');
  });

  describe('authorities', () => {
    it('are made, changed and seen below the viewer’s own node only', async () => {
      const authorities = t.get(AuthoritiesService);
      const team = await authorities.make(inNorth, north, { name: 'Team', zone: 'Europe/Brussels' });
      expect((await authorities.byId(team))!.path).toBe(`/${town.root}/${north}/${team}/`);
      await authorities.change(inNorth, team, { name: 'Team one', coordinatorsSeeScores: true });
      expect(await authorities.policyOf(team)).toEqual({ coordinatorsSeeScores: true });
      expect((await authorities.get(all, team)).name).toBe('Team one');
      for (const act of [
        () => authorities.get(inSouth, team),
        () => authorities.change(inSouth, team, { name: 'Taken' }),
        () => authorities.make(inSouth, north, { name: 'X', zone: 'UTC' }),
        () => authorities.make(inNorth, null, { name: 'X', zone: 'UTC' }),
        () => authorities.change(inNorth, town.root, { name: 'X' }),
      ])
        await expect(act()).rejects.toBeInstanceOf(NotFound);
      expect((await authorities.list(inNorth)).map(({ name }) => name)).toEqual(['North', 'Team one']);
      expect(await audited(team)).toEqual(['authority.make', 'authority.change']);
    });

    it('stand after their parents', () => {
      const node = (id: string, parentId: string | null) => ({
        id,
        parentId,
        path: '',
        name: id,
        zone: 'UTC',
        policy: { coordinatorsSeeScores: false },
        contactName: null,
        contactEmail: null,
      });
      const order = inTreeOrder([node('c', 'b'), node('b', 'a'), node('d', 'elsewhere'), node('e', 'a'), node('a', null)]).map(({ id }) => id);
      expect(order).toEqual(['d', 'a', 'b', 'c', 'e']);
    });

    it('name who deals with problems, or leave it to the one above', async () => {
      const authorities = t.get(AuthoritiesService);
      expect(await authorities.contactFor(north)).toBeNull();
      await authorities.change(all, town.root, { contactName: 'Rosa', contactEmail: 'rosa@town.test' });
      expect(await authorities.contactFor(north)).toEqual({ name: 'Rosa', email: 'rosa@town.test' });
      expect(await authorities.contactFor(null)).toEqual({ name: 'Rosa', email: 'rosa@town.test' });
      await authorities.change(all, north, { contactName: 'Nils', contactEmail: 'nils@north.test' });
      expect((await authorities.contactFor(north))!.name).toBe('Nils');
      expect((await authorities.contactFor(south))!.name).toBe('Rosa');
    });
  });

  describe('the pages', () => {
    const browse = async (email: string): Promise<Browser> => {
      const browser = new Browser(t);
      await browser.signIn(email);
      return browser;
    };

    it('work without script for an administrator of a part', async () => {
      await t.database.query('DELETE FROM throttle');
      const browser = await browse('admin@north.test');
      expect((await browser.get('/admin/people')).text).toContain('learner@north.test');
      expect((await browser.get('/admin/people?search=nobody-like-this')).text).toContain('Nobody found');
      expect((await browser.get(`/admin/people/${learner}`)).text).toContain('Grant the role');
      expect((await browser.get('/admin/people/new')).status).toBe(200);
      expect((await browser.get('/admin/authorities')).status).toBe(200);
      expect((await browser.get(`/admin/authorities/${north}`)).status).toBe(200);
      expect((await browser.get(`/admin/authorities/${north}/children`)).status).toBe(200);
      const granted = await browser.post(`/admin/people/${learner}/roles`, { role: 'coordinator', authorityId: north });
      expect([granted.status, granted.headers.location]).toEqual([303, `/admin/people/${learner}`]);
      expect((await browser.get(`/admin/people/${learner}`)).text).toContain('Coordinator: North');
      const faulty = await browser.post('/admin/people', { name: '', email: 'no address', language: 'en', zone: 'UTC', authorityId: north });
      expect(faulty.status).toBe(422);
      expect(faulty.text).toContain('value="no address"');
      expect((await browser.post(`/admin/authorities/${north}`, { name: 'North', zone: 'Mars/Olympus' })).status).toBe(422);
    });

    it('are nobody else’s', async () => {
      await town.person('coordinator@south.test', south, [['coordinator', south]]);
      const outsider = await browse('admin@south.test');
      for (const path of [`/admin/people/${learner}`, `/admin/authorities/${north}`, `/api/v1/people/${learner}`, `/api/v1/authorities/${north}`])
        expect((await outsider.get(path)).status).toBe(404);
      const coordinator = await browse('coordinator@south.test');
      expect((await coordinator.get('/admin/people')).status).toBe(403);
      expect((await coordinator.get('/api/v1/people')).status).toBe(403);
      expect((await new Browser(t).get('/admin/people')).headers.location).toBe('/sign-in?next=%2Fadmin%2Fpeople');
    });

    it('pass a problem report on to the named person, without any secret', async () => {
      await t.database.query('DELETE FROM throttle');
      const browser = await browse('admin@south.test');
      const answer = await browser.post('/report', { page: `/welcome/${'s'.repeat(43)}`, message: 'The button\ndoes nothing' });
      expect(answer.status).toBe(303);
      const mail = (await t.database.one<{ to: string; text: string }>(
        `SELECT to_address AS to, text FROM outgoing_mail WHERE kind = 'accounts:problem'`,
      ))!;
      expect(mail.to).toBe('rosa@town.test');
      expect(mail.text).toContain('does nothing');
      expect(mail.text).toContain('admin@south.test');
      expect(mail.text).not.toContain('ssss');
      expect((await new Browser(t).post('/report', { page: '/help', message: '' })).status).toBe(422);
      expect((await new Browser(t).post('/report', { page: '//evil.example', message: 'Hello', replyTo: '' })).headers.location).toBe('/');
      expect((await new Browser(t).get('/report?page=/help')).text).toContain('value="/help"');
    });
  });
});
