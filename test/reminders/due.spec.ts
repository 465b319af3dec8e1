import fc from 'fast-check';
import { due, type ReminderFacts } from '../../src/reminders/rules/due.js';
import { inOfficeHours, nextOfficeTime, opening, workingDaysLater } from '../../src/reminders/rules/office-hours.js';
import { addDays, civil, endOfDay } from '../../src/platform/zones.js';

const zones = [
  'Europe/Amsterdam',
  'Europe/Sofia',
  'Atlantic/Azores',
  'America/New_York',
  'Australia/Lord_Howe',
  'Pacific/Kiritimati',
  'Asia/Kathmandu',
  'UTC',
];

// Tuesday 24 November 2026; the cohort runs in Burgas from 2 November to 18 December (a Friday).
const facts: ReminderFacts = {
  zone: 'Europe/Sofia',
  startsOn: '2026-11-02',
  endsOn: '2026-12-18',
  active: true,
  enrolledAt: new Date('2026-11-02T08:00:00Z'),
  invitations: 1,
  invitedAt: new Date('2026-11-02T08:00:00Z'),
  openedAt: new Date('2026-11-03T08:00:00Z'),
  startedAt: new Date('2026-11-03T08:00:00Z'),
  lastActivityAt: new Date('2026-11-20T08:00:00Z'),
  completedAt: null,
  ledger: [],
  lastMailAt: null,
};
const unopened: Partial<ReminderFacts> = { openedAt: null, startedAt: null, lastActivityAt: null };
const at = (iso: string): Date => new Date(iso);

describe('office hours', () => {
  it.each([
    ['Monday 08:59 waits a minute', '2026-11-23T06:59:00Z', '2026-11-23T07:00:00Z'],
    ['Monday 15:59 is in time', '2026-11-23T13:59:00Z', '2026-11-23T13:59:00Z'],
    ['Monday 16:00 waits for Tuesday', '2026-11-23T14:00:00Z', '2026-11-24T07:00:00Z'],
    ['Friday evening waits for Monday', '2026-11-27T20:00:00Z', '2026-11-30T07:00:00Z'],
    ['Sunday after midnight waits for Monday', '2026-11-28T22:30:00Z', '2026-11-30T07:00:00Z'],
  ])('%s', (_, from, to) => expect(nextOfficeTime(at(from), 'Europe/Sofia')).toEqual(at(to)));

  it.each([
    ['from a Tuesday to Friday, same time', '2026-11-24T10:00:00Z', '2026-11-27T10:00:00Z'],
    ['over the weekend', '2026-11-26T10:00:00Z', '2026-12-01T10:00:00Z'],
    ['from an evening to the next opening', '2026-11-24T19:00:00Z', '2026-11-30T07:00:00Z'],
    ['over the change of clocks in autumn', '2026-10-22T10:00:00Z', '2026-10-27T11:00:00Z'],
    ['over the change of clocks in spring', '2027-03-25T11:00:00Z', '2027-03-30T10:00:00Z'],
  ])('three working days: %s', (_, from, to) => expect(workingDaysLater(at(from), 3, 'Europe/Sofia')).toEqual(at(to)));
});

