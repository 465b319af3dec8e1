import { SetMetadata } from '@nestjs/common';
import type { z } from 'zod';

export const API_ROUTE = 'reed:api';

/** What the API description says of a route; schemas are the ones that the route itself reads and answers with. */
export interface ApiRouteInfo {
  summary: string;
  query?: z.ZodObject;
  body?: z.ZodType;
  /** Null: no body (204). */
  response: z.ZodType | null;
  /** Status of success; 200 where nothing is said, 204 where `response` is null. */
  status?: number;
  /** Problems that a caller should be ready for, beside 401, 403, 404 and 422. */
  problems?: number[];
}

/** Describes a route of `/api/v1`; a route there without it fails a test. */
export const ApiRoute = (info: ApiRouteInfo) => SetMetadata(API_ROUTE, info);
