import type { Response } from 'supertest';
import { testWeb, type TestWeb } from '../support/app.js';
import { makeWorld, signedIn, type World } from '../support/world.js';

let t: TestWeb;
let world: World;
type Agent = Awaited<ReturnType<typeof signedIn>>;
let coordinator: Agent;
const browsers = new Map<string, Agent>();

const post = (agent: Agent, path: string, body: object): Promise<Response> =>
  Promise.resolve(agent.post(path).set('Origin', t.config.baseUrl).type('form').send(body));
const key = (html: string): string => /name="key" value="([^"]+)"/.exec(html)![1]!;
const hidden = (html: string, name: string): string =>
  new RegExp(`name="${name}" value="([^"]*)"`).exec(html)![1]!.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
const mailCount = async (): Promise<number> => (await t.database.query<{ n: number }>('SELECT count(*)::int AS n FROM outgoing_mail'))[0]!.n;

beforeAll(async () => {
  t = await testWeb();
  world = await makeWorld(t);
  coordinator = await signedIn(t, world.here.coordinator);
  for (const email of [world.here.colleague, world.there.coordinator, world.there.administrator]) browsers.set(email, await signedIn(t, email));
});
afterAll(() => t.close());

describe('a coordinator without script', () => {
  let cohort: string;

  it('makes a cohort; the form that comes back keeps what was typed', async () => {
    const empty = await coordinator.get('/cohorts/new');
    expect(empty.status).toBe(200);
    expect(empty.text).toContain('<option value="Europe/Brussels" selected');
    const typed = {
      key: key(empty.text),
      programmeId: '',
      authorityId: world.here.authorityId,
      name: 'Desk <b>',
      startsOn: '2026-12-01',
      endsOn: '2026-11-01',
      zone: 'Mars/Base',
    };
    const wrong = await post(coordinator, '/cohorts', typed);
    expect(wrong.status).toBe(422);
    expect(wrong.text).toContain('<title>Error: Make a cohort');
    expect(wrong.text).toContain('value="Desk &lt;b');
    expect(wrong.text).toContain('href="#programmeId"');
    expect(wrong.text).toContain('href="#zone"');
    const late = await post(coordinator, '/cohorts', { ...typed, programmeId: 'small', zone: 'Europe/Sofia' });
    expect(late.status).toBe(422);
    expect(late.text).toContain('The last day lies before the first day.');

    const right = { ...typed, programmeId: 'small', zone: 'Europe/Sofia', endsOn: '' };
    const made = await post(coordinator, '/cohorts', right);
    expect(made.status).toBe(303);
    cohort = made.headers.location!;
    expect((await post(coordinator, '/cohorts', right)).headers.location).toBe(cohort);
    const list = await coordinator.get('/cohorts');
    expect(list.text.split(cohort)).toHaveLength(2);
    expect(list.text).toContain('Desk &lt;b');
    const page = await coordinator.get(cohort);
    expect(page.text).toContain('Nobody is in this cohort yet');
  });

  it('looks before inviting, goes back, and confirms once although the form is sent twice', async () => {
    const before = await mailCount();
    const people = 'Anna de Vries <anna@example.org>\nnobody\nBo;bo@example.org\nBo;bo@example.org';
    const preview = await post(coordinator, `${cohort}/invite`, { step: 'preview', people, language: 'nl' });
    expect(preview.status).toBe(200);
    expect(preview.text).toContain('2 people will be invited');
    expect(preview.text).toContain('No e-mail address on this line');
    expect(preview.text).toContain('One address came more than once');
    const back = await post(coordinator, `${cohort}/invite`, {
      step: 'change',
      people: hidden(preview.text.slice(preview.text.indexOf('value="change"')), 'people'),
      language: 'nl',
    });
    expect(back.status).toBe(200);
    expect(back.text).toContain('Anna de Vries &lt;anna@example.org');
    expect(back.text).toContain('<option value="nl" selected');
    expect(await mailCount()).toBe(before);

    const confirm = { step: 'confirm', people: hidden(preview.text.slice(preview.text.indexOf('value="confirm"')), 'people'), language: 'nl' };
    expect(confirm.people).toBe('Anna de Vries <anna@example.org>\nBo <bo@example.org>');
    for (let i = 0; i < 2; i++) expect((await post(coordinator, `${cohort}/invite`, confirm)).status).toBe(303);
    expect(await mailCount()).toBe(before + 2);
    const page = await coordinator.get(cohort);
    expect(page.text).toContain('Anna de Vries');
    expect(page.text).toContain('Invited today, not opened');
  });

  it('an empty list and one that is too long come back with a reason', async () => {
    const empty = await post(coordinator, `${cohort}/invite`, { step: 'preview', people: ' ', language: 'en' });
    expect(empty.status).toBe(422);
    const lines = Array.from({ length: 501 }, (_, i) => `somebody with a long name ${i} <p${i}@example.org>`).join('\r\n');
    const long = await post(coordinator, `${cohort}/invite`, { step: 'confirm', people: lines, language: 'en' });
    expect(long.status).toBe(422);
    expect(long.text).toContain('These are 501 people.');
    expect(long.text).toContain('p500@example.org');
  });

  it('edits, adds a coordinator, and is told where the last one cannot go', async () => {
    const edit = await coordinator.get(`${cohort}/edit`);
    expect(edit.text).toContain('colleague of here');
    expect(edit.text).not.toContain('coordinator of there');
    const saved = await post(coordinator, `${cohort}/edit`, { name: 'Desk', startsOn: '2026-11-01', endsOn: '2026-12-18', zone: 'Europe/Sofia' });
    expect(saved.status).toBe(303);
    expect((await coordinator.get(cohort)).text).toContain('1 November 2026 to 18 December 2026');
    const none = await post(coordinator, `${cohort}/coordinators`, { personId: world.there.ids.coordinator });
    expect(none.status).toBe(422);
    expect(none.text).toContain('Choose a person from the list.');
    const last = await post(coordinator, `${cohort}/coordinators/${world.here.ids.coordinator}/remove`, {});
    expect(last.status).toBe(409);
    expect((await post(coordinator, `${cohort}/coordinators`, { personId: world.here.ids.colleague })).status).toBe(303);
    expect((await browsers.get(world.here.colleague)!.get(cohort)).status).toBe(200);
    await post(coordinator, `${cohort}/coordinators/${world.here.ids.colleague}/remove`, {});
  });

  it('sends again to one and to all', async () => {
    const before = await mailCount();
    t.clock.pass({ minutes: 16 });
    const page = await coordinator.get(cohort);
    const again = hidden(page.text.slice(page.text.indexOf(`${cohort}/invitations`)), 'before');
    t.clock.pass({ minutes: 1 });
    for (let i = 0; i < 2; i++) expect((await post(coordinator, `${cohort}/invitations`, { before: again })).status).toBe(303);
    expect(await mailCount()).toBe(before + 2);
  });
});

