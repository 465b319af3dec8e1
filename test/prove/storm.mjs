import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { killPostgres, stopPostgres } from '../support/embedded.mjs';
import { freePort, Reed, sleep } from '../support/processes.mjs';
import { prepare } from './storm/course.mjs';
import { commandLine, judge } from './storm/judge.mjs';
import { answerAll, begin } from './storm/learner.mjs';
import { Line, upTo } from './storm/line.mjs';

/**
 * Simulated browsers answer a quiz with questions of every type, one by one or all on one page, some of them on two devices and all of them
 * now in one language and now in another, over a line that loses, repeats, reorders and delays what they send, while the web process and
 * PostgreSQL are killed and started again. Whatever was acknowledged must be in the attempt that was handed in.
 */

/** Browsers at work at once. */
const atOnce = 60;

export async function storm({ attempts, note }) {
  const dir = mkdtempSync(join(tmpdir(), 'reed-storm-'));
  const port = await freePort();
  const reed = new Reed('dist/src/main.js', { PORT: String(port), REED_DATA_DIR: dir });
  const line = new Line(`http://127.0.0.1:${port}`);
  try {
    await reed.start(90);
    const { people, answers } = await prepare(dir, attempts);
    for (const person of people) await begin(line, person, answers);
    const left = [...people];
    let working = true;
    const work = Promise.all(
      Array.from({ length: Math.min(atOnce, attempts) }, async () => {
        for (let person = left.shift(); person; person = left.shift()) await answerAll(line, person);
      }),
    ).finally(() => (working = false));
    const restarts = { process: 0, postgres: 0 };
    for (let took = 0; working;) {
      // Half of the time somebody answers, however long a start takes.
      await Promise.race([sleep(Math.max(1500 + upTo(3000), took)), work]);
      if (!working) break;
      await reed.end(restarts.process % 3 === 2 ? 'SIGTERM' : 'SIGKILL');
      restarts.process++;
      if (restarts.process % 2 === 0 && killPostgres(dir)) restarts.postgres++;
      const begun = Date.now();
      await reed.start(90);
      took = Date.now() - begun;
      line.shaken = restarts.postgres > 0;
    }
    await work;
    await Promise.all(line.late);
    const { counted } = line;
    note(
      `${attempts} attempts, ${counted.sent} saves sent from ${counted.pages} pages, ${counted.acknowledged} answers acknowledged; ` +
        `${counted.lost} saves lost on the way, ${counted.unheard} answers lost on the way back, ${counted.repeated} repeated, ` +
        `${counted.delayed} delayed behind newer ones, ${counted.elsewhere} told of another device, ${counted.refused} refused after the hand-in, ` +
        `${counted.switched} changes of language`,
      counted.acknowledged > attempts &&
        Object.entries(counted).every(([kind, count]) => count > 0 || kind === 'refused' || (kind === 'elsewhere' && attempts < 50)),
    );
    note(
      `${restarts.process} restarts of the web process, ${restarts.postgres} of PostgreSQL, most of them by SIGKILL`,
      restarts.process > 1 && restarts.postgres > 0,
    );
    await judge(line, people, dir, note);
    await reed.end('SIGTERM');
    await commandLine(people, dir, note);
  } finally {
    await reed.end('SIGKILL');
    await stopPostgres(dir);
    rmSync(dir, { recursive: true, force: true });
  }
}
