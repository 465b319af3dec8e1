import { Inject, Module, type OnModuleInit } from '@nestjs/common';
import { Work } from '../platform/queue/work.js';
import { ProgressModule } from './progress.module.js';
import { MOVE_JOB, ProgressService } from './progress.service.js';

@Module({ imports: [ProgressModule] })
export class ProgressWorkerModule implements OnModuleInit {
  constructor(
    @Inject(Work) private readonly work: Work,
    @Inject(ProgressService) private readonly progress: ProgressService,
  ) {}

  onModuleInit(): void {
    this.work.handle('plan', MOVE_JOB, ({ programmeId }) => this.progress.moveAll(typeof programmeId === 'string' ? programmeId : null));
    this.work.sweep(MOVE_JOB, () => this.progress.moveAll());
  }
}
