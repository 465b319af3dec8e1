import { Body, Controller, Get, Inject, Param, Post, Query } from '@nestjs/common';
import { CatalogueService } from '../catalogue/catalogue.service.js';
import { Clock } from '../platform/clock.js';
import { newId } from '../platform/ids.js';
import { CurrentViewer, Requires } from '../platform/security/access.js';
import type { Viewer } from '../platform/security/viewer.js';
import { civil } from '../platform/zones.js';
import type { FormState } from '../web/components/field.js';
import { errorTitle } from '../web/components/form-page.js';
import { readForm, refusal } from '../web/forms.js';
import { page, PageOf, seeOther, type Page, type PageContext, type SeeOther } from '../web/page.js';
import { cohortForm, coordinatorForm, newCohortForm } from './cohorts.forms.js';
import { CohortsService } from './cohorts.service.js';
import { EditCohort, NewCohort } from './pages/cohort-form.js';
import { CohortList } from './pages/cohort-list.js';

@Controller('cohorts')
@Requires('cohort.manage')
export class CohortPagesController {
  constructor(
    @Inject(CohortsService) private readonly cohorts: CohortsService,
    @Inject(CatalogueService) private readonly catalogue: CatalogueService,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  @Get()
  async list(@CurrentViewer() viewer: Viewer, @PageOf() { t }: PageContext, @Query('after') after?: string): Promise<Page> {
    const { rows, next } = await this.cohorts.list(viewer, after ?? null);
    const outlines = await this.catalogue.currentOutlines();
    const body = <CohortList cohorts={rows} outlines={outlines} next={next && `/cohorts?after=${next}`} />;
    return page(t('cohorts.list.title'), body, { active: 'cohorts' });
  }

  @Get('new')
  empty(@CurrentViewer() viewer: Viewer, @PageOf() at: PageContext): Promise<Page> {
    return this.newPage(viewer, at, newId());
  }

  @Post()
  async make(@CurrentViewer() viewer: Viewer, @PageOf() at: PageContext, @Body() body: unknown): Promise<Page | SeeOther> {
    const form = readForm(newCohortForm, body);
    const wish = typeof form.typed.key === 'string' && form.typed.key ? form.typed.key : newId();
    if (!form.ok) return this.newPage(viewer, at, wish, form);
    try {
      const id = await this.cohorts.make(viewer, wish, form.value);
      return seeOther(`/cohorts/${id}`, { key: 'cohorts.notice.made' });
    } catch (error) {
      return this.newPage(viewer, at, wish, refusal(error, form.typed));
    }
  }

  private async newPage(viewer: Viewer, { t }: PageContext, wish: string, form?: FormState): Promise<Page> {
    const authorities = await this.cohorts.authorities(viewer);
    const outlines = await this.catalogue.currentOutlines();
    const today = civil(this.clock.now(), authorities[0]?.zone ?? viewer.zone).date;
    return page(
      errorTitle(t, t('cohorts.form.newTitle'), form),
      <NewCohort authorities={authorities} outlines={outlines} wish={wish} today={today} form={form} />,
      { active: 'cohorts', status: form ? 422 : 200 },
    );
  }

  @Get(':id/edit')
  edit(@CurrentViewer() viewer: Viewer, @PageOf() at: PageContext, @Param('id') id: string): Promise<Page> {
    return this.editPage(viewer, at, id);
  }

  @Post(':id/edit')
  async change(@CurrentViewer() viewer: Viewer, @PageOf() at: PageContext, @Param('id') id: string, @Body() body: unknown): Promise<Page | SeeOther> {
    const form = readForm(cohortForm, body);
    if (!form.ok) return this.editPage(viewer, at, id, form);
    try {
      await this.cohorts.change(viewer, id, form.value);
      return seeOther(`/cohorts/${id}`, { key: 'cohorts.notice.saved' });
    } catch (error) {
      return this.editPage(viewer, at, id, refusal(error, form.typed));
    }
  }

  @Post(':id/coordinators')
  async addCoordinator(
    @CurrentViewer() viewer: Viewer,
    @PageOf() at: PageContext,
    @Param('id') id: string,
    @Body() body: unknown,
  ): Promise<Page | SeeOther> {
    const form = readForm(coordinatorForm, body);
    if (!form.ok) return this.editPage(viewer, at, id, undefined, form);
    try {
      await this.cohorts.addCoordinator(viewer, id, form.value.personId);
      return seeOther(`/cohorts/${id}/edit`, { key: 'cohorts.notice.coordinatorAdded' });
    } catch (error) {
      return this.editPage(viewer, at, id, undefined, refusal(error, form.typed));
    }
  }

  @Post(':id/coordinators/:personId/remove')
  async removeCoordinator(@CurrentViewer() viewer: Viewer, @Param('id') id: string, @Param('personId') personId: string): Promise<SeeOther> {
    await this.cohorts.removeCoordinator(viewer, id, personId);
    // Whoever removed themselves has nothing more to see here.
    const own = personId === viewer.personId;
    return seeOther(own ? '/cohorts' : `/cohorts/${id}/edit`, { key: 'cohorts.notice.coordinatorRemoved' });
  }

  private async editPage(viewer: Viewer, { t }: PageContext, id: string, form?: FormState, coordinator?: FormState): Promise<Page> {
    const cohort = await this.cohorts.get(viewer, id);
    const coordinators = await this.cohorts.coordinators(viewer, id);
    return page(
      errorTitle(t, t('cohorts.form.editTitle'), form ?? coordinator),
      <EditCohort cohort={cohort} coordinators={coordinators} form={form} coordinatorForm={coordinator} />,
      { active: 'cohorts', status: form || coordinator ? 422 : 200 },
    );
  }
}
