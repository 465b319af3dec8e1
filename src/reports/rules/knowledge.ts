import type { Outline, OutlineModule } from '../../catalogue/outline.js';
import type { Knowledge } from '../../quizzes/rules/precheck.js';
import { smallest } from './figures.js';

export interface KnowledgeLine extends Knowledge {
  module: OutlineModule;
}

/**
 * What may be shown of before and after, in the order of the programme: objectives on which at least five people did both. Nothing says
 * whether fewer did, or nobody.
 */
export function knowledgeShown(knowledge: readonly Knowledge[], outline: Pick<Outline, 'modules'>): KnowledgeLine[] {
  return outline.modules.flatMap((module) =>
    module.objectives.flatMap((objective) => {
      const found = knowledge.find((one) => one.objective === objective);
      return found && found.people >= smallest ? [{ ...found, module }] : [];
    }),
  );
}
