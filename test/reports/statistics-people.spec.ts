import fc from 'fast-check';
import { AuthoringModule } from '../../src/authoring/authoring.module.js';
import { CatalogueService } from '../../src/catalogue/catalogue.service.js';
import { findItem, type OutlineQuiz } from '../../src/catalogue/outline.js';
import { CohortsModule } from '../../src/cohorts/cohorts.module.js';
import { newId } from '../../src/platform/ids.js';
import type { Viewer } from '../../src/platform/security/viewer.js';
import { ProgressModule } from '../../src/progress/progress.module.js';
import type { Mark } from '../../src/questions/rules/grade.js';
import { scoreOf } from '../../src/quizzes/rules/correct.js';
import { QuizzesModule } from '../../src/quizzes/quizzes.module.js';
import { ReportsModule } from '../../src/reports/reports.module.js';
import { StatisticsQueries, type GroupRow } from '../../src/reports/statistics.queries.js';
import { StatisticsService } from '../../src/reports/statistics.service.js';
import { School } from '../progress/school.js';
import { testServices, type TestServices } from '../support/app.js';
import { typedCoursesFolder } from '../support/courses.js';

let t: TestServices;
let school: School;
let trainer: Viewer;
let quiz: OutlineQuiz;
const revisions: Record<string, string> = {};
let cohorts: Record<string, string>;

async function begin(folder?: string): Promise<void> {
  t = await testServices([AuthoringModule, CohortsModule, ProgressModule, QuizzesModule, ReportsModule]);
  school = await School.in(t, folder);
  trainer = await school.person('Trainer', [{ role: 'trainer', path: null }]);
  const catalogue = t.get(CatalogueService);
  for (const programme of ['small', 'small-too']) revisions[programme] = await catalogue.currentRevisionId(programme);
  quiz = findItem(await catalogue.currentOutline('small'), 'q-shared')!.item as OutlineQuiz;
  cohorts = {};
  for (const programme of ['small', 'small-too', 'again']) {
    const viewer = await school.person(`Of ${programme}`);
    const enrolment = await school.enrol(viewer, programme === 'again' ? 'small' : programme, { name: programme });
    cohorts[programme] = (await t.database.one<{ id: string }>('SELECT cohort_id AS id FROM enrolment WHERE id = $1', [enrolment]))!.id;
  }
}
const end = async (): Promise<void> => {
  await school?.close();
  await t?.close();
};

interface Handed {
  given: Record<string, string[]>;
  /** Minutes after the beginning of everything. */
  at: number;
  cohort?: 'small' | 'small-too' | 'again';
  number?: number;
  language?: string;
  /** By question; a question that is needed and is not here waits. */
  marks?: Record<string, Mark['criteria']>;
  /** Minutes; where there are marks. */
  markedAt?: number;
}
const minute = (at: number): Date => new Date(Date.UTC(2026, 10, 1) + at * 60_000);
const toMark = (given: Handed['given']): string[] => Object.keys(given).filter((id) => quiz.questions.find((one) => one.id === id)?.type === 'essay');

