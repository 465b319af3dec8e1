import { Inject, Injectable } from '@nestjs/common';
import { CatalogueService } from '../catalogue/catalogue.service.js';
import { findItem, type Outline, type OutlineItem, type OutlineModule } from '../catalogue/outline.js';
import { EnrolmentAccess, type EnrolmentView } from '../cohorts/enrolments.service.js';
import { Clock } from '../platform/clock.js';
import { Database } from '../platform/database/database.js';
import { NotFound } from '../platform/errors.js';
import type { Viewer } from '../platform/security/viewer.js';
import { ProgressQueries, type Snapshot, type Watchers } from './progress.queries.js';
import { ProgressService } from './progress.service.js';
import { continuePath, ItemPlaces, programmePath } from './registries.js';
import { count, fold, type Standing } from './rules/completion.js';
import { itemAfter, resumeItem } from './rules/resume.js';
import { why, type Verdict } from './rules/why.js';

/** A programme as one learner sees it. */
export interface Journey {
  enrolment: EnrolmentView;
  outline: Outline;
  standing: Standing;
  required: number;
  done: number;
  nextItemId: string | null;
  verdict: Verdict;
  /** The programmes that gave credit, by enrolment; empty where none did. */
  creditedBy: ReadonlyMap<string, Outline>;
}

/** One item with where the learner stands. */
export interface Place {
  enrolment: EnrolmentView;
  outline: Outline;
  snapshot: Snapshot;
  module: OutlineModule;
  item: OutlineItem;
}

/** An enrolment as lists show it. */
export interface Listed {
  enrolment: EnrolmentView;
  outline: Outline;
  /** Null where nothing has been recorded yet. */
  snapshot: Snapshot | null;
}

