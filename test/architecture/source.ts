import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

export const root = join(__dirname, '..', '..');

function walk(dir: string): string[] {
  return readdirSync(dir, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? walk(join(dir, entry.name)) : [join(dir, entry.name)]));
}

/** Files below a folder of the project whose names match, as paths from the root. */
export const files = (folder: string, name: RegExp): string[] =>
  walk(join(root, folder))
    .filter((file) => name.test(file))
    .map((file) => relative(root, file))
    .sort();

export const read = (file: string): string => readFileSync(join(root, file), 'utf8');
