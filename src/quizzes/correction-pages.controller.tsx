import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { Conflict, Invalid } from '../platform/errors.js';
import { CurrentViewer, Requires } from '../platform/security/access.js';
import type { Viewer } from '../platform/security/viewer.js';
import { answerIn } from '../questions/rules/answer-form.js';
import { errorTitle } from '../web/components/form-page.js';
import { readBody, readForm, refusal, type FormErrors, type Typed } from '../web/forms.js';
import { Download, page, PageOf, seeOther, type Page, type PageContext, type SeeOther } from '../web/page.js';
import { confirmForm, versionQuery, wishForm } from './correction.forms.js';
import { CorrectionsService, type CorrectionPlace, type Wish } from './corrections.service.js';
import { correctionFile } from './correction-file.js';
import { CorrectPage, olderVersion } from './pages/correct-page.js';
import { CorrectPreviewPage } from './pages/correct-preview-page.js';
import { quizPaths } from './quiz-paths.js';

const withAnswer = (body: unknown): Record<string, unknown> => ({ ...(body as Record<string, unknown> | null), answer: answerIn(body) });

@Controller('catalogue/:programmeId/items/:quizId/questions/:questionId/correct')
@Requires('question.correct')
export class CorrectionPagesController {
  constructor(@Inject(CorrectionsService) private readonly corrections: CorrectionsService) {}

  @Get()
  async ask(
    @CurrentViewer() viewer: Viewer,
    @PageOf() at: PageContext,
    @Param('programmeId') programmeId: string,
    @Param('quizId') quizId: string,
    @Param('questionId') questionId: string,
    @Query() query: unknown,
  ): Promise<Page> {
    return this.form(at, await this.corrections.place(viewer, programmeId, quizId, questionId, readBody(versionQuery, query).version));
  }

  /** Shows what would change and writes nothing. */
  @Post()
  async preview(
    @CurrentViewer() viewer: Viewer,
    @PageOf() at: PageContext,
    @Param('programmeId') programmeId: string,
    @Param('quizId') quizId: string,
    @Param('questionId') questionId: string,
    @Query() query: unknown,
    @Body() body: unknown,
  ): Promise<Page> {
    const place = await this.corrections.place(viewer, programmeId, quizId, questionId, readBody(versionQuery, query).version);
    return this.wished(at, place, body, ({ reason, ...wish }) => this.picture(at, place, wish, reason));
  }

  /** The same as a file, with every row. Writes nothing. */
  @Post('results.csv')
  @HttpCode(200)
  async file(
    @CurrentViewer() viewer: Viewer,
    @PageOf() at: PageContext,
    @Param('programmeId') programmeId: string,
    @Param('quizId') quizId: string,
    @Param('questionId') questionId: string,
    @Query() query: unknown,
    @Body() body: unknown,
  ): Promise<Page | Download> {
    const place = await this.corrections.place(viewer, programmeId, quizId, questionId, readBody(versionQuery, query).version);
    return this.wished(at, place, body, async (wish) => {
      const text = correctionFile(at, place, wish, await this.corrections.preview(place, wish));
      return new Download(text, 'text/csv; charset=utf-8', `correction-${questionId}.csv`);
    });
  }

  @Post('confirm')
  async confirm(
    @CurrentViewer() viewer: Viewer,
    @PageOf() at: PageContext,
    @Param('programmeId') programmeId: string,
    @Param('quizId') quizId: string,
    @Param('questionId') questionId: string,
    @Query() query: unknown,
    @Body() body: unknown,
  ): Promise<Page | SeeOther> {
    const place = await this.corrections.place(viewer, programmeId, quizId, questionId, readBody(versionQuery, query).version);
    const form = readForm(confirmForm, withAnswer(body));
    if (!form.ok) return this.form(at, place, form);
    const { kind, answer, language, reason, ...confirmed } = form.value;
    try {
      const done = await this.corrections.apply(
        viewer,
        programmeId,
        quizId,
        questionId,
        { kind, answer, language },
        { reason, ...confirmed },
        place.version,
      );
      return seeOther(quizPaths.correct(programmeId, quizId, questionId, olderVersion(place)), {
        key: 'quizzes.notice.corrected',
        params: { count: done.changed },
      });
    } catch (error) {
      // Somebody handed in meanwhile: the picture is shown again as it is now.
      if (error instanceof Conflict)
        return this.picture(at, place, { kind, answer, language }, reason, { typed: form.typed, errors: { form: { key: error.key } } });
      if (error instanceof Invalid && error.fields.lowerReason)
        return this.picture(at, place, { kind, answer, language }, reason, refusal(error, form.typed));
      return this.form(at, place, { ...refusal(error, form.typed), answer });
    }
  }

  /** What a wish leads to; the form again, with what was typed, where it cannot be. */
  private async wished<R>(
    at: PageContext,
    place: CorrectionPlace,
    body: unknown,
    show: (wish: Wish & { reason: string }) => Promise<R>,
  ): Promise<Page | R> {
    const sent = withAnswer(body);
    const form = readForm(wishForm, sent);
    if (!form.ok) return this.form(at, place, { ...form, answer: sent.answer as string[] });
    try {
      return await show(form.value);
    } catch (error) {
      return this.form(at, place, { ...refusal(error, form.typed), answer: form.value.answer });
    }
  }

  private form(at: PageContext, place: CorrectionPlace, form?: { typed: Typed; errors: FormErrors; answer?: string[] }): Page {
    return page(errorTitle(at.t, at.t('quizzes.correct.title'), form), <CorrectPage place={place} form={form} />, {
      active: 'catalogue',
      status: form ? 422 : 200,
    });
  }

  private async picture(
    at: PageContext,
    place: CorrectionPlace,
    wish: Wish,
    reason: string,
    form?: { typed: Typed; errors: FormErrors },
  ): Promise<Page> {
    const effects = await this.corrections.preview(place, wish);
    const title = errorTitle(at.t, at.t('quizzes.correct.previewTitle'), form);
    return page(title, <CorrectPreviewPage place={place} wish={wish} reason={reason} effects={effects} form={form} />, {
      active: 'catalogue',
      status: form ? 422 : 200,
    });
  }
}
