import { Body, Controller, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiRoute } from '../platform/http/api-route.js';
import { CurrentViewer, SignedIn } from '../platform/security/access.js';
import type { Viewer } from '../platform/security/viewer.js';
import { readBody } from '../web/forms.js';
import { PageOf, type PageContext } from '../web/page.js';
import { precheckBody, precheckDto, toPrecheck } from './precheck.dto.js';
import { PrecheckService } from './precheck.service.js';

@Controller('api/v1/enrolments/:enrolmentId/precheck')
@SignedIn()
export class PrecheckApiController {
  constructor(@Inject(PrecheckService) private readonly prechecks: PrecheckService) {}

  @Get()
  @ApiRoute({
    summary: 'What you know before a programme: its questions, and what was right once the programme is complete. Counts for nothing.',
    response: precheckDto,
  })
  async show(@CurrentViewer() viewer: Viewer, @PageOf() at: PageContext, @Param('enrolmentId') enrolmentId: string) {
    return toPrecheck(await this.prechecks.desk(viewer, enrolmentId), at);
  }

  @Post()
  @HttpCode(200)
  @ApiRoute({
    summary: 'Gives your answers, once and before the first step; a repeat changes nothing',
    body: precheckBody,
    response: precheckDto,
    problems: [409],
  })
  async give(@CurrentViewer() viewer: Viewer, @PageOf() at: PageContext, @Param('enrolmentId') enrolmentId: string, @Body() body: unknown) {
    const { revision, answers } = readBody(precheckBody, body);
    await this.prechecks.give(viewer, enrolmentId, revision, answers);
    return toPrecheck(await this.prechecks.desk(viewer, enrolmentId), at);
  }
}
