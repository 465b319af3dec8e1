import { SeedPeople, sampleEmail, samplePassword } from '../../src/accounts/accounts.seed.js';
import { DeliveryService } from '../../src/mail/delivery.service.js';
import { MailKinds } from '../../src/mail/mail-kinds.js';
import { MailService } from '../../src/mail/mail.service.js';
import { ConfiguredTransport } from '../../src/mail/transport.js';
import { accountsWeb, Browser } from '../accounts/town.js';
import type { TestWeb } from '../support/app.js';

describe('the local mailbox', () => {
  let t: TestWeb;
  let admin: Browser;
  let id: string;
  beforeAll(async () => {
    t = await accountsWeb();
    await t.get(SeedPeople).run();
    admin = new Browser(t);
    await admin.signIn(sampleEmail.administrator, samplePassword);
    id = (await t.get(MailService).write({
      dedupeKey: 'one',
      kind: 'test:plain',
      to: { email: 'anna@town.test', name: 'Anna' },
      language: 'en',
      subject: 'Look <here>',
      text: 'Open it:\nhttp://127.0.0.1:3000/welcome/abc\n',
      html: '<!doctype html><html><head><title>x</title></head><body><script>alert(1)</script><a href="/welcome/abc">Open</a></body></html>',
    }))!;
    await new DeliveryService(t.database, new ConfiguredTransport(t.config), t.get(MailKinds), t.clock).deliverDue();
  });
  afterAll(() => t.close());

  it('lists mails for the administrator and finds them by address', async () => {
    const { text } = await admin.get('/dev/mailbox');
    expect(text).toContain('Look &lt;here>');
    expect(text).toContain('Sent');
    expect((await admin.get('/dev/mailbox?search=anna@')).text).toContain(`/dev/mailbox/${id}`);
    expect((await admin.get('/dev/mailbox?search=nobody')).text).toContain('No mail found');
  });

  it('shows the text with links that work, and the HTML in a frame that can do nothing', async () => {
    const page = await admin.get(`/dev/mailbox/${id}`);
    expect(page.text).toContain('<a href="http://127.0.0.1:3000/welcome/abc">');
    expect(page.text).toContain(`<iframe src="/dev/mailbox/${id}/html"`);
    expect(page.headers['content-security-policy']).toContain("frame-src 'self'");
    expect(page.headers['content-security-policy']).toContain("script-src 'self'");
    const html = await admin.get(`/dev/mailbox/${id}/html`);
    expect(html.headers['content-type']).toContain('text/html');
    const policy = html.headers['content-security-policy']!;
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain('script-src');
    expect(policy).toContain('sandbox allow-popups');
    expect(policy).not.toContain('allow-scripts');
    expect(policy).toContain("frame-ancestors 'self'");
  });

  it('is for nobody else', async () => {
    for (const who of ['learner', 'trainer', 'coordinator'] as const) {
      const browser = new Browser(t);
      await browser.signIn(sampleEmail[who], samplePassword);
      for (const path of ['/dev/mailbox', `/dev/mailbox/${id}`, `/dev/mailbox/${id}/html`]) expect((await browser.get(path)).status).toBe(403);
    }
    expect((await admin.get('/dev/mailbox/not-an-id')).status).toBe(404);
  });

  it('makes the sample people once', async () => {
    const first = await t.get(SeedPeople).run();
    expect(await t.get(SeedPeople).run()).toEqual(first);
    expect(
      await t.database.one(
        'SELECT (SELECT count(*)::int FROM person) AS p, (SELECT count(*)::int FROM role_grant) AS g, (SELECT count(*)::int FROM authority) AS a',
      ),
    ).toEqual({
      p: 4,
      g: 3,
      a: 1,
    });
    const page = await new Browser(t).get('/sign-in');
    for (const email of Object.values(sampleEmail)) expect(page.text).toContain(email);
  });
});
