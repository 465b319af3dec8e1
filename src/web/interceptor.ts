import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { Inject, Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { from, switchMap, type Observable } from 'rxjs';
import { Config } from '../platform/config.js';
import { renderDocument } from './layout.js';
import { Menu } from './menu.js';
import { Download, ownPath, Page, pageContext, SeeOther, writeNotice } from './page.js';
import { Site } from './site.js';

const brotli = promisify(brotliCompress);
const gz = promisify(gzip);

/** Smaller pages do not gain from compression. */
const worthCompressing = 1400;

async function compressed(html: string, request: FastifyRequest, reply: FastifyReply): Promise<Buffer | string> {
  const accepted = String(request.headers['accept-encoding'] ?? '');
  if (html.length < worthCompressing) return html;
  reply.header('vary', 'Accept-Encoding');
  if (/\bbr\b/.test(accepted)) {
    reply.header('content-encoding', 'br');
    return brotli(html, { params: { [constants.BROTLI_PARAM_QUALITY]: 5, [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT } });
  }
  if (/\bgzip\b/.test(accepted)) {
    reply.header('content-encoding', 'gzip');
    return gz(html, { level: 6 });
  }
  return html;
}

/** Draws pages; shared by the interceptor and the error filter. */
@Injectable()
export class PageWriter {
  constructor(
    @Inject(Menu) private readonly menu: Menu,
    @Inject(Site) private readonly site: Site,
    @Inject(Config) private readonly config: Config,
  ) {}

  async send(request: FastifyRequest, reply: FastifyReply, page: Page): Promise<Buffer | string> {
    const context = pageContext(request);
    reply
      .status(page.options.status ?? 200)
      .header('content-type', 'text/html; charset=utf-8')
      .header('content-language', context.language);
    reply.header('cache-control', 'no-store');
    for (const [name, value] of Object.entries(page.options.headers ?? {})) reply.header(name, value);
    if (context.notice) reply.header('set-cookie', this.noticeCookie('', 0));
    return compressed(renderDocument(page, context, this.menu.for(context.viewer), this.menu.foot, this.site), request, reply);
  }

  redirect(reply: FastifyReply, target: SeeOther): string {
    // Own paths only, whatever a controller made of what it was given.
    reply.status(303).header('location', ownPath(target.path)).header('cache-control', 'no-store');
    if (target.notice) reply.header('set-cookie', this.noticeCookie(writeNotice(target.notice), 60));
    return '';
  }

  private noticeCookie(value: string, seconds: number): string {
    return `notice=${value}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Lax${this.config.secure ? '; Secure' : ''}`;
  }
}

/** Turns what controllers return into answers: `Page` into HTML, `SeeOther` into 303, `Download` into a file. Other values stay JSON. */
@Injectable()
export class PageInterceptor implements NestInterceptor {
  constructor(@Inject(PageWriter) private readonly writer: PageWriter) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const http = context.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    return next.handle().pipe(switchMap((value: unknown) => from(this.answer(request, reply, value))));
  }

  private async answer(request: FastifyRequest, reply: FastifyReply, value: unknown): Promise<unknown> {
    if (value instanceof Page) return this.writer.send(request, reply, value);
    if (value instanceof SeeOther) return this.writer.redirect(reply, value);
    if (value instanceof Download) {
      const name = value.name.replace(/[^\w.-]+/g, '-');
      reply
        .header('content-type', value.type)
        .header('content-disposition', `${value.inline ? 'inline' : 'attachment'}; filename="${name}"`)
        .header('cache-control', 'private, no-store')
        .header('content-security-policy', "default-src 'none'; sandbox");
      return value.body;
    }
    if (value === undefined && request.url.startsWith('/api/') && reply.statusCode === 200) reply.status(204);
    return value;
  }
}
