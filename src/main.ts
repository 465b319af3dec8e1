import 'reflect-metadata';
import { makeWeb } from './app.js';
import { ImportService } from './authoring/import.service.js';
import { readConfig } from './platform/config.js';
import { advisoryLock } from './platform/database/locks.js';
import { startPostgres } from './platform/embedded/postgres.js';
import { makeSample } from './sample.js';
import { holdAlone, openDatabase, portMustBeFree, refuse, stopOnSignal } from './start.js';

/** `npm start`: everything in one process. Without DATABASE_URL it brings its own PostgreSQL and sample people. */
try {
  let config = readConfig();
  await portMustBeFree(config.host, config.port);
  const embedded = config.shape === 'embedded' ? await startPostgres(config.dataDir) : null;
  if (embedded) config = config.with({ databaseUrl: embedded.url });
  try {
    const lock = embedded ? await holdAlone(config) : null;
    const source = await openDatabase(config);
    const app = await makeWeb({ config, source }, { work: true });
    const report = await app.get(ImportService, { strict: false }).importFolder();
    if (report.outcome === 'refused')
      console.error(`The course files have ${report.problems.length} problems, so nothing was imported; "npm run courses:check" lists them.`);
    if (embedded) await makeSample(config);
    await app.listen(config.port, config.host);
    const afterwards = async (): Promise<void> => {
      await lock?.end().catch(() => undefined);
      await embedded?.stop();
    };
    stopOnSignal(app, afterwards, config.underNpm);
    console.log(`Reed is ready at ${config.baseUrl}`);
  } catch (error) {
    // Another Reed may be using this PostgreSQL: only stop it where nobody else does.
    if (embedded && !(await othersUse(embedded.url))) await embedded.stop();
    throw error;
  }
} catch (error) {
  refuse(error);
}

async function othersUse(url: string): Promise<boolean> {
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: url });
  try {
    await client.connect();
    const { rows } = await client.query<{ n: number }>('SELECT count(*)::int AS n FROM pg_locks WHERE locktype = $1 AND objid = $2 AND granted', ['advisory', advisoryLock.alone]);
    return rows[0]!.n > 0;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}