/** One attempt of this person, as the quiz would keep it. Returns its id. */
async function handIn(person: string, { given, at, cohort = 'small', number = 1, language = 'en', marks, markedAt = at }: Handed): Promise<string> {
  await t.database.query(
    `INSERT INTO person (id, email, name, language, zone) VALUES ($1::uuid, $1::uuid || '@example.org', 'P', 'en', 'UTC') ON CONFLICT DO NOTHING`,
    [person],
  );
  await t.database.query(
    'INSERT INTO enrolment (id, cohort_id, person_id, programme_id, created_at) SELECT $1, id, $3, programme_id, now() FROM cohort WHERE id = $2 ON CONFLICT DO NOTHING',
    [newId(), cohorts[cohort], person],
  );
  const id = newId();
  const waiting = toMark(given).some((question) => !marks?.[question]);
  const { numerator, denominator, max } = scoreOf(
    quiz.questions,
    new Map(Object.entries(given).map(([question, answer]) => [question, { answer, language }])),
    [],
    new Map(Object.entries(marks ?? {}).map(([question, criteria]) => [question, { criteria, comment: '' }])),
  );
  await t.database.query(
    `INSERT INTO attempt (id, enrolment_id, quiz_id, number, revision_id, questions, started_at, handed_in_at, numerator, denominator, max, passed)
     SELECT $1, e.id, 'q-shared', $4, $5, $6, $7, $8, $9, $10, $11, $12 FROM enrolment e WHERE e.cohort_id = $2 AND e.person_id = $3`,
    [
      id,
      cohorts[cohort],
      person,
      number,
      revisions[cohort === 'again' ? 'small' : cohort],
      JSON.stringify(quiz.questions.map((question) => ({ id: question.id, options: [] }))),
      minute(at - 1),
      minute(at),
      numerator,
      denominator,
      max,
      waiting ? null : false,
    ],
  );
  for (const [question, answer] of Object.entries(given))
    await t.database.query('INSERT INTO response (attempt_id, question_id, answer, language, saved_at) VALUES ($1, $2, $3, $4, $5)', [
      id,
      question,
      JSON.stringify(answer),
      language,
      minute(at - 0.5),
    ]);
  for (const question of toMark(given))
    await t.database.query('INSERT INTO essay_mark (attempt_id, question_id, waiting_since, criteria, marked_at) VALUES ($1, $2, $3, $4, $5)', [
      id,
      question,
      minute(at),
      marks?.[question] ? JSON.stringify(marks[question]) : null,
      marks?.[question] ? minute(markedAt) : null,
    ]);
  return id;
}
const forget = async (): Promise<void> => {
  for (const table of ['essay_mark', 'response', 'attempt']) await t.database.query(`DELETE FROM ${table}`);
};
const found = () => t.get(StatisticsService).quiz(trainer, 'q-shared');
const line = async (id: string, language = 'en') => (await found()).items.find((item) => item.question.id === id && item.language === language);

const right = { 'q-s': ['b'], 'q-m': ['a', 'c'], 'q-t': ['true'] };
const wrong = { 'q-s': ['a'], 'q-m': ['b'], 'q-t': ['false'] };

