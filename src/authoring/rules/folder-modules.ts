import type { CoursesReading } from '../../catalogue/rules/read-courses.js';
import type { OutlineModule } from '../../catalogue/outline.js';

export interface FolderModule {
  module: Pick<OutlineModule, 'id' | 'source' | 'items'>;
  /** Where its files lie, below the course folder. */
  folder: string;
  /** Some programme refers to it. */
  used: boolean;
}

/** Every module of a course folder, once; a shared one is met in several programmes. */
export function folderModules({ programmes, unused }: CoursesReading): FolderModule[] {
  const modules = new Map<string, FolderModule>();
  for (const { id, outline } of programmes)
    for (const module of outline.modules)
      modules.set(module.id, { module, folder: `${module.local ? `programmes/${id}` : 'library'}/${module.id}`, used: true });
  for (const module of unused) modules.set(module.id, { module, folder: `library/${module.id}`, used: false });
  return [...modules.values()];
}
