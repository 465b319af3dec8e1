import { Body, Controller, Get, Inject, Param, Post, Query } from '@nestjs/common';
import { CurrentViewer, Requires } from '../platform/security/access.js';
import type { Viewer } from '../platform/security/viewer.js';
import { readForm } from '../web/forms.js';
import { ownPath, PageOf, seeOther, type Page, type PageContext, type SeeOther } from '../web/page.js';
import { AccommodationsService } from './accommodations.service.js';
import { needsForm } from './accounts.forms.js';
import { accommodationPage, accommodationPath } from './pages/accommodation-page.js';

@Requires('cohort.manage')
@Controller('people/:id/accommodation')
export class AccommodationPagesController {
  constructor(@Inject(AccommodationsService) private readonly accommodations: AccommodationsService) {}

  @Get()
  async show(@CurrentViewer() viewer: Viewer, @PageOf() at: PageContext, @Param('id') id: string, @Query('back') back?: unknown): Promise<Page> {
    return accommodationPage(at.t, { person: await this.accommodations.get(viewer, id), back: wayBack(back) });
  }

  @Post()
  async set(
    @CurrentViewer() viewer: Viewer,
    @PageOf() at: PageContext,
    @Param('id') id: string,
    @Body() body: unknown,
    @Query('back') back?: unknown,
  ): Promise<Page | SeeOther> {
    const form = readForm(needsForm, body);
    if (!form.ok) return accommodationPage(at.t, { person: await this.accommodations.get(viewer, id), back: wayBack(back), form });
    await this.accommodations.set(viewer, id, form.value);
    return seeOther(accommodationPath(id, wayBack(back)), { key: 'accounts.needs.saved' });
  }
}

/** Null for what is no path of our own. */
const wayBack = (back: unknown): string | null => ownPath(back, '') || null;
