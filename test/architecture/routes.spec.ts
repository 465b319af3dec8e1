import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import request from 'supertest';
import { Routes, type Route } from '../../src/platform/http/routes.js';
import { sampleEmail } from '../../src/accounts/accounts.seed.js';
import { newId } from '../../src/platform/ids.js';
import { testWeb, type TestWeb } from '../support/app.js';
import { wholeFolder } from '../support/courses.js';
import { makeWorld, signedIn, type World } from '../support/world.js';
import { root } from './source.js';

// One row per route: what each role gets. "own" roles belong to the authority whose objects the URLs name.
const table = join(root, 'test', 'architecture', 'routes.txt');
const asked = ['nobody', 'learner', 'trainer', 'coordinator', 'colleague', 'administrator', 'learner-there', 'trainer-there', 'coordinator-there', 'administrator-there'] as const;
// Those of the whole installation are named where they get another answer than the same role of `here`.
const everywhere = ['trainer', 'administrator'] as const;

let t: TestWeb;
let world: World;
let routes: Route[];
const agents = new Map<string, Awaited<ReturnType<typeof signedIn>>>();

beforeAll(async () => {
  t = await testWeb();
  world = await makeWorld(t, wholeFolder());
  routes = t.get(Routes).all();
  for (const who of asked) {
    const [role, away] = who.split('-') as [string, string | undefined];
    const side = away ? world.there : world.here;
    agents.set(who, await signedIn(t, role === 'nobody' ? null : side[role as 'learner']));
  }
  await t.database.query(
    `INSERT INTO role_grant (id, person_id, role, authority_id, created_at) SELECT $1, id, 'trainer', NULL, now() FROM person WHERE email = $2`,
    [newId(), sampleEmail.trainer],
  );
  for (const role of everywhere) agents.set(`${role}-everywhere`, await signedIn(t, sampleEmail[role]));
}, 120_000);
afterAll(() => t?.close());

/** Fills a path with the objects of `here`. */
function fill(path: string): string {
  const named: Record<string, string> = {
    enrolmentId: world.here.enrolmentId,
    cohortId: world.here.cohortId,
    authorityId: world.here.authorityId,
    personId: world.here.ids.bystander,
    programmeId: 'small',
    itemId: 'l-one',
    quizId: 'q-shared',
    planId: 'p-small',
    fieldId: 'reader',
    pageId: 'about-letters',
    ending: 'docx',
    questionId: 'q-s',
    number: '1',
    attempt: '1',
    n: '1',
    k: '1',
    code: 'BCDFGHJKMN',
    secret: 'x'.repeat(43),
    token: 'x'.repeat(43),
    language: 'en',
  };
  const byPlace = (before: string): string => {
    if (before.endsWith('cohorts/')) return named.cohortId!;
    if (/(enrolments|learn|people)\/$/.test(before) && /cohorts|learn|enrolments/.test(before)) return named.enrolmentId!;
    if (before.endsWith('people/')) return named.personId!;
    if (before.endsWith('authorities/')) return named.authorityId!;
    if (/(programmes|catalogue)\/$/.test(before)) return named.programmeId!;
    if (before.endsWith('quizzes/')) return named.quizId!;
    if (before.endsWith('pages/')) return named.pageId!;
    return '01930000-0000-7000-8000-00000000ffff';
  };
  let filled = '';
  for (const part of path.split(/(:\w+)/)) filled += part.startsWith(':') ? (named[part.slice(1)] ?? byPlace(filled)) : part;
  return filled;
}

describe('routes', () => {
  it('each declares who may call it', () => {
    expect(routes.length).toBeGreaterThan(40);
    expect(routes.filter((route) => !route.access).map((route) => `${route.method} ${route.path}`)).toEqual([]);
  });

  it('each route of the API describes itself, and the description is whole', async () => {
    expect(routes.filter((route) => route.path.startsWith('/api/v1') && !route.api).map((route) => `${route.method} ${route.path}`)).toEqual([]);
    const { body } = await request(t.server).get('/api/openapi.json');
    expect(body.openapi).toBe('3.1.0');
    const operations = Object.values(body.paths as Record<string, Record<string, { operationId: string; summary: string }>>).flatMap((path) => Object.values(path));
    expect(operations.length).toBe(routes.filter((route) => route.api).length);
    expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(operations.length);
    for (const { summary } of operations) expect(summary).toMatch(/\S/);
  });

  it('routes × roles × own and other authority answer as the committed table says', async () => {
    const rows: string[] = [];
    for (const route of routes) {
      if (/^\/(sign-out|sign-in|health)/.test(route.path) && route.method !== 'GET') continue; // would change who the others are
      const answerTo = async (who: string): Promise<string> => {
        const path = fill(route.path);
        const agent = agents.get(who)!;
        const method = route.method.toLowerCase() as 'get' | 'post' | 'patch' | 'delete' | 'put';
        const call = agent[method](path).set('Origin', t.config.baseUrl).redirects(0);
        const answer = await (route.path.startsWith('/api/') ? call : method === 'get' ? call : call.type('form').send(''));
        const location = String(answer.headers.location ?? '');
        // A redirect to the sign-in page is a refusal; every other 2xx, 3xx and 422 means "got through".
        return answer.status === 303 && location.startsWith('/sign-in') ? 'sign-in' : String(answer.status);
      };
      const cells: string[] = [];
      for (const who of asked) cells.push(await answerTo(who));
      // Neighbours with the same answer share a cell: shorter rows are read more.
      const grouped = new Map<string, string[]>();
      asked.forEach((who, i) => grouped.set(cells[i]!, [...(grouped.get(cells[i]!) ?? []), who]));
      for (const role of everywhere) {
        const status = await answerTo(`${role}-everywhere`);
        // That something was asked for too often says nothing of who may ask for it.
        if (status !== cells[asked.indexOf(role)] && status !== '429') grouped.set(status, [...(grouped.get(status) ?? []), `${role}-everywhere`]);
      }
      rows.push(`${route.method} ${route.path} · ${[...grouped].map(([status, who]) => `${status}: ${who.length === asked.length ? 'all' : who.join(' ')}`).join(' · ')}`);
    }
    const text = `${rows.join('\n')}\n`;
    if (!existsSync(table) || process.env.WRITE_ROUTES) writeFileSync(table, text);
    expect(text).toBe(readFileSync(table, 'utf8'));
  }, 120_000);

  it('nobody ever meets a fault of the server', () => {
    expect(readFileSync(table, 'utf8')).not.toMatch(/ 5\d\d:/);
  });
});
