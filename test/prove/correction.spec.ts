import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { program, root } from '../journeys/program.js';

const run = promisify(execFile);

// The proof in small; `npm run prove -- correction` is the whole of it.
test('a correction of two hundred attempts beside hand-ins, killed in the middle: everybody is told once', async () => {
  await program('main.js');
  const { stdout } = await run(process.execPath, ['test/prove/prove.mjs', 'correction', '--smoke'], { cwd: root }).catch(
    (error: unknown) => error as { stdout: string },
  );
  expect(stdout.split('\n').filter((line) => line.startsWith('✗'))).toEqual([]);
  expect(stdout.match(/^✓/gm)).toHaveLength(3);
}, 300_000);
