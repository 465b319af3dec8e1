import { Body, Controller, Get, Inject, Param, Put } from '@nestjs/common';
import { ApiRoute } from '../platform/http/api-route.js';
import { CurrentViewer, Requires } from '../platform/security/access.js';
import type { Viewer } from '../platform/security/viewer.js';
import { readBody } from '../web/forms.js';
import { AccommodationsService } from './accommodations.service.js';
import { needsDto, toNeeds } from './accounts.dto.js';
import { needsBody } from './accounts.forms.js';

@Requires('cohort.manage')
@Controller('api/v1/people/:id/accommodation')
export class AccommodationsApiController {
  constructor(@Inject(AccommodationsService) private readonly accommodations: AccommodationsService) {}

  @Get()
  @ApiRoute({ summary: 'What somebody of my authority needs where time is limited', response: needsDto })
  async get(@CurrentViewer() viewer: Viewer, @Param('id') id: string): Promise<object> {
    return toNeeds(await this.accommodations.get(viewer, id));
  }

  @Put()
  @ApiRoute({ summary: 'Sets it, for every quiz and for attempts that are open', body: needsBody, response: needsDto })
  async set(@CurrentViewer() viewer: Viewer, @Param('id') id: string, @Body() body: unknown): Promise<object> {
    await this.accommodations.get(viewer, id);
    await this.accommodations.set(viewer, id, readBody(needsBody, body));
    return toNeeds(await this.accommodations.get(viewer, id));
  }
}
