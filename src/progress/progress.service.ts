import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { CatalogueService } from '../catalogue/catalogue.service.js';
import type { Outline } from '../catalogue/outline.js';
import { RevisionPublished } from '../catalogue/catalogue.events.js';
import { Enrolled } from '../cohorts/cohorts.events.js';
import { EnrolmentAccess } from '../cohorts/enrolments.service.js';
import { Clock } from '../platform/clock.js';
import { Database } from '../platform/database/database.js';
import { DomainEvents } from '../platform/events.js';
import { JobQueues } from '../platform/queue/queues.js';
import { ProgrammeCompleted, ProgressChanged } from './progress.events.js';
import { ProgressQueries, type EnrolmentKey } from './progress.queries.js';
import { apply, count, fold, revisionsOf, type Fact, type ItemStanding, type Outlines, type Standing } from './rules/completion.js';
import { resumeItem } from './rules/resume.js';
import { isNew, type News } from './rules/worth.js';

/** One enrolment's record at hand, inside a transaction. */
interface Book {
  enrolment: EnrolmentKey;
  facts: Fact[];
  standing: Standing;
}

export const MOVE_JOB = 'progress/move';
const batch = 200;
const first = '00000000-0000-0000-0000-000000000000';

/**
 * Writes the learning record. Everything about one person is written one after another (a lock for the running
 * transaction), because what happens in one enrolment may count in another: two requests can neither miss each other's
 * completions nor wait for each other in a circle.
 */
