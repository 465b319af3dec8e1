import { Body, Controller, Get, HttpCode, Inject, Param, Patch, Post } from '@nestjs/common';
import { ApiRoute } from '../platform/http/api-route.js';
import { CurrentViewer, Requires } from '../platform/security/access.js';
import type { Viewer } from '../platform/security/viewer.js';
import { readBody } from '../web/forms.js';
import { authoritiesDto, authorityDto, madeDto, toAuthority } from './accounts.dto.js';
import { authorityBody, newAuthorityBody } from './accounts.forms.js';
import { AuthoritiesService } from './authorities.service.js';

@Requires('people.manage')
@Controller('api/v1/authorities')
export class AuthoritiesApiController {
  constructor(@Inject(AuthoritiesService) private readonly authorities: AuthoritiesService) {}

  @Get()
  @ApiRoute({ summary: 'Authorities that I administer, each after its parent', response: authoritiesDto })
  async list(@CurrentViewer() viewer: Viewer): Promise<object> {
    return { items: (await this.authorities.list(viewer)).map(toAuthority) };
  }

  @Post()
  @HttpCode(201)
  @ApiRoute({ summary: 'Make an authority below another one, or a root', body: newAuthorityBody, response: madeDto, status: 201 })
  async make(@CurrentViewer() viewer: Viewer, @Body() body: unknown): Promise<object> {
    const { parentId, ...rest } = readBody(newAuthorityBody, body);
    return { id: await this.authorities.make(viewer, parentId, rest) };
  }

  @Get(':id')
  @ApiRoute({ summary: 'One authority', response: authorityDto })
  async get(@CurrentViewer() viewer: Viewer, @Param('id') id: string): Promise<object> {
    return toAuthority(await this.authorities.get(viewer, id));
  }

  @Patch(':id')
  @ApiRoute({ summary: 'Rename an authority, or change its zone, contact or policy', body: authorityBody, response: authorityDto })
  async change(@CurrentViewer() viewer: Viewer, @Param('id') id: string, @Body() body: unknown): Promise<object> {
    await this.authorities.change(viewer, id, readBody(authorityBody, body));
    return toAuthority(await this.authorities.get(viewer, id));
  }
}
