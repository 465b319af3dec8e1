import { CatalogueService } from '../../src/catalogue/catalogue.service.js';
import { findItem, type OutlineQuiz } from '../../src/catalogue/outline.js';
import { NotAllowed, NotFound } from '../../src/platform/errors.js';
import { newId } from '../../src/platform/ids.js';
import type { Viewer } from '../../src/platform/security/viewer.js';
import { grade, sumOf } from '../../src/questions/rules/grade.js';
import { StatisticsService } from '../../src/reports/statistics.service.js';
import { testWeb, type TestWeb } from '../support/app.js';
import { statementsOf } from '../support/statements.js';
import { makeWorld, signedIn, type World } from '../support/world.js';

let t: TestWeb;
let world: World;
let statistics: StatisticsService;
let revisionId: string;
let quiz: OutlineQuiz;
const trainer = {
  personId: newId(),
  language: 'en',
  zone: 'Europe/Brussels',
  grants: [{ role: 'trainer', path: '/x/' }],
  by: 'session',
} as unknown as Viewer;

type Given = Record<string, string[]>;
interface Made {
  given: Given;
  language?: string;
  /** Seconds after the one before. */
  seconds?: number;
  /** Adds an attempt to the enrolment of the one before. */
  again?: boolean;
  open?: boolean;
}

/** Attempts of people of their own, as the quiz would keep them. */
async function make(list: Made[]): Promise<void> {
  const people: string[] = [];
  const enrolments: string[] = [];
  const attempts: Record<string, unknown>[] = [];
  const responses: Record<string, unknown>[] = [];
  let number = 0;
  for (const { given, language = 'en', seconds = 40, again, open } of list) {
    if (!again) {
      people.push(newId());
      enrolments.push(newId());
      number = 0;
    }
    const id = newId();
    const score = sumOf(quiz.questions.map((question) => grade(question, given[question.id] ?? [], language)));
    const started = Date.parse('2026-11-20T09:00:00Z') + ++number * 3_600_000;
    attempts.push({
      id,
      enrolment: enrolments.at(-1),
      number,
      started: new Date(started),
      closed: open ? null : new Date(started + 600_000),
      ...(open ? { numerator: null, denominator: null, max: null } : score),
    });
    Object.entries(given).forEach(([question, answer], i) =>
      responses.push({ id, question, answer, language, at: new Date(started + (i + 1) * seconds * 1000) }),
    );
  }
  await t.database.query(
    `INSERT INTO person (id, email, name, language, zone) SELECT id, id || '@example.org', 'Xanthe Quill', 'nl', 'UTC' FROM unnest($1::uuid[]) AS p(id)`,
    [people],
  );
  await t.database.query(
    `INSERT INTO enrolment (id, cohort_id, person_id, programme_id, created_at) SELECT e, $3, p, 'small', now() FROM unnest($1::uuid[], $2::uuid[]) AS x(e, p)`,
    [enrolments, people, world.there.cohortId],
  );
  await t.database.query(
    `INSERT INTO attempt (id, enrolment_id, quiz_id, number, revision_id, questions, started_at, handed_in_at, numerator, denominator, max, passed)
     SELECT id, enrolment, 'q-shared', number, $2, $3, started, closed, numerator, denominator, max, false
     FROM jsonb_to_recordset($1) AS a(id uuid, enrolment uuid, number int, started timestamptz, closed timestamptz, numerator int, denominator int, max int)`,
    [JSON.stringify(attempts), revisionId, JSON.stringify(quiz.questions.map(({ id }) => ({ id, options: [] })))],
  );
  await t.database.query(
    `INSERT INTO response (attempt_id, question_id, answer, language, saved_at) SELECT id, question, answer, language, at
     FROM jsonb_to_recordset($1) AS r(id uuid, question text, answer jsonb, language text, at timestamptz)`,
    [JSON.stringify(responses)],
  );
}
const times = (count: number, made: Made): Made[] => Array.from({ length: count }, () => made);
const forget = async () => {
  for (const table of ['response', 'attempt']) await t.database.query(`DELETE FROM ${table}`);
};

const right: Given = { 'q-s': ['b'], 'q-m': ['a', 'c'], 'q-t': ['true'] };
const wrong: Given = { 'q-s': ['a'], 'q-m': ['b'], 'q-t': ['false'] };
const line = async (id: string, language = 'en') =>
  (await statistics.quiz(trainer, 'q-shared')).items.find((item) => item.question.id === id && item.language === language);

beforeAll(async () => {
  t = await testWeb(undefined, { now: '2026-11-24T09:00:00Z' });
  world = await makeWorld(t);
  statistics = t.get(StatisticsService);
  const outline = await t.get(CatalogueService).currentOutline('small');
  revisionId = outline.revisionId;
  quiz = findItem(outline, 'q-shared')!.item as OutlineQuiz;
}, 120_000);
afterAll(() => t?.close());
afterEach(forget);