describe('people and steps', () => {
  beforeAll(() => begin(), 120_000);
  afterAll(end);
  afterEach(forget);

  it('one person counts once, with what they handed in first of all their enrolments', async () => {
    const people = Array.from({ length: 20 }, () => newId());
    for (const [i, person] of people.entries()) await handIn(person, { given: i < 8 ? right : wrong, at: 100 + i });
    expect(await line('q-s')).toMatchObject({ count: 20, facility: 0.4 });
    // Again in another cohort, and in another programme, later: nothing changes.
    for (const person of people.slice(8)) await handIn(person, { given: right, at: 500, cohort: 'again' });
    await handIn(people[9]!, { given: right, at: 501, cohort: 'small-too' });
    expect(await found()).toMatchObject({ people: 20, counted: 20 });
    expect(await line('q-s')).toMatchObject({ count: 20, facility: 0.4 });
    // Earlier there, whatever its number: that one counts.
    await handIn(people[0]!, { given: wrong, at: 50, cohort: 'small-too', number: 2 });
    expect(await line('q-s')).toMatchObject({ count: 20, facility: 0.35 });
    // Nineteen people with thirty attempts are nineteen: too few to say anything.
    await forget();
    for (const person of people.slice(1)) for (const cohort of ['small', 'again'] as const) await handIn(person, { given: right, at: 100, cohort });
    expect(await found()).toMatchObject({ people: 19, counted: 15 });
    expect(await line('q-s')).toMatchObject({ count: 15, facility: null });
    expect((await t.get(StatisticsService).quizzes(trainer)).find(({ quiz: one }) => one.id === 'q-shared')!.count).toBe(19);
  });

  it('nothing is to be seen of a sixth person, nor of the first ones in another language', async () => {
    let at = 0;
    const come = async (count: number, given = right, language = 'en') => {
      for (let i = 0; i < count; i++) await handIn(newId(), { given, language, at: ++at });
    };
    await come(20);
    const before = await found();
    const figures = ({ items, compositions }: typeof before) => ({
      compositions,
      items: items.filter(({ count }) => count !== null).map(({ question, ...rest }) => ({ ...rest, id: question.id })),
    });
    for (let i = 0; i < 4; i++) {
      await come(1, wrong);
      expect(figures(await found())).toEqual(figures(before));
      await come(1, wrong, 'nl');
      expect(figures(await found())).toEqual(figures(before));
    }
    expect(await found()).toMatchObject({ people: 28, counted: 20 });
    expect(await line('q-s', 'nl')).toMatchObject({ count: null, facility: null, options: [] });
    await come(1, wrong, 'nl');
    // The five of one language come together, in the whole as in the line.
    expect(await found()).toMatchObject({ people: 29, counted: 25, compositions: [{ count: 25, mean: expect.closeTo(0.8, 12) }] });
    expect(await line('q-s')).toMatchObject({ count: 20, facility: 1 });
    expect(await line('q-s', 'nl')).toMatchObject({ count: 5 });
    await come(1, wrong);
    expect(await line('q-s')).toMatchObject({ count: 25, facility: 0.8 });
  });

  it('the steps of PostgreSQL are those of a few lines, whatever people do', async () => {
    const event = fc.record({ language: fc.constantFrom('en', 'nl'), good: fc.boolean(), who: fc.integer({ min: 0, max: 30 }) });
    await fc.assert(
      fc.asyncProperty(fc.array(event, { minLength: 5, maxLength: 40 }), async (events) => {
        await forget();
        const ids = Array.from({ length: 31 }, () => newId());
        const met = new Set<number>();
        const firsts: typeof events = [];
        const taken = new Map<number, number>();
        for (const [i, one] of events.entries()) {
          const number = (taken.get(one.who) ?? 0) + 1;
          taken.set(one.who, number);
          await handIn(ids[one.who]!, { given: one.good ? right : wrong, language: one.language, at: i + 1, number });
          if (!met.has(one.who)) firsts.push(one);
          met.add(one.who);
        }
        const { items, compositions, counted } = await found();
        let all = 0;
        for (const language of ['en', 'nl']) {
          const people = firsts.filter((one) => one.language === language);
          const steps = people.slice(0, people.length - (people.length % 5));
          all += steps.length;
          const item = items.find((one) => one.question.id === 'q-s' && one.language === language);
          expect(item?.count ?? null).toBe(steps.length || null);
          if (steps.length >= 20) expect(item!.facility).toBeCloseTo(steps.filter(({ good }) => good).length / steps.length, 12);
        }
        expect(counted).toBe(all);
        expect(compositions[0]!.count).toBe(all || null);
      }),
      { numRuns: 12 },
    );
  }, 120_000);
});

