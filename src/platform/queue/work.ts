import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type { Worker } from 'bullmq';
import { log } from '../log.js';
import { JobQueues, QueueBackend, type QueueName } from './queues.js';

type Handler = (data: Record<string, unknown>) => Promise<unknown>;
interface Schedule {
  queue: QueueName;
  id: string;
  everyMs: number;
  job: string;
}

/** What the worker process can do. Features' worker modules add to it while they start. */
@Injectable()
export class Work {
  readonly handlers = new Map<string, Handler>();
  readonly schedules: Schedule[] = [];
  readonly sweeps = new Map<string, () => Promise<unknown>>();

  /** `handler` runs for each job of this name; it may run twice for the same job and rechecks reality first. */
  handle(queue: QueueName, job: string, handler: Handler): void {
    this.handlers.set(`${queue}/${job}`, handler);
  }

  /** A job every so many milliseconds, once over all workers. */
  every(everyMs: number, queue: QueueName, job: string): void {
    this.schedules.push({ queue, id: job, everyMs, job });
  }

  /** Runs every minute on a plain timer of each worker, whether the queue lives or not: finds what a crash left behind. */
  sweep(name: string, run: () => Promise<unknown>): void {
    this.sweeps.set(name, run);
  }
}

const sweepMs = 60_000;

/** Runs the work: BullMQ workers, the schedules and the sweeps. Only the worker process has one. */
@Injectable()
export class WorkHost implements OnApplicationBootstrap, OnApplicationShutdown {
  private workers: Worker[] = [];
  private timer: NodeJS.Timeout | undefined;
  private sweeping: Promise<void> = Promise.resolve();

  constructor(
    @Inject(Work) private readonly work: Work,
    @Inject(QueueBackend) private readonly backend: QueueBackend,
    @Inject(JobQueues) private readonly queues: JobQueues,
  ) {}

  onApplicationBootstrap(): void {
    const names = new Set([...this.work.handlers.keys()].map((key) => key.split('/')[0] as QueueName));
    for (const name of names)
      this.workers.push(
        this.backend.worker(name, async (job) => {
          const handler = this.work.handlers.get(`${name}/${job.name}`);
          if (!handler) return log.warn({ queue: name, job: job.name }, 'nobody handles this job');
          await handler(job.data as Record<string, unknown>);
        }),
      );
    this.sweepSoon();
    this.timer = setInterval(() => this.sweepSoon(), sweepMs);
  }

  private sweepSoon(): void {
    this.sweeping = this.sweeping.then(() => this.sweepOnce());
  }

  /** One round of everything that mends: also asserts the schedules again, so that an emptied Redis costs nothing. */
  async sweepOnce(): Promise<void> {
    for (const { queue, id, everyMs, job } of this.work.schedules)
      await this.queues.schedule(queue, id, { every: everyMs }, job).catch((error: unknown) => log.warn({ job, err: error }, 'a schedule could not be set'));
    for (const [name, run] of this.work.sweeps)
      await run().catch((error: unknown) => log.error({ sweep: name, err: error }, 'a sweep failed'));
  }

  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await Promise.all(this.workers.map((worker) => worker.close().catch(() => undefined)));
    await Promise.race([this.sweeping, new Promise((done) => setTimeout(done, 5000).unref())]);
  }
}
