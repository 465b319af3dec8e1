import { createServer } from 'node:net';
import type { INestApplicationContext } from '@nestjs/common';
import pg from 'pg';
import type { DataSource } from 'typeorm';
import { ConfigError, type Config } from './platform/config.js';
import { makeDataSource, migrate } from './platform/database/data-source.js';
import { advisoryLock } from './platform/database/locks.js';
import { StartError } from './platform/embedded/postgres.js';
import { log } from './platform/log.js';
import { schema } from './schema.js';

/** Says in a sentence why the start stopped, and ends the process. A fault of ours shows its stack, for the report. */
export function refuse(error: unknown): never {
  if (error instanceof ConfigError || error instanceof StartError) console.error(`Reed did not start. ${error.message}`);
  else console.error('Reed did not start because of a fault in Reed itself. Please report it:', error);
  process.exit(1);
}

/** @throws StartError where something else listens there. */
export async function portMustBeFree(host: string, port: number): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) => {
      const why =
        error.code === 'EADDRINUSE'
          ? `Something already listens on port ${port}; perhaps Reed itself, in another window. Stop it, or choose another port: PORT=${port + 1} npm start`
          : `Port ${port} cannot be used (${error.code ?? error.message}). Choose another: PORT=8080 npm start`;
      reject(new StartError(why));
    });
    probe.listen(port, host, () => probe.close(() => resolve()));
  });
}

const sleep = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

/** Connects, waiting up to `seconds` for a database that is still starting, and brings its schema up to date. */
export async function openDatabase(config: Config, seconds = 60): Promise<DataSource> {
  const source = makeDataSource(config.databaseUrl, config.databasePool, schema);
  const until = Date.now() + seconds * 1000;
  for (;;) {
    try {
      await source.initialize();
      break;
    } catch (error) {
      const { code, message } = error as { code?: string; message: string };
      const starting = code === 'ECONNREFUSED' || code === 'ENOTFOUND' || code === 'EAI_AGAIN' || code === '57P03';
      if (!starting || Date.now() > until)
        throw new StartError(
          `The database of DATABASE_URL does not let Reed in (${code ?? ''} ${message.split('\n')[0]}). Is the address right, and does PostgreSQL run?`,
        );
      log.info('waiting for the database');
      await sleep(1000);
    }
  }
  const version = Number(((await source.query('SHOW server_version_num')) as { server_version_num: string }[])[0]!.server_version_num);
  if (version < 150000) throw new StartError('Reed needs PostgreSQL 15 or newer.');
  await migrate(source);
  return source;
}

/**
 * Holds the data of one embedded installation for this process alone, by a lock that PostgreSQL releases when the
 * process ends, however it ends.
 * @throws StartError where another Reed holds it.
 */
export async function holdAlone(config: Config): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: config.databaseUrl, application_name: `reed ${process.pid} ${config.baseUrl}` });
  client.on('error', () => undefined);
  await client.connect();
  const { rows } = await client.query<{ held: boolean }>('SELECT pg_try_advisory_lock($1) AS held', [advisoryLock.alone]);
  if (rows[0]!.held) return client;
  const other = await client.query<{ application_name: string }>(
    "SELECT application_name FROM pg_locks JOIN pg_stat_activity USING (pid) WHERE locktype = 'advisory' AND objid = $1 AND granted LIMIT 1",
    [advisoryLock.alone],
  );
  await client.end();
  const [, pid, url] = (other.rows[0]?.application_name ?? '').split(' ');
  throw new StartError(
    `Reed already runs with the data in ${config.dataDir}${url ? `: process ${pid}, ${url}` : ''}. Stop it first, or give this one a folder of its own with REED_DATA_DIR.`,
  );
}

const parent = process.ppid;

/** Ends cleanly on Ctrl-C and on a container's stop; a second Ctrl-C does not wait. @param withParent also where its parent has ended */
export function stopOnSignal(app: INestApplicationContext, afterwards: () => Promise<void> = () => Promise.resolve(), withParent = false): void {
  let stoppingSince = 0;
  const stop = (signal: NodeJS.Signals): void => {
    if (stoppingSince) {
      // One Ctrl-C may arrive twice, from the terminal and from npm.
      if (signal === 'SIGINT' && Date.now() - stoppingSince > 1000) process.exit(130);
      return;
    }
    stoppingSince = Date.now();
    app
      .close()
      .then(afterwards)
      .then(
        () => process.exit(0),
        (error: unknown) => {
          log.error({ err: error }, 'the stop was not clean');
          process.exit(1);
        },
      );
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  process.on('SIGHUP', stop);
  // npm ends its shell and hands the signal no further: Reed would go on unseen, with its port and its data.
  if (withParent)
    setInterval(() => {
      if (process.ppid !== parent) stop('SIGTERM');
    }, 1000).unref();
}
