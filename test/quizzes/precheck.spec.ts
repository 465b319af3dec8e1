import { CohortsSeed } from '../../src/cohorts/cohorts.seed.js';
import { Conflict, Invalid, NotFound } from '../../src/platform/errors.js';
import { newId } from '../../src/platform/ids.js';
import type { Viewer } from '../../src/platform/security/viewer.js';
import { LearnService } from '../../src/progress/learn.service.js';
import { ProgressAudit } from '../../src/progress/progress-audit.service.js';
import { questionVersion } from '../../src/questions/rules/version.js';
import { PrecheckService } from '../../src/quizzes/precheck.service.js';
import { QuizService } from '../../src/quizzes/quiz.service.js';
import { testWeb, type TestWeb } from '../support/app.js';
import { statementsOf } from '../support/statements.js';
import { makeWorld, signedIn, type World } from '../support/world.js';

let t: TestWeb;
let world: World;
let prechecks: PrecheckService;
const right: Record<string, string[]> = { 'q-s': ['b'], 'q-m': ['a', 'c'], 'q-t': ['true'] };
const wrong: Record<string, string[]> = { 'q-s': ['a'], 'q-m': ['b'], 'q-t': ['false'] };

const viewerOf = (personId: string): Viewer => ({
  personId,
  name: 'Somebody',
  email: 'x@reed.test',
  language: 'en',
  zone: 'UTC',
  theme: 'system',
  grants: [],
  by: 'session',
});

/** A cohort of `count` new people, and of those who are `known` already. */
async function cohort(count: number, known: string[] = []): Promise<{ cohortId: string; people: { viewer: Viewer; enrolment: string }[] }> {
  const fresh = Array.from({ length: count }, () => newId());
  const ids = [...fresh, ...known];
  for (const id of fresh)
    await t.database.query(`INSERT INTO person (id, email, name, language, zone) VALUES ($1, $2, 'Somebody', 'en', 'UTC')`, [
      id,
      `${id}@example.org`,
    ]);
  const { cohortId, enrolments } = await t.get(CohortsSeed).seedCohort({
    name: `Group of ${count}`,
    programmeId: 'small',
    authorityId: world.here.authorityId,
    coordinatorId: world.here.ids.coordinator,
    zone: 'Europe/Brussels',
    startsOn: '2026-11-02',
    endsOn: null,
    people: ids.map((id) => ({ id })),
  });
  return { cohortId, people: ids.map((id) => ({ viewer: viewerOf(id), enrolment: enrolments.get(id)! })) };
}

async function give(viewer: Viewer, enrolment: string, answers: Record<string, string[]>): Promise<void> {
  const { outline, questions } = await prechecks.desk(viewer, enrolment);
  await prechecks.give(viewer, enrolment, outline.revisionId, Object.fromEntries(questions.map(({ id }) => [id, answers[id]!])));
}

async function attempt(viewer: Viewer, enrolment: string, answers: Record<string, string[]>): Promise<void> {
  const quizzes = t.get(QuizService);
  const number = await quizzes.start(viewer, enrolment, 'q-shared');
  for (const [id, answer] of Object.entries(answers)) await quizzes.save(viewer, enrolment, 'q-shared', number, id, answer);
  await quizzes.handIn(viewer, enrolment, 'q-shared', number);
}

beforeAll(async () => {
  t = await testWeb(undefined, { now: '2026-11-24T09:00:00Z' });
  world = await makeWorld(t);
  prechecks = t.get(PrecheckService);
}, 120_000);
afterAll(() => t?.close());