describe('which reminder is due', () => {
  it.each<[string, string, Partial<ReminderFacts>, { send?: string; skip?: string; lookAt?: string | null }]>([
    ['nobody who was active lately', '2026-11-24T08:00:00Z', {}, { lookAt: '2026-12-04T08:00:00Z' }],
    ['an invitation unopened after three working days', '2026-11-05T08:00:00Z', unopened, { send: 'invitation-unopened invitation-1' }],
    ['not an hour earlier', '2026-11-05T07:59:00Z', unopened, { lookAt: '2026-11-05T08:00:00Z' }],
    [
      'not twice for one invitation',
      '2026-11-06T08:00:00Z',
      { ...unopened, ledger: [{ rule: 'invitation-unopened', occurrence: 'invitation-1' }] },
      {},
    ],
    [
      'again for a second invitation',
      '2026-11-20T08:00:00Z',
      { ...unopened, invitations: 2, invitedAt: at('2026-11-16T08:00:00Z'), ledger: [{ rule: 'invitation-unopened', occurrence: 'invitation-1' }] },
      { send: 'invitation-unopened invitation-2' },
    ],
    ['not before the first day', '2026-11-12T08:00:00Z', { ...unopened, startsOn: '2026-11-16' }, { lookAt: '2026-11-16T07:00:00Z' }],
    [
      'on the first day what waited for it',
      '2026-11-16T07:00:00Z',
      { ...unopened, startsOn: '2026-11-16' },
      { send: 'invitation-unopened invitation-1' },
    ],
    ['quiet for fourteen days', '2026-12-04T08:00:00Z', {}, { send: 'quiet 2026-11-20' }],
    ['quiet since opening, never begun', '2026-11-17T08:00:00Z', { startedAt: null, lastActivityAt: null }, { send: 'quiet 2026-11-03' }],
    ['once per quiet stretch', '2026-12-08T08:00:00Z', { ledger: [{ rule: 'quiet', occurrence: '2026-11-20' }] }, { lookAt: '2026-12-11T07:00:00Z' }],
    ['not at the weekend', '2026-12-05T10:00:00Z', { lastActivityAt: at('2026-11-21T10:00:00Z') }, { lookAt: '2026-12-07T07:00:00Z' }],
    ['seven days before the deadline', '2026-12-11T07:00:00Z', { lastActivityAt: at('2026-12-10T08:00:00Z') }, { send: 'deadline-near 2026-12-18' }],
    [
      'the deadline before the nudge, and the nudge a week later',
      '2026-12-11T08:00:00Z',
      { lastActivityAt: at('2026-11-27T08:00:00Z') },
      { send: 'deadline-near 2026-12-18', lookAt: '2026-12-18T08:00:00Z' },
    ],
    [
      'a moved deadline anew',
      '2026-12-22T08:00:00Z',
      { lastActivityAt: at('2026-12-21T08:00:00Z'), endsOn: '2026-12-29', ledger: [{ rule: 'deadline-near', occurrence: '2026-12-18' }] },
      { send: 'deadline-near 2026-12-29' },
    ],
    [
      'overdue on the first working day after',
      '2026-12-21T07:00:00Z',
      { lastActivityAt: at('2026-12-17T08:00:00Z'), ledger: [{ rule: 'deadline-near', occurrence: '2026-12-18' }] },
      { send: 'overdue 2026-12-18', lookAt: null },
    ],
    [
      'then silence',
      '2027-02-01T08:00:00Z',
      {
        ledger: [
          { rule: 'overdue', occurrence: '2026-12-18' },
          { rule: 'deadline-near', occurrence: '2026-12-18' },
          { rule: 'quiet', occurrence: '2026-11-20' },
        ],
      },
      { lookAt: null },
    ],
    ['no second nudge within a week', '2026-12-04T08:00:00Z', { lastMailAt: at('2026-12-01T08:00:00Z') }, { lookAt: '2026-12-08T08:00:00Z' }],
    [
      'a deadline in spite of the cap',
      '2026-12-11T08:00:00Z',
      { lastMailAt: at('2026-12-10T08:00:00Z'), lastActivityAt: at('2026-12-10T08:00:00Z') },
      { send: 'deadline-near 2026-12-18' },
    ],
    ['late after an outage', '2026-12-08T08:00:00Z', {}, { send: 'quiet 2026-11-20' }],
    [
      'too late after a long outage',
      '2026-12-20T08:00:00Z',
      { ...unopened, endsOn: null },
      { skip: 'invitation-unopened invitation-1 too-late', lookAt: '2026-12-27T08:00:00Z' },
    ],
    [
      'overdue too late',
      '2027-01-11T08:00:00Z',
      {},
      { skip: 'overdue 2026-12-18 too-late, deadline-near 2026-12-18 too-late, quiet 2026-11-20 too-late', lookAt: null },
    ],
    [
      'nobody who joined after the deadline',
      '2026-12-21T08:00:00Z',
      { ...unopened, enrolledAt: at('2026-12-20T08:00:00Z'), invitedAt: at('2026-12-20T08:00:00Z') },
      { skip: 'overdue 2026-12-18 joined-later, deadline-near 2026-12-18 joined-later', lookAt: null },
    ],
    [
      'who joined in the last week after two working days',
      '2026-12-15T08:00:00Z',
      { ...unopened, enrolledAt: at('2026-12-14T08:00:00Z'), invitedAt: at('2026-12-14T08:00:00Z') },
      { lookAt: '2026-12-16T08:00:00Z' },
    ],
    ['nobody who has completed', '2026-12-11T08:00:00Z', { completedAt: at('2026-12-01T08:00:00Z') }, { lookAt: null }],
    ['nobody without an account', '2026-12-11T08:00:00Z', { active: false }, { lookAt: null }],
    [
      'nothing without a deadline once the nudges are through',
      '2027-01-11T08:00:00Z',
      { endsOn: null, ledger: [{ rule: 'quiet', occurrence: '2026-11-20' }] },
      { lookAt: null },
    ],
  ])('%s', (_, now, change, expected) => {
    const verdict = due(at(now), { ...facts, ...change });
    const told = {
      send: verdict.send && `${verdict.send.rule} ${verdict.send.occurrence}`,
      skip: verdict.skip.map((one) => `${one.rule} ${one.occurrence} ${one.reason}`).join(', '),
    };
    expect(told).toEqual({ send: expected.send ?? null, skip: expected.skip ?? '' });
    if (expected.lookAt !== undefined) expect(verdict.lookAt).toEqual(expected.lookAt && at(expected.lookAt));
  });
});

