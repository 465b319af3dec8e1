import request from 'supertest';
import { readPaste } from '../../src/cohorts/rules/paste.js';
import { testWeb, type TestWeb } from '../support/app.js';
import { makeWorld, signedIn, type World } from '../support/world.js';

// Whatever is sent, the server answers in its own words and goes on: a fault of ours is never reached from outside.

type Agent = Awaited<ReturnType<typeof signedIn>>;

let t: TestWeb;
let world: World;
let nobody: Agent;
let learner: Agent;
let coordinator: Agent;
let administrator: Agent;

beforeAll(async () => {
  t = await testWeb();
  world = await makeWorld(t);
  [nobody, learner, coordinator, administrator] = (await Promise.all(
    [null, world.here.learner, world.here.coordinator, world.administrator].map((who) => signedIn(t, who)),
  )) as [Agent, Agent, Agent, Agent];
}, 120_000);
afterAll(() => t?.close());
beforeEach(() => t.database.query('DELETE FROM throttle'));

const form = (agent: Agent, path: string, body: string | object) =>
  agent
    .post(path)
    .set('Origin', t.config.baseUrl)
    .type('form')
    .redirects(0)
    .timeout(5000)
    .ok(() => true)
    .send(body);
const json = (agent: Agent, method: 'post' | 'put' | 'patch', path: string, body: string | object) =>
  agent[method](path)
    .set('Origin', t.config.baseUrl)
    .type('json')
    .redirects(0)
    .timeout(5000)
    .ok(() => true)
    .send(body);
const get = (agent: Agent, path: string) =>
  agent
    .get(path)
    .redirects(0)
    .timeout(5000)
    .ok(() => true);

const cookie = (value: unknown): string => `notice=${Buffer.from(JSON.stringify(value)).toString('base64url')}`;
const notice = async (value: unknown): Promise<request.Response> =>
  request(t.server)
    .get('/about')
    .set('Cookie', cookie(value))
    .timeout(5000)
    .ok(() => true);

describe('a forged notice', () => {
  it.each([
    ['that lacks what its sentence needs', { key: 'cohorts.notice.invited' }],
    ['with values of other kinds', { key: 'cohorts.notice.invited', params: { count: { toString: 1 } } }],
    ['with params that are no object', { key: 'cohorts.notice.invited', params: 'x' }],
    ['that is no object', null],
    ['that is a list', ['cohorts.notice.invited']],
  ])('%s is not shown, and the page is', async (_, value) => {
    const { status, text } = await notice(value);
    expect(status).toBe(200);
    expect(text).not.toContain('notice.invited');
  });

  it('cannot bring words of its own', async () => {
    const forged = await notice({ key: 'call.the.number', tone: 'ok' });
    expect(forged.status).toBe(200);
    expect(forged.text).not.toContain('call.the.number');
    const filled = await notice({ key: 'cohorts.mail.hello', params: { name: 'Call 0900-1234 now' } });
    expect(filled.status).toBe(200);
    expect(filled.text).not.toContain('0900-1234');
  });

  it('a true one is shown once', async () => {
    expect((await notice({ key: 'cohorts.notice.invited', params: { count: 2 } })).text).toContain('2 people are invited');
  });
});

