import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Patch, Post } from '@nestjs/common';
import { ApiRoute } from '../platform/http/api-route.js';
import { CurrentViewer, SignedIn } from '../platform/security/access.js';
import type { Viewer } from '../platform/security/viewer.js';
import { readBody } from '../web/forms.js';
import { AccommodationsService } from './accommodations.service.js';
import { meDto, needsDto, newTokenDto, tokenListDto, toMe, toNeeds } from './accounts.dto.js';
import { profileBody, tokenBody } from './accounts.forms.js';
import { ProfileService } from './profile.service.js';
import { TokensService } from './tokens.service.js';

@SignedIn()
@Controller('api/v1/me')
export class MeApiController {
  constructor(
    @Inject(ProfileService) private readonly profile: ProfileService,
    @Inject(TokensService) private readonly tokens: TokensService,
    @Inject(AccommodationsService) private readonly accommodations: AccommodationsService,
  ) {}

  @Get()
  @ApiRoute({ summary: 'Who I am', response: meDto })
  me(@CurrentViewer() viewer: Viewer): object {
    return toMe(viewer);
  }

  @Patch()
  @ApiRoute({ summary: 'Change my name, language, zone or look', body: profileBody, response: meDto })
  async change(@CurrentViewer() viewer: Viewer, @Body() body: unknown): Promise<object> {
    return toMe(await this.profile.change(viewer, readBody(profileBody, body)));
  }

  @Get('accommodation')
  @ApiRoute({ summary: 'What I get where time is limited', response: needsDto })
  async accommodation(@CurrentViewer() viewer: Viewer): Promise<object> {
    return toNeeds(await this.accommodations.own(viewer));
  }

  @Get('tokens')
  @ApiRoute({ summary: 'My access tokens', response: tokenListDto })
  async list(@CurrentViewer() viewer: Viewer): Promise<object> {
    const items = await this.tokens.list(viewer);
    return { items: items.map(({ id, name, createdAt, lastUsedOn }) => ({ id, name, createdAt, lastUsedOn })) };
  }

  @Post('tokens')
  @HttpCode(201)
  @ApiRoute({ summary: 'Make an access token; only with a session', body: tokenBody, response: newTokenDto, status: 201 })
  make(@CurrentViewer() viewer: Viewer, @Body() body: unknown): Promise<object> {
    return this.tokens.make(viewer, readBody(tokenBody, body).name);
  }

  @Delete('tokens/:id')
  @HttpCode(204)
  @ApiRoute({ summary: 'Revoke an access token; only with a session', response: null })
  revoke(@CurrentViewer() viewer: Viewer, @Param('id') id: string): Promise<void> {
    return this.tokens.revoke(viewer, id);
  }
}
