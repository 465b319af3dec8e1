import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { CatalogueService } from '../catalogue/catalogue.service.js';
import { findItem } from '../catalogue/outline.js';
import { ItemPlaces, type ItemPlace } from '../progress/registries.js';
import { AttemptQueries } from './attempt.queries.js';
import { quizPaths } from './quiz-paths.js';
import { firstEmpty } from './rules/place.js';

/** Tells progress where quizzes are, and at which question somebody stopped. The pages themselves decide who may see them. */
@Injectable()
export class QuizPlace implements ItemPlace, OnModuleInit {
  constructor(
    @Inject(ItemPlaces) private readonly places: ItemPlaces,
    @Inject(CatalogueService) private readonly catalogue: CatalogueService,
    @Inject(AttemptQueries) private readonly attempts: AttemptQueries,
  ) {}

  onModuleInit(): void {
    this.places.register('quiz', this);
  }

  href(enrolmentId: string, quizId: string): string {
    return quizPaths.quiz(enrolmentId, quizId);
  }

  async resume(enrolmentId: string, quizId: string): Promise<string> {
    const sheet = await this.attempts.openSheet(enrolmentId, quizId);
    if (!sheet) return quizPaths.quiz(enrolmentId, quizId);
    const quiz = findItem(await this.catalogue.outline(sheet.revisionId), quizId)?.item;
    const pool = new Map(quiz?.kind === 'quiz' ? quiz.questions.map((question) => [question.id, question]) : []);
    const questions = sheet.questions.flatMap((drawn) => pool.get(drawn.id) ?? []);
    const k = firstEmpty(questions, sheet.responses);
    return k === null ? quizPaths.review(enrolmentId, quizId, sheet.number) : quizPaths.question(enrolmentId, quizId, sheet.number, k);
  }
}
