import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { CurrentViewer, Requires } from '../platform/security/access.js';
import type { Viewer } from '../platform/security/viewer.js';
import { isFormat, type Format } from '../questions/exchange/exchanged.js';
import { Download, page, PageOf, type Page, type PageContext } from '../web/page.js';
import { ExchangeService, type QuizOut } from './exchange.service.js';
import { ExportPage } from './pages/export-page.js';

const files: Record<Format, { type: string; ending: string }> = {
  'moodle-xml': { type: 'application/xml; charset=utf-8', ending: 'xml' },
  gift: { type: 'text/plain; charset=utf-8', ending: 'gift.txt' },
};

/** The questions of a quiz for other systems, with their keys. */
@Controller('catalogue/:programmeId/items/:itemId/export')
@Requires('catalogue.preview')
export class ExportPagesController {
  constructor(@Inject(ExchangeService) private readonly exchange: ExchangeService) {}

  /** `?format=gift&language=nl`; what is not there is the first of its kind. */
  @Get()
  async show(
    @PageOf() at: PageContext,
    @CurrentViewer() viewer: Viewer,
    @Param('programmeId') programmeId: string,
    @Param('itemId') itemId: string,
    @Query('format') format?: unknown,
    @Query('language') language?: unknown,
  ): Promise<Page> {
    const out = await this.exchange.quiz(viewer, programmeId, itemId);
    const chosen = chosenOf(out, format, language ?? at.language);
    const written = this.exchange.write(out, chosen.language, chosen.format);
    return page(at.t('authoring.export.title'), <ExportPage out={out} {...chosen} written={written} />, { active: 'catalogue' });
  }

  @Get('file')
  async file(
    @CurrentViewer() viewer: Viewer,
    @Param('programmeId') programmeId: string,
    @Param('itemId') itemId: string,
    @Query('format') format?: unknown,
    @Query('language') language?: unknown,
  ): Promise<Download> {
    const out = await this.exchange.quiz(viewer, programmeId, itemId);
    const chosen = chosenOf(out, format, language);
    const { type, ending } = files[chosen.format];
    return new Download(this.exchange.write(out, chosen.language, chosen.format).text, type, `${out.quiz.id}.${chosen.language}.${ending}`);
  }
}

function chosenOf({ languages }: QuizOut, format: unknown, language: unknown): { format: Format; language: string } {
  return { format: isFormat(format) ? format : 'moodle-xml', language: languages.find((one) => one === language) ?? languages[0]! };
}
