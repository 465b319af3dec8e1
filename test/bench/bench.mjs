import 'reflect-metadata';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { generate } from '../support/generate.mjs';
import { freePort, Reed, Visitor } from '../support/processes.mjs';

/**
 * `npm run bench` measures what Reed costs beside a bare reference in the same run: the same SQL and the same bytes through
 * plain Fastify and pg. Figures of one machine mean little; the ratio travels.
 * `--smoke` is short and only proves that the measurement works; `--write` keeps the table in docs/figures.md.
 */
const smoke = process.argv.includes('--smoke');
const people = smoke ? 200 : 5000;
const seconds = smoke ? 1.5 : 6;
const rounds = smoke ? 1 : 3;
const visitors = 8;

const dir = mkdtempSync(join(tmpdir(), 'reed-bench-'));
const { startPostgres } = await import('../../dist/src/platform/embedded/postgres.js');
const database = await startPostgres(dir);
const processes = [];
try {
  const { recording, cookies, cases } = await prepare();
  const file = join(dir, 'recording.json');
  writeFileSync(file, JSON.stringify(recording));

  const [port, referencePort] = [await freePort(), await freePort()];
  const web = new Reed('dist/src/main.web.js', { DATABASE_URL: database.url, PORT: String(port) });
  processes.push(web);
  await web.start();
  const reference = new Reed('test/bench/reference.mjs', {}, /ready/, [String(referencePort), database.url, file]);
  processes.push(reference);
  await reference.start();

  const rows = [];
  for (const { name, target } of cases) {
    const ours = (i) => ({ port, path: target(i).path, form: target(i).form, cookie: cookies[i] });
    const bare = (i) => ({ port: referencePort, path: `/${name}/${i}`, form: target(i).form, cookie: '' });
    await load(ours, 0.5);
    await load(bare, 0.5);
    const [a, b] = [[], []];
    for (let round = 0; round < rounds; round++) {
      a.push(await load(ours, seconds / rounds));
      b.push(await load(bare, seconds / rounds));
    }
    const best = (list) => list.reduce((x, y) => (y.perSecond > x.perSecond ? y : x));
    const [reed, plain] = [best(a), best(b)];
    const { statements, body } = recording[name][0];
    rows.push({ name, reed, plain, ratio: plain.perSecond / reed.perSecond, statements: statements.filter(({ text }) => !/^\s*(BEGIN|START|COMMIT)/i.test(text)).length, bytes: body.length });
  }
  report(rows);
} finally {
  for (const process of processes) await process.end();
  await database.stop();
  rmSync(dir, { recursive: true, force: true });
}
process.exit(0);

/** Fills the database through Reed's own services and records, request by request, the statements and bytes of each case. */
async function prepare() {
  const { makeWeb } = await import('../../dist/src/app.js');
  const { readConfig } = await import('../../dist/src/platform/config.js');
  const { openDatabase } = await import('../../dist/src/start.js');
  const { ImportService } = await import('../../dist/src/authoring/import.service.js');
  const { CatalogueService } = await import('../../dist/src/catalogue/catalogue.service.js');
  const { ProgressAudit } = await import('../../dist/src/progress/progress-audit.service.js');
  const { makeSample } = await import('../../dist/src/sample.js');
  const port = await freePort();
  const config = readConfig({ PORT: String(port), DATABASE_URL: database.url });
  const source = await openDatabase(config);
  const app = await makeWeb({ config, source });
  const find = (token) => app.get(token, { strict: false });
  await find(ImportService).importFolder();
  await makeSample(config);
  const outline = await find(CatalogueService).currentOutline('island-of-peace');
  const [first] = outline.modules;
  const lessons = first.items.filter((item) => item.kind === 'lesson').map((item) => item.id);
  const quiz = first.items.find((item) => item.kind === 'quiz').id;

  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  const known = (await client.query("SELECT p.id, p.password_hash, p.authority_id FROM person p WHERE email = 'coordinator@reed.test'")).rows[0];
  await generate(client, { people, programmeId: 'island-of-peace', passwordHash: known.password_hash, lessons, revisionId: outline.revisionId, authorityId: known.authority_id, coordinatorId: known.id });
  await find(ProgressAudit).rebuild();
  await client.query('ANALYZE');
  const enrolments = (await client.query("SELECT e.id, p.email FROM enrolment e JOIN person p ON p.id = e.person_id WHERE p.email LIKE 'person%@generated.test' ORDER BY p.email LIMIT $1", [visitors])).rows;
  await client.end();
  await app.listen(port, '127.0.0.1');

  const cases = [
    { name: 'home', target: () => ({ path: '/' }) },
    { name: 'lesson', target: (i) => ({ path: `/learn/${enrolments[i].id}/items/${lessons[0]}` }) },
    { name: 'question', target: (i) => ({ path: `/learn/${enrolments[i].id}/quizzes/${quiz}/attempts/1/questions/1` }) },
    { name: 'answer', target: (i) => ({ path: `/learn/${enrolments[i].id}/quizzes/${quiz}/attempts/1/questions/1/answer`, form: answers[i] }) },
  ];
  const answers = [];
  const recording = Object.fromEntries(cases.map(({ name }) => [name, []]));
  const cookies = [];
  for (let i = 0; i < visitors; i++) {
    const visitor = await new Visitor(`http://127.0.0.1:${port}`).signIn(enrolments[i].email);
    await visitor.ask(`/learn/${enrolments[i].id}/start`, { form: {} });
    await visitor.ask(`/learn/${enrolments[i].id}/quizzes/${quiz}/start`, { form: {} });
    const question = await visitor.ask(cases[2].target(i).path);
    const [, field, value] = /<input[^>]*name="([^"]+)"[^>]*value="([^"]+)"/.exec(question.text.replace(/<input[^>]*type="hidden"[^>]*>/g, '')) ?? [];
    if (!field) throw new Error(`no answer field on the question page (${question.status}):\n${question.text.slice(0, 500)}`);
    answers.push({ [field]: value });
    cookies.push([...visitor.cookies].map(([name, text]) => `${name}=${text}`).join('; '));
    for (const { name, target } of cases) {
      await visitor.ask(target(i).path, ask(target(i))); // the first time fills the caches of immutable things
      recording[name].push(await recorded(() => visitor.ask(target(i).path, ask(target(i)))));
    }
  }
  await app.close();
  return { recording, cookies, cases };
}

