import { Inject, Module, type OnModuleInit } from '@nestjs/common';
import { CatalogueModule } from '../catalogue/catalogue.module.js';
import { Menu } from '../web/menu.js';
import { WebModule } from '../web/web.module.js';
import { AuthoringApiController } from './authoring-api.controller.js';
import { AuthoringPagesController } from './authoring-pages.controller.js';
import { AuthoringModule } from './authoring.module.js';
import { ExchangeApiController } from './exchange-api.controller.js';
import { ExchangePagesController } from './exchange-pages.controller.js';
import { ExportApiController } from './export-api.controller.js';
import { ExportPagesController } from './export-pages.controller.js';
import { PreviewController } from './preview.controller.js';

@Module({
  imports: [AuthoringModule, CatalogueModule, WebModule],
  controllers: [
    AuthoringPagesController,
    AuthoringApiController,
    PreviewController,
    ExchangePagesController,
    ExportPagesController,
    ExchangeApiController,
    ExportApiController,
  ],
})
export class AuthoringWebModule implements OnModuleInit {
  constructor(@Inject(Menu) private readonly menu: Menu) {}

  onModuleInit(): void {
    this.menu.add({
      key: 'authoring',
      href: '/authoring',
      label: 'authoring.menu.label',
      short: 'authoring.menu.short',
      icon: 'file',
      order: 40,
      permission: 'import.read',
    });
  }
}
