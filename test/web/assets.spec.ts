import Fastify, { type FastifyInstance } from 'fastify';
import { assetAddresses, registerAssets } from '../../src/web/assets.js';
import { buildAssets } from '../../src/web/build-assets.js';

const { manifest, files } = buildAssets();
const named = (address: string) => files.get(address.slice('/assets/'.length))!;
const kilobytes = (bytes: number) => bytes / 1024;

describe('what a first visit fetches', () => {
  const css = named(manifest.css).brotli!.length;
  const js = named(manifest.js).brotli!.length;
  const font = named(manifest.font).body.length;

  test('stylesheet: at most 10 KB', () => expect(kilobytes(css)).toBeLessThanOrEqual(10));
  test('script: at most 10 KB', () => expect(kilobytes(js)).toBeLessThanOrEqual(10));
  test('stylesheet, script and Latin letters: at most 50 KB', () => expect(kilobytes(css + js + font)).toBeLessThanOrEqual(50));
  const fontOf = (part: string) => files.get([...files.keys()].find((name) => name.startsWith(`commissioner-${part}-`))!)!.body.length;
  const south = fontOf('latin-south');
  test('with letters like ț and č as well: at most 60 KB with a page of 14', () =>
    expect(kilobytes(css + js + font + south) + 14).toBeLessThanOrEqual(60));
  test('with letters like ł and ř too: at most 60 KB with a page of 6', () =>
    expect(kilobytes(css + js + font + south + fontOf('latin-ext')) + 6).toBeLessThanOrEqual(60));
});

test('the stylesheet asks only for our own files, and Greek and Cyrillic only for their letters', () => {
  const css = named(manifest.css).body.toString();
  for (const [, address] of css.matchAll(/url\(([^)]+)\)/g)) expect(files.has(address!.replace(/["']/g, '').replace('/assets/', ''))).toBe(true);
  expect(css).toMatch(/commissioner-greek[^}]*unicode-range:U\+0370-03FF/i);
  expect(css).toMatch(/commissioner-cyrillic[^}]*unicode-range:U\+0400/i);
});

test('each letter comes from one file', () => {
  const css = named(manifest.css).body.toString();
  const ranges = [...css.matchAll(/unicode-range:([^;}]+)/gi)].flatMap(([, list]) =>
    list!.split(',').map((range) => {
      const [from, to = from] = range.trim().replace(/^U\+/i, '').split('-');
      return [parseInt(from!, 16), parseInt(to!, 16)] as const;
    }),
  );
  expect(ranges.length).toBeGreaterThan(10);
  ranges.sort(([a], [b]) => a - b);
  for (const [i, [from]] of ranges.entries()) if (i) expect(from).toBeGreaterThan(ranges[i - 1]![1]);
});

test('the script writes no HTML', () =>
  expect(named(manifest.js).body.toString()).not.toMatch(/innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(/));

describe('serving', () => {
  let fastify: FastifyInstance;
  beforeAll(async () => {
    fastify = Fastify();
    await registerAssets(fastify);
    fastify.get('/other', async () => 'other');
    await fastify.ready();
  });
  afterAll(() => fastify.close());

  const get = (url: string, encoding?: string) => fastify.inject({ url, headers: encoding ? { 'accept-encoding': encoding } : {} });

  test.each([
    ['br, gzip', 'br'],
    ['gzip', 'gzip'],
    [undefined, undefined],
  ])('accepting %s, the stylesheet comes as %s and may be kept for ever', async (accept, encoding) => {
    const answer = await get(assetAddresses().css, accept);
    expect(answer.statusCode).toBe(200);
    expect(answer.headers['content-type']).toBe('text/css; charset=utf-8');
    expect(answer.headers['content-encoding']).toBe(encoding);
    expect(answer.headers['cache-control']).toContain('immutable');
    expect(answer.headers.vary).toBe('Accept-Encoding');
  });

  test('fonts are sent as they are', async () => {
    const answer = await get(assetAddresses().font, 'br');
    expect(answer.headers['content-type']).toBe('font/woff2');
    expect(answer.headers['content-encoding']).toBeUndefined();
  });

  test('the icon has its old address too', async () => expect((await get('/favicon.ico')).headers['content-type']).toBe('image/svg+xml'));

  test.each(['/assets/', '/assets/nothing.css', '/assets/../package.json', '/assets/%2e%2e/package.json'])('%s is not there', async (url) =>
    expect((await get(url)).statusCode).toBe(404),
  );

  test('all else goes on to the routes', async () => expect((await get('/other')).body).toBe('other'));
});
