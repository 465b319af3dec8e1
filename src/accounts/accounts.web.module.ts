import { Inject, Module, type OnModuleInit } from '@nestjs/common';
import { Menu } from '../web/menu.js';
import { WebModule } from '../web/web.module.js';
import { AccommodationPagesController } from './accommodation-pages.controller.js';
import { AccommodationsApiController } from './accommodations-api.controller.js';
import { AccountsModule } from './accounts.module.js';
import { AuthoritiesApiController } from './authorities-api.controller.js';
import { AuthorityPagesController } from './authority-pages.controller.js';
import { LinkPagesController } from './link-pages.controller.js';
import { MeApiController } from './me-api.controller.js';
import { PeopleApiController } from './people-api.controller.js';
import { PeoplePagesController } from './people-pages.controller.js';
import { PreferencesController } from './preferences.controller.js';
import { ProfilePagesController } from './profile-pages.controller.js';
import { ReportController } from './report.controller.js';
import { SignInController } from './sign-in.controller.js';
import { SessionSerializer, SignInStrategy } from './sign-in.strategy.js';

@Module({
  imports: [AccountsModule, WebModule],
  providers: [SignInStrategy, SessionSerializer],
  controllers: [
    SignInController,
    LinkPagesController,
    PreferencesController,
    ProfilePagesController,
    MeApiController,
    PeoplePagesController,
    PeopleApiController,
    AuthorityPagesController,
    AuthoritiesApiController,
    ReportController,
    AccommodationPagesController,
    AccommodationsApiController,
  ],
})
export class AccountsWebModule implements OnModuleInit {
  constructor(@Inject(Menu) private readonly menu: Menu) {}

  onModuleInit(): void {
    this.menu.add({
      key: 'people',
      href: '/admin/people',
      label: 'accounts.menu.people',
      short: 'accounts.menu.peopleShort',
      icon: 'building',
      order: 50,
      permission: 'people.manage',
    });
  }
}
