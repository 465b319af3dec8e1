import 'reflect-metadata';
import { readFile } from 'node:fs/promises';
import type { INestApplicationContext } from '@nestjs/common';
import { FirstAdministrator } from './accounts/first-administrator.js';
import { makeServices } from './app.js';
import { ConfigError, readConfig } from './platform/config.js';
import { startPostgres, StartError } from './platform/embedded/postgres.js';
import { SigningService } from './platform/security/signing.service.js';
import { ProgressAudit } from './progress/progress-audit.service.js';
import { ReceiptsService, type ReceiptVerdict } from './quizzes/receipts.service.js';
import { openDatabase, refuse } from './start.js';

interface Command {
  words: string[];
  takes: string;
  does: string;
  /** Returns the exit code. */
  run(app: INestApplicationContext, rest: string[]): Promise<number>;
}

const commands: Command[] = [
  {
    words: ['admin', 'create'],
    takes: '<e-mail>',
    does: 'makes the first administrator and prints a one-time link',
    async run(app, [email = '']) {
      if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email)) {
        console.error('Give an e-mail address, e.g.: npm run reed -- admin create anna@example.org');
        return 2;
      }
      console.log(`Open this address within 24 hours to choose a password:\n${await app.get(FirstAdministrator, { strict: false }).create(email)}`);
      return 0;
    },
  },
  {
    words: ['progress', 'verify'],
    takes: '',
    does: 'replays every learning record and compares it with what is stored; changes nothing',
    async run(app) {
      const { enrolments, differences } = await app.get(ProgressAudit, { strict: false }).verify();
      for (const difference of differences.slice(0, 50)) console.log(JSON.stringify(difference));
      console.log(`${enrolments} enrolments replayed, ${differences.length} differences.`);
      return differences.length ? 1 : 0;
    },
  },
  {
    words: ['progress', 'rebuild'],
    takes: '',
    does: 'writes the stored states anew from the learning events',
    async run(app) {
      const { enrolments, repaired } = await app.get(ProgressAudit, { strict: false }).rebuild();
      console.log(`${enrolments} enrolments replayed, ${repaired} repaired.`);
      return 0;
    },
  },
  {
    words: ['attempt', 'verify'],
    takes: '<file>',
    does: 'says whether the receipt in a file is true, altered or not from here',
    async run(app, [file = '']) {
      const text = await readFile(file, 'utf8').catch(() => null);
      if (text === null) {
        console.error('Give the file of a receipt, e.g.: npm run reed -- attempt verify receipt.json');
        return 2;
      }
      const verdict = await app.get(ReceiptsService, { strict: false }).verify(text);
      console.log(verdicts[verdict]);
      return verdict === 'true' ? 0 : 1;
    },
  },
  {
    words: ['signing', 'renew'],
    takes: '',
    does: 'makes another key to sign receipts with; those of the former one stay true',
    async run(app) {
      await app.get(SigningService, { strict: false }).renew();
      console.log('There is a new key. Web processes sign with it after their next start.');
      return 0;
    },
  },
];

const verdicts: Record<ReceiptVerdict, string> = {
  true: 'True: signed by this installation, and unchanged since.',
  altered: 'Altered: it names a key of this installation, but its content is not what was signed.',
  foreign: 'Not ours: no receipt of this installation.',
};

const args = process.argv.slice(2);
const command = commands.find(({ words }) => words.every((word, i) => args[i] === word));
if (!command) {
  console.log('Usage: npm run reed -- <command>\n');
  for (const { words, takes, does } of commands) console.log(`  ${`${words.join(' ')} ${takes}`.padEnd(28)}${does}`);
  process.exit(args.length ? 2 : 0);
}

try {
  let config = readConfig();
  if (config.shape === 'embedded') {
    if (command.words[0] === 'admin')
      throw new ConfigError(
        '"admin create" is for an installation with a database of its own. Example: DATABASE_URL=postgres://… npm run reed -- admin create anna@example.org',
      );
    config = config.with({ databaseUrl: (await startPostgres(config.dataDir)).url });
  }
  const source = await openDatabase(config, 5);
  const app = await makeServices({ config, source });
  const code = await command.run(app, args.slice(command.words.length));
  await app.close();
  process.exit(code);
} catch (error) {
  if (error instanceof ConfigError || error instanceof StartError) {
    console.error(error.message);
    process.exit(2);
  }
  refuse(error);
}
