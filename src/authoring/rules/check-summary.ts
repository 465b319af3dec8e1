import type { SourceFiles } from '../../catalogue/rules/manifest.js';
import { readLesson } from '../../catalogue/rules/read-lesson.js';
import { Problems } from '../../platform/source/source-file.js';
import type { FolderModule } from './folder-modules.js';

/** How much there is in some modules. Words are those of lessons in their source language. */
export interface CheckSummary {
  modules: number;
  lessons: number;
  questions: number;
  words: number;
}

export function summarise(modules: readonly FolderModule[], files: SourceFiles): CheckSummary {
  let [lessons, questions, words] = [0, 0, 0];
  for (const { module, folder } of modules)
    for (const item of module.items) {
      // Questions that a programme adds are counted with the programme.
      if (item.kind === 'quiz') questions += item.questions.length - item.always.length;
      if (item.kind !== 'lesson') continue;
      lessons += 1;
      const file = `${folder}/${item.id}.${module.source}.md`;
      words += readLesson(file, files.get(file) ?? '', module.source, true, new Problems())?.words ?? 0;
    }
  return { modules: modules.length, lessons, questions, words };
}
