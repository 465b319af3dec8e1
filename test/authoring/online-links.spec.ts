import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onlineNotes } from '../../src/authoring/online-links.js';

let server: Server;
let base: string;
const asked: string[] = [];

beforeAll(async () => {
  server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    const moved = request.url === '/moved';
    const status = request.url === '/gone' ? 410 : moved ? 302 : request.url === '/no-head' && request.method === 'HEAD' ? 405 : 200;
    response.writeHead(status, moved ? { location: '/fine' } : {}).end('x');
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => new Promise((done) => server.close(done)));

it('asks every address once and notes what does not answer where it stands first', async () => {
  const closed = 'http://127.0.0.1:1/nobody';
  const files = new Map([
    ['library/m/a.en.md', `[fine](${base}/fine) and [gone](${base}/gone).\n[again](${base}/gone)`],
    ['library/m/b.en.md', `[moved](${base}/moved) [no head](${base}/no-head) [nobody](${closed})`],
    ['pictures/p.svg', `<svg xmlns="${base}/never-asked"/>`],
  ]);
  const notes = (await onlineNotes(files)).map(({ file, line, message }) => `${file}:${line}: ${message}`).sort();
  expect(notes).toEqual([
    `library/m/a.en.md:1: ${base}/gone answers 410; it stands in 2 places`,
    expect.stringMatching(/^library\/m\/b\.en\.md:1: http:\/\/127\.0\.0\.1:1\/nobody does not answer \(\w+\)$/),
  ]);
  expect(asked.filter((line) => line === 'HEAD /fine')).toHaveLength(2); // once by itself, once behind the address that moved
  expect(asked.some((line) => line.includes('never-asked'))).toBe(false);
});
