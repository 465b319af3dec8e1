import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { NotFound } from '../platform/errors.js';
import { CurrentViewer, Requires } from '../platform/security/access.js';
import type { Viewer } from '../platform/security/viewer.js';
import { civil } from '../platform/zones.js';
import { ownTitle } from '../progress/pages/outline-view.js';
import { wordsFor } from '../questions/views/question-words.js';
import { Download, page, PageOf, type Page, type PageContext } from '../web/page.js';
import { QuestionPage } from './pages/question-statistics-page.js';
import { QuizPage, QuizzesPage } from './pages/statistics-pages.js';
import { statisticsFile } from './statistics-file.js';
import { readStatisticsFilter } from './statistics.filter.js';
import { StatisticsService } from './statistics.service.js';

@Controller('authoring/statistics')
@Requires('catalogue.preview')
export class StatisticsPagesController {
  constructor(@Inject(StatisticsService) private readonly statistics: StatisticsService) {}

  @Get()
  async quizzes(@CurrentViewer() viewer: Viewer, @PageOf() at: PageContext): Promise<Page> {
    return page(at.t('reports.statistics.title'), <QuizzesPage lines={await this.statistics.quizzes(viewer)} />, { active: 'authoring' });
  }

  @Get(':quizId')
  async quiz(
    @CurrentViewer() viewer: Viewer,
    @PageOf() at: PageContext,
    @Param('quizId') quizId: string,
    @Query() query: Record<string, unknown>,
  ): Promise<Page> {
    const found = await this.statistics.quiz(viewer, quizId);
    const title = at.t('reports.statistics.pageTitle', { what: ownTitle(found.quiz, found.module, at).title });
    return page(title, <QuizPage found={found} filter={readStatisticsFilter(query)} />, { active: 'authoring' });
  }

  @Get(':quizId/questions.csv')
  async file(
    @CurrentViewer() viewer: Viewer,
    @PageOf() at: PageContext,
    @Param('quizId') quizId: string,
    @Query() query: Record<string, unknown>,
  ): Promise<Download> {
    const found = await this.statistics.quiz(viewer, quizId);
    const body = statisticsFile(at, found, readStatisticsFilter(query), viewer.zone);
    return new Download(body, 'text/csv; charset=utf-8', `${found.quiz.id}-${civil(found.now, viewer.zone).date}.csv`);
  }

  @Get(':quizId/questions/:questionId')
  async question(
    @CurrentViewer() viewer: Viewer,
    @PageOf() at: PageContext,
    @Param('quizId') quizId: string,
    @Param('questionId') questionId: string,
  ): Promise<Page> {
    const found = await this.statistics.quiz(viewer, quizId);
    const items = found.items.filter(({ question }) => question.id === questionId);
    const question = items.find(({ current }) => current)?.question ?? found.unanswered.find(({ id }) => id === questionId) ?? items[0]?.question;
    if (!question) throw new NotFound('question');
    const title = at.t('reports.statistics.pageTitle', { what: wordsFor(question, at.language).words.stem });
    return page(title, <QuestionPage found={found} question={question} items={items} />, { active: 'authoring' });
  }
}
