import { Body, Controller, Delete, Get, Headers, HttpCode, Inject, Param, Post, Put } from '@nestjs/common';
import { newId } from '../platform/ids.js';
import { ApiRoute } from '../platform/http/api-route.js';
import { CurrentViewer, Requires } from '../platform/security/access.js';
import type { Viewer } from '../platform/security/viewer.js';
import { readBody } from '../web/forms.js';
import { AttemptGrantsService } from './attempt-grants.service.js';
import { grantsDto, timesDto, timesListDto, toGrants, toTimes } from './quiz-rules.dto.js';
import { QuizWindowsService } from './quiz-windows.service.js';
import { grantBody, windowBody } from './quiz.forms.js';

@Controller('api/v1/cohorts/:id')
@Requires('cohort.manage')
export class QuizRulesApiController {
  constructor(
    @Inject(QuizWindowsService) private readonly windows: QuizWindowsService,
    @Inject(AttemptGrantsService) private readonly grants: AttemptGrantsService,
  ) {}

  @Get('quizzes')
  @ApiRoute({ summary: 'The quizzes of a cohort: when they open and close, in civil time of its zone', response: timesListDto })
  async list(@CurrentViewer() viewer: Viewer, @Param('id') id: string): Promise<object> {
    const { cohort, quizzes } = await this.windows.list(viewer, id);
    return { items: quizzes.map((one) => toTimes(cohort, one)) };
  }

  @Put('quizzes/:quizId/times')
  @ApiRoute({ summary: 'Sets when a quiz of a cohort opens and closes; open attempts end at its closing', body: windowBody, response: timesDto })
  async set(@CurrentViewer() viewer: Viewer, @Param('id') id: string, @Param('quizId') quizId: string, @Body() body: unknown): Promise<object> {
    await this.windows.set(viewer, id, quizId, readBody(windowBody, body));
    const { cohort, ...one } = await this.windows.get(viewer, id, quizId);
    return toTimes(cohort, one);
  }

  @Get('people/:enrolmentId/attempt-grants')
  @ApiRoute({ summary: 'Further attempts that were given to one person', response: grantsDto })
  async granted(@CurrentViewer() viewer: Viewer, @Param('id') id: string, @Param('enrolmentId') enrolmentId: string): Promise<object> {
    return toGrants(await this.grants.list(viewer, id, enrolmentId));
  }

  @Post('people/:enrolmentId/attempt-grants')
  @HttpCode(200)
  @ApiRoute({
    summary: 'Gives one person a further attempt. With an Idempotency-Key header the same request again gives none.',
    body: grantBody,
    response: grantsDto,
  })
  async grant(
    @CurrentViewer() viewer: Viewer,
    @Param('id') id: string,
    @Param('enrolmentId') enrolmentId: string,
    @Body() body: unknown,
    @Headers('idempotency-key') key?: string,
  ): Promise<object> {
    await this.grants.list(viewer, id, enrolmentId);
    await this.grants.grant(viewer, id, enrolmentId, readBody(grantBody, body), key || newId());
    return toGrants(await this.grants.list(viewer, id, enrolmentId));
  }

  @Delete('people/:enrolmentId/attempt-grants/:grantId')
  @ApiRoute({
    summary: 'Takes a further attempt back; again changes nothing. 409 where it has been used.',
    response: grantsDto,
    problems: [409],
  })
  async withdraw(
    @CurrentViewer() viewer: Viewer,
    @Param('id') id: string,
    @Param('enrolmentId') enrolmentId: string,
    @Param('grantId') grantId: string,
  ): Promise<object> {
    await this.grants.withdraw(viewer, id, enrolmentId, grantId);
    return toGrants(await this.grants.list(viewer, id, enrolmentId));
  }
}
