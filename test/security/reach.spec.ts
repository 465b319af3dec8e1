import request from 'supertest';
import { CatalogueService } from '../../src/catalogue/catalogue.service.js';
import { findItem, type OutlineQuiz } from '../../src/catalogue/outline.js';
import { hashSecret } from '../../src/platform/ids.js';
import { rightAnswer } from '../../src/questions/rules/grade.js';
import { linkIn } from '../accounts/town.js';
import { testWeb, type TestWeb } from '../support/app.js';
import { makeWorld, signedIn, worldPassword, type World } from '../support/world.js';

// What lies beyond somebody's reach: other authorities, higher roles, other people's accounts.

type Agent = Awaited<ReturnType<typeof signedIn>>;

let t: TestWeb;
let world: World;
const agents = new Map<string, Agent>();
const as = (email: string): Agent => agents.get(email)!;

beforeAll(async () => {
  t = await testWeb();
  world = await makeWorld(t);
  const { here, there } = world;
  for (const who of [here.learner, here.coordinator, here.administrator, there.learner, there.coordinator, there.administrator, world.administrator])
    agents.set(who, await signedIn(t, who));
}, 120_000);
afterAll(() => t?.close());
beforeEach(async () => {
  await t.database.query('DELETE FROM throttle');
  t.clock.pass({ minutes: 1 });
});

const post = (agent: Agent, path: string, body: object) =>
  agent
    .post(path)
    .set('Origin', t.config.baseUrl)
    .type('form')
    .redirects(0)
    .ok(() => true)
    .send(body);
const api = (agent: Agent, method: 'get' | 'post' | 'patch' | 'put' | 'delete', path: string, body?: object) =>
  agent[method](`/api/v1${path}`)
    .set('Origin', t.config.baseUrl)
    .ok(() => true)
    .send(body);
const grants = (personId: string) =>
  t.database.query('SELECT role, authority_id AS at FROM role_grant WHERE person_id = $1 ORDER BY role, authority_id', [personId]);

describe('an administrator of one node', () => {
  it('does not read the mails of all others, which hold links that sign in', async () => {
    for (const who of [world.here.administrator, world.there.administrator]) {
      expect(
        (
          await as(who)
            .get('/dev/mailbox')
            .ok(() => true)
        ).status,
      ).toBe(403);
      expect((await as(who).get('/')).text).not.toContain('href="/dev/mailbox"');
    }
    expect((await as(world.administrator).get('/dev/mailbox')).status).toBe(200);
    expect((await as(world.administrator).get('/')).text).toContain('href="/dev/mailbox"');
  });

  it('grants nothing above or beside the node, to nobody', async () => {
    const { here, there } = world;
    const admin = as(here.administrator);
    const before = await grants(here.ids.administrator);
    for (const authorityId of [null, world.rootId, there.authorityId])
      for (const personId of [here.ids.administrator, here.ids.bystander, there.ids.bystander])
        expect((await api(admin, 'post', `/people/${personId}/roles`, { role: 'administrator', authorityId })).status).toBe(404);
    expect((await api(admin, 'post', `/people/${there.ids.bystander}/roles`, { role: 'trainer', authorityId: here.authorityId })).status).toBe(404);
    expect((await post(admin, `/admin/people/${here.ids.administrator}/roles`, { role: 'administrator', authorityId: '' })).status).toBe(404);
    expect(await grants(here.ids.administrator)).toEqual(before);
    expect(await grants(here.ids.bystander)).toEqual([]);
  });

  it('takes nothing away elsewhere, also by naming an own person and a role of somebody else', async () => {
    const { here, there } = world;
    const [grant] = await t.database.query<{ id: string }>('SELECT id FROM role_grant WHERE person_id = $1', [there.ids.administrator]);
    for (const personId of [here.ids.bystander, there.ids.administrator])
      await api(as(here.administrator), 'delete', `/people/${personId}/roles/${grant!.id}`);
    expect(await grants(there.ids.administrator)).toHaveLength(1);
    for (const action of ['deactivate', 'link'])
      expect((await api(as(here.administrator), 'post', `/people/${there.ids.bystander}/${action}`)).status).toBe(404);
  });

  it('makes no node beside or above the own one, and changes none', async () => {
    const { here, there } = world;
    const admin = as(here.administrator);
    for (const parentId of [null, world.rootId, there.authorityId])
      expect((await api(admin, 'post', '/authorities', { parentId, name: 'Mine', zone: 'UTC' })).status).toBe(404);
    for (const id of [world.rootId, there.authorityId]) expect((await api(admin, 'patch', `/authorities/${id}`, { name: 'Mine' })).status).toBe(404);
    const kept = await t.database.one('SELECT path, parent_id FROM authority WHERE id = $1', [here.authorityId]);
    await api(admin, 'patch', `/authorities/${here.authorityId}`, { name: 'here', path: '/', parentId: null, policy: { x: 1 } });
    expect(await t.database.one('SELECT path, parent_id FROM authority WHERE id = $1', [here.authorityId])).toEqual(kept);
  });

  it('gets no account of another authority by inviting its address, nor its link', async () => {
    const { here, there } = world;
    await t.database.query('UPDATE person SET password_hash = NULL WHERE id = $1', [there.ids.bystander]);
    const email = 'bystander@there.test';
    const added = await api(as(here.administrator), 'post', '/people', {
      name: 'Mine',
      email,
      language: 'en',
      zone: 'UTC',
      authorityId: here.authorityId,
    });
    expect(added.status).toBe(422);
    const invited = await api(as(here.coordinator), 'post', `/cohorts/${here.cohortId}/enrolments`, { people: [{ email, name: 'Mine' }] });
    expect(invited.body).toEqual({ new: 0, existing: 1, here: 0, closed: 0 });
    // The link goes to the address and nowhere else; the account stays what and where it was.
    const secret = (await linkIn(t, email)).split('/').at(-1)!;
    const seen = [
      await api(as(here.coordinator), 'get', `/cohorts/${here.cohortId}/enrolments`),
      await api(as(here.coordinator), 'get', `/cohorts/${here.cohortId}/people`),
      await as(here.coordinator).get(`/cohorts/${here.cohortId}`),
    ];
    for (const { text } of seen) expect(text).not.toContain(secret);
    expect(await t.database.one('SELECT name, authority_id AS at FROM person WHERE email = $1', [email])).toEqual({
      name: 'bystander of there',
      at: there.authorityId,
    });
  });
});

