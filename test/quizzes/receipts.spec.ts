import { createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto';
import fc from 'fast-check';
import request from 'supertest';
import { newId } from '../../src/platform/ids.js';
import { SigningService } from '../../src/platform/security/signing.service.js';
import { ReceiptsService } from '../../src/quizzes/receipts.service.js';
import { hashOf, type Receipt } from '../../src/quizzes/rules/receipt.js';
import { testWeb, type TestWeb } from '../support/app.js';
import { makeWorld, signedIn, type World } from '../support/world.js';

let t: TestWeb;
let world: World;
let path: string;
let learner: Awaited<ReturnType<typeof signedIn>>;
let receipts: ReceiptsService;

const post = (agent: typeof learner, to: string, form: Record<string, string> = {}) =>
  agent.post(to).set('Origin', t.config.baseUrl).redirects(0).type('form').send(form);
const kept = async (): Promise<Receipt> => JSON.parse((await learner.get(`${path}/attempts/1/receipt.json`)).text) as Receipt;

beforeAll(async () => {
  t = await testWeb();
  world = await makeWorld(t);
  receipts = t.get(ReceiptsService);
  path = `/learn/${world.here.enrolmentId}/quizzes/q-shared`;
  learner = await signedIn(t, world.here.learner);
  await post(learner, `/learn/${world.here.enrolmentId}/start`);
  await post(learner, `${path}/start`);
}, 120_000);
afterAll(() => t?.close());

describe('a receipt', () => {
  test('is not there before handing in', async () => {
    expect((await learner.get(`${path}/attempts/1/receipt.json`)).status).toBe(409);
  });

  test('says what was handed in, without a name, each time the same, and asking writes nothing', async () => {
    const api = `/api/v1/enrolments/${world.here.enrolmentId}/quizzes/q-shared/attempts/1`;
    const put = (question: string, body: object) => learner.put(`${api}/answers/${question}`).set('Origin', t.config.baseUrl).send(body);
    await put('q-s', { answer: ['a'] });
    await put('q-s', { answer: ['b'], device: newId(), turn: 1, seen: 1 });
    await put('q-m', { answer: [] });
    await post(learner, `${path}/attempts/1/hand-in`);
    const keys = () => t.database.query('SELECT xmin, * FROM signing_key');
    const before = await keys();
    expect(before).toHaveLength(1);
    const answer = await learner.get(`${path}/attempts/1/receipt.json`);
    expect(await keys()).toEqual(before);
    expect(answer.headers['content-type']).toBe('application/json; charset=utf-8');
    expect(answer.headers['content-disposition']).toBe('attachment; filename="receipt-q-shared-1.json"');
    const receipt = await kept();
    const at = t.clock.now().toISOString();
    expect(receipt.content).toMatchObject({ attempt: { number: 1, handedInAt: at }, quiz: 'q-shared', programme: 'small' });
    expect([...receipt.content.responses].sort((a, b) => a.question.localeCompare(b.question))).toEqual([
      { question: 'q-m', answer: [], language: 'en', sequence: 1, savedAt: at },
      { question: 'q-s', answer: ['b'], language: 'en', sequence: 2, savedAt: at },
    ]);
    for (const personal of [world.here.ids.learner, world.here.enrolmentId, world.here.learner, 'learner of here'])
      expect(answer.text).not.toContain(personal);
    t.clock.pass({ days: 1 });
    expect(await kept()).toEqual(receipt);
    expect((await learner.get(`${api}/receipt`)).body).toEqual(receipt);
    expect((await learner.get(`${path}/attempts/1`)).text).toContain(`${path}/attempts/1/receipt.json`);
  });

  test('leaves out what was named without an answer on a page with all questions, and is true', async () => {
    const { learner: email, enrolmentId } = world.there;
    const [other, here] = [await signedIn(t, email), `/learn/${enrolmentId}/quizzes/q-shared`];
    await post(other, `/learn/${enrolmentId}/start`);
    await post(other, `${here}/start`);
    const form = { device: newId(), turn: '7', 'answer-q-s': 'b', 'seen.q-s': '0', 'seen.q-m': '0' };
    expect((await post(other, `${here}/attempts/1/questions`, form)).status).toBe(303);
    await post(other, `${here}/attempts/1/hand-in`);
    const { text } = await other.get(`${here}/attempts/1/receipt.json`);
    expect((JSON.parse(text) as Receipt).content.responses.map(({ question, answer }) => [question, answer])).toEqual([['q-s', ['b']]]);
    expect(await receipts.verify(text)).toBe('true');
  });

  test('anybody can check it by the standards alone', async () => {
    const { content, sha256, publicKey, signature } = await kept();
    expect(hashOf(content)).toBe(sha256);
    const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: publicKey }, format: 'jwk' });
    expect(verify(null, Buffer.from(`reed-receipt-1\n${sha256}`), key, Buffer.from(signature, 'base64url'))).toBe(true);
  });

  test('is its learner’s alone', async () => {
    for (const who of [world.here.coordinator, world.here.trainer, world.here.administrator, world.there.learner, world.administrator])
      expect((await (await signedIn(t, who)).get(`${path}/attempts/1/receipt.json`)).status).toBe(404);
    expect((await (await signedIn(t, null)).get(`${path}/attempts/1/receipt.json`)).headers.location).toMatch(/^\/sign-in/);
    for (const wrong of ['2', '0', 'x', '-1']) expect((await learner.get(`${path}/attempts/${wrong}/receipt.json`)).status).toBe(404);
  });
});

