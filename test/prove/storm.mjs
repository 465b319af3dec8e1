import { execFile } from 'node:child_process';
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { connected, killPostgres, stopPostgres } from '../support/embedded.mjs';
import { freePort, Reed, sleep } from '../support/processes.mjs';

/**
 * Simulated browsers answer a quiz, some of them on two devices, over a line that loses, repeats, reorders and delays what
 * they send, while the web process and PostgreSQL are killed and started again. Whatever was acknowledged must be in the graded attempt.
 */
const run = promisify(execFile);
/** Browsers at work at once. */
const atOnce = 60;
/** Changes of one attempt, at least. */
const changes = 24;
const chance = (percent) => Math.random() * 100 < percent;
const upTo = (limit) => Math.floor(Math.random() * limit);
const counts = () => ({ sent: 0, acknowledged: 0, lost: 0, unheard: 0, repeated: 0, delayed: 0, elsewhere: 0, refused: 0 });

export async function storm({ attempts, note }) {
  const dir = mkdtempSync(join(tmpdir(), 'reed-storm-'));
  const port = await freePort();
  const reed = new Reed('dist/src/main.js', { PORT: String(port), REED_DATA_DIR: dir });
  const line = new Line(`http://127.0.0.1:${port}`);
  try {
    await reed.start(90);
    const people = await peopleOf(dir, attempts);
    for (const person of people) await begin(line, person);
    const left = [...people];
    let working = true;
    const work = Promise.all(
      Array.from({ length: Math.min(atOnce, attempts) }, async () => {
        for (let person = left.shift(); person; person = left.shift()) await answerAll(line, person);
      }),
    ).finally(() => (working = false));
    const restarts = { process: 0, postgres: 0 };
    while (working) {
      await Promise.race([sleep(1500 + upTo(3000)), work]);
      if (!working) break;
      await reed.end(restarts.process % 3 === 2 ? 'SIGTERM' : 'SIGKILL');
      restarts.process++;
      if (restarts.process % 2 === 0 && killPostgres(dir)) restarts.postgres++;
      await reed.start(90);
      line.shaken = restarts.postgres > 0;
    }
    await work;
    await Promise.all(line.late);
    const { counted } = line;
    note(
      `${attempts} attempts, ${counted.sent} saves sent, ${counted.acknowledged} acknowledged; ${counted.lost} lost on the way, ${counted.unheard} answers lost on the way back, ` +
        `${counted.repeated} repeated, ${counted.delayed} delayed behind newer ones, ${counted.elsewhere} told of another device, ${counted.refused} refused after the hand-in`,
      counted.acknowledged > attempts &&
        Object.entries(counted).every(([kind, count]) => count > 0 || kind === 'refused' || (kind === 'elsewhere' && attempts < 50)),
    );
    note(
      `${restarts.process} restarts of the web process, ${restarts.postgres} of PostgreSQL, most of them by SIGKILL`,
      restarts.process > 1 && restarts.postgres > 0,
    );
    await judge(line, people, dir, note);
    await reed.end('SIGTERM');
    await commandLine(people, dir, note);
  } finally {
    await reed.end('SIGKILL');
    await stopPostgres(dir);
    rmSync(dir, { recursive: true, force: true });
  }
}

/** The way to the server: asks as somebody, and does to saves what bad lines do. */
class Line {
  constructor(base) {
    this.base = base;
    this.counted = counts();
    /** The process and PostgreSQL have been restarted. */
    this.shaken = false;
    /** Copies that arrive when they like. */
    this.late = [];
  }

  async ask(person, path, form, accept = 'application/json') {
    const answer = await fetch(this.base + path, {
      method: form ? 'POST' : 'GET',
      redirect: 'manual',
      body: form && new URLSearchParams(form).toString(),
      signal: AbortSignal.timeout(10_000),
      headers: {
        cookie: `reed=${person.session}`,
        accept,
        'accept-language': 'en',
        ...(form ? { 'content-type': 'application/x-www-form-urlencoded', origin: this.base } : {}),
      },
    });
    return { status: answer.status, text: await answer.text(), location: answer.headers.get('location') };
  }

