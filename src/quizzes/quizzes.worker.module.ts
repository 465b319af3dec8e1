import { Inject, Module, type OnModuleInit } from '@nestjs/common';
import { isId } from '../platform/ids.js';
import { Work } from '../platform/queue/work.js';
import { CorrectionFollowUp, followUpJob } from './correction-follow-up.service.js';
import { QuizService } from './quiz.service.js';
import { QuizzesModule } from './quizzes.module.js';

/**
 * Ends attempts whose time is over, every minute in each worker: the row's lock lets one of them do it. Writes what follows from
 * corrections, by the job that each offers, and every minute for what a crash left.
 */
@Module({ imports: [QuizzesModule] })
export class QuizzesWorkerModule implements OnModuleInit {
  constructor(
    @Inject(Work) private readonly work: Work,
    @Inject(QuizService) private readonly quizzes: QuizService,
    @Inject(CorrectionFollowUp) private readonly corrections: CorrectionFollowUp,
  ) {}

  onModuleInit(): void {
    this.work.handle('plan', followUpJob, async ({ correctionId }) => {
      if (isId(correctionId)) await this.corrections.catchUp(correctionId);
    });
    this.work.sweep(followUpJob, () => this.corrections.catchUp());
    this.work.sweep('attempts', () => this.quizzes.endOver());
  }
}
