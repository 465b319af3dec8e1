import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Problem } from '../platform/source/source-file.js';

/** A course folder as it lies on disk: path below the folder, with `/` → text with `\n` at the ends of lines. */
export interface CourseFiles {
  files: Map<string, string>;
  problems: Problem[];
}

/** What belongs to a course folder; README.md beside them is for authors. */
const roots = ['handbook', 'library', 'pictures', 'plans', 'programmes'];

// Traces of editors and file managers are nobody's content.
const ignored = (name: string): boolean => name.startsWith('.') || name.endsWith('~');

/**
 * Reads every file of a course folder. A file that is not UTF-8 text is a problem; a folder without programmes is empty.
 * @throws where the folder cannot be read at all
 */
export async function readCourseFolder(folder: string): Promise<CourseFiles> {
  const found: CourseFiles = { files: new Map(), problems: [] };
  const present = (await readdir(folder, { withFileTypes: true })).filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  for (const root of roots) if (present.includes(root)) await readInto(found, folder, root);
  return found;
}

async function readInto(found: CourseFiles, folder: string, path: string): Promise<void> {
  const entries = await readdir(join(folder, path), { withFileTypes: true });
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (ignored(entry.name)) continue;
    const inner = `${path}/${entry.name}`;
    if (entry.isDirectory()) await readInto(found, folder, inner);
    else if (entry.isFile()) addText(found, inner, await readFile(join(folder, inner)));
  }
}

function addText(found: CourseFiles, path: string, bytes: Buffer): void {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    // PostgreSQL's text cannot hold U+0000.
    if (text.includes('\0')) throw new TypeError('not text');
    found.files.set(path, text.replace(/\r\n?/g, '\n'));
  } catch {
    found.problems.push({ file: path, line: 1, message: 'this file is not text in UTF-8' });
  }
}
