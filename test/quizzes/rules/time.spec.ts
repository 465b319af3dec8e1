import fc from 'fast-check';
import { deadlineOf, endOf, isOver, ownSeconds, secondsLeft } from '../../../src/quizzes/rules/deadline.js';
import { instantsOf, isCivilMinute } from '../../../src/quizzes/rules/window.js';

const startedAt = new Date('2026-12-01T09:00:00Z');
const after = (minutes: number): Date => new Date(startedAt.getTime() + minutes * 60_000);
const plain = { startedAt, time: 20, extraTime: 0, noTimer: false, closesAt: null };

describe('the end of an attempt', () => {
  test.each([
    ['by its minutes', {}, after(20)],
    ['with extra time', { extraTime: 25 }, after(25)],
    ['with extra time that is no whole minute', { extraTime: 33 }, after(26.6)],
    ['without a limit', { time: null }, null],
    ['for whom there is none', { noTimer: true }, null],
    ['at closing, where that comes first', { closesAt: after(5) }, after(5)],
    ['at closing also with extra time', { closesAt: after(5), extraTime: 100 }, after(5)],
    ['at closing also for whom there is no limit', { closesAt: after(5), noTimer: true }, after(5)],
    ['before closing', { closesAt: after(50) }, after(20)],
  ])('%s', (_, change, expected) => expect(deadlineOf({ ...plain, ...change })).toEqual(expected));

  test('more extra time never ends it sooner; closing is never passed', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1440 }),
        fc.integer({ min: 0, max: 200 }),
        fc.integer({ min: 0, max: 200 }),
        fc.option(fc.integer({ min: 1, max: 9000 })),
        (time, a, b, close) => {
          const closesAt = close === null ? null : after(close);
          const of = (extraTime: number): Date => deadlineOf({ ...plain, time, extraTime, closesAt })!;
          expect(of(Math.max(a, b)).getTime()).toBeGreaterThanOrEqual(of(Math.min(a, b)).getTime());
          if (closesAt) expect(of(a).getTime()).toBeLessThanOrEqual(closesAt.getTime());
          expect(ownSeconds({ ...plain, time, extraTime: a })! * 100).toBeGreaterThanOrEqual(time * 60 * (100 + a));
        },
      ),
    );
  });

  test('is over when also the grace is, and only for an open one', () => {
    const attempt = { deadline: after(20), grace: 30, handedInAt: null };
    expect(endOf(attempt)).toEqual(after(20.5));
    expect([19, 20, 20.5, 20.51].map((minutes) => isOver(attempt, after(minutes)))).toEqual([false, false, false, true]);
    expect(isOver({ ...attempt, handedInAt: after(1) }, after(60))).toBe(false);
    expect(isOver({ ...attempt, deadline: null }, after(6000))).toBe(false);
  });

  test('seconds left', () => {
    expect([19, 19.999, 20, 30].map((minutes) => secondsLeft(after(20), after(minutes)))).toEqual([60, 1, 0, 0]);
    expect(secondsLeft(null, startedAt)).toBeNull();
  });
});

describe('opening and closing in civil time', () => {
  const brussels = (opens: string | null, closes: string | null) => instantsOf({ opens, closes }, 'Europe/Brussels');
  test.each([
    ['in winter', '2026-12-01T09:00', '2026-12-01T08:00:00.000Z'],
    ['in summer', '2026-07-01T09:00', '2026-07-01T07:00:00.000Z'],
    ['skipped in spring: as much later', '2027-03-28T02:30', '2027-03-28T01:30:00.000Z'],
    ['before the spring change', '2027-03-28T01:59', '2027-03-28T00:59:00.000Z'],
    ['after the spring change', '2027-03-28T03:00', '2027-03-28T01:00:00.000Z'],
    ['twice in autumn: the first', '2026-10-25T02:30', '2026-10-25T00:30:00.000Z'],
    ['after the autumn change', '2026-10-25T03:00', '2026-10-25T02:00:00.000Z'],
  ])('%s', (_, civil, expected) => {
    expect(brussels(civil, null)).toEqual({ opensAt: new Date(expected), closesAt: null });
    expect(brussels(null, civil)).toEqual({ opensAt: null, closesAt: new Date(expected) });
  });
  test('a day of 23 and one of 25 hours', () => {
    const hours = (day: string, next: string): number => {
      const { opensAt, closesAt } = brussels(`${day}T00:00`, `${next}T00:00`);
      return (closesAt!.getTime() - opensAt!.getTime()) / 3_600_000;
    };
    expect([hours('2027-03-28', '2027-03-29'), hours('2026-10-25', '2026-10-26')]).toEqual([23, 25]);
  });
  test.each([
    '',
    '9999-12-31T23:59',
    '2200-01-01T00:00',
    '2026-12-01',
    '2026-12-01T24:00',
    '2026-12-01T9:00',
    '2026-02-30T09:00',
    '2026-12-01T09:00:00',
    'x2026-12-01T09:00',
  ])('%j is no civil minute', (text) => expect(isCivilMinute(text)).toBe(false));
  test('2026-12-01T09:00 is one', () => expect(isCivilMinute('2026-12-01T09:00')).toBe(true));
});
