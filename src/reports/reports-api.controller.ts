import { Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiRoute } from '../platform/http/api-route.js';
import { CurrentViewer, Requires } from '../platform/security/access.js';
import type { Viewer } from '../platform/security/viewer.js';
import { readBody } from '../web/forms.js';
import { figuresDto, peopleDto, peopleQuery, readFilter, recordDto, scoresDto, toFigures, toPerson, toRecord, toScore } from './reports.dto.js';
import { ReportsService } from './reports.service.js';
import { knowledgeDto, toKnowledge } from './statistics.dto.js';

@Controller('api/v1/cohorts/:id')
@Requires('cohort.manage')
export class ReportsApiController {
  constructor(@Inject(ReportsService) private readonly reports: ReportsService) {}

  @ApiRoute({ summary: 'Figures of a cohort; by module only from five people on.', response: figuresDto })
  @Get('figures')
  async figures(@CurrentViewer() viewer: Viewer, @Param('id') id: string): Promise<object> {
    const { figures, places } = await this.reports.figures(viewer, id);
    return toFigures(figures, places);
  }

  @ApiRoute({
    summary: 'Before and after by objective: pre-check and first attempts of the same people, in steps of five people.',
    response: knowledgeDto,
  })
  @Get('knowledge')
  async knowledge(@CurrentViewer() viewer: Viewer, @Param('id') id: string): Promise<object> {
    return toKnowledge(await this.reports.knowledge(viewer, id));
  }

  @ApiRoute({ summary: 'People of a cohort by name, with done or not yet and dates.', query: peopleQuery, response: peopleDto })
  @Get('people')
  async people(@CurrentViewer() viewer: Viewer, @Param('id') id: string, @Query() query: Record<string, unknown>): Promise<object> {
    const { cursor, limit } = readBody(peopleQuery, query);
    const { rows, next } = await this.reports.people(viewer, id, readFilter(query), cursor ?? null, limit);
    return { items: rows.map(toPerson), next };
  }

  @ApiRoute({ summary: 'One person in a cohort: dates and states of every item, invitations and reminders.', response: recordDto })
  @Get('people/:enrolmentId')
  async person(@CurrentViewer() viewer: Viewer, @Param('id') id: string, @Param('enrolmentId') enrolmentId: string): Promise<object> {
    return toRecord(await this.reports.person(viewer, id, enrolmentId));
  }

  @ApiRoute({
    summary: 'Opens the score that counts per quiz and writes down who did; 403 where the authority does not show scores.',
    response: scoresDto,
  })
  @HttpCode(200)
  @Post('people/:enrolmentId/scores')
  async openScores(@CurrentViewer() viewer: Viewer, @Param('id') id: string, @Param('enrolmentId') enrolmentId: string): Promise<object> {
    return { scores: (await this.reports.openScores(viewer, id, enrolmentId)).map(toScore) };
  }
}
