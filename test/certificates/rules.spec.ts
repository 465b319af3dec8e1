import fc from 'fast-check';
import { linkedInAddress } from '../../src/certificates/linkedin.js';
import { groupCode, readCode } from '../../src/certificates/rules/code.js';
import { sameName } from '../../src/certificates/rules/name-match.js';
import { validity } from '../../src/certificates/rules/validity.js';
import { newCode } from '../../src/platform/ids.js';

describe('a code', () => {
  it.each([
    ['BCDFGHJKMN', 'BCDFGHJKMN'],
    ['bcd-fgh-jkmn', 'BCDFGHJKMN'],
    ['  bcd fgh\u00a0jkmn ', 'BCDFGHJKMN'],
    ['BCD–FGH—JKMN', 'BCDFGHJKMN'],
    ['https://learn.example.org/verify/BCDFGHJKMN', 'BCDFGHJKMN'],
    ['https://learn.example.org/verify/bcd-fgh-jkmn/?x=1', 'BCDFGHJKMN'],
    ['BCDFGHJKM', null],
    ['BCDFGHJKMNP', null],
    ['ABCDFGHJKM', null],
    ['', null],
    ['/', null],
  ])('%s is %s', (typed, code) => expect(readCode(typed)).toBe(code));

  it('is read back from how it is printed', () => {
    for (let i = 0; i < 200; i++) {
      const code = newCode();
      expect(readCode(groupCode(code))).toBe(code);
    }
  });
});

describe('a name that somebody types', () => {
  it.each([
    ['Anna de Vries', 'anna DE vries'],
    ['Anna de Vries', '  Anna   de\tVries '],
    ['Maria Żammit', 'maria zammit'],
    ['Ștefan Țîru', 'Stefan Tiru'],
    ['Ştefan Ţîru', 'Ștefan Țîru'],
    ['Őrsi Gábor', 'ORSI GABOR'],
    ['Ελένη Παπαδάκης', 'ΕΛΕΝΗ ΠΑΠΑΔΑΚΗΣ'],
    ['Мария Георгиева', 'мария георгиева'],
    ['Jürgen Müller', 'Juergen Mueller'],
    ['Juergen Mueller', 'Jürgen Müller'],
    ['Jürgen Müller', 'jurgen muller'],
    ['Søren Åkesson', 'Soeren Aakesson'],
    ['Straß Đorđević', 'strass dordevic'],
    ['Łukasz Ħaż-Żebbuġ', 'Lukasz Haz Zebbug'],
    ['Jean-Luc O’Neill', "jean luc o'neill"],
    ['İpek Işık', 'ipek isik'],
    ['Ștefan'.normalize('NFD'), 'Ștefan'],
  ])('%s is matched by %s', (holder, typed) => expect(sameName(holder, typed)).toBe(true));

  it.each([
    ['Anna de Vries', 'Anna'],
    ['Anna de Vries', 'Anna de Vrie'],
    ['Anna de Vries', 'Vries Anna de'],
    ['Anna de Vries', ''],
    ['Anna de Vries', ' -'],
    ['Мария Георгиева', 'Maria Georgieva'],
    ['Ελένη', 'Eleni'],
    ['Jan', 'Jen'],
    ['★', '☆'],
    ['★', ''],
  ])('%s is not matched by %s', (holder, typed) => expect(sameName(holder, typed)).toBe(false));

  it('always matches itself, however it is composed and spaced', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', minLength: 1 }).filter((name) => name.trim() !== ''),
        (name) => {
          expect(sameName(name, name)).toBe(true);
          expect(sameName(name, ` ${name.normalize('NFD')} `)).toBe(true);
        },
      ),
    );
  });
});

describe('what a certificate is worth', () => {
  const now = new Date('2026-11-24T22:30:00Z'); // half past midnight on the 25th in Sofia
  it.each([
    ['without an end', { validUntil: null, withdrawnAt: null }, 'valid'],
    ['on a later day', { validUntil: '2026-11-25', withdrawnAt: null }, 'valid'],
    ['after its last day in the zone', { validUntil: '2026-11-24', withdrawnAt: null }, 'expired'],
    ['withdrawn', { validUntil: '2026-11-25', withdrawnAt: new Date('2026-11-24T10:00:00Z') }, 'withdrawn'],
    ['withdrawn and expired', { validUntil: '2026-11-01', withdrawnAt: new Date('2026-11-24T10:00:00Z') }, 'withdrawn'],
  ])('%s', (_, certificate, state) => expect(validity(now, certificate, 'Europe/Sofia')).toBe(state));
});

it('fills in LinkedIn’s own form, and sends it nothing else', () => {
  const address = new URL(
    linkedInAddress({
      title: 'A & B',
      issuer: 'Town',
      issuedOn: '2026-03-05',
      code: 'BCDFGHJKMN',
      url: 'https://learn.example.org/verify/BCDFGHJKMN',
    }),
  );
  expect(address.origin + address.pathname).toBe('https://www.linkedin.com/profile/add');
  expect(Object.fromEntries(address.searchParams)).toEqual({
    startTask: 'CERTIFICATION_NAME',
    name: 'A & B',
    organizationName: 'Town',
    issueYear: '2026',
    issueMonth: '3',
    certUrl: 'https://learn.example.org/verify/BCDFGHJKMN',
    certId: 'BCDFGHJKMN',
  });
});
