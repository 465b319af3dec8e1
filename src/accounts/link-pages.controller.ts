import { Body, Controller, Get, Inject, Param, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { NotFound } from '../platform/errors.js';
import { isLanguage } from '../platform/i18n/texts.js';
import { MaybeViewer, Public } from '../platform/security/access.js';
import type { Viewer } from '../platform/security/viewer.js';
import { readForm, type FormResult } from '../web/forms.js';
import { PageOf, seeOther, type Page, type PageContext, type SeeOther } from '../web/page.js';
import { AccountLinksService, type Accepted } from './account-links.service.js';
import { forgotForm, resetForm, welcomeForm } from './accounts.forms.js';
import { InvitationsService } from './invitations.service.js';
import type { LinkView } from './links.service.js';
import { forgotPage, gonePage, resetPage, welcomePage } from './pages/link-pages.js';
import { beginSession } from './sessions.js';
import { ThrottleService } from './throttle.service.js';

const aSecret = /^[\w-]{43}$/;

/** Forgotten passwords and invitations. Looking at a link uses nothing up: mail programs look at links too. */
@Public()
@Controller()
export class LinkPagesController {
  constructor(
    @Inject(AccountLinksService) private readonly links: AccountLinksService,
    @Inject(InvitationsService) private readonly invitations: InvitationsService,
    @Inject(ThrottleService) private readonly throttle: ThrottleService,
  ) {}

  @Get('forgot')
  forgotForm(@PageOf() at: PageContext): Page {
    return forgotPage(at.t);
  }

  @Post('forgot')
  async forgot(@Body() body: unknown, @Req() request: FastifyRequest, @PageOf() at: PageContext): Promise<Page | SeeOther> {
    const form = readForm(forgotForm, body);
    if (!form.ok) return forgotPage(at.t, form);
    await this.links.forgot(form.value.email, request.ip);
    return seeOther('/sign-in', { key: 'accounts.forgot.sent' });
  }

  @Get('reset/:secret')
  async resetForm(@Param('secret') secret: string, @PageOf() at: PageContext): Promise<Page> {
    const link = await this.look(secret, 'reset');
    return link.state === 'usable' ? resetPage(at.t, { secret, link }) : gonePage(at.t, { secret, link });
  }

  @Post('reset/:secret')
  async reset(
    @Param('secret') secret: string,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @PageOf() at: PageContext,
  ): Promise<Page | SeeOther> {
    await this.throttle.passAddress('linkAddress', request.ip);
    const link = await this.look(secret, 'reset');
    if (link.state !== 'usable') return gonePage(at.t, { secret, link });
    const form = readForm(resetForm, body);
    if (!form.ok) return resetPage(at.t, { secret, link, form });
    const accepted = await this.links.reset(secret, form.value.password);
    if (accepted.done) return this.goOn(request, accepted);
    if (accepted.why === 'gone') return gonePage(at.t, { secret, link: await this.links.look(secret) });
    return resetPage(at.t, { secret, link, form: { typed: form.typed, errors: { password: accepted.fault } } });
  }

  @Get('welcome/:secret')
  async welcomeForm(@Param('secret') secret: string, @MaybeViewer() viewer: Viewer | null, @PageOf() at: PageContext): Promise<Page | SeeOther> {
    const link = await this.look(secret, 'welcome');
    if (link.state === 'usable') return this.welcomePage(at, secret, link);
    if (viewer?.personId === link.person.id) return seeOther(link.target); // the mail is also the way back
    return gonePage(at.t, { secret, link });
  }

  @Post('welcome/:secret')
  async welcome(
    @Param('secret') secret: string,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @PageOf() at: PageContext,
  ): Promise<Page | SeeOther> {
    await this.throttle.passAddress('linkAddress', request.ip);
    const link = await this.look(secret, 'welcome');
    if (link.state !== 'usable') return at.viewer?.personId === link.person.id ? seeOther(link.target) : gonePage(at.t, { secret, link });
    const form = readForm(welcomeForm, body);
    if (!form.ok) return this.welcomePage(at, secret, link, form);
    const accepted = await this.links.accept(secret, form.value);
    if (accepted.done) return this.goOn(request, accepted);
    if (accepted.why === 'gone') return gonePage(at.t, { secret, link: await this.links.look(secret) });
    return this.welcomePage(at, secret, link, { ok: false, typed: form.typed, errors: { password: accepted.fault } });
  }

  /** Another mail instead of a link that no longer works; the answer says nothing about the account. */
  @Post(['welcome/:secret/again', 'reset/:secret/again'])
  async again(@Param('secret') secret: string, @Req() request: FastifyRequest): Promise<SeeOther> {
    if (!aSecret.test(secret)) throw new NotFound('link');
    await this.links.sendAnother(secret, request.ip);
    return seeOther('/sign-in', { key: 'accounts.gone.sent' });
  }

  private async look(secret: string, page: 'reset' | 'welcome'): Promise<LinkView> {
    const link = aSecret.test(secret) ? await this.links.look(secret) : null;
    if (!link || (link.purpose === 'reset') !== (page === 'reset')) throw new NotFound('link');
    return link;
  }

  private async welcomePage(at: PageContext, secret: string, link: LinkView, form?: FormResult<unknown>): Promise<Page> {
    const { language } = link.person;
    const about = await this.invitations.describe(link.target, at.language);
    return welcomePage(at.t, {
      secret,
      link,
      about,
      language: isLanguage(language) ? language : at.language,
      form: form?.ok === false ? form : undefined,
    });
  }

  private async goOn(request: FastifyRequest, { personId, target }: Extract<Accepted, { done: true }>): Promise<SeeOther> {
    await beginSession(request, personId);
    return seeOther(target);
  }
}