function ask({ form }) {
  return form ? { form, headers: { accept: 'application/json' } } : { headers: { 'accept-encoding': 'identity' } };
}

async function recorded(work) {
  const statements = [];
  const { prototype } = pg.Client;
  const original = Object.getOwnPropertyDescriptor(prototype, 'query').value;
  prototype.query = function (...args) {
    const query = args[0];
    statements.push(typeof query === 'string' ? { text: query, values: Array.isArray(args[1]) ? args[1] : undefined } : { text: query.text, values: query.values });
    return original.apply(this, args);
  };
  try {
    const answer = await work();
    if (answer.status >= 400) throw new Error(`a case answered ${answer.status}: ${answer.text.slice(0, 300)}`);
    return { statements: statements.filter(({ text }) => text), status: answer.status, type: answer.headers.get('content-type') ?? 'text/plain', body: answer.text };
  } finally {
    prototype.query = original;
  }
}

/** Requests over kept connections for so many seconds, one after another per visitor. */
async function load(target, forSeconds) {
  const agent = new Agent({ keepAlive: true, maxSockets: visitors });
  const times = [];
  const until = performance.now() + forSeconds * 1000;
  const one = (i) =>
    new Promise((resolve, reject) => {
      const { port, path, form, cookie } = target(i);
      const body = form ? new URLSearchParams(form).toString() : null;
      const begin = performance.now();
      const call = request(
        {
          agent,
          port,
          host: '127.0.0.1',
          path,
          method: form ? 'POST' : 'GET',
          headers: { cookie, 'accept-language': 'en', ...(form ? { 'content-type': 'application/x-www-form-urlencoded', 'content-length': Buffer.byteLength(body), origin: `http://127.0.0.1:${port}`, accept: 'application/json' } : {}) },
        },
        (answer) => {
          answer.resume();
          answer.once('end', () => {
            if (answer.statusCode >= 400) return reject(new Error(`${path} answered ${answer.statusCode}`));
            times.push(performance.now() - begin);
            resolve();
          });
        },
      );
      call.once('error', reject);
      call.end(body);
    });
  const begin = performance.now();
  await Promise.all(Array.from({ length: visitors }, async (_, i) => { while (performance.now() < until) await one(i); }));
  const took = (performance.now() - begin) / 1000;
  agent.destroy();
  times.sort((x, y) => x - y);
  return { perSecond: times.length / took, p50: times[Math.floor(times.length * 0.5)], p95: times[Math.floor(times.length * 0.95)] };
}

function report(rows) {
  const number = (value, digits = 0) => value.toFixed(digits);
  const lines = [
    '| case | Reed, requests/s | p95 ms | bare reference, requests/s | p95 ms | reference ÷ Reed | statements | bytes before compression |',
    '| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |',
    ...rows.map(({ name, reed, plain, ratio, statements, bytes }) => `| ${name} | ${number(reed.perSecond)} | ${number(reed.p95, 1)} | ${number(plain.perSecond)} | ${number(plain.p95, 1)} | ${number(ratio, 2)} | ${statements} | ${bytes} |`),
  ];
  const where = `${new Date().toISOString().slice(0, 10)}, Node ${globalThis.process.version}, ${cpus().length} × ${cpus()[0].model.trim()}, ${people} people, ${visitors} visitors at once, client on the same machine`;
  console.log(`\n${where}\n\n${lines.join('\n')}\n`);
  if (globalThis.process.argv.includes('--write')) {
    const file = 'docs/figures.md';
    const text = readFileSync(file, 'utf8');
    const block = `<!-- bench -->\n${where}\n\n${lines.join('\n')}\n<!-- /bench -->`;
    writeFileSync(file, text.replace(/<!-- bench -->[\s\S]*<!-- \/bench -->/, block));
  }
}
