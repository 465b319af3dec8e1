import 'reflect-metadata';
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';
import { connected, postgresUrl } from '../../support/embedded.mjs';

// What is answered, and by whom: a course with a question of every type, once question by question and once on one page, and people
// who have signed in.

const support = fileURLToPath(new URL('../../support', import.meta.url));
export const quizzes = { one: 'q-shared', all: 'q-shared-all' };
/** Answers of each question from which people choose, those without anything in them included. */
const choices = 150;
const hash = (secret) => createHash('sha256').update(secret).digest('hex');

/** What the tests know of courses and of answers, in one file that Node can load. */
function testSupport(dir) {
  const outfile = join(dir, 'support.cjs');
  const contents =
    "export { anyOf } from './any-question.ts'; export { everyTypeAndLayoutFolder } from './courses.ts'; export { sample } from 'fast-check';";
  const define = { __dirname: JSON.stringify(support) };
  buildSync({ stdin: { contents, resolveDir: support }, bundle: true, platform: 'node', format: 'cjs', define, outfile, logLevel: 'error' });
  return createRequire(import.meta.url)(outfile);
}

/**
 * Publishes the course in a running installation and enrols people for it.
 * @returns the people, and answers to each question by its id
 */
export async function prepare(dir, attempts) {
  const { anyOf, everyTypeAndLayoutFolder, sample } = testSupport(dir);
  const folder = everyTypeAndLayoutFolder(join(dir, 'storm-courses'));
  const [{ makeServices }, { readConfig }, { openDatabase }, { ImportService }, { CatalogueService }, { CohortsSeed }] = await Promise.all(
    ['app', 'platform/config', 'start', 'authoring/import.service', 'catalogue/catalogue.service', 'cohorts/cohorts.seed'].map(
      (file) => import(`../../../dist/src/${file}.js`),
    ),
  );
  const config = readConfig({ REED_DATA_DIR: dir }).with({ databaseUrl: postgresUrl(dir), databasePool: 2 });
  const app = await makeServices({ config, source: await openDatabase(config) });
  const client = await connected(dir);
  try {
    const find = (token) => app.get(token, { strict: false });
    const { outcome, problems } = await find(ImportService).importFolder(folder);
    if (outcome !== 'published') throw new Error(`the course was not published: ${JSON.stringify(problems)}`);
    const people = await makePeople(client, attempts);
    const { rows } = await client.query("SELECT id, authority_id FROM person WHERE email = 'coordinator@reed.test'");
    const { enrolments } = await find(CohortsSeed).seedCohort({
      name: 'Storm',
      programmeId: 'small',
      authorityId: rows[0].authority_id,
      coordinatorId: rows[0].id,
      zone: 'UTC',
      startsOn: '2026-01-01',
      endsOn: null,
      people: people.map(({ id }) => ({ id })),
    });
    for (const person of people) person.enrolment = enrolments.get(person.id);
    const { modules } = await find(CatalogueService).currentOutline('small');
    const asked = modules.flatMap(({ items }) => items.flatMap(({ questions }) => questions ?? []));
    const answers = new Map(
      asked.map((question) => [
        question.id,
        { type: question.type, answers: sample(anyOf[question.type].answer(question), choices).filter((answer) => answer.length) },
      ]),
    );
    return { people, answers };
  } finally {
    await client.end();
    await app.close();
  }
}

async function makePeople(client, attempts) {
  const people = [];
  for (let i = 1; i <= attempts; i++) {
    const person = {
      id: randomUUID(),
      session: randomBytes(24).toString('base64url'),
      layout: i % 2 ? 'one' : 'all',
      language: i % 3 ? 'en' : 'nl',
      twoDevices: i % 8 === 3 || i % 8 === 4,
      // The others' attempts are graded at once: nobody has to read anything.
      writesEssay: i % 5 < 3,
      late: [],
    };
    await client.query(
      `INSERT INTO person (id, email, name, authority_id, language, zone)
       SELECT $1, $2, $3, authority_id, $4, 'UTC' FROM person WHERE email = 'learner@reed.test'`,
      [person.id, `storm${i}@reed.test`, `Storm ${i}`, person.language],
    );
    await client.query("INSERT INTO session (token_hash, person_id, expires_at) VALUES ($1, $2, now() + interval '1 day')", [
      hash(person.session),
      person.id,
    ]);
    people.push(person);
  }
  return people;
}
