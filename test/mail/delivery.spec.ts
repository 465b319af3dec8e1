import { simpleParser, type ParsedMail } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import { MailKinds } from '../../src/mail/mail-kinds.js';
import { MailModule } from '../../src/mail/mail.module.js';
import { MailService } from '../../src/mail/mail.service.js';
import { MailWorkerModule } from '../../src/mail/mail.worker.module.js';
import { DeliveryService } from '../../src/mail/delivery.service.js';
import { MailTransport, type Letter } from '../../src/mail/transport.js';
import type { DynamicModule } from '@nestjs/common';
import { Work } from '../../src/platform/queue/work.js';
import { WorkModule } from '../../src/platform/queue/work.module.js';
import { testServices, type TestOptions, type TestServices } from '../support/app.js';

/** Nobody works by themselves: the test says when to deliver. */
class Quiet {}
const quiet: DynamicModule = { module: Quiet, global: true, providers: [Work], exports: [Work] };
const services = (options?: TestOptions): Promise<TestServices> => testServices([quiet, MailModule, MailWorkerModule], options);

let count = 0;
async function write(t: TestServices, more: Partial<Parameters<MailService['write']>[0]> = {}): Promise<string> {
  const id = await t.get(MailService).write({
    dedupeKey: `test:${++count}`,
    kind: 'test:plain',
    to: { email: `anna${count}@town.test`, name: 'Ánna' },
    language: 'nl',
    subject: 'Onderwerp – één',
    text: 'Hallo\n',
    html: '<p>Hallo</p>',
    dueAt: t.clock.now(),
    ...more,
  });
  return id!;
}

interface Row extends Record<string, unknown> {
  state: string;
  text: string | null;
  attempts: number;
  uncertain: number;
  error: string | null;
  messageId: string;
  dueAt: Date;
}
const row = async (t: TestServices, id: string): Promise<Row> =>
  (await t.database.one<Row>(
    `SELECT state, text, attempts, uncertain_tries AS uncertain, last_error AS error, message_id AS "messageId", due_at AS "dueAt" FROM outgoing_mail WHERE id = $1`,
    [id],
  ))!;

describe('writing a mail', () => {
  let t: TestServices;
  beforeAll(async () => {
    t = await services();
  });
  afterAll(() => t.close());

  it('happens once for one cause, and never without its transaction', async () => {
    const mail = { dedupeKey: 'cause', dueAt: new Date('2027-01-01T00:00:00Z') };
    const ids = await Promise.all([write(t, mail), write(t, mail), write(t, mail)]);
    expect(ids.filter(Boolean)).toHaveLength(1);
    await t.database
      .transaction(async () => {
        await write(t, { dedupeKey: 'undone' });
        throw new Error('stop');
      })
      .catch(() => undefined);
    expect(await t.database.query(`SELECT 1 FROM outgoing_mail WHERE dedupe_key = 'undone'`)).toEqual([]);
  });

  it('stands in the local mailbox with its text, once it is due and still wanted', async () => {
    const asked: string[] = [];
    t.get(MailKinds).register('test:asked', async (object) => {
      asked.push(object!);
      return object === 'done' ? { wanted: false, reason: 'completed' } : { wanted: true };
    });
    const kept = await write(t, { kind: 'test:asked', objectId: 'open' });
    const dropped = await write(t, { kind: 'test:asked', objectId: 'done' });
    const later = await write(t, { dueAt: new Date(t.clock.now().getTime() + 60_000) });
    await t.get(DeliveryService).deliverDue();
    expect(await row(t, kept)).toMatchObject({ state: 'sent', text: 'Hallo\n' });
    expect(await row(t, dropped)).toMatchObject({ state: 'dropped', text: null, error: 'completed' });
    expect((await row(t, later)).state).toBe('queued');
    t.clock.pass({ minutes: 1 });
    await t.get(DeliveryService).deliverDue();
    expect((await row(t, later)).state).toBe('sent');
    expect(asked.sort()).toEqual(['done', 'open']);
  });

  it('does not hold others up where one mail has a fault of ours', async () => {
    t.get(MailKinds).register('test:broken', async () => {
      throw new Error('a fault in a feature');
    });
    const broken = await write(t, { kind: 'test:broken' });
    const fine = await write(t);
    await t.get(DeliveryService).deliverDue();
    expect((await row(t, broken)).state).toBe('sending');
    expect((await row(t, fine)).state).toBe('sent');
    await t.database.query('DELETE FROM outgoing_mail WHERE id = $1', [broken]);
  });
});

