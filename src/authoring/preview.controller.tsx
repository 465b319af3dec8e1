import { Body, Controller, Get, Inject, Param, Post, Query } from '@nestjs/common';
import { inLanguage } from '../catalogue/outline.js';
import { NotFound } from '../platform/errors.js';
import { CurrentViewer, Requires } from '../platform/security/access.js';
import type { Viewer } from '../platform/security/viewer.js';
import { answersFrom } from '../questions/rules/try.js';
import { FocusBar } from '../web/components/learning.js';
import { page, PageOf, type Page, type PageContext } from '../web/page.js';
import { LessonPreviewPage, PlanPreviewPage, QuizKeyPage, QuizResultPage, QuizTryPage } from './pages/preview-page.js';
import { isPlanPreview, isQuizPreview, PreviewService, type Preview } from './preview.service.js';

@Controller('catalogue/:programmeId/items/:itemId/preview')
@Requires('catalogue.preview')
export class PreviewController {
  constructor(@Inject(PreviewService) private readonly previews: PreviewService) {}

  /** `?show=key`: the questions of a quiz with their right answers. */
  @Get()
  async show(
    @PageOf() at: PageContext,
    @CurrentViewer() viewer: Viewer,
    @Param('programmeId') programmeId: string,
    @Param('itemId') itemId: string,
    @Query('show') show?: unknown,
  ): Promise<Page> {
    const preview = await this.previews.item(viewer, programmeId, itemId, at.language);
    if (isPlanPreview(preview)) return this.page(at, preview, <PlanPreviewPage preview={preview} />);
    if (!isQuizPreview(preview)) return this.page(at, preview, <LessonPreviewPage preview={preview} />);
    return this.page(at, preview, show === 'key' ? <QuizKeyPage preview={preview} /> : <QuizTryPage preview={preview} />);
  }

  /** Grades what was ticked and forgets it: the answer is the page itself, so that nothing needs to be kept. */
  @Post()
  async try(
    @PageOf() at: PageContext,
    @CurrentViewer() viewer: Viewer,
    @Param('programmeId') programmeId: string,
    @Param('itemId') itemId: string,
    @Body() body: unknown,
  ): Promise<Page> {
    const preview = await this.previews.item(viewer, programmeId, itemId, at.language);
    if (!isQuizPreview(preview)) throw new NotFound('quiz');
    const tried = this.previews.try(preview, answersFrom(preview.item.questions, body), at.language);
    return this.page(at, preview, <QuizResultPage preview={preview} tried={tried} />);
  }

  private page(at: PageContext, preview: Preview, body: Page['body']): Page {
    const { outline, module, item } = preview;
    const { words } = inLanguage<{ title: string }>(item.words, at.language, module.source);
    const leave = { href: `/catalogue/${outline.programmeId}`, label: at.t('authoring.preview.leave') };
    return page(at.t('authoring.preview.pageTitle', { item: words.title }), body, {
      layout: 'focus',
      bar: <FocusBar leave={leave} title={inLanguage(outline.words, at.language, outline.source).words.title} />,
    });
  }
}
