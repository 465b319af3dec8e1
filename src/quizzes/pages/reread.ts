import { findItem } from '../../catalogue/outline.js';
import { usePage } from '../../web/page.js';
import { itemTitle } from '../../progress/pages/outline-view.js';
import { lessonPath } from '../../progress/registries.js';
import type { Question } from '../../questions/question.js';
import type { QuizSheet } from '../quiz.service.js';

/** The lesson to reread after a question, while its revision has it. */
export function useReread(here: QuizSheet): (question: Question) => { href: string; title: string; lang?: string } | undefined {
  const at = usePage();
  return (question) => {
    const lesson = findItem(here.outline, question.lesson);
    return lesson ? { href: lessonPath(here.sheet.enrolmentId, question.lesson), ...itemTitle(lesson.item, lesson.module, at) } : undefined;
  };
}
