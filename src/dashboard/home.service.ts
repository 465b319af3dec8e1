import { Inject, Injectable } from '@nestjs/common';
import { CatalogueService } from '../catalogue/catalogue.service.js';
import type { Outline } from '../catalogue/outline.js';
import type { ListedCohort } from '../cohorts/cohort.queries.js';
import { CohortsService } from '../cohorts/cohorts.service.js';
import { Clock } from '../platform/clock.js';
import { Config } from '../platform/config.js';
import { holds, type Viewer } from '../platform/security/viewer.js';
import { LearnService, type Listed } from '../progress/learn.service.js';
import { MarkingService } from '../quizzes/marking.service.js';
import { DashboardQueries } from './dashboard.queries.js';
import { byNeed } from './rules/need.js';

/** A programme of the viewer with the path of its "continue". */
export interface Mine extends Listed {
  continueHref: string;
}

/** A cohort of somebody who manages it. */
export interface MyCohort extends ListedCohort {
  /** People who have completed the programme. */
  completed: number;
  /** Null where the programme is not published. */
  outline: Outline | null;
}

/** The newest cohorts that somebody manages. */
export interface MyCohorts {
  shown: MyCohort[];
  /** There are more than these. */
  more: boolean;
}

/** More than these are one link away. */
const shownCohorts = 4;

export interface Home {
  now: Date;
  /** By need; all of them. */
  mine: Mine[];
  /** Null for those who manage none. */
  cohorts: MyCohorts | null;
  /** Answers that wait for a mark of the viewer; null where none does. */
  marking: { count: number; oldest: Date } | null;
  /** Mails stay in a mailbox here. */
  mailbox: boolean;
}

@Injectable()
export class HomeService {
  constructor(
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Config) private readonly config: Config,
    @Inject(LearnService) private readonly learn: LearnService,
    @Inject(CatalogueService) private readonly catalogue: CatalogueService,
    @Inject(CohortsService) private readonly cohorts: CohortsService,
    @Inject(MarkingService) private readonly desk: MarkingService,
    @Inject(DashboardQueries) private readonly queries: DashboardQueries,
  ) {}

  /** What somebody sees first. Two statements for learners; three more for those who manage cohorts, one for those who mark. */
  async home(viewer: Viewer): Promise<Home> {
    const listed = await this.learn.list(viewer);
    const need = ({ enrolment, snapshot }: Listed) => ({
      ...enrolment,
      completedAt: snapshot?.completedAt ?? null,
      lastActivityAt: snapshot?.lastActivityAt ?? null,
    });
    const mine = listed.map((one) => ({ ...one, continueHref: this.learn.continueHref(one) })).sort((a, b) => byNeed(need(a), need(b)));
    const cohorts = holds(viewer, 'cohort.manage') ? await this.myCohorts(viewer) : null;
    const marking = holds(viewer, 'attempt.mark') ? await this.backlog(viewer) : null;
    return { now: this.clock.now(), mine, cohorts, marking, mailbox: this.config.shape === 'embedded' };
  }

  private async backlog(viewer: Viewer): Promise<Home['marking']> {
    const { count, oldest } = await this.desk.backlog(viewer);
    return oldest && { count, oldest };
  }

  private async myCohorts(viewer: Viewer): Promise<MyCohorts> {
    const { rows, next } = await this.cohorts.list(viewer, null, shownCohorts);
    if (!rows.length) return { shown: [], more: false };
    const completed = await this.queries.completed(rows.map((cohort) => cohort.id));
    const outlines = await this.catalogue.currentOutlines();
    const shown = rows.map((cohort) => ({
      ...cohort,
      completed: completed.get(cohort.id) ?? 0,
      outline: outlines.find((outline) => outline.programmeId === cohort.programmeId) ?? null,
    }));
    return { shown, more: next !== null };
  }
}