describe('essays', () => {
  beforeAll(() => begin(typedCoursesFolder()), 120_000);
  afterAll(end);
  afterEach(forget);

  const text = { 'q-essay': ['text=Come next door.'], 'q-essay-two': ['text=The rest.'] };
  const warm = { 'q-essay': { clear: 'fully', kind: 'warm' }, 'q-essay-two': { done: 'done' } };
  const half = { 'q-essay': { clear: 'partly', kind: 'cold' }, 'q-essay-two': { done: 'not-yet' } };
  const word = { 'q-word': ['text=plain language'] };

  it('count with the points of their mark, and with nothing where they were left empty', async () => {
    // By hand: 10 × 3/3, 10 × 1/3, 5 × 0 of 25 people are 13 1/3 / 25 = 8/15.
    for (let i = 0; i < 10; i++) await handIn(newId(), { given: { ...word, ...text }, at: i, marks: warm });
    for (let i = 0; i < 10; i++)
      await handIn(newId(), { given: { ...word, ...text, 'q-essay': [`text=Other words ${i}`] }, at: 20 + i, marks: half });
    for (let i = 0; i < 5; i++) await handIn(newId(), { given: word, at: 40 + i });
    const essay = (await line('q-essay'))!;
    expect(essay).toMatchObject({ count: 25, options: [] });
    expect(essay.facility).toBeCloseTo(8 / 15, 12);
    expect((await line('q-essay-two'))!.facility).toBeCloseTo(0.4, 12);
    // Equal marks are one row, whatever was written; the text stays in PostgreSQL.
    const groups = jest.spyOn(t.get(StatisticsQueries), 'groups');
    await found();
    const rows = (await groups.mock.results[0]!.value) as GroupRow[];
    groups.mockRestore();
    expect(rows.filter(({ slot }) => slot === 'q-essay').map(({ answer, mark, count }) => [answer, mark, count])).toEqual(
      expect.arrayContaining([
        [[], warm['q-essay'], 10],
        [[], half['q-essay'], 10],
        [[], null, 5],
      ]),
    );
    expect(rows.filter(({ slot }) => slot === 'q-essay')).toHaveLength(3);
  });

  it('stand in discrimination and alpha, by the textbook', async () => {
    // Points by slot: word, gaps, number, essay, essay two.
    const kinds = [
      { given: { ...word, ...text }, marks: warm, points: [1, 0, 0, 1, 1] },
      { given: text, marks: half, points: [0, 0, 0, 1 / 3, 0] },
      { given: { ...word, ...text }, marks: { ...half, 'q-essay': warm['q-essay'] }, points: [1, 0, 0, 1, 0] },
      { given: { 'q-word': ['text=nonsense'] }, marks: {}, points: [0, 0, 0, 0, 0] },
    ];
    const table: number[][] = [];
    for (let i = 0; i < 100; i++) {
      const kind = kinds[i % 4]!;
      table.push(kind.points);
      await handIn(newId(), { ...kind, at: i });
    }
    const mean = (list: number[]): number => list.reduce((a, b) => a + b, 0) / list.length;
    const spread = (list: number[]): number => list.reduce((a, b) => a + (b - mean(list)) ** 2, 0) / (list.length - 1);
    const totals = table.map((row) => row.reduce((a, b) => a + b, 0));
    const slots = [0, 1, 2, 3, 4].map((slot) => table.map((row) => row[slot]!));
    const expected = (5 / 4) * (1 - slots.reduce((sum, slot) => sum + spread(slot), 0) / spread(totals));
    const [whole] = (await found()).compositions;
    expect(whole!.count).toBe(100);
    expect(whole!.alpha).toBeCloseTo(expected, 9);
    expect(whole!.error).toBeCloseTo((Math.sqrt(spread(totals)) / 5) * Math.sqrt(1 - expected), 9);
    const [xs, rest] = [slots[3]!, totals.map((total, i) => (total - slots[3]![i]!) / 4)];
    const r = xs.reduce((sum, x, i) => sum + (x - mean(xs)) * (rest[i]! - mean(rest)), 0) / 99 / Math.sqrt(spread(xs) * spread(rest));
    expect((await line('q-essay'))!.discrimination).toBeCloseTo(r, 9);
  });

  it('one that waits is left out with its step, is counted, and no later attempt takes its place', async () => {
    const people = Array.from({ length: 10 }, () => newId());
    for (const [i, person] of people.entries()) await handIn(person, { given: { ...word, ...text }, at: i, marks: i === 2 ? undefined : warm });
    await handIn(people[2]!, { given: word, at: 50, number: 2 });
    expect(await found()).toMatchObject({ people: 10, counted: 5, waiting: 1 });
    const shown = (await found()).compositions;
    await t.database.query('UPDATE essay_mark SET criteria = $1, marked_at = $2 WHERE criteria IS NULL', [
      '{"clear":"partly","kind":"cold"}',
      minute(60),
    ]);
    await t.database.query('UPDATE attempt SET passed = false WHERE passed IS NULL');
    expect(shown[0]!.count).toBe(5);
    expect(await found()).toMatchObject({ people: 10, counted: 10, waiting: 0 });
  });
});
