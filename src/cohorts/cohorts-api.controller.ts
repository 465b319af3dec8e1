import { Body, Controller, Get, Headers, HttpCode, Inject, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiRoute } from '../platform/http/api-route.js';
import { isLanguage } from '../platform/i18n/texts.js';
import { newId } from '../platform/ids.js';
import { CurrentViewer, Requires } from '../platform/security/access.js';
import type { Viewer } from '../platform/security/viewer.js';
import { readBody } from '../web/forms.js';
import {
  cohortDto,
  cohortPatch,
  cohortsDto,
  enrolmentsDto,
  inviteBody,
  inviteResultDto,
  listQuery,
  newCohortBody,
  sendAgainBody,
  sentDto,
  toCohort,
  toEnrolment,
  toListedCohort,
} from './cohorts.dto.js';
import { CohortsService } from './cohorts.service.js';
import { InvitingService } from './inviting.service.js';

@Controller('api/v1')
@Requires('cohort.manage')
export class CohortsApiController {
  constructor(
    @Inject(CohortsService) private readonly cohorts: CohortsService,
    @Inject(InvitingService) private readonly inviting: InvitingService,
  ) {}

  @ApiRoute({ summary: 'Cohorts that you manage, latest first day first.', query: listQuery, response: cohortsDto })
  @Get('cohorts')
  async list(@CurrentViewer() viewer: Viewer, @Query() query: unknown): Promise<object> {
    const { cursor, limit } = readBody(listQuery, query);
    const { rows, next } = await this.cohorts.list(viewer, cursor ?? null, limit);
    return { items: rows.map(toListedCohort), next };
  }

  @ApiRoute({
    summary: 'Makes a cohort. With an Idempotency-Key header the same request again gives the same cohort.',
    body: newCohortBody,
    response: cohortDto,
    status: 201,
  })
  @Post('cohorts')
  async make(@CurrentViewer() viewer: Viewer, @Body() body: unknown, @Headers('idempotency-key') key?: string): Promise<object> {
    const id = await this.cohorts.make(viewer, key || newId(), readBody(newCohortBody, body));
    return toCohort(await this.cohorts.get(viewer, id));
  }

  @ApiRoute({ summary: 'One cohort.', response: cohortDto })
  @Get('cohorts/:id')
  async one(@CurrentViewer() viewer: Viewer, @Param('id') id: string): Promise<object> {
    return toCohort(await this.cohorts.get(viewer, id));
  }

  @ApiRoute({ summary: 'Changes name, dates or zone; what is left out stays.', body: cohortPatch, response: cohortDto })
  @Patch('cohorts/:id')
  async change(@CurrentViewer() viewer: Viewer, @Param('id') id: string, @Body() body: unknown): Promise<object> {
    const now = await this.cohorts.get(viewer, id);
    const wish = readBody(cohortPatch, body);
    await this.cohorts.change(viewer, id, {
      name: wish.name ?? now.name,
      startsOn: wish.startsOn ?? now.startsOn,
      endsOn: wish.endsOn === undefined ? now.endsOn : wish.endsOn,
      zone: wish.zone ?? now.zone,
    });
    return toCohort(await this.cohorts.get(viewer, id));
  }

  @ApiRoute({ summary: 'Who is in a cohort.', query: listQuery, response: enrolmentsDto })
  @Get('cohorts/:id/enrolments')
  async enrolments(@CurrentViewer() viewer: Viewer, @Param('id') id: string, @Query() query: unknown): Promise<object> {
    const { cursor, limit } = readBody(listQuery, query);
    const { rows, next } = await this.cohorts.enrolments(viewer, id, cursor ?? null, limit);
    return { items: rows.map(toEnrolment), next };
  }

  @ApiRoute({
    summary: 'Invites people, at most 500. Whoever is in the cohort already is left alone, so that a repeated request invites nobody twice.',
    body: inviteBody,
    response: inviteResultDto,
  })
  @HttpCode(200)
  @Post('cohorts/:id/enrolments')
  async invite(@CurrentViewer() viewer: Viewer, @Param('id') id: string, @Body() body: unknown): Promise<object> {
    await this.cohorts.get(viewer, id);
    const { people, language } = readBody(inviteBody, body);
    return this.inviting.invite(viewer, id, people, language ?? (isLanguage(viewer.language) ? viewer.language : 'en'));
  }

  @ApiRoute({ summary: 'Sends the invitation again with a new link, unless the programme has been opened.', body: sendAgainBody, response: sentDto })
  @HttpCode(200)
  @Post('enrolments/:id/invitation')
  async sendAgain(@CurrentViewer() viewer: Viewer, @Param('id') id: string, @Body() body: unknown): Promise<object> {
    return { sent: await this.inviting.sendAgain(viewer, id, readBody(sendAgainBody, body).seen) };
  }
}
