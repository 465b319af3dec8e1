import { Controller, Get, Inject, Param, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Config } from '../platform/config.js';
import { Database } from '../platform/database/database.js';
import { NotFound } from '../platform/errors.js';
import { isId } from '../platform/ids.js';
import { Requires } from '../platform/security/access.js';
import { PageOf, type Page, type PageContext } from '../web/page.js';
import { mailDetail, mailLines, type MailDetail } from './mailbox.queries.js';
import { mailboxPage, mailPage } from './pages/mailbox-pages.js';

const pageSize = 50;

// The mail runs nothing, loads nothing and may only be shown inside of our own page; its links open in a new window.
const letterPolicy =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox allow-popups allow-popups-to-escape-sandbox; frame-ancestors 'self'";

/** What would have been sent, for trying Reed out. Only the embedded shape has it; on a server mails are nobody's to read. */
@Requires('mailbox.read')
@Controller('dev/mailbox')
export class MailboxController {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Config) private readonly config: Config,
  ) {}

  @Get()
  async list(@Query('search') typed: unknown, @Query('before') cursor: unknown, @PageOf() at: PageContext): Promise<Page> {
    this.onlyEmbedded();
    const search = typeof typed === 'string' ? typed.trim().slice(0, 100) : '';
    const before = isId(cursor) ? cursor : null;
    const found = await mailLines(this.database, search || null, before, pageSize + 1);
    const mails = found.slice(0, pageSize);
    return mailboxPage(at.t, { mails, search, first: before === null, next: found.length > pageSize ? mails.at(-1)!.id : null });
  }

  @Get(':id')
  async show(@Param('id') id: string): Promise<Page> {
    return mailPage(await this.mail(id));
  }

  @Get(':id/html')
  async html(@Param('id') id: string, @Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    const { html } = await this.mail(id);
    if (html === null) throw new NotFound('mail');
    reply.header('content-type', 'text/html; charset=utf-8').header('content-security-policy', letterPolicy).header('cache-control', 'no-store');
    // Links leave the frame: inside of it our own pages refuse to be shown.
    return html.replace('<head>', '<head><base target="_blank">');
  }

  private async mail(id: string): Promise<MailDetail> {
    this.onlyEmbedded();
    const mail = isId(id) ? await mailDetail(this.database, id) : null;
    if (!mail) throw new NotFound('mail');
    return mail;
  }

  private onlyEmbedded(): void {
    if (this.config.shape !== 'embedded') throw new NotFound('mailbox');
  }
}
