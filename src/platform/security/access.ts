import { createParamDecorator, Injectable, SetMetadata, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { NotAllowed, NotFound, NotSignedIn } from '../errors.js';
import { holds, type Permission, type Viewer } from './viewer.js';

export const ACCESS = 'reed:access';
export type Access = 'public' | 'signed-in' | Permission;

/** Anybody may call this. */
export const Public = () => SetMetadata(ACCESS, 'public' satisfies Access);
/** Anybody who has signed in may call this; the service decides about the object. */
export const SignedIn = () => SetMetadata(ACCESS, 'signed-in' satisfies Access);
/** Only who holds this permission at some node; the service decides about the object. */
export const Requires = (permission: Permission) => SetMetadata(ACCESS, permission satisfies Access);

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by the accounts feature before any route runs. */
    viewer?: Viewer | null;
  }
}

/** Denies every route that declares nothing. */
@Injectable()
export class AccessGuard implements CanActivate {
  private readonly reflector = new Reflector();

  canActivate(context: ExecutionContext): boolean {
    const access = this.reflector.getAllAndOverride<Access | undefined>(ACCESS, [context.getHandler(), context.getClass()]);
    if (!access) throw new NotFound('route');
    if (access === 'public') return true;
    const viewer = context.switchToHttp().getRequest<FastifyRequest>().viewer;
    if (!viewer) throw new NotSignedIn();
    if (access !== 'signed-in' && !holds(viewer, access)) throw new NotAllowed(access);
    return true;
  }
}

/** The signed-in viewer; only on routes that are not `@Public()`. */
export const CurrentViewer = createParamDecorator((_: unknown, context: ExecutionContext): Viewer => {
  const viewer = context.switchToHttp().getRequest<FastifyRequest>().viewer;
  if (!viewer) throw new NotSignedIn();
  return viewer;
});

/** The viewer, or null; for `@Public()` routes. */
export const MaybeViewer = createParamDecorator(
  (_: unknown, context: ExecutionContext): Viewer | null => context.switchToHttp().getRequest<FastifyRequest>().viewer ?? null,
);
