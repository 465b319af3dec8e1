import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { createPostgresBackend, Queue, Worker, setDefaultBackendFactory, type JobsOptions, type Processor, type WorkerOptions } from 'bullmq';
import { Config } from '../config.js';
import { log } from '../log.js';

/** `mail` delivers, `plan` looks for what is due. */
export type QueueName = 'mail' | 'plan';
export const queueNames: QueueName[] = ['mail', 'plan'];

/** How long an answer may wait for the queue to take a job; after that the sweep finds the work in the tables. */
const offerMs = 500;

/** Where BullMQ keeps its jobs: Redis where REDIS_URL is set, else the schema `bullmq` of Reed's own database. */
@Injectable()
export class QueueBackend {
  constructor(@Inject(Config) private readonly config: Config) {
    setDefaultBackendFactory(config.redisUrl ? undefined : (createPostgresBackend as never));
  }

  private connection(): object {
    const { redisUrl, databaseUrl } = this.config;
    if (!redisUrl) return { connectionString: databaseUrl, schema: 'bullmq', migrate: true, max: 4 };
    const url = new URL(redisUrl);
    return {
      host: url.hostname.replace(/^\[|\]$/g, ''),
      port: Number(url.port || 6379),
      username: decodeURIComponent(url.username) || undefined,
      password: decodeURIComponent(url.password) || undefined,
      db: Number(url.pathname.slice(1) || 0),
      tls: url.protocol === 'rediss:' ? {} : undefined,
      maxRetriesPerRequest: null,
    };
  }

  queue(name: QueueName): Queue {
    const queue = new Queue(name, {
      connection: this.connection() as never,
      defaultJobOptions: { removeOnComplete: { count: 200 }, removeOnFail: { count: 500 }, attempts: 3, backoff: { type: 'exponential', delay: 2000 } },
    });
    queue.on('error', (error) => log.debug({ queue: name, err: error }, 'the queue does not answer'));
    return queue;
  }

  worker(name: QueueName, work: Processor, options: Partial<WorkerOptions> = {}): Worker {
    const worker = new Worker(name, work, {
      connection: this.connection() as never,
      concurrency: 2,
      lockDuration: 30_000,
      stalledInterval: 10_000,
      ...options,
    });
    worker.on('error', (error) => log.debug({ queue: name, err: error }, 'the worker lost its queue'));
    worker.on('failed', (job, error) => log.error({ queue: name, job: job?.name, id: job?.id, err: error }, 'a job failed'));
    return worker;
  }
}

/** Offers jobs. Jobs carry ids, never state, and may run twice. */
@Injectable()
export class JobQueues implements OnApplicationShutdown {
  private readonly queues = new Map<QueueName, Queue>();
  private closed = false;

  constructor(@Inject(QueueBackend) private readonly backend: QueueBackend) {}

  /** Never fails and never takes longer than half a second: a queue that is away costs no answer. */
  async offer(queue: QueueName, job: string, data: object = {}, options: JobsOptions = {}): Promise<boolean> {
    if (this.closed) return false;
    const taken = this.get(queue)
      .add(job, data, options)
      .then(() => true);
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<boolean>((done) => (timer = setTimeout(() => done(false), offerMs)));
    try {
      return await Promise.race([taken, late]);
    } catch (error) {
      log.warn({ queue, job, err: error }, 'the queue did not take a job; the sweep will find the work');
      return false;
    } finally {
      clearTimeout(timer);
      taken.catch(() => undefined);
    }
  }

  /** Makes sure that a repeated job exists; safe to call again. */
  async schedule(queue: QueueName, id: string, repeat: { every: number } | { pattern: string; tz: string }, job: string): Promise<void> {
    if (this.closed) return;
    await this.get(queue).upsertJobScheduler(id, repeat, { name: job, data: {} });
  }

  get(name: QueueName): Queue {
    let queue = this.queues.get(name);
    if (!queue) this.queues.set(name, (queue = this.backend.queue(name)));
    return queue;
  }

  async onApplicationShutdown(): Promise<void> {
    this.closed = true;
    await Promise.all([...this.queues.values()].map((queue) => queue.close().catch(() => undefined)));
  }
}
