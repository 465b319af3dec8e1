import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FastifyInstance } from 'fastify';
import { assetTypes, buildAssets, type Asset, type Manifest } from './build-assets.js';

interface Assets {
  manifest: Manifest;
  files: Map<string, Asset>;
}

function readBuilt(folder: string): Assets {
  const read = (name: string): Buffer | null => (existsSync(join(folder, name)) ? readFileSync(join(folder, name)) : null);
  const files = new Map<string, Asset>();
  for (const name of readdirSync(folder)) {
    const type = assetTypes[extname(name)];
    if (type) files.set(name, { type, body: readFileSync(join(folder, name)), brotli: read(`${name}.br`), gzip: read(`${name}.gz`) });
  }
  return { manifest: JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as Manifest, files };
}

let loaded: Assets | null = null;

/** What was built beside this code (`dist/assets`); where nothing was built (tests run from `src`), it is bundled now, in memory. */
function load(): Assets {
  const folder = join(dirname(fileURLToPath(import.meta.url)), '..', '..', 'assets');
  return (loaded ??= existsSync(join(folder, 'manifest.json')) ? readBuilt(folder) : buildAssets());
}

/** Addresses of stylesheet, script, icon and font. */
export const assetAddresses = (): Manifest => load().manifest;

const year = 31_536_000;

/** Answers `/assets/*` from memory, ahead of sessions and routes. */
export async function registerAssets(fastify: FastifyInstance): Promise<void> {
  const { manifest, files } = load();
  fastify.addHook('onRequest', async (request, reply) => {
    const path = request.url === '/favicon.ico' ? manifest.icon : request.url;
    if (!path.startsWith('/assets/') || (request.method !== 'GET' && request.method !== 'HEAD')) return;
    const file = files.get(path.slice('/assets/'.length).split('?')[0]!);
    if (!file) return reply.status(404).header('content-type', 'text/plain; charset=utf-8').send('Not found');
    const accepted = String(request.headers['accept-encoding'] ?? '');
    const encoding = file.brotli && /\bbr\b/.test(accepted) ? 'br' : file.gzip && /\bgzip\b/.test(accepted) ? 'gzip' : null;
    reply.header('content-type', file.type).header('cache-control', `public, max-age=${year}, immutable`).header('x-content-type-options', 'nosniff');
    // They fetch and run nothing; the long policy of pages would weigh more than some of them.
    reply.header('content-security-policy', "default-src 'none'");
    if (file.brotli) reply.header('vary', 'Accept-Encoding');
    if (encoding) reply.header('content-encoding', encoding);
    return reply.send(encoding === 'br' ? file.brotli : encoding === 'gzip' ? file.gzip : file.body);
  });
}
