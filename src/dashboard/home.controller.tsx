import { Controller, Get, Inject } from '@nestjs/common';
import { CurrentViewer, MaybeViewer, Public, SignedIn } from '../platform/security/access.js';
import type { Viewer } from '../platform/security/viewer.js';
import { page, PageOf, seeOther, type Page, type PageContext, type SeeOther } from '../web/page.js';
import { HomeService } from './home.service.js';
import { AllProgrammesPage, HomePage } from './pages/home-page.js';

@Controller()
export class HomeController {
  constructor(@Inject(HomeService) private readonly homes: HomeService) {}

  @Get()
  @Public()
  async home(@MaybeViewer() viewer: Viewer | null, @PageOf() at: PageContext): Promise<Page | SeeOther> {
    if (!viewer) return seeOther('/sign-in');
    return page(at.t('dashboard.menu.home'), <HomePage home={await this.homes.home(viewer)} />, { active: 'home' });
  }

  @Get('learn')
  @SignedIn()
  async all(@CurrentViewer() viewer: Viewer, @PageOf() at: PageContext): Promise<Page> {
    return page(at.t('dashboard.programmes'), <AllProgrammesPage home={await this.homes.home(viewer)} />, { active: 'home' });
  }
}
