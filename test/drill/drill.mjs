import 'reflect-metadata';
import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { SMTPServer } from 'smtp-server';
import { generate } from '../support/generate.mjs';
import { freePort, Reed, sleep, Visitor } from '../support/processes.mjs';

/**
 * `npm run drill` kills processes with SIGKILL while people work, starts them again, and then looks for everything that was
 * acknowledged. `--smoke` is short; `--write` keeps the result in docs/figures.md. Exit code 1 where anything is missing.
 */
const smoke = process.argv.includes('--smoke');
const kills = smoke ? 2 : 8;
const mails = smoke ? 30 : 300;
const reminded = smoke ? 60 : 500;
const run = promisify(execFile);
const results = [];
const note = (drill, what, ok) => {
  results.push({ drill, what, ok });
  console.log(`${ok ? '✓' : '✗'} ${drill}: ${what}`);
};

await drillEmbedded();
await drillMail();
await drillReminders();
report();
process.exit(results.every(({ ok }) => ok) ? 0 : 1);

/** The whole of `npm start` is killed while four people answer; once, PostgreSQL itself too. */
async function drillEmbedded() {
  const dir = mkdtempSync(join(tmpdir(), 'reed-drill-'));
  const port = await freePort();
  const reed = new Reed('dist/src/main.js', { PORT: String(port), REED_DATA_DIR: dir });
  const base = `http://127.0.0.1:${port}`;
  try {
    await reed.start();
    const url = databaseUrl(dir);
    const people = await peopleWithAnAttempt(base, url);
    const kept = new Map(); // "enrolment question" → { acknowledged, sent since }
    let running = true;
    let answers = 0;
    const work = people.map(async ({ visitor, enrolment, quiz, questions }) => {
      for (let i = 0; running; i++) {
        const number = (i % questions.length) + 1;
        const { field, options, id } = questions[number - 1];
        const value = options[Math.floor(i / questions.length) % options.length];
        const key = `${enrolment} ${id}`;
        const entry = kept.get(key) ?? { acknowledged: null, since: [] };
        kept.set(key, entry);
        entry.since.push(value);
        try {
          const answer = await visitor.ask(`/learn/${enrolment}/quizzes/${quiz}/attempts/1/questions/${number}/answer`, { form: { [field]: value }, headers: { accept: 'application/json' } });
          if (answer.status === 200) {
            entry.acknowledged = value;
            entry.since = [];
            answers++;
          }
        } catch {
          await sleep(50); // nobody answers just now
        }
      }
    });
    for (let i = 0; i < kills; i++) {
      await sleep(300 + 211 * (i % 4));
      await reed.end('SIGKILL');
      if (i === 1) process.kill(Number(readFileSync(join(dir, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]), 'SIGKILL');
      await reed.start();
    }
    await sleep(500);
    running = false;
    await Promise.all(work);
    const client = await connected(databaseUrl(dir));
    const stored = new Map((await client.query("SELECT a.enrolment_id || ' ' || r.question_id AS key, r.answer FROM response r JOIN attempt a ON a.id = r.attempt_id")).rows.map(({ key, answer }) => [key, answer]));
    await client.end();
    // What was sent but not acknowledged may have arrived or not; what was acknowledged may only have been replaced by such.
    const lost = [...kept].filter(([key, { acknowledged, since }]) => acknowledged !== null && !stored.get(key)?.some((value) => value === acknowledged || since.includes(value)));
    note('answers', `${answers} answers acknowledged over ${kills} kills of the process and one of PostgreSQL, ${lost.length} lost`, lost.length === 0 && answers > 0);
    const code = await reed.end('SIGTERM');
    note('stop', `SIGTERM ends everything cleanly (exit code ${code})`, code === 0);
    const verified = await run(process.execPath, ['dist/src/main.cli.js', 'progress', 'verify'], { env: { PATH: process.env.PATH, REED_DATA_DIR: dir } }).catch((error) => error);
    note('progress', (verified.stdout ?? '').trim().split('\n').at(-1) ?? String(verified), /, 0 differences/.test(verified.stdout ?? ''));
    await stopPostgres(dir);
  } finally {
    await reed.end('SIGKILL');
    await stopPostgres(dir);
    rmSync(dir, { recursive: true, force: true });
  }
}

/** A worker is killed while it delivers; the receiving server counts Message-IDs. */
async function drillMail() {
  const dir = mkdtempSync(join(tmpdir(), 'reed-drill-'));
  const { startPostgres } = await import('../../dist/src/platform/embedded/postgres.js');
  const database = await startPostgres(dir);
  const received = new Map();
  const smtp = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    logger: false,
    onData(stream, _session, done) {
      let text = '';
      stream.on('data', (part) => (text += part));
      stream.on('end', () => {
        const id = /^message-id:\s*(\S+)/im.exec(text)?.[1];
        received.set(id, (received.get(id) ?? 0) + 1);
        setTimeout(done, 15);
      });
    },
  });
  const smtpPort = await freePort();
  await new Promise((done) => smtp.listen(smtpPort, '127.0.0.1', done));
  smtp.on('error', () => undefined); // a killed client tears its connection
  const worker = new Reed('dist/src/main.worker.js', { DATABASE_URL: database.url, SMTP_URL: `smtp://127.0.0.1:${smtpPort}` });
  try {
    await worker.start();
    await worker.end();
    const client = await connected(database.url);
    await client.query(
      `INSERT INTO outgoing_mail (id, dedupe_key, message_id, kind, to_address, to_name, language, subject, text, html, state, due_at, created_at)
       SELECT gen_random_uuid(), 'drill:' || n, '<drill-' || n || '@reed.test>', 'drill', 'person' || n || '@generated.test', 'Person', 'en', 'Drill', 'Text', '<p>Text</p>', 'queued', now(), now()
       FROM generate_series(1, $1::int) n`,
      [mails],
    );
    for (let i = 0; i < kills; i++) {
      await worker.start();
      await sleep(120 + 90 * i);
      await worker.end('SIGKILL');
      // What the killed worker had claimed counts as left behind after two minutes; the drill does not wait for them.
      await client.query("UPDATE outgoing_mail SET claimed_at = claimed_at - interval '3 minutes' WHERE state = 'sending'");
    }
    await worker.start();
    const until = Date.now() + 90_000;
    for (;;) {
      const left = (await client.query("SELECT count(*)::int AS n FROM outgoing_mail WHERE state <> 'sent'")).rows[0].n;
      if (left === 0 || Date.now() > until) break;
      await sleep(250);
    }
    const rows = (await client.query('SELECT message_id, state, uncertain_tries FROM outgoing_mail')).rows;
    await client.end();
    const missing = rows.filter(({ message_id: id, state }) => state !== 'sent' || !received.get(id));
    const doubled = rows.filter(({ message_id: id }) => (received.get(id) ?? 0) > 1);
    const unexplained = doubled.filter(({ message_id: id, uncertain_tries: tries }) => received.get(id) - 1 > tries);
    note('mail', `${mails} mails over ${kills} kills of the worker: ${missing.length} missing, ${doubled.length} sent again because the server's answer was lost, ${unexplained.length} doubled without that reason`, !missing.length && !unexplained.length);
  } finally {
    await worker.end('SIGKILL');
    await new Promise((done) => smtp.close(done));
    await database.stop();
    rmSync(dir, { recursive: true, force: true });
  }
}

