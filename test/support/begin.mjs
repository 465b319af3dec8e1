import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Says that this run uses the shared test server, and forgets what an earlier run had to leave out. */
export default function begin() {
  rmSync(join(tmpdir(), 'reed-left-out'), { recursive: true, force: true });
  const users = join(tmpdir(), `reed-test-${process.getuid?.() ?? 0}`, 'users');
  mkdirSync(users, { recursive: true });
  writeFileSync(join(users, String(process.pid)), '');
}
