import { Module } from '@nestjs/common';
import { CatalogueModule } from '../catalogue/catalogue.module.js';
import { CohortsModule } from '../cohorts/cohorts.module.js';
import { LearnService } from './learn.service.js';
import { ProgressAudit } from './progress-audit.service.js';
import { ProgressQueries } from './progress.queries.js';
import { ProgressService } from './progress.service.js';
import { CompletionRewards, FirstOffers, ItemPlaces } from './registries.js';

@Module({
  imports: [CatalogueModule, CohortsModule],
  providers: [ProgressQueries, ProgressService, ProgressAudit, LearnService, CompletionRewards, FirstOffers, ItemPlaces],
  exports: [ProgressService, ProgressAudit, LearnService, CompletionRewards, FirstOffers, ItemPlaces],
})
export class ProgressModule {}
