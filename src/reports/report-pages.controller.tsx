import { Controller, Get, Inject, Param, Post, Query } from '@nestjs/common';
import { CurrentViewer, Requires } from '../platform/security/access.js';
import type { Viewer } from '../platform/security/viewer.js';
import { civil } from '../platform/zones.js';
import { Download, page, PageOf, seeOther, type Page, type PageContext, type SeeOther } from '../web/page.js';
import { CohortPage } from './pages/cohort-page.js';
import { PersonPage } from './pages/person-page.js';
import { peopleFile } from './people-file.js';
import { readFilter } from './reports.dto.js';
import { ReportsService } from './reports.service.js';

@Controller('cohorts/:id')
@Requires('cohort.manage')
export class ReportPagesController {
  constructor(@Inject(ReportsService) private readonly reports: ReportsService) {}

  @Get()
  async cohort(@CurrentViewer() viewer: Viewer, @Param('id') id: string, @Query() query: Record<string, unknown>): Promise<Page> {
    const filter = readFilter(query);
    const cursor = typeof query.after === 'string' ? query.after : null;
    const report = await this.reports.cohort(viewer, id, filter, cursor);
    return page(report.cohort.name, <CohortPage report={report} filter={filter} cursor={cursor} />, { active: 'cohorts' });
  }

  @Get('people.csv')
  async file(
    @CurrentViewer() viewer: Viewer,
    @PageOf() at: PageContext,
    @Param('id') id: string,
    @Query() query: Record<string, unknown>,
  ): Promise<Download> {
    const filter = readFilter(query);
    const found = await this.reports.export(viewer, id, filter);
    const body = await peopleFile(at, found, filter);
    return new Download(body, 'text/csv; charset=utf-8', `${found.cohort.name}-${civil(found.now, found.cohort.zone).date}.csv`);
  }

  @Get('people/:enrolmentId')
  async person(@CurrentViewer() viewer: Viewer, @Param('id') id: string, @Param('enrolmentId') enrolmentId: string): Promise<Page> {
    const report = await this.reports.person(viewer, id, enrolmentId);
    return page(`${report.person.name} – ${report.cohort.name}`, <PersonPage report={report} />, { active: 'cohorts' });
  }

  /** Writes down who opens them; the page shows them for a while. */
  @Post('people/:enrolmentId/scores')
  async openScores(@CurrentViewer() viewer: Viewer, @Param('id') id: string, @Param('enrolmentId') enrolmentId: string): Promise<SeeOther> {
    await this.reports.openScores(viewer, id, enrolmentId);
    return seeOther(`/cohorts/${id}/people/${enrolmentId}#scores`);
  }
}
