import { testWeb, type TestWeb } from '../support/app.js';
import { statementsOf } from '../support/statements.js';
import { makeWorld, signedIn, type World } from '../support/world.js';
import { CohortsSeed } from '../../src/cohorts/cohorts.seed.js';
import { ProgressService } from '../../src/progress/progress.service.js';
import { newId } from '../../src/platform/ids.js';

let t: TestWeb;
let world: World;
let cohortId: string;
let coordinator: Awaited<ReturnType<typeof signedIn>>;
let enrolments: Map<string, string>;
const people: { id: string; name: string; opened: boolean }[] = [
  ['Anna de Vries', true],
  ['=HYPERLINK("http://x")', true],
  ['Costas Papadakis', true],
  ['Doina Ionescu', false],
  ['<script>alert(1)</script>', false],
  ['Lina Hofer', true],
].map(([name, opened]) => ({ id: newId(), name: String(name), opened: Boolean(opened) }));

/** The person finishes the first lesson now. */
const finish = (personId: string) =>
  t
    .get(ProgressService)
    .record({ id: enrolments.get(personId)!, personId, programmeId: 'small' }, { type: 'lesson-finished', itemId: 'l-one', payload: {} });

beforeAll(async () => {
  t = await testWeb(undefined, { now: '2026-11-02T09:00:00Z' });
  world = await makeWorld(t);
  for (const { id, name } of people)
    await t.database.query(`INSERT INTO person (id, email, name, language, zone) VALUES ($1, $2, $3, 'en', 'UTC')`, [id, `${id}@example.org`, name]);
  ({ cohortId, enrolments } = await t.get(CohortsSeed).seedCohort({
    name: 'Front desk',
    programmeId: 'small',
    authorityId: world.here.authorityId,
    coordinatorId: world.here.ids.coordinator,
    zone: 'Europe/Brussels',
    startsOn: '2026-11-02',
    endsOn: '2026-12-18',
    people,
  }));
  await finish(people[0]!.id);
  t.clock.set('2026-11-24T09:00:00Z');
  await finish(people[5]!.id);
  coordinator = await signedIn(t, world.here.coordinator);
});
afterAll(() => t.close());

describe('the page of a cohort', () => {
  it('says who needs a hand and why, where people are, and how figures are counted', async () => {
    const { text, status } = await coordinator.get(`/cohorts/${cohortId}`);
    expect(status).toBe(200);
    expect(text).toContain('<h1>Front desk</h1>');
    expect(text).toContain('Quiet for 22 days, 1 of');
    expect(text).toContain('Has not opened the invitation of 22 days ago');
    expect(text).toContain('quiet from 14 days without anything done');
    expect(text).toContain('all required steps are done');
    expect(text).toContain('Everybody is counted once');
    expect(text).toContain('24 days left');
    expect(text).toContain('&lt;script>alert(1)');
    expect(text).not.toContain('<script>alert');
    // The rule itself says that it counts no scores.
    expect(text.replace('it knows no scores', '')).not.toMatch(/failed|score|attempt/i);
  });

  it('is in Dutch for whoever reads Dutch', async () => {
    const reader = await signedIn(t, world.here.coordinator);
    await t.database.query("UPDATE person SET language = 'nl' WHERE id = $1", [world.here.ids.coordinator]);
    const { text } = await reader.get(`/cohorts/${cohortId}`);
    await t.database.query("UPDATE person SET language = 'en' WHERE id = $1", [world.here.ids.coordinator]);
    expect(text).toContain('Wie hulp kan gebruiken');
    expect(text).toContain('2 november 2026 tot en met 18 december 2026');
  });

  it('searches and filters; what finds nothing offers a way out', async () => {
    const table = (text: string): string => text.slice(text.indexOf('id="people"'));
    const found = table((await coordinator.get(`/cohorts/${cohortId}?q=anna`)).text);
    expect(found).toContain('Anna de Vries');
    expect(found).not.toContain('Costas');
    const unopened = table((await coordinator.get(`/cohorts/${cohortId}?status=not-opened`)).text);
    expect(unopened).toContain('Doina Ionescu');
    expect(unopened).not.toContain('Anna de Vries');
    expect(unopened).toContain(`/cohorts/${cohortId}/people.csv?status=not-opened`);
    const none = await coordinator.get(`/cohorts/${cohortId}?q=zzz&status=nonsense&after=nonsense`);
    expect(none.status).toBe(200);
    expect(none.text).toContain('Nobody fits this search');
    expect((await coordinator.get(`/cohorts/${cohortId}?q=${encodeURIComponent('\0')}`)).status).toBe(200);
  });

  it('costs the same number of statements whatever its size', async () => {
    await coordinator.get(`/cohorts/${cohortId}`);
    // So long that the catalogue has to ask again which revisions are current: that must not count.
    await new Promise((done) => setTimeout(done, 1100));
    const cost = async (id: string) =>
      (await statementsOf(() => coordinator.get(`/cohorts/${id}`).then((answer) => answer.status))).statements.length;
    const [large, small] = [await cost(cohortId), await cost(world.here.cohortId)];
    expect(large).toBe(small);
    expect(large).toBeLessThanOrEqual(6);
  });

  it('a cohort of fewer than five is not broken down', async () => {
    const { text } = await coordinator.get(`/cohorts/${world.here.cohortId}`);
    expect(text).toContain('This is shown from five people on');
  });
});

