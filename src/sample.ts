import { sampleZone, SeedPeople } from './accounts/accounts.seed.js';
import { makeServices } from './app.js';
import { CatalogueService } from './catalogue/catalogue.service.js';
import { CohortsSeed } from './cohorts/cohorts.seed.js';
import { InvitingService } from './cohorts/inviting.service.js';
import { Clock } from './platform/clock.js';
import type { Config } from './platform/config.js';
import { Database } from './platform/database/database.js';
import { makeDataSource } from './platform/database/data-source.js';
import type { Viewer } from './platform/security/viewer.js';
import { addDays, civil } from './platform/zones.js';
import { LearnService } from './progress/learn.service.js';
import type { OutlinePlan } from './catalogue/outline.js';
import { PlanService } from './plans/plan.service.js';
import { sampleWords } from './sample-plan.js';
import { rightAnswer } from './questions/rules/grade.js';
import { PrecheckService } from './quizzes/precheck.service.js';
import { QuizService } from './quizzes/quiz.service.js';
import { schema } from './schema.js';

/** A clock that a story moves: what the sample people did happened on different days. */
class StoryClock extends Clock {
  constructor(private at: Date) {
    super();
  }
  now(): Date {
    return this.at;
  }
  set(at: Date): void {
    this.at = at;
  }
}

/** How far somebody has come: how many items they did, how many days ago they last came; null has not opened the invitation. */
interface Character {
  name: string;
  language: 'en' | 'nl';
  items: number | null;
  daysAgo: number;
}

// Invented people. Where they stand shows each status of the cohort page once or more.
const characters: Character[] = [
  { name: 'Costas Papadakis', language: 'en', items: 3, daysAgo: 17 },
  { name: 'Lina Hofer', language: 'en', items: Infinity, daysAgo: 4 },
  { name: 'Eszter Kovács', language: 'en', items: 1, daysAgo: 15 },
  { name: 'Bram Jansen', language: 'nl', items: 9, daysAgo: 2 },
  { name: 'Doina Ionescu', language: 'en', items: 6, daysAgo: 3 },
  { name: 'Maria Żammit', language: 'en', items: 12, daysAgo: 1 },
  { name: 'Ivan Petrov', language: 'en', items: null, daysAgo: 0 },
  { name: 'Sanne de Wit', language: 'nl', items: Infinity, daysAgo: 9 },
  { name: 'Georgi Dimitrov', language: 'en', items: 5, daysAgo: 6 },
  { name: 'Ana Kralj', language: 'en', items: null, daysAgo: 0 },
];

/** What the sample cohorts follow. */
const programmes = ['island-of-peace', 'one-voice-at-the-counter'];

const day = 86_400_000;
const address = (name: string): string =>
  `${name
    .normalize('NFD')
    .replace(/[^A-Za-z ]/g, '')
    .trim()
    .toLowerCase()
    .replace(/ +/g, '.')}@reed.test`;

/** Sample people and cohorts for an installation that is tried out; made once. `now` is the moment at which the story ends. */
export async function makeSample(config: Config, now = new Date()): Promise<void> {
  const source = makeDataSource(config.databaseUrl, 2, schema);
  await source.initialize();
  const clock = new StoryClock(now);
  const app = await makeServices({ config, source, clock });
  try {
    const database = app.get(Database);
    const people = await app.get(SeedPeople, { strict: false }).run();
    if (await database.one('SELECT 1 FROM cohort LIMIT 1')) return;
    // Course files with problems import nothing: then the people are there, and their cohorts follow at a start that has programmes.
    const { published } = (await database.one<{ published: number }>('SELECT count(*)::int AS published FROM programme WHERE id = ANY($1)', [
      programmes,
    ]))!;
    if (published < programmes.length) return;

    const viewers = await database.query<{ id: string; name: string; email: string }>('SELECT id, name, email FROM person');
    const viewer = (id: string, grants: Viewer['grants'] = []): Viewer => {
      const { name, email } = viewers.find((person) => person.id === id)!;
      return { personId: id, name, email, language: 'en', zone: sampleZone, theme: 'system', grants, by: 'session' };
    };
    const coordinator = viewer(people.coordinator, [{ role: 'coordinator', path: `/${people.authorityId}/` }]);
    const today = civil(now, sampleZone).date;
    const cohort = { authorityId: people.authorityId, coordinatorId: people.coordinator, zone: sampleZone };
    const seed = app.get(CohortsSeed, { strict: false });

    clock.set(new Date(now.getTime() - 27 * day));
    const autumn = await seed.seedCohort({
      ...cohort,
      name: 'Autumn group',
      programmeId: 'island-of-peace',
      startsOn: addDays(today, -27),
      endsOn: addDays(today, 26),
      people: [{ id: people.learner }],
    });
    const counter = await seed.seedCohort({
      ...cohort,
      name: 'Counter team',
      programmeId: 'one-voice-at-the-counter',
      startsOn: addDays(today, -6),
      endsOn: addDays(today, 75),
      people: [{ id: people.learner }],
    });
    const inviting = app.get(InvitingService, { strict: false });
    for (const language of ['en', 'nl'] as const)
      await inviting.invite(
        coordinator,
        autumn.cohortId,
        characters.filter((one) => one.language === language).map(({ name }) => ({ name, email: address(name) })),
        language,
      );

    const rows = await database.query<{ id: string; email: string; personId: string }>(
      'SELECT e.id, p.email, p.id AS "personId" FROM enrolment e JOIN person p ON p.id = e.person_id WHERE e.cohort_id = $1',
      [autumn.cohortId],
    );
    const enrolmentOf = (email: string) => rows.find((row) => row.email === email)!;
    const learn = new Learner(
      app.get(LearnService, { strict: false }),
      app.get(QuizService, { strict: false }),
      app.get(PlanService, { strict: false }),
      app.get(PrecheckService, { strict: false }),
      app.get(CatalogueService, { strict: false }),
      clock,
    );
    for (const { name, items, daysAgo, language } of characters) {
      if (items === null) continue;
      const { id, personId, email } = enrolmentOf(address(name));
      await learn.through(
        { personId, name, email, language, zone: sampleZone, theme: 'system', grants: [], by: 'session' },
        id,
        'island-of-peace',
        items,
        new Date(now.getTime() - daysAgo * day),
        { precheck: true },
      );
    }
    // The learner of the sign-in page: two lessons done, the third one open.
    const anna = viewer(people.learner);
    await learn.through(anna, autumn.enrolments.get(people.learner)!, 'island-of-peace', 2, new Date(now.getTime() - 2 * day), { openNext: true });
    await learn.through(anna, counter.enrolments.get(people.learner)!, 'one-voice-at-the-counter', 0, new Date(now.getTime() - 3 * day));
  } finally {
    await app.close();
  }
}

