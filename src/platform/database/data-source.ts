import pg from 'pg';
import { DataSource, type MixedList } from 'typeorm';
import { advisoryLock } from './locks.js';
import { Naming } from './naming.js';

// A civil date is a date, not an instant: `2026-12-18` stays text. (1082 is the type's number in pg_type.)
pg.types.setTypeParser(1082, (value: string) => value);

/** The tables and their history, listed where the application is put together. */
export interface Schema {
  entities: Function[];
  migrations: Function[];
}

/** A connection pool that knows the entities; it neither migrates nor synchronises by itself. */
export function makeDataSource(url: string, pool: number, schema: Schema): DataSource {
  return new DataSource({
    type: 'postgres',
    url,
    entities: schema.entities as MixedList<Function>,
    migrations: schema.migrations as MixedList<Function>,
    migrationsTableName: 'schema_migration',
    namingStrategy: new Naming(),
    installExtensions: false,
    poolSize: pool,
    applicationName: 'reed', // tells Reed's own connections from those of the queue
    synchronize: false,
    logging: false,
    extra: { connectionTimeoutMillis: 10_000, idleTimeoutMillis: 60_000 },
  });
}

/** Runs what is missing, each migration in its own transaction, under a lock so that two starting processes do not meet. */
export async function migrate(source: DataSource): Promise<string[]> {
  const runner = source.createQueryRunner();
  await runner.connect();
  try {
    await runner.query('SELECT pg_advisory_lock($1)', [advisoryLock.migrate]);
    const done = await source.runMigrations({ transaction: 'each' });
    return done.map((migration) => migration.name);
  } finally {
    await runner.query('SELECT pg_advisory_unlock($1)', [advisoryLock.migrate]).catch(() => undefined);
    await runner.release();
  }
}
