import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiRoute } from '../platform/http/api-route.js';
import { CurrentViewer, Requires } from '../platform/security/access.js';
import type { Viewer } from '../platform/security/viewer.js';
import { readBody } from '../web/forms.js';
import { PageOf, type PageContext } from '../web/page.js';
import { exportDto, exportQuery, reportOf } from './exchange.dto.js';
import { ExchangeService } from './exchange.service.js';

/** The questions of a quiz for other systems, with their keys. */
@Controller('api/v1/programmes/:programmeId/quizzes/:quizId/export')
@Requires('catalogue.preview')
export class ExportApiController {
  constructor(@Inject(ExchangeService) private readonly exchange: ExchangeService) {}

  @Get()
  @ApiRoute({
    summary:
      'The questions of a quiz with their right answers in Moodle XML or GIFT, and what of each is lost. 404 where it has no words in this language',
    query: exportQuery,
    response: exportDto,
  })
  async export(
    @CurrentViewer() viewer: Viewer,
    @PageOf() at: PageContext,
    @Param('programmeId') programmeId: string,
    @Param('quizId') quizId: string,
    @Query() query: unknown,
  ) {
    const { format, language: asked } = readBody(exportQuery, query);
    const out = await this.exchange.quiz(viewer, programmeId, quizId);
    const language = asked ?? out.module.source;
    const { text, report } = this.exchange.write(out, language, format);
    return { format, language, text, report: reportOf(report, at.t) };
  }
}
