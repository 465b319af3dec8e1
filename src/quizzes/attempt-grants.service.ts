import { Inject, Injectable } from '@nestjs/common';
import { AccommodationsService } from '../accounts/accommodations.service.js';
import { AuditService } from '../accounts/audit.service.js';
import { CatalogueService } from '../catalogue/catalogue.service.js';
import type { Outline } from '../catalogue/outline.js';
import type { CohortView } from '../cohorts/cohort.queries.js';
import { CohortsService, idOfWish } from '../cohorts/cohorts.service.js';
import { Clock } from '../platform/clock.js';
import { Database } from '../platform/database/database.js';
import { Conflict, Invalid, NotFound } from '../platform/errors.js';
import { isId } from '../platform/ids.js';
import type { Viewer } from '../platform/security/viewer.js';
import { AttemptGrantQueries, type GrantRow, type GrantsRow } from './attempt-grant.queries.js';
import { AttemptQueries } from './attempt.queries.js';
import { quizIn } from './quiz-here.js';
import { quizzesOf, type ProgrammeQuiz } from './quiz-windows.service.js';
import { isUsed } from './rules/grant.js';
import { rulesOf } from './rules/outcome.js';

export interface PersonGrants {
  cohort: CohortView;
  outline: Outline;
  person: GrantsRow;
  /** Quizzes that limit attempts or make people wait. */
  quizzes: ProgrammeQuiz[];
  /** The viewer may also set what this person needs where time is limited. */
  mayAccommodate: boolean;
}

/**
 * Further attempts for one person, with a reason, by whoever manages the cohort. Whoever grants them sees what was granted,
 * never how often somebody has tried; what was given and not used can be taken back.
 */
@Injectable()
export class AttemptGrantsService {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(CohortsService) private readonly cohorts: CohortsService,
    @Inject(CatalogueService) private readonly catalogue: CatalogueService,
    @Inject(AccommodationsService) private readonly accommodations: AccommodationsService,
    @Inject(AttemptGrantQueries) private readonly rows: AttemptGrantQueries,
    @Inject(AttemptQueries) private readonly attempts: AttemptQueries,
    @Inject(AuditService) private readonly audit: AuditService,
  ) {}

  /** @throws NotFound for cohorts that the viewer does not manage, and for people who are not in it */
  async list(viewer: Viewer, cohortId: string, enrolmentId: string): Promise<PersonGrants> {
    const cohort = await this.cohorts.get(viewer, cohortId);
    const person = isId(enrolmentId) ? await this.rows.ofEnrolment(cohort.id, enrolmentId) : null;
    if (!person) throw new NotFound('enrolment');
    const outline = await this.catalogue.currentOutline(cohort.programmeId);
    const quizzes = quizzesOf(outline).filter(({ quiz }) => {
      const { attempts, wait } = rulesOf(outline, quiz);
      return attempts !== null || wait > 0;
    });
    const mayAccommodate = await this.accommodations.maySet(viewer, person.personId);
    return { cohort, outline, person, quizzes, mayAccommodate };
  }

  /**
   * One further attempt, which may begin at once.
   * @param key tells one wish from the next: the same key of the same viewer grants once
   * @throws Invalid for a quiz whose attempts have no limit
   */
  async grant(viewer: Viewer, cohortId: string, enrolmentId: string, wish: { quizId: string; reason: string }, key: string): Promise<void> {
    const { person, quizzes } = await this.list(viewer, cohortId, enrolmentId);
    if (!quizzes.some(({ quiz }) => quiz.id === wish.quizId)) throw new Invalid({ quizId: { key: 'quizzes.error.grantQuiz' } });
    await this.database.transaction(async () => {
      const id = idOfWish(viewer.personId, `attempt-grant\n${person.enrolmentId}\n${key}`);
      const added = await this.rows.add({
        id,
        enrolmentId: person.enrolmentId,
        quizId: wish.quizId,
        reason: wish.reason,
        grantedBy: viewer.personId,
        grantedAt: this.clock.now(),
      });
      // The reason is somebody's words: it stands in the grant, which the entry names.
      if (added)
        await this.audit.record({
          actorId: viewer.personId,
          action: 'attempt.granted',
          objectType: 'enrolment',
          objectId: person.enrolmentId,
          detail: { grantId: id, quizId: wish.quizId },
        });
    });
  }

  /**
   * Takes back a further attempt that nobody has begun. A repeat changes nothing.
   * @throws NotFound as `list`, and where this person has no such grant
   * @throws Conflict where it has been used: the one thing that whoever grants learns of what somebody tried
   */
  async withdraw(viewer: Viewer, cohortId: string, enrolmentId: string, grantId: string): Promise<void> {
    const { cohort, person } = await this.list(viewer, cohortId, enrolmentId);
    await this.database.transaction(async () => {
      await this.rows.hold(person.personId);
      const given = (await this.rows.ofEnrolment(cohort.id, person.enrolmentId))?.grants ?? [];
      const grant = given.find(({ id }) => id === grantId);
      if (!grant) throw new NotFound('grant');
      if (grant.withdrawnAt) return;
      if (await this.used(person.enrolmentId, grant, given)) throw new Conflict('quizzes.grants.used');
      await this.rows.withdraw(grant.id, viewer.personId, this.clock.now());
      await this.audit.record({
        actorId: viewer.personId,
        action: 'attempt.grant-withdrawn',
        objectType: 'enrolment',
        objectId: person.enrolmentId,
        detail: { grantId: grant.id, quizId: grant.quizId },
      });
    });
  }

  private async used(enrolmentId: string, { id, quizId }: GrantRow, given: readonly GrantRow[]): Promise<boolean> {
    const desk = await this.attempts.desk(enrolmentId, quizId);
    if (!desk) throw new NotFound('enrolment');
    const outline = await (desk.revisionId ? this.catalogue.outline(desk.revisionId) : this.catalogue.currentOutline(desk.programmeId));
    const here = quizIn(outline, quizId);
    const holding = given.filter((one) => one.quizId === quizId && !one.withdrawnAt).reverse();
    return isUsed(
      desk.attempts.map(({ startedAt }) => startedAt),
      here && rulesOf(outline, here.quiz).attempts,
      holding.map(({ grantedAt }) => grantedAt),
      holding.findIndex((one) => one.id === id),
    );
  }
}
