import { Inject, Injectable } from '@nestjs/common';
import { CatalogueService, type RenderedLesson } from '../catalogue/catalogue.service.js';
import { findItem, type Outline, type OutlineLesson, type OutlineModule, type OutlinePlan, type OutlineQuiz } from '../catalogue/outline.js';
import { NotAllowed, NotFound } from '../platform/errors.js';
import type { Viewer } from '../platform/security/viewer.js';
import { passes, type Score } from '../questions/rules/grade.js';
import { tryAnswers, type Answers } from '../questions/rules/try.js';
import { mayPreview } from './authoring.policy.js';

interface PreviewPlace {
  outline: Outline;
  module: OutlineModule;
  /** The item before and after this one in the programme. */
  before: string | null;
  after: string | null;
}
export interface LessonPreview extends PreviewPlace {
  item: OutlineLesson;
  lesson: RenderedLesson;
}
export interface QuizPreview extends PreviewPlace {
  item: OutlineQuiz;
}
export interface PlanPreview extends PreviewPlace {
  item: OutlinePlan;
}
export type Preview = LessonPreview | QuizPreview | PlanPreview;
export const isQuizPreview = (preview: Preview): preview is QuizPreview => preview.item.kind === 'quiz';
export const isPlanPreview = (preview: Preview): preview is PlanPreview => preview.item.kind === 'plan';

export interface TriedQuiz {
  score: Score;
  passed: boolean;
}

/** Shows what learners will see, and writes nothing. */
@Injectable()
export class PreviewService {
  constructor(@Inject(CatalogueService) private readonly catalogue: CatalogueService) {}

  /**
   * One item of the current revision.
   * @throws NotAllowed, or NotFound where there is no such programme or item
   */
  async item(viewer: Viewer, programmeId: string, itemId: string, language: string): Promise<Preview> {
    if (!mayPreview(viewer)) throw new NotAllowed('catalogue.preview');
    const outline = await this.catalogue.currentOutline(programmeId);
    const found = findItem(outline, itemId);
    if (!found) throw new NotFound('item');
    const route = outline.modules.flatMap((module) => module.items.map((item) => item.id));
    const index = route.indexOf(itemId);
    const place: PreviewPlace = { outline, module: found.module, before: route[index - 1] ?? null, after: route[index + 1] ?? null };
    if (found.item.kind === 'quiz') return { ...place, item: found.item };
    if (found.item.kind === 'plan') return { ...place, item: found.item };
    return { ...place, item: found.item, lesson: await this.catalogue.lessonHtml(outline, itemId, language) };
  }

  /** Grades answers, given in this language, to the whole pool of a quiz as an attempt would be graded. What is not an answer to its question counts as none. */
  try({ outline, item }: QuizPreview, given: Answers, language: string): TriedQuiz & { answers: Answers } {
    const { answers, score } = tryAnswers(item.questions, given, language);
    return { answers, score, passed: passes(score, outline.rules.pass) };
  }
}
