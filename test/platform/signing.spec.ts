import { randomBytes } from 'node:crypto';
import { makeWeb } from '../../src/app.js';
import { ConfigError, readConfig } from '../../src/platform/config.js';
import { SigningService } from '../../src/platform/security/signing.service.js';
import { testServices, type TestServices } from '../support/app.js';

let t: TestServices;
beforeEach(async () => {
  t = await testServices([]);
});
afterEach(() => t.close());

const secret = (): string => randomBytes(32).toString('base64');
const [one, another] = [secret(), secret()];
/** As a process has it that was given this secret. */
const service = (SIGNING_SECRET = ''): SigningService =>
  new SigningService(t.database, t.clock, t.config.with({ signingSecret: readConfig({ SIGNING_SECRET }).signingSecret }));
async function started(given?: string): Promise<SigningService> {
  const process = service(given);
  await process.prepare();
  return process;
}
const kept = async (): Promise<string[]> =>
  (await t.database.query<{ kept: string }>('SELECT private_key AS kept FROM signing_key ORDER BY number')).map((row) => row.kept);

test('the key is made once, however many processes start at once, and stays secret', async () => {
  const signed = (await Promise.all(Array.from({ length: 5 }, () => started()))).map((process) => process.sign('test', 'text'));
  expect(new Set(signed.map(({ key, signature }) => `${key} ${signature}`)).size).toBe(1);
  expect(await kept()).toEqual([expect.stringContaining('PRIVATE KEY')]);
  expect(JSON.stringify(signed)).not.toContain('PRIVATE');
  const { key, signature } = signed[0]!;
  const any = service(); // checking needs no private key
  expect(await any.verify('test', 'text', key, signature)).toBe(true);
  expect(await any.verify('test', 'texts', key, signature)).toBe(false);
  expect(await any.verify('other', 'text', key, signature)).toBe(false);
  expect(await any.verify('test', 'text', 'nobody', signature)).toBeNull();
});

test('a process that was not prepared signs nothing and makes no key', async () => {
  expect(() => service().sign('test', 'text')).toThrow('not prepared');
  expect(await kept()).toEqual([]);
});

test('with a secret the database alone cannot sign', async () => {
  const signed = (await Promise.all(Array.from({ length: 5 }, () => started(one)))).map((process) => process.sign('test', 'text'));
  expect(new Set(signed.map(({ signature }) => signature)).size).toBe(1);
  const [row] = await kept();
  expect(row).not.toContain('PRIVATE');
  await expect(started()).rejects.toThrow(ConfigError);
  await expect(started()).rejects.toThrow(/SIGNING_SECRET is missing.*signing renew/);
  await expect(started(another)).rejects.toThrow(/SIGNING_SECRET is not the one/);
  // Neither a text that was changed nor one of another row opens.
  const changed = row!.replace(/\.(.)(?=[^.]*$)/, (_, first: string) => `.${first === 'A' ? 'B' : 'A'}`);
  await t.database.query('UPDATE signing_key SET private_key = $1', [changed]);
  await expect(started(one)).rejects.toThrow(ConfigError);
  await t.database.query(`UPDATE signing_key SET private_key = $1, thumbprint = 'x'`, [row]);
  await expect(started(one)).rejects.toThrow(ConfigError);
  expect(await kept()).toEqual([row]); // refused starts write nothing
});

test('an installation can add a secret later: the same key, wrapped at the next start', async () => {
  const before = (await started()).sign('test', 'text');
  const after = (await Promise.all([started(one), started(one)])).map((process) => process.sign('test', 'text'));
  expect(after).toEqual([before, before]);
  expect((await kept()).join()).not.toContain('PRIVATE');
  expect((await started(one)).sign('test', 'text')).toEqual(before);
});

test('where the secret is lost, another key takes over, and what the former one signed stays true', async () => {
  const before = (await started(one)).sign('test', 'text');
  await service(another).renew();
  const now = await started(another);
  const after = now.sign('test', 'text');
  expect(after.key).not.toBe(before.key);
  expect([await now.verify('test', 'text', before.key, before.signature), await now.verify('test', 'text', after.key, after.signature)]).toEqual([
    true,
    true,
  ]);
  expect(await kept()).toHaveLength(2);
});

test('a web process does not start with another secret', async () => {
  await started(one);
  const config = t.config.with({ signingSecret: readConfig({ SIGNING_SECRET: another }).signingSecret });
  await expect(makeWeb({ config, source: t.source, clock: t.clock })).rejects.toThrow(ConfigError);
});
