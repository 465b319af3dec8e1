import { Controller, Get, Inject } from '@nestjs/common';
import { z } from 'zod';
import { Config } from '../config.js';
import { Public } from '../security/access.js';
import { Routes, type Route } from './routes.js';

const problem = {
  type: 'object',
  required: ['type', 'title', 'status'],
  properties: {
    type: { type: 'string', format: 'uri-reference' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    code: { type: 'string', description: 'Key of the message; stable.' },
    fields: { type: 'object', additionalProperties: { type: 'string' }, description: 'One message per field that cannot be taken.' },
  },
};

const json = (schema: z.ZodType, io: 'input' | 'output'): object => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any', target: 'draft-2020-12' }) as Record<string, unknown>;
  return rest;
};

const tagOf = (path: string): string => path.split('/')[3] ?? 'reed';

function operation(route: Route): object {
  const api = route.api!;
  const answer = api.status ?? (api.response ? 200 : 204);
  const parameters: object[] = [...route.path.matchAll(/:(\w+)/g)].map(([, name]) => ({ name, in: 'path', required: true, schema: { type: 'string' } }));
  if (api.query) {
    const shape = json(api.query, 'input') as { properties?: Record<string, object>; required?: string[] };
    for (const [name, schema] of Object.entries(shape.properties ?? {}))
      parameters.push({ name, in: 'query', required: shape.required?.includes(name) ?? false, schema });
  }
  const problems = [...(route.access === 'public' ? [] : [401]), ...(parameters.length ? [404] : []), ...(api.body ? [422] : []), ...(api.problems ?? [])];
  return {
    operationId: `${route.controller.replace(/Controller$/, '')}.${route.handler}`,
    summary: api.summary,
    tags: [tagOf(route.path)],
    ...(route.access === 'public' ? { security: [] } : {}),
    ...(parameters.length ? { parameters } : {}),
    ...(api.body ? { requestBody: { required: true, content: { 'application/json': { schema: json(api.body, 'input') } } } } : {}),
    responses: {
      [answer]: api.response ? { description: 'Done.', content: { 'application/json': { schema: json(api.response, 'output') } } } : { description: 'Done.' },
      ...Object.fromEntries(
        [...new Set(problems)].map((status) => [status, { description: 'A problem.', content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } } }]),
      ),
    },
  };
}

/** The description of the API, OpenAPI 3.1, made from the routes and the schemas that they use. */
@Controller()
export class OpenApiController {
  private made: object | null = null;

  constructor(
    @Inject(Routes) private readonly routes: Routes,
    @Inject(Config) private readonly config: Config,
  ) {}

  @Public()
  @Get('api/openapi.json')
  describe(): object {
    if (this.made) return this.made;
    const paths: Record<string, Record<string, object>> = {};
    for (const route of this.routes.all())
      if (route.api) (paths[route.path.replace(/:(\w+)/g, '{$1}')] ??= {})[route.method.toLowerCase()] = operation(route);
    return (this.made = {
      openapi: '3.1.0',
      info: { title: 'Reed', version: this.config.version, description: 'Everything that the pages do, as JSON.', license: { name: 'EUPL-1.2', identifier: 'EUPL-1.2' } },
      servers: [{ url: this.config.baseUrl }],
      security: [{ session: [] }, { token: [] }],
      paths,
      components: {
        schemas: { Problem: problem },
        securitySchemes: {
          session: { type: 'apiKey', in: 'cookie', name: this.config.secure ? '__Host-reed' : 'reed' },
          token: { type: 'http', scheme: 'bearer' },
        },
      },
    });
  }
}
