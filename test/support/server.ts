import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startPostgres } from '../../src/platform/embedded/postgres.js';
import { makeDataSource, migrate } from '../../src/platform/database/data-source.js';
import { schema } from '../../src/schema.js';

const sleep = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

async function underLock<T>(name: string, work: () => Promise<T>): Promise<T> {
  const lock = join(tmpdir(), `${name}.lock`);
  for (let i = 0; ; i++) {
    try {
      mkdirSync(lock);
      break;
    } catch {
      try {
        if (Date.now() - statSync(lock).mtimeMs > 90_000) rmSync(lock, { recursive: true, force: true });
      } catch {
        // another run has just given it back
      }
      if (i > 1200) throw new Error('the test server stays locked');
      await sleep(100);
    }
  }
  try {
    return await work();
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
}

/** URL of a PostgreSQL for tests: TEST_DATABASE_URL, else one of our own in the temporary folder. */
async function serverUrl(): Promise<string> {
  if (process.env.TEST_DATABASE_URL) return process.env.TEST_DATABASE_URL;
  const dir = join(tmpdir(), `reed-test-${process.getuid?.() ?? 0}`);
  const { url } = await startPostgres(dir, ['max_connections=400', 'fsync=off', 'synchronous_commit=off', 'full_page_writes=off']);
  return url;
}

const withName = (url: string, name: string): string => {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
};

async function admin<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: withName(url, 'postgres') });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

function schemaHash(): string {
  const folder = join(__dirname, '..', '..', 'migrations');
  const hash = createHash('sha256');
  for (const name of readdirSync(folder).sort()) hash.update(name).update(readFileSync(join(folder, name)));
  return hash.digest('hex').slice(0, 12);
}

/** A database of its own for one test file, with the schema in place and nothing in it. */
export async function testDatabase(): Promise<{ url: string; drop: () => Promise<void> }> {
  return underLock('reed-test', async () => {
    const server = await serverUrl();
    const template = `reed_template_${schemaHash()}`;
    return admin(server, async (client) => {
      const known = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [template]);
      if (!known.rowCount) {
        const making = `${template}_new`;
        await client.query(`DROP DATABASE IF EXISTS ${making}`);
        await client.query(`CREATE DATABASE ${making}`);
        const source = makeDataSource(withName(server, making), 2, schema);
        await source.initialize();
        await migrate(source);
        await source.destroy();
        await client.query(`ALTER DATABASE ${making} RENAME TO ${template}`);
      }
      const name = `reed_test_${process.pid}_${Math.random().toString(36).slice(2, 8)}`;
      await client.query(`CREATE DATABASE ${name} TEMPLATE ${template}`);
      return {
        url: withName(server, name),
        drop: () => admin(server, async (last) => void (await last.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`))),
      };
    });
  });
}
