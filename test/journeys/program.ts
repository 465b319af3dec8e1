import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, Reed, sleep } from '../support/processes.mjs';

export const root = join(__dirname, '..', '..');
/** Password of the sample people. */
export const samplePassword = 'reed-sample-1';

function newest(folder: string): number {
  let latest = 0;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    latest = Math.max(latest, entry.isDirectory() ? newest(path) : statSync(path).mtimeMs);
  }
  return latest;
}

function isFresh(): boolean {
  try {
    // The manifest of the assets is what a build writes last.
    return statSync(join(root, 'dist', 'assets', 'manifest.json')).mtimeMs > Math.max(newest(join(root, 'src')), newest(join(root, 'migrations')));
  } catch {
    return false;
  }
}

/**
 * Path of a program as `npm run build` makes it, e.g. `program('main.js')`. Builds first where the sources are newer: the
 * journeys try what a newcomer gets, not what the tests' own compiler makes.
 */
export async function program(name: string): Promise<string> {
  const lock = join(tmpdir(), `reed-build-${process.getuid?.() ?? 0}.lock`);
  for (let i = 0; !isFresh(); i++) {
    try {
      mkdirSync(lock);
    } catch {
      // Another file's journey builds already; a lock that a killed run left behind is taken away.
      if (i > 300) rmSync(lock, { recursive: true, force: true });
      await sleep(200);
      continue;
    }
    try {
      execFileSync('npm', ['run', 'build', '--silent'], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
    } finally {
      rmSync(lock, { recursive: true, force: true });
    }
    break;
  }
  return join(root, 'dist', 'src', name);
}

export interface Installation {
  /** Address without a slash at its end. */
  base: string;
  port: number;
  dir: string;
  reed: Reed;
  /** Ends it and takes its data away. */
  end(): Promise<void>;
}

/** What `npm start` gives on a machine that never had Reed: everything in one process, with sample people. */
export async function newInstallation(env: Record<string, string> = {}): Promise<Installation> {
  const file = await program('main.js');
  const dir = mkdtempSync(join(tmpdir(), 'reed-journey-'));
  const port = await freePort();
  const reed = new Reed(file, { PORT: String(port), REED_DATA_DIR: dir, ...env });
  const end = async (): Promise<void> => {
    await endWithDatabase(reed, dir);
    rmSync(dir, { recursive: true, force: true });
  };
  try {
    await reed.start(90);
  } catch (error) {
    await end();
    throw error;
  }
  return { base: `http://127.0.0.1:${port}`, port, dir, reed, end };
}

/** Ends a Reed, and its PostgreSQL too where it was killed and could not do so itself. */
export async function endWithDatabase(reed: Reed, dir: string): Promise<void> {
  await reed.end('SIGTERM');
  const pid = postmaster(dir);
  if (pid === null || !isAlive(pid)) return;
  process.kill(pid, 'SIGINT');
  for (let i = 0; i < 100 && isAlive(pid); i++) await sleep(100);
}

/** Process id of an installation's PostgreSQL, or null where none runs by its own account. */
export function postmaster(dir: string): number | null {
  try {
    return Number(readFileSync(join(dir, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]);
  } catch {
    return null;
  }
}

/** Whether a process lives; one that has ended and was not yet fetched by its parent does not. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  try {
    return !/^\d+ \(.*\) Z/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return process.platform !== 'linux';
  }
}

/** Asks until there is an answer. @throws Error with these words when it takes too long. */
export async function until<T>(
  what: string,
  ask: () => T | null | undefined | false | Promise<T | null | undefined | false>,
  seconds = 45,
): Promise<T> {
  for (const end = Date.now() + seconds * 1000; ;) {
    const answer = await ask();
    if (answer) return answer;
    if (Date.now() > end) throw new Error(`in ${seconds} s it did not happen: ${what}`);
    await sleep(100);
  }
}
