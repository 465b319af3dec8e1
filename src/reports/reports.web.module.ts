import { Module } from '@nestjs/common';
import { ReportPagesController } from './report-pages.controller.js';
import { ReportsApiController } from './reports-api.controller.js';
import { ReportsModule } from './reports.module.js';
import { StatisticsApiController } from './statistics-api.controller.js';
import { StatisticsPagesController } from './statistics-pages.controller.js';

@Module({ imports: [ReportsModule], controllers: [ReportPagesController, ReportsApiController, StatisticsPagesController, StatisticsApiController] })
export class ReportsWebModule {}