describe('a worker', () => {
  it('is told by a job and delivers without anybody asking', async () => {
    const t = await testServices([WorkModule, MailModule, MailWorkerModule]);
    try {
      const id = await t.database.transaction(() => write(t, { dueAt: undefined }));
      for (let i = 0; i < 200 && (await row(t, id)).state !== 'sent'; i++) await new Promise((done) => setTimeout(done, 50));
      expect((await row(t, id)).state).toBe('sent');
    } finally {
      await t.close();
    }
  });
});

/** A server on loopback that keeps what it takes and can be told to answer otherwise. */
class Post {
  readonly taken: ParsedMail[] = [];
  private server: SMTPServer | null = null;
  port = 0;
  onRecipient: ((address: string) => Error | null) | null = null;
  /** Runs after a mail has been taken and before the answer goes out. */
  beforeAnswer: (() => void) | null = null;

  async open(): Promise<void> {
    this.server = new SMTPServer({
      disabledCommands: ['AUTH', 'STARTTLS'],
      logger: false,
      closeTimeout: 200,
      onRcptTo: (address, _session, done) => done(this.onRecipient?.(address.address)),
      onData: (stream, _session, done) => {
        simpleParser(stream).then((mail) => {
          this.taken.push(mail);
          if (this.beforeAnswer) this.beforeAnswer();
          else done();
        }, done);
      },
    });
    this.server.on('error', () => undefined);
    await new Promise<void>((ready) => this.server!.listen(this.port, '127.0.0.1', ready));
    this.port = (this.server.server.address() as { port: number }).port;
  }

  async close(): Promise<void> {
    const { server } = this;
    if (server) this.cut();
    this.server = null;
    if (server) await new Promise<void>((closed) => server.close(() => closed()));
  }

  /** Drops every line at once, as a crash does. */
  cut(): void {
    for (const connection of (this.server as unknown as { connections: Set<{ _socket: { destroy(): void } }> }).connections)
      connection._socket.destroy();
  }
}

const refusal = (code: number): Error => Object.assign(new Error('refused'), { responseCode: code });

