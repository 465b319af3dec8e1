import { FirstAdministrator } from '../../src/accounts/first-administrator.js';
import { InvitationsService } from '../../src/accounts/invitations.service.js';
import { MailKinds } from '../../src/mail/mail-kinds.js';
import type { TestWeb } from '../support/app.js';
import { accountsWeb, Browser, linkIn, password, Town } from './town.js';

const chosen = 'seven grey herons';

describe('links in mails', () => {
  let t: TestWeb;
  let town: Town;
  let coordinator: string;
  beforeAll(async () => {
    t = await accountsWeb();
    town = await new Town(t).build();
    await town.person('anna@town.test', town.root);
    coordinator = await town.person('maria@town.test', town.root, [['coordinator', town.root]]);
    t.get(InvitationsService).describeTargets('/learn/', async (target, language) =>
      target === '/learn/gone' ? null : language === 'nl' ? 'Eiland van vrede' : 'Island of Peace',
    );
  });
  afterAll(() => t.close());
  beforeEach(async () => {
    await t.database.query('DELETE FROM throttle');
    t.clock.pass({ minutes: 1 }); // the newest mail is the last one written
  });

  const invite = (email: string, target = '/learn/x') =>
    t
      .get(InvitationsService)
      .invite({ email, name: 'Ivo', language: 'en', zone: 'Europe/Brussels', authorityId: town.root, target, invitedBy: coordinator });
  const pathOf = (address: string): string => new URL(address).pathname;
  const mails = async (email: string): Promise<number> =>
    (await t.database.one<{ n: number }>('SELECT count(*)::int AS n FROM outgoing_mail WHERE to_address = $1', [email]))!.n;

  describe('a forgotten password', () => {
    it('is answered alike for accounts that exist and others; only the first get a mail', async () => {
      const answers = [];
      for (const email of ['anna@town.test', 'nobody@town.test']) {
        const answer = await new Browser(t).post('/forgot', { email });
        answers.push(`${answer.status} ${answer.headers.location} ${String(answer.headers['set-cookie'])}`);
      }
      expect(new Set(answers).size).toBe(1);
      expect([await mails('anna@town.test'), await mails('nobody@town.test')]).toEqual([1, 0]);
    });

    it('sets a new password once, signs in and ends the other sessions', async () => {
      const elsewhere = new Browser(t);
      await elsewhere.signIn('anna@town.test');
      await new Browser(t).post('/forgot', { email: 'Anna@town.test' });
      const link = await linkIn(t, 'anna@town.test');

      const browser = new Browser(t);
      for (let look = 0; look < 3; look++) expect((await browser.get(link)).text).toContain('anna@town.test');
      const easy = await browser.post(link, { password: 'password1234' });
      expect(easy.status).toBe(422);
      expect(easy.text).toContain('first things that somebody would guess');
      const done = await browser.post(link, { password: chosen });
      expect([done.status, done.headers.location]).toEqual([303, '/']);
      expect(await browser.me()).toEqual({ status: 200, email: 'anna@town.test' });
      expect((await elsewhere.me()).status).toBe(401);
      expect((await new Browser(t).signIn('anna@town.test', password)).status).toBe(422);
      expect((await new Browser(t).signIn('anna@town.test', chosen)).status).toBe(303);

      const again = await new Browser(t).post(link, { password: 'another long one here' });
      expect(again.status).toBe(410);
      expect(again.text).toContain('Send me a new one');
    });

    it('works for two hours', async () => {
      await new Browser(t).post('/forgot', { email: 'anna@town.test' });
      const link = await linkIn(t, 'anna@town.test');
      t.clock.pass({ hours: 1, minutes: 59 });
      expect((await new Browser(t).get(link)).status).toBe(200);
      t.clock.pass({ minutes: 1 });
      expect((await new Browser(t).get(link)).status).toBe(410);
      expect((await new Browser(t).post(link, { password: chosen })).status).toBe(410);
    });

    it('is used by one of two who come at once', async () => {
      await new Browser(t).post('/forgot', { email: 'anna@town.test' });
      const link = await linkIn(t, 'anna@town.test');
      const answers = await Promise.all(['green bicycle lane', 'wooden ferry house'].map((word) => new Browser(t).post(link, { password: word })));
      expect(answers.map(({ status }) => status).sort((a, b) => a - b)).toEqual([303, 410]);
    });

    it('does not fill a mailbox', async () => {
      const before = await mails('anna@town.test');
      for (let i = 0; i < 5; i++) expect((await new Browser(t).post('/forgot', { email: 'anna@town.test' })).status).toBe(303);
      expect((await mails('anna@town.test')) - before).toBe(3);
    });

    it('is no longer sent where the link has been used meanwhile', async () => {
      const kinds = t.get(MailKinds);
      await new Browser(t).post('/forgot', { email: 'anna@town.test' });
      const row = (await t.database.one<{ id: string; kind: string; object: string; person: string }>(
        `SELECT id, kind, object_id AS object, person_id AS person FROM outgoing_mail WHERE to_address = 'anna@town.test' ORDER BY id DESC LIMIT 1`,
      ))!;
      expect(await kinds.stillWanted(row.kind, row.object, row.person, t.clock.now())).toEqual({ wanted: true });
      await new Browser(t).post(await linkIn(t, 'anna@town.test'), { password: chosen });
      expect((await kinds.stillWanted(row.kind, row.object, row.person, t.clock.now())).wanted).toBe(false);
    });
  });

  describe('an invitation', () => {
    it('says who invites to what, sets name, language and password, and opens its target', async () => {
      const invited = await invite(' Ivo@Town.test ');
      expect(invited).toMatchObject({ created: true, active: true, person: { email: 'ivo@town.test' } });
      const link = pathOf(invited.link!.address);
      const browser = new Browser(t);
      const page = await browser.get(link);
      expect(page.text).toContain('Island of Peace');
      expect(page.text).toContain('By maria, for Town.');
      expect(page.headers['referrer-policy']).toBeDefined();
      const faulty = await browser.post(link, { name: '', language: 'nl', password: chosen });
      expect(faulty.status).toBe(422);
      const done = await browser.post(link, { name: 'Ivo Dimitrov', language: 'nl', password: chosen });
      expect([done.status, done.headers.location]).toEqual([303, '/learn/x']);
      expect(await t.database.one(`SELECT name, language FROM person WHERE email = 'ivo@town.test'`)).toEqual({
        name: 'Ivo Dimitrov',
        language: 'nl',
      });
      // The mail stays a way back for whoever is signed in, and a sentence for others.
      expect((await browser.get(link)).headers.location).toBe('/learn/x');
      const other = await new Browser(t).get(link);
      expect(other.status).toBe(410);
      expect(other.text).toContain('/sign-in?next=%2Flearn%2Fx');
    });

    it('is accepted by one of two who come at once', async () => {
      const link = pathOf((await invite('twice@town.test')).link!.address);
      const form = { name: 'Twice', language: 'en', password: chosen };
      const answers = await Promise.all([new Browser(t).post(link, form), new Browser(t).post(link, form)]);
      expect(answers.map(({ status }) => status).sort((a, b) => a - b)).toEqual([303, 410]);
      expect(
        (await t.database.one<{ n: number }>(`SELECT count(*)::int AS n FROM audit_entry WHERE action = 'person.accept' AND object_id =
        (SELECT id::text FROM person WHERE email = 'twice@town.test')`))!.n,
      ).toBe(1);
    });

    it('makes one account, however often and from wherever it is sent', async () => {
      const all = await Promise.all(Array.from({ length: 5 }, () => invite('many@town.test')));
      expect(new Set(all.map(({ person }) => person.id)).size).toBe(1);
      expect(all.filter(({ created }) => created)).toHaveLength(1);
    });

    it('gives no link to whoever has a password or is deactivated', async () => {
      expect((await invite('anna@town.test')).link).toBeNull();
      const left = await town.person('left@town.test', town.root, [], { accepted: false });
      await t.database.query('UPDATE person SET deactivated_at = now() WHERE id = $1', [left]);
      expect(await invite('left@town.test')).toMatchObject({ link: null, active: false });
      expect(await t.get(InvitationsService).renewInvitation(left, '/')).toBeNull();
    });

    it('works for seven days, and then sends another on request', async () => {
      const link = pathOf((await invite('late@town.test', '/learn/y')).link!.address);
      t.clock.pass({ days: 7 });
      const page = await new Browser(t).get(link);
      expect(page.status).toBe(410);
      expect(page.text).toContain(`action="${link}/again"`);
      const answer = await new Browser(t).post(`${link}/again`);
      expect([answer.status, answer.headers.location]).toEqual([303, '/sign-in']);
      const second = await linkIn(t, 'late@town.test');
      expect(second).not.toBe(link);
      const done = await new Browser(t).post(second, { name: 'Late', language: 'en', password: chosen });
      expect(done.headers.location).toBe('/learn/y');
    });

    it('is replaced by a newer one to the same target', async () => {
      const first = await invite('newer@town.test');
      const second = await t.get(InvitationsService).renewInvitation(first.person.id, '/learn/x');
      expect((await new Browser(t).get(pathOf(first.link!.address))).status).toBe(410);
      expect((await new Browser(t).get(pathOf(second!.address))).status).toBe(200);
    });

    it('goes back with the transaction that made it', async () => {
      await t.database
        .transaction(async () => {
          await invite('undone@town.test');
          throw new Error('stop');
        })
        .catch(() => undefined);
      expect(await t.database.one(`SELECT 1 FROM person WHERE email = 'undone@town.test'`)).toBeNull();
    });

    it('answers a link that nobody made with 404', async () => {
      for (const path of ['/welcome/short', `/welcome/${'x'.repeat(43)}`, `/reset/${'x'.repeat(43)}`])
        expect((await new Browser(t).get(path)).status).toBe(404);
      const reset = pathOf((await invite('wrongdoor@town.test')).link!.address).replace('/welcome/', '/reset/');
      expect((await new Browser(t).get(reset)).status).toBe(404);
    });
  });

  describe('the first administrator', () => {
    it('gets one link, sets a name and a password, and administers everything', async () => {
      const empty = await accountsWeb({ env: { SHAPE: 'server' } });
      try {
        const first = empty.get(FirstAdministrator);
        await first.create('boss@town.test');
        const address = await first.create('Boss@town.test');
        expect(
          await empty.database.one(
            'SELECT (SELECT count(*)::int FROM person) AS p, (SELECT count(*)::int FROM role_grant) AS g, (SELECT count(*)::int FROM authority) AS a',
          ),
        ).toEqual({
          p: 1,
          g: 1,
          a: 1,
        });
        const browser = new Browser(empty);
        expect((await browser.get(pathOf(address))).text).toContain('You become the administrator');
        expect((await browser.post(pathOf(address), { name: 'Boss', language: 'en', password: chosen })).status).toBe(303);
        const { body } = await browser.get('/api/v1/me');
        expect(body).toMatchObject({ name: 'Boss', roles: [{ role: 'administrator', path: null }] });
        expect((await browser.get('/dev/mailbox')).status).toBe(404);
        expect((await browser.get('/sign-in')).status).toBe(303);
        expect((await new Browser(empty).get('/sign-in')).text).not.toContain('reed.test');
      } finally {
        await empty.close();
      }
    });
  });
});
