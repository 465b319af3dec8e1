import request from 'supertest';
import { createRequire } from 'node:module';
import { describeFault } from '../../src/platform/log.js';
import { newId } from '../../src/platform/ids.js';
import { MailService } from '../../src/mail/mail.service.js';
import { testWeb, type TestWeb } from '../support/app.js';
import { makeWorld, signedIn, worldPassword, type World } from '../support/world.js';

// What answers carry: headers, cookies, other people's words, and nothing of our insides.

let t: TestWeb;
let world: World;
type Agent = Awaited<ReturnType<typeof signedIn>>;
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

const post = (agent: Agent, path: string, body: object) =>
  agent
    .post(path)
    .set('Origin', t.config.baseUrl)
    .type('form')
    .redirects(0)
    .ok(() => true)
    .send(body);

describe('headers', () => {
  it('protect every kind of answer, and nothing private is kept on its way', async () => {
    const answers: [string, request.Response][] = [
      ['page', await learner.get('/')],
      ['public page', await nobody.get('/about')],
      ['API', await learner.get('/api/v1/me')],
      ['API, 204', await learner.post(`/api/v1/enrolments/${world.here.enrolmentId}/items/l-one/opened`).set('Origin', t.config.baseUrl)],
      ['API problem', await nobody.get('/api/v1/me').ok(() => true)],
      ['error page', await learner.get('/cohorts').ok(() => true)],
      ['no such page', await nobody.get('/nowhere').ok(() => true)],
      ['no address', await nobody.get('/%zz').ok(() => true)],
      [
        'no body',
        await nobody
          .post('/forgot')
          .set('Origin', t.config.baseUrl)
          .type('json')
          .ok(() => true)
          .send('{'),
      ],
      [
        'from elsewhere',
        await nobody
          .post('/forgot')
          .set('Origin', 'https://evil.example')
          .ok(() => true),
      ],
      [
        'to sign-in',
        await nobody
          .get('/learn')
          .redirects(0)
          .ok(() => true),
      ],
      ['file', await coordinator.get(`/cohorts/${world.here.cohortId}/people.csv`)],
      ['health', await nobody.get('/health/live')],
      ['head', await nobody.head('/about')],
      ['options', await nobody.options('/about').ok(() => true)],
    ];
    for (const [what, { headers }] of answers) {
      expect([what, headers['x-content-type-options']]).toEqual([what, 'nosniff']);
      expect([what, headers['content-security-policy']]).toEqual([what, expect.stringContaining("default-src 'none'")]);
      expect([what, headers['cache-control']]).toEqual([what, expect.stringContaining('no-store')]);
      expect([what, headers['referrer-policy']]).toEqual([what, 'same-origin']);
      expect([what, headers['access-control-allow-origin'], headers['x-powered-by']]).toEqual([what, undefined, undefined]);
    }
  });
});

describe('requests from elsewhere', () => {
  it.each(['post', 'put', 'patch', 'delete'] as const)('%s changes nothing, whatever its kind of body', async (method) => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/json', 'multipart/form-data; boundary=x'])
      for (const headers of [
        {},
        { Origin: 'null' },
        { Origin: 'https://evil.example' },
        { Referer: 'https://evil.example/x' },
        { 'Sec-Fetch-Site': 'cross-site' },
        { Origin: 'https://evil.example', 'X-HTTP-Method-Override': 'GET' },
      ])
        expect(
          (
            await learner[method]('/profile')
              .set('Content-Type', type)
              .set(headers)
              .ok(() => true)
              .send('name=x')
          ).status,
        ).toBe(403);
  });

  it('a GET is never taken for something else', async () => {
    const before = await t.database.one('SELECT name FROM person WHERE id = $1', [world.here.ids.learner]);
    for (const path of ['/profile?_method=POST&name=x', '/sign-out', '/language?language=nl', '/theme?theme=dark'])
      await learner
        .get(path)
        .set('X-HTTP-Method-Override', 'POST')
        .redirects(0)
        .ok(() => true);
    expect(await t.database.one('SELECT name FROM person WHERE id = $1', [world.here.ids.learner])).toEqual(before);
    expect((await learner.get('/api/v1/me')).status).toBe(200);
  });
});