const instants = fc.date({ min: new Date('2026-01-01T00:00:00Z'), max: new Date('2028-12-31T00:00:00Z'), noInvalidDate: true });
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null });
const someFacts = fc
  .record({
    zone: fc.constantFrom(...zones),
    start: instants,
    days: maybe(fc.integer({ min: 0, max: 120 })),
    enrolled: fc.integer({ min: -10, max: 130 }),
    opened: maybe(fc.integer({ min: 0, max: 60 })),
    worked: maybe(fc.integer({ min: 0, max: 60 })),
  })
  .map(({ zone, start, days, enrolled, opened, worked }): ReminderFacts => {
    const startsOn = civil(start, zone).date;
    const enrolledAt = new Date(start.getTime() + enrolled * 86_400_000);
    const openedAt = opened === null ? null : new Date(enrolledAt.getTime() + opened * 86_400_000);
    const startedAt = openedAt && worked !== null ? openedAt : null;
    return {
      zone,
      startsOn,
      endsOn: days === null ? null : addDays(startsOn, days),
      active: true,
      enrolledAt,
      invitations: 1,
      invitedAt: enrolledAt,
      openedAt,
      startedAt,
      lastActivityAt: startedAt && new Date(startedAt.getTime() + worked! * 86_400_000),
      completedAt: null,
      ledger: [],
      lastMailAt: null,
    };
  });

/** Lives through the reminders of an enrolment as the planner does, from look to look, and tells what was mailed when. */
function live(first: ReminderFacts, sleepHours = 0): { mails: { at: Date; rule: string; occurrence: string }[]; looks: number } {
  let current = first;
  let now: Date | null = first.enrolledAt;
  const mails: { at: Date; rule: string; occurrence: string }[] = [];
  let looks = 0;
  // Whoever never opens is looked at for ever where there is no deadline: a year is enough.
  const stop = first.enrolledAt.getTime() + 366 * 86_400_000;
  for (; now && now.getTime() < stop; looks++) {
    const { send, skip, lookAt } = due(now, current);
    const ledger = [...current.ledger, ...skip, ...(send ? [send] : [])];
    if (send) mails.push({ at: now, ...send });
    current = { ...current, ledger, lastMailAt: send ? now : current.lastMailAt };
    const next: Date | null = send ? due(now, current).lookAt : lookAt;
    if (next && next <= now) throw new Error('the same look again');
    now = next && new Date(next.getTime() + sleepHours * 3_600_000);
  }
  return { mails, looks };
}

describe('whatever the zone and the facts', () => {
  it('mails only in office hours, never before the first day, each occurrence once, nudges a week apart', () => {
    fc.assert(
      fc.property(someFacts, fc.constantFrom(0, 1, 9, 30), (one, sleepHours) => {
        const { mails, looks } = live(one, sleepHours);
        expect(looks).toBeLessThan(120);
        for (const mail of mails) {
          expect(inOfficeHours(mail.at, one.zone)).toBe(true);
          expect(civil(mail.at, one.zone).date >= one.startsOn).toBe(true);
        }
        expect(new Set(mails.map(({ rule, occurrence }) => `${rule} ${occurrence}`)).size).toBe(mails.length);
        mails.forEach((mail, i) => {
          const before = mails[i - 1];
          if (before && !['overdue', 'deadline-near'].includes(mail.rule))
            expect(mail.at.getTime() - before.at.getTime()).toBeGreaterThanOrEqual(7 * 86_400_000);
        });
        expect(mails.length).toBeLessThanOrEqual(4);
      }),
      { numRuns: 400 },
    );
  });

  it('never mails anybody who has completed', () => {
    fc.assert(
      fc.property(someFacts, instants, (one, now) =>
        expect(due(now, { ...one, completedAt: one.enrolledAt })).toEqual({ send: null, skip: [], lookAt: null }),
      ),
    );
  });

  it('misses no deadline: whoever is enrolled in time and never completes is told once that it is near and once that it has passed', () => {
    fc.assert(
      fc.property(someFacts, (one) => {
        fc.pre(
          one.endsOn !== null &&
            one.enrolledAt < opening(addDays(one.endsOn, -7), one.zone) &&
            opening(one.startsOn, one.zone) < endOfDay(addDays(one.endsOn, -7), one.zone),
        );
        expect(
          live(one)
            .mails.filter(({ rule }) => rule === 'deadline-near' || rule === 'overdue')
            .map(({ rule }) => rule),
        ).toEqual(['deadline-near', 'overdue']);
      }),
    );
  });
});
