import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { NestFactory } from '@nestjs/core';
import type { DynamicModule } from '@nestjs/common';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Config } from '../platform/config.js';
import { fromOurOwnPage } from '../platform/http/same-origin.js';
import { nameable, storable } from '../platform/http/storable.js';
import { preferredLanguage, translate } from '../platform/i18n/texts.js';
import { nestLogger } from '../platform/log.js';
import { registerAssets } from './assets.js';
import { ErrorFilter } from './error-filter.js';
import { PageInterceptor } from './interceptor.js';
import { registerUploads } from './multipart.js';
import { pageContext } from './page.js';

const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "media-src 'self'",
  "manifest-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
].join('; ');

/** Stylesheet, script, fonts and icon: what a document alone obeys would weigh more than some of them. */
const isAsset = ({ url }: FastifyRequest): boolean => url.startsWith('/assets/');

function protect(reply: FastifyReply, config: Config): void {
  // Whoever has not thought about it has made something for one reader.
  if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store');
  if (!reply.hasHeader('content-security-policy')) reply.header('content-security-policy', contentSecurityPolicy);
  reply.header('x-content-type-options', 'nosniff');
  reply.header('referrer-policy', 'same-origin');
  if (!isAsset(reply.request)) {
    reply.header('cross-origin-opener-policy', 'same-origin');
    reply.header('permissions-policy', 'camera=(), microphone=(), geolocation=(), payment=()');
  }
  if (config.secure) reply.header('strict-transport-security', 'max-age=31536000');
}

/** What the router refuses before any hook and any page: an address that cannot be decoded, or with too long a part. */
const unreadable = (config: Config) => (_error: Error, request: FastifyRequest, reply: FastifyReply) => {
  protect(reply, config);
  const words = translate(preferredLanguage(request.headers['accept-language']), 'platform.error.badRequest');
  void reply.status(400).header('content-type', 'text/plain; charset=utf-8').send(words);
};

function secure(fastify: FastifyInstance, config: Config): void {
  fastify.addHook('onRequest', async (request, reply) => {
    if (fromOurOwnPage(request, config.baseUrl)) return;
    const { language } = pageContext(request);
    const title = translate(language, 'platform.error.crossSite');
    return reply
      .status(403)
      .header('content-type', 'application/problem+json')
      .send(JSON.stringify({ type: 'about:blank', title, status: 403, code: 'platform.error.crossSite' }));
  });
  fastify.addHook('preValidation', async (request) => {
    nameable(request.params);
    request.query = storable(request.query);
    request.body = storable(request.body);
  });
  fastify.addHook('onSend', async (_request, reply) => {
    protect(reply, config);
  });
}

/** Adds the sessions of the accounts feature; passed in, because the shell knows no feature. */
export type RegisterSessions = (fastify: FastifyInstance, app: NestFastifyApplication) => Promise<void>;

/** The web application of a module, ready to listen or to be asked by a test. */
export async function makeHttpApp(module: DynamicModule, config: Config, registerSessions: RegisterSessions): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({
    trustProxy: config.trustProxy.length ? config.trustProxy : false,
    bodyLimit: 1_048_576,
    forceCloseConnections: true,
    frameworkErrors: unreadable(config),
    requestTimeout: 60_000, // a request that drips in holds a connection no longer than this
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 200 },
  });
  const app = await NestFactory.create<NestFastifyApplication>(module, adapter, { logger: nestLogger, abortOnError: false, bufferLogs: false });
  const fastify = adapter.getInstance() as unknown as FastifyInstance;
  await registerAssets(fastify);
  secure(fastify, config);
  await registerSessions(fastify, app);
  registerUploads(fastify);
  app.useGlobalInterceptors(app.get(PageInterceptor, { strict: false }));
  app.useGlobalFilters(app.get(ErrorFilter, { strict: false }));
  await app.init();
  await fastify.ready();
  return app;
}
