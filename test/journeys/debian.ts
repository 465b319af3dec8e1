import { execFileSync, spawn } from 'node:child_process';
import { chownSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { freePort } from '../support/processes.mjs';
import { until } from './program.js';

const idOf = (flag: string, user: string): number | null => {
  try {
    return Number(execFileSync('id', [flag, user], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
  } catch {
    return null;
  }
};

/**
 * A PostgreSQL as an operating system brings it, empty, on loopback, with a password. `bin` is the folder of its programs.
 * It refuses to run as root, so root runs it as `postgres`, or as `nobody`.
 */
export async function startDebianPostgres(bin: string): Promise<{ url: string; stop: () => Promise<void> }> {
  const dir = mkdtempSync(join(tmpdir(), 'reed-debian-'));
  const data = join(dir, 'data');
  const passwordFile = join(dir, 'password');
  writeFileSync(passwordFile, 'town-hall');
  let before: string[] = [];
  if (process.getuid?.() === 0) {
    const user = idOf('-u', 'postgres') === null ? 'nobody' : 'postgres';
    const [uid, gid] = [idOf('-u', user)!, idOf('-g', user)!];
    for (const path of [dir, passwordFile]) chownSync(path, uid, gid);
    before = ['setpriv', `--reuid=${uid}`, `--regid=${gid}`, '--clear-groups'];
  }
  const as = (name: string, args: string[]): [string, string[]] => {
    const [command, ...rest] = [...before, join(bin, name), ...args];
    return [command!, rest];
  };
  const options = { cwd: dir, env: { PATH: process.env.PATH, LC_ALL: 'C.UTF-8' } };
  execFileSync(...as('initdb', ['-D', data, '-U', 'reed', '-A', 'scram-sha-256', '--pwfile', passwordFile, '-E', 'UTF8', '--no-sync']), {
    ...options,
    stdio: 'ignore',
  });
  const port = await freePort();
  const settings = { listen_addresses: '127.0.0.1', port, unix_socket_directories: '', fsync: 'off', log_min_messages: 'fatal' };
  const child = spawn(...as('postgres', ['-D', data, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])]), {
    ...options,
    stdio: 'ignore',
  });
  const gone = new Promise((resolve) => child.once('exit', resolve));
  const stop = async (): Promise<void> => {
    child.kill('SIGINT');
    await gone;
    rmSync(dir, { recursive: true, force: true });
  };
  const url = `postgres://reed:town-hall@127.0.0.1:${port}/reed`;
  try {
    await until('PostgreSQL to answer', async () => {
      const client = new pg.Client({ connectionString: url.replace(/\/reed$/, '/postgres') });
      client.on('error', () => undefined);
      try {
        await client.connect();
        await client.query('CREATE DATABASE reed');
        return true;
      } catch {
        return false;
      } finally {
        await client.end().catch(() => undefined);
      }
    });
  } catch (error) {
    await stop();
    throw error;
  }
  return { url, stop };
}
