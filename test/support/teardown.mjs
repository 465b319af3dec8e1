import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Stops the test server that `server.ts` started, and takes away the folders of courses, unless another run still uses them. */
export default async function teardown() {
  const dir = join(tmpdir(), `reed-test-${process.getuid?.() ?? 0}`);
  rmSync(join(dir, 'users', String(process.pid)), { force: true });
  try {
    if (readdirSync(join(dir, 'users')).some((user) => alive(Number(user)))) return;
    rmSync(join(dir, 'courses'), { recursive: true, force: true });
    if (process.env.TEST_DATABASE_URL) return;
    process.kill(Number(readFileSync(join(dir, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]), 'SIGINT');
  } catch {
    // it is gone already
  }
}

function alive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
