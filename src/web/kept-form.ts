import type { FastifyReply, FastifyRequest } from 'fastify';

// A form that is sent after its session has ended meets the sign-in page. Where the form asks for it, what was typed goes back
// to the browser in a cookie that only this page of ours gets to see again, for a quarter of an hour.

/** Hidden field of forms that want to be kept. */
export const keepField = 'keep';
const cookie = 'typed';
const seconds = 900;
/** Browsers keep no longer cookies; what is longer is kept by script alone. */
const longest = 3600;

type Typed = Record<string, unknown>;

const secure = (request: FastifyRequest): string => (request.protocol === 'https' ? '; Secure' : '');
const line = (request: FastifyRequest, value: string, path: string, age: number): string =>
  `${cookie}=${value}; Path=${path}; Max-Age=${age}; HttpOnly; SameSite=Lax${secure(request)}`;
const pathOf = (request: FastifyRequest): string => request.url.split('?')[0]!;

/** Hands what was typed back to the browser, where its form asks for that. @param path own path of the page with the form */
export function keepTyped(request: FastifyRequest, reply: FastifyReply, path: string): void {
  const body = request.body as Typed | null | undefined;
  if (request.method !== 'POST' || !body || typeof body !== 'object' || body[keepField] === undefined || !/^[\w/.-]+$/.test(path)) return;
  const value = Buffer.from(JSON.stringify({ path, body })).toString('base64url');
  if (value.length <= longest) reply.header('set-cookie', line(request, value, path, seconds));
}

/** What was typed on this very page before its session ended; null: nothing. */
export function keptTyped(request: FastifyRequest): Typed | null {
  const text = (request as { cookies?: Record<string, string | undefined> }).cookies?.[cookie];
  if (!text) return null;
  try {
    const { path, body } = JSON.parse(Buffer.from(text, 'base64url').toString()) as { path?: unknown; body?: unknown };
    return path === pathOf(request) && body !== null && typeof body === 'object' ? (body as Typed) : null;
  } catch {
    return null;
  }
}

/** Headers of the answer that shows it again: it is shown once. */
export const forgetTyped = (request: FastifyRequest): Record<string, string> => ({ 'set-cookie': line(request, '', pathOf(request), 0) });
