import { Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { CatalogueService } from '../catalogue/catalogue.service.js';
import { findPlan, inLanguage, isAudience, type OutlineItem, type Outline } from '../catalogue/outline.js';
import { CurrentViewer, SignedIn } from '../platform/security/access.js';
import type { Viewer } from '../platform/security/viewer.js';
import { page, PageOf, seeOther, type Page, type PageContext, type SeeOther } from '../web/page.js';
import { LearnService } from './learn.service.js';
import { BeforeStart } from './pages/before-start.js';
import { LessonPage, type PlanStep } from './pages/lesson-page.js';
import { titleOf } from './pages/outline-view.js';
import { ProgrammePage } from './pages/programme-page.js';
import { CompletionRewards, continuePath, FirstOffers, ItemPlaces } from './registries.js';

@Controller('learn/:enrolmentId')
@SignedIn()
export class LearnPagesController {
  constructor(
    @Inject(LearnService) private readonly learn: LearnService,
    @Inject(CatalogueService) private readonly catalogue: CatalogueService,
    @Inject(ItemPlaces) private readonly places: ItemPlaces,
    @Inject(CompletionRewards) private readonly rewards: CompletionRewards,
    @Inject(FirstOffers) private readonly offers: FirstOffers,
  ) {}

  @Get()
  async programme(
    @CurrentViewer() viewer: Viewer,
    @PageOf() at: PageContext,
    @Param('enrolmentId') enrolmentId: string,
    @Query('for') way?: unknown,
  ): Promise<Page> {
    const enrolment = await this.learn.enrolment(viewer, enrolmentId);
    if (!enrolment.openedAt) {
      const { outline, watchers } = await this.learn.before(enrolment);
      const title = at.t('progress.before.pageTitle', { programme: titleOf(outline, outline.source, at).words.title });
      const offer = this.offers.forEnrolment(enrolmentId, outline)?.href ?? null;
      return page(title, <BeforeStart enrolment={enrolment} outline={outline} watchers={watchers} offer={offer} />, { active: 'home' });
    }
    const journey = await this.learn.journey(enrolment);
    const reward = journey.standing.completedAt ? (this.rewards.forEnrolment(enrolmentId)?.href ?? null) : null;
    const body = (
      <ProgrammePage
        journey={journey}
        href={this.hrefIn(enrolmentId)}
        continueHref={continuePath(enrolmentId)}
        reward={reward}
        offer={this.offers.forEnrolment(enrolmentId, journey.outline)?.href ?? null}
        audience={isAudience(way) ? way : null}
      />
    );
    return page(titleOf(journey.outline, journey.outline.source, at).words.title, body, { active: 'home' });
  }

  @Post('start')
  async start(@CurrentViewer() viewer: Viewer, @Param('enrolmentId') enrolmentId: string): Promise<SeeOther> {
    return seeOther(await this.learn.start(viewer, enrolmentId));
  }

  /** Leads to the exact place at which the learner stopped. */
  @Get('continue')
  async resume(@CurrentViewer() viewer: Viewer, @Param('enrolmentId') enrolmentId: string): Promise<SeeOther> {
    return seeOther(await this.learn.resume(viewer, enrolmentId));
  }

  @Get('items/:itemId')
  async item(
    @CurrentViewer() viewer: Viewer,
    @PageOf() at: PageContext,
    @Param('enrolmentId') enrolmentId: string,
    @Param('itemId') itemId: string,
  ): Promise<Page | SeeOther> {
    const place = await this.learn.place(viewer, enrolmentId, itemId);
    if (place.item.kind !== 'lesson') return seeOther(this.places.href(enrolmentId, place.item));
    const text = await this.catalogue.lessonHtml(place.outline, itemId, at.language);
    const plan = place.item.plan ? this.planStep(enrolmentId, place.outline, place.item.plan, itemId, at) : null;
    return page(text.title, <LessonPage place={place} text={text} href={this.hrefIn(enrolmentId)} plan={plan} />, { active: 'home' });
  }

  @Post('items/:itemId/opened')
  @HttpCode(204)
  async opened(@CurrentViewer() viewer: Viewer, @Param('enrolmentId') enrolmentId: string, @Param('itemId') itemId: string): Promise<void> {
    await this.learn.opened(viewer, enrolmentId, itemId);
  }

  @Post('items/:itemId/done')
  async done(@CurrentViewer() viewer: Viewer, @Param('enrolmentId') enrolmentId: string, @Param('itemId') itemId: string): Promise<SeeOther> {
    return seeOther(await this.learn.finish(viewer, enrolmentId, itemId));
  }

  private planStep(enrolmentId: string, outline: Outline, field: string, from: string, at: PageContext): PlanStep | null {
    const found = findPlan(outline);
    const href = found && this.places.part(enrolmentId, found.plan, field, from);
    if (!found || !href) return null;
    const { words, language } = inLanguage(found.plan.words, at.language, found.module.source);
    const label = words.fields[field]?.label;
    return label ? { href, label, lang: language === at.language ? undefined : language } : null;
  }

  private hrefIn(enrolmentId: string): (item: OutlineItem) => string {
    return (item) => this.places.href(enrolmentId, item);
  }
}