describe('what cannot be answered as usual', () => {
  it('a way back that is no address', async () => {
    const answer = await request(t.server)
      .post('/profile')
      .set('Origin', t.config.baseUrl)
      .set('Referer', 'http://[')
      .timeout(5000)
      .ok(() => true);
    expect([answer.status, answer.headers.location]).toEqual([303, '/sign-in?next=%2F']);
  });

  it('an id that no header can hold', async () => {
    for (const id of ['%0d%0aSet-Cookie:%20a=b', '%E2%82%AC', '%00'])
      expect((await form(coordinator, `/cohorts/${id}/people/${world.here.enrolmentId}/invitation`, {})).status).toBe(404);
  });

  it('addresses that cannot be read, and ids that are too long', async () => {
    for (const path of [
      '/%',
      '/learn/%zz',
      `/learn/${'a'.repeat(300)}`,
      `/${'a/'.repeat(3000)}`,
      '/./..%2f..%2fetc%2fpasswd',
      '/assets/..%2f..%2fpackage.json',
    ]) {
      const { status, text } = await get(nobody, path);
      expect([path.slice(0, 40), status >= 400 && status < 500]).toEqual([path.slice(0, 40), true]);
      expect(text).not.toMatch(/\bat \S+ \(|node_modules|"dependencies"|FST_/);
    }
  });
});

describe('signs that PostgreSQL cannot keep', () => {
  const bad = 'a\u0000b';
  const lone = 'a\ud800b';
  const below500 = ({ status }: request.Response): void => expect(status).toBeLessThan(500);

  it.each(['nobody', 'learner', 'coordinator', 'administrator'] as const)('in addresses of %s', async (who) => {
    const agent = { nobody, learner, coordinator, administrator }[who];
    const cursor = Buffer.from(JSON.stringify([bad, '01930000-0000-7000-8000-00000000ffff'])).toString('base64url');
    const { enrolmentId, cohortId } = world.here;
    for (const path of [
      '/sign-in?next=%00',
      '/report?page=/%00',
      '/verify/%00',
      '/welcome/%00',
      `/learn/${enrolmentId}/items/%00`,
      `/learn/${enrolmentId}/quizzes/q%00`,
      `/learn/${enrolmentId}/quizzes/q%00/attempts/1`,
      `/learn/${enrolmentId}%00`,
      '/catalogue/small%00',
      '/catalogue/small/items/%00/preview',
      `/cohorts/${cohortId}?q=%00&after=%00&status=%00`,
      `/cohorts/${cohortId}?after=${cursor}`,
      `/cohorts/${cohortId}/people.csv?q=%00`,
      '/cohorts?after=%00',
      `/admin/people?search=%00&after=${cursor}`,
      '/admin/people?search=%ff%fe',
      '/dev/mailbox?search=%00&before=%00',
      `/api/v1/people?search=%00&after=${cursor}`,
      `/api/v1/cohorts/${cohortId}/people?q=%00&cursor=${cursor}`,
      `/api/v1/enrolments/${enrolmentId}/quizzes/%00`,
      '/api/v1/programmes/%00',
      '/api/v1/verify/%00',
    ])
      expect([path, (await get(agent, path)).status < 500]).toEqual([path, true]);
  });

  it.each([
    ['NUL', bad],
    ['half a pair', lone],
  ])('in forms and bodies: %s', async (_, sign) => {
    const { cohortId, authorityId, enrolmentId } = world.here;
    below500(await form(nobody, '/sign-in', { email: sign, password: sign, next: sign }));
    below500(await form(nobody, '/sign-in', { email: `${sign}@x.test`, password: 'x' }));
    below500(await form(nobody, '/forgot', { email: `${sign}@x.test` }));
    below500(await form(nobody, '/report', { page: sign, message: sign, replyTo: `${sign}@x.test` }));
    below500(await form(nobody, '/verify', { code: sign }));
    below500(await form(nobody, '/language', { language: sign, back: sign }));
    below500(await form(learner, '/profile', { name: sign, language: 'en', zone: 'UTC', theme: 'system' }));
    below500(await form(learner, '/profile', { name: 'A', language: 'en', zone: sign, theme: 'system' }));
    below500(await form(learner, '/profile/tokens', { tokenName: sign }));
    below500(await form(learner, '/profile/password', { currentPassword: sign, newPassword: `${sign} long enough` }));
    below500(await json(learner, 'patch', '/api/v1/me', { name: sign }));
    below500(await json(learner, 'put', `/api/v1/enrolments/${enrolmentId}/quizzes/q-shared/attempts/1/answers/q-s`, { answer: [sign] }));
    below500(
      await form(coordinator, '/cohorts', { key: sign, programmeId: sign, authorityId: sign, name: sign, startsOn: sign, endsOn: sign, zone: sign }),
    );
    below500(
      await form(coordinator, '/cohorts', { key: sign, programmeId: 'small', authorityId, name: sign, startsOn: '2026-12-01', endsOn: '', zone: '' }),
    );
    below500(await form(coordinator, `/cohorts/${cohortId}/invite`, { step: 'preview', people: `${sign} <${sign}@x.test>`, language: 'en' }));
    below500(await json(coordinator, 'post', `/api/v1/cohorts/${cohortId}/enrolments`, { people: [{ email: `${sign}@x.test`, name: sign }] }));
    below500(await json(coordinator, 'patch', `/api/v1/cohorts/${cohortId}`, { name: sign }));
    below500(await form(administrator, '/admin/people', { name: sign, email: `${sign}2@x.test`, language: 'en', zone: 'UTC', authorityId }));
    below500(await form(administrator, `/admin/authorities/${authorityId}/children`, { name: sign, zone: 'UTC' }));
  });
});

describe('numbers and days beyond what the database knows', () => {
  it.each(['2026-13-01', '2026-02-30', '0000-01-01', '99999-01-01', '2026-12-99', '9999-99-99', '9999-12-31'])('the day %s', async (day) => {
    const { cohortId, authorityId } = world.here;
    const made = await form(coordinator, '/cohorts', {
      key: day,
      programmeId: 'small',
      authorityId,
      name: 'Days',
      startsOn: day,
      endsOn: '',
      zone: '',
    });
    expect(made.status).toBe(422);
    expect((await json(coordinator, 'patch', `/api/v1/cohorts/${cohortId}`, { endsOn: day })).status).toBe(422);
    expect((await get(coordinator, `/cohorts?after=${day}_${cohortId}`)).status).toBe(200);
    expect((await get(coordinator, `/api/v1/cohorts?cursor=${day}_${cohortId}`)).status).toBe(200);
  });

  it('numbers of invitations and instants', async () => {
    const { cohortId, enrolmentId } = world.here;
    for (const seen of ['99999999999', '1e300', '-1', 'x'])
      expect((await form(coordinator, `/cohorts/${cohortId}/people/${enrolmentId}/invitation`, { seen })).status).toBeLessThan(500);
    expect((await json(coordinator, 'post', `/api/v1/enrolments/${enrolmentId}/invitation`, { seen: 99_999_999_999 })).status).toBeLessThan(500);
    for (const before of ['-200000-01-01T00:00:00Z', '+200000-01-01T00:00:00Z', 'x', ''])
      expect((await form(coordinator, `/cohorts/${cohortId}/invitations`, { before })).status).toBeLessThan(500);
  });
});

describe('shapes that nobody expects', () => {
  it('lists where a word is expected', async () => {
    const { cohortId } = world.here;
    for (const path of [
      '/sign-in?next=/a&next=/b',
      '/report?page=/a&page=/b',
      '/cohorts?after=a&after=b',
      `/cohorts/${cohortId}?q=a&q=b&status=x&status=y&after=1&after=2`,
      '/admin/people?search=a&search=b&after=c&after=d',
      '/dev/mailbox?search=a&search=b&before=c&before=d',
      '/api/v1/people?search=a&search=b',
      '/api/v1/cohorts?cursor=a&cursor=b&limit=1&limit=2',
      '/catalogue/small/items/q-shared/preview?show=key&show=x',
    ])
      expect([path, (await get(administrator, path)).status < 500]).toEqual([path, true]);
    for (const [agent, path] of [
      [nobody, '/sign-in'],
      [nobody, '/forgot'],
      [nobody, '/report'],
      [learner, '/profile'],
      [learner, '/theme'],
      [coordinator, `/cohorts/${cohortId}/invite`],
    ] as const)
      expect(
        (await form(agent, path, 'email=a&email=b&password=x&password=y&page=1&page=2&people=a&people=b&step=preview&language=en&language=nl'))
          .status,
      ).toBeLessThan(500);
  });

  it('bodies of another kind', async () => {
    for (const [type, body] of [
      ['text/plain', 'email=a%40b.test&password=x'],
      ['application/json', '{"email":'],
      ['application/json', 'null'],
      ['application/json', '[]'],
      ['application/json', '"x"'],
      ['application/json', '{"__proto__":{"admin":true}}'],
      ['application/json', '{"constructor":{"prototype":{"admin":true}}}'],
      ['application/x-www-form-urlencoded', '__proto__=a&__proto__=b&constructor=x&toString=y&hasOwnProperty=z'],
      ['application/x-www-form-urlencoded', 'constructor=x&toString=y&hasOwnProperty=z&valueOf=1'],
      ['multipart/form-data; boundary=x', '--x--'],
      ['application/xml', '<a/>'],
    ] as const)
      for (const path of ['/sign-in', '/forgot', '/report', '/profile', '/api/v1/me/tokens']) {
        const agent = path.startsWith('/profile') || path.startsWith('/api') ? learner : nobody;
        const { status } = await agent
          .post(path)
          .set('Origin', t.config.baseUrl)
          .set('Content-Type', type)
          .redirects(0)
          .timeout(5000)
          .ok(() => true)
          .send(body);
        expect([type, path, status >= 300 && status < 500]).toEqual([type, path, true]);
      }
    expect(({} as { admin?: boolean }).admin).toBeUndefined();
  });

  it('bodies that are large, deep or wide', async () => {
    const wide = Array.from({ length: 10_000 }, (_, i) => `f${i}=x`).join('&');
    expect((await form(nobody, '/forgot', wide)).status).toBe(422);
    expect((await form(nobody, '/forgot', `email=${'a'.repeat(1_200_000)}`)).status).toBe(413);
    expect((await json(learner, 'patch', '/api/v1/me', `{"name":${'['.repeat(100_000)}${']'.repeat(100_000)}}`)).status).toBeLessThan(500);
    expect((await json(learner, 'patch', '/api/v1/me', `${'{"name":'.repeat(50_000)}1${'}'.repeat(50_000)}`)).status).toBeLessThan(500);
  });

  it('a pasted list whose reading must not take long', () => {
    const rows = (length: number): string[] => [
      `x@y.test;a${' '.repeat(length)}b`,
      `x@y.test;a${'"'.repeat(length)}b`,
      `name;email\n<${'@'.repeat(length)};x`,
      '<'.repeat(length),
      `${'<>'.repeat(length / 2)}a@b.test`,
      '@'.repeat(length),
      ','.repeat(length),
      `a@${'a.'.repeat(length / 2)}`,
    ];
    const time = (length: number): number => {
      const began = performance.now();
      for (const row of rows(length)) readPaste(row);
      return performance.now() - began;
    };
    time(1_000); // the first run is the compiler's
    // Eight times the length may take eight times as long, or a few more on a busy machine; the square would be 64 times.
    const short = Math.min(time(25_000), time(25_000), time(25_000));
    expect(Math.min(time(200_000), time(200_000)) / Math.max(short, 5)).toBeLessThan(40);
  }, 120_000);
});
