import { Inject, Module, type OnModuleInit } from '@nestjs/common';
import { Menu } from '../web/menu.js';
import { WebModule } from '../web/web.module.js';
import { CatalogueApiController } from './catalogue-api.controller.js';
import { CataloguePagesController } from './catalogue-pages.controller.js';
import { CatalogueModule } from './catalogue.module.js';
import { HandbookApiController } from './handbook-api.controller.js';
import { HandbookPagesController } from './handbook-pages.controller.js';

@Module({
  imports: [CatalogueModule, WebModule],
  controllers: [CataloguePagesController, CatalogueApiController, HandbookPagesController, HandbookApiController],
})
export class CatalogueWebModule implements OnModuleInit {
  constructor(@Inject(Menu) private readonly menu: Menu) {}

  onModuleInit(): void {
    this.menu.add({ key: 'catalogue', href: '/catalogue', label: 'catalogue.menu.label', short: 'catalogue.menu.short', icon: 'book', order: 20 });
    this.menu.add({
      key: 'handbook',
      href: '/handbook',
      label: 'catalogue.handbook.menu',
      short: 'catalogue.handbook.short',
      icon: 'file',
      order: 40,
      foot: true,
    });
  }
}
