import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { program, root } from '../journeys/program.js';

const run = promisify(execFile);

// The proof in small; `npm run prove -- storm` is the whole of it.
test('twenty attempts in a storm: what was acknowledged is handed in', async () => {
  await program('main.js');
  const { stdout } = await run(process.execPath, ['test/prove/prove.mjs', 'storm', '--smoke'], { cwd: root }).catch(
    (error: unknown) => error as { stdout: string },
  );
  expect(stdout.split('\n').filter((line) => line.startsWith('✗'))).toEqual([]);
  expect(stdout.match(/^✓/gm)).toHaveLength(7);
}, 600_000);