describe('checking', () => {
  test('the true one, however it is written', async () => {
    const receipt = await kept();
    const turned = Object.fromEntries(Object.entries(receipt).reverse());
    for (const text of [JSON.stringify(receipt), JSON.stringify(turned, null, 4), `\uFEFF${JSON.stringify(receipt)}\n`])
      expect(await receipts.verify(text)).toBe('true');
  });

  const changes: [string, (receipt: Receipt) => unknown][] = [
    ['an answer changed', (r) => ({ ...r, content: { ...r.content, responses: r.content.responses.map((one) => ({ ...one, answer: ['c'] })) } })],
    ['a response left out', (r) => ({ ...r, content: { ...r.content, responses: r.content.responses.slice(1) } })],
    ['a time changed', (r) => ({ ...r, content: { ...r.content, attempt: { ...r.content.attempt, handedInAt: '2026-01-01T00:00:00.000Z' } } })],
    ['something added', (r) => ({ ...r, content: { ...r.content, passed: true } })],
    ['something added outside', (r) => ({ ...r, note: 'x' })],
    ['a response added', (r) => ({ ...r, content: { ...r.content, responses: [...r.content.responses, r.content.responses[0]] } })],
    ['another hash', (r) => ({ ...r, sha256: '0'.repeat(64) })],
    ['another signature', (r) => ({ ...r, signature: r.signature.replace(/^./, (c) => (c === 'A' ? 'B' : 'A')) })],
    ['a signature written otherwise', (r) => ({ ...r, signature: `${r.signature}=` })],
    [
      'another public key beside the name of ours',
      (r) => ({ ...r, publicKey: generateKeyPairSync('ed25519').publicKey.export({ format: 'jwk' }).x }),
    ],
    ['no signature', (r) => ({ ...r, signature: '' })],
    ['wrong types', (r) => ({ ...r, content: [], signature: 7 })],
    ['no content', (r) => ({ kind: r.kind, key: r.key })],
  ];
  test.each(changes)('%s: altered', async (_, change) => {
    const text = JSON.stringify(change(await kept()));
    expect(await receipts.verify(text)).toBe('altered');
  });

  test('another answer under the name of one that follows: readers that take the first would be deceived', async () => {
    const text = JSON.stringify(await kept());
    for (const twice of [text.replace('"answer":["b"]', '"answer":["c"],"answer":["b"]'), text.replace('"kind"', '"ki\\u006ed":"x","kind"')]) {
      expect(twice).not.toBe(text);
      expect(await receipts.verify(twice)).toBe('altered');
    }
    expect(await receipts.verify(text.replace('"quiz":', '"__proto__":{"passed":true},"quiz":'))).toBe('altered');
    expect(await receipts.verify(text.replace('"answer"', '"\\u0061nswer"'))).toBe('true');
  });

  test('an altered one with a hash that fits again', async () => {
    const receipt = await kept();
    const content = { ...receipt.content, quiz: 'q-other' };
    expect(await receipts.verify(JSON.stringify({ ...receipt, content, sha256: hashOf(content) }))).toBe('altered');
  });

  test('one signed by somebody else’s key, under our key’s name or its own', async () => {
    const receipt = await kept();
    const { privateKey, publicKey } = generateKeyPairSync('ed25519');
    const content = { ...receipt.content, quiz: 'q-other' };
    const sha256 = hashOf(content);
    const theirs = { sha256, content, signature: sign(null, Buffer.from(`reed-receipt-1\n${sha256}`), privateKey).toString('base64url') };
    const { x } = publicKey.export({ format: 'jwk' });
    expect(await receipts.verify(JSON.stringify({ ...receipt, ...theirs, publicKey: x }))).toBe('altered');
    expect(await receipts.verify(JSON.stringify({ ...receipt, ...theirs, publicKey: x, key: 'x'.repeat(43) }))).toBe('foreign');
  });

  test('a signature of ours for another purpose is none for a receipt', async () => {
    const receipt = await kept();
    const other = t.get(SigningService).sign('something-else', receipt.sha256);
    expect(await receipts.verify(JSON.stringify({ ...receipt, ...other }))).toBe('altered');
  });

  test.each([
    ['nothing', ''],
    ['no JSON', 'Dear reader'],
    ['half of one', '{"kind":"reed-receipt-1","key":'],
    ['null', 'null'],
    ['a number', '17'],
    ['a list', '[]'],
    ['another object', '{"name":"x"}'],
    ['a key that is none', '{"kind":"reed-receipt-1","key":{"toString":1}}'],
    ['a key of nobody', '{"kind":"reed-receipt-1","key":"x"}'],
    ['names of every object', '{"__proto__":{"kind":"reed-receipt-1","key":"x"},"constructor":1}'],
    ['a deep one', `{"kind":"reed-receipt-1","key":"x","content":${'['.repeat(100_000)}${']'.repeat(100_000)}}`],
  ])('%s: not from here', async (_, text) => expect(await receipts.verify(text)).toBe('foreign'));

  test('whatever is sent, it is an answer and no fault', async () => {
    const receipt = await kept();
    await fc.assert(
      fc.asyncProperty(fc.jsonValue(), fc.constantFrom(...Object.keys(receipt)), async (value, member) => {
        const text = JSON.stringify({ ...receipt, [member]: value });
        expect(await receipts.verify(text)).not.toBe('true');
      }),
      { numRuns: 60 },
    );
  });
});