describe('a pre-check', () => {
  it('is given once, counts for nothing, and says nothing before the programme is complete', async () => {
    const { people } = await cohort(1);
    const { viewer, enrolment } = people[0]!;
    const open = await prechecks.desk(viewer, enrolment);
    expect(open.state).toBe('open');
    expect(open.questions.map(({ objective }) => objective)).toEqual(['o-shared-first', 'o-shared-second']);
    expect((await prechecks.desk(viewer, enrolment)).asked).toEqual(open.asked);
    const events = () => t.database.query('SELECT type FROM learning_event WHERE enrolment_id = $1 ORDER BY sequence', [enrolment]);
    const before = await events();
    await give(viewer, enrolment, wrong);
    await give(viewer, enrolment, right);
    const given = await prechecks.desk(viewer, enrolment);
    expect(given).toMatchObject({ state: 'given', asked: open.asked });
    for (const { id } of given.questions) expect(given.desk.given!.answers[id]).toEqual(wrong[id]);
    // No attempt, no event, nothing done.
    expect(await events()).toEqual(before);
    expect(await t.database.one('SELECT 1 FROM attempt WHERE enrolment_id = $1', [enrolment])).toBeNull();

    await t.get(LearnService).finish(viewer, enrolment, 'l-local');
    await attempt(viewer, enrolment, right);
    expect((await prechecks.desk(viewer, enrolment)).state).toBe('shown');
    expect((await t.get(ProgressAudit).verify()).differences).toEqual([]);
  });

  it('shows the key that has been put right since', async () => {
    const { people } = await cohort(1);
    const { viewer, enrolment } = people[0]!;
    await give(viewer, enrolment, wrong);
    await t.get(LearnService).finish(viewer, enrolment, 'l-local');
    await attempt(viewer, enrolment, right);
    const before = (await prechecks.desk(viewer, enrolment)).questions.find((one) => one.type === 'single' || one.type === 'truefalse')!;
    const answer = [before.options.find((id) => !before.correct.includes(id))!];
    await t.database.transaction(async () => {
      await t.database.query(
        `INSERT INTO correction (id, quiz_id, question_id, version, kind, answer, reason, made_by, made_at)
         VALUES ($1, 'q-shared', $2, $3, 'key', $4, 'The law has changed', $5, now())`,
        [newId(), before.id, questionVersion(before), JSON.stringify(answer), viewer.personId],
      );
      const shown = (await prechecks.desk(viewer, enrolment)).questions.find(({ id }) => id === before.id);
      expect(shown).toMatchObject({ correct: answer });
      // Other tests know the old key.
      await t.database.query('DELETE FROM correction');
    });
  });

  it('is refused after the first step, without an answer, and with what is no answer', async () => {
    const { people } = await cohort(2);
    const [late, odd] = people as [(typeof people)[0], (typeof people)[0]];
    await t.get(LearnService).opened(late.viewer, late.enrolment, 'l-one');
    expect((await prechecks.desk(late.viewer, late.enrolment)).state).toBe('over');
    await expect(give(late.viewer, late.enrolment, right)).rejects.toThrow(Conflict);
    const { outline, questions } = await prechecks.desk(odd.viewer, odd.enrolment);
    await expect(prechecks.give(odd.viewer, odd.enrolment, outline.revisionId, {})).rejects.toThrow(Invalid);
    await expect(prechecks.give(odd.viewer, odd.enrolment, outline.revisionId, { [questions[0]!.id]: ['zzz'] })).rejects.toThrow(Invalid);
    expect((await prechecks.desk(odd.viewer, odd.enrolment)).state).toBe('open');
  });

  it('is nobody else’s, and of its own programme', async () => {
    const { people } = await cohort(2);
    const [one, other] = people as [(typeof people)[0], (typeof people)[0]];
    await expect(prechecks.desk(other.viewer, one.enrolment)).rejects.toThrow(NotFound);
    await expect(prechecks.desk(viewerOf(world.here.ids.coordinator), one.enrolment)).rejects.toThrow(NotFound);
    await expect(prechecks.desk(one.viewer, 'nonsense')).rejects.toThrow(NotFound);
    const [too] = await t.database.query<{ id: string }>(`SELECT current_revision_id AS id FROM programme WHERE id = 'small-too'`);
    await expect(prechecks.give(one.viewer, one.enrolment, too!.id, right)).rejects.toThrow(NotFound);
  });
});

