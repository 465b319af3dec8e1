import { Inject, Injectable } from '@nestjs/common';
import { CatalogueService } from '../catalogue/catalogue.service.js';
import { findItem, type Outline, type OutlineModule, type OutlinePlan, type PlanField } from '../catalogue/outline.js';
import { EnrolmentAccess } from '../cohorts/enrolments.service.js';
import { Clock } from '../platform/clock.js';
import { Database } from '../platform/database/database.js';
import { Invalid, NotFound } from '../platform/errors.js';
import { isId, newId } from '../platform/ids.js';
import type { Viewer } from '../platform/security/viewer.js';
import { ProgressService } from '../progress/progress.service.js';
import { mayWrite } from './plan.policy.js';
import { PlanQueries, type PlanDeskRow, type Written } from './plan.queries.js';
import { readiness, type Readiness } from './rules/ready.js';
import { shaped, shown, type PlanValue } from './rules/value.js';

interface PlanHere {
  outline: Outline;
  module: OutlineModule;
  plan: OutlinePlan;
}

/** A learner's plan with all that is written in it. */
export interface PlanDesk extends PlanHere {
  desk: PlanDeskRow;
  /** Every field, in its present shape. */
  values: ReadonlyMap<string, PlanValue>;
  readiness: Readiness;
}

/** What became of words that were sent: they stand there now, or others stand there that this writer has not seen. */
export type Outcome = { saved: true; sequence: number; savedAt: Date } | { saved: false; theirs: Written };

export interface Words {
  /** Text, or rows of cells. */
  value: unknown;
  /** Sequence that the writer has seen; 0: nothing. */
  seen: number;
  /** Names the window; null: none of its own. */
  writer: string | null;
}

const planIn = (outline: Outline, planId: string): PlanHere | null => {
  const found = findItem(outline, planId);
  return found?.item.kind === 'plan' ? { outline, module: found.module, plan: found.item } : null;
};

/** The learner's own plan: written piece by piece, finished by the learner's own act, kept for good. */
@Injectable()
export class PlanService {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(CatalogueService) private readonly catalogue: CatalogueService,
    @Inject(EnrolmentAccess) private readonly enrolments: EnrolmentAccess,
    @Inject(ProgressService) private readonly progress: ProgressService,
    @Inject(PlanQueries) private readonly rows: PlanQueries,
  ) {}

  /**
   * The viewer's plan. One statement.
   * @throws NotFound where the enrolment is not the viewer's, or has no such plan and nothing was ever written in it
   */
  async desk(viewer: Viewer, enrolmentId: string, planId: string): Promise<PlanDesk> {
    const desk = isId(enrolmentId) ? await this.rows.desk(enrolmentId, planId) : null;
    if (!desk || !mayWrite(viewer, desk)) throw new NotFound('plan');
    const inForce = await (desk.revisionId ? this.catalogue.outline(desk.revisionId) : this.catalogue.currentOutline(desk.programmeId));
    const [last] = [...desk.entries.values()].sort((a, b) => b.savedAt.getTime() - a.savedAt.getTime());
    const here = planIn(inForce, planId) ?? (last ? planIn(await this.catalogue.outline(last.revisionId), planId) : null);
    if (!here) throw new NotFound('plan');
    const values = new Map(here.plan.fields.map((field) => [field.id, shown(field, desk.entries.get(field.id)?.value)]));
    return { ...here, desk, values, readiness: readiness(here.plan.fields, values) };
  }

  /** One field with its surroundings. @throws NotFound */
  async field(viewer: Viewer, enrolmentId: string, planId: string, fieldId: string): Promise<PlanDesk & { field: PlanField }> {
    const desk = await this.desk(viewer, enrolmentId, planId);
    const field = desk.plan.fields.find((one) => one.id === fieldId);
    if (!field) throw new NotFound('field');
    return { ...desk, field };
  }

  /**
   * Keeps what was written; it is durable when this returns. Never writes over words that the writer has not seen.
   * @throws Invalid where the words do not fit the field
   */
  async save(viewer: Viewer, enrolmentId: string, planId: string, fieldId: string, words: Words): Promise<Outcome> {
    const { field, desk, outline } = await this.field(viewer, enrolmentId, planId, fieldId);
    const value = shaped(field, words.value);
    if (value === null) throw new Invalid({ value: { key: 'plans.error.value' } });
    const now = this.clock.now();
    const writer = words.writer ?? newId(now.getTime());
    const saving = { enrolmentId, planId, fieldId, value, seen: words.seen, writer, revisionId: outline.revisionId };
    const sequence = desk.state ? await this.rows.save(saving, now) : await this.begin(desk, planId, () => this.rows.save(saving, now), now);
    if (sequence !== null) return { saved: true, sequence, savedAt: now };
    const theirs = (await this.rows.desk(enrolmentId, planId))?.entries.get(fieldId);
    if (!theirs) throw new NotFound('field');
    return { saved: false, theirs };
  }

  /**
   * The learner says that the plan is finished. A repeat changes nothing; the plan can still be changed afterwards.
   * @throws Invalid with one entry per empty field
   */
  finish(viewer: Viewer, enrolmentId: string, planId: string): Promise<void> {
    return this.database.transaction(async () => {
      const { desk, readiness: so } = await this.desk(viewer, enrolmentId, planId);
      if (desk.state === 'done') return;
      if (!so.ready) throw new Invalid(Object.fromEntries(so.missing.map((id) => [id, { key: 'plans.error.empty' }])));
      await this.progress.record(desk, { type: 'plan-finished', itemId: planId });
    });
  }

  /** The first words of a plan are also news about the enrolment; both or neither. */
  private begin<T>(desk: PlanDeskRow, planId: string, write: () => Promise<T>, now: Date): Promise<T> {
    return this.database.transaction(async () => {
      if (!desk.openedAt) await this.enrolments.markOpened(desk.id, now);
      await this.progress.record(desk, { type: 'plan-started', itemId: planId });
      return write();
    });
  }
}
