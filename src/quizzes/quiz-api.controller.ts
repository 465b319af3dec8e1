import { Body, Controller, Get, HttpCode, Inject, Param, Post, Put } from '@nestjs/common';
import { ApiRoute } from '../platform/http/api-route.js';
import { CurrentViewer, SignedIn } from '../platform/security/access.js';
import type { Viewer } from '../platform/security/viewer.js';
import { readBody } from '../web/forms.js';
import { PageOf, type PageContext } from '../web/page.js';
import { deskOf, quizDesk, quizSheet, savedAnswer, sheetOf } from './quiz.dto.js';
import { givenBody, numberIn, originOf, savedBody } from './quiz.forms.js';
import { QuizService } from './quiz.service.js';

@Controller('api/v1/enrolments/:enrolmentId/quizzes/:quizId')
@SignedIn()
export class QuizApiController {
  constructor(@Inject(QuizService) private readonly quizzes: QuizService) {}

  @Get()
  @ApiRoute({ summary: 'A quiz of your programme: its rules and your attempts', response: quizDesk })
  async desk(@CurrentViewer() viewer: Viewer, @PageOf() at: PageContext, @Param('enrolmentId') enrolmentId: string, @Param('quizId') quizId: string) {
    return deskOf(await this.quizzes.desk(viewer, enrolmentId, quizId), at);
  }

  @Post('attempts')
  @HttpCode(200)
  @ApiRoute({ summary: 'Begins an attempt, or gives the open one', response: quizSheet, problems: [409] })
  async start(
    @CurrentViewer() viewer: Viewer,
    @PageOf() at: PageContext,
    @Param('enrolmentId') enrolmentId: string,
    @Param('quizId') quizId: string,
  ) {
    const number = await this.quizzes.start(viewer, enrolmentId, quizId);
    return sheetOf(await this.quizzes.sheet(viewer, enrolmentId, quizId, number), at);
  }

  @Get('attempts/:number')
  @ApiRoute({
    summary: 'An attempt with your answers; results and explanations from the moment on at which the quiz shows them',
    response: quizSheet,
  })
  async sheet(
    @CurrentViewer() viewer: Viewer,
    @PageOf() at: PageContext,
    @Param('enrolmentId') enrolmentId: string,
    @Param('quizId') quizId: string,
    @Param('number') number: string,
  ) {
    return sheetOf(await this.quizzes.sheet(viewer, enrolmentId, quizId, numberIn(number)), at);
  }

  @Put('attempts/:number/answers/:questionId')
  @ApiRoute({
    summary: 'Saves the answer to one question; may be repeated. 409 where it was handed in, or where another device has answered since',
    body: savedBody,
    response: savedAnswer,
    problems: [409],
  })
  async answer(
    @CurrentViewer() viewer: Viewer,
    @Param('enrolmentId') enrolmentId: string,
    @Param('quizId') quizId: string,
    @Param('number') number: string,
    @Param('questionId') questionId: string,
    @Body() body: unknown,
  ) {
    const read = readBody(savedBody, body);
    const saved = await this.quizzes.save(viewer, enrolmentId, quizId, numberIn(number), questionId, read.answer, originOf(read), read.language);
    const { savedAt, sequence } = saved;
    return { savedAt: savedAt.toISOString(), sequence };
  }

  @Post('attempts/:number/answers/:questionId/check')
  @HttpCode(200)
  @ApiRoute({
    summary: 'Practice: keeps the answer for good and explains it; a repeat changes nothing',
    body: givenBody,
    response: quizSheet,
    problems: [409],
  })
  async check(
    @CurrentViewer() viewer: Viewer,
    @PageOf() at: PageContext,
    @Param('enrolmentId') enrolmentId: string,
    @Param('quizId') quizId: string,
    @Param('number') attempt: string,
    @Param('questionId') questionId: string,
    @Body() body: unknown,
  ) {
    const [number, { answer, language }] = [numberIn(attempt), readBody(givenBody, body)];
    await this.quizzes.check(viewer, enrolmentId, quizId, number, questionId, answer, null, language);
    return sheetOf(await this.quizzes.sheet(viewer, enrolmentId, quizId, number), at);
  }

  @Post('attempts/:number/hand-in')
  @HttpCode(200)
  @ApiRoute({ summary: 'Hands in, once; a repeat gives the same result', response: quizSheet })
  async handIn(
    @CurrentViewer() viewer: Viewer,
    @PageOf() at: PageContext,
    @Param('enrolmentId') enrolmentId: string,
    @Param('quizId') quizId: string,
    @Param('number') attempt: string,
  ) {
    const number = numberIn(attempt);
    await this.quizzes.handIn(viewer, enrolmentId, quizId, number);
    return sheetOf(await this.quizzes.sheet(viewer, enrolmentId, quizId, number), at);
  }
}