/** What a learner reads and does. The learner's own enrolments only: anybody else's do not exist. */
@Injectable()
export class LearnService {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(CatalogueService) private readonly catalogue: CatalogueService,
    @Inject(EnrolmentAccess) private readonly enrolments: EnrolmentAccess,
    @Inject(ProgressService) private readonly progress: ProgressService,
    @Inject(ProgressQueries) private readonly rows: ProgressQueries,
    @Inject(ItemPlaces) private readonly places: ItemPlaces,
  ) {}

  /** @throws NotFound for an enrolment that is not the viewer's own */
  enrolment(viewer: Viewer, enrolmentId: string): Promise<EnrolmentView> {
    return this.enrolments.forViewer(viewer, enrolmentId);
  }

  /** The programme before its first start: what it takes and who sees what. Two statements. */
  async before(enrolment: EnrolmentView): Promise<{ outline: Outline; watchers: Watchers }> {
    return { outline: await this.catalogue.currentOutline(enrolment.programmeId), watchers: await this.rows.watchers(enrolment.cohortId) };
  }

  /** The whole of one enrolment, from its events. One statement. */
  async journey(enrolment: EnrolmentView): Promise<Journey> {
    const facts = (await this.rows.facts([enrolment.id])).get(enrolment.id) ?? [];
    const outlines = await this.progress.outlines(facts);
    const standing = fold(facts, outlines);
    const outline = outlines.get(standing.revisionId ?? '') ?? (await this.catalogue.currentOutline(enrolment.programmeId));
    const creditedBy = new Map<string, Outline>();
    for (const module of standing.modules.values())
      if (module.creditedFrom) creditedBy.set(module.creditedFrom, await this.catalogue.outline(module.revisionId));
    const nextItemId = resumeItem(outline, standing);
    return { enrolment, outline, standing, ...count(outline, standing), nextItemId, verdict: why(outline, standing), creditedBy };
  }

  /**
   * An item of the viewer's programme. Two statements.
   * @throws NotFound where the revision in force does not have it
   */
  async place(viewer: Viewer, enrolmentId: string, itemId: string): Promise<Place> {
    const enrolment = await this.enrolments.forViewer(viewer, enrolmentId);
    const [listed] = await this.listed([enrolment]);
    const found = listed ? findItem(listed.outline, itemId) : null;
    if (!listed || !found) throw new NotFound('item');
    return { enrolment, outline: listed.outline, snapshot: listed.snapshot ?? unbegun(enrolment.id, listed.outline), ...found };
  }

  /** All enrolments of the viewer, nearest deadline first. Two statements. */
  async list(viewer: Viewer): Promise<Listed[]> {
    return this.listed(await this.enrolments.forPerson(viewer.personId));
  }

  private async listed(enrolments: EnrolmentView[]): Promise<Listed[]> {
    if (!enrolments.length) return [];
    const snapshots = await this.rows.snapshots(enrolments.map((enrolment) => enrolment.id));
    return Promise.all(
      enrolments.map(async (enrolment) => {
        const snapshot = snapshots.get(enrolment.id) ?? null;
        const outline = await (snapshot ? this.catalogue.outline(snapshot.revisionId) : this.catalogue.currentOutline(enrolment.programmeId));
        return { enrolment, outline, snapshot };
      }),
    );
  }

  /** Notes the first visit and leads to the first item. A repeat leads to where the learner is. */
  async start(viewer: Viewer, enrolmentId: string): Promise<string> {
    const enrolment = await this.enrolments.forViewer(viewer, enrolmentId);
    await this.enrolments.markOpened(enrolment.id, this.clock.now());
    return this.onward(enrolment);
  }

  /** Path of the exact place at which the learner stopped; the programme's page where nothing is left. */
  async resume(viewer: Viewer, enrolmentId: string): Promise<string> {
    return this.onward(await this.enrolments.forViewer(viewer, enrolmentId));
  }

  private async onward(enrolment: EnrolmentView): Promise<string> {
    const [listed] = await this.listed([enrolment]);
    const next = listed?.snapshot ? listed.snapshot.nextItemId : (listed?.outline.modules[0]?.items[0]?.id ?? null);
    const found = listed && next ? findItem(listed.outline, next) : null;
    return found ? this.places.resume(enrolment.id, found.item) : programmePath(enrolment.id);
  }

  /** The learner has the lesson before their eyes. */
  async opened(viewer: Viewer, enrolmentId: string, itemId: string): Promise<void> {
    await this.act(viewer, enrolmentId, itemId, 'lesson-opened');
  }

  /** Marks a lesson as done; a repeat changes nothing. Returns the path to go on to. */
  async finish(viewer: Viewer, enrolmentId: string, itemId: string): Promise<string> {
    const { outline, standing } = await this.act(viewer, enrolmentId, itemId, 'lesson-finished');
    const next = itemAfter(outline, standing, itemId);
    const found = next ? findItem(outline, next) : null;
    return found ? this.places.href(enrolmentId, found.item) : programmePath(enrolmentId);
  }

  private act(viewer: Viewer, enrolmentId: string, itemId: string, type: 'lesson-opened' | 'lesson-finished') {
    return this.database.transaction(async () => {
      const { enrolment, item } = await this.place(viewer, enrolmentId, itemId);
      if (item.kind !== 'lesson') throw new NotFound('lesson');
      const at = this.clock.now();
      // Somebody may come in by a link to a lesson, past the page that comes before it.
      if (!enrolment.openedAt) await this.enrolments.markOpened(enrolment.id, at);
      const standing = await this.progress.record(enrolment, { type, itemId });
      return { standing, outline: await this.catalogue.outline(standing.revisionId ?? '') };
    });
  }

  /** Where the "continue" of a list leads, without asking anything: lessons directly, other kinds by way of their exact place. */
  continueHref({ enrolment, outline, snapshot }: Listed): string {
    const next = snapshot?.nextItemId ? findItem(outline, snapshot.nextItemId) : null;
    if (!enrolment.openedAt || !next) return programmePath(enrolment.id);
    return next.item.kind === 'lesson' ? this.places.href(enrolment.id, next.item) : continuePath(enrolment.id);
  }
}

const unbegun = (enrolmentId: string, outline: Outline): Snapshot => ({
  enrolmentId,
  revisionId: outline.revisionId,
  sequence: 0,
  required: 0,
  done: 0,
  modulesDone: [],
  nextItemId: null,
  startedAt: null,
  lastActivityAt: null,
  completedAt: null,
  items: new Map(),
});
