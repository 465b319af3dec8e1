import type { FastifyInstance } from 'fastify';
import { HttpException } from '@nestjs/common';
import { NotSignedIn } from '../platform/errors.js';

/** What `@RouteConfig` of a route that takes files says. */
export interface UploadConfig {
  /** Most bytes of the whole form. */
  upload: number;
}

/** A field of a form: typed words, or the bytes of a file. */
export type FormPart = string | Uint8Array;

const mostParts = 60;
const mostHead = 2000;

/**
 * Reads a form as browsers send it with files (RFC 7578). A field without a file is left out; of several with one name the
 * last one counts.
 * @returns null where it is not such a form, or not a whole one
 */
export function readMultipart(body: Buffer, boundary: string): Record<string, FormPart> | null {
  const parts = new Map<string, FormPart>();
  const between = Buffer.from(`\r\n--${boundary}`);
  // The first boundary stands at the beginning, without the line's end that belongs to the others.
  if (!body.subarray(0, between.length - 2).equals(between.subarray(2))) return null;
  for (let at = between.length - 2, count = 0; count <= mostParts; count += 1) {
    const sign = body.toString('latin1', at, at + 2);
    if (sign === '--') return Object.fromEntries(parts);
    const headEnd = body.indexOf('\r\n\r\n', at);
    if (sign !== '\r\n' || headEnd < 0 || headEnd - at > mostHead) return null;
    const end = body.indexOf(between, headEnd + 2);
    if (end < 0) return null;
    const head = body.toString('utf8', at, headEnd);
    const content = body.subarray(headEnd + 4, Math.max(headEnd + 4, end));
    const [, name] = /;\s*name="([^"\r\n]*)"/i.exec(head) ?? [];
    if (name === undefined) return null;
    if (!/;\s*filename="/i.test(head)) parts.set(name, content.toString('utf8'));
    else if (content.length) parts.set(name, new Uint8Array(content));
    at = end + between.length;
  }
  return null;
}

/**
 * Lets routes with `@RouteConfig({ upload })` take forms with files, from people who have signed in. For all others there are
 * no such forms, so that nobody can make us read what no page asks for.
 */
export function registerUploads(fastify: FastifyInstance): void {
  fastify.addHook('onRoute', (route) => {
    const { upload } = (route.config ?? {}) as Partial<UploadConfig>;
    if (upload) route.bodyLimit = upload;
  });
  fastify.addHook('preParsing', async (request) => {
    const { upload } = request.routeOptions.config as Partial<UploadConfig>;
    if (upload && !request.viewer) throw new NotSignedIn();
  });
  fastify.addContentTypeParser('multipart/form-data', { parseAs: 'buffer' }, (request, body, done) => {
    const { upload } = request.routeOptions.config as Partial<UploadConfig>;
    const [, quoted, plain] = /;\s*boundary=(?:"([^"]{1,70})"|([^\s;"]{1,70}))/i.exec(request.headers['content-type'] ?? '') ?? [];
    const boundary = quoted ?? plain;
    const form = upload && boundary ? readMultipart(body as Buffer, boundary) : null;
    if (form) done(null, form);
    else done(new HttpException('no form with files', 415));
  });
}