describe('the file', () => {
  it('carries cohort, moment, filter, rows and legend, and no formula', async () => {
    const answer = await coordinator.get(`/cohorts/${cohortId}/people.csv?status=hand`);
    expect(answer.headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(answer.headers['content-disposition']).toBe('attachment; filename="Front-desk-2026-11-24.csv"');
    const lines = answer.text.replace(/^\ufeff/, '').split('\r\n');
    expect(answer.text.startsWith('\ufeff')).toBe(true);
    expect(lines.slice(0, 5)).toEqual([
      'Cohort,Front desk',
      expect.stringMatching(/^Programme,/),
      'Made at,2026-11-24 10:00,Europe/Brussels',
      'Status,Who needs a hand',
      'Name or e-mail address,',
    ]);
    expect(lines[6]).toBe('Name,E-mail address,Status,Steps done,Steps required,Invited,Opened,Begun,Last activity,Completed,Due');
    expect(lines.find((line) => line.startsWith('Anna'))).toMatch(
      /^Anna de Vries,[^,]+,Quiet for 14 days or more,1,\d+,2026-11-02,2026-11-02,2026-11-02,2026-11-02,,2026-12-18$/,
    );
    expect(answer.text).toContain(`"'=HYPERLINK(""http://x"")"`);
    expect(answer.text).not.toContain('Lina Hofer');
    expect(lines).toContain('What the columns mean');
  });
});

describe('a person’s record', () => {
  it('shows dates and states of every step, and says that scores are not shown', async () => {
    const { text } = await coordinator.get(`/cohorts/${cohortId}/people/${enrolments.get(people[0]!.id)}`);
    expect(text).toContain('<h1>Anna de Vries</h1>');
    expect(text).toContain('Done on 2 November 2026');
    expect(text).toContain('Not yet');
    expect(text).toContain('Scores, answers and attempts are not shown.');
    expect(text).not.toContain('Open the scores');
    expect(text).toContain('No mail has been written.');
  });

  it('opens scores by a button where the authority allows it', async () => {
    const path = `/cohorts/${cohortId}/people/${enrolments.get(people[0]!.id)}`;
    const press = () => coordinator.post(`${path}/scores`).set('Origin', t.config.baseUrl);
    expect((await press()).status).toBe(403);
    await t.database.query(`UPDATE authority SET policy = '{"coordinatorsSeeScores": true}' WHERE id = $1`, [world.here.authorityId]);
    expect((await coordinator.get(path)).text).toContain('Open the scores');
    const opened = await press();
    expect(opened.status).toBe(303);
    const { text } = await coordinator.get(path);
    expect(text).toContain('You have opened these scores');
    expect(text).toContain('No quiz has been handed in yet.');
    await t.database.query(`UPDATE authority SET policy = '{"coordinatorsSeeScores": false}' WHERE id = $1`, [world.here.authorityId]);
    expect((await coordinator.get(path)).text).not.toContain('You have opened these scores');
  });
});

describe('the API', () => {
  const get = (path: string) => coordinator.get(`/api/v1/cohorts/${cohortId}${path}`);

  it('answers with figures, people and records', async () => {
    expect((await get('/figures')).body).toMatchObject({ people: 6, completed: 0, started: 2, unopened: 2, hand: 5, places: { notStarted: 4 } });
    const first = (await get('/people?limit=4')).body;
    const rest = (await get(`/people?limit=4&cursor=${first.next}`)).body;
    expect([...first.items, ...rest.items].map((one: { name: string }) => one.name).sort()).toEqual(people.map(({ name }) => name).sort());
    expect((await get('/people?status=hand&q=anna')).body.items).toMatchObject([{ name: 'Anna de Vries', status: 'quiet', hand: 'quiet', done: 1 }]);
    expect((await get('/people?status=nonsense')).status).toBe(422);
    const record = (await get(`/people/${enrolments.get(people[0]!.id)}`)).body;
    expect(record).toMatchObject({ scores: null, items: [{ itemId: 'l-one', state: 'done' }], messages: [] });
  });
});
