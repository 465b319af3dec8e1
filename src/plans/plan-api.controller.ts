import { Body, Controller, Get, HttpCode, Inject, Param, Post, Put } from '@nestjs/common';
import { Conflict } from '../platform/errors.js';
import { ApiRoute } from '../platform/http/api-route.js';
import { CurrentViewer, SignedIn } from '../platform/security/access.js';
import type { Viewer } from '../platform/security/viewer.js';
import { readBody } from '../web/forms.js';
import { PageOf, type PageContext } from '../web/page.js';
import { detailOf, planDetail, savedField } from './plan.dto.js';
import { fieldBody } from './plan.forms.js';
import { PlanService } from './plan.service.js';

@Controller('api/v1/enrolments/:enrolmentId/plans/:planId')
@SignedIn()
export class PlanApiController {
  constructor(@Inject(PlanService) private readonly plans: PlanService) {}

  @Get()
  @ApiRoute({ summary: 'Your plan with all its fields', response: planDetail })
  async plan(@CurrentViewer() viewer: Viewer, @PageOf() at: PageContext, @Param('enrolmentId') enrolmentId: string, @Param('planId') planId: string) {
    return detailOf(await this.plans.desk(viewer, enrolmentId, planId), at);
  }

  @Put('fields/:fieldId')
  @ApiRoute({
    summary: 'Writes one field. 409 where somebody has written since the sequence that you have seen: read it, then write again',
    body: fieldBody,
    response: savedField,
    problems: [409],
  })
  async write(
    @CurrentViewer() viewer: Viewer,
    @PageOf() at: PageContext,
    @Param('enrolmentId') enrolmentId: string,
    @Param('planId') planId: string,
    @Param('fieldId') fieldId: string,
    @Body() body: unknown,
  ) {
    const { value, seen } = readBody(fieldBody, body);
    const outcome = await this.plans.save(viewer, enrolmentId, planId, fieldId, { value, seen, writer: null });
    if (!outcome.saved) throw new Conflict('plans.elsewhere.short', { time: at.format.time(outcome.theirs.savedAt) });
    return { savedAt: outcome.savedAt.toISOString(), sequence: outcome.sequence };
  }

  @Post('finish')
  @HttpCode(200)
  @ApiRoute({ summary: 'Says that the plan is finished; a repeat changes nothing. 422 names the fields that are empty', response: planDetail })
  async finish(
    @CurrentViewer() viewer: Viewer,
    @PageOf() at: PageContext,
    @Param('enrolmentId') enrolmentId: string,
    @Param('planId') planId: string,
  ) {
    await this.plans.finish(viewer, enrolmentId, planId);
    return detailOf(await this.plans.desk(viewer, enrolmentId, planId), at);
  }
}
