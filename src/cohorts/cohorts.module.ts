import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module.js';
import { CatalogueModule } from '../catalogue/catalogue.module.js';
import { MailModule } from '../mail/mail.module.js';
import { CohortQueries } from './cohort.queries.js';
import { CohortsSeed } from './cohorts.seed.js';
import { CohortsService } from './cohorts.service.js';
import { EnrolmentAccess } from './enrolments.service.js';
import { InvitationMails } from './invitation-mails.js';
import { InvitingQueries } from './inviting.queries.js';
import { InvitingService } from './inviting.service.js';

@Module({
  imports: [AccountsModule, CatalogueModule, MailModule],
  providers: [CohortQueries, CohortsService, EnrolmentAccess, InvitingQueries, InvitingService, InvitationMails, CohortsSeed],
  exports: [CohortsService, EnrolmentAccess, InvitingService, CohortsSeed],
})
export class CohortsModule {}
