import { Inject, Module, type OnModuleInit } from '@nestjs/common';
import { CatalogueModule } from '../catalogue/catalogue.module.js';
import { Menu } from '../web/menu.js';
import { WebModule } from '../web/web.module.js';
import { CohortPagesController } from './cohort-pages.controller.js';
import { CohortsApiController } from './cohorts-api.controller.js';
import { CohortsModule } from './cohorts.module.js';
import { InvitePagesController } from './invite-pages.controller.js';

@Module({ imports: [CohortsModule, CatalogueModule, WebModule], controllers: [CohortPagesController, InvitePagesController, CohortsApiController] })
export class CohortsWebModule implements OnModuleInit {
  constructor(@Inject(Menu) private readonly menu: Menu) {}

  onModuleInit(): void {
    this.menu.add({
      key: 'cohorts',
      href: '/cohorts',
      label: 'cohorts.menu.label',
      short: 'cohorts.menu.short',
      icon: 'users',
      order: 30,
      permission: 'cohort.manage',
    });
  }
}
