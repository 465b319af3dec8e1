import { execFile } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { connected, stopPostgres } from '../support/embedded.mjs';
import { freePort, Reed, sleep } from '../support/processes.mjs';

/**
 * A question that many have met is put right while others hand in: how long the correction takes, how long a hand-in waits, and
 * whether everybody is told once and has what they gained, although the process is killed in the middle of it.
 */
const run = promisify(execFile);
const quiz = 'c1-quiz';
const bad = 'c1-q-purpose';
const key = { [bad]: 'b', 'c1-q-partners': 'd', 'c1-q-training': 'a', 'c1-q-means': 'c', 'c1-q-weight': 'd', 'c1-q-status': 'b' };
const elsewhere = 'c2-quiz';
const elsewhereKey = { 'c2-q-banner': 'c', 'c2-q-talk': 'a', 'c2-q-choir': 'd' };
/** People who hand in one after another, at once. */
const desks = 4;
const hash = (secret) => createHash('sha256').update(secret).digest('hex');

export async function correction({ attempts, note }) {
  const dir = mkdtempSync(join(tmpdir(), 'reed-correction-'));
  const port = await freePort();
  const base = `http://127.0.0.1:${port}`;
  const reed = new Reed('dist/src/main.js', { PORT: String(port), REED_DATA_DIR: dir });
  let client;
  try {
    await reed.start(90);
    client = await connected(dir);
    const handers = Math.max(40, attempts / 10);
    const { trainer, sessions } = await fill(client, attempts, handers);
    // The people came in by the back door: their states are written from their events.
    await commandLine(dir, 'progress', 'rebuild');
    const api = (session, path, body) => ask(base, session, path, body);
    const at = `/api/v1/programmes/island-of-peace/quizzes/${quiz}/questions/${bad}/corrections`;
    const wish = { kind: 'void', answer: [], reason: 'Two readers understood it otherwise.' };
    const { seen, raised } = await api(trainer, `${at}/preview`, wish);
    const gained = raised.filter(({ before, after }) => after.passed && !before.passed).length;

    const quiet = await handIn(api, sessions, () => sessions.length > handers * 0.75);
    let applied = 0;
    const begun = performance.now();
    const apply = api(trainer, at, { ...wish, seen }).then(() => (applied = performance.now() - begun));
    const beside = await handIn(api, sessions, () => !applied);
    await apply;
    note(
      `${attempts} attempts met the question, ${raised.length} results rose, ${gained} of them to a pass: made in ${ms(applied)}; ` +
        `${beside.length} hand-ins meanwhile, the longest took ${ms(Math.max(...beside))}; without a correction beside it ${ms(Math.max(...quiet))}`,
      raised.length === Math.floor((attempts * 4) / 5) && beside.length > 0,
    );

    await reed.end('SIGKILL');
    await reed.start(90);
    const told = await followed(client, raised.length, gained);
    note(
      `killed with SIGKILL right after: ${told.mails} mails to ${told.people} people, ${raised.length - told.people} forgotten; ` +
        `${told.passes} passes in the learning record, ${gained - told.passes} missing`,
      told.mails === raised.length && told.people === raised.length && told.passes === gained,
    );
    await client.end();
    await reed.end('SIGTERM');
    const stdout = await commandLine(dir, 'progress', 'verify');
    note(stdout.trim().split('\n').at(-1), /, 0 differences/.test(stdout));
  } finally {
    await client?.end().catch(() => undefined);
    await reed.end('SIGKILL');
    await stopPostgres(dir);
    rmSync(dir, { recursive: true, force: true });
  }
}

async function commandLine(dir, ...words) {
  const env = { PATH: process.env.PATH, REED_DATA_DIR: dir };
  const { stdout = '' } = await run(process.execPath, ['dist/src/main.cli.js', ...words], { env }).catch((error) => error);
  return stdout;
}

const ms = (time) => `${Math.round(time)} ms`;