describe('its pages', () => {
  it('offer it before the first step, keep what was typed, and cost a statement of their own', async () => {
    const agent = await signedIn(t, world.here.learner);
    // The learner of this world has opened the programme and done nothing.
    await t.database.query('UPDATE enrolment SET opened_at = NULL WHERE id = $1', [world.here.enrolmentId]);
    const programme = `/learn/${world.here.enrolmentId}`;
    const path = `${programme}/precheck`;
    await agent.get(programme);
    const before = await statementsOf(() => agent.get(programme));
    expect(before.result.text).toContain(`href="${path}"`);
    expect(before.statements.length).toBeLessThanOrEqual(3);
    const page = await statementsOf(() => agent.get(path));
    expect(page.statements.length).toBeLessThanOrEqual(2);
    expect(page.result.text).toContain('Counts for nothing');
    expect(page.result.text).toContain('Nobody sees your answers but you');
    expect(page.result.text).not.toContain('The answer shows what the reader has understood.');
    const revision = /name="revision" value="([^"]+)"/.exec(page.result.text)![1]!;
    const post = (body: object) => agent.post(path).set('Origin', t.config.baseUrl).type('form').send(body).redirects(0);
    const empty = await post({ revision });
    expect(empty.status).toBe(422);
    expect(empty.text).toContain('Answer at least one question');
    expect((await post({ revision: 'nonsense', 'answer-q-m': 'b' })).status).toBe(404);
    const odd = await post({ revision, 'answer-q-m': ['b', 'zzz'] });
    expect(odd.status).toBe(422);
    expect(odd.text).toMatch(/value="b"[^>]*checked|checked[^>]*value="b"/);
    for (let i = 0; i < 2; i++) expect((await post({ revision, 'answer-q-m': 'b' })).status).toBe(303);
    const kept = (await agent.get(path)).text;
    expect(kept).toContain('Kept. Now begin');
    expect(kept).not.toContain('People are polite and say yes.');
    const api = (await agent.get(`/api/v1/enrolments/${world.here.enrolmentId}/precheck`)).body;
    expect(api).toMatchObject({ state: 'given' });
    expect(JSON.stringify(api)).not.toMatch(/verdict|correct|why/);
    const other = await signedIn(t, world.there.learner);
    expect((await other.get(path)).status).toBe(404);
    expect((await other.post(path).set('Origin', t.config.baseUrl).type('form').send({ revision })).status).toBe(404);
    expect((await other.get(`/api/v1/enrolments/${world.here.enrolmentId}/precheck`)).status).toBe(404);
  });
});

describe('the programme page', () => {
  it('offers the pre-check until the first step, and leads back to it once all is done', async () => {
    const enrolment = world.there.enrolmentId;
    const agent = await signedIn(t, world.there.learner);
    const programme = `/learn/${enrolment}`;
    const post = (path: string, body: object = {}) => agent.post(path).set('Origin', t.config.baseUrl).type('form').send(body).redirects(0);
    const offered = async () => (await agent.get(programme)).text.includes(`href="${programme}/precheck"`);
    await post(`${programme}/start`);
    expect(await offered()).toBe(true);
    const page = (await agent.get(`${programme}/precheck`)).text;
    await post(`${programme}/precheck`, { revision: /name="revision" value="([^"]+)"/.exec(page)![1]!, 'answer-q-m': 'b' });
    await post(`${programme}/items/l-one/opened`);
    expect(await offered()).toBe(false);
    expect((await agent.get(`${programme}/precheck`)).text).not.toContain('People are polite and say yes.');
    await post(`${programme}/items/l-local/done`);
    await attempt(viewerOf(world.there.ids.learner), enrolment, right);
    expect((await agent.get(programme)).text).toContain('What did you know before?');
    const shown = (await agent.get(`${programme}/precheck`)).text;
    expect(shown).toContain('People are polite and say yes.');
    expect(shown).toContain('It counted for nothing.');
    expect((await agent.get(`/api/v1/enrolments/${enrolment}/precheck`)).body).toMatchObject({
      state: 'shown',
      questions: [{}, { verdict: 'wrong', answer: ['b'] }],
    });
  });
});

