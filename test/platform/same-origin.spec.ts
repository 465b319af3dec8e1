import { fromOurOwnPage } from '../../src/platform/http/same-origin.js';

const base = 'https://learn.example.org';
const request = (method: string, headers: Record<string, string>, host = 'learn.example.org') => ({ method, headers, host });

describe('fromOurOwnPage', () => {
  it.each([
    ['reading', request('GET', { cookie: 'a=b', 'sec-fetch-site': 'cross-site' }), true],
    ['a form of ours', request('POST', { cookie: 'a=b', origin: base, 'sec-fetch-site': 'same-origin' }), true],
    ['an older browser that sends only Origin', request('POST', { cookie: 'a=b', origin: base }), true],
    ['one that sends only Referer', request('POST', { cookie: 'a=b', referer: `${base}/learn` }), true],
    ['another site', request('POST', { cookie: 'a=b', origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }), false],
    ['another site that only shows in Origin', request('POST', { cookie: 'a=b', origin: 'https://evil.example' }), false],
    [
      'a neighbour below the same domain',
      request('POST', { cookie: 'a=b', origin: 'https://other.example.org', 'sec-fetch-site': 'same-site' }),
      false,
    ],
    ['a sandboxed frame', request('POST', { cookie: 'a=b', origin: 'null' }), false],
    ['nothing said', request('POST', { cookie: 'a=b' }), false],
    ['a program with a token and no cookie', request('POST', { authorization: 'Bearer x' }), true],
    ['a token beside a cookie from elsewhere', request('POST', { authorization: 'Bearer x', cookie: 'a=b', origin: 'https://evil.example' }), false],
  ])('%s', (_, asked, allowed) => {
    expect(fromOurOwnPage(asked, base)).toBe(allowed);
  });

  const local = 'http://127.0.0.1:3000';
  it.each([
    ['this machine by another of its names', request('POST', { origin: 'http://localhost:3000' }, 'localhost:3000'), local, true],
    ['another port of this machine', request('POST', { origin: 'http://localhost:8080' }, 'localhost:3000'), local, false],
    ['a name that somebody has made to lead here', request('POST', { origin: 'http://evil.example:3000' }, 'evil.example:3000'), local, false],
    ['an open line to the same name', request('POST', { origin: 'http://learn.example.org' }), base, false],
  ])('%s', (_, asked, home, allowed) => {
    expect(fromOurOwnPage(asked, home)).toBe(allowed);
  });
});
