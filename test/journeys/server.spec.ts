import { execFile } from 'node:child_process';
import { simpleParser, type ParsedMail } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import { PlainBrowser } from '../support/plain-browser.js';
import { freePort, Reed, sleep } from '../support/processes.mjs';
import { debianPostgres, redisServer } from '../support/programs.js';
import { startRedis } from '../support/redis.js';
import { chapters } from './chapters.js';
import { startDebianPostgres } from './debian.js';
import { acceptInvitation, invite, makeCohort } from './plain-people.js';
import { program, until } from './program.js';

// The shape "one server" with the processes that docker-compose.yml names, started by hand: PostgreSQL and Redis of the
// operating system, a web process, a worker, and a mail server that takes what it gets.
const programs = { postgres: debianPostgres(), redis: redisServer() };
const suite = programs.postgres && programs.redis ? describe : describe.skip;

const password = 'seven grey geese';
const received: ParsedMail[] = [];
const stops: (() => Promise<unknown>)[] = [];
let base: string;
let env: Record<string, string>;
let web: Reed;
let worker: Reed;

async function mailServer(): Promise<number> {
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    logger: false,
    onData(stream, _session, done) {
      void simpleParser(stream).then(
        (mail) => (received.push(mail), done()),
        (error: Error) => done(error),
      );
    },
  });
  const port = await freePort();
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', () => resolve()));
  stops.push(() => new Promise<void>((resolve) => server.close(() => resolve())));
  return port;
}

const mailsTo = (address: string): ParsedMail[] => received.filter(({ to }) => [to].flat().some((one) => one?.text.includes(address)));
const mailTo = (address: string): Promise<ParsedMail> => until(`a mail to ${address}`, () => mailsTo(address)[0], 40);
const addressIn = (mail: ParsedMail): string => {
  const found = /https?:\/\/\S+\/welcome\/\S+/.exec(mail.text ?? '');
  if (!found) throw new Error(`no address in: ${mail.text}`);
  expect(found[0].startsWith(`${base}/`)).toBe(true);
  return new URL(found[0]).pathname;
};
const answers = async (path: string): Promise<number | null> => {
  try {
    return (await fetch(base + path, { redirect: 'manual' })).status;
  } catch {
    return null;
  }
};