  /** Asks until the server is there. */
  async sure(person, path, form, accept) {
    for (;;) {
      const answer = await this.ask(person, path, form, accept).catch(() => null);
      if (answer && answer.status < 500) return answer;
      await sleep(100 + upTo(200));
    }
  }

  /** One try of a save: what the browser hears of it, or null. */
  async save(person, path, form) {
    const { counted } = this;
    counted.sent++;
    await sleep(upTo(40));
    if (chance(10)) return (counted.lost++, null);
    if (chance(12)) {
      counted.repeated++;
      this.copy(person, path, form, upTo(30));
    }
    if (chance(12)) {
      counted.delayed++;
      this.copy(person, path, form, 200 + upTo(1800));
    }
    const answer = await this.ask(person, path, form).catch(() => null);
    if (!answer || answer.status >= 500) return null;
    if (chance(10)) return (counted.unheard++, null);
    return answer;
  }

  copy(person, path, form, after) {
    // It arrives for certain, if late: what holds it back also waits for the server.
    const arrived = sleep(after).then(() => this.sure(person, path, form));
    this.late.push(arrived);
    person.late.push(arrived);
  }
}

/** A browser: what it has not heard back about waits in its outbox and is sent again. */
class Device {
  constructor(line, person) {
    Object.assign(this, { line, person, id: randomUUID(), turn: 0, outbox: new Map(), seen: new Map(), busy: new Map() });
  }

  /** Chooses an answer. Resolves when all that this browser has of the question is settled. */
  give(question, value) {
    this.outbox.set(question, { turn: ++this.turn, value, seen: this.seen.get(question.id) ?? 0 });
    if (!this.busy.has(question))
      this.busy.set(
        question,
        this.deliver(question).finally(() => this.busy.delete(question)),
      );
    return this.busy.get(question);
  }

  settled() {
    return Promise.all(this.busy.values());
  }

  async deliver(question) {
    const { line, person } = this;
    let pause = 50;
    for (let entry = this.outbox.get(question); entry; entry = this.outbox.get(question)) {
      const form = new URLSearchParams({ device: this.id, turn: String(entry.turn), seen: String(entry.seen) });
      for (const option of entry.value) form.append('answer', option);
      const answer = await line.save(person, `${person.attempt}/questions/${question.k}/answer`, form);
      if (!answer) {
        // Longer and longer, as in the browser, while nobody answers.
        await sleep(pause + upTo(pause));
        pause = Math.min(pause * 2, 1000);
        continue;
      }
      pause = 50;
      const newest = this.outbox.get(question) === entry;
      if (answer.status === 409) {
        line.counted.refused++;
        if (newest) this.outbox.delete(question);
        continue;
      }
      if (answer.status !== 200) throw new Error(`a save was answered ${answer.status}: ${answer.text.slice(0, 200)}`);
      const told = JSON.parse(answer.text);
      if (told.elsewhere) {
        line.counted.elsewhere++;
        if (newest) this.outbox.delete(question);
        continue;
      }
      line.counted.acknowledged++;
      const sequence = Number(told.fields.seen);
      this.seen.set(question.id, sequence);
      person.acknowledged.push({ device: this.id, question: question.id, turn: entry.turn, value: entry.value, sequence });
      if (newest) this.outbox.delete(question);
      // What was chosen in the meantime goes with what the server has just said, as in the browser.
      else this.outbox.get(question).seen = Math.max(this.outbox.get(question).seen, sequence);
    }
  }

  /** Opens the page again: what others have answered has then been seen. */
  async look() {
    const sheet = JSON.parse((await this.line.sure(this.person, this.person.api)).text);
    for (const { id, sequence } of sheet.questions) this.seen.set(id, sequence);
  }
}

const hash = (secret) => createHash('sha256').update(secret).digest('hex');

