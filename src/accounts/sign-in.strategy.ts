import { Inject, Injectable, type ExecutionContext } from '@nestjs/common';
import { AuthGuard, PassportSerializer, PassportStrategy } from '@nestjs/passport';
import type { FastifyRequest } from 'fastify';
import { Strategy } from 'passport-local';
import { TooMany } from '../platform/errors.js';
import { SessionUser } from './session-store.js';
import { SignInService } from './sign-in.service.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** Why signing in did not work, for the page that says so. */
    signInRefused?: 'wrong' | TooMany;
  }
}

/** Passport's local strategy: an e-mail address and a password from the form. */
@Injectable()
export class SignInStrategy extends PassportStrategy(Strategy) {
  constructor(@Inject(SignInService) private readonly signIn: SignInService) {
    super({ usernameField: 'email', passwordField: 'password', passReqToCallback: true });
  }

  /** Only what the form holds: the strategy would take both from the address too, and addresses stand in the logs of proxies. */
  async validate(request: FastifyRequest): Promise<SessionUser | false> {
    const { email, password } = (request.body ?? {}) as Record<string, unknown>;
    if (typeof email !== 'string' || typeof password !== 'string' || email.length > 254 || password.length > 1000) return false;
    const personId = await this.signIn.authenticate(email, password, request.ip);
    return personId !== null && new SessionUser(personId);
  }
}

/** A session names its person; the rest comes with the statement that reads the session (see `SessionStore`). */
@Injectable()
export class SessionSerializer extends PassportSerializer {
  serializeUser(user: SessionUser, done: (error: null, user: SessionUser) => void): void {
    done(null, user);
  }

  deserializeUser(user: unknown, done: (error: null, user: SessionUser | false) => void): void {
    done(null, user instanceof SessionUser && user.viewer ? user : false);
  }
}

/** Runs the strategy and begins the session. A refusal is left to the page, which shows the form again. */
@Injectable()
export class SignInGuard extends AuthGuard('local') {
  override async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    request.user = undefined;
    try {
      await super.canActivate(context);
      if (request.user instanceof SessionUser) await super.logIn(request);
      else request.signInRefused = 'wrong';
    } catch (error) {
      if (!(error instanceof TooMany)) throw error;
      request.signInRefused = error;
    }
    return true;
  }

  override handleRequest<T>(error: unknown, user: T | false): T {
    if (error) throw error as Error;
    return (user || null) as T;
  }
}