/** A worker is killed while it plans and delivers reminders, on a Tuesday morning. */
async function drillReminders() {
  const dir = mkdtempSync(join(tmpdir(), 'reed-drill-'));
  const { startPostgres } = await import('../../dist/src/platform/embedded/postgres.js');
  const { addDays, civil, instant } = await import('../../dist/src/platform/zones.js');
  const database = await startPostgres(dir);
  const port = await freePort();
  const web = new Reed('dist/src/main.web.js', { DATABASE_URL: database.url, PORT: String(port) });
  const zone = 'Europe/Brussels';
  const today = civil(new Date(), zone);
  const tuesday = instant(addDays(today.date, ((9 - today.weekday) % 7) + 7), '10:00', zone);
  const worker = new Reed('test/drill/worker-at.mjs', { DATABASE_URL: database.url, NOW: tuesday.toISOString() });
  try {
    await web.start(); // migrates and imports
    await web.end();
    const client = await connected(database.url);
    const authorityId = randomUUID();
    await client.query("INSERT INTO authority (id, path, name, zone, policy) VALUES ($1::uuid, '/' || $1::uuid::text || '/', 'Drill', $2, '{\"coordinatorsSeeScores\": false}')", [authorityId, zone]);
    const coordinatorId = randomUUID();
    await client.query("INSERT INTO person (id, email, name, authority_id, language, zone) VALUES ($1, 'coordinator@drill.test', 'Coordinator', $2, 'en', $3)", [coordinatorId, authorityId, zone]);
    const revisionId = (await client.query("SELECT current_revision_id AS id FROM programme WHERE id = 'island-of-peace'")).rows[0].id;
    await generate(client, { people: reminded, programmeId: 'island-of-peace', passwordHash: null, lessons: ['c1-project', 'c1-heard'], revisionId, authorityId, coordinatorId });
    await client.query("UPDATE enrolment SET opened_at = NULL, invited_at = now() - interval '4 days', created_at = now() - interval '4 days' WHERE id IN (SELECT enrolment_id FROM learning_event GROUP BY enrolment_id HAVING count(*) = 1)");
    await run(process.execPath, ['dist/src/main.cli.js', 'progress', 'rebuild'], { env: { PATH: process.env.PATH, DATABASE_URL: database.url } });
    for (let i = 0; i < kills; i++) {
      await worker.start();
      // Killed when a part is planned: in the middle, not before it begins.
      const part = ((i + 1) * reminded) / (kills + 2);
      for (let tries = 0; tries < 1000 && (await client.query('SELECT count(*)::int AS n FROM reminder')).rows[0].n < part; tries++) await sleep(5);
      await worker.end('SIGKILL');
      await client.query("UPDATE outgoing_mail SET claimed_at = claimed_at - interval '3 minutes' WHERE state = 'sending'");
    }
    const half = (await client.query('SELECT count(*)::int AS n FROM reminder')).rows[0].n;
    await worker.start();
    const until = Date.now() + 90_000;
    for (;;) {
      const { n, open } = (await client.query("SELECT count(*)::int AS n, count(*) FILTER (WHERE m.state <> 'sent')::int AS open FROM reminder r JOIN outgoing_mail m ON m.id = r.mail_id")).rows[0];
      if ((n >= reminded && open === 0) || Date.now() > until) break;
      await sleep(250);
    }
    const ledger = (await client.query('SELECT count(*)::int AS rows, count(DISTINCT (person_id, object_id))::int AS people, count(DISTINCT mail_id)::int AS mails FROM reminder')).rows[0];
    const box = (await client.query("SELECT count(*)::int AS sent, count(DISTINCT message_id)::int AS ids, count(DISTINCT person_id)::int AS people FROM outgoing_mail WHERE kind = 'reminders.reminder' AND state = 'sent'")).rows[0];
    await client.end();
    const right = [ledger.rows, ledger.people, ledger.mails, box.sent, box.ids, box.people].every((count) => count === reminded);
    const verified = await run(process.execPath, ['dist/src/main.cli.js', 'progress', 'verify'], { env: { PATH: process.env.PATH, DATABASE_URL: database.url } }).catch((error) => error);
    note('progress', (verified.stdout ?? '').trim().split('\n').at(-1) ?? String(verified), /, 0 differences/.test(verified.stdout ?? ''));
    note('reminders', `${reminded} due over ${kills} kills of the worker (${half} planned before the last start): ${ledger.rows} rows in the ledger, ${box.sent} mails in the mailbox, ${box.people} people`, right);
  } finally {
    await web.end('SIGKILL');
    await worker.end('SIGKILL');
    await database.stop();
    rmSync(dir, { recursive: true, force: true });
  }
}