describe('the public page', () => {
  const check = (receipt: string) => request(t.server).post('/receipt').set('Origin', t.config.baseUrl).type('form').send({ receipt });

  test('says it in words, to anybody, and shows nothing of the content', async () => {
    const receipt = await kept();
    expect((await request(t.server).get('/receipt')).text).toContain('Check a receipt');
    const yes = await check(JSON.stringify(receipt));
    expect([yes.status, yes.text]).toEqual([200, expect.stringContaining('This receipt is true')]);
    expect(yes.text).not.toContain(receipt.content.attempt.id);
    expect(yes.text).not.toContain('q-shared');
    expect((await check(JSON.stringify({ ...receipt, sha256: '0'.repeat(64) }))).text).toContain('has been altered');
    expect((await check('<script>')).text).toContain('no receipt of this installation');
  });

  test.each([
    ['nothing', {}, 422],
    ['two at once', { receipt: ['a', 'b'] }, 422],
    ['more than fits', { receipt: 'x'.repeat(400_001) }, 422],
    ['far more than fits', { receipt: 'x'.repeat(1_200_000) }, 413],
  ])('%s is refused in words', async (_, body, status) => {
    const answer = await request(t.server).post('/receipt').set('Origin', t.config.baseUrl).type('form').send(body);
    expect(answer.status).toBe(status);
    expect(answer.text).not.toContain('Error:</');
  });

  test('the API answers the same', async () => {
    const api = (body: object) => request(t.server).post('/api/v1/receipts/verify').set('Origin', t.config.baseUrl).send(body);
    expect((await api({ receipt: JSON.stringify(await kept()) })).body).toEqual({ verdict: 'true' });
    expect((await api({ receipt: 'no' })).body).toEqual({ verdict: 'foreign' });
    expect((await api({ receipt: { kind: 'reed-receipt-1' } })).status).toBe(422);
    expect((await api({})).status).toBe(422);
  });

  test('does not answer without end', async () => {
    let last = 200;
    for (let i = 0; i < 125 && last === 200; i++) last = (await check('no')).status;
    expect(last).toBe(429);
    t.clock.pass({ hours: 1 });
    expect((await check('no')).status).toBe(200);
  });
});
