import request from 'supertest';
import type { TestWeb } from '../support/app.js';
import { accountsWeb, Browser, password, Town } from './town.js';

describe('the profile', () => {
  let t: TestWeb;
  let town: Town;
  let browser: Browser;
  beforeAll(async () => {
    t = await accountsWeb();
    town = await new Town(t).build();
    await town.person('anna@town.test', town.root);
    await town.person('bob@town.test', town.root);
    browser = new Browser(t);
    await browser.signIn('anna@town.test');
  });
  afterAll(() => t.close());

  const withToken = (token: string, method: 'get' | 'post' | 'patch' | 'delete' = 'get', path = '/api/v1/me') =>
    request(t.server as never)
      [method](path)
      .set('Authorization', `Bearer ${token}`);

  it('changes name, language, zone and look', async () => {
    expect((await browser.get('/profile')).text).toContain('value="anna"');
    const faulty = await browser.post('/profile', { name: ' ', language: 'xx', zone: 'Mars', theme: 'dark' });
    expect(faulty.status).toBe(422);
    expect(faulty.text).toContain('<title>Error: Profile');
    const done = await browser.post('/profile', { name: 'Anna  Vermeer', language: 'nl', zone: 'Europe/Sofia', theme: 'dark' });
    expect(done.status).toBe(303);
    expect((await browser.get('/api/v1/me')).body).toMatchObject({ name: 'Anna Vermeer', language: 'nl', zone: 'Europe/Sofia', theme: 'dark' });
    expect((await browser.get('/profile')).text).toContain('Je profiel is opgeslagen.');
    expect((await browser.get('/profile')).text).not.toContain('Je profiel is opgeslagen.');
  });

  it('changes the password only for whoever knows it, and ends the other sessions', async () => {
    const elsewhere = new Browser(t);
    await elsewhere.signIn('anna@town.test');
    expect((await browser.post('/profile/password', { currentPassword: 'not this', newPassword: 'seven grey herons' })).status).toBe(422);
    expect((await browser.post('/profile/password', { currentPassword: password, newPassword: 'short' })).status).toBe(422);
    expect((await elsewhere.me()).status).toBe(200);
    expect((await browser.post('/profile/password', { currentPassword: password, newPassword: 'seven grey herons' })).status).toBe(303);
    expect((await browser.me()).status).toBe(200);
    expect((await elsewhere.me()).status).toBe(401);
  });

  it('makes a token that is shown once, works for the API and can be revoked', async () => {
    const made = await browser.post('/profile/tokens', { tokenName: 'figures' });
    const secret = /reed_[\w-]{43}/.exec(made.text)![0];
    expect((await browser.get('/profile')).text).not.toContain(secret);
    expect((await browser.get('/profile/tokens')).headers.location).toBe('/profile');
    expect(await t.database.one('SELECT count(*)::int AS n FROM access_token WHERE secret_hash = $1', [secret])).toEqual({ n: 0 });

    expect((await withToken(secret)).body).toMatchObject({ email: 'anna@town.test' });
    const changed = await withToken(secret, 'patch').send({ theme: 'light' });
    expect([changed.status, changed.body.theme, changed.body.name]).toEqual([200, 'light', 'Anna Vermeer']);
    expect((await withToken(`${secret}x`)).status).toBe(401);
    expect((await withToken('Bearer')).status).toBe(401);

    const more = await withToken(secret, 'post', '/api/v1/me/tokens').send({ name: 'another' });
    expect(more.status).toBe(403);
    expect(more.headers['content-type']).toContain('application/problem+json');

    const { body } = await browser.get('/api/v1/me/tokens');
    expect(body.items).toEqual([expect.objectContaining({ name: 'figures', lastUsedOn: '2026-11-24' })]);
    const { id } = body.items[0];
    expect((await withToken(secret, 'delete', `/api/v1/me/tokens/${id}`)).status).toBe(403);

    const bob = new Browser(t);
    await bob.signIn('bob@town.test');
    expect((await bob.post(`/profile/tokens/${id}/revoke`)).status).toBe(404);
    expect((await withToken(secret)).status).toBe(200);
    expect((await browser.post(`/profile/tokens/${id}/revoke`)).status).toBe(303);
    expect((await browser.post(`/profile/tokens/${id}/revoke`)).status).toBe(303);
    expect((await withToken(secret)).status).toBe(401);
  });

  it('makes tokens through the API with a session', async () => {
    const made = await request(t.server as never)
      .post('/api/v1/me/tokens')
      .set('Origin', t.config.baseUrl)
      .set('Cookie', `reed=${browser.cookies.get('reed')}`)
      .send({ name: 'by API' });
    expect([made.status, Object.keys(made.body)]).toEqual([201, ['id', 'secret']]);
    expect((await withToken(made.body.secret)).status).toBe(200);
    await t.database.query(`UPDATE person SET deactivated_at = now() WHERE email = 'anna@town.test'`);
    expect((await withToken(made.body.secret)).status).toBe(401);
  });
});
