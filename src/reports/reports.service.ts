import { Inject, Injectable } from '@nestjs/common';
import { AccommodationsService } from '../accounts/accommodations.service.js';
import { AuditService } from '../accounts/audit.service.js';
import { CatalogueService } from '../catalogue/catalogue.service.js';
import type { Outline } from '../catalogue/outline.js';
import type { CohortView } from '../cohorts/cohort.queries.js';
import { WithdrawalsService } from '../certificates/withdrawals.service.js';
import { CohortsService, type Part } from '../cohorts/cohorts.service.js';
import { Clock } from '../platform/clock.js';
import { Database } from '../platform/database/database.js';
import { NotAllowed, NotFound } from '../platform/errors.js';
import { isLanguage, type Language } from '../platform/i18n/texts.js';
import { isId } from '../platform/ids.js';
import type { Viewer } from '../platform/security/viewer.js';
import { PrecheckService } from '../quizzes/precheck.service.js';
import { quizIn } from '../quizzes/quiz-here.js';
import { rulesOf } from '../quizzes/rules/outcome.js';
import { ReportsQueries, type ItemRow, type MessageRow, type PeopleFilter, type PersonRow } from './reports.queries.js';
import { figuresOf, placesOf, type Figures, type Places } from './rules/figures.js';
import { knowledgeShown, type KnowledgeLine } from './rules/knowledge.js';
import { countedScore, type CountedScore } from './rules/scores.js';
import { gathered } from './rules/statistics.js';
import { calendarOf, type Calendar } from './rules/status.js';

/** Everything that the page of a cohort shows. */
export interface CohortReport {
  cohort: CohortView;
  outline: Outline;
  now: Date;
  calendar: Calendar;
  figures: Figures;
  /** Null: too few people to be broken down. */
  places: Places | null;
  /** The first few who may want a hand. */
  hands: PersonRow[];
  people: Part<PersonRow>;
  /** Before and after by objective; empty where fewer than five people did both. */
  knowledge: KnowledgeLine[];
}

/** One person's record in one cohort. `scores` null: not opened, or not to be seen. */
export interface PersonReport {
  cohort: CohortView;
  outline: Outline;
  now: Date;
  calendar: Calendar;
  person: PersonRow;
  items: Map<string, ItemRow>;
  messages: MessageRow[];
  scores: CountedScore[] | null;
  /** The viewer may set what this person needs where time is limited. */
  mayAccommodate: boolean;
  /** The viewer finds this person's certificates, and can withdraw them. */
  mayFindCertificates: boolean;
}

const shownHands = 5;
/** Opening scores is written down once; for so long they stay open for whoever opened them. */
const scoresOpenMs = 15 * 60_000;
const exportPage = 1000;

const languageOf = (viewer: Viewer): Language => (isLanguage(viewer.language) ? viewer.language : 'en');

export const writeCursor = ({ name, enrolmentId }: PersonRow): string => Buffer.from(JSON.stringify([name, enrolmentId])).toString('base64url');

/** A cursor that cannot be read counts as none. */
function readCursor(cursor: string | null): { name: string; id: string } | null {
  try {
    const [name, id] = JSON.parse(Buffer.from(cursor ?? '', 'base64url').toString()) as unknown[];
    return typeof name === 'string' && isId(id) && !name.includes('\0') ? { name, id } : null;
  } catch {
    return null;
  }
}

/** Cohorts and people as whoever manages the cohort sees them. */
@Injectable()
export class ReportsService {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(CohortsService) private readonly cohorts: CohortsService,
    @Inject(CatalogueService) private readonly catalogue: CatalogueService,
    @Inject(ReportsQueries) private readonly queries: ReportsQueries,
    @Inject(PrecheckService) private readonly prechecks: PrecheckService,
    @Inject(AccommodationsService) private readonly accommodations: AccommodationsService,
    @Inject(WithdrawalsService) private readonly withdrawals: WithdrawalsService,
    @Inject(AuditService) private readonly audit: AuditService,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** @throws NotFound for cohorts that the viewer does not manage; so do all others here */
  async cohort(viewer: Viewer, cohortId: string, filter: PeopleFilter, cursor: string | null, limit = 25): Promise<CohortReport> {
    const { cohort, now, calendar } = await this.open(viewer, cohortId);
    const outline = await this.catalogue.currentOutline(cohort.programmeId);
    const counts = await this.queries.counts(cohort.id, calendar);
    const hands = await this.queries.hands(cohort.id, calendar, shownHands);
    const people = await this.peoplePart(viewer, cohort.id, calendar, filter, cursor, limit);
    const knowledge = knowledgeShown(await this.prechecks.knowledge(cohort.id), outline);
    return { cohort, outline, now, calendar, figures: figuresOf(counts), places: placesOf(counts, outline), hands, people, knowledge };
  }

  async knowledge(viewer: Viewer, cohortId: string): Promise<KnowledgeLine[]> {
    const { cohort } = await this.open(viewer, cohortId);
    return knowledgeShown(await this.prechecks.knowledge(cohort.id), await this.catalogue.currentOutline(cohort.programmeId));
  }

  async figures(viewer: Viewer, cohortId: string): Promise<{ figures: Figures; places: Places | null; now: Date }> {
    const { cohort, now, calendar } = await this.open(viewer, cohortId);
    const outline = await this.catalogue.currentOutline(cohort.programmeId);
    const counts = await this.queries.counts(cohort.id, calendar);
    return { figures: figuresOf(counts), places: placesOf(counts, outline), now };
  }

