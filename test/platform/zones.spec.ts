import fc from 'fast-check';
import { addDays, civil, endOfDay, instant, isDay, isZone } from '../../src/platform/zones.js';

const zones = ['Europe/Sofia', 'Europe/Lisbon', 'Europe/Brussels', 'Atlantic/Azores', 'Pacific/Kiritimati', 'America/Sao_Paulo', 'UTC'];

describe('zones', () => {
  it('knows IANA names only', () => {
    expect(isZone('Europe/Sofia')).toBe(true);
    expect(isZone('Europe/Nowhere')).toBe(false);
    expect(isZone('')).toBe(false);
    expect(isZone(null)).toBe(false);
  });

  it('the end of a day is midnight there, also around both clock changes', () => {
    expect(endOfDay('2026-03-31', 'Europe/Sofia').toISOString()).toBe('2026-03-31T21:00:00.000Z');
    expect(endOfDay('2026-03-28', 'Europe/Brussels').toISOString()).toBe('2026-03-28T23:00:00.000Z');
    expect(endOfDay('2026-03-29', 'Europe/Brussels').toISOString()).toBe('2026-03-29T22:00:00.000Z');
    expect(endOfDay('2026-10-25', 'Europe/Brussels').toISOString()).toBe('2026-10-25T23:00:00.000Z');
  });

  it('a time that spring skips comes an hour later; one that autumn repeats is the first', () => {
    expect(instant('2026-03-29', '02:30', 'Europe/Brussels').toISOString()).toBe('2026-03-29T01:30:00.000Z');
    expect(instant('2026-10-25', '02:30', 'Europe/Brussels').toISOString()).toBe('2026-10-25T00:30:00.000Z');
  });

  it('an instant shows the wall time that it was made from', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 900 }), fc.integer({ min: 4, max: 23 }), fc.constantFrom(...zones), (days, hour, zone) => {
        const date = addDays('2026-01-01', days);
        const shown = civil(instant(date, `${String(hour).padStart(2, '0')}:15`, zone), zone);
        expect([shown.date, shown.hour, shown.minute]).toEqual([date, hour, 15]);
      }),
    );
  });

  it('every day that it takes has instants, and ends', () => {
    const days = fc
      .tuple(fc.integer({ min: 1800, max: 2300 }), fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 31 }))
      .map(([year, ...rest]) => [String(year).padStart(4, '0'), ...rest.map((part) => String(part).padStart(2, '0'))].join('-'));
    fc.assert(
      fc.property(fc.oneof(days, fc.constantFrom('1900-01-01', '2199-12-31', '9999-12-31')), fc.constantFrom(...zones), (day, zone) => {
        fc.pre(isDay(day));
        expect(Number.isNaN(instant(day, '23:59', zone).getTime())).toBe(false);
        expect(endOfDay(day, zone) > instant(day, '00:00', zone)).toBe(true);
      }),
      { numRuns: 1000 },
    );
    expect(isDay('9999-12-31')).toBe(false);
    expect(isDay('2199-12-31')).toBe(true);
  });

  it('knows the weekday', () => {
    expect(civil(new Date('2026-11-22T12:00:00Z'), 'UTC').weekday).toBe(7);
    expect(civil(new Date('2026-11-22T12:00:00Z'), 'Pacific/Kiritimati').weekday).toBe(1);
  });
});

it('the far side of the date line is really there in the project of that name', () => {
  const { farSide = false } = globalThis as { farSide?: boolean };
  expect(new Date('2026-11-22T12:00:00Z').getTimezoneOffset() === -14 * 60).toBe(farSide);
});
