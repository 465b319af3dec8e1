import { Module } from '@nestjs/common';
import { CatalogueModule } from '../catalogue/catalogue.module.js';
import { CohortsModule } from '../cohorts/cohorts.module.js';
import { ProgressModule } from '../progress/progress.module.js';
import { PlanPlace } from './plan-place.js';
import { PlanQueries } from './plan.queries.js';
import { PlanService } from './plan.service.js';

@Module({ imports: [CatalogueModule, CohortsModule, ProgressModule], providers: [PlanQueries, PlanService, PlanPlace], exports: [PlanService] })
export class PlansModule {}
