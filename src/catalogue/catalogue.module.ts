import { Module } from '@nestjs/common';
import { CatalogueQueries } from './catalogue.queries.js';
import { CatalogueService } from './catalogue.service.js';
import { HandbookService } from './handbook.service.js';
import { PublishingService } from './publishing.service.js';
import { TextsService } from './texts.service.js';

@Module({
  providers: [CatalogueQueries, TextsService, CatalogueService, HandbookService, PublishingService],
  exports: [CatalogueService, HandbookService, PublishingService],
})
export class CatalogueModule {}
