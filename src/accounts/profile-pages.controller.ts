import { Body, Controller, Get, Inject, Param, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { CurrentViewer, SignedIn } from '../platform/security/access.js';
import type { Viewer } from '../platform/security/viewer.js';
import { readForm } from '../web/forms.js';
import { PageOf, seeOther, type Page, type PageContext, type SeeOther } from '../web/page.js';
import { AccommodationsService, type Needs } from './accommodations.service.js';
import { passwordForm, profileForm, tokenForm } from './accounts.forms.js';
import { profilePage } from './pages/profile-page.js';
import { ProfileService } from './profile.service.js';
import { TokensService, type TokenView } from './tokens.service.js';

@SignedIn()
@Controller('profile')
export class ProfilePagesController {
  constructor(
    @Inject(ProfileService) private readonly profile: ProfileService,
    @Inject(TokensService) private readonly tokens: TokensService,
    @Inject(AccommodationsService) private readonly accommodations: AccommodationsService,
  ) {}

  @Get()
  async show(@CurrentViewer() viewer: Viewer, @PageOf() at: PageContext): Promise<Page> {
    return profilePage(at.t, { ...(await this.own(viewer)) });
  }

  @Post()
  async change(@CurrentViewer() viewer: Viewer, @Body() body: unknown, @PageOf() at: PageContext): Promise<Page | SeeOther> {
    const form = readForm(profileForm, body);
    if (!form.ok) return profilePage(at.t, { ...(await this.own(viewer)), profile: form });
    await this.profile.change(viewer, form.value);
    return seeOther('/profile', { key: 'accounts.profile.saved' });
  }

  @Post('password')
  async changePassword(
    @CurrentViewer() viewer: Viewer,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @PageOf() at: PageContext,
  ): Promise<Page | SeeOther> {
    const form = readForm(passwordForm, body);
    const errors = form.ok
      ? await this.profile.changePassword(viewer, { current: form.value.currentPassword, chosen: form.value.newPassword }, request.session.sessionId)
      : form.errors;
    if (errors) return profilePage(at.t, { ...(await this.own(viewer)), password: { typed: form.typed, errors } });
    return seeOther('/profile', { key: 'accounts.profile.passwordChanged' });
  }

  /** Where the browser comes back to after reloading or choosing another language. */
  @Get('tokens')
  back(): SeeOther {
    return seeOther('/profile');
  }

  /** Answers with the page itself instead of a redirect: the secret is shown in this one answer and nowhere else. */
  @Post('tokens')
  async makeToken(@CurrentViewer() viewer: Viewer, @Body() body: unknown, @PageOf() at: PageContext): Promise<Page> {
    const form = readForm(tokenForm, body);
    if (!form.ok) return profilePage(at.t, { ...(await this.own(viewer)), token: form });
    const { secret } = await this.tokens.make(viewer, form.value.tokenName);
    return profilePage(at.t, { ...(await this.own(viewer)), newToken: { name: form.value.tokenName, secret } });
  }

  @Post('tokens/:id/revoke')
  async revokeToken(@CurrentViewer() viewer: Viewer, @Param('id') id: string): Promise<SeeOther> {
    await this.tokens.revoke(viewer, id);
    return seeOther('/profile', { key: 'accounts.token.revoked' });
  }

  private async own(viewer: Viewer): Promise<{ viewer: Viewer; tokens: TokenView[]; needs: Needs }> {
    return { viewer, tokens: await this.tokens.list(viewer), needs: await this.accommodations.own(viewer) };
  }
}
