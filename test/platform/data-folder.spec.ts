import { existsSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StartError, startPostgres } from '../../src/platform/embedded/postgres.js';

// What cannot hold the data stops the start at once. Where the system answers as /proc does, Node's own making of folders never ends.
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'reed-data-'));
  writeFileSync(join(folder, 'file'), '');
  symlinkSync(join(folder, 'nowhere'), join(folder, 'link'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const places: [string, () => string][] = [
  ['a folder that is a file', () => join(folder, 'file')],
  ['one below a file', () => join(folder, 'file', 'data')],
  ['a link to nowhere', () => join(folder, 'link', 'data')],
];
if (existsSync('/proc/self')) places.push(['one in /proc', () => '/proc/x'], ['one deeper in /proc', () => '/proc/x/y/z']);

test.each(places)('%s', async (_, place) => {
  const refused: unknown = await startPostgres(place()).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(StartError);
  expect((refused as StartError).message).toContain(`The data folder ${place()} cannot be written`);
  expect((refused as StartError).message).toContain('REED_DATA_DIR');
});
