import { Controller, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import { CatalogueService } from '../catalogue/catalogue.service.js';
import { NotFound } from '../platform/errors.js';
import { ApiRoute } from '../platform/http/api-route.js';
import { CurrentViewer, SignedIn } from '../platform/security/access.js';
import type { Viewer } from '../platform/security/viewer.js';
import { PageOf, type PageContext } from '../web/page.js';
import { detailOf, enrolmentDetail, enrolmentSummary, itemState, lessonDetail, onward, summaryOf, verdictAnswer, verdictOf } from './learn.dto.js';
import { LearnService } from './learn.service.js';
import { ItemPlaces } from './registries.js';

@Controller('api/v1/enrolments')
@SignedIn()
export class LearnApiController {
  constructor(
    @Inject(LearnService) private readonly learn: LearnService,
    @Inject(CatalogueService) private readonly catalogue: CatalogueService,
    @Inject(ItemPlaces) private readonly places: ItemPlaces,
  ) {}

  @Get()
  @ApiRoute({ summary: 'Your enrolments, nearest deadline first', response: z.object({ items: z.array(enrolmentSummary) }) })
  async list(@CurrentViewer() viewer: Viewer, @PageOf() at: PageContext) {
    return { items: (await this.learn.list(viewer)).map((listed) => summaryOf(listed, at)) };
  }

  @Get(':enrolmentId')
  @ApiRoute({ summary: 'One of your enrolments with all its modules and items', response: enrolmentDetail })
  async one(@CurrentViewer() viewer: Viewer, @PageOf() at: PageContext, @Param('enrolmentId') enrolmentId: string) {
    const journey = await this.learn.journey(await this.learn.enrolment(viewer, enrolmentId));
    return detailOf(journey, at, (item) => this.places.href(enrolmentId, item));
  }

  @Get(':enrolmentId/why')
  @ApiRoute({ summary: 'Why the programme is complete or not, in words', response: verdictAnswer })
  async why(@CurrentViewer() viewer: Viewer, @PageOf() at: PageContext, @Param('enrolmentId') enrolmentId: string) {
    return verdictOf(await this.learn.journey(await this.learn.enrolment(viewer, enrolmentId)), at);
  }

  @Post(':enrolmentId/start')
  @HttpCode(200)
  @ApiRoute({ summary: 'Begin: notes the first visit. Answers with the path of the first item', response: onward })
  async start(@CurrentViewer() viewer: Viewer, @Param('enrolmentId') enrolmentId: string) {
    return { next: await this.learn.start(viewer, enrolmentId) };
  }

  @Get(':enrolmentId/items/:itemId')
  @ApiRoute({ summary: 'A lesson in your language, or in the one in which it exists', response: lessonDetail })
  async lesson(
    @CurrentViewer() viewer: Viewer,
    @PageOf() at: PageContext,
    @Param('enrolmentId') enrolmentId: string,
    @Param('itemId') itemId: string,
  ) {
    const { outline, item, snapshot } = await this.learn.place(viewer, enrolmentId, itemId);
    if (item.kind !== 'lesson') throw new NotFound('lesson');
    return { id: itemId, ...(await this.catalogue.lessonHtml(outline, itemId, at.language)), state: itemState(snapshot.items.get(itemId)) };
  }

  @Post(':enrolmentId/items/:itemId/opened')
  @HttpCode(204)
  @ApiRoute({ summary: 'Says that a lesson is being read', response: null })
  async opened(@CurrentViewer() viewer: Viewer, @Param('enrolmentId') enrolmentId: string, @Param('itemId') itemId: string): Promise<void> {
    await this.learn.opened(viewer, enrolmentId, itemId);
  }

  @Post(':enrolmentId/items/:itemId/done')
  @HttpCode(200)
  @ApiRoute({ summary: 'Marks a lesson as done. Answers with the path to go on to', response: onward })
  async done(@CurrentViewer() viewer: Viewer, @Param('enrolmentId') enrolmentId: string, @Param('itemId') itemId: string) {
    return { next: await this.learn.finish(viewer, enrolmentId, itemId) };
  }
}
