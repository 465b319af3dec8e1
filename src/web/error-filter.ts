import { Catch, HttpException, Inject, Injectable, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DomainError, Invalid, NotSignedIn, TooMany } from '../platform/errors.js';
import { newCode } from '../platform/ids.js';
import { translate } from '../platform/i18n/texts.js';
import { log } from '../platform/log.js';
import { PageWriter } from './interceptor.js';
import { keepTyped } from './kept-form.js';
import { ownPath, pageContext, seeOther } from './page.js';
import { errorPage } from './pages/error-page.js';

interface Failure {
  status: number;
  key: string;
  params: Record<string, string | number>;
  /** For the help desk, where the fault is ours. */
  code: string | null;
}

function failureOf(error: unknown): Failure {
  if (error instanceof DomainError) return { status: error.status, key: error.key, params: error.params, code: null };
  const status = error instanceof HttpException ? error.getStatus() : Number((error as { statusCode?: unknown }).statusCode ?? 500);
  if (status === 404) return { status, key: 'platform.error.notFound', params: {}, code: null };
  if (status === 413) return { status, key: 'platform.error.tooLarge', params: {}, code: null };
  if (status >= 400 && status < 500) return { status, key: 'platform.error.badRequest', params: {}, code: null };
  return { status: 500, key: 'platform.error.broken', params: {}, code: newCode(6) };
}

/** What goes wrong becomes a page in plain words, or problem+json (RFC 9457) under /api. No stack leaves the server. */
@Injectable()
@Catch()
export class ErrorFilter implements ExceptionFilter {
  constructor(@Inject(PageWriter) private readonly writer: PageWriter) {}

  /** Nobody waits for this promise: a filter that rejected would end the process, and with it everybody's requests. */
  async catch(error: unknown, host: ArgumentsHost): Promise<void> {
    const http = host.switchToHttp();
    const reply = http.getResponse<FastifyReply>();
    try {
      await this.answer(error, http.getRequest<FastifyRequest>(), reply);
    } catch (second) {
      const code = newCode(6);
      log.error({ code, err: second }, 'a request failed, and so did its error page');
      if (reply.sent) return;
      reply.removeHeader('content-encoding');
      void reply
        .status(500)
        .header('content-type', 'text/plain; charset=utf-8')
        .header('cache-control', 'no-store')
        .send(`${translate('en', 'platform.error.broken')} ${code}`);
    }
  }

  private async answer(error: unknown, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const failure = failureOf(error);
    if (failure.code) log.error({ code: failure.code, method: request.method, route: request.routeOptions?.url, err: error }, 'a request failed');
    if (error instanceof TooMany) reply.header('retry-after', error.retryAfter);
    const context = pageContext(request);

    if (request.url.startsWith('/api/') || isFetch(request)) {
      const body: Record<string, unknown> = {
        type: 'about:blank',
        title: context.t(failure.key, failure.params),
        status: failure.status,
        code: failure.key,
      };
      if (failure.code) body.instance = `urn:reed:fault:${failure.code}`;
      if (error instanceof Invalid)
        body.fields = Object.fromEntries(Object.entries(error.fields).map(([name, e]) => [name, context.t(e.key, e.params)]));
      if (failure.status === 401) reply.header('www-authenticate', 'Bearer');
      await reply
        .status(failure.status)
        .header('content-type', 'application/problem+json')
        .header('cache-control', 'no-store')
        .send(JSON.stringify(body));
      return;
    }
    if (error instanceof NotSignedIn) {
      const back = request.method === 'GET' ? request.url : cameFrom(request);
      keepTyped(request, reply, ownPath(back));
      await reply.send(this.writer.redirect(reply, seeOther(`/sign-in?next=${encodeURIComponent(ownPath(back))}`)));
      return;
    }
    await reply.send(await this.writer.send(request, reply, errorPage(failure, context)));
  }
}

/** The page from which a form was sent; the home page where the header is no address. */
function cameFrom({ headers: { referer = '/' } }: FastifyRequest): string {
  return URL.canParse(referer, 'http://x') ? new URL(referer, 'http://x').pathname : '/';
}

/** Our own script asks for JSON; a browser that navigates asks for HTML. */
const isFetch = (request: FastifyRequest): boolean => String(request.headers.accept ?? '').startsWith('application/json');