describe('ways back', () => {
  it.each([
    'https://evil.example',
    '//evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    '/%09/evil.example\t',
    ' //evil.example',
    'javascript:alert(1)',
    '/\r\nSet-Cookie: a=b',
    '/\u2028x',
  ])('never lead to %j', async (to) => {
    const answers = [
      await post(nobody, '/language', { language: 'en', back: to }),
      await post(nobody, '/report', { page: to, message: 'x' }),
      await learner
        .get(`/sign-in?next=${encodeURIComponent(to)}`)
        .redirects(0)
        .ok(() => true),
      await post(learner, '/theme', { theme: 'system', back: to }),
      await post(await signedIn(t, null), '/sign-in', { email: world.here.learner, password: worldPassword, next: to }),
    ];
    for (const { status, headers } of answers) {
      expect(status).toBe(303);
      const { origin } = new URL(headers.location!, 'http://here.test');
      expect(origin).toBe('http://here.test');
      expect(headers.location).not.toMatch(/[\r\n\\]/);
    }
  });

  it('links in mails and pages come from BASE_URL, whatever a request calls the host', async () => {
    const headers = { Host: 'evil.example', 'X-Forwarded-Host': 'evil.example', Forwarded: 'host=evil.example', Origin: t.config.baseUrl };
    await request(t.server).post('/forgot').set(headers).type('form').send({ email: world.here.learner });
    await request(t.server).post('/report').set(headers).type('form').send({ page: '/help', message: 'x' });
    const mails = await t.database.query<{ text: string; html: string }>('SELECT text, html FROM outgoing_mail');
    expect(mails.length).toBeGreaterThan(1);
    for (const { text, html } of mails) expect(text + html).not.toContain('evil.example');
    expect((await request(t.server).get('/sign-in').set('Host', 'evil.example')).text).not.toContain('evil.example');
    expect((await request(t.server).get('/api/openapi.json').set('Host', 'evil.example')).text).not.toContain('evil.example');
  });
});

describe("other people's words", () => {
  const evil = `"'><img src=x onerror=alert(1)><script>alert(2)</script>{{7*7}}\${7*7}`;
  const shown = (text: string): void => {
    expect(text).not.toMatch(/<img src=x|<script>alert/);
    expect(text).toMatch(/&lt;script(>|&gt;)alert\(2\)/);
  };

  it('are text wherever they are shown again: pages, mails, the mailbox', async () => {
    const { here } = world;
    const { cohortId } = here;
    await post(learner, '/profile', { name: evil, language: 'en', zone: 'Europe/Brussels', theme: 'system' });
    await post(learner, '/profile/tokens', { tokenName: evil.slice(0, 80) });
    await post(coordinator, '/profile', { name: evil, language: 'en', zone: 'Europe/Brussels', theme: 'system' });
    await post(coordinator, `/cohorts/${cohortId}/edit`, { name: evil, startsOn: '2026-11-02', endsOn: '', zone: 'Europe/Brussels' });
    await post(administrator, `/admin/authorities/${here.authorityId}`, {
      name: evil,
      zone: 'UTC',
      contactName: evil,
      contactEmail: 'contact@here.test',
    });
    await coordinator
      .post(`/api/v1/cohorts/${cohortId}/enrolments`)
      .set('Origin', t.config.baseUrl)
      .send({ people: [{ email: 'new@x.test', name: evil }] });
    await post(learner, '/report', { page: `/help?${encodeURI(evil)}`, message: evil, replyTo: '' });
    shown((await learner.get('/')).text);
    shown((await learner.get('/profile')).text);
    shown((await learner.get(`/learn/${here.enrolmentId}`)).text);
    for (const path of [
      '/cohorts',
      `/cohorts/${cohortId}`,
      `/cohorts/${cohortId}/edit`,
      `/cohorts/${cohortId}/invite`,
      `/cohorts/${cohortId}/people/${here.enrolmentId}`,
    ])
      shown((await coordinator.get(path)).text);
    for (const path of ['/admin/people', `/admin/people/${here.ids.learner}`, '/admin/authorities', `/admin/authorities/${here.authorityId}`])
      shown((await administrator.get(path)).text);
    shown(
      (
        await post(coordinator, `/cohorts/${cohortId}/invite`, {
          step: 'preview',
          people: `${evil.replace(/[<>]/g, '')} <n@x.test>\n${evil} x`,
          language: 'en',
        })
      ).text,
    );
    shown((await post(nobody, '/sign-in', { email: evil, password: 'x', next: evil })).text);
    shown((await post(nobody, '/verify', { code: evil })).text);
    shown((await post(nobody, '/report', { message: evil, replyTo: evil })).text);
    for (const path of [
      `/report?page=/${encodeURIComponent(evil)}`,
      `/sign-in?next=/${encodeURIComponent(evil)}`,
      `/nowhere/${encodeURIComponent(evil)}`,
      `/verify/${encodeURIComponent(evil)}`,
      `/about?${evil}`,
    ])
      expect((await nobody.get(path).ok(() => true)).text).not.toMatch(/<img src=x|<script>alert/);
    const mails = await t.database.query<{ id: string; html: string; subject: string }>('SELECT id, html, subject FROM outgoing_mail');
    for (const { id, html, subject } of mails) {
      expect(html).not.toMatch(/<img|<script/);
      expect(subject).not.toMatch(/[\r\n]/);
      const letter = await administrator.get(`/dev/mailbox/${id}/html`);
      expect(letter.headers['content-security-policy']).toMatch(
        /default-src 'none'.*sandbox allow-popups allow-popups-to-escape-sandbox; frame-ancestors 'self'/,
      );
      expect((await administrator.get(`/dev/mailbox/${id}`)).text).not.toMatch(/<img src=x|<script>alert/);
    }
    expect(mails.filter(({ html }) => html.includes('&lt;script')).length).toBeGreaterThan(1);
  }, 120_000);

  it('are no formula in a spreadsheet and no second line of a header', async () => {
    await post(learner, '/profile', { name: '=HYPERLINK("http://evil.example","x")', language: 'en', zone: 'UTC', theme: 'system' });
    const { text, headers } = await coordinator.get(`/cohorts/${world.here.cohortId}/people.csv?q==cmd`);
    expect((await coordinator.get(`/cohorts/${world.here.cohortId}/people.csv`)).text).toContain(`"'=HYPERLINK(""http://evil.example"",""x"")"`);
    expect(text).toContain("'=cmd");
    expect(headers['content-disposition']).toMatch(/^attachment; filename="[\w.-]+"$/);
  });

  it('make no further mail header', async () => {
    const { createTransport } = createRequire(__filename)('nodemailer') as {
      createTransport: (o: object) => { sendMail(m: object): Promise<{ message: Buffer }> };
    };
    const name = 'Eve\r\nBcc: all@evil.example';
    const { message } = await createTransport({ streamTransport: true, buffer: true }).sendMail({
      from: t.config.mailFrom,
      to: { name, address: 'a@b.test' },
      subject: `x\r\nBcc: all@evil.example`,
      text: 'x',
    });
    expect(message.toString()).not.toMatch(/^Bcc:/m);
    await post(learner, '/profile', { name, language: 'en', zone: 'UTC', theme: 'system' });
    expect(await t.database.one('SELECT name FROM person WHERE id = $1', [world.here.ids.learner])).toEqual({ name: 'Eve Bcc: all@evil.example' });
    for (const email of ['a@b.test\r\nBcc: x@y.test', 'a@b.test,x@y.test', '"a b"@c.test', 'a@b.test>'])
      expect((await post(nobody, '/report', { message: 'x', replyTo: email })).status).toBe(422);
  });
});

