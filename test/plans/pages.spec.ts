import { inflateRawSync } from 'node:zlib';
import request from 'supertest';
import { testWeb, type TestWeb } from '../support/app.js';
import { wholeFolder } from '../support/courses.js';
import { PlainBrowser } from '../support/plain-browser.js';
import { makeWorld, signedIn, worldPassword, type World } from '../support/world.js';
import { pdfText } from '../support/pdf.js';

let t: TestWeb;
let world: World;
let base: string;
let learn: string;
let learner: Awaited<ReturnType<typeof signedIn>>;

beforeAll(async () => {
  t = await testWeb();
  world = await makeWorld(t, wholeFolder());
  await t.app.listen(0, '127.0.0.1');
  base = (await t.app.getUrl()).replace('[::1]', '127.0.0.1');
  learn = `/learn/${world.here.enrolmentId}`;
  learner = await signedIn(t, world.here.learner);
}, 120_000);
afterAll(() => t?.close());

const post = (path: string, body: Record<string, string>, accept = 'text/html') =>
  learner.post(path).set('Origin', t.config.baseUrl).set('Accept', accept).type('form').send(body);

/** Text of one file of a zip archive that is small and written in one go. */
function unzipped(zip: Buffer, name: string): string {
  for (let at = zip.indexOf('PK\x01\x02'); at >= 0; at = zip.indexOf('PK\x01\x02', at + 4)) {
    const [method, size, length, local] = [zip.readUInt16LE(at + 10), zip.readUInt32LE(at + 20), zip.readUInt16LE(at + 28), zip.readUInt32LE(at + 42)];
    if (zip.toString('utf8', at + 46, at + 46 + length) !== name) continue;
    const begin = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    const body = zip.subarray(begin, begin + size);
    return (method === 8 ? inflateRawSync(body) : body).toString('utf8');
  }
  throw new Error(`no ${name} in the archive`);
}

describe('a plan without script', () => {
  it('is reached from the lesson, written, warned about, finished and downloaded', async () => {
    const b = new PlainBrowser(base);
    await b.open('/sign-in');
    await b.fill('E-mail address', world.here.learner).fill('Password', worldPassword).press('Sign in');
    await b.open(`${learn}/items/l-two`);
    expect(b.text).toContain('For my plan');
    await b.click('Write it into my plan: The reader');
    expect(b.path).toBe(`${learn}/plans/p-small/fields/reader`);
    expect(b.text).toContain('Field 1 of 3');
    expect(b.text).toContain('Parents whose child begins school in autumn.');
    b.fill('For whom do you write?', 'Parents, and Mrs Winter');
    await b.press('Save and back to the lesson');
    expect(b.path).toBe(`${learn}/items/l-two`);

    await b.open(`${learn}/plans/p-small`);
    expect(b.text).toContain('1 of 3 fields filled');
    expect(b.text).toContain('“Mrs Winter” looks like a person’s name');
    expect(b.has('My plan is finished')).toBe(false);
    await b.click('Go on with the next field');
    expect(b.path).toMatch(/fields\/days$/);
    b.fillEmpty('<b>May</b>');
    await b.press('Save and go on');
    b.fillEmpty('Dear parents,\nyou find the form …');
    await b.press('Save and see the whole plan');
    expect(b.html).toContain('&lt;b>May&lt;/b>');
    expect(b.html).not.toContain('<b>May</b>');
    await b.press('My plan is finished');
    expect(b.text).toContain('Finished on 24 November 2026');
    expect(b.text).toContain('Your plan is finished. It stays here');

    const docx = await b.download('Download for Word (.docx)');
    expect(docx.type).toBe('application/vnd.openxmlformats-officedocument.wordprocessingml.document');
    expect(docx.headers.get('content-disposition')).toBe('attachment; filename="My-letter-plan.docx"');
    const xml = unzipped(docx.body, 'word/document.xml');
    expect(xml).toContain('Dear parents,');
    expect(xml).toContain('&lt;b&gt;May&lt;/b&gt;');
    expect(xml).toContain('<w:tblHeader/>');
    const pdf = await b.download('Download as PDF');
    expect(pdf.type).toBe('application/pdf');
    const text = await pdfText(pdf.body);
    for (const words of ['My letter plan', 'The reader', 'Parents, and Mrs Winter', 'Dear parents,', 'Finished on 24 November 2026']) expect(text).toContain(words);
  });

  it('a press on “finished” too early names what is missing and changes nothing', async () => {
    const there = await signedIn(t, world.there.learner);
    const path = `/learn/${world.there.enrolmentId}/plans/p-small`;
    const answer = await there.post(`${path}/finish`).set('Origin', t.config.baseUrl).type('form').send({});
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('These fields are still empty');
    expect(answer.text).toContain(`${path}/fields/days`);
    expect((await there.get(path)).text).not.toContain('Finished on');
  });
});