describe('figures from attempts', () => {
  it('only the first attempt that was handed in counts, and a group of fewer than five is withheld', async () => {
    await make([...times(4, { given: right }), { given: wrong, again: true }, { given: wrong, open: true }]);
    expect(await statistics.quiz(trainer, 'q-shared')).toMatchObject({ people: null, counted: 0, compositions: [{ count: null }] });
    expect(await line('q-s')).toMatchObject({ count: null, facility: null, options: [], doubts: [] });
    await make([{ given: right }]);
    expect(await statistics.quiz(trainer, 'q-shared')).toMatchObject({ people: 5, counted: 5, compositions: [{ count: 5, mean: null }] });
    await make([...times(9, { given: right }), ...times(6, { given: wrong }), { given: right, again: true }]);
    expect(await line('q-s')).toMatchObject({ count: 20, facility: 14 / 20, discrimination: null });
  });

  it('points as they are graded, options with thirds, time without pauses, by language', async () => {
    await make([
      ...times(20, { given: right, seconds: 30 }),
      ...times(20, { given: wrong, seconds: 50 }),
      ...times(20, { given: { ...wrong, 'q-s': ['b'] }, seconds: 4000 }),
      ...times(6, { given: right, language: 'nl' }),
      ...times(5, { given: {} }),
    ]);
    const single = (await line('q-s'))!;
    expect(single).toMatchObject({ count: 60, facility: 40 / 60, seconds: 40, current: true });
    expect(single.options.map(({ option, count, right: key }) => [option, count, key])).toEqual([
      ['a', 20, false],
      ['b', 40, true],
      ['c', 0, false],
    ]);
    // 70 people in whole steps: 26 with everything above two thirds, 24 with nothing below one third.
    expect(single.options[0]).toMatchObject({ upper: 0, lower: 1 });
    expect(single.doubts).toEqual(['unused']);
    expect(await line('q-s', 'nl')).toMatchObject({ facility: null });
    // Eleven, of whom ten are in whole steps. Nobody answered in five of these attempts: the language of the account.
    expect((await line('q-s', 'nl'))!.count).toBe(10);
    expect(await statistics.quiz(trainer, 'q-shared')).toMatchObject({ people: 71, counted: 70, waiting: 0 });
    // Partial credit counts: 'b' alone earns nothing, both right ones everything.
    expect((await line('q-m'))!.facility).toBeCloseTo(20 / 60, 12);
  });

  it('discrimination and the quiz as a whole from a hundred on', async () => {
    await make([...times(50, { given: right }), ...times(49, { given: wrong })]);
    expect((await line('q-t'))!.discrimination).toBeNull();
    await make([{ given: wrong }]);
    expect((await line('q-t'))!.discrimination).toBeCloseTo(1, 9);
    const { compositions } = await statistics.quiz(trainer, 'q-shared');
    const whole = compositions[0]!;
    expect(whole).toMatchObject({ count: 100, fixed: 3, drawn: 0, current: true });
    expect(whole.mean).toBeCloseTo(0.5, 12);
    expect(whole.alpha).toBeCloseTo(1, 9);
    expect(whole.spread).toBeCloseTo(Math.sqrt(25 / 99), 9);
    expect(whole.error).toBeCloseTo(0, 4);
  });

  it('costs three statements and no more with 5,000 attempts, in a time that a page can take', async () => {
    await make(times(5, { given: right }));
    const cost = async () => (await statementsOf(() => statistics.quiz(trainer, 'q-shared'))).statements.length;
    await statistics.quiz(trainer, 'q-shared');
    expect(await cost()).toBe(3);
    const patterns = [right, wrong, { ...right, 'q-t': ['false'] }, { ...wrong, 'q-m': ['a'] }, { 'q-s': ['c'] }];
    await make(Array.from({ length: 5000 }, (_, i) => ({ given: patterns[i % patterns.length]!, seconds: 20 + (i % 60) })));
    await t.database.query('ANALYZE attempt');
    await t.database.query('ANALYZE response');
    const begun = performance.now();
    const found = await statistics.quiz(trainer, 'q-shared');
    const took = performance.now() - begun;
    expect(found).toMatchObject({ people: 5005, counted: 5005 });
    expect(await cost()).toBe(3);
    expect(took).toBeLessThan(5000);
  }, 120_000);

  it('is for those who may see keys, and for quizzes that are published', async () => {
    const learner = { ...trainer, grants: [] };
    const coordinator = { ...trainer, grants: [{ role: 'coordinator' as const, path: null }] };
    for (const viewer of [learner, coordinator]) {
      await expect(statistics.quiz(viewer, 'q-shared')).rejects.toThrow(NotAllowed);
      await expect(statistics.quizzes(viewer)).rejects.toThrow(NotAllowed);
    }
    await expect(statistics.quiz(trainer, 'q-none')).rejects.toThrow(NotFound);
    await expect(statistics.quiz(trainer, 'l-one')).rejects.toThrow(NotFound);
  });
});

