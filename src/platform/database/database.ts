import { AsyncLocalStorage } from 'node:async_hooks';
import { createHash } from 'node:crypto';
import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { Pool, PoolClient, QueryResultRow } from 'pg';
import type { DataSource, EntityManager, QueryRunner } from 'typeorm';
import { log } from '../log.js';

export const DATA_SOURCE = Symbol('DataSource');

interface Unit {
  runner: QueryRunner;
  client: PoolClient;
  afterCommit: (() => unknown)[];
}

// One name per text, so that each connection plans a statement once. The texts are constants of the code, so the map stays small.
const names = new Map<string, string>();
function statementName(text: string): string {
  let name = names.get(text);
  if (!name) {
    name = 'r' + createHash('sha256').update(text).digest('base64url').slice(0, 20);
    names.set(text, name);
  }
  return name;
}

/**
 * The only door to PostgreSQL. Inside `transaction` every call of the same asynchronous thread uses its connection;
 * nobody passes it on.
 */
@Injectable()
export class Database implements OnApplicationShutdown {
  private readonly units = new AsyncLocalStorage<Unit>();

  constructor(@Inject(DATA_SOURCE) private readonly source: DataSource) {}

  /** Runs `work` in one transaction; a call inside another one joins it. Only services open one. */
  async transaction<T>(work: () => Promise<T>): Promise<T> {
    if (this.units.getStore()) return work();
    const runner = this.source.createQueryRunner();
    const unit: Unit = { runner, client: (await runner.connect()) as PoolClient, afterCommit: [] };
    try {
      await runner.startTransaction();
      const result = await this.units.run(unit, work);
      await runner.commitTransaction();
      for (const effect of unit.afterCommit) this.runEffect(effect);
      return result;
    } catch (error) {
      if (runner.isTransactionActive) await runner.rollbackTransaction().catch(() => undefined);
      throw error;
    } finally {
      await runner.release();
    }
  }

  /** Runs one prepared statement and returns its rows. `text` is a constant; values travel as parameters. */
  async query<R extends QueryResultRow = QueryResultRow>(text: string, values: unknown[] = []): Promise<R[]> {
    const unit = this.units.getStore();
    const query = { name: statementName(text), text, values };
    const result = unit ? await unit.client.query<R>(query) : await this.pool().query<R>(query);
    return result.rows;
  }

  /** The first row, or null. */
  async one<R extends QueryResultRow = QueryResultRow>(text: string, values: unknown[] = []): Promise<R | null> {
    return (await this.query<R>(text, values))[0] ?? null;
  }

  /** TypeORM's entity manager, on the running transaction where there is one. */
  manager(): EntityManager {
    return this.units.getStore()?.runner.manager ?? this.source.manager;
  }

  /** `effect` runs once the running transaction has committed, at once where there is none, and never when it rolls back. */
  afterCommit(effect: () => unknown): void {
    const unit = this.units.getStore();
    if (unit) unit.afterCommit.push(effect);
    else this.runEffect(effect);
  }

  /** Leaves the running transaction: for effects and timers that must not inherit it. */
  detached<T>(work: () => T): T {
    return this.units.exit(work);
  }

  async onApplicationShutdown(): Promise<void> {
    if (this.source.isInitialized) await this.source.destroy();
  }

  private pool(): Pool {
    return (this.source.driver as unknown as { master: Pool }).master;
  }

  private runEffect(effect: () => unknown): void {
    this.units.exit(() => {
      Promise.resolve()
        .then(effect)
        .catch((error: unknown) => log.error({ err: error }, 'an effect after commit failed'));
    });
  }
}
