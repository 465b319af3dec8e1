import { Database } from '../../src/platform/database/database.js';
import { testServices, type TestServices } from '../support/app.js';

describe('Database', () => {
  let t: TestServices;
  beforeAll(async () => {
    t = await testServices([], { pool: 1 });
    await t.database.query('CREATE TABLE tally (n integer PRIMARY KEY)');
  });
  afterAll(() => t.close());

  const count = async (): Promise<number> => (await t.database.one<{ n: number }>('SELECT count(*)::int AS n FROM tally'))!.n;

  it('commits what succeeds and rolls back what throws', async () => {
    await t.database.transaction(() => t.database.query('INSERT INTO tally VALUES (1)'));
    await expect(
      t.database.transaction(async () => {
        await t.database.query('INSERT INTO tally VALUES (2)');
        throw new Error('stop');
      }),
    ).rejects.toThrow('stop');
    expect(await count()).toBe(1);
  });

  it('joins a nested transaction, with a pool of one connection', async () => {
    await expect(
      t.database.transaction(async () => {
        await t.database.transaction(() => t.database.query('INSERT INTO tally VALUES (3)'));
        throw new Error('stop');
      }),
    ).rejects.toThrow('stop');
    expect(await count()).toBe(1);
  });

  it('runs effects after commit only', async () => {
    const ran: string[] = [];
    await t.database.transaction(async () => {
      t.database.afterCommit(() => ran.push('kept'));
      await t.database.query('SELECT 1');
      expect(ran).toEqual([]);
    });
    await t.database
      .transaction(async () => {
        t.database.afterCommit(() => ran.push('dropped'));
        throw new Error('stop');
      })
      .catch(() => undefined);
    await new Promise(setImmediate);
    expect(ran).toEqual(['kept']);
  });

  it('keeps civil dates as text', async () => {
    expect(await t.get(Database).one('SELECT DATE \'2026-03-31\' AS d')).toEqual({ d: '2026-03-31' });
  });
});
