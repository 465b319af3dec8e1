import { Body, Controller, Get, HttpCode, Inject, Post, Query, Req, Res, UseGuards } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Config } from '../platform/config.js';
import { DomainError, TooMany } from '../platform/errors.js';
import { MaybeViewer, Public } from '../platform/security/access.js';
import type { Viewer } from '../platform/security/viewer.js';
import { ownPath, PageOf, seeOther, type Page, type PageContext, type SeeOther } from '../web/page.js';
import { signInPage } from './pages/sign-in-page.js';
import { endSession } from './sessions.js';
import { SignInGuard } from './sign-in.strategy.js';

/** One sentence for every cause. */
class WrongSignIn extends DomainError {
  readonly status = 422;
  readonly key = 'accounts.signIn.wrong';
}

@Controller()
export class SignInController {
  constructor(@Inject(Config) private readonly config: Config) {}

  @Public()
  @Get('sign-in')
  form(@Query('next') next: unknown, @MaybeViewer() viewer: Viewer | null, @PageOf() at: PageContext): Page | SeeOther {
    if (viewer) return seeOther(ownPath(next));
    return signInPage(at.t, { next: ownPath(next), sample: this.sample() });
  }

  /** The guard has tried; what is left is where to go. One sentence for every cause, so that it tells nothing about accounts. */
  @Public()
  @UseGuards(SignInGuard)
  @Post('sign-in')
  @HttpCode(200)
  signIn(@Req() request: FastifyRequest, @Body() body: unknown, @PageOf() at: PageContext): Page | SeeOther | { signedIn: true } {
    const { email, next } = (body ?? {}) as Record<string, unknown>;
    const target = ownPath(next);
    const refused = request.signInRefused;
    // By our own script, from a page on which a session has ended: it stays there.
    const byScript = /^application\/json\b/.test(request.headers.accept ?? '');
    if (!refused) return byScript ? { signedIn: true } : seeOther(target);
    if (byScript) throw refused instanceof TooMany ? refused : new WrongSignIn();
    const typed = { email: typeof email === 'string' ? email.slice(0, 254) : '' };
    const props = { next: target, sample: this.sample() };
    if (refused instanceof TooMany) {
      const errors = { form: { key: refused.key, params: refused.params } };
      return signInPage(at.t, { ...props, form: { typed, errors } }, { status: 429, headers: { 'retry-after': String(refused.retryAfter) } });
    }
    return signInPage(at.t, { ...props, form: { typed, errors: { form: { key: 'accounts.signIn.wrong' } } } }, { status: 422 });
  }

  @Public()
  @Post('sign-out')
  async signOut(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<SeeOther> {
    await endSession(request, reply, this.config);
    return seeOther('/sign-in', { key: 'accounts.signOut.done' });
  }

  private sample(): boolean {
    return this.config.shape === 'embedded';
  }
}
