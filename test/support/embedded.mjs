import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { sleep } from './processes.mjs';

/** The PostgreSQL of an embedded installation, seen from beside it. `dir` is its REED_DATA_DIR. */
const postmaster = (dir) => readFileSync(join(dir, 'postgres', 'postmaster.pid'), 'utf8').split('\n');

export const postgresUrl = (dir) => `postgres://reed:${readFileSync(join(dir, 'postgres.secret'), 'utf8')}@127.0.0.1:${postmaster(dir)[3]}/reed`;

export async function connected(dir) {
  const client = new pg.Client({ connectionString: postgresUrl(dir) });
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

/** False where it had ended already. */
export function killPostgres(dir) {
  try {
    return process.kill(Number(postmaster(dir)[0]), 'SIGKILL');
  } catch {
    return false;
  }
}

export async function stopPostgres(dir) {
  try {
    const pid = Number(postmaster(dir)[0]);
    process.kill(pid, 'SIGINT');
    for (let i = 0; i < 50; i++) {
      process.kill(pid, 0);
      await sleep(100);
    }
  } catch {
    // it has gone
  }
}
