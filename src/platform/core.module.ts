import { Global, Module, type DynamicModule } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import { Clock, SystemClock } from './clock.js';
import { Config } from './config.js';
import { Database, DATA_SOURCE } from './database/database.js';
import { DomainEvents } from './events.js';
import { JobQueues, QueueBackend } from './queue/queues.js';
import { SigningService } from './security/signing.service.js';

/** What every feature may ask for. */
@Global()
@Module({})
export class CoreModule {
  static with(config: Config, source: DataSource, clock: Clock = new SystemClock()): DynamicModule {
    return {
      module: CoreModule,
      providers: [
        { provide: Config, useValue: config },
        { provide: Clock, useValue: clock },
        { provide: DATA_SOURCE, useValue: source },
        Database,
        DomainEvents,
        QueueBackend,
        JobQueues,
        SigningService,
      ],
      exports: [Config, Clock, Database, DomainEvents, QueueBackend, JobQueues, SigningService],
    };
  }
}