describe('a field', () => {
  const field = () => `${learn}/plans/p-small/fields/product`;
  const hidden = (html: string, name: string): string => new RegExp(`name="${name}" value="([^"]*)"`).exec(html)![1]!;

  it('tells the script what is saved, what to send next and what it noticed', async () => {
    const { text } = await learner.get(field());
    const [seen, writer] = [hidden(text, 'seen'), hidden(text, 'writer')];
    const first = await post(field(), { value: 'Ask a.b@town.example', seen, writer }, 'application/json');
    expect(first.body).toEqual({
      saved: expect.stringMatching(/^Saved \d\d:\d\d:\d\d$/),
      fields: { seen: String(Number(seen) + 1) },
      noted: [expect.stringContaining('“a.b@town.example” is an e-mail address')],
    });
    const second = await post(field(), { value: 'Ask the library', seen: first.body.fields.seen as string, writer }, 'application/json');
    expect(second.body).toMatchObject({ noted: [] });
  });

  it('another window: the script is told, and the page shows both texts with nothing lost', async () => {
    const before = (await learner.get(field())).text;
    const [seen, writer] = [hidden(before, 'seen'), hidden(before, 'writer')];
    await post(field(), { value: 'of the first window', seen, writer });
    const other = hidden((await learner.get(field())).text, 'writer');
    const told = await post(field(), { value: 'of the second window', seen, writer: other }, 'application/json');
    expect(told.body).toEqual({ elsewhere: expect.stringContaining('Another window wrote here') });
    const both = await post(field(), { value: 'of the second window', seen, writer: other, go: 'plan' });
    expect(both.status).toBe(409);
    expect(both.text).toContain('of the first window');
    expect(both.text).toContain('>of the second window</textarea>');
    // What was shown has been seen: the same press again takes what is in the box.
    const again = await post(field(), { value: 'of the second window', seen: hidden(both.text, 'seen'), writer: other, go: 'plan' });
    expect([again.status, again.headers.location]).toEqual([303, `${learn}/plans/p-small`]);
    expect((await learner.get(`${learn}/plans/p-small`)).text).toContain('of the second window');
  });

  it('words that do not fit come back as they were typed, with a message at their field', async () => {
    const long = 'x'.repeat(4001);
    const answer = await post(field(), { value: long, seen: '99' });
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('a text has at most 4,000 characters');
    expect(answer.text).toContain(long);
    expect(answer.text).toContain('<title>Error: ');
    const json = await post(field(), { value: long, seen: '99' }, 'application/json');
    expect([json.status, json.body.fields.value]).toEqual([422, expect.stringContaining('4,000')]);
  });

  it.each(['?from=nothing', '?from=q-shared', '?from=%00', '?from=https://evil.example'])('comes back to no other place than a lesson of the programme: %s', async (query) => {
    const { text } = await learner.get(field() + query);
    expect(text).not.toContain('Save and back to the lesson');
    const answer = await post(field() + query, { value: 'x', seen: '99', go: 'back' });
    expect([answer.status, answer.headers.location]).toEqual([303, `${learn}/plans/p-small`]);
  });

  it('is nobody’s but the learner’s', async () => {
    for (const who of [world.here.coordinator, world.here.trainer, world.administrator, world.there.learner]) {
      const other = await signedIn(t, who);
      for (const path of [`${learn}/plans/p-small`, field(), `${learn}/plans/p-small/plan.pdf`]) expect((await other.get(path)).status).toBe(404);
      expect((await other.post(field()).set('Origin', t.config.baseUrl).type('form').send({ value: 'theirs', seen: '99' })).status).toBe(404);
    }
    expect((await request(t.server).get(field())).headers.location).toContain('/sign-in?next=');
  });
});

describe('the API', () => {
  it('reads, writes, refuses what is stale, and finishes', async () => {
    const api = `/api/v1/enrolments/${world.here.enrolmentId}/plans/p-small`;
    const { body } = await learner.get(api);
    expect(body).toMatchObject({ id: 'p-small', title: 'My letter plan', total: 3, finishedAt: expect.any(String) });
    expect(body.fields[1]).toMatchObject({ id: 'days', columns: [{ id: 'when', label: 'When' }, { id: 'what', label: 'What' }] });
    const put = (value: unknown, seen: number) => learner.put(`${api}/fields/reader`).set('Origin', t.config.baseUrl).send({ value, seen });
    const { sequence } = body.fields[0];
    const written = await put('By the API', sequence);
    expect([written.status, written.body.sequence]).toEqual([200, sequence + 1]);
    const stale = await put('Too late', sequence);
    expect([stale.status, stale.body.code]).toEqual([409, 'plans.elsewhere.short']);
    expect((await put([['x']], 99)).status).toBe(422);
    expect((await put(5, 99)).status).toBe(422);
    expect((await learner.post(`${api}/finish`).set('Origin', t.config.baseUrl)).body.finishedAt).toBe(body.finishedAt);
  });
});

describe('what a coordinator sees of it', () => {
  it('that it is done and when, and none of its words', async () => {
    const coordinator = await signedIn(t, world.here.coordinator);
    const { text } = await coordinator.get(`/cohorts/${world.here.cohortId}/people/${world.here.enrolmentId}`);
    expect(text).toContain('My letter plan');
    expect(text).toContain('Done on 24 November 2026');
    expect(text).not.toMatch(/By the API|Dear parents|Mrs Winter|second window/);
  });
});
