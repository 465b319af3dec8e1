import { Body, Controller, Get, HttpCode, Inject, Param, Post, Put, Query } from '@nestjs/common';
import { ApiRoute } from '../platform/http/api-route.js';
import { CurrentViewer, Requires } from '../platform/security/access.js';
import type { Viewer } from '../platform/security/viewer.js';
import { readBody } from '../web/forms.js';
import { PageOf, type PageContext } from '../web/page.js';
import { MarkingChangesService } from './marking-changes.service.js';
import { answerToMark, markedAnswers, markedOf, toMarkOf, waitingAnswers, waitingOf } from './marking.dto.js';
import { markBody, partQuery, remarkBody } from './marking.forms.js';
import { MarkingService } from './marking.service.js';

@Controller('api/v1/marking')
@Requires('attempt.mark')
export class MarkingApiController {
  constructor(
    @Inject(MarkingService) private readonly marking: MarkingService,
    @Inject(MarkingChangesService) private readonly changes: MarkingChangesService,
  ) {}

  @Get()
  @ApiRoute({ summary: 'Answers that wait for a mark, the longest first; without names', query: partQuery, response: waitingAnswers })
  async list(@CurrentViewer() viewer: Viewer, @PageOf() at: PageContext, @Query() query: unknown) {
    const { cursor, limit } = readBody(partQuery, query);
    return waitingOf(await this.marking.waiting(viewer, cursor ?? null, limit), at);
  }

  @Get('marked')
  @ApiRoute({ summary: 'Answers that have their mark, the last marked first; without names', query: partQuery, response: markedAnswers })
  async marked(@CurrentViewer() viewer: Viewer, @PageOf() at: PageContext, @Query() query: unknown) {
    const { cursor, limit } = readBody(partQuery, query);
    return markedOf(await this.marking.marked(viewer, cursor ?? null, limit), at);
  }

  @Get(':attemptId/:questionId')
  @ApiRoute({ summary: 'One answer with what it is marked by, and its mark once it has one', response: answerToMark })
  async one(
    @CurrentViewer() viewer: Viewer,
    @PageOf() at: PageContext,
    @Param('attemptId') attemptId: string,
    @Param('questionId') questionId: string,
  ) {
    return toMarkOf(await this.marking.desk(viewer, attemptId, questionId), at);
  }

  @Put(':attemptId/:questionId')
  @ApiRoute({
    summary: 'Marks an answer, once; the same again changes nothing. 409 where it has another mark. With the last one its attempt is graded',
    body: markBody,
    response: answerToMark,
    problems: [409],
  })
  async mark(
    @CurrentViewer() viewer: Viewer,
    @PageOf() at: PageContext,
    @Param('attemptId') attemptId: string,
    @Param('questionId') questionId: string,
    @Body() body: unknown,
  ) {
    await this.marking.mark(viewer, attemptId, questionId, readBody(markBody, body));
    return toMarkOf(await this.marking.desk(viewer, attemptId, questionId), at);
  }

  @Post(':attemptId/:questionId/changes')
  @HttpCode(200)
  @ApiRoute({
    summary: 'Gives an answer another mark, with a reason; both are kept, and its attempt has the new result. The same again changes nothing',
    body: remarkBody,
    response: answerToMark,
    problems: [409],
  })
  async change(
    @CurrentViewer() viewer: Viewer,
    @PageOf() at: PageContext,
    @Param('attemptId') attemptId: string,
    @Param('questionId') questionId: string,
    @Body() body: unknown,
  ) {
    await this.changes.desk(viewer, attemptId, questionId);
    await this.changes.change(viewer, attemptId, questionId, readBody(remarkBody, body));
    return toMarkOf(await this.marking.desk(viewer, attemptId, questionId), at);
  }
}
