import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeDataSource, migrate } from './platform/database/data-source.js';
import { projectRoot } from './platform/config.js';
import { startPostgres } from './platform/embedded/postgres.js';
import { schema } from './schema.js';

/**
 * `npm run migration:draft -- 0002-short-name`: writes the difference between the landed migrations and the entities as a
 * new migration, to be read, completed and listed in migrations/index.ts.
 */
const name = process.argv[2] ?? '';
const form = /^(\d{4})-([a-z0-9-]+)$/.exec(name);
if (!form) {
  console.error('Give the migration a number and a name, e.g.: npm run migration:draft -- 0002-person-phone');
  process.exit(2);
}
const dir = mkdtempSync(join(tmpdir(), 'reed-draft-'));
const server = await startPostgres(dir);
const source = makeDataSource(server.url, 2, Number(form[1]) === 1 ? { ...schema, migrations: [] } : schema);
try {
  await source.initialize();
  await migrate(source);
  const { upQueries } = await source.driver.createSchemaBuilder().log();
  if (!upQueries.length) console.log('The entities and the migrations agree: nothing to write.');
  else {
    const words = form[2]!.split('-');
    const type = words.map((word) => word[0]!.toUpperCase() + word.slice(1)).join('') + `170000000${form[1]}`;
    const statements = upQueries.map(({ query }) => `    await runner.query(\`${query}\`);`).join('\n');
    const text = `import type { MigrationInterface, QueryRunner } from 'typeorm';

/** ${words.join(' ')} */
export class ${type} implements MigrationInterface {
  name = '${type}';

  async up(runner: QueryRunner): Promise<void> {
${statements}
  }

  async down(): Promise<void> {
    throw new Error('Migrations only move forward.');
  }
}
`;
    writeFileSync(join(projectRoot(), 'migrations', `${name}.ts`), text);
    console.log(`migrations/${name}.ts: ${upQueries.length} statements. Read them, then list ${type} in migrations/index.ts.`);
  }
} finally {
  await source.destroy();
  await server.stop();
  rmSync(dir, { recursive: true, force: true });
}
