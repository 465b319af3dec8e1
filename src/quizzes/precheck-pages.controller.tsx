import { Body, Controller, Get, Inject, Param, Post } from '@nestjs/common';
import { Invalid } from '../platform/errors.js';
import { CurrentViewer, SignedIn } from '../platform/security/access.js';
import type { Viewer } from '../platform/security/viewer.js';
import { answersFrom, type Answers } from '../questions/rules/try.js';
import type { FormState } from '../web/components/field.js';
import { errorTitle } from '../web/components/form-page.js';
import { refusal } from '../web/forms.js';
import { page, PageOf, seeOther, type Page, type PageContext, type SeeOther } from '../web/page.js';
import { PrecheckPage } from './pages/precheck-page.js';
import { PrecheckService, type PrecheckDesk } from './precheck.service.js';
import { quizPaths } from './quiz-paths.js';

@Controller('learn/:enrolmentId/precheck')
@SignedIn()
export class PrecheckPagesController {
  constructor(@Inject(PrecheckService) private readonly prechecks: PrecheckService) {}

  @Get()
  async show(@CurrentViewer() viewer: Viewer, @PageOf() at: PageContext, @Param('enrolmentId') enrolmentId: string): Promise<Page> {
    return precheckPage(await this.prechecks.desk(viewer, enrolmentId), at);
  }

  @Post()
  async give(
    @CurrentViewer() viewer: Viewer,
    @PageOf() at: PageContext,
    @Param('enrolmentId') enrolmentId: string,
    @Body() body: unknown,
  ): Promise<Page | SeeOther> {
    const { revision } = (body ?? {}) as { revision?: unknown };
    const here = await this.prechecks.desk(viewer, enrolmentId, typeof revision === 'string' ? revision : undefined);
    const answers = answersFrom(here.questions, body);
    try {
      await this.prechecks.give(viewer, enrolmentId, here.outline.revisionId, answers);
    } catch (error) {
      if (error instanceof Invalid) return precheckPage(here, at, answers, refusal(error, {}));
      throw error;
    }
    return seeOther(quizPaths.precheck(enrolmentId));
  }
}

function precheckPage(here: PrecheckDesk, at: PageContext, answers: Answers = {}, form?: FormState): Page {
  const body = <PrecheckPage here={here} answers={answers} form={form} />;
  return page(errorTitle(at.t, at.t('quizzes.precheck.title'), form), body, { active: 'home', status: form ? 422 : 200 });
}
