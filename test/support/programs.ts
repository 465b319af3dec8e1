import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** CI sets it: there everything must be there, and nothing may be left out. */
const everything = process.env.REED_TEST_ALL === '1';

function leftOut(name: string, what: string): null {
  if (everything) throw new Error(`${name} is missing, and nothing may be left out here`);
  mkdirSync(join(tmpdir(), 'reed-left-out'), { recursive: true });
  writeFileSync(join(tmpdir(), 'reed-left-out', name), `${what} (no ${name} on this machine)`);
  return null;
}

const onPath = (name: string): string | null => {
  const found = spawnSync('sh', ['-c', `command -v ${name}`], { encoding: 'utf8' }).stdout.trim();
  return found || null;
};

/** Path of Chromium, or null: then the journeys in a browser are left out and named at the end. */
export const chromium = (): string | null => onPath('chromium') ?? onPath('chromium-browser') ?? onPath('google-chrome') ?? leftOut('chromium', 'the journeys in a browser');

/** Path of redis-server, or null. */
export const redisServer = (): string | null => onPath('redis-server') ?? leftOut('redis-server', 'the runs on Redis');

/** Folder of Debian's PostgreSQL programs, or null. */
export const debianPostgres = (): string | null => {
  const base = '/usr/lib/postgresql';
  const version = existsSync(base) ? readdirSync(base).sort((a, b) => Number(b) - Number(a)).find((name) => existsSync(join(base, name, 'bin', 'initdb'))) : undefined;
  return version ? join(base, version, 'bin') : leftOut('postgresql', 'the processes of a server on a PostgreSQL of their own');
};

/** Path of pdftotext, or null. */
export const pdftotext = (): string | null => onPath('pdftotext') ?? leftOut('pdftotext', 'the reading of certificates by a second program');