describe('before and after in a cohort', () => {
  it('is shown by objective from five people on who did both, and withheld below', async () => {
    const { cohortId, people } = await cohort(6);
    const agent = await signedIn(t, world.here.coordinator);
    const shown = async () => (await agent.get(`/api/v1/cohorts/${cohortId}/knowledge`)).body.items;
    const page = async () => (await agent.get(`/cohorts/${cohortId}`)).text;
    for (const { viewer, enrolment } of people.slice(0, 5)) await give(viewer, enrolment, wrong);
    // The sixth does the quiz alone: not both.
    await attempt(people[5]!.viewer, people[5]!.enrolment, right);
    for (const { viewer, enrolment } of people.slice(0, 4)) await attempt(viewer, enrolment, right);
    expect(await shown()).toEqual([]);
    expect(await page()).toContain('Fewer than five people have answered both');
    expect(await page()).not.toContain('As of the');
    const fifth = people[4]!;
    await attempt(fifth.viewer, fifth.enrolment, { ...right, 'q-m': ['b'] });
    expect(await shown()).toEqual([
      { objective: 'o-shared-first', people: 5, before: 0, after: 1 },
      { objective: 'o-shared-second', people: 5, before: 0, after: 0.8 },
    ]);
    // Only the first attempt counts.
    await attempt(fifth.viewer, fifth.enrolment, right);
    expect((await shown())[1].after).toBeCloseTo(0.8, 12);
    const text = await page();
    expect(text).toContain('As of the 5th person who did both');
    expect(text).toContain('Say in the first sentence what the reader has to do.');
    expect(text).toContain('80 %');
    const outsider = await signedIn(t, world.there.coordinator);
    expect((await outsider.get(`/api/v1/cohorts/${cohortId}/knowledge`)).status).toBe(404);
    expect((await (await signedIn(t, world.here.trainer)).get(`/api/v1/cohorts/${cohortId}/knowledge`)).status).toBe(403);
  });

  it('moves in steps of five people, and counts nobody who took the quiz in another cohort first', async () => {
    const { cohortId, people } = await cohort(11);
    const shown = async () => prechecks.knowledge(cohortId);
    const both = async ({ viewer, enrolment }: (typeof people)[0], answers: Record<string, string[]>) => {
      await give(viewer, enrolment, wrong);
      await attempt(viewer, enrolment, answers);
      t.clock.pass({ minutes: 1 });
    };
    // The last of them has read the explanations elsewhere, and takes the quiz here before all others.
    const [elsewhere] = (await cohort(0, [people[10]!.viewer.personId])).people;
    await attempt(elsewhere!.viewer, elsewhere!.enrolment, wrong);
    t.clock.pass({ minutes: 1 });
    await both(people[10]!, right);
    for (const one of people.slice(0, 4)) await both(one, right);
    expect(await shown()).toEqual([]);
    await both(people[4]!, right);
    const five = await shown();
    expect(five.map(({ people: count, after }) => [count, after])).toEqual([
      [5, 1],
      [5, 1],
    ]);
    for (const one of people.slice(5, 9)) {
      await both(one, wrong);
      expect(await shown()).toEqual(five);
    }
    await both(people[9]!, wrong);
    expect((await shown()).map(({ people: count, after }) => [count, after])).toEqual([
      [10, 0.5],
      [10, 0.5],
    ]);
    // The other cohort has nobody who did both there.
    const other = await t.database.one<{ id: string }>('SELECT cohort_id AS id FROM enrolment WHERE id = $1', [elsewhere!.enrolment]);
    expect(await prechecks.knowledge(other!.id)).toEqual([]);
  });
});