/** People of the sample cohort who have signed in, each with an enrolment of their own. */
async function peopleOf(dir, attempts) {
  const client = await connected(dir);
  const known = (await client.query("SELECT id, authority_id FROM person WHERE email = 'learner@reed.test'")).rows[0];
  const template = (
    await client.query('SELECT id, cohort_id, programme_id FROM enrolment WHERE person_id = $1 ORDER BY created_at LIMIT 1', [known.id])
  ).rows[0];
  const people = [];
  for (let i = 1; i <= attempts; i++) {
    const person = {
      id: randomUUID(),
      enrolment: randomUUID(),
      session: randomBytes(24).toString('base64url'),
      twoDevices: i % 4 === 0,
      late: [],
      acknowledged: [],
    };
    await client.query("INSERT INTO person (id, email, name, authority_id, language, zone) VALUES ($1, $2, $3, $4, 'en', 'UTC')", [
      person.id,
      `storm${i}@reed.test`,
      `Storm ${i}`,
      known.authority_id,
    ]);
    await client.query("INSERT INTO session (token_hash, person_id, expires_at) VALUES ($1, $2, now() + interval '1 day')", [
      hash(person.session),
      person.id,
    ]);
    await client.query(
      'INSERT INTO enrolment (id, cohort_id, person_id, programme_id, opened_at, created_at) VALUES ($1, $2, $3, $4, now(), now())',
      [person.enrolment, template.cohort_id, person.id, template.programme_id],
    );
    await client.query(
      "INSERT INTO learning_event (enrolment_id, sequence, type, revision_id, at) SELECT $1, 1, 'enrolled', revision_id, now() FROM enrolment_state WHERE enrolment_id = $2",
      [person.enrolment, template.id],
    );
    await client.query(
      "INSERT INTO enrolment_state (enrolment_id, revision_id, sequence, required, done, modules_done, next_item_id) SELECT $1, revision_id, 1, required, 0, '[]', NULL FROM enrolment_state WHERE enrolment_id = $2",
      [person.enrolment, template.id],
    );
    people.push(person);
  }
  await client.end();
  return people;
}

/** Opens an attempt and learns its questions. */
async function begin(line, person) {
  await line.sure(person, `/learn/${person.enrolment}/start`, {}, 'text/html');
  const programme = await line.sure(person, `/learn/${person.enrolment}`, undefined, 'text/html');
  const quiz = /\/quizzes\/([a-z0-9-]+)/.exec(programme.text)?.[1];
  if (!quiz) throw new Error('the programme has no quiz');
  await line.sure(person, `/learn/${person.enrolment}/quizzes/${quiz}/start`, {}, 'text/html');
  person.attempt = `/learn/${person.enrolment}/quizzes/${quiz}/attempts/1`;
  person.api = `/api/v1/enrolments/${person.enrolment}/quizzes/${quiz}/attempts/1`;
  const sheet = JSON.parse((await line.sure(person, person.api)).text);
  person.questions = sheet.questions
    .map(({ id, type, options }, index) => ({ id, k: index + 1, one: type !== 'multiple', options: options.map((option) => option.id) }))
    .filter(({ options }) => options.length);
  if (!person.questions.length) throw new Error('the quiz has no question with options');
}

function valueFor({ one, options }) {
  if (one) return [options[upTo(options.length)]];
  return options.filter(() => chance(50));
}

/** Answers, changes answers, goes to another device and back, and hands in while one more answer is on its way. */
async function answerAll(line, person) {
  const devices = [new Device(line, person), ...(person.twoDevices ? [new Device(line, person)] : [])];
  // Nobody is done before both have been restarted.
  for (let i = 0; i < changes || !line.shaken; i++) {
    const device = devices[upTo(devices.length)];
    // Each question at least once; then any. Nobody waits until an answer is saved.
    const question = person.questions[i < person.questions.length ? i : upTo(person.questions.length)];
    if (devices.length > 1 && chance(50)) await device.look();
    void device.give(question, valueFor(question));
    await sleep(upTo(120));
  }
  await Promise.all(devices.map((device) => device.settled()));
  // Many wait so long that every old packet finds the attempt open; others hand in before.
  if (chance(70)) await Promise.all(person.late);
  const last = person.questions[upTo(person.questions.length)];
  const race = devices[0].give(last, valueFor(last));
  await line.sure(person, `${person.attempt}/hand-in`, {}, 'text/html');
  await race;
}