describe('faults of ours', () => {
  it('say nothing about our insides', async () => {
    const broken = jest.spyOn(t.get(MailService), 'write').mockRejectedValue(new Error('SELECT secret FROM insides'));
    try {
      const answers = [
        await post(nobody, '/report', { page: '/help', message: 'x' }),
        await nobody
          .post('/report')
          .set('Origin', t.config.baseUrl)
          .set('Accept', 'application/json')
          .ok(() => true)
          .send({ message: 'x' }),
      ];
      for (const { status, text } of answers) {
        expect(status).toBe(500);
        expect(text).not.toMatch(/insides|SELECT|\.ts|\.js:|node_modules/);
      }
    } finally {
      broken.mockRestore();
    }
  });

  it('leave no names or addresses in the log', async () => {
    const fault = await t.database
      .query(`INSERT INTO person (id, email, name, language, zone) VALUES ($1, 'learner@here.test', 'Secret Name', 'en', 'UTC')`, [newId()])
      .catch((error: unknown) => error);
    const nulls = await t.database
      .query(`INSERT INTO person (id, email, name, language, zone) VALUES ($1, 'secret@x.test', NULL, 'en', 'UTC')`, [newId()])
      .catch((error: unknown) => error);
    for (const error of [fault, nulls]) {
      expect(error).toBeInstanceOf(Error);
      const line = JSON.stringify(describeFault(error));
      expect(line).not.toMatch(/secret|learner@here/i);
      expect(line).toMatch(/"code":"23/);
    }
    expect(describeFault(new Error('why', { cause: fault }))).toMatchObject({ message: 'why', cause: { code: '23505' } });
  });
});

describe('the key of a quiz', () => {
  it('does not leave the server before the attempt is handed in', async () => {
    const { enrolmentId } = world.here;
    const quiz = `/api/v1/enrolments/${enrolmentId}/quizzes/q-shared`;
    const begun = await learner.post(`${quiz}/attempts`).set('Origin', t.config.baseUrl);
    const texts = [
      begun.text,
      (await learner.get(quiz)).text,
      (await learner.get(`${quiz}/attempts/1`)).text,
      (await learner.get('/api/v1/programmes/small')).text,
      (await learner.get(`/api/v1/enrolments/${enrolmentId}`)).text,
      (await learner.get('/catalogue/small')).text,
      (await learner.get(`/learn/${enrolmentId}/quizzes/q-shared`)).text,
      (await learner.get(`/learn/${enrolmentId}/quizzes/q-shared/attempts/1/questions/1`)).text,
      (await learner.get(`/learn/${enrolmentId}/quizzes/q-shared/attempts/1/review`)).text,
    ];
    const why = (begun.body as { questions: { options: object[] }[] }).questions;
    expect(why.length).toBeGreaterThan(0);
    for (const text of texts) expect(text).not.toMatch(/"correct"|"why"|"verdict"|data-correct/);
    for (const other of [world.there.learner, world.here.coordinator, world.administrator]) {
      const agent = await signedIn(t, other);
      expect((await agent.get(`${quiz}/attempts/1`).ok(() => true)).status).toBe(404);
    }
    expect((await learner.get('/catalogue/small/items/q-shared/preview?show=key').ok(() => true)).status).toBe(403);
    const done = await learner.post(`${quiz}/attempts/1/hand-in`).set('Origin', t.config.baseUrl);
    expect(done.text).toMatch(/"correct"/);
  });
});
