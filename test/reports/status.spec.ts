import fc from 'fast-check';
import { addDays, civil, instant } from '../../src/platform/zones.js';
import { calendarOf, daysLeft, daysSince, handReason, status, type CohortDates, type PersonFacts } from '../../src/reports/rules/status.js';

const at = (text: string): Date => new Date(text);
const burgas: CohortDates = { zone: 'Europe/Sofia', startsOn: '2026-10-05', endsOn: '2026-12-18' };
const nobody: PersonFacts = { invitedAt: null, openedAt: null, startedAt: null, lastActivityAt: null, completedAt: null, required: 10, done: 0 };
const invited: PersonFacts = { ...nobody, invitedAt: at('2026-10-01T08:00:00Z') };
const opened: PersonFacts = { ...invited, openedAt: at('2026-11-20T08:00:00Z') };
const started: PersonFacts = { ...opened, startedAt: at('2026-11-20T08:05:00Z'), lastActivityAt: at('2026-11-20T08:05:00Z'), done: 2 };

describe('status of a person', () => {
  test.each<[string, string, CohortDates, PersonFacts, string, string | null]>([
    ['nobody wrote', '2026-11-24T09:00:00Z', burgas, nobody, 'not-invited', null],
    ['written', '2026-11-24T09:00:00Z', burgas, invited, 'not-opened', '2026-10-01T08:00:00Z'],
    ['visited', '2026-11-24T09:00:00Z', burgas, opened, 'not-started', '2026-11-20T08:00:00Z'],
    ['begun', '2026-11-24T09:00:00Z', burgas, started, 'on-track', '2026-11-20T08:05:00Z'],
    ['13 days', '2026-12-03T21:59:59Z', burgas, started, 'on-track', '2026-11-20T08:05:00Z'],
    ['14 days, from midnight in Burgas', '2026-12-03T22:00:00Z', burgas, started, 'quiet', '2026-11-20T08:05:00Z'],
    ['visited and not begun for 14 days', '2026-12-04T09:00:00Z', burgas, opened, 'quiet', '2026-11-20T08:00:00Z'],
    ['8 days left', '2026-12-10T21:59:59Z', burgas, { ...started, lastActivityAt: at('2026-12-09T08:00:00Z') }, 'on-track', '2026-12-09T08:00:00Z'],
    [
      '7 days left',
      '2026-12-10T22:00:00Z',
      burgas,
      { ...started, lastActivityAt: at('2026-12-09T08:00:00Z') },
      'near-deadline',
      '2026-12-09T08:00:00Z',
    ],
    [
      '7 days left, half done',
      '2026-12-11T09:00:00Z',
      burgas,
      { ...started, done: 5, lastActivityAt: at('2026-12-09T08:00:00Z') },
      'on-track',
      '2026-12-09T08:00:00Z',
    ],
    ['last minute of the last day', '2026-12-18T21:59:59Z', burgas, { ...started, done: 9 }, 'quiet', '2026-11-20T08:05:00Z'],
    ['the last day is over', '2026-12-18T22:00:00Z', burgas, { ...started, done: 9 }, 'overdue', '2026-12-18T22:00:00Z'],
    ['over and never opened', '2026-12-19T09:00:00Z', burgas, invited, 'overdue', '2026-12-18T22:00:00Z'],
    ['completed late', '2026-12-24T09:00:00Z', burgas, { ...started, completedAt: at('2026-12-20T09:00:00Z') }, 'completed', '2026-12-20T09:00:00Z'],
    ['no deadline', '2027-12-24T09:00:00Z', { ...burgas, endsOn: null }, invited, 'not-opened', '2026-10-01T08:00:00Z'],
    [
      'days before the first day do not count',
      '2026-12-04T09:00:00Z',
      { ...burgas, startsOn: '2026-12-01', endsOn: null },
      started,
      'on-track',
      '2026-11-20T08:05:00Z',
    ],
    // Clocks went back on 25 October 2026: that day had 25 hours in Sofia.
    [
      '13 days over the autumn change',
      '2026-11-01T21:59:59Z',
      { ...burgas, endsOn: null },
      { ...started, lastActivityAt: at('2026-10-19T20:59:59Z') },
      'on-track',
      '2026-10-19T20:59:59Z',
    ],
    [
      '14 days over the autumn change',
      '2026-11-01T22:00:00Z',
      { ...burgas, endsOn: null },
      { ...started, lastActivityAt: at('2026-10-19T20:59:59Z') },
      'quiet',
      '2026-10-19T20:59:59Z',
    ],
    // Clocks go forward on 28 March 2027.
    [
      'the last day is that of the spring change',
      '2027-03-28T20:59:59Z',
      { ...burgas, endsOn: '2027-03-28' },
      { ...started, done: 9, lastActivityAt: at('2027-03-28T08:00:00Z') },
      'on-track',
      '2027-03-28T08:00:00Z',
    ],
    [
      'over after the spring change',
      '2027-03-28T21:00:00Z',
      { ...burgas, endsOn: '2027-03-28' },
      { ...started, done: 9, lastActivityAt: at('2027-03-28T08:00:00Z') },
      'overdue',
      '2027-03-28T21:00:00Z',
    ],
  ])('%s', (_, now, dates, facts, expected, since) => {
    expect(status(at(now), dates, facts)).toEqual({ status: expected, since: since && at(since) });
  });
});

