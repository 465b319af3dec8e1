import { Body, Controller, Get, Inject, Param, Post } from '@nestjs/common';
import { Conflict } from '../platform/errors.js';
import { newId } from '../platform/ids.js';
import { CurrentViewer, Requires } from '../platform/security/access.js';
import type { Viewer } from '../platform/security/viewer.js';
import type { FormState } from '../web/components/field.js';
import { errorTitle } from '../web/components/form-page.js';
import { readForm, refusal } from '../web/forms.js';
import { page, PageOf, seeOther, type Page, type PageContext, type SeeOther } from '../web/page.js';
import { AttemptGrantsService } from './attempt-grants.service.js';
import { AttemptGrantsPage } from './pages/attempt-grants-page.js';
import { QuizTimesForm, QuizTimesList } from './pages/quiz-times-pages.js';
import { rulePaths } from './quiz-paths.js';
import { QuizWindowsService } from './quiz-windows.service.js';
import { grantForm, windowForm } from './quiz.forms.js';

/** What whoever manages a cohort sets about its quizzes. */
@Controller('cohorts/:id')
@Requires('cohort.manage')
export class QuizRulesPagesController {
  constructor(
    @Inject(QuizWindowsService) private readonly windows: QuizWindowsService,
    @Inject(AttemptGrantsService) private readonly grants: AttemptGrantsService,
  ) {}

  @Get('quizzes')
  async list(@CurrentViewer() viewer: Viewer, @PageOf() at: PageContext, @Param('id') id: string): Promise<Page> {
    const found = await this.windows.list(viewer, id);
    return page(`${at.t('quizzes.times.title')} – ${found.cohort.name}`, <QuizTimesList {...found} />, { active: 'cohorts' });
  }

  @Get('quizzes/:quizId/times')
  edit(@CurrentViewer() viewer: Viewer, @PageOf() at: PageContext, @Param('id') id: string, @Param('quizId') quizId: string): Promise<Page> {
    return this.timesPage(viewer, at, id, quizId);
  }

  @Post('quizzes/:quizId/times')
  async set(
    @CurrentViewer() viewer: Viewer,
    @PageOf() at: PageContext,
    @Param('id') id: string,
    @Param('quizId') quizId: string,
    @Body() body: unknown,
  ): Promise<Page | SeeOther> {
    const form = readForm(windowForm, body);
    if (!form.ok) return this.timesPage(viewer, at, id, quizId, form);
    try {
      await this.windows.set(viewer, id, quizId, form.value);
      return seeOther(rulePaths.quizzes(id), { key: 'quizzes.times.saved' });
    } catch (error) {
      return this.timesPage(viewer, at, id, quizId, refusal(error, form.typed));
    }
  }

  @Get('people/:enrolmentId/attempts')
  attempts(
    @CurrentViewer() viewer: Viewer,
    @PageOf() at: PageContext,
    @Param('id') id: string,
    @Param('enrolmentId') enrolmentId: string,
  ): Promise<Page> {
    return this.grantsPage(viewer, at, id, enrolmentId, newId());
  }

  @Post('people/:enrolmentId/attempts')
  async grant(
    @CurrentViewer() viewer: Viewer,
    @PageOf() at: PageContext,
    @Param('id') id: string,
    @Param('enrolmentId') enrolmentId: string,
    @Body() body: unknown,
  ): Promise<Page | SeeOther> {
    const form = readForm(grantForm, body);
    const wish = typeof form.typed.key === 'string' && form.typed.key ? form.typed.key : newId();
    if (!form.ok) return this.grantsPage(viewer, at, id, enrolmentId, wish, form);
    try {
      await this.grants.grant(viewer, id, enrolmentId, form.value, form.value.key);
      return seeOther(rulePaths.attempts(id, enrolmentId), { key: 'quizzes.grants.granted' });
    } catch (error) {
      return this.grantsPage(viewer, at, id, enrolmentId, wish, refusal(error, form.typed));
    }
  }

  @Post('people/:enrolmentId/attempts/:grantId/withdraw')
  async withdraw(
    @CurrentViewer() viewer: Viewer,
    @PageOf() at: PageContext,
    @Param('id') id: string,
    @Param('enrolmentId') enrolmentId: string,
    @Param('grantId') grantId: string,
  ): Promise<Page | SeeOther> {
    try {
      await this.grants.withdraw(viewer, id, enrolmentId, grantId);
      return seeOther(rulePaths.attempts(id, enrolmentId), { key: 'quizzes.grants.withdrawn' });
    } catch (error) {
      if (!(error instanceof Conflict)) throw error;
      return this.grantsPage(viewer, at, id, enrolmentId, newId(), undefined, at.t(error.key, error.params));
    }
  }

  private async timesPage(viewer: Viewer, { t }: PageContext, id: string, quizId: string, form?: FormState): Promise<Page> {
    const found = await this.windows.get(viewer, id, quizId);
    return page(errorTitle(t, t('quizzes.times.title'), form), <QuizTimesForm {...found} form={form} />, {
      active: 'cohorts',
      status: form ? 422 : 200,
    });
  }

  private async grantsPage(
    viewer: Viewer,
    { t }: PageContext,
    id: string,
    enrolmentId: string,
    wish: string,
    form?: FormState,
    refused?: string,
  ): Promise<Page> {
    const found = await this.grants.list(viewer, id, enrolmentId);
    const title = `${t('quizzes.grants.title')} – ${found.person.name}`;
    return page(errorTitle(t, title, form), <AttemptGrantsPage {...found} wish={wish} form={form} refused={refused} />, {
      active: 'cohorts',
      status: refused === undefined ? (form ? 422 : 200) : 409,
    });
  }
}
