import { Inject, Injectable } from '@nestjs/common';
import { CatalogueService } from '../catalogue/catalogue.service.js';
import { Database } from '../platform/database/database.js';
import { ProgressQueries, type EnrolmentKey } from './progress.queries.js';
import { ProgressService } from './progress.service.js';
import { compare, isUnbroken, type Difference } from './rules/compare.js';
import { count, fold, type Fact } from './rules/completion.js';
import { resumeItem } from './rules/resume.js';

export interface Audit {
  /** Enrolments whose events were replayed. */
  enrolments: number;
  differences: Difference[];
}

const batch = 200;
const first = '00000000-0000-0000-0000-000000000000';

/** Proves that the rows of progress say what the events say, and makes them say it. */
@Injectable()
export class ProgressAudit {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(CatalogueService) private readonly catalogue: CatalogueService,
    @Inject(ProgressService) private readonly progress: ProgressService,
    @Inject(ProgressQueries) private readonly rows: ProgressQueries,
  ) {}

  /** Replays the events of every enrolment, a batch at a time, and compares. The rows play no part in the replay. Writes nothing. */
  async verify(): Promise<Audit> {
    const audit: Audit = { enrolments: 0, differences: [] };
    for (let after = first; ;) {
      const enrolments = await this.rows.enrolments(after, batch);
      for (const differences of await this.check(enrolments)) audit.differences.push(...differences);
      audit.enrolments += enrolments.length;
      if (enrolments.length < batch) return audit;
      after = enrolments[enrolments.length - 1]!.id;
    }
  }

  /**
   * Writes the rows of every enrolment that differs as the events say. Events are never changed: an enrolment without
   * events, or with a broken sequence of them, stays in the differences of the answer, for somebody to look at.
   */
  async rebuild(): Promise<Audit & { repaired: number }> {
    const found = await this.verify();
    const ids = new Set(found.differences.map((difference) => difference.enrolmentId));
    for (const id of ids) await this.mend(id);
    const after = await this.verify();
    const still = new Set(after.differences.map((difference) => difference.enrolmentId));
    return { ...after, repaired: [...ids].filter((id) => !still.has(id)).length };
  }

  private async check(enrolments: EnrolmentKey[]): Promise<Difference[][]> {
    const ids = enrolments.map((enrolment) => enrolment.id);
    // Both in one view of the database, or a record that is written between the two would look like a difference.
    const { facts, snapshots } = await this.rows.audit(ids);
    const outlines = await this.progress.outlines([...facts.values()].flat());
    return ids.map((id) => {
      const own = facts.get(id) ?? [];
      const standing = fold(own, outlines);
      const found = compare(id, snapshots.get(id) ?? null, standing, standing.revisionId ? (outlines.get(standing.revisionId) ?? null) : null);
      if (!own.length) found.push({ enrolmentId: id, where: 'events', stored: 0, computed: 1 });
      else if (!isUnbroken(own))
        found.push({ enrolmentId: id, where: 'events', stored: own.map((fact) => fact.sequence), computed: 'one unbroken sequence' });
      return found;
    });
  }

  private async mend(enrolmentId: string): Promise<void> {
    await this.database.transaction(async () => {
      const enrolment = await this.rows.enrolment(enrolmentId);
      if (!enrolment) return;
      await this.rows.lockPerson(enrolment.personId);
      const facts: Fact[] = (await this.rows.facts([enrolmentId])).get(enrolmentId) ?? [];
      if (!facts.length) return;
      const standing = fold(facts, await this.progress.outlines(facts));
      const outline = await this.catalogue.outline(standing.revisionId ?? '');
      await this.rows.replace(enrolmentId, standing, { ...count(outline, standing), nextItemId: resumeItem(outline, standing) });
    });
  }
}
