import fc from 'fast-check';
import { readMultipart } from '../../src/web/multipart.js';

const head = (name: string, file?: string): string =>
  `Content-Disposition: form-data; name="${name}"${file === undefined ? '' : `; filename="${file}"\r\nContent-Type: text/xml`}\r\n\r\n`;
const form = (parts: [string, Buffer][], boundary = 'xyz'): Buffer =>
  Buffer.concat([
    ...parts.flatMap(([before, content]) => [Buffer.from(`--${boundary}\r\n${before}`), content, Buffer.from('\r\n')]),
    Buffer.from(`--${boundary}--\r\n`),
  ]);

describe('a form with files', () => {
  it('gives back bytes and words as they were sent', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 60 }), fc.string({ unit: 'grapheme' }), (bytes, words) => {
        const body = form([
          [head('file', 'a.xml'), Buffer.from(bytes)],
          [head('text'), Buffer.from(words)],
        ]);
        expect(readMultipart(body, 'xyz')).toEqual({ file: bytes, text: Buffer.from(words).toString() });
      }),
    );
  });

  it('leaves out a field without a file, and keeps strange names harmless', () => {
    const body = form([
      [head('file', ''), Buffer.alloc(0)],
      [head('__proto__'), Buffer.from('x')],
      [head('a'), Buffer.alloc(0)],
    ]);
    const read = readMultipart(body, 'xyz')!;
    expect(Object.keys(read)).toEqual(['__proto__', 'a']);
    expect(Object.getPrototypeOf(read)).toBe(Object.prototype);
  });

  it('is none where it is cut, named otherwise or endless', () => {
    const whole = form([[head('a'), Buffer.from('b')]]);
    for (let length = 0; length < whole.length - 2; length += 1) expect(readMultipart(whole.subarray(0, length), 'xyz')).toBeNull();
    expect(readMultipart(whole, 'other')).toBeNull();
    expect(readMultipart(form([['Content-Type: text/plain\r\n\r\n', Buffer.from('b')]]), 'xyz')).toBeNull();
    expect(readMultipart(form(Array.from({ length: 100 }, () => [head('a'), Buffer.from('b')])), 'xyz')).toBeNull();
  });
});
