import cookie from '@fastify/cookie';
import session from '@fastify/session';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import passport from 'passport';
import { Config } from '../platform/config.js';
import { SessionStore, sessionMs, SessionUser } from './session-store.js';
import { TokensService } from './tokens.service.js';

declare module 'fastify' {
  interface Session {
    /** Put there by passport. */
    passport?: { user?: SessionUser };
  }
  interface FastifyRequest {
    user?: unknown;
    /** Put there by passport: begins a new session for somebody. */
    logIn(user: SessionUser, done: (error: unknown) => void): void;
  }
}

export const cookieName = (config: Config): string => (config.secure ? '__Host-reed' : 'reed');

// The id has 192 random bits and is looked up by its hash: a signature would prove nothing more, and a secret for it would have to be
// kept the same on every web process for ever.
const sessionId = /^[\w-]{32}$/;
const unsigned = {
  sign: (value: string): string => value,
  unsign: (value: string) =>
    sessionId.test(value) ? { valid: true as const, renew: false, value } : { valid: false as const, renew: false as const, value: null },
};

/** Health checks concern nobody, so nobody is looked up for them. */
const concernsNobody = (url: string): boolean => url.startsWith('/health/');

/** Who asks: by the session in the cookie, or by a personal access token without any session. */
export async function registerSessions(fastify: FastifyInstance, app: NestFastifyApplication): Promise<void> {
  const config = app.get(Config, { strict: false });
  const store = app.get(SessionStore, { strict: false });
  const tokens = app.get(TokensService, { strict: false });
  const options = { path: '/', httpOnly: true, sameSite: 'lax', secure: config.secure } as const;

  await fastify.register(cookie, { parseOptions: options });
  fastify.addHook('onRequest', (request, _reply, done) => {
    request.viewer = null;
    // BASE_URL says how people reach us. Behind a proxy the last leg is plain http, and the session plugin would withhold the cookie
    // wherever the proxy is not named in TRUST_PROXY: signing in would fail without a word.
    if (config.secure) Object.defineProperty(request, 'protocol', { value: 'https' });
    if (concernsNobody(request.url)) request.cookies = {};
    done();
  });
  await fastify.register(session, {
    secret: unsigned,
    store: store as never, // its types want every session to be Fastify's own class
    cookieName: cookieName(config),
    cookie: { ...options, maxAge: sessionMs },
    saveUninitialized: false,
    rolling: false,
  });

  const initialize = passport.initialize({ compat: false });
  const restore = passport.session() as typeof initialize;
  fastify.addHook('onRequest', (request, reply, done) => {
    // Passport is written for Express, but asks no more of request and answer than these have.
    const [req, res] = [request as never, reply as never];
    initialize(req, res, (error?: unknown) =>
      error ? done(error as Error) : restore(req, res, (second?: unknown) => done(second as Error | undefined)),
    );
  });
  fastify.addHook('onRequest', async (request) => {
    if (request.user instanceof SessionUser) {
      request.viewer = request.user.viewer;
      if (store.wantsRenewal(request.user)) await request.session.save();
    } else {
      const token = /^Bearer ([\w-]+)$/i.exec(request.headers.authorization ?? '')?.[1];
      if (token && !concernsNobody(request.url)) request.viewer = await tokens.viewerOf(token);
    }
  });
}

/** Begins a new session for somebody who has just proved who they are. The old one, if any, ends. */
export function beginSession(request: FastifyRequest, personId: string): Promise<void> {
  return new Promise((resolve, reject) => request.logIn(new SessionUser(personId), (error) => (error ? reject(error as Error) : resolve())));
}

/** Ends the session and forgets its cookie. */
export async function endSession(request: FastifyRequest, reply: FastifyReply, config: Config): Promise<void> {
  await request.session?.destroy();
  reply.clearCookie(cookieName(config));
}
