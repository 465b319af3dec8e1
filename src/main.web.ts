import 'reflect-metadata';
import { makeWeb } from './app.js';
import { ImportService } from './authoring/import.service.js';
import { ConfigError, readConfig } from './platform/config.js';
import { openDatabase, portMustBeFree, refuse, stopOnSignal } from './start.js';

/** Pages and API alone, beside a worker process. */
try {
  const config = readConfig();
  if (config.shape === 'embedded') throw new ConfigError('DATABASE_URL is missing. Example: DATABASE_URL=postgres://reed:secret@localhost:5432/reed');
  await portMustBeFree(config.host, config.port);
  const source = await openDatabase(config);
  const app = await makeWeb({ config, source });
  const report = await app.get(ImportService, { strict: false }).importFolder();
  if (report.outcome === 'refused') console.error(`The course files have ${report.problems.length} problems, so nothing was imported.`);
  await app.listen(config.port, config.host);
  stopOnSignal(app);
  console.log(`Reed is ready at ${config.baseUrl}`);
} catch (error) {
  refuse(error);
}