describe('the pages', () => {
  it('lead from authoring to quiz to question, with empty states before anybody has answered', async () => {
    const agent = await signedIn(t, world.here.trainer);
    expect((await agent.get('/authoring')).text).toContain('href="/authoring/statistics"');
    const all = await agent.get('/authoring/statistics');
    expect(all.text).toContain('href="/authoring/statistics/q-shared"');
    expect(all.text).toContain('fewer than 5');
    expect((await agent.get('/authoring/statistics/q-shared')).text).toContain('Nobody has handed in an attempt yet');
    expect((await agent.get('/authoring/statistics/q-shared/questions/q-s')).text).toContain('Nobody has handed in an attempt yet');
    for (const path of [
      '/authoring/statistics/q-none',
      '/authoring/statistics/q-shared/questions/q-none',
      '/authoring/statistics/q-none/questions.csv',
    ])
      expect([path, (await agent.get(path)).status]).toEqual([path, 404]);
    for (const who of [world.here.learner, world.here.coordinator, null]) {
      const outsider = await signedIn(t, who);
      for (const path of [
        '/authoring/statistics',
        '/authoring/statistics/q-shared',
        '/authoring/statistics/q-shared/questions.csv',
        '/api/v1/statistics/quizzes',
        '/api/v1/statistics/quizzes/q-shared',
      ])
        expect([who, path, [403, 401, 303].includes((await outsider.get(path).redirects(0)).status)]).toEqual([who, path, true]);
    }
  });

  it('show figures, charts and how they are computed, and no person', async () => {
    await make([...times(60, { given: right }), ...times(60, { given: wrong })]);
    const agent = await signedIn(t, world.here.trainer);
    const { text } = await agent.get('/authoring/statistics/q-shared');
    expect(text).toContain('What do you put first in this letter?');
    expect(text).toContain('50 %');
    expect(text).toContain('Cronbach');
    expect(text).toContain('<svg class="chart"');
    expect(text).toContain('How this is computed');
    expect(text).toContain('Each person counts once: with the attempt that they handed in first');
    expect(text).not.toContain('Xanthe');
    const question = (await agent.get('/authoring/statistics/q-shared/questions/q-s')).text;
    expect(question).toContain('What the reader has to do and by when (right)');
    expect(question).toContain('A wrong option is never chosen');
    expect(question).toContain('Upper third');
    // Filters: what is not there, and what cannot be read.
    expect((await agent.get('/authoring/statistics/q-shared?language=nl')).text).toContain('No question fits this choice');
    expect((await agent.get('/authoring/statistics/q-shared?language=%00&show=nonsense')).text).toContain('What do you put first');
    const only = (await agent.get('/authoring/statistics/q-shared?show=doubts')).text;
    expect(only).toContain('/authoring/statistics/q-shared/questions.csv?show=doubts');
    const cost = await statementsOf(() => agent.get('/authoring/statistics/q-shared'));
    expect(cost.statements.length).toBeLessThanOrEqual(5);
    const { body } = await agent.get('/api/v1/statistics/quizzes/q-shared');
    expect(body).toMatchObject({ quizId: 'q-shared', people: 120, counted: 120, compositions: [{ people: 120, mean: 0.5 }] });
    expect(text).toContain('as of the 120th person');
    expect(body.items.find((item: { questionId: string }) => item.questionId === 'q-t')).toMatchObject({
      people: 120,
      facility: 0.5,
      language: 'en',
    });
    expect((await agent.get('/api/v1/statistics/quizzes')).body.items).toEqual([
      { quizId: 'q-shared', programmes: expect.arrayContaining(['small']), people: 120 },
    ]);
  });

  it('the file says what it is about, holds the lines and what the columns mean, and runs no formula', async () => {
    await make(times(20, { given: right }));
    const agent = await signedIn(t, world.here.trainer);
    const answer = await agent.get('/authoring/statistics/q-shared/questions.csv?language=en');
    expect(answer.headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(answer.headers['content-disposition']).toBe('attachment; filename="q-shared-2026-11-24.csv"');
    const lines = answer.text.replace(/^\ufeff/, '').split('\r\n');
    expect(lines.slice(1, 4)).toEqual(['Made at,2026-11-24 10:00,Europe/Brussels', 'Language,English', 'Which questions,All']);
    expect(lines[4]).toMatch(/^People,20,"Each person counts once/);
    expect(lines[5]).toContain('20 of them are in the figures');
    expect(lines[7]).toBe('Composition,First published,Published now,People,Mean,Standard deviation,Cronbach’s alpha,Error of measurement');
    expect(lines[8]).toMatch(/^3 questions for everybody,2026-11-24,yes,20,1,0,,$/);
    expect(lines[10]).toBe('Question,Id,Version,Published now,Language,People,Facility,Discrimination,Median time,Chosen,Doubts');
    expect(lines[11]).toMatch(
      /^What do you put first in this letter\?,q-s,[0-9a-f]{16},yes,en,20,1,,40,"a: 0, b\*: 20, c: 0",Nearly everybody is right$/,
    );
    expect(lines).toContain('What the columns mean');
    expect(answer.text).not.toMatch(/(^|,)[=+@]/m);
  });
});
