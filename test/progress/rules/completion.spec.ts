import fc from 'fast-check';
import type { Outline } from '../../../src/catalogue/outline.js';
import { apply, count, fold, type Fact, type Outlines, type Standing } from '../../../src/progress/rules/completion.js';
import { itemAfter, resumeItem } from '../../../src/progress/rules/resume.js';
import { why } from '../../../src/progress/rules/why.js';
import { isNew } from '../../../src/progress/rules/worth.js';
import { facts, minute, outline } from './outlines.js';

const shelf = (...all: Outline[]): Outlines => new Map(all.map((one) => [one.revisionId, one]));
const plain = outline('r1', { m1: 'l1 l2 q1', m2: 'l3' });

interface Case {
  name: string;
  outlines: Outline[];
  facts: string[];
  modules: string[];
  complete: number | null;
  count: [required: number, done: number];
  next: string | null;
}

const newer = { 'r2 adds a lesson to m1': outline('r2', { m1: 'l1 l2 lx q1', m2: 'l3' }) };
const r2 = newer['r2 adds a lesson to m1'];

const cases: Case[] = [
  { name: 'nothing but enrolled', outlines: [plain], facts: ['r1 enrolled'], modules: [], complete: null, count: [4, 0], next: 'l1' },
  {
    name: 'an opened lesson is where to go on',
    outlines: [plain],
    facts: ['r1 enrolled', 'r1 opened l3'],
    modules: [],
    complete: null,
    count: [4, 0],
    next: 'l3',
  },
  {
    name: 'lessons without the quiz do not complete a module that has one',
    outlines: [plain],
    facts: ['r1 enrolled', 'r1 finished l1', 'r1 finished l2'],
    modules: [],
    complete: null,
    count: [4, 2],
    next: 'q1',
  },
  {
    name: 'a quiz passed first completes its module; its open lessons are asked no more',
    outlines: [plain],
    facts: ['r1 enrolled', 'r1 passed q1'],
    modules: ['m1'],
    complete: null,
    count: [2, 1],
    next: 'l3',
  },
  {
    name: 'a quiz handed in without a pass completes nothing and is where to go on',
    outlines: [plain],
    facts: ['r1 enrolled', 'r1 finished l1', 'r1 missed q1'],
    modules: [],
    complete: null,
    count: [4, 1],
    next: 'q1',
  },
  {
    name: 'a pass is not lost by a later attempt without one',
    outlines: [plain],
    facts: ['r1 enrolled', 'r1 passed q1', 'r1 missed q1'],
    modules: ['m1'],
    complete: null,
    count: [2, 1],
    next: 'l3',
  },
  {
    name: 'all required modules complete the programme',
    outlines: [plain],
    facts: ['r1 enrolled', 'r1 passed q1', 'r1 finished l3'],
    modules: ['m1', 'm2'],
    complete: 3,
    count: [2, 2],
    next: null,
  },
  {
    name: 'an optional module is not asked for, but offered',
    outlines: [outline('r1', { m1: 'l1', 'm2?': 'l2' })],
    facts: ['r1 enrolled', 'r1 finished l1'],
    modules: ['m1'],
    complete: 2,
    count: [1, 1],
    next: 'l2',
  },
  {
    name: 'a programme without required modules is never complete by itself',
    outlines: [outline('r1', { 'm1?': 'l1' })],
    facts: ['r1 enrolled', 'r1 finished l1'],
    modules: ['m1'],
    complete: null,
    count: [0, 0],
    next: null,
  },
  {
    name: 'a module of two quizzes wants both',
    outlines: [outline('r1', { m1: 'l1 q1 q2' })],
    facts: ['r1 enrolled', 'r1 passed q2'],
    modules: [],
    complete: null,
    count: [3, 1],
    next: 'l1',
  },
  {
    name: 'an added item is asked of those who have not completed its module',
    outlines: [plain, r2],
    facts: ['r1 enrolled', 'r1 finished l1', 'r2 moved', 'r2 finished l2'],
    modules: [],
    complete: null,
    count: [5, 2],
    next: 'lx',
  },
  {
    name: 'an added item is not asked of those who have completed its module',
    outlines: [plain, r2],
    facts: ['r1 enrolled', 'r1 passed q1', 'r2 moved'],
    modules: ['m1'],
    complete: null,
    count: [2, 1],
    next: 'l3',
  },
  {
    name: 'complete stays complete when a newer revision asks for more',
    outlines: [outline('r1', { m1: 'l1' }), outline('r2', { m1: 'l1 l2', m3: 'l9' })],
    facts: ['r1 enrolled', 'r1 finished l1', 'r2 moved'],
    modules: ['m1'],
    complete: 2,
    count: [2, 1],
    next: 'l9',
  },
  {
    name: 'a removed item leaves the rule, and the move itself may complete',
    outlines: [outline('r1', { m1: 'l1 l2' }), outline('r2', { m1: 'l1' })],
    facts: ['r1 enrolled', 'r1 finished l1', 'r2 moved'],
    modules: ['m1'],
    complete: 3,
    count: [1, 1],
    next: null,
  },
  {
    name: 'a moved module keeps what was done, whatever its order',
    outlines: [plain, outline('r2', { m2: 'l3', m1: 'q1 l2 l1' })],
    facts: ['r1 enrolled', 'r1 finished l1', 'r1 finished l3', 'r2 moved'],
    modules: ['m2'],
    complete: null,
    count: [4, 2],
    next: 'q1',
  },
  {
    name: 'credit completes a module with all that is in it',
    outlines: [plain],
    facts: ['r1 enrolled', 'r1 credited m1'],
    modules: ['m1'],
    complete: null,
    count: [4, 3],
    next: 'l3',
  },
];