describe('a record kept by another authority', () => {
  it('is not opened by an invitation, before the person has come', async () => {
    const { here, there } = world;
    const theirs = `/enrolments/${there.enrolmentId}`;
    const of = as(there.learner);
    for (const item of ['l-one', 'l-two']) await api(of, 'post', `${theirs}/items/${item}/done`);
    const { body } = await api(of, 'post', `${theirs}/quizzes/q-shared/attempts`);
    const outline = await t.get(CatalogueService).currentOutline('small');
    const found = findItem(outline, 'q-shared')!.item as OutlineQuiz;
    for (const { id } of (body as { questions: { id: string }[] }).questions) {
      const answer = rightAnswer(found.questions.find((question) => question.id === id)!);
      await api(of, 'put', `${theirs}/quizzes/q-shared/attempts/1/answers/${id}`, { answer });
    }
    await api(of, 'post', `${theirs}/quizzes/q-shared/attempts/1/hand-in`);

    const spy = as(here.coordinator);
    const wish = { programmeId: 'small-too', authorityId: here.authorityId, name: 'Curious', startsOn: '2026-11-01' };
    const cohort = `/cohorts/${((await api(spy, 'post', '/cohorts', wish)).body as { id: string }).id}`;
    await api(spy, 'post', `${cohort}/enrolments`, { people: [{ email: there.learner }] });
    const person = async () => {
      const { items } = (await api(spy, 'get', `${cohort}/people`)).body as { items: { enrolmentId: string; done: number }[] };
      const record = (await api(spy, 'get', `${cohort}/people/${items[0]!.enrolmentId}`)).body as { modulesDone: string[]; items: object[] };
      return { id: items[0]!.enrolmentId, done: items[0]!.done, modules: record.modulesDone, items: record.items.length };
    };
    const before = await person();
    expect(before).toMatchObject({ done: 0, modules: [], items: 0 });
    await api(of, 'post', `/enrolments/${before.id}/start`);
    expect(await person()).toMatchObject({ done: 3, modules: ['m-shared'], items: 3 });
  });
});

describe('bodies that name more than they may', () => {
  it('change nothing but what the form is for', async () => {
    const { here } = world;
    const row = () => t.database.one('SELECT id, email, authority_id, password_hash, deactivated_at FROM person WHERE id = $1', [here.ids.learner]);
    const before = await row();
    const more = {
      id: world.rootId,
      email: 'x@x.test',
      authorityId: world.rootId,
      authority_id: world.rootId,
      passwordHash: 'x',
      grants: [{ role: 'administrator', path: null }],
      roles: [{ role: 'administrator', path: null }],
      personId: here.ids.coordinator,
      deactivatedAt: null,
    };
    expect((await api(as(here.learner), 'patch', '/me', { ...more, name: 'learner of here' })).status).toBe(200);
    await post(as(here.learner), '/profile', { ...more, name: 'learner of here', language: 'en', zone: 'UTC', theme: 'system' });
    expect(await row()).toEqual(before);
    expect(await grants(here.ids.learner)).toEqual([]);
    expect((await api(as(here.coordinator), 'patch', `/cohorts/${here.cohortId}`, { authorityId: world.there.authorityId })).status).toBe(422);
    expect((await api(as(here.coordinator), 'patch', `/cohorts/${here.cohortId}`, { programmeId: 'small-too' })).status).toBe(422);
  });

  it('a coordinator makes no cohort at another authority', async () => {
    const wish = { programmeId: 'small', authorityId: world.there.authorityId, name: 'Mine', startsOn: '2026-12-01' };
    expect((await api(as(world.here.coordinator), 'post', '/cohorts', wish)).status).toBe(422);
    expect((await api(as(world.here.coordinator), 'get', `/cohorts/${world.here.cohortId}/people/${world.there.enrolmentId}`)).status).toBe(404);
    expect((await post(as(world.here.coordinator), `/cohorts/${world.here.cohortId}/people/${world.there.enrolmentId}/invitation`, {})).status).toBe(
      404,
    );
  });
});

