import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { tmpdir } from 'node:os';

/** The last lines of a run: what was left out for want of a program, then the plain count. */
export default class Reporter {
  onRunComplete(_contexts, results) {
    const dir = join(tmpdir(), 'reed-left-out');
    if (existsSync(dir)) for (const name of readdirSync(dir).sort()) console.log(`left out: ${readFileSync(join(dir, name), 'utf8').trim()}`);
    const { numPassedTests: passed, numFailedTests: failed, numPendingTests: skipped, numFailedTestSuites: broken } = results;
    const failures = Math.max(failed, broken);
    console.log(`${passed} passed, ${failures} failed${skipped ? `, ${skipped} skipped` : ''}`);
  }
}
