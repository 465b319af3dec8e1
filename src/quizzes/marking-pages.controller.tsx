import { Body, Controller, Get, Inject, Param, Post, Query } from '@nestjs/common';
import { Conflict } from '../platform/errors.js';
import { CurrentViewer, Requires } from '../platform/security/access.js';
import type { Viewer } from '../platform/security/viewer.js';
import { wordsFor } from '../questions/views/question-words.js';
import type { FormState } from '../web/components/field.js';
import { errorTitle } from '../web/components/form-page.js';
import { readForm, refusal } from '../web/forms.js';
import { page, PageOf, seeOther, type Page, type PageContext, type SeeOther } from '../web/page.js';
import { MarkingChangesService } from './marking-changes.service.js';
import { markForm, remarkForm } from './marking.forms.js';
import { MarkingService, type MarkDesk } from './marking.service.js';
import { MarkedListPage } from './pages/marked-list-page.js';
import { MarkingListPage } from './pages/marking-list-page.js';
import { MarkingPage } from './pages/marking-page.js';
import { quizPaths } from './quiz-paths.js';

@Controller('marking')
@Requires('attempt.mark')
export class MarkingPagesController {
  constructor(
    @Inject(MarkingService) private readonly marking: MarkingService,
    @Inject(MarkingChangesService) private readonly changes: MarkingChangesService,
  ) {}

  @Get()
  async list(@CurrentViewer() viewer: Viewer, @PageOf() at: PageContext, @Query('after') after?: unknown): Promise<Page> {
    const part = await this.marking.waiting(viewer, typeof after === 'string' ? after : null);
    return page(at.t('quizzes.marking.title'), <MarkingListPage part={part} />, { active: 'marking' });
  }

  @Get('marked')
  async marked(@CurrentViewer() viewer: Viewer, @PageOf() at: PageContext, @Query('after') after?: unknown): Promise<Page> {
    const part = await this.marking.marked(viewer, typeof after === 'string' ? after : null);
    return page(at.t('quizzes.marking.lately'), <MarkedListPage part={part} />, { active: 'marking' });
  }

  @Get(':attemptId/:questionId')
  async one(
    @CurrentViewer() viewer: Viewer,
    @PageOf() at: PageContext,
    @Param('attemptId') attemptId: string,
    @Param('questionId') questionId: string,
  ): Promise<Page> {
    return markingPage(await this.marking.desk(viewer, attemptId, questionId), at);
  }

  @Post(':attemptId/:questionId')
  async mark(
    @CurrentViewer() viewer: Viewer,
    @PageOf() at: PageContext,
    @Param('attemptId') attemptId: string,
    @Param('questionId') questionId: string,
    @Body() body: unknown,
  ): Promise<Page | SeeOther> {
    const desk = await this.marking.desk(viewer, attemptId, questionId);
    const form = readForm(markForm(desk.question), body);
    if (!form.ok) return markingPage(desk, at, form);
    try {
      const graded = await this.marking.mark(viewer, attemptId, questionId, form.value);
      return seeOther(quizPaths.marking, { key: graded ? 'quizzes.marking.graded' : 'quizzes.marking.saved' });
    } catch (error) {
      // Shown with the mark that stands and the comment that was typed.
      if (error instanceof Conflict)
        return markingPage(await this.marking.desk(viewer, attemptId, questionId), at, { typed: form.typed }, at.t(error.key, error.params));
      return markingPage(desk, at, refusal(error, form.typed));
    }
  }

  @Get(':attemptId/:questionId/change')
  async again(
    @CurrentViewer() viewer: Viewer,
    @PageOf() at: PageContext,
    @Param('attemptId') attemptId: string,
    @Param('questionId') questionId: string,
  ): Promise<Page> {
    return markingPage(await this.changes.desk(viewer, attemptId, questionId), at, undefined, undefined, true);
  }

  @Post(':attemptId/:questionId/change')
  async change(
    @CurrentViewer() viewer: Viewer,
    @PageOf() at: PageContext,
    @Param('attemptId') attemptId: string,
    @Param('questionId') questionId: string,
    @Body() body: unknown,
  ): Promise<Page | SeeOther> {
    const desk = await this.changes.desk(viewer, attemptId, questionId);
    const form = readForm(remarkForm(desk.question), body);
    if (!form.ok) return markingPage(desk, at, form, undefined, true);
    try {
      const told = await this.changes.change(viewer, attemptId, questionId, form.value);
      const key = told ? 'quizzes.marking.changedTold' : 'quizzes.marking.changed';
      return seeOther(quizPaths.markingOf(attemptId, questionId), { key });
    } catch (error) {
      // Shown with the mark that stands now, and with everything that was typed.
      if (error instanceof Conflict)
        return markingPage(await this.changes.desk(viewer, attemptId, questionId), at, { typed: form.typed }, at.t(error.key, error.params), true);
      return markingPage(desk, at, refusal(error, form.typed), undefined, true);
    }
  }
}

/** @param again another mark is given to an answer that has one */
function markingPage(desk: MarkDesk, at: PageContext, form?: FormState, refused?: string, again = false): Page {
  const { stem } = wordsFor(desk.question, at.language).words;
  const title = at.t('quizzes.pageTitle', { what: again ? at.t('quizzes.marking.again') : at.t('quizzes.marking.one'), quiz: stem });
  const status = refused === undefined ? (form ? 422 : 200) : 409;
  const view = <MarkingPage desk={desk} form={form} refused={refused} again={again} />;
  return page(errorTitle(at.t, title, form), view, { active: 'marking', status });
}
