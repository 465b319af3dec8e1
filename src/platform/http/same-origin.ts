import type { FastifyRequest } from 'fastify';

const safe = new Set(['GET', 'HEAD', 'OPTIONS']);
const thisMachine = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/;

/**
 * Whether a request may change something: it comes from a page of our own, or carries no cookie at all.
 * Browsers say where a request comes from (Sec-Fetch-Site, Origin, Referer); one that says nothing is refused,
 * because a cookie alone does not prove that the person wanted it. Beside BASE_URL only the other names of this machine count,
 * and those only where BASE_URL is this machine: any name can be made to lead here.
 */
export function fromOurOwnPage(request: Pick<FastifyRequest, 'method' | 'headers' | 'host'>, baseUrl: string): boolean {
  if (safe.has(request.method)) return true;
  const { headers } = request;
  if (headers.authorization && !headers.cookie) return true;
  const site = headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return false;
  const source = headers.origin ?? headers.referer;
  if (source === undefined) return site === 'same-origin' || site === 'none';
  try {
    const { origin, host } = new URL(source);
    return origin === baseUrl || (host === request.host && thisMachine.test(host) && thisMachine.test(new URL(baseUrl).host));
  } catch {
    return false; // "null": a sandboxed frame or a file
  }
}
