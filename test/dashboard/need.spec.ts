import { byNeed, daysLeft, due, partOfDay, type Needy } from '../../src/dashboard/rules/need.js';

const one = (part: Partial<Needy> & { name: string }): Needy & { name: string } => ({
  endsOn: null,
  zone: 'Europe/Rome',
  completedAt: null,
  lastActivityAt: null,
  ...part,
});

test('programmes stand in the order of need', () => {
  const sorted = [
    one({ name: 'done in May', completedAt: new Date('2026-05-01T00:00:00Z'), endsOn: '2026-06-01' }),
    one({ name: 'no deadline, long ago', lastActivityAt: new Date('2026-09-01T00:00:00Z') }),
    one({ name: 'December', endsOn: '2026-12-18' }),
    one({ name: 'done in June', completedAt: new Date('2026-06-01T00:00:00Z') }),
    one({ name: 'no deadline, yesterday', lastActivityAt: new Date('2026-11-23T00:00:00Z') }),
    one({ name: 'November', endsOn: '2026-11-30' }),
  ].sort(byNeed);
  expect(sorted.map(({ name }) => name)).toEqual([
    'November',
    'December',
    'no deadline, yesterday',
    'no deadline, long ago',
    'done in June',
    'done in May',
  ]);
});

test.each([
  ['2026-11-24', 'Europe/Rome', '2026-11-24T22:59:59Z', 0],
  ['2026-11-24', 'Europe/Rome', '2026-11-24T23:00:00Z', -1],
  ['2026-11-24', 'Pacific/Kiritimati', '2026-11-23T10:00:00Z', 0],
  ['2027-03-29', 'Europe/Rome', '2027-03-27T12:00:00Z', 2],
  ['2026-10-26', 'Europe/Rome', '2026-10-24T12:00:00Z', 2],
])('until %s in %s at %s it is %i days', (endsOn, zone, now, days) => expect(daysLeft(endsOn, zone, new Date(now))).toBe(days));

test.each([
  [null, { kind: 'none' }],
  ['2026-12-18', { kind: 'later', endsOn: '2026-12-18' }],
  ['2026-12-01', { kind: 'soon', days: 7 }],
  ['2026-11-24', { kind: 'soon', days: 0 }],
  ['2026-11-23', { kind: 'passed', endsOn: '2026-11-23' }],
] as const)('a deadline %s', (endsOn, expected) => expect(due({ endsOn, zone: 'Europe/Rome' }, new Date('2026-11-24T09:00:00Z'))).toEqual(expected));

test.each([
  ['2026-11-24T04:30:00Z', 'morning'],
  ['2026-11-24T11:00:00Z', 'afternoon'],
  ['2026-11-24T17:00:00Z', 'evening'],
  ['2026-11-24T02:00:00Z', 'evening'],
])('the greeting at %s', (at, part) => expect(partOfDay(new Date(at), 'Europe/Rome')).toBe(part));
