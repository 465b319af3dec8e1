import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module.js';
import { CatalogueModule } from '../catalogue/catalogue.module.js';
import { CertificatesModule } from '../certificates/certificates.module.js';
import { CohortsModule } from '../cohorts/cohorts.module.js';
import { QuizzesModule } from '../quizzes/quizzes.module.js';
import { ReportsQueries } from './reports.queries.js';
import { ReportsService } from './reports.service.js';
import { StatisticsQueries } from './statistics.queries.js';
import { StatisticsService } from './statistics.service.js';

@Module({
  imports: [AccountsModule, CatalogueModule, CertificatesModule, CohortsModule, QuizzesModule],
  providers: [ReportsQueries, ReportsService, StatisticsQueries, StatisticsService],
  exports: [ReportsService, StatisticsService],
})
export class ReportsModule {}