describe('who may want a hand', () => {
  test.each<[string, string, Partial<CohortDates>, PersonFacts, string | null]>([
    ['invited two days ago', '2026-11-24T09:00:00Z', {}, { ...invited, invitedAt: at('2026-11-22T09:00:00Z') }, null],
    ['invited three days ago', '2026-11-24T09:00:00Z', {}, { ...invited, invitedAt: at('2026-11-21T09:00:00Z') }, 'not-opened'],
    ['invited long before a first day that is today', '2026-11-24T09:00:00Z', { startsOn: '2026-11-24' }, invited, null],
    ['invited today, one week left', '2026-12-14T09:00:00Z', {}, { ...invited, invitedAt: at('2026-12-14T08:00:00Z') }, 'not-opened'],
    ['before the first day', '2026-11-24T09:00:00Z', { startsOn: '2026-11-25', endsOn: '2026-11-27' }, started, null],
    ['quiet', '2026-12-04T09:00:00Z', {}, started, 'quiet'],
    ['active', '2026-11-24T09:00:00Z', {}, started, null],
    ['near the end', '2026-12-12T09:00:00Z', {}, started, 'near-deadline'],
    ['over', '2026-12-19T09:00:00Z', {}, started, 'overdue'],
    ['completed', '2026-12-19T09:00:00Z', {}, { ...started, completedAt: at('2026-12-01T09:00:00Z') }, null],
    ['not invited', '2026-11-24T09:00:00Z', {}, nobody, null],
  ])('%s', (_, now, dates, facts, expected) => {
    expect(handReason(calendarOf(at(now), { ...burgas, ...dates }), facts)).toBe(expected);
  });
});

describe('days', () => {
  const zones = fc.constantFrom('Europe/Sofia', 'Pacific/Kiritimati', 'America/St_Johns', 'Australia/Lord_Howe', 'Africa/Casablanca', 'UTC');
  const instants = fc.date({ min: at('2026-01-01T00:00:00Z'), max: at('2028-01-01T00:00:00Z'), noInvalidDate: true });

  test('whoever was last seen on a day that the calendar counts as 14 days ago is quiet, at every hour and in every zone', () => {
    fc.assert(
      fc.property(zones, instants, fc.integer({ min: 0, max: 30 }), fc.constantFrom('00:00', '03:30', '12:00', '23:59'), (zone, now, days, time) => {
        const day = addDays(civil(now, zone).date, -days);
        const seen = instant(day, time, zone);
        fc.pre(seen <= now);
        const dates = { zone, startsOn: '2025-01-01', endsOn: null };
        expect(daysSince(seen, now, zone)).toBe(days);
        expect(status(now, dates, { ...started, openedAt: seen, startedAt: seen, lastActivityAt: seen }).status).toBe(
          days >= 14 ? 'quiet' : 'on-track',
        );
      }),
    );
  });

  test('the cohort is over exactly when no day is left', () => {
    fc.assert(
      fc.property(zones, instants, fc.integer({ min: -3, max: 10 }), (zone, now, days) => {
        const endsOn = addDays(civil(now, zone).date, days);
        const calendar = calendarOf(now, { zone, startsOn: '2025-01-01', endsOn });
        expect(daysLeft(endsOn, now, zone)).toBe(days);
        expect(calendar.over).toBe(days < 0);
        expect(calendar.over).toBe(now >= calendar.endsAt!);
        expect(calendar.near).toBe(days >= 0 && days <= 7);
      }),
    );
  });
});