describe('everybody else', () => {
  const routes = (id: string, enrolment: string, person: string): [string, string, object?][] => [
    ['GET', `/cohorts/${id}`],
    ['GET', `/cohorts/${id}/edit`],
    ['POST', `/cohorts/${id}/edit`, { name: 'x', startsOn: '2026-01-01', endsOn: '', zone: 'UTC' }],
    ['POST', `/cohorts/${id}/coordinators`, { personId: person }],
    ['POST', `/cohorts/${id}/coordinators/${person}/remove`, {}],
    ['GET', `/cohorts/${id}/invite`],
    ['POST', `/cohorts/${id}/invite`, { step: 'confirm', people: 'x@example.org', language: 'en' }],
    ['POST', `/cohorts/${id}/invite`, { step: 'preview', people: 'x@example.org', language: 'en' }],
    ['POST', `/cohorts/${id}/people/${enrolment}/invitation`, { seen: '1' }],
    ['POST', `/cohorts/${id}/invitations`, { before: '2030-01-01T00:00:00Z' }],
    ['GET', `/cohorts/${id}/people.csv`],
    ['GET', `/cohorts/${id}/people/${enrolment}`],
    ['POST', `/cohorts/${id}/people/${enrolment}/scores`, {}],
    ['GET', `/api/v1/cohorts/${id}`],
    ['PATCH', `/api/v1/cohorts/${id}`, { name: 'x' }],
    ['GET', `/api/v1/cohorts/${id}/enrolments`],
    ['POST', `/api/v1/cohorts/${id}/enrolments`, { people: [{ email: 'x@example.org' }] }],
    ['POST', `/api/v1/enrolments/${enrolment}/invitation`, {}],
    ['GET', `/api/v1/cohorts/${id}/figures`],
    ['GET', `/api/v1/cohorts/${id}/people`],
    ['GET', `/api/v1/cohorts/${id}/people/${enrolment}`],
    ['POST', `/api/v1/cohorts/${id}/people/${enrolment}/scores`, {}],
  ];

  it('finds nothing at any address, pages and API alike, and changes nothing', async () => {
    const { cohortId, enrolmentId, ids } = world.here;
    const before = [
      await mailCount(),
      await t.database.query('SELECT * FROM cohort ORDER BY id'),
      await t.database.query('SELECT * FROM enrolment ORDER BY id'),
    ];
    for (const [email, agent] of browsers)
      for (const [method, path, body] of routes(cohortId, enrolmentId, ids.coordinator)) {
        const call = agent[method.toLowerCase() as 'get' | 'post' | 'patch'](path).set('Origin', t.config.baseUrl);
        const answer = body ? await (path.startsWith('/api/') ? call.send(body) : call.type('form').send(body)) : await call;
        expect([email, method, path, answer.status]).toEqual([email, method, path, 404]);
      }
    expect([
      await mailCount(),
      await t.database.query('SELECT * FROM cohort ORDER BY id'),
      await t.database.query('SELECT * FROM enrolment ORDER BY id'),
    ]).toEqual(before);
  });

  it('learners and trainers are told that their account may not; the signed-out are asked to sign in', async () => {
    for (const email of [world.here.learner, world.here.trainer]) {
      const agent = await signedIn(t, email);
      expect((await agent.get(`/cohorts/${world.here.cohortId}`)).status).toBe(403);
      expect((await agent.get('/api/v1/cohorts')).status).toBe(403);
    }
    const nobody = await signedIn(t, null);
    expect((await nobody.get('/cohorts')).headers.location).toBe('/sign-in?next=%2Fcohorts');
    expect((await nobody.get('/api/v1/cohorts')).status).toBe(401);
  });
});