suite('one server', () => {
  const chapter = chapters();
  const administrator = () => new PlainBrowser(base);
  let admin: PlainBrowser;
  let coordinator: PlainBrowser;

  beforeAll(async () => {
    const main = { web: await program('main.web.js'), worker: await program('main.worker.js') };
    const [database, redis, port, smtp] = await Promise.all([
      startDebianPostgres(programs.postgres!).then((started) => (stops.push(started.stop), started)),
      startRedis(programs.redis!).then((started) => (stops.push(started.stop), started)),
      freePort(),
      mailServer(),
    ]);
    base = `http://127.0.0.1:${port}`;
    env = { DATABASE_URL: database.url, REDIS_URL: redis.url, SMTP_URL: `smtp://127.0.0.1:${smtp}`, PORT: String(port) };
    web = new Reed(main.web, env);
    worker = new Reed(main.worker, env);
    admin = administrator();
    coordinator = new PlainBrowser(base);
  }, 120_000);
  afterAll(async () => {
    await Promise.all([web?.end(), worker?.end()]);
    for (const stop of stops.reverse()) await stop();
  }, 120_000);

  chapter('the worker alone works on an empty database, and serves nobody', async () => {
    await worker.start(60);
    expect(await answers('/sign-in')).toBeNull();
  });

  chapter('the web process starts empty: nobody is in it and no mail is shown', async () => {
    await web.start(60);
    expect(web.output.trim()).toBe(`Reed is ready at ${base}`);
    expect(await answers('/health/ready')).toBe(200);
    await admin.open('/sign-in');
    expect(admin.text).not.toMatch(/sample|reed\.test|Try it out/i);
    await admin.fill('E-mail address', 'admin@reed.test').fill('Password', 'reed-sample-1').press('Sign in');
    expect(admin.status).toBe(422);
  });

  chapter('the command line makes the first administrator, with a link that works once', async () => {
    const cli = await program('main.cli.js');
    const said = await new Promise<string>((resolve, reject) => {
      execFile(
        process.execPath,
        [cli, 'admin', 'create', 'a@example.org'],
        { env: { PATH: process.env.PATH, LOG_LEVEL: 'error', ...env } },
        (error, out, err) => (error ? reject(new Error(out + err)) : resolve(out)),
      );
    });
    const link = new URL(/https?:\/\/\S+/.exec(said)![0]);
    expect(link.origin).toBe(base);
    expect(said.trim().split('\n')).toHaveLength(2);
    await acceptInvitation(admin, link.pathname, { name: 'Ada Ministrator', password });
    expect(admin.path).toBe('/');
    expect(admin.has('Manage people')).toBe(true);
    expect(admin.has('Open the mailbox')).toBe(false);
    const late = new PlainBrowser(base);
    await late.open(link.pathname);
    expect([late.status, late.heading]).toEqual([410, 'This link has been used']);
    await admin.open('/dev/mailbox');
    expect(admin.status).toBe(404);
  });

  chapter('the administrator makes somebody coordinator', async () => {
    await admin.open('/admin/people/new');
    await admin.fill('Name', 'Cora Dinator').fill('E-mail address', 'cora@example.org').press('Add and invite');
    await admin.open('/admin/people');
    await admin.click('Cora Dinator');
    admin.select('Role', 'Coordinator');
    await admin.press('Grant the role');
    expect(admin.text).toContain('The role is granted.');
    const mail = await mailTo('cora@example.org');
    await acceptInvitation(coordinator, addressIn(mail), { password });
    expect(coordinator.has('Make a cohort')).toBe(true);
  });

  chapter('without a worker the web process keeps an invitation, and delivers nothing', async () => {
    expect(await worker.end('SIGTERM')).toBe(0);
    await makeCohort(coordinator, 'First group', /^Island of Peace/);
    await invite(coordinator, 'Olga Official <olga@example.org>');
    expect(coordinator.text).toContain('One person is invited. The mail is on its way.');
    await sleep(2500);
    expect(mailsTo('olga@example.org')).toEqual([]);
    expect(await answers('/health/ready')).toBe(200);
  });

  chapter('a worker that comes back delivers it exactly once, as text and as HTML', async () => {
    await worker.start(60);
    const mail = await mailTo('olga@example.org');
    expect(mail.subject).toMatch(/^Your invitation: Island of Peace/);
    expect(mail.text).toContain('Hello Olga Official,');
    expect(mail.html).toMatch(/Hello Olga Official,/);
    expect(mail.html).toContain(addressIn(mail));
    expect(mail.messageId).toMatch(/^<.+@.+>$/);
    expect(mail.headers.get('auto-submitted')).toBe('auto-generated');
    // The same once more would come with the sweep of the next start at the latest.
    expect(await worker.end('SIGTERM')).toBe(0);
    await worker.start(60);
    await sleep(3000);
    expect(mailsTo('olga@example.org')).toHaveLength(1);
    expect(mailsTo('cora@example.org')).toHaveLength(1);
  });

  chapter('the official comes in by it; nothing here calls itself a sample', async () => {
    const official = new PlainBrowser(base);
    await acceptInvitation(official, addressIn(mailsTo('olga@example.org')[0]!), { password });
    expect(official.text).toContain('Before you start');
    await official.press('Start the first lesson');
    expect(official.text).toContain('Lesson 1 of');
    expect(official.text).not.toMatch(/sample/i);
  });

  chapter('both processes end cleanly', async () => {
    expect([await web.end('SIGTERM'), await worker.end('SIGTERM')]).toEqual([0, 0]);
    expect([web.output.replace(/Reed is ready at \S+\n/g, ''), worker.output.replace(/The worker is ready\.\n/g, '')]).toEqual(['', '']);
  });
});