function databaseUrl(dir) {
  const port = readFileSync(join(dir, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[3];
  return `postgres://reed:${readFileSync(join(dir, 'postgres.secret'), 'utf8')}@127.0.0.1:${port}/reed`;
}

async function connected(url) {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

async function stopPostgres(dir) {
  try {
    const pid = Number(readFileSync(join(dir, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]);
    process.kill(pid, 'SIGINT');
    for (let i = 0; i < 50; i++) {
      process.kill(pid, 0);
      await sleep(100);
    }
  } catch {
    // it has gone
  }
}

/** Four people of the sample cohort, each with an open attempt and the fields of its questions. */
async function peopleWithAnAttempt(base, url) {
  const client = await connected(url);
  const known = (await client.query("SELECT id, authority_id, password_hash FROM person WHERE email = 'learner@reed.test'")).rows[0];
  const { cohort_id: cohort, programme_id: programme, id: template } = (await client.query('SELECT * FROM enrolment WHERE person_id = $1 ORDER BY created_at LIMIT 1', [known.id])).rows[0];
  const people = [];
  for (let i = 1; i <= 4; i++) {
    const person = (await client.query("INSERT INTO person (id, email, name, authority_id, password_hash, language, zone) VALUES (gen_random_uuid(), $1, $2, $3, $4, 'en', 'UTC') RETURNING id", [`drill${i}@reed.test`, `Drill ${i}`, known.authority_id, known.password_hash])).rows[0].id;
    const enrolment = (await client.query('INSERT INTO enrolment (id, cohort_id, person_id, programme_id, opened_at, created_at) VALUES (gen_random_uuid(), $1, $2, $3, now(), now()) RETURNING id', [cohort, person, programme])).rows[0].id;
    await client.query("INSERT INTO learning_event (enrolment_id, sequence, type, revision_id, at) SELECT $1, 1, 'enrolled', revision_id, now() FROM enrolment_state WHERE enrolment_id = $2", [enrolment, template]);
    await client.query(
      "INSERT INTO enrolment_state (enrolment_id, revision_id, sequence, required, done, modules_done, next_item_id) SELECT $1, revision_id, 1, required, 0, '[]', NULL FROM enrolment_state WHERE enrolment_id = $2",
      [enrolment, template],
    );
    people.push({ enrolment, email: `drill${i}@reed.test` });
  }
  await client.end();
  for (const person of people) {
    const visitor = await new Visitor(base).signIn(person.email);
    await visitor.ask(`/learn/${person.enrolment}/start`, { form: {} });
    const programmePage = await visitor.ask(`/learn/${person.enrolment}`);
    const quiz = /\/quizzes\/([a-z0-9-]+)/.exec(programmePage.text)?.[1] ?? 'c1-quiz';
    await visitor.ask(`/learn/${person.enrolment}/quizzes/${quiz}/start`, { form: {} });
    const questions = [];
    for (let number = 1; number <= 20; number++) {
      const page = await visitor.ask(`/learn/${person.enrolment}/quizzes/${quiz}/attempts/1/questions/${number}`);
      if (page.status !== 200) break;
      const inputs = [...page.text.matchAll(/<input[^>]*>/g)].map(([tag]) => tag).filter((tag) => /type="(radio|checkbox)"/.test(tag));
      const field = /name="([^"]+)"/.exec(inputs[0] ?? '')?.[1];
      if (!field) throw new Error(`no answer field on question ${number}`);
      questions.push({ field, options: inputs.map((tag) => /value="([^"]+)"/.exec(tag)[1]), id: null });
    }
    Object.assign(person, { visitor, quiz, questions });
  }
  // The order of the questions is the attempt's own.
  const again = await connected(url);
  for (const person of people) {
    const { questions } = (await again.query('SELECT questions FROM attempt WHERE enrolment_id = $1', [person.enrolment])).rows[0];
    person.questions.forEach((question, i) => (question.id = questions[i].id));
  }
  await again.end();
  return people;
}

function report() {
  if (!process.argv.includes('--write')) return;
  const text = readFileSync('docs/figures.md', 'utf8');
  const lines = results.map(({ drill, what, ok }) => `- ${drill}: ${what}${ok ? '' : ' (FAILED)'}`).join('\n');
  writeFileSync('docs/figures.md', text.replace(/<!-- drill -->[\s\S]*<!-- \/drill -->/, `<!-- drill -->\n${new Date().toISOString().slice(0, 10)}, Node ${process.version}\n\n${lines}\n<!-- /drill -->`));
}
