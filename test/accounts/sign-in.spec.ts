import { hashSecret } from '../../src/platform/ids.js';
import type { TestWeb } from '../support/app.js';
import { statementsOf } from '../support/statements.js';
import { accountsWeb, Browser, password, Town } from './town.js';

describe('signing in', () => {
  let t: TestWeb;
  let town: Town;
  let anna: string;
  beforeAll(async () => {
    t = await accountsWeb();
    town = await new Town(t).build();
    anna = await town.person('anna@town.test', town.root);
  });
  afterAll(() => t.close());
  beforeEach(() => t.database.query('DELETE FROM throttle'));

  const sessions = async (): Promise<number> => (await t.database.one<{ n: number }>('SELECT count(*)::int AS n FROM session'))!.n;

  it('comes in, lands on the page that was asked for, and leaves again', async () => {
    const browser = new Browser(t);
    expect(await browser.me()).toMatchObject({ status: 401 });
    const page = await browser.get('/sign-in?next=/profile');
    expect(page.status).toBe(200);
    expect(browser.cookies.size).toBe(0);
    const answer = await browser.post('/sign-in', { email: ' Anna@Town.test ', password, next: '/profile' });
    expect([answer.status, answer.headers.location]).toEqual([303, '/profile']);
    expect(await browser.me()).toEqual({ status: 200, email: 'anna@town.test' });
    const before = browser.cookies.get('reed');
    const out = await browser.post('/sign-out');
    expect([out.status, out.headers.location]).toEqual([303, '/sign-in']);
    expect(browser.cookies.has('reed')).toBe(false);
    browser.cookies.set('reed', before!);
    expect(await browser.me()).toMatchObject({ status: 401 });
  });

  it('sets a cookie that scripts and other sites cannot use, and stores only its hash', async () => {
    const answer = await new Browser(t).signIn('anna@town.test');
    const cookie = (answer.headers['set-cookie'] as unknown as string[]).find((line) => line.startsWith('reed='))!;
    expect(cookie).toMatch(/; HttpOnly/);
    expect(cookie).toMatch(/; SameSite=Lax/);
    expect(cookie).toMatch(/; Path=\//);
    expect(cookie).not.toMatch(/Secure/);
    const id = /^reed=([^;]+)/.exec(cookie)![1]!;
    const rows = await t.database.query<{ hash: string }>('SELECT token_hash AS hash FROM session');
    expect(rows.map((row) => row.hash)).toContain(hashSecret(id));
    expect(rows.some((row) => row.hash.includes(id))).toBe(false);
  });

  it('begins a new session at sign-in, whatever cookie was there', async () => {
    const browser = new Browser(t);
    await browser.signIn('anna@town.test');
    const first = browser.cookies.get('reed')!;
    await browser.signIn('anna@town.test');
    expect(browser.cookies.get('reed')).not.toBe(first);
    const old = new Browser(t);
    old.cookies.set('reed', first);
    expect(await old.me()).toMatchObject({ status: 401 });
  });

  it('keeps no session for whoever has not signed in', async () => {
    const before = await sessions();
    for (const path of ['/sign-in', '/forgot', '/report']) await new Browser(t).get(path);
    await new Browser(t).signIn('anna@town.test', 'wrong password');
    expect(await sessions()).toBe(before);
  });

  it('says the same for a wrong password, an unknown account, one without password and a deactivated one', async () => {
    await town.person('gone@town.test', town.root);
    await t.database.query(`UPDATE person SET deactivated_at = now() WHERE email = 'gone@town.test'`);
    await town.person('invited@town.test', town.root, [], { accepted: false });
    const answers = [];
    for (const [email, word] of [
      ['anna@town.test', 'wrong password'],
      ['nobody@town.test', password],
      ['invited@town.test', password],
      ['gone@town.test', password],
      ['anna@town.test', ''],
    ] as const) {
      const browser = new Browser(t);
      const answer = await browser.signIn(email, word);
      expect(browser.cookies.size).toBe(0);
      answers.push(`${answer.status} ${answer.text.replaceAll(email, '')}`);
    }
    expect(new Set(answers).size).toBe(1);
    expect(answers[0]).toMatch(/^422 /);
    expect(answers[0]).toContain('<title>Error: Sign in');
  });

  it('keeps the address that was typed and never the password', async () => {
    const { text } = await new Browser(t).signIn('anna@town.test', 'not this one');
    expect(text).toContain('value="anna@town.test"');
    expect(text).not.toContain('not this one');
  });

  it('slows down guessing at one account, and lets others in from the same address', async () => {
    await town.person('bob@town.test', town.root);
    for (let i = 0; i < 10; i++) expect((await new Browser(t).signIn('anna@town.test', 'wrong password')).status).toBe(422);
    const refused = await new Browser(t).signIn('anna@town.test');
    expect(refused.status).toBe(429);
    expect(refused.headers['retry-after']).toBe('900');
    expect(refused.text).toContain('15 minutes');
    expect((await new Browser(t).signIn('bob@town.test')).status).toBe(303);
    t.clock.pass({ minutes: 15 });
    expect((await new Browser(t).signIn('anna@town.test')).status).toBe(303);
  });

  it('counts guesses at the same time without losing one', async () => {
    const answers = await Promise.all(Array.from({ length: 14 }, () => new Browser(t).signIn('anna@town.test', 'wrong password')));
    expect(answers.filter(({ status }) => status === 422)).toHaveLength(10);
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(4);
  });

  it('does not count a whole town hall that signs in at nine', async () => {
    for (let i = 0; i < 12; i++) expect((await new Browser(t).signIn('anna@town.test')).status).toBe(303);
    const row = await t.database.one<{ n: number }>('SELECT coalesce(max(tries), 0)::int AS n FROM throttle');
    expect(row!.n).toBe(0);
  });

  it('lasts fourteen days after the last use, noted at most every ten minutes', async () => {
    const browser = new Browser(t);
    await browser.signIn('anna@town.test');
    const expiry = async () =>
      (await t.database.one<{ at: Date }>('SELECT max(expires_at) AS at FROM session WHERE person_id = $1', [anna]))!.at.getTime();
    const first = await expiry();
    t.clock.pass({ minutes: 9 });
    await browser.me();
    expect(await expiry()).toBe(first);
    t.clock.pass({ minutes: 2 });
    const renewed = await browser.get('/api/v1/me');
    expect(await expiry()).toBe(first + 11 * 60_000);
    expect(String(renewed.headers['set-cookie'])).toContain('reed=');
    t.clock.pass({ days: 13 });
    expect((await browser.me()).status).toBe(200);
    t.clock.pass({ days: 14 });
    expect((await browser.me()).status).toBe(401);
  });

  it('costs one statement to know who asks, and writes nothing', async () => {
    const browser = new Browser(t);
    await browser.signIn('anna@town.test');
    const { statements } = await statementsOf(() => browser.me());
    expect(statements).toHaveLength(1);
    expect(statements[0]).toMatch(/^SELECT/);
  });

  it('asks the database nothing for a cookie that cannot be ours', async () => {
    const browser = new Browser(t);
    browser.cookies.set('reed', "x' OR 1=1");
    const { result, statements } = await statementsOf(() => browser.me());
    expect(result.status).toBe(401);
    expect(statements).toEqual([]);
  });

  it('shuts a deactivated account out at its next request', async () => {
    await town.person('leaver@town.test', town.root);
    const browser = new Browser(t);
    await browser.signIn('leaver@town.test');
    expect((await browser.me()).status).toBe(200);
    await t.database.query(`UPDATE person SET deactivated_at = now() WHERE email = 'leaver@town.test'`);
    expect((await browser.me()).status).toBe(401);
  });

  it('refuses a form from another site', async () => {
    const { default: request } = await import('supertest');
    const answer = await request(t.server as never)
      .post('/sign-in')
      .set('Origin', 'https://evil.example')
      .type('form')
      .send({ email: 'anna@town.test', password });
    expect(answer.status).toBe(403);
  });

  it('goes on only to pages of its own', async () => {
    const answer = await new Browser(t).post('/sign-in', { email: 'anna@town.test', password, next: '//evil.example/' });
    expect(answer.headers.location).toBe('/');
  });

  it('keeps the language in a cookie, and in the profile of whoever has signed in', async () => {
    const browser = new Browser(t);
    const answer = await browser.post('/language', { language: 'nl', back: '/sign-in' });
    expect([answer.status, answer.headers.location]).toEqual([303, '/sign-in']);
    expect((await browser.get('/sign-in')).text).toContain('<html lang="nl"');
    await browser.signIn('anna@town.test');
    await browser.post('/language', { language: 'nl', back: 'https://evil.example' });
    expect((await t.database.one('SELECT language FROM person WHERE id = $1', [anna]))!.language).toBe('nl');
    await browser.post('/theme', { theme: 'dark' });
    await browser.post('/theme', { theme: 'pink' });
    expect((await t.database.one('SELECT theme FROM person WHERE id = $1', [anna]))!.theme).toBe('dark');
  });
});

describe('the cookie of an installation behind TLS', () => {
  it('is bound to its host and goes over TLS only', async () => {
    const t = await accountsWeb({ env: { BASE_URL: 'https://learn.example.org' } });
    try {
      const town = await new Town(t).build();
      await town.person('anna@town.test', town.root);
      const answer = await new Browser(t).signIn('anna@town.test');
      const cookie = String(answer.headers['set-cookie']);
      expect(cookie).toMatch(/^__Host-reed=.*; Path=\/.*; HttpOnly; Secure/);
      const browser = new Browser(t);
      await browser.signIn('anna@town.test');
      const out = await browser.post('/sign-out');
      expect((out.headers['set-cookie'] as unknown as string[]).find((line) => line.startsWith('__Host-reed='))).toMatch(/Max-Age=0.*Secure/);
    } finally {
      await t.close();
    }
  });
});
