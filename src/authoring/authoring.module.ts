import { Module } from '@nestjs/common';
import { CatalogueModule } from '../catalogue/catalogue.module.js';
import { AuthoringQueries } from './authoring.queries.js';
import { ExchangeService } from './exchange.service.js';
import { ImportService } from './import.service.js';
import { PreviewService } from './preview.service.js';

@Module({
  imports: [CatalogueModule],
  providers: [ImportService, PreviewService, ExchangeService, AuthoringQueries],
  exports: [ImportService, PreviewService, ExchangeService],
})
export class AuthoringModule {}