/** Walks somebody through the first items of a programme, as the pages would. */
class Learner {
  constructor(
    private readonly learn: LearnService,
    private readonly quizzes: QuizService,
    private readonly plans: PlanService,
    private readonly prechecks: PrecheckService,
    private readonly catalogue: CatalogueService,
    private readonly clock: StoryClock,
  ) {}

  async through(
    viewer: Viewer,
    enrolmentId: string,
    programmeId: string,
    items: number,
    last: Date,
    { openNext = false, precheck = false } = {},
  ): Promise<void> {
    const outline = await this.catalogue.currentOutline(programmeId);
    const route = outline.modules.filter((module) => module.required).flatMap((module) => module.items);
    const doing = route.slice(0, Math.min(items, route.length));
    // Half an hour an item, two items a visit, a visit a day, the last one on the given day.
    const at = (i: number): Date =>
      new Date(last.getTime() - Math.floor((doing.length - 1 - i) / 4) * day - ((doing.length - 1 - i) % 4) * 1_200_000);
    this.clock.set(doing.length ? at(0) : last);
    if (precheck) await this.know(viewer, enrolmentId);
    await this.learn.start(viewer, enrolmentId);
    for (const [i, item] of doing.entries()) {
      this.clock.set(at(i));
      if (item.kind === 'lesson') await this.learn.finish(viewer, enrolmentId, item.id);
      if (item.kind === 'quiz') await this.pass(viewer, enrolmentId, item.id);
      if (item.kind === 'plan') await this.write(viewer, enrolmentId, item);
    }
    const next = route[doing.length];
    if (openNext && next) {
      this.clock.set(last);
      await this.learn.opened(viewer, enrolmentId, next.id);
    }
  }

  /** Every second question of the pre-check is known already; which ones differs from person to person. */
  private async know(viewer: Viewer, enrolmentId: string): Promise<void> {
    const { outline, questions } = await this.prechecks.desk(viewer, enrolmentId);
    const answers = questions.map(
      (question, i) => [question.id, (i + viewer.name.length) % 2 ? [] : rightAnswer(question, viewer.language)] as const,
    );
    await this.prechecks.give(viewer, enrolmentId, outline.revisionId, Object.fromEntries(answers));
  }

  private async pass(viewer: Viewer, enrolmentId: string, quizId: string): Promise<void> {
    const number = await this.quizzes.start(viewer, enrolmentId, quizId);
    const { questions } = await this.quizzes.sheet(viewer, enrolmentId, quizId, number);
    for (const question of questions)
      await this.quizzes.save(viewer, enrolmentId, quizId, number, question.id, rightAnswer(question, viewer.language));
    await this.quizzes.handIn(viewer, enrolmentId, quizId, number);
  }

  private async write(viewer: Viewer, enrolmentId: string, plan: OutlinePlan): Promise<void> {
    for (const field of plan.fields)
      await this.plans.save(viewer, enrolmentId, plan.id, field.id, { value: sampleWords(field, viewer.language), seen: 0, writer: null });
    await this.plans.finish(viewer, enrolmentId, plan.id);
  }
}
