import { Module, type DynamicModule, type INestApplicationContext, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { DataSource } from 'typeorm';
import { AccountsModule } from './accounts/accounts.module.js';
import { AccountsWebModule } from './accounts/accounts.web.module.js';
import { AccountsWorkerModule } from './accounts/accounts.worker.module.js';
import { registerSessions } from './accounts/sessions.js';
import { AuthoringModule } from './authoring/authoring.module.js';
import { AuthoringWebModule } from './authoring/authoring.web.module.js';
import { CatalogueModule } from './catalogue/catalogue.module.js';
import { CatalogueWebModule } from './catalogue/catalogue.web.module.js';
import { CertificatesModule } from './certificates/certificates.module.js';
import { CertificatesWebModule } from './certificates/certificates.web.module.js';
import { CertificatesWorkerModule } from './certificates/certificates.worker.module.js';
import { CohortsModule } from './cohorts/cohorts.module.js';
import { CohortsWebModule } from './cohorts/cohorts.web.module.js';
import { DashboardWebModule } from './dashboard/dashboard.web.module.js';
import { MailModule } from './mail/mail.module.js';
import { MailWebModule } from './mail/mail.web.module.js';
import { MailWorkerModule } from './mail/mail.worker.module.js';
import { Clock } from './platform/clock.js';
import { Config } from './platform/config.js';
import { CoreModule } from './platform/core.module.js';
import { HttpModule } from './platform/http/http.module.js';
import { nestLogger } from './platform/log.js';
import { WorkModule } from './platform/queue/work.module.js';
import { ProgressModule } from './progress/progress.module.js';
import { ProgressWebModule } from './progress/progress.web.module.js';
import { ProgressWorkerModule } from './progress/progress.worker.module.js';
import { PlansModule } from './plans/plans.module.js';
import { PlansWebModule } from './plans/plans.web.module.js';
import { QuizzesModule } from './quizzes/quizzes.module.js';
import { QuizzesWebModule } from './quizzes/quizzes.web.module.js';
import { QuizzesWorkerModule } from './quizzes/quizzes.worker.module.js';
import { RemindersModule } from './reminders/reminders.module.js';
import { RemindersWorkerModule } from './reminders/reminders.worker.module.js';
import { ReportsModule } from './reports/reports.module.js';
import { ReportsWebModule } from './reports/reports.web.module.js';
import { makeHttpApp } from './web/http.js';
import { WebModule } from './web/web.module.js';

type Modules = (Type | DynamicModule)[];

/** Domain services and their listeners: in every process, because news must reach its listeners wherever it is announced. */
export const serviceModules: Modules = [
  MailModule,
  AccountsModule,
  CatalogueModule,
  CohortsModule,
  ProgressModule,
  QuizzesModule,
  PlansModule,
  CertificatesModule,
  RemindersModule,
  AuthoringModule,
  ReportsModule,
];

export const webModules: Modules = [
  HttpModule,
  WebModule,
  MailWebModule,
  AccountsWebModule,
  CatalogueWebModule,
  CohortsWebModule,
  ProgressWebModule,
  QuizzesWebModule,
  PlansWebModule,
  CertificatesWebModule,
  AuthoringWebModule,
  ReportsWebModule,
  DashboardWebModule,
];

export const workerModules: Modules = [
  WorkModule,
  MailWorkerModule,
  AccountsWorkerModule,
  ProgressWorkerModule,
  QuizzesWorkerModule,
  CertificatesWorkerModule,
  RemindersWorkerModule,
];

/** What a process is made of. */
export interface Parts {
  config: Config;
  source: DataSource;
  clock?: Clock;
}

@Module({})
export class AppModule {
  static of({ config, source, clock }: Parts, modules: Modules): DynamicModule {
    return { module: AppModule, imports: [CoreModule.with(config, source, clock), ...modules] };
  }
}

/** Pages and API; with `work` also the worker, in one process. */
export async function makeWeb(parts: Parts, { work = false } = {}): Promise<NestFastifyApplication> {
  const modules = [...(work ? workerModules : []), ...serviceModules, ...webModules];
  return makeHttpApp(AppModule.of(parts, modules), parts.config, registerSessions);
}

/** The worker alone: no HTTP. */
export async function makeWorker(parts: Parts): Promise<INestApplicationContext> {
  return NestFactory.createApplicationContext(AppModule.of(parts, [...workerModules, ...serviceModules]), {
    logger: nestLogger,
    abortOnError: false,
  });
}

/** Services alone, for the command line. */
export async function makeServices(parts: Parts): Promise<INestApplicationContext> {
  return NestFactory.createApplicationContext(AppModule.of(parts, serviceModules), { logger: nestLogger, abortOnError: false });
}
