import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { CurrentViewer, SignedIn } from '../platform/security/access.js';
import { holds, type Viewer } from '../platform/security/viewer.js';
import { page, PageOf, type Page, type PageContext } from '../web/page.js';
import { toProgramme, toProgrammeDetail } from './catalogue.dto.js';
import { CatalogueService } from './catalogue.service.js';
import { CataloguePage } from './pages/catalogue-page.js';
import { CatalogueProgrammePage } from './pages/catalogue-programme-page.js';

@Controller('catalogue')
@SignedIn()
export class CataloguePagesController {
  constructor(@Inject(CatalogueService) private readonly catalogue: CatalogueService) {}

  @Get()
  async list(@PageOf() at: PageContext, @Query('like') like?: unknown): Promise<Page> {
    const programmes = (await this.catalogue.currentOutlines()).map((outline) => toProgramme(outline, at.language));
    return page(at.t('catalogue.title'), <CataloguePage programmes={programmes} chosen={typeof like === 'string' ? like : null} />, {
      active: 'catalogue',
    });
  }

  @Get(':programmeId')
  async programme(@PageOf() at: PageContext, @CurrentViewer() viewer: Viewer, @Param('programmeId') id: string): Promise<Page> {
    const programme = toProgrammeDetail(await this.catalogue.currentOutline(id), at.language);
    return page(
      at.t('catalogue.pageTitle', { programme: programme.title }),
      <CatalogueProgrammePage programme={programme} preview={holds(viewer, 'catalogue.preview')} />,
      {
        active: 'catalogue',
      },
    );
  }
}