describe('the fold', () => {
  test.each(cases)('$name', ({ outlines, facts: lines, modules, complete, count: counts, next }) => {
    const all = facts(...lines);
    const standing = fold(all, shelf(...outlines));
    const current = outlines.find((one) => one.revisionId === standing.revisionId)!;
    expect([...standing.modules.keys()].sort()).toEqual(modules);
    expect(standing.completedAt).toEqual(complete === null ? null : minute(complete));
    const { required, done } = count(current, standing);
    expect([required, done]).toEqual(counts);
    expect(resumeItem(current, standing)).toBe(next);
  });

  test('credit keeps the date, revision and enrolment of the work, the programme its own', () => {
    const standing = fold(facts('r1 enrolled', 'r1 finished l3', 'r1 credited m1'), shelf(plain));
    const worked = new Date('2026-01-01T00:00:00.000Z');
    expect(standing.modules.get('m1')).toEqual({ at: worked, revisionId: 'other-revision', creditedFrom: 'other' });
    expect(standing.items.get('l1')).toMatchObject({ state: 'done', completedAt: worked, creditedFrom: 'other' });
    expect(standing.completedAt).toEqual(minute(3));
    expect(standing.lastActivityAt).toEqual(minute(2));
  });

  test('an attempt that began on a revision whose module had the quiz completes that module, though the quiz has gone', () => {
    const all = facts('r1 enrolled', 'r1 began q1', 'r2 moved', 'r2 passed q1');
    all[3]!.payload.revision = 'r1';
    const standing = fold(all, shelf(plain, outline('r2', { m1: 'l1 l2', m2: 'l3' })));
    expect(standing.modules.get('m1')).toMatchObject({ revisionId: 'r1' });
    expect(standing.items.get('q1')?.state).toBe('done');
  });

  test('enrolment, moves and credit are no activity', () => {
    const standing = fold(facts('r1 enrolled', 'r1 credited m1', 'r2 moved'), shelf(plain, r2));
    expect([standing.startedAt, standing.lastActivityAt]).toEqual([null, null]);
  });

  test('what a newer revision brings is new until it is opened', () => {
    const some = facts('r1 enrolled', 'r1 opened l1', 'r2 moved', 'r2 opened lx');
    expect([...fold(some.slice(0, 3), shelf(plain, r2)).fresh]).toEqual(['lx']);
    expect([...fold(some, shelf(plain, r2)).fresh]).toEqual([]);
  });
});

describe('after an item', () => {
  const standing = fold(facts('r1 enrolled', 'r1 finished l2'), shelf(plain));
  test.each([
    ['l2', 'q1'],
    ['q1', 'l3'],
    ['l3', 'l1'],
    ['gone', 'l1'],
  ])('%s comes %s', (item, next) => expect(itemAfter(plain, standing, item)).toBe(next));
});

describe('why', () => {
  test('names what is open in each module, and the quiz that would be enough', () => {
    const standing = fold(facts('r1 enrolled', 'r1 opened l1', 'r1 missed q1', 'r1 finished l3'), shelf(plain));
    expect(why(plain, standing)).toEqual({
      complete: false,
      completedAt: null,
      open: [
        {
          moduleId: 'm1',
          items: [
            { itemId: 'l1', kind: 'lesson', state: 'started' },
            { itemId: 'l2', kind: 'lesson', state: 'open' },
            { itemId: 'q1', kind: 'quiz', state: 'tried' },
          ],
          enough: ['q1'],
        },
      ],
      done: [{ moduleId: 'm2', at: minute(4), creditedFrom: null }],
    });
  });
});

describe('news', () => {
  const all = facts('r1 enrolled', 'r1 finished l1', 'r1 passed q1');
  const standing = fold(all, shelf(plain));
  const soon = minute(20);
  const nextDay = minute(1500);
  test.each<[string, Parameters<typeof isNew>[0], Date, boolean]>([
    ['finishing again', { type: 'lesson-finished', itemId: 'l1' }, nextDay, false],
    ['finishing another', { type: 'lesson-finished', itemId: 'l2' }, soon, true],
    ['opening again at once', { type: 'lesson-opened', itemId: 'l1' }, soon, false],
    ['opening again another day', { type: 'lesson-opened', itemId: 'l1' }, nextDay, true],
    ['opening something else', { type: 'lesson-opened', itemId: 'l2' }, soon, true],
    ['grading the same attempt', { type: 'quiz-graded', itemId: 'q1', payload: { attempt: 'a2', passed: true } }, soon, false],
    ['grading another attempt', { type: 'quiz-graded', itemId: 'q1', payload: { attempt: 'b', passed: false } }, soon, true],
    ['enrolling again', { type: 'enrolled', itemId: null }, soon, false],
    ['credit for what is done', { type: 'module-credited', itemId: 'm1' }, soon, false],
    ['credit for what is open', { type: 'module-credited', itemId: 'm2' }, soon, true],
  ])('%s', (_, news, now, expected) => expect(isNew(news, all, standing, now)).toBe(expected));
});