/** What must stand: of each device the newest that was acknowledged, and between devices the one that the server took last. */
function wanted(acknowledged) {
  const newest = new Map();
  for (const ack of acknowledged) {
    const key = `${ack.question} ${ack.device}`;
    if ((newest.get(key)?.turn ?? 0) < ack.turn) newest.set(key, ack);
  }
  const standing = new Map();
  for (const ack of newest.values()) if ((standing.get(ack.question)?.sequence ?? 0) <= ack.sequence) standing.set(ack.question, ack);
  return standing;
}

const sorted = (list) => [...list].sort((a, b) => (a < b ? -1 : 1));
const same = (a, b) => JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));

/** Compares what browsers were told with what the attempts and their receipts hold. */
async function judge(line, people, dir, note) {
  const client = await connected(dir);
  const rows = (
    await client.query(
      `SELECT a.enrolment_id AS enrolment, a.handed_in_at IS NOT NULL AND a.numerator IS NOT NULL AS graded,
        (SELECT count(*)::int FROM learning_event e WHERE e.enrolment_id = a.enrolment_id AND e.type = 'quiz-graded') AS events,
        coalesce((SELECT jsonb_object_agg(r.question_id, r.answer) FROM response r WHERE r.attempt_id = a.id), '{}') AS answers
       FROM attempt a WHERE a.enrolment_id = ANY($1)`,
      [people.map(({ enrolment }) => enrolment)],
    )
  ).rows;
  await client.end();
  const kept = new Map(rows.map((row) => [row.enrolment, row]));
  let [lost, twice, answers, receipts] = [0, 0, 0, 0];
  for (const person of people) {
    const row = kept.get(person.enrolment);
    if (!row?.graded || row.events !== 1) twice++;
    const { content } = (person.receipt = JSON.parse((await line.sure(person, `${person.attempt}/receipt.json`)).text));
    const inReceipt = new Map(content.responses.map(({ question, answer }) => [question, answer]));
    if (inReceipt.size !== content.responses.length) twice++;
    const standing = wanted(person.acknowledged);
    for (const [question, { value }] of standing) {
      answers++;
      if (!row || !same(row.answers[question] ?? ['?'], value)) lost++;
      if (same(inReceipt.get(question) ?? ['?'], value)) receipts++;
    }
  }
  note(
    `${answers} acknowledged answers looked for in the graded attempts: ${lost} missing or other than acknowledged, ${receipts} in the receipts`,
    answers > 0 && lost === 0 && receipts === answers,
  );
  note(`${rows.length} attempts graded, ${twice} twice or not at all`, rows.length === people.length && twice === 0);
}

/** The receipts and the record once more, by the command line. */
async function commandLine(people, dir, note) {
  const env = { PATH: process.env.PATH, REED_DATA_DIR: dir };
  const cli = (...words) => run(process.execPath, ['dist/src/main.cli.js', ...words], { env }).catch((error) => error);
  const { receipt } = people[upTo(people.length)];
  const file = join(dir, 'receipt.json');
  writeFileSync(file, JSON.stringify(receipt));
  const yes = await cli('attempt', 'verify', file);
  receipt.content.responses.pop();
  writeFileSync(file, JSON.stringify(receipt));
  const no = await cli('attempt', 'verify', file);
  note(
    'the command line finds a receipt true, and one with an answer taken out altered',
    (yes.stdout ?? '').startsWith('True') && (no.stdout ?? '').startsWith('Altered') && no.code === 1,
  );
  const verified = await cli('progress', 'verify');
  note((verified.stdout ?? '').trim().split('\n').at(-1) || String(verified), /, 0 differences/.test(verified.stdout ?? ''));
}
