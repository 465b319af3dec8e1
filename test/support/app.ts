import type { DynamicModule, INestApplicationContext, Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { DataSource } from 'typeorm';
import { Config, readConfig } from '../../src/platform/config.js';
import { CoreModule } from '../../src/platform/core.module.js';
import { Database } from '../../src/platform/database/database.js';
import { makeDataSource } from '../../src/platform/database/data-source.js';
import { nestLogger } from '../../src/platform/log.js';
import { schema } from '../../src/schema.js';
import { TestClock } from './clock.js';
import { testDatabase } from './server.js';

type Modules = (Type | DynamicModule)[];

export interface TestServices {
  app: INestApplicationContext;
  database: Database;
  clock: TestClock;
  config: Config;
  source: DataSource;
  get<T>(token: Type<T> | (abstract new (...args: never[]) => T)): T;
  close(): Promise<void>;
}

export interface TestOptions {
  /** Environment on top of the test's own, e.g. REDIS_URL or SMTP_URL. */
  env?: Record<string, string>;
  now?: string;
  pool?: number;
}

async function ground({ env = {}, now, pool = 5 }: TestOptions) {
  const place = await testDatabase();
  const config = readConfig({ ...env, DATABASE_URL: place.url }).with({ shape: env.SHAPE === 'server' ? 'server' : 'embedded' });
  const source = makeDataSource(place.url, pool, schema);
  await source.initialize();
  return { place, config, source, clock: new TestClock(now ? new Date(now) : undefined) };
}

/**
 * Services on a database of their own, without HTTP: `const t = await testServices([MailModule, AccountsModule])`,
 * `t.get(MailService)`, and `await t.close()` in afterAll.
 */
export async function testServices(modules: Modules, options: TestOptions = {}): Promise<TestServices> {
  const { place, config, source, clock } = await ground(options);
  class TestModule {}
  const app = await NestFactory.createApplicationContext(
    { module: TestModule, imports: [CoreModule.with(config, source, clock), ...modules] },
    { logger: nestLogger, abortOnError: false },
  );
  return {
    app,
    database: app.get(Database),
    clock,
    config,
    source,
    get: (token) => app.get(token as Type, { strict: false }),
    close: async () => {
      await app.close();
      await place.drop();
    },
  };
}

export interface TestWeb extends TestServices {
  app: NestFastifyApplication;
  /** For supertest: `request(t.server)`. */
  server: NestFastifyApplication extends { getHttpServer(): infer S } ? S : never;
}

/**
 * The web application on a database of its own. Without `modules` it is the whole of Reed (services and web);
 * with them only these, e.g. while other features are not there: `testWeb([HttpModule, WebModule, MailModule, AccountsModule, AccountsWebModule])`.
 */
export async function testWeb(modules?: Modules, options: TestOptions & { work?: boolean } = {}): Promise<TestWeb> {
  const { place, config, source, clock } = await ground(options);
  const { makeHttpApp } = await import('../../src/web/http.js');
  const { registerSessions } = await import('../../src/accounts/sessions.js');
  class TestModule {}
  let all = modules;
  if (!all) {
    const { serviceModules, webModules, workerModules } = await import('../../src/app.js');
    all = [...(options.work ? workerModules : []), ...serviceModules, ...webModules];
  }
  const app = await makeHttpApp({ module: TestModule, imports: [CoreModule.with(config, source, clock), ...all] }, config, registerSessions);
  return {
    app,
    server: app.getHttpServer() as never,
    database: app.get(Database),
    clock,
    config,
    source,
    get: (token) => app.get(token as Type, { strict: false }),
    close: async () => {
      await app.close();
      await place.drop();
    },
  };
}