@Injectable()
export class ProgressService implements OnModuleInit {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(DomainEvents) private readonly events: DomainEvents,
    @Inject(JobQueues) private readonly queues: JobQueues,
    @Inject(CatalogueService) private readonly catalogue: CatalogueService,
    @Inject(EnrolmentAccess) private readonly enrolments: EnrolmentAccess,
    @Inject(ProgressQueries) private readonly rows: ProgressQueries,
  ) {}

  onModuleInit(): void {
    this.events.on(Enrolled, (event) => this.begin({ id: event.enrolmentId, personId: event.personId, programmeId: event.programmeId }));
    this.events.on(RevisionPublished, async ({ programmeId }) => {
      this.database.afterCommit(() => this.queues.offer('plan', MOVE_JOB, { programmeId }));
    });
  }

  /**
   * Records what somebody did, on the revision in force for them, and what follows from it: their state, credit in
   * their other programmes, `ProgressChanged` and, once, `ProgrammeCompleted`. A repeat records nothing. Joins the
   * caller's transaction. Returns the standing after it. The caller has made sure that the item is one of theirs.
   */
  record(enrolment: EnrolmentKey, news: News): Promise<Standing> {
    return this.database.transaction(async () => {
      await this.rows.lockPerson(enrolment.personId);
      const facts = (await this.rows.facts([enrolment.id])).get(enrolment.id) ?? [];
      const book = { enrolment, facts, standing: fold(facts, await this.outlines(facts)) };
      if (!book.standing.revisionId) await this.begin(enrolment, book);
      const before = book.standing;
      await this.append(book, news, book.standing.revisionId ?? '');
      await this.giveCredit(book, before);
      return book.standing;
    });
  }

  /** The first fact of an enrolment, and credit for what the person has done elsewhere. */
  private begin(enrolment: EnrolmentKey, book: Book = { enrolment, facts: [], standing: fold([], new Map()) }): Promise<void> {
    return this.database.transaction(async () => {
      await this.rows.lockPerson(enrolment.personId);
      if (!book.facts.length) {
        book.facts = (await this.rows.facts([enrolment.id])).get(enrolment.id) ?? [];
        book.standing = fold(book.facts, await this.outlines(book.facts));
      }
      const outline = await this.catalogue.currentOutline(enrolment.programmeId);
      await this.append(book, { type: 'enrolled', itemId: null }, outline.revisionId);
      for (const other of await this.others(enrolment)) await this.credit(other, book);
    });
  }

  /** Takes every enrolment that is behind to the newest revision. Safe to run twice, and at the same time. Returns how many moved. */
  async moveAll(programmeId: string | null = null): Promise<number> {
    let moved = 0;
    for (let after = first; ;) {
      const rows = await this.rows.behind(programmeId, after, batch);
      for (const row of rows) if (await this.move(row, row.revisionId)) moved++;
      if (rows.length < batch) return moved;
      after = rows[rows.length - 1]!.id;
    }
  }

  /** Each in a transaction of its own: locks are short, and what is done stays done when the worker dies. */
  private move(enrolment: EnrolmentKey, revisionId: string): Promise<boolean> {
    return this.database.transaction(async () => {
      await this.rows.lockPerson(enrolment.personId);
      const facts = (await this.rows.facts([enrolment.id])).get(enrolment.id) ?? [];
      const book = { enrolment, facts, standing: fold(facts, await this.outlines(facts)) };
      if (book.standing.revisionId === revisionId) return false;
      const before = book.standing;
      const done = await this.append(book, { type: 'moved', itemId: null }, revisionId);
      // A module that a new revision brings may have been done elsewhere long ago.
      for (const other of await this.others(enrolment)) await this.credit(other, book);
      await this.giveCredit(book, before);
      return done;
    });
  }

  private async append(book: Book, news: News, revisionId: string): Promise<boolean> {
    const at = this.clock.now();
    if (!isNew(news, book.facts, book.standing, at)) return false;
    const { enrolment, standing: before } = book;
    const fact: Fact = { sequence: before.sequence + 1, type: news.type, itemId: news.itemId, revisionId, payload: news.payload ?? {}, at };
    const outlines = await this.outlines([...book.facts, fact]);
    const after = apply(before, fact, outlines);
    const outline = outlines.get(revisionId)!;
    const changed = new Map<string, ItemStanding>();
    for (const [id, item] of after.items) if (before.items.get(id) !== item) changed.set(id, item);
    await this.rows.write(enrolment.id, fact, after, changed, { ...count(outline, after), nextItemId: resumeItem(outline, after) });
    book.facts = [...book.facts, fact];
    book.standing = after;
    await this.events.announce(new ProgressChanged(enrolment.id, enrolment.personId, enrolment.programmeId));
    if (after.completedAt && !before.completedAt)
      await this.events.announce(new ProgrammeCompleted(enrolment.id, enrolment.personId, enrolment.programmeId, revisionId, after.completedAt));
    return true;
  }

  /** Modules that this enrolment's own work has just completed count in the person's other programmes. */
  private async giveCredit(book: Book, before: Standing): Promise<void> {
    const gained = [...book.standing.modules].some(([id, module]) => !before.modules.has(id) && !module.creditedFrom);
    if (gained) for (const other of await this.others(book.enrolment)) await this.credit(book, other);
  }

  /** Shared modules that `from` completed by its own work become done in `to`, which has them and has not done them. */
  private async credit(from: Book, to: Book): Promise<void> {
    const outline = to.standing.revisionId ? await this.catalogue.outline(to.standing.revisionId) : null;
    for (const module of outline?.modules ?? []) {
      const earned = from.standing.modules.get(module.id);
      if (module.local || !earned || earned.creditedFrom) continue;
      const payload = { enrolment: from.enrolment.id, revision: earned.revisionId, at: earned.at.toISOString() };
      await this.append(to, { type: 'module-credited', itemId: module.id, payload }, outline!.revisionId);
    }
  }

  /** The person's enrolments in other programmes. The same programme again is begun afresh. */
  private async others(enrolment: EnrolmentKey): Promise<Book[]> {
    const others = (await this.enrolments.forPerson(enrolment.personId)).filter((other) => other.programmeId !== enrolment.programmeId);
    if (!others.length) return [];
    const facts = await this.rows.facts(others.map((other) => other.id));
    const outlines = await this.outlines([...facts.values()].flat());
    return others.map((other) => ({ enrolment: other, facts: facts.get(other.id) ?? [], standing: fold(facts.get(other.id) ?? [], outlines) }));
  }

  /** The outlines that these facts need; from memory once they have been read. */
  async outlines(facts: Iterable<Fact>): Promise<Outlines> {
    const outlines = new Map<string, Outline>();
    for (const id of revisionsOf(facts)) outlines.set(id, await this.catalogue.outline(id));
    return outlines;
  }
}