describe('sessions', () => {
  const cookieOf = (answer: request.Response): string => String(answer.headers['set-cookie']).match(/reed=([\w-]+)/)?.[1] ?? '';
  const signIn = (email: string, cookie = '', password = worldPassword) =>
    request(t.server).post('/sign-in').set('Origin', t.config.baseUrl).set('Cookie', cookie).type('form').send({ email, password });
  const me = async (cookie: string) => (await request(t.server).get('/api/v1/me').set('Cookie', `reed=${cookie}`)).status;

  it('have an id of our own choosing, and the one before ends', async () => {
    const planted = 'A'.repeat(32);
    const first = cookieOf(await signIn(world.here.learner, `reed=${planted}`));
    expect(first).toMatch(/^[\w-]{32}$/);
    expect(first).not.toBe(planted);
    expect(await me(planted)).toBe(401);
    const second = cookieOf(await signIn(world.here.coordinator, `reed=${first}`));
    expect([await me(first), await me(second)]).toEqual([401, 200]);
    await request(t.server).post('/sign-out').set('Origin', t.config.baseUrl).set('Cookie', `reed=${second}`);
    expect(await me(second)).toBe(401);
  });

  it('end with the account, and so do its tokens and links; they do not come back with it', async () => {
    const email = 'bystander@here.test';
    const session = cookieOf(await signIn(email));
    const made = await request(t.server)
      .post('/api/v1/me/tokens')
      .set('Cookie', `reed=${session}`)
      .set('Origin', t.config.baseUrl)
      .send({ name: 'x' });
    const token = (made.body as { secret: string }).secret;
    const byToken = async () => (await request(t.server).get('/api/v1/me').set('Authorization', `Bearer ${token}`)).status;
    expect(await byToken()).toBe(200);
    await request(t.server).post('/forgot').set('Origin', t.config.baseUrl).type('form').send({ email });
    const link = await linkIn(t, email);
    await api(as(world.here.administrator), 'post', `/people/${world.here.ids.bystander}/deactivate`);
    expect([await me(session), await byToken(), (await request(t.server).get(link)).status]).toEqual([401, 401, 410]);
    expect((await signIn(email)).status).toBe(422);
    await api(as(world.here.administrator), 'post', `/people/${world.here.ids.bystander}/reactivate`);
    expect(await me(session)).toBe(401);
  });

  it('are asked of the form alone: a password in an address would stand in the logs of proxies', async () => {
    const query = new URLSearchParams({ email: world.here.learner, password: worldPassword }).toString();
    const answer = await request(t.server).post(`/sign-in?${query}`).set('Origin', t.config.baseUrl).type('form').send({});
    expect(answer.status).toBe(422);
  });
});

describe('tokens', () => {
  it('make no tokens, take none away and change no password', async () => {
    const { secret, id } = (await api(as(world.here.learner), 'post', '/me/tokens', { name: 'x' })).body as { secret: string; id: string };
    const bare = request(t.server);
    const bearer = { authorization: `Bearer ${secret}` };
    expect((await bare.post('/api/v1/me/tokens').set(bearer).send({ name: 'y' })).status).toBe(403);
    expect((await bare.post('/profile/tokens').set(bearer).type('form').send({ tokenName: 'y' })).status).toBe(403);
    expect((await bare.delete(`/api/v1/me/tokens/${id}`).set(bearer)).status).toBe(403);
    const passwords = { currentPassword: worldPassword, newPassword: 'green bicycle lane' };
    expect((await bare.post('/profile/password').set(bearer).type('form').send(passwords)).status).toBe(403);
    expect((await api(as(world.there.learner), 'delete', `/me/tokens/${id}`)).status).toBe(404);
  });
});

it('secrets are kept as hashes only', async () => {
  await api(as(world.here.learner), 'post', '/me/tokens', { name: 'z' });
  const stored = await t.database.query<{ secret: string }>(
    `SELECT token_hash AS secret FROM session UNION ALL SELECT secret_hash FROM link UNION ALL SELECT secret_hash FROM access_token UNION ALL SELECT key FROM throttle`,
  );
  for (const { secret } of stored) expect(secret).toMatch(/^([0-9a-f]{64}|[\w-]{43})$/);
  expect(hashSecret('x')).toMatch(/^[0-9a-f]{64}$/);
  const passwords = await t.database.query<{ hash: string }>('SELECT password_hash AS hash FROM person WHERE password_hash IS NOT NULL');
  for (const { hash } of passwords) expect(hash).toMatch(/^\$argon2id\$/);
});
