import { Module } from '@nestjs/common';
import { CatalogueModule } from '../catalogue/catalogue.module.js';
import { LearnApiController } from './learn-api.controller.js';
import { LearnPagesController } from './learn-pages.controller.js';
import { ProgressModule } from './progress.module.js';

@Module({ imports: [CatalogueModule, ProgressModule], controllers: [LearnPagesController, LearnApiController] })
export class ProgressWebModule {}
