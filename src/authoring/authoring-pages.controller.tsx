import { Controller, Get, Inject } from '@nestjs/common';
import { CatalogueService } from '../catalogue/catalogue.service.js';
import { inLanguage } from '../catalogue/outline.js';
import { CurrentViewer, Requires } from '../platform/security/access.js';
import type { Viewer } from '../platform/security/viewer.js';
import { page, PageOf, type Page, type PageContext } from '../web/page.js';
import { ImportService } from './import.service.js';
import { AuthoringPage } from './pages/authoring-page.js';

@Controller('authoring')
@Requires('import.read')
export class AuthoringPagesController {
  constructor(
    @Inject(ImportService) private readonly imports: ImportService,
    @Inject(CatalogueService) private readonly catalogue: CatalogueService,
  ) {}

  @Get()
  async show(@PageOf() at: PageContext, @CurrentViewer() viewer: Viewer): Promise<Page> {
    const report = await this.imports.latest(viewer);
    const outlines = new Map((await this.catalogue.currentOutlines()).map((outline) => [outline.programmeId, outline]));
    const revisions = (await this.imports.revisions(viewer)).map((row) => {
      const outline = outlines.get(row.programmeId);
      if (!outline) return { ...row, title: row.programmeId };
      const { words, language } = inLanguage(outline.words, at.language, outline.source);
      return { ...row, title: words.title, lang: language === at.language ? undefined : language };
    });
    return page(at.t('authoring.title'), <AuthoringPage report={report} revisions={revisions} />, { active: 'authoring' });
  }
}