describe('delivering by SMTP', () => {
  const post = new Post();
  let t: TestServices;
  beforeAll(async () => {
    await post.open();
    t = await services({ env: { SMTP_URL: `smtp://127.0.0.1:${post.port}`, MAIL_FROM: 'Reed <no-reply@town.test>' } });
  });
  afterAll(async () => {
    await t.close();
    await post.close();
  });
  beforeEach(() => {
    post.taken.length = 0;
    post.onRecipient = null;
    post.beforeAnswer = null;
  });
  const deliver = () => t.get(DeliveryService).deliverDue();

  it('sends both parts with the headers of an automatic mail, then forgets the text', async () => {
    const id = await write(t);
    expect(await deliver()).toMatchObject({ sent: 1 });
    const [mail] = post.taken;
    const stored = await row(t, id);
    expect(mail!.messageId).toBe(stored.messageId);
    expect(mail!.messageId).toBe(`<${id}@town.test>`);
    expect(mail!.subject).toBe('Onderwerp – één');
    expect(mail!.text).toContain('Hallo');
    expect(mail!.html).toContain('<p>Hallo</p>');
    expect(mail!.headers.get('auto-submitted')).toBe('auto-generated');
    expect(mail!.from!.value).toEqual([{ name: 'Reed', address: 'no-reply@town.test' }]);
    expect(mail!.date).toEqual(t.clock.now());
    expect(stored).toMatchObject({ state: 'sent', text: null, attempts: 1, uncertain: 0 });
    expect(await deliver()).toMatchObject({ sent: 0 });
    expect(post.taken).toHaveLength(1);
  });

  it('never sends a mail twice, with two workers at once', async () => {
    const second = await testServicesBeside(t);
    const ids = await t.database.transaction(async () => {
      const made: string[] = [];
      for (let i = 0; i < 120; i++) made.push(await write(t, { dueAt: t.clock.now() }));
      return made;
    });
    await Promise.all([deliver(), second.deliver(), deliver(), second.deliver()]);
    expect(post.taken).toHaveLength(ids.length);
    expect(new Set(post.taken.map(({ messageId }) => messageId)).size).toBe(ids.length);
    await second.close();
  });

  it('gives up where the recipient does not exist, and waits where the server asks to', async () => {
    const never = await write(t, { to: { email: 'never@town.test', name: '' } });
    const later = await write(t, { to: { email: 'later@town.test', name: '' } });
    const fine = await write(t);
    post.onRecipient = (address) => (address.startsWith('never') ? refusal(550) : address.startsWith('later') ? refusal(451) : null);
    expect(await deliver()).toEqual({ sent: 1, dropped: 0, failed: 1, delayed: 1 });
    expect(await row(t, never)).toMatchObject({ state: 'failed', error: 'permanent 550', text: null });
    expect(await row(t, later)).toMatchObject({ state: 'queued', error: 'temporary 451', text: 'Hallo\n', uncertain: 0 });
    expect((await row(t, fine)).state).toBe('sent');
    expect((await row(t, never)).error).not.toContain('@');
    post.onRecipient = null;
    expect(await deliver()).toMatchObject({ sent: 0 });
    t.clock.pass({ minutes: 1 });
    expect(await deliver()).toMatchObject({ sent: 1 });
    expect(await row(t, later)).toMatchObject({ state: 'sent', attempts: 2 });
  });

  it('loses nothing while the server is away, and delivers when it is back', async () => {
    const ids: string[] = [];
    for (let i = 0; i < 60; i++) ids.push(await write(t));
    await post.close();
    await deliver();
    for (let i = 0; i < 6; i++) {
      t.clock.pass({ minutes: 15 });
      await deliver();
    }
    const waiting = await t.database.query<{ state: string; uncertain: number }>(
      'SELECT DISTINCT state, uncertain_tries AS uncertain FROM outgoing_mail WHERE id = ANY ($1)',
      [ids],
    );
    expect(waiting).toEqual([{ state: 'queued', uncertain: 0 }]);
    await post.open();
    t.clock.pass({ minutes: 15 });
    await deliver();
    expect(new Set(post.taken.map(({ messageId }) => messageId)).size).toBe(60);
    expect(post.taken).toHaveLength(60);
  });

  it('sends again with the same Message-ID where a worker died between the acceptance and its note', async () => {
    const id = await write(t);
    const dead = await testServicesBeside(t, { diesAfterSending: true });
    await dead.deliver();
    expect(post.taken).toHaveLength(1);
    expect((await row(t, id)).state).toBe('sending');
    expect(await deliver()).toMatchObject({ sent: 0 });
    t.clock.pass({ minutes: 2, seconds: 1 });
    expect(await deliver()).toMatchObject({ sent: 1 });
    expect(post.taken.map(({ messageId }) => messageId)).toEqual([`<${id}@town.test>`, `<${id}@town.test>`]);
    expect(post.taken[0]!.date).toEqual(post.taken[1]!.date);
    expect(await row(t, id)).toMatchObject({ state: 'sent', uncertain: 1, attempts: 2 });
    await dead.close();
  });

  it('marks a mail as uncertain where the line broke before the answer', async () => {
    const id = await write(t);
    post.beforeAnswer = () => post.cut();
    expect(await deliver()).toMatchObject({ sent: 0, delayed: 1 });
    expect(await row(t, id)).toMatchObject({ state: 'queued', uncertain: 1 });
    post.beforeAnswer = null;
    t.clock.pass({ minutes: 1 });
    expect(await deliver()).toMatchObject({ sent: 1 });
    expect(new Set(post.taken.map(({ messageId }) => messageId)).size).toBe(1);
  });
});

describe('a server without SMTP_URL', () => {
  it('keeps mails until there is one', async () => {
    const t = await services({ env: { SHAPE: 'server' } });
    try {
      const id = await write(t);
      await t.get(DeliveryService).deliverDue();
      expect(await row(t, id)).toMatchObject({ state: 'queued', text: 'Hallo\n', error: 'server SMTP_URL is not set' });
    } finally {
      await t.close();
    }
  });
});

/** A second worker on the same database and clock. */
async function testServicesBeside(
  t: TestServices,
  { diesAfterSending = false } = {},
): Promise<{ deliver(): Promise<unknown>; close(): Promise<void> }> {
  const transport = t.get(MailTransport);
  class Killed extends MailTransport {
    readonly keepsTexts = false;
    async send(letter: Letter): Promise<void> {
      await transport.send(letter);
      if (diesAfterSending) throw new Error('killed');
    }
  }
  const worker = new DeliveryService(t.database, new Killed(), t.get(MailKinds), t.clock);
  return { deliver: () => worker.deliverDue(), close: async () => undefined };
}
