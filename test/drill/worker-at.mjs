import 'reflect-metadata';
import { makeWorker } from '../../dist/src/app.js';
import { Clock } from '../../dist/src/platform/clock.js';
import { readConfig } from '../../dist/src/platform/config.js';
import { openDatabase } from '../../dist/src/start.js';

/** The worker, at another hour: NOW says when it begins; the clock goes on from there. Mails go to the local mailbox. */
class ShiftedClock extends Clock {
  shift = Date.parse(process.env.NOW) - Date.now();
  now() {
    return new Date(Date.now() + this.shift);
  }
}

const config = readConfig().with({ shape: 'embedded' });
const source = await openDatabase(config);
await makeWorker({ config, source, clock: new ShiftedClock() });
console.log('The worker is ready.');
