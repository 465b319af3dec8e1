import 'reflect-metadata';
import { makeWorker } from './app.js';
import { ConfigError, readConfig } from './platform/config.js';
import { openDatabase, refuse, stopOnSignal } from './start.js';

/** The worker alone: mail, reminders, everything that happens by itself. */
try {
  const config = readConfig();
  if (config.shape === 'embedded') throw new ConfigError('DATABASE_URL is missing. Example: DATABASE_URL=postgres://reed:secret@localhost:5432/reed');
  const source = await openDatabase(config);
  const app = await makeWorker({ config, source });
  stopOnSignal(app);
  console.log('The worker is ready.');
} catch (error) {
  refuse(error);
}
