import { Inject, Module, type OnModuleInit } from '@nestjs/common';
import { CatalogueModule } from '../catalogue/catalogue.module.js';
import { CohortsModule } from '../cohorts/cohorts.module.js';
import { ProgressModule } from '../progress/progress.module.js';
import { QuizzesModule } from '../quizzes/quizzes.module.js';
import { Menu } from '../web/menu.js';
import { WebModule } from '../web/web.module.js';
import { DashboardQueries } from './dashboard.queries.js';
import { HomeController } from './home.controller.js';
import { HomeService } from './home.service.js';

@Module({
  imports: [CatalogueModule, CohortsModule, ProgressModule, QuizzesModule, WebModule],
  providers: [DashboardQueries, HomeService],
  controllers: [HomeController],
})
export class DashboardWebModule implements OnModuleInit {
  constructor(@Inject(Menu) private readonly menu: Menu) {}

  onModuleInit(): void {
    this.menu.add({ key: 'home', href: '/', label: 'dashboard.menu.home', short: 'dashboard.menu.homeShort', icon: 'home', order: 10 });
  }
}
