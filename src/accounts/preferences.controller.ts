import { Body, Controller, Inject, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { isLanguage } from '../platform/i18n/texts.js';
import { CurrentViewer, MaybeViewer, Public, SignedIn } from '../platform/security/access.js';
import type { Viewer } from '../platform/security/viewer.js';
import { ownPath, seeOther, type SeeOther } from '../web/page.js';
import { theme } from './accounts.forms.js';
import { ProfileService } from './profile.service.js';

const yearSeconds = 365 * 24 * 3600;

/** The menus of every page: language and look. Both come back to the page on which they stood. */
@Controller()
export class PreferencesController {
  constructor(@Inject(ProfileService) private readonly profile: ProfileService) {}

  @Public()
  @Post('language')
  async language(
    @Body() body: unknown,
    @MaybeViewer() viewer: Viewer | null,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SeeOther> {
    const { language, back } = (body ?? {}) as Record<string, unknown>;
    if (isLanguage(language)) {
      reply.setCookie('language', language, { maxAge: yearSeconds });
      if (viewer) await this.profile.change(viewer, { language });
    }
    return seeOther(wayBack(back, request));
  }

  @SignedIn()
  @Post('theme')
  async theme(@Body() body: unknown, @CurrentViewer() viewer: Viewer, @Req() request: FastifyRequest): Promise<SeeOther> {
    const { theme: wanted, back } = (body ?? {}) as Record<string, unknown>;
    const chosen = theme().safeParse(wanted);
    if (chosen.success) await this.profile.change(viewer, { theme: chosen.data });
    return seeOther(wayBack(back, request));
  }
}

/** The form says where it stood; where it does not, the browser does. */
function wayBack(back: unknown, request: FastifyRequest): string {
  if (typeof back === 'string') return ownPath(back);
  try {
    const { pathname, search } = new URL(request.headers.referer ?? '');
    return ownPath(pathname + search);
  } catch {
    return '/';
  }
}
