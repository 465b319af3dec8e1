import { Controller, Get, Inject, Param } from '@nestjs/common';
import { ApiRoute } from '../platform/http/api-route.js';
import { SignedIn } from '../platform/security/access.js';
import { PageOf, type PageContext } from '../web/page.js';
import { programmeDetailDto, programmesDto, toProgramme, toProgrammeDetail } from './catalogue.dto.js';
import { CatalogueService } from './catalogue.service.js';

@Controller('api/v1/programmes')
@SignedIn()
export class CatalogueApiController {
  constructor(@Inject(CatalogueService) private readonly catalogue: CatalogueService) {}

  @ApiRoute({ summary: 'All programmes, in your language where it exists.', response: programmesDto })
  @Get()
  async list(@PageOf() at: PageContext): Promise<object> {
    return { items: (await this.catalogue.currentOutlines()).map((outline) => toProgramme(outline, at.language)) };
  }

  @ApiRoute({ summary: 'One programme with its modules and items; never with the keys of its quizzes.', response: programmeDetailDto })
  @Get(':id')
  async one(@PageOf() at: PageContext, @Param('id') id: string): Promise<object> {
    return toProgrammeDetail(await this.catalogue.currentOutline(id), at.language);
  }
}
