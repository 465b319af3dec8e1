import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { findItem } from '../catalogue/outline.js';
import { Clock } from '../platform/clock.js';
import { NotFound } from '../platform/errors.js';
import { newId } from '../platform/ids.js';
import { CurrentViewer, SignedIn } from '../platform/security/access.js';
import type { Viewer } from '../platform/security/viewer.js';
import { titleOf } from '../progress/pages/outline-view.js';
import { lessonPath } from '../progress/registries.js';
import type { FormState } from '../web/components/field.js';
import { errorTitle } from '../web/components/form-page.js';
import { refusal } from '../web/forms.js';
import { Download, page, PageOf, seeOther, type Page, type PageContext, type SeeOther } from '../web/page.js';
import { FieldPage, PlanBar, type Draft } from './pages/field-page.js';
import { personalSentences } from './pages/personal-notice.js';
import { PlanPage } from './pages/plan-page.js';
import { planDocx } from './plan-docx.js';
import { planPaths } from './plan-paths.js';
import { planPdf } from './plan-pdf.js';
import { sheetOf } from './plan-sheet.js';
import { wordsFrom } from './plan.forms.js';
import { PlanService, type PlanDesk } from './plan.service.js';
import type { PlanValue } from './rules/value.js';

const files = {
  docx: { type: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document' },
  pdf: { type: 'application/pdf' },
} as const;

type FieldHere = Awaited<ReturnType<PlanService['field']>>;

/** What the script is told after a change. */
interface Told {
  saved?: string;
  /** Another window wrote first: the sentence that says so. */
  elsewhere?: string;
  /** Hidden fields of the form and what they hold from now on. */
  fields?: Record<string, string>;
  /** What may point at one person. */
  noted?: string[];
}

const wantsJson = (request: FastifyRequest): boolean => /\bapplication\/json\b/.test(request.headers.accept ?? '');

@Controller('learn/:enrolmentId/plans/:planId')
@SignedIn()
export class PlanPagesController {
  constructor(
    @Inject(PlanService) private readonly plans: PlanService,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  @Get()
  async whole(
    @CurrentViewer() viewer: Viewer,
    @PageOf() at: PageContext,
    @Param('enrolmentId') enrolmentId: string,
    @Param('planId') planId: string,
  ): Promise<Page> {
    return planPage(await this.plans.desk(viewer, enrolmentId, planId), at);
  }

  @Get('fields/:fieldId')
  async field(
    @CurrentViewer() viewer: Viewer,
    @PageOf() at: PageContext,
    @Param('enrolmentId') enrolmentId: string,
    @Param('planId') planId: string,
    @Param('fieldId') fieldId: string,
    @Query('from') from?: unknown,
  ): Promise<Page> {
    const here = await this.plans.field(viewer, enrolmentId, planId, fieldId);
    return fieldPage(here, draftOf(here), from, at);
  }

  /** By script: what became of the words. Without: on to where the button says, or both texts where another window wrote. */
  @Post('fields/:fieldId')
  @HttpCode(200)
  async save(
    @CurrentViewer() viewer: Viewer,
    @PageOf() at: PageContext,
    @Req() request: FastifyRequest,
    @Param('enrolmentId') enrolmentId: string,
    @Param('planId') planId: string,
    @Param('fieldId') fieldId: string,
    @Body() body: unknown,
    @Query('from') from?: unknown,
  ): Promise<Page | SeeOther | Told> {
    const here = await this.plans.field(viewer, enrolmentId, planId, fieldId);
    const words = wordsFrom(here.field, body);
    const value = words.value as PlanValue;
    if (wantsJson(request)) {
      const outcome = await this.plans.save(viewer, enrolmentId, planId, fieldId, words);
      if (!outcome.saved) return { elsewhere: at.t('plans.elsewhere.short', { time: at.format.time(outcome.theirs.savedAt) }) };
      const saved = at.t('plans.saved', { time: at.format.time(outcome.savedAt) });
      return { saved, fields: { seen: String(outcome.sequence) }, noted: personalSentences(value, at.t) };
    }
    const again = (draft: Partial<Draft>): Page => fieldPage(here, { ...draftOf(here), value, ...draft }, from, at);
    try {
      const outcome = await this.plans.save(viewer, enrolmentId, planId, fieldId, words);
      if (!outcome.saved) return again({ seen: outcome.theirs.sequence, theirs: outcome.theirs });
      return seeOther(onward(here, (body as { go?: unknown } | null)?.go, from));
    } catch (error) {
      return again({ seen: words.seen, form: refusal(error, {}) });
    }
  }

  @Post('finish')
  async finish(
    @CurrentViewer() viewer: Viewer,
    @PageOf() at: PageContext,
    @Param('enrolmentId') enrolmentId: string,
    @Param('planId') planId: string,
  ): Promise<Page | SeeOther> {
    try {
      await this.plans.finish(viewer, enrolmentId, planId);
      return seeOther(planPaths.plan(enrolmentId, planId), { key: 'plans.notice.finished' });
    } catch (error) {
      const form = refusal(error, {});
      return planPage(await this.plans.desk(viewer, enrolmentId, planId), at, form);
    }
  }

  @Get('plan.:ending')
  async file(
    @CurrentViewer() viewer: Viewer,
    @PageOf() at: PageContext,
    @Param('enrolmentId') enrolmentId: string,
    @Param('planId') planId: string,
    @Param('ending') ending: string,
  ): Promise<Download> {
    if (ending !== 'docx' && ending !== 'pdf') throw new NotFound('file');
    const sheet = sheetOf(await this.plans.desk(viewer, enrolmentId, planId), at, this.clock.now());
    const body = ending === 'docx' ? await planDocx(sheet) : (await planPdf(sheet)).pdf;
    return new Download(body, files[ending].type, `${sheet.title}.${ending}`);
  }
}

function planPage(here: PlanDesk, at: PageContext, form?: FormState): Page {
  const { words } = titleOf(here.plan, here.module.source, at);
  const title = at.t('plans.pageTitle', { plan: words.title, programme: titleOf(here.outline, here.outline.source, at).words.title });
  return page(errorTitle(at.t, title, form), <PlanPage here={here} form={form} />, { active: 'home', status: form ? 422 : 200 });
}

const draftOf = ({ desk, field, values }: FieldHere): Draft => ({
  value: values.get(field.id) ?? '',
  seen: desk.entries.get(field.id)?.sequence ?? 0,
  writer: newId(),
});

/** The lesson to go back to, where the address names one of this programme. */
function lessonOf({ outline, desk }: PlanDesk, from: unknown): { id: string; href: string } | null {
  if (typeof from !== 'string' || findItem(outline, from)?.item.kind !== 'lesson') return null;
  return { id: from, href: lessonPath(desk.id, from) };
}

function onward(here: FieldHere, go: unknown, from: unknown): string {
  const { desk, plan, field } = here;
  const lesson = lessonOf(here, from);
  if (go === 'back' && lesson) return lesson.href;
  const next = plan.fields[plan.fields.indexOf(field) + 1];
  return go === 'next' && next ? planPaths.field(desk.id, plan.id, next.id) : planPaths.plan(desk.id, plan.id);
}

function fieldPage(here: FieldHere, draft: Draft, from: unknown, at: PageContext): Page {
  const { words } = titleOf(here.plan, here.module.source, at);
  const title = at.t('plans.pageTitle', { plan: words.fields[here.field.id]!.label, programme: words.title });
  const savedAt = here.desk.entries.get(here.field.id)?.savedAt ?? null;
  const status = draft.form ? 422 : draft.theirs ? 409 : 200;
  const body = <FieldPage here={here} draft={draft} from={lessonOf(here, from)} />;
  return page(errorTitle(at.t, title, draft.form), body, { layout: 'focus', bar: <PlanBar here={here} savedAt={savedAt} />, status });
}
