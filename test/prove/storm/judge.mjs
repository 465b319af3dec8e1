import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { connected } from '../../support/embedded.mjs';
import { any } from './line.mjs';
import { same } from './ledger.mjs';

const run = promisify(execFile);
const types =
  'single multiple truefalse matching ordering categorising gapmenu kprim scenario branching textlab shorttext gaptext numeric essay'.split(' ');

/**
 * What must stand of a question: of each device the newest that was acknowledged, and between devices the one that the server took last.
 * Two are left where the browsers cannot know which that was.
 */
function standing(writes) {
  const newest = new Map();
  for (const write of writes) if (write.acknowledged && (newest.get(write.device)?.turn ?? 0) < write.turn) newest.set(write.device, write);
  const all = [...newest.values()];
  return all.filter(({ high }) => all.every(({ low }) => low <= high));
}

/**
 * In which languages the standing answer may have been given: an answer that is sent again unchanged keeps the language of the first time,
 * so it is that of the first write since another answer stood there.
 */
function languagesOf(writes, answer, sequence) {
  const single = writes.every(({ device }) => device === writes[0].device);
  const taken = writes.filter(({ certain }) => certain);
  const begins = (write) => {
    const own = taken.filter(({ device }) => device === write.device);
    // The same device had another answer taken later: this one stood before that.
    if (own.some((other) => other.turn > write.turn && !same(other.answer, answer))) return false;
    // Or it had the same answer taken earlier, and nothing else came between.
    return !own.some(
      (other) => other.turn < write.turn && same(other.answer, answer) && (other.low === sequence || (single && unbroken(other, write))),
    );
  };
  const unbroken = (from, to) => writes.every((one) => one.turn < from.turn || one.turn > to.turn || same(one.answer, answer));
  return new Set(writes.filter((write) => same(write.answer, answer) && begins(write)).map(({ language }) => language));
}

const attempts = `
  SELECT a.enrolment_id AS enrolment, a.handed_in_at IS NOT NULL AND a.numerator IS NOT NULL AS graded, a.passed IS NOT NULL AS done,
    (SELECT count(*)::int FROM learning_event e WHERE e.enrolment_id = a.enrolment_id AND e.type = 'quiz-graded') AS events,
    (SELECT count(*)::int FROM essay_mark m WHERE m.attempt_id = a.id) AS waiting,
    coalesce((SELECT jsonb_object_agg(r.question_id, jsonb_build_object('answer', r.answer, 'language', r.language, 'sequence', r.sequence))
      FROM response r WHERE r.attempt_id = a.id), '{}') AS responses
  FROM attempt a WHERE a.enrolment_id = ANY($1)`;

const nothing = { answer: [], language: null, sequence: 0 };
const perName = (counted) =>
  Object.entries(counted)
    .map(([name, count]) => `${name} ${count}`)
    .join(', ');

/** Compares what browsers were told with what the attempts and their receipts hold. */
export async function judge(line, people, dir, note) {
  const { readReceipt } = await import('../../../dist/src/quizzes/rules/receipt.js');
  const client = await connected(dir);
  const { rows } = await client.query(attempts, [people.map(({ enrolment }) => enrolment)]);
  await client.end();
  const kept = new Map(rows.map((row) => [row.enrolment, row]));
  const [byType, byLayout, byLanguage] = [types, ['one', 'all'], ['en', 'nl']].map((names) => Object.fromEntries(names.map((name) => [name, 0])));
  let [lost, foreign, altered, twice, answers, receipts, graded] = [0, 0, 0, 0, 0, 0, 0];
  const wrong = (what, { layout, twoDevices }, writes, found) => {
    const sent = writes.map(({ device, turn, answer, language, acknowledged }) => ({ device, turn, answer, language, acknowledged }));
    if (lost + foreign <= 3) console.error(what, JSON.stringify({ layout, devices: twoDevices ? 2 : 1, sent, found }));
  };
  for (const person of people) {
    const row = kept.get(person.enrolment);
    const essay = person.questions.find(({ type }) => type === 'essay');
    const waits = (row?.responses[essay.id]?.answer ?? []).length ? 1 : 0;
    if (!row?.graded || row.done === !!waits || row.events !== 1 - waits || row.waiting !== waits) twice++;
    graded += 1 - waits;
    const { text } = await line.sure(person, `${person.attempt}/receipt.json`);
    const { content } = (person.receipt = JSON.parse(text));
    if (readReceipt(text).verdict !== 'open') altered++;
    const inReceipt = new Map(content.responses.map((response) => [response.question, response]));
    if (inReceipt.size !== content.responses.length) twice++;
    for (const question of person.questions) {
      const writes = person.ledger.of(question);
      const wanted = standing(writes);
      if (!wanted.length) continue;
      const [found, receipt] = [row?.responses[question.id] ?? nothing, inReceipt.get(question.id) ?? nothing];
      answers++;
      if (!wanted.some(({ answer }) => same(answer, found.answer))) {
        lost++;
        wrong('lost', person, writes, found);
        continue;
      }
      if (same(receipt.answer, found.answer) && receipt.language === (receipt.sequence ? found.language : null)) receipts++;
      if (!found.answer.length) continue;
      if (!languagesOf(writes, found.answer, found.sequence).has(found.language)) {
        foreign++;
        wrong('language', person, writes, found);
      }
      byType[question.type]++;
      byLayout[person.layout]++;
      byLanguage[found.language]++;
    }
  }
  note(
    `${answers} acknowledged answers looked for in the attempts handed in: ${lost} missing or other than acknowledged, ` +
      `${foreign} in another language than the one in which they were given, ${receipts} in the receipts, ${altered} of which are not whole`,
    answers > 0 && lost === 0 && foreign === 0 && receipts === answers && altered === 0,
  );
  note(
    `of them not empty, by type: ${perName(byType)}; by layout: ${perName(byLayout)}; by language: ${perName(byLanguage)}`,
    [byType, byLayout, byLanguage].every((counted) => Object.values(counted).every((count) => count > 0)),
  );
  note(
    `${rows.length} attempts handed in, ${graded} of them graded and the others waiting for the mark of their essay, ${twice} twice or not at all`,
    rows.length === people.length && twice === 0,
  );
}

/** The receipts and the record once more, by the command line. */
export async function commandLine(people, dir, note) {
  const env = { PATH: process.env.PATH, REED_DATA_DIR: dir };
  const cli = (...words) => run(process.execPath, ['dist/src/main.cli.js', ...words], { env }).catch((error) => error);
  const { receipt } = any(people);
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
