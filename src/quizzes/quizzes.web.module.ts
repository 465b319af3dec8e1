import { Inject, Module, type OnModuleInit } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module.js';
import { Menu } from '../web/menu.js';
import { WebModule } from '../web/web.module.js';
import { CorrectionPagesController } from './correction-pages.controller.js';
import { CorrectionsApiController } from './corrections-api.controller.js';
import { MarkingApiController } from './marking-api.controller.js';
import { MarkingPagesController } from './marking-pages.controller.js';
import { PrecheckApiController } from './precheck-api.controller.js';
import { PrecheckPagesController } from './precheck-pages.controller.js';
import { QuizApiController } from './quiz-api.controller.js';
import { QuizPagesController } from './quiz-pages.controller.js';
import { quizPaths } from './quiz-paths.js';
import { QuizRulesApiController } from './quiz-rules-api.controller.js';
import { QuizRulesPagesController } from './quiz-rules-pages.controller.js';
import { QuizzesModule } from './quizzes.module.js';
import { ReceiptPagesController } from './receipt-pages.controller.js';
import { ReceiptsApiController } from './receipts-api.controller.js';

@Module({
  imports: [AccountsModule, QuizzesModule, WebModule],
  controllers: [
    QuizPagesController,
    QuizApiController,
    MarkingPagesController,
    MarkingApiController,
    CorrectionPagesController,
    CorrectionsApiController,
    PrecheckPagesController,
    PrecheckApiController,
    QuizRulesPagesController,
    QuizRulesApiController,
    ReceiptPagesController,
    ReceiptsApiController,
  ],
})
export class QuizzesWebModule implements OnModuleInit {
  constructor(@Inject(Menu) private readonly menu: Menu) {}

  onModuleInit(): void {
    this.menu.add({
      key: 'marking',
      href: quizPaths.marking,
      label: 'quizzes.menu.marking',
      short: 'quizzes.menu.markingShort',
      icon: 'edit',
      order: 35,
      permission: 'attempt.mark',
    });
  }
}
