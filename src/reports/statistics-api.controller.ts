import { Controller, Get, Inject, Param } from '@nestjs/common';
import { ApiRoute } from '../platform/http/api-route.js';
import { CurrentViewer, Requires } from '../platform/security/access.js';
import type { Viewer } from '../platform/security/viewer.js';
import { quizLinesDto, quizStatisticsDto, toQuizLine, toQuizStatistics } from './statistics.dto.js';
import { StatisticsService } from './statistics.service.js';

@Controller('api/v1/statistics/quizzes')
@Requires('catalogue.preview')
export class StatisticsApiController {
  constructor(@Inject(StatisticsService) private readonly statistics: StatisticsService) {}

  @ApiRoute({ summary: 'All published quizzes with the number of people who have handed in, over all authorities.', response: quizLinesDto })
  @Get()
  async quizzes(@CurrentViewer() viewer: Viewer): Promise<object> {
    return { items: (await this.statistics.quizzes(viewer)).map(toQuizLine) };
  }

  @ApiRoute({
    summary:
      'Statistics of a quiz and of each question, by version and language, from the first attempt of each person in steps of five; without persons.',
    response: quizStatisticsDto,
  })
  @Get(':quizId')
  async quiz(@CurrentViewer() viewer: Viewer, @Param('quizId') quizId: string): Promise<object> {
    return toQuizStatistics(await this.statistics.quiz(viewer, quizId));
  }
}
