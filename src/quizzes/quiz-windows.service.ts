import { Inject, Injectable } from '@nestjs/common';
import { AuditService } from '../accounts/audit.service.js';
import { CatalogueService } from '../catalogue/catalogue.service.js';
import type { Outline, OutlineModule, OutlineQuiz } from '../catalogue/outline.js';
import type { CohortView } from '../cohorts/cohort.queries.js';
import { CohortsService } from '../cohorts/cohorts.service.js';
import { Database } from '../platform/database/database.js';
import { Invalid, NotFound } from '../platform/errors.js';
import type { Viewer } from '../platform/security/viewer.js';
import { QuizWindowQueries, type WindowRow } from './quiz-window.queries.js';
import { instantsOf, type CivilWindow } from './rules/window.js';
import { TimingService } from './timing.service.js';

/** A quiz of a programme with its module. */
export interface ProgrammeQuiz {
  module: OutlineModule;
  quiz: OutlineQuiz;
}

export interface QuizTimes extends ProgrammeQuiz {
  /** Civil times in the cohort's zone. */
  window: WindowRow;
}

export const quizzesOf = (outline: Outline): ProgrammeQuiz[] =>
  outline.modules.flatMap((module) => module.items.flatMap((item) => (item.kind === 'quiz' ? [{ module, quiz: item }] : [])));

/** When a cohort's quizzes open and close, as whoever manages the cohort sets it. */
@Injectable()
export class QuizWindowsService {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(CohortsService) private readonly cohorts: CohortsService,
    @Inject(CatalogueService) private readonly catalogue: CatalogueService,
    @Inject(QuizWindowQueries) private readonly rows: QuizWindowQueries,
    @Inject(TimingService) private readonly timing: TimingService,
    @Inject(AuditService) private readonly audit: AuditService,
  ) {}

  /** All quizzes of the cohort's programme. @throws NotFound for cohorts that the viewer does not manage */
  async list(viewer: Viewer, cohortId: string): Promise<{ cohort: CohortView; outline: Outline; quizzes: QuizTimes[] }> {
    const cohort = await this.cohorts.get(viewer, cohortId);
    const outline = await this.catalogue.currentOutline(cohort.programmeId);
    const { windows } = await this.rows.ofCohort(cohort.id);
    const quizzes = quizzesOf(outline).map((one) => ({
      ...one,
      window: windows.find(({ quizId }) => quizId === one.quiz.id) ?? { quizId: one.quiz.id, opens: null, closes: null },
    }));
    return { cohort, outline, quizzes };
  }

  async get(viewer: Viewer, cohortId: string, quizId: string): Promise<{ cohort: CohortView; outline: Outline } & QuizTimes> {
    const { cohort, outline, quizzes } = await this.list(viewer, cohortId);
    const found = quizzes.find(({ quiz }) => quiz.id === quizId);
    if (!found) throw new NotFound('quiz');
    return { cohort, outline, ...found };
  }

  /**
   * Sets when a quiz may be taken; open attempts end at the new closing time. Setting what is set changes nothing.
   * @throws Invalid where closing does not come after opening
   */
  async set(viewer: Viewer, cohortId: string, quizId: string, window: CivilWindow): Promise<void> {
    const { cohort } = await this.get(viewer, cohortId, quizId);
    await this.database.transaction(async () => {
      const zone = (await this.rows.lock(cohort.id)) ?? cohort.zone;
      const { opensAt, closesAt } = instantsOf(window, zone);
      if (opensAt && closesAt && closesAt <= opensAt) throw new Invalid({ closes: { key: 'quizzes.error.closesBeforeOpens' } });
      if (!(await this.rows.save(cohort.id, { quizId, ...window }, { opensAt, closesAt }))) return;
      await this.audit.record({
        actorId: viewer.personId,
        action: 'cohort.quiz-times',
        objectType: 'cohort',
        objectId: cohort.id,
        detail: { quizId, opens: window.opens, closes: window.closes },
      });
      await this.timing.closingChanged(cohort.id);
    });
  }
}
