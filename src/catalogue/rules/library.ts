import type { SourceFiles } from './manifest.js';
import { readModule, type ModuleSource } from './read-module.js';
import { Reading } from './reading.js';

/** What the files of one shared module say, and what was found on the way. */
export interface LibraryModule {
  /** Null where the files do not make a module; the problems of the reading say why. */
  module: ModuleSource | null;
  reading: Reading;
}

/** The shared modules of a course folder. Each is read once, however many programmes use it. */
export class Library {
  private readonly modules = new Map<string, LibraryModule>();

  constructor(private readonly files: SourceFiles) {}

  read(id: string): LibraryModule {
    const known = this.modules.get(id);
    if (known) return known;
    const reading = new Reading(this.files);
    const read = { module: readModule(reading, `library/${id}`, id, ''), reading };
    this.modules.set(id, read);
    return read;
  }
}