async function ask(base, session, path, body) {
  const answer = await fetch(base + path, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { cookie: `reed=${session}`, origin: base, 'content-type': 'application/json' },
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${path} was answered ${answer.status}: ${text.slice(0, 300)}`);
  return text ? JSON.parse(text) : null;
}

/** Hands in for one after another while `going`. Returns how long each took. */
async function handIn(api, sessions, going) {
  const took = [];
  const desk = async () => {
    while (sessions.length && going()) {
      const { session, enrolment } = sessions.pop();
      const begun = performance.now();
      await api(session, `/api/v1/enrolments/${enrolment}/quizzes/${elsewhere}/attempts/1/hand-in`, {});
      took.push(performance.now() - begun);
      await sleep(20);
    }
  };
  await Promise.all(Array.from({ length: desks }, desk));
  return took;
}

/** Waits until the mails and the record have caught up, or five minutes. */
async function followed(client, mails, passes) {
  const until = Date.now() + 300_000;
  for (;;) {
    const { rows } = await client.query(
      `SELECT count(*)::int AS mails, count(DISTINCT person_id)::int AS people,
        (SELECT count(*)::int FROM learning_event WHERE type = 'quiz-graded' AND payload ? 'correction') AS passes
       FROM outgoing_mail WHERE kind = 'quizzes:corrected'`,
    );
    const [now] = rows;
    if ((now.mails >= mails && now.passes >= passes) || Date.now() > until) return now;
    await sleep(500);
  }
}

/**
 * People with a graded attempt that met the bad question: of five, two pass with its point, two rise and do not, and one had it right;
 * and people with an open attempt at another quiz.
 */
async function fill(client, attempts, handers) {
  const { rows } = await client.query(
    `SELECT e.id, e.cohort_id AS cohort, e.programme_id AS programme, s.revision_id AS revision, p.authority_id AS authority
     FROM enrolment e JOIN enrolment_state s ON s.enrolment_id = e.id JOIN person p ON p.id = e.person_id
     WHERE p.email = 'learner@reed.test' AND e.programme_id = 'island-of-peace'`,
  );
  const [like] = rows;
  const people = (prefix, count) =>
    client.query(
      `WITH n AS (SELECT i, gen_random_uuid() AS person, gen_random_uuid() AS enrolment FROM generate_series(1, $2::int) i),
        p AS (INSERT INTO person (id, email, name, authority_id, language, zone) SELECT person, $1 || i || '@reed.test', $1 || ' ' || i, $3, 'en', 'UTC' FROM n),
        e AS (INSERT INTO enrolment (id, cohort_id, person_id, programme_id, opened_at, created_at) SELECT enrolment, $4, person, $5, now(), now() FROM n),
        l AS (INSERT INTO learning_event (enrolment_id, sequence, type, revision_id, at) SELECT enrolment, 1, 'enrolled', $6, now() FROM n)
       INSERT INTO enrolment_state (enrolment_id, revision_id, sequence, required, done, modules_done)
       SELECT enrolment, $6, 1, (SELECT required FROM enrolment_state WHERE enrolment_id = $7), 0, '[]' FROM n`,
      [prefix, count, like.authority, like.cohort, like.programme, like.revision, like.id],
    );
  await people('met', attempts);
  await people('hander', handers);
  const answers = (given) => JSON.stringify(Object.entries(given).map(([id, option]) => ({ id, options: ['a', 'b', 'c', 'd'], option })));
  // Kinds of five: four right, two right, all six.
  await client.query(
    `WITH n AS (SELECT e.id AS enrolment, gen_random_uuid() AS attempt, substr(p.email, 4, strpos(p.email, '@') - 4)::int % 5 AS kind
        FROM enrolment e JOIN person p ON p.id = e.person_id WHERE p.email LIKE 'met%'),
      q AS (SELECT question, at FROM jsonb_array_elements($1::jsonb) WITH ORDINALITY AS x(question, at)),
      g AS (SELECT n.*, CASE WHEN kind < 2 THEN 4 WHEN kind < 4 THEN 2 ELSE 6 END AS points FROM n),
      a AS (INSERT INTO attempt (id, enrolment_id, quiz_id, number, revision_id, questions, started_at, grace, handed_in_at, numerator, denominator, max, passed)
        SELECT attempt, enrolment, $2, 1, $3, (SELECT jsonb_agg(question - 'option' ORDER BY at) FROM q), now(), 30, now(), points, 1, 6, points = 6 FROM g),
      l AS (INSERT INTO learning_event (enrolment_id, sequence, type, item_id, revision_id, payload, at)
        SELECT enrolment, s, CASE s WHEN 2 THEN 'quiz-started' ELSE 'quiz-graded' END, $2, $3,
          CASE s WHEN 2 THEN jsonb_build_object('attempt', attempt) ELSE jsonb_build_object('attempt', attempt, 'passed', points = 6, 'revision', $3::text) END, now()
        FROM g, generate_series(2, 3) s)
     INSERT INTO response (attempt_id, question_id, answer, language, saved_at)
     SELECT attempt, question->>'id', CASE WHEN points = 6 OR at BETWEEN 2 AND points + 1 THEN jsonb_build_array(question->>'option') ELSE '[]' END, 'en', now() FROM g, q`,
    [answers(key), quiz, like.revision],
  );
  await client.query(
    `INSERT INTO attempt (id, enrolment_id, quiz_id, number, revision_id, questions, started_at, grace)
     SELECT gen_random_uuid(), e.id, $2, 1, $3, (SELECT jsonb_agg(q - 'option') FROM jsonb_array_elements($1::jsonb) q), now(), 30
     FROM enrolment e JOIN person p ON p.id = e.person_id WHERE p.email LIKE 'hander%'`,
    [answers(elsewhereKey), elsewhere, like.revision],
  );
  const session = async (email) => {
    const secret = randomBytes(24).toString('base64url');
    const known = await client.query(
      `INSERT INTO session (token_hash, person_id, expires_at) SELECT $1, id, now() + interval '1 day' FROM person WHERE email = $2
       RETURNING (SELECT e.id FROM enrolment e WHERE e.person_id = session.person_id LIMIT 1) AS enrolment`,
      [hash(secret), email],
    );
    return { session: secret, enrolment: known.rows[0].enrolment };
  };
  const sessions = [];
  for (let i = 1; i <= handers; i++) sessions.push(await session(`hander${i}@reed.test`));
  await client.query('ANALYZE');
  return { trainer: (await session('admin@reed.test')).session, sessions };
}
