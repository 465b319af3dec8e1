import { Injectable, RequestMethod } from '@nestjs/common';
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';
import { ACCESS, type Access } from '../security/access.js';
import { API_ROUTE, type ApiRouteInfo } from './api-route.js';

export interface Route {
  method: string;
  /** As Fastify knows it: `/cohorts/:id`. */
  path: string;
  controller: string;
  handler: string;
  access: Access | null;
  api: ApiRouteInfo | null;
}

const asList = (value: string | string[] | undefined): string[] => (value === undefined ? [''] : Array.isArray(value) ? value : [value]);
const join = (a: string, b: string): string => `/${[a, b].map((part) => part.replace(/^\/+|\/+$/g, '')).filter(Boolean).join('/')}`;

/** Every URL of the application with its declared access, read from the controllers themselves. */
@Injectable()
export class Routes {
  private readonly reflector = new Reflector();

  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
  ) {}

  all(): Route[] {
    const routes: Route[] = [];
    for (const wrapper of this.discovery.getControllers()) {
      const type = wrapper.metatype as (new (...args: never[]) => object) | null;
      if (!type) continue;
      const prototype = type.prototype as Record<string, unknown>;
      for (const name of this.scanner.getAllMethodNames(prototype)) {
        const handler = prototype[name] as (...args: never[]) => unknown;
        const method = Reflect.getMetadata('method', handler) as RequestMethod | undefined;
        if (method === undefined) continue;
        const paths = asList(Reflect.getMetadata('path', handler) as string | string[]);
        for (const base of asList(Reflect.getMetadata('path', type) as string | string[]))
          for (const path of paths)
            routes.push({
              method: RequestMethod[method],
              path: join(base, path),
              controller: type.name,
              handler: name,
              access: this.reflector.getAllAndOverride<Access | undefined>(ACCESS, [handler, type]) ?? null,
              api: this.reflector.get<ApiRouteInfo | undefined>(API_ROUTE, handler) ?? null,
            });
      }
    }
    return routes.sort((a, b) => a.path.localeCompare(b.path) || a.method.localeCompare(b.method));
  }
}