describe('the API', () => {
  const api = (agent: Agent, method: 'get' | 'post' | 'patch', path: string) => agent[method](`/api/v1${path}`).set('Origin', t.config.baseUrl);

  it('makes, changes, invites and sends again, and repeats do no harm', async () => {
    const wish = { programmeId: 'small', authorityId: world.here.authorityId, name: 'By API', startsOn: '2026-11-02', endsOn: '2026-12-18' };
    const made = await api(coordinator, 'post', '/cohorts').set('Idempotency-Key', 'one').send(wish);
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({ ...wish, zone: 'Europe/Brussels', authorityName: 'here' });
    expect((await api(coordinator, 'post', '/cohorts').set('Idempotency-Key', 'one').send(wish)).body.id).toBe(made.body.id);
    const path = `/cohorts/${made.body.id}`;
    expect((await api(coordinator, 'patch', path).send({ endsOn: null })).body).toMatchObject({ name: 'By API', endsOn: null });
    expect((await api(coordinator, 'patch', path).send({ endsOn: '2026-01-01' })).body).toMatchObject({
      status: 422,
      fields: { endsOn: expect.any(String) },
    });
    const people = { people: [{ email: 'Api@Example.org', name: 'Api' }, { email: 'two@example.org' }] };
    expect((await api(coordinator, 'post', `${path}/enrolments`).send(people)).body).toEqual({ new: 2, existing: 0, here: 0, closed: 0 });
    expect((await api(coordinator, 'post', `${path}/enrolments`).send(people)).body).toEqual({ new: 0, existing: 0, here: 2, closed: 0 });
    const first = (await api(coordinator, 'get', `${path}/enrolments?limit=1`)).body;
    const second = (await api(coordinator, 'get', `${path}/enrolments?limit=1&cursor=${first.next}`)).body;
    expect(new Set([first.items[0].email, second.items[0].email])).toEqual(new Set(['api@example.org', 'two@example.org']));
    expect(second.next).toBeNull();
    const again = () => api(coordinator, 'post', `/enrolments/${first.items[0].id}/invitation`).send({ seen: 1 });
    expect((await again()).body).toEqual({ sent: true });
    expect((await again()).body).toEqual({ sent: false });
    expect((await api(coordinator, 'post', `${path}/enrolments`).send({ people: [{ email: 'no address' }] })).status).toBe(422);
    const list = await api(coordinator, 'get', '/cohorts?limit=100');
    expect(list.body.items.find((one: { id: string }) => one.id === made.body.id)).toMatchObject({ people: 2, opened: 0 });
  });
});
