import fc from 'fast-check';
import { z } from 'zod';
import { Invalid } from '../../src/platform/errors.js';
import { day, email, line, optionalDay, optionalLine, readBody, readForm, text, zone } from '../../src/web/forms.js';
import { ownPath } from '../../src/web/page.js';

const schema = z.object({ name: line(10), note: optionalLine(), mail: email(), from: day(), until: optionalDay(), zone: zone() });
const good = { name: '  Anna   V ', note: '', mail: ' Anna@Reed.TEST ', from: '2026-02-28', until: '', zone: 'Europe/Rome' };

test('values are tidied', () => {
  expect(readForm(schema, good)).toMatchObject({
    ok: true,
    value: { name: 'Anna V', note: null, mail: 'anna@reed.test', from: '2026-02-28', until: null, zone: 'Europe/Rome' },
  });
});

test.each([
  ['name', '', 'web.error.required'],
  ['name', '   ', 'web.error.required'],
  ['name', undefined, 'web.error.required'],
  ['name', 'x'.repeat(11), 'web.error.tooLong'],
  ['mail', 'anna', 'web.error.email'],
  ['mail', 'a@b', 'web.error.email'],
  ['from', '2026-02-30', 'web.error.day'],
  ['from', '2200-01-01', 'web.error.day'],
  ['from', '28-02-2026', 'web.error.day'],
  ['until', 'soon', 'web.error.day'],
  ['until', '9999-12-31', 'web.error.day'],
  ['zone', 'Mars/Base', 'web.error.zone'],
])('%s = %s is refused with %s at its field, and all that was typed is kept', (field, value, key) => {
  const body = { ...good, [field]: value };
  const result = readForm(schema, body);
  if (result.ok) throw new Error('it was taken');
  expect(Object.keys(result.errors)).toEqual([field]);
  expect(result.errors[field]!.key).toBe(key);
  expect(result.typed.name).toBe(body.name);
});

test('passwords are not kept', () => {
  const result = readForm(z.object({ password: line(), newPassword: line(), name: line() }), { password: 'a', newPassword: 'b', name: '' });
  expect(result.typed).toEqual({ name: '' });
});

test('nothing that a client sends makes it throw', () => {
  fc.assert(
    fc.property(fc.anything(), (body) => {
      expect(typeof readForm(schema, body).ok).toBe('boolean');
    }),
  );
});

test('the API says the same, one entry per field', () => {
  expect(() => readBody(schema, {})).toThrow(Invalid);
});

test.each([
  [{ name: 'a', colour: 'red', size: 3 }, { form: { key: 'web.error.unknown', params: { names: 'colour, size' } } }],
  [{ name: 'a', people: [{ email: 'a@b.eu', phone: '1' }] }, { people: { key: 'web.error.unknown', params: { names: 'phone' } } }],
  [{ name: 'a', ['x'.repeat(300)]: 1 }, { form: { key: 'web.error.unknown', params: { names: `${'x'.repeat(99)}…` } } }],
])('keys that nobody reads are named: %j', (body, fields) => {
  const strict = z.strictObject({ name: line(10), people: z.array(z.strictObject({ email: email() })).optional() });
  expect(() => readBody(strict, body)).toThrow(expect.objectContaining({ fields }) as Error);
});

test('line breaks of a long text survive', () => {
  expect(readForm(z.object({ t: text() }), { t: 'a\r\n\r\nb\n' })).toMatchObject({ value: { t: 'a\n\nb' } });
});

test.each([
  ['/learn/x?y=1', '/learn/x?y=1'],
  ['//evil.example', '/'],
  ['/\\evil.example', '/'],
  ['https://evil.example', '/'],
  ['javascript:alert(1)', '/'],
  ['/a\nb', '/'],
  [['/a'], '/'],
  [undefined, '/'],
])('the way back %j is %s', (path, way) => expect(ownPath(path)).toBe(way));