describe('properties', () => {
  const revisions = [
    outline('r1', { m1: 'l1 l2 q1', m2: 'l3', 'm3?': 'l4 q2' }),
    outline('r2', { m1: 'l1 lx q1', m4: 'l5', m2: 'l3' }),
    outline('r3', { m2: 'l3 l6', m1: 'l1 l2' }),
  ];
  const outlines = shelf(...revisions);
  const items = ['l1', 'l2', 'l3', 'l4', 'l5', 'l6', 'lx', 'q1', 'q2'];
  const step = fc.oneof(
    fc.tuple(fc.constantFrom('opened', 'finished'), fc.constantFrom(...items.filter((id) => id.startsWith('l')))),
    fc.tuple(fc.constantFrom('began', 'passed', 'missed'), fc.constantFrom('q1', 'q2')),
    fc.tuple(fc.constant('credited'), fc.constantFrom('m1', 'm2', 'm4')),
    fc.tuple(fc.constant('moved'), fc.constant('')),
  );
  /** Any history over three revisions: a move goes to the next one. */
  const history = fc.array(step, { maxLength: 25 }).map((steps) => {
    let revision = 1;
    const lines = ['r1 enrolled'];
    for (const [what, about] of steps) {
      if (what === 'moved') {
        if (revision < 3) lines.push(`r${++revision} moved`);
      } else lines.push(`r${revision} ${what} ${about}`);
    }
    return facts(...lines);
  });
  const done = (standing: Standing): string[] =>
    [...standing.items].filter(([, item]) => item.state === 'done').map(([id, item]) => `${id} ${item.completedAt?.toISOString()}`);

  test('what was done, complete or begun stays so with its dates', () => {
    fc.assert(
      fc.property(history, (all) => {
        let before = fold([], outlines);
        for (const fact of all) {
          const after = apply(before, fact, outlines);
          expect(done(after)).toEqual(expect.arrayContaining(done(before)));
          for (const [id, module] of before.modules) expect(after.modules.get(id)).toEqual(module);
          if (before.completedAt) expect(after.completedAt).toEqual(before.completedAt);
          if (before.startedAt) expect(after.startedAt).toEqual(before.startedAt);
          before = after;
        }
      }),
    );
  });

  test('a fact that comes again changes nothing, and folding step by step is folding the whole', () => {
    fc.assert(
      fc.property(history, fc.nat(), (all, seed) => {
        const whole = fold(all, outlines);
        expect(fold([...all, all[seed % all.length]!], outlines)).toEqual(whole);
        const cut = seed % (all.length + 1);
        let resumed = fold(all.slice(0, cut), outlines);
        for (const fact of all.slice(cut)) resumed = apply(resumed, fact, outlines);
        expect(resumed).toEqual(whole);
      }),
    );
  });

  test('on one revision the order of the work decides nothing but dates', () => {
    const work = fc.uniqueArray(fc.constantFrom('finished l1', 'finished l2', 'finished l3', 'finished l4', 'passed q1', 'passed q2', 'credited m2'));
    const order = work.chain((lines) => fc.tuple(fc.constant(lines), fc.shuffledSubarray(lines, { minLength: lines.length })));
    const result = (lines: string[]): unknown => {
      const standing = fold(facts('r1 enrolled', ...lines.map((line) => `r1 ${line}`)), outlines);
      return { modules: [...standing.modules.keys()].sort(), count: count(revisions[0]!, standing), complete: standing.completedAt !== null };
    };
    fc.assert(fc.property(order, ([one, other]) => expect(result(one)).toEqual(result(other))));
  });

  test('the count never exceeds what is required, and complete programmes are those without an open required module', () => {
    fc.assert(
      fc.property(history, (all: Fact[]) => {
        const standing = fold(all, outlines);
        const current = outlines.get(standing.revisionId!)!;
        const { required, done: finished } = count(current, standing);
        expect(finished).toBeLessThanOrEqual(required);
        const verdict = why(current, standing);
        if (!verdict.complete) expect(verdict.open.length).toBeGreaterThan(0);
        for (const module of verdict.open) expect(module.items.length).toBeGreaterThan(0);
        const next = resumeItem(current, standing);
        if (next) expect(standing.items.get(next)?.state).not.toBe('done');
        else expect(verdict.complete).toBe(true);
      }),
    );
  });
});
