import { createHash } from 'node:crypto';
import type { Manifest } from '../revision.entity.js';

/** Path below the course folder, with `/` → text. */
export type SourceFiles = ReadonlyMap<string, string>;

/** SHA-256 in hex: the name under which a source file is kept. */
export const sourceHash = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Which files, and with what content. */
export function manifestOf(paths: Iterable<string>, files: SourceFiles): Manifest {
  const manifest: Manifest = {};
  for (const path of [...paths].sort()) manifest[path] = sourceHash(files.get(path)!);
  return manifest;
}

/** SHA-256 of a manifest in canonical form: one line `<hash> <path>` per file, sorted by path. Two revisions with one hash have the same content. */
export const manifestHash = (manifest: Manifest): string =>
  sourceHash(
    Object.keys(manifest)
      .sort()
      .map((path) => `${manifest[path]} ${path}\n`)
      .join(''),
  );
