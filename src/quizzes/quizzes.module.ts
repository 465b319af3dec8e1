import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module.js';
import { CatalogueModule } from '../catalogue/catalogue.module.js';
import { CohortsModule } from '../cohorts/cohorts.module.js';
import { MailModule } from '../mail/mail.module.js';
import { ProgressModule } from '../progress/progress.module.js';
import { AttemptGrantQueries } from './attempt-grant.queries.js';
import { AttemptGrantsService } from './attempt-grants.service.js';
import { AnswerQueries } from './answer.queries.js';
import { AttemptQueries } from './attempt.queries.js';
import { CorrectionFollowUpQueries } from './correction-follow-up.queries.js';
import { CorrectionFollowUp } from './correction-follow-up.service.js';
import { CorrectionQueries } from './correction.queries.js';
import { CorrectionsService } from './corrections.service.js';
import { MarkingQueries } from './marking.queries.js';
import { MarkingChangesService } from './marking-changes.service.js';
import { MarkingService } from './marking.service.js';
import { PrecheckQueries } from './precheck.queries.js';
import { PrecheckService } from './precheck.service.js';
import { QuizPlace } from './quiz-place.js';
import { QuizWindowQueries } from './quiz-window.queries.js';
import { QuizWindowsService } from './quiz-windows.service.js';
import { QuizService } from './quiz.service.js';
import { ReceiptsService } from './receipts.service.js';
import { TimingService } from './timing.service.js';

@Module({
  imports: [AccountsModule, CatalogueModule, CohortsModule, MailModule, ProgressModule],
  providers: [
    AnswerQueries,
    AttemptQueries,
    CorrectionFollowUp,
    CorrectionFollowUpQueries,
    CorrectionQueries,
    CorrectionsService,
    QuizService,
    QuizPlace,
    PrecheckQueries,
    PrecheckService,
    AttemptGrantQueries,
    AttemptGrantsService,
    QuizWindowQueries,
    QuizWindowsService,
    TimingService,
    MarkingQueries,
    MarkingService,
    MarkingChangesService,
    ReceiptsService,
  ],
  exports: [
    QuizService,
    CorrectionsService,
    CorrectionFollowUp,
    PrecheckService,
    QuizWindowsService,
    AttemptGrantsService,
    MarkingService,
    MarkingChangesService,
    ReceiptsService,
  ],
})
export class QuizzesModule {}
