import fc from 'fast-check';
import { judgeLink } from '../../../src/accounts/rules/link.js';
import { judgePassword } from '../../../src/accounts/rules/password.js';
import { addressKey, judgeTries } from '../../../src/accounts/rules/throttle.js';

const anna = { email: 'anna.vermeer@noordmeer.test', name: 'Anna Vermeer' };

describe('judgePassword', () => {
  it.each([
    ['too short', 'ninechars', 'short'],
    ['short in characters, long in bytes', 'ééééééééé', 'short'],
    ['endless', 'x'.repeat(201), 'long'],
    ['a first guess', 'password1234', 'common'],
    ['a first guess with signs', 'P@ssword-2026!', null],
    ['a Dutch first guess', 'Welkom123456', 'common'],
    ['a season and a year', 'Zomer2026!!', 'common'],
    ['one letter', 'aaaaaaaaaaaa', 'common'],
    ['one piece again and again', 'abcabcabcabc', 'common'],
    ['digits in order', '1234567890', 'common'],
    ['digits from the end', '9876543210', 'common'],
    ['digits only, without order', '5820473916', null],
    ['the own address', 'anna.vermeer@noordmeer.test', 'own'],
    ['the own address before the @, with a year', 'anna.vermeer2026', 'own'],
    ['the own name', 'Anna Vermeer', 'own'],
    ['four words', 'lamp orchid ferry seven', null],
    ['Greek', 'καλημέρα-λιμάνι', null],
  ])('%s', (_, password, reason) => {
    const verdict = judgePassword(password, anna);
    expect(verdict).toEqual(reason === null ? { ok: true } : { ok: false, reason });
  });

  it('asks for no kinds of characters', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.constantFrom(...'abcdefghijklmnopqrstuvwxyz'.split('')), { minLength: 12, maxLength: 20 }), (letters) => {
        const password = letters.join('');
        fc.pre(!['asdfghjkl', 'qwertyuiop'].some((run) => password.includes(run)));
        expect(judgePassword(password, anna)).toEqual({ ok: true });
      }),
    );
  });
});

describe('judgeTries', () => {
  const now = new Date('2026-11-24T09:00:00Z');
  const later = new Date('2026-11-24T09:07:30Z');
  it('allows the last try of a window and refuses the next', () => {
    expect(judgeTries({ tries: 3, windowSeconds: 900 }, 3, later, now)).toEqual({ allowed: true });
    expect(judgeTries({ tries: 3, windowSeconds: 900 }, 4, later, now)).toEqual({ allowed: false, retryAfterSeconds: 450 });
  });
});

describe('addressKey', () => {
  it.each([
    ['192.0.2.7', '192.0.2.7'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
    ['2001:db8:1:2::9', '2001:db8:1:2'],
    ['2001:0db8:0001:0002:ffff::', '2001:db8:1:2'],
    ['::1', '0:0:0:0'],
    ['fe80::1%eth0', 'fe80:0:0:0'],
  ])('%s counts as %s', (ip, key) => {
    expect(addressKey(ip)).toBe(key);
  });
});

describe('judgeLink', () => {
  const now = new Date('2026-11-24T09:00:00Z');
  const before = new Date('2026-11-24T08:59:59Z');
  const after = new Date('2026-11-24T09:00:01Z');
  it.each([
    ['fresh', { usedAt: null, expiresAt: after, deactivatedAt: null }, 'usable'],
    ['run out this instant', { usedAt: null, expiresAt: now, deactivatedAt: null }, 'expired'],
    ['used', { usedAt: before, expiresAt: after, deactivatedAt: null }, 'used'],
    ['used and run out', { usedAt: before, expiresAt: before, deactivatedAt: null }, 'used'],
    ['of a deactivated account', { usedAt: null, expiresAt: after, deactivatedAt: before }, 'expired'],
  ] as const)('%s', (_, link, state) => {
    expect(judgeLink(link, now)).toBe(state);
  });
});