  async people(
    viewer: Viewer,
    cohortId: string,
    filter: PeopleFilter,
    cursor: string | null,
    limit = 50,
  ): Promise<Part<PersonRow> & { calendar: Calendar }> {
    const { cohort, calendar } = await this.open(viewer, cohortId);
    return { ...(await this.peoplePart(viewer, cohort.id, calendar, filter, cursor, limit)), calendar };
  }

  /** Everybody whom the filter finds, in portions. */
  async export(
    viewer: Viewer,
    cohortId: string,
    filter: PeopleFilter,
  ): Promise<{ cohort: CohortView; outline: Outline; now: Date; calendar: Calendar; portions: AsyncIterable<PersonRow[]> }> {
    const { cohort, now, calendar } = await this.open(viewer, cohortId);
    const outline = await this.catalogue.currentOutline(cohort.programmeId);
    const { queries } = this;
    async function* portions(): AsyncGenerator<PersonRow[]> {
      let after: { name: string; id: string } | null = null;
      for (;;) {
        const rows: PersonRow[] = await queries.people(cohort.id, calendar, filter, { language: languageOf(viewer), after, limit: exportPage });
        yield rows;
        const last = rows.at(-1);
        if (!last || rows.length < exportPage) return;
        after = { name: last.name, id: last.enrolmentId };
      }
    }
    return { cohort, outline, now, calendar, portions: portions() };
  }

  /** A person's record; with scores where the authority allows them and this viewer has just opened them. */
  async person(viewer: Viewer, cohortId: string, enrolmentId: string): Promise<PersonReport> {
    const { cohort, now, calendar } = await this.open(viewer, cohortId);
    const person = isId(enrolmentId) ? await this.queries.person(cohort.id, calendar, enrolmentId) : null;
    if (!person) throw new NotFound('enrolment');
    const outline = await this.inForce(cohort, person);
    const met = person.openedAt !== null || person.startedAt !== null;
    const items = new Map(met ? (await this.queries.items(enrolmentId)).map((item) => [item.itemId, item]) : []);
    const messages = await this.queries.messages(enrolmentId, person.personId);
    const opened = cohort.scoresShown && (await this.queries.hasOpenedScores(enrolmentId, viewer.personId, new Date(now.getTime() - scoresOpenMs)));
    const scores = opened ? await this.scores(enrolmentId, outline) : null;
    const mayAccommodate = await this.accommodations.maySet(viewer, person.personId);
    const mayFindCertificates = await this.withdrawals.mayFind(viewer, person.personId);
    return { cohort, outline, now, calendar, person, items, messages, scores, mayAccommodate, mayFindCertificates };
  }

  /**
   * Opens somebody's scores and writes down who did.
   * @throws NotAllowed where the authority does not let coordinators see scores
   */
  async openScores(viewer: Viewer, cohortId: string, enrolmentId: string): Promise<CountedScore[]> {
    const { cohort, now, calendar } = await this.open(viewer, cohortId);
    const person = isId(enrolmentId) ? await this.queries.person(cohort.id, calendar, enrolmentId) : null;
    if (!person) throw new NotFound('enrolment');
    if (!cohort.scoresShown) throw new NotAllowed('scores');
    const outline = await this.inForce(cohort, person);
    return this.database.transaction(async () => {
      if (!(await this.queries.hasOpenedScores(enrolmentId, viewer.personId, new Date(now.getTime() - scoresOpenMs))))
        await this.audit.record({
          actorId: viewer.personId,
          action: 'scores.opened',
          objectType: 'enrolment',
          objectId: enrolmentId,
          detail: { cohortId: cohort.id, personId: person.personId },
        });
      return this.scores(enrolmentId, outline);
    });
  }

  /** The revision by which somebody is judged. */
  private inForce(cohort: CohortView, { revisionId }: PersonRow): Promise<Outline> {
    return revisionId ? this.catalogue.outline(revisionId) : this.catalogue.currentOutline(cohort.programmeId);
  }

  /** The score that counts at each quiz: by the rules in force, and where the quiz has gone from them by those of its last attempt. One statement. */
  private async scores(enrolmentId: string, outline: Outline): Promise<CountedScore[]> {
    const scores: CountedScore[] = [];
    for (const [quizId, tried] of gathered(await this.queries.tried(enrolmentId), (one) => one.quizId)) {
      const here = quizIn(outline, quizId) ?? quizIn(await this.catalogue.outline(tried.at(-1)!.revisionId), quizId);
      const score = here && countedScore(quizId, tried, rulesOf(here.outline, here.quiz).counts);
      if (score) scores.push(score);
    }
    return scores;
  }

  private async open(viewer: Viewer, cohortId: string): Promise<{ cohort: CohortView; now: Date; calendar: Calendar }> {
    const cohort = await this.cohorts.get(viewer, cohortId);
    const now = this.clock.now();
    return { cohort, now, calendar: calendarOf(now, cohort) };
  }

  private async peoplePart(
    viewer: Viewer,
    cohortId: string,
    calendar: Calendar,
    filter: PeopleFilter,
    cursor: string | null,
    limit: number,
  ): Promise<Part<PersonRow>> {
    const page = { language: languageOf(viewer), after: readCursor(cursor), limit: limit + 1 };
    const rows = await this.queries.people(cohortId, calendar, filter, page);
    return { rows: rows.slice(0, limit), next: rows.length > limit ? writeCursor(rows[limit - 1]!) : null };
  }
}
