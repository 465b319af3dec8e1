import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { isLanguageTag } from '../catalogue/rules/reading.js';
import { SystemClock } from '../platform/clock.js';
import { projectRoot } from '../platform/config.js';
import { checkCourses } from './check-courses.js';

/** What was asked for on the command line; null where it cannot be understood. */
function asked(): { folder: string; strict: string[]; online: boolean } | null {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: { strict: { type: 'string', multiple: true }, online: { type: 'boolean' } },
    });
    const { strict = [], online = false } = values;
    return positionals.length < 2 && strict.every(isLanguageTag)
      ? { folder: positionals[0] ?? join(projectRoot(), 'courses'), strict, online }
      : null;
  } catch {
    return null;
  }
}

/**
 * Prints notes on the course files and every problem; exit status 1 where there is a problem. With `--strict nl` a Dutch
 * text that is missing or not up to date is a problem, too. With `--online` every outward address is asked whether it answers.
 */
const wanted = asked();
if (wanted) {
  const shown = relative(process.cwd(), wanted.folder) || '.';
  const today = new SystemClock().now().toISOString().slice(0, 10);
  const { lines, problems } = await checkCourses(wanted.folder, { shown, today, strict: wanted.strict, online: wanted.online });
  console.log(lines.join('\n'));
  process.exitCode = problems ? 1 : 0;
} else {
  console.error('Usage: npm run courses:check -- [folder] [--strict <language, e.g. nl>]… [--online]');
  process.exitCode = 2;
}
