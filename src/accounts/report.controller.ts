import { Body, Controller, Get, Inject, Post, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { MaybeViewer, Public } from '../platform/security/access.js';
import type { Viewer } from '../platform/security/viewer.js';
import { readForm } from '../web/forms.js';
import { ownPath, PageOf, seeOther, type Page, type PageContext, type SeeOther } from '../web/page.js';
import { reportForm } from './accounts.forms.js';
import { reportPage } from './pages/report-page.js';
import { ProblemReportsService } from './problem-reports.service.js';

/** "Report a problem", at the foot of every page. */
@Public()
@Controller('report')
export class ReportController {
  constructor(@Inject(ProblemReportsService) private readonly reports: ProblemReportsService) {}

  @Get()
  form(@Query('page') about: unknown, @PageOf() at: PageContext): Page {
    return reportPage(at.t, { about: aboutPage(about) });
  }

  @Post()
  async report(
    @Body() body: unknown,
    @MaybeViewer() viewer: Viewer | null,
    @Req() request: FastifyRequest,
    @PageOf() at: PageContext,
  ): Promise<Page | SeeOther> {
    const form = readForm(reportForm, body);
    const about = aboutPage((body as { page?: unknown } | undefined)?.page);
    if (!form.ok) return reportPage(at.t, { about, form });
    await this.reports.report(viewer, { page: about, message: form.value.message, replyTo: form.value.replyTo }, request.ip);
    return seeOther(about, { key: 'accounts.report.sent' });
  }
}

/** The page, without the secret where its address holds one: the report goes to somebody else. */
const aboutPage = (page: unknown): string =>
  ownPath(page)
    .slice(0, 500)
    .replace(/^\/(welcome|reset)\/.*$/, '/sign-in');
