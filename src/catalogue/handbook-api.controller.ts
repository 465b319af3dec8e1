import { Controller, Get, Inject, Param } from '@nestjs/common';
import { ApiRoute } from '../platform/http/api-route.js';
import { Public } from '../platform/security/access.js';
import { PageOf, type PageContext } from '../web/page.js';
import { handbookDto, handbookPageDto, toHandbook } from './handbook.dto.js';
import { HandbookService } from './handbook.service.js';

@Controller('api/v1/handbook')
@Public()
export class HandbookApiController {
  constructor(@Inject(HandbookService) private readonly handbook: HandbookService) {}

  @ApiRoute({ summary: 'The reference pages and the glossary, in your language where it exists.', response: handbookDto })
  @Get()
  async contents(@PageOf() at: PageContext): Promise<object> {
    return toHandbook(await this.handbook.require(), at.language);
  }

  @ApiRoute({ summary: 'One reference page.', response: handbookPageDto })
  @Get('pages/:id')
  async one(@PageOf() at: PageContext, @Param('id') id: string): Promise<object> {
    return { id, ...(await this.handbook.page(await this.handbook.require(), id, at.language)) };
  }
}
