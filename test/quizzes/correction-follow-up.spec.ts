import pg from 'pg';
import { AuthoringModule } from '../../src/authoring/authoring.module.js';
import { CertificatesModule } from '../../src/certificates/certificates.module.js';
import { CohortsModule } from '../../src/cohorts/cohorts.module.js';
import { Conflict } from '../../src/platform/errors.js';
import { JobQueues } from '../../src/platform/queue/queues.js';
import { WorkModule } from '../../src/platform/queue/work.module.js';
import { WorkHost } from '../../src/platform/queue/work.js';
import type { Viewer } from '../../src/platform/security/viewer.js';
import { LearnService } from '../../src/progress/learn.service.js';
import { ProgressAudit } from '../../src/progress/progress-audit.service.js';
import { ProgressModule } from '../../src/progress/progress.module.js';
import { CorrectionFollowUp, followUpJob } from '../../src/quizzes/correction-follow-up.service.js';
import { CorrectionsService } from '../../src/quizzes/corrections.service.js';
import { QuizService } from '../../src/quizzes/quiz.service.js';
import { QuizzesModule } from '../../src/quizzes/quizzes.module.js';
import { QuizzesWorkerModule } from '../../src/quizzes/quizzes.worker.module.js';
import { FollowUpOfCorrections1700000000012 } from '../../migrations/0012-follow-up-of-corrections.js';
import { School } from '../progress/school.js';
import { testServices, type TestServices } from '../support/app.js';

const services = [AuthoringModule, CohortsModule, ProgressModule, QuizzesModule, CertificatesModule];
let t: TestServices;
let school: School;
let quizzes: QuizService;
let followUp: CorrectionFollowUp;
let trainer: Viewer;

async function begin(modules: Parameters<typeof testServices>[0] = services): Promise<void> {
  t = await testServices(modules);
  school = await School.in(t);
  quizzes = t.get(QuizService);
  followUp = t.get(CorrectionFollowUp);
  trainer = await school.person('Trainer', [{ role: 'trainer', path: null }]);
}
afterEach(async () => {
  await school.close();
  await t.close();
});

interface Learner {
  who: Viewer;
  enrolment: string;
}
/** Somebody with two of three points, which is not enough, and an open attempt. */
async function opened(name: string): Promise<Learner> {
  const who = await school.person(name);
  const enrolment = await school.enrol(who);
  await quizzes.start(who, enrolment, 'q-shared');
  await quizzes.save(who, enrolment, 'q-shared', 1, 'q-t', ['true']);
  await quizzes.save(who, enrolment, 'q-shared', 1, 'q-m', ['a', 'c']);
  return { who, enrolment };
}
const handIn = ({ who, enrolment }: Learner) => quizzes.handIn(who, enrolment, 'q-shared', 1);
async function handedIn(name: string): Promise<Learner> {
  const learner = await opened(name);
  await handIn(learner);
  return learner;
}
/** Void, so that everybody rises to three of three. */
async function correct(seen?: string) {
  const corrections = t.get(CorrectionsService);
  const wish = { kind: 'void' as const, answer: [] };
  seen ??= (await corrections.preview(await corrections.place(trainer, 'small', 'q-shared', 'q-s'), wish)).seen;
  return corrections.apply(trainer, 'small', 'q-shared', 'q-s', wish, { reason: 'Unclear.', lower: [], lowerReason: null, seen });
}
const passed = async ({ who, enrolment }: Learner) => (await quizzes.sheet(who, enrolment, 'q-shared', 1)).sheet.passed;
const done = async ({ who, enrolment }: Learner) =>
  (await t.get(LearnService).journey(await t.get(LearnService).enrolment(who, enrolment))).standing.modules.has('m-shared');
const told = async () =>
  (await t.database.query<{ person: string }>(`SELECT person_id AS person FROM outgoing_mail WHERE kind = 'quizzes:corrected'`))
    .map(({ person }) => person)
    .sort();
const passes = async () => (await t.database.query(`SELECT id FROM learning_event WHERE payload ? 'correction'`)).length;
const due = async () => (await t.database.query('SELECT attempt_id FROM attempt_correction WHERE settled_at IS NULL')).length;
const clean = async () => expect((await t.get(ProgressAudit).verify()).differences).toEqual([]);
const ids = (...learners: Learner[]) => learners.map(({ who }) => who.personId).sort();

/** The database refuses a row, as it would when a disk is full. */
const refuse = (table: string, when: string) =>
  t.database
    .query(`CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no room'; END $$`)
    .then(() => t.database.query(`CREATE TRIGGER refuse BEFORE INSERT ON ${table} FOR EACH ROW WHEN (${when}) EXECUTE FUNCTION refuse()`));
const allow = () => t.database.query('DROP FUNCTION refuse CASCADE');

describe('what follows from a correction', () => {
  beforeEach(() => begin());

  test('is due with its results and comes once, however often it is tried', async () => {
    const [anna, ben] = [await handedIn('Anna'), await handedIn('Ben')];
    await correct();
    expect([await passed(anna), await passed(ben)]).toEqual([true, true]);
    expect([await due(), await told()]).toEqual([2, []]);
    await clean();

    const settled = await Promise.all([followUp.catchUp(), followUp.catchUp(), followUp.catchUp()]);
    expect(settled.reduce((sum, one) => sum + one)).toBe(2);
    expect(await followUp.catchUp()).toBe(0);
    expect([await done(anna), await done(ben)]).toEqual([true, true]);
    expect(await told()).toEqual(ids(anna, ben));
    expect([await passes(), await due()]).toEqual([2, 0]);
    await clean();
  });

  test('goes on where it was cut off: nobody is forgotten, and nobody is told twice', async () => {
    const [anna, ben, eva] = [await handedIn('Anna'), await handedIn('Ben'), await handedIn('Eva')];
    await correct();
    await refuse('outgoing_mail', `NEW.person_id = '${ben.who.personId}'`);
    await expect(followUp.catchUp()).rejects.toThrow('no room');
    // The passes stand; of the mails of the batch there is none.
    expect([await passes(), await told(), await due()]).toEqual([3, [], 3]);
    await clean();
    await allow();
    expect(await followUp.catchUp()).toBe(3);
    expect(await told()).toEqual(ids(anna, ben, eva));
    expect(await passes()).toBe(3);
    await clean();
  });

  test('one whose record cannot be written keeps no other waiting, and is told when it is there', async () => {
    const [anna, ben] = [await handedIn('Anna'), await handedIn('Ben')];
    await correct();
    await refuse('learning_event', `NEW.enrolment_id = '${anna.enrolment}'`);
    expect(await followUp.catchUp()).toBe(1);
    expect([await told(), await done(anna), await done(ben)]).toEqual([ids(ben), false, true]);
    await clean();
    await allow();
    expect(await followUp.catchUp()).toBe(1);
    expect([await told(), await done(anna)]).toEqual([ids(anna, ben), true]);
    await clean();
  });

  test('whoever left meanwhile is not written to, and has the pass', async () => {
    const anna = await handedIn('Anna');
    await correct();
    await t.database.query('UPDATE person SET deactivated_at = now() WHERE id = $1', [anna.who.personId]);
    expect(await followUp.catchUp()).toBe(1);
    expect([await told(), await passes()]).toEqual([[], 1]);
    await clean();
  });

  test('corrections that were made before it had a place to wait are settled by the upgrade', async () => {
    const anna = await handedIn('Anna');
    await correct();
    await followUp.catchUp();
    await t.database.query('ALTER TABLE attempt_correction DROP COLUMN settled_at');
    await t.database.query('DELETE FROM outgoing_mail'); // sent long ago and cleared away
    const runner = t.source.createQueryRunner();
    await new FollowUpOfCorrections1700000000012().up(runner);
    await runner.release();
    expect([await followUp.catchUp(), await told(), await done(anna)]).toEqual([0, [], true]);
    expect(
      await t.database.query('SELECT 1 FROM attempt_correction k JOIN correction c ON c.id = k.correction_id WHERE k.settled_at = c.made_at'),
    ).toHaveLength(1);
  });
});

describe('a hand-in beside a correction', () => {
  let other: pg.Client;
  beforeEach(async () => {
    await begin();
    other = new pg.Client({ connectionString: t.config.databaseUrl });
    await other.connect();
  });
  afterEach(() => other.end());

  /** Holds the attempt from another connection, until `release`. */
  const hold = async ({ enrolment }: Learner): Promise<() => Promise<unknown>> => {
    await other.query('BEGIN');
    await other.query('SELECT 1 FROM attempt WHERE enrolment_id = $1 FOR UPDATE', [enrolment]);
    return () => other.query('COMMIT');
  };
  /** Until somebody waits for a lock of this kind. */
  const waiting = async (kind: 'advisory' | 'transactionid'): Promise<void> => {
    for (let i = 0; i < 200; i++) {
      const rows = await t.database.query(
        'SELECT 1 FROM pg_locks JOIN pg_stat_activity a USING (pid) WHERE a.datname = current_database() AND NOT granted AND locktype = $1',
        [kind],
      );
      if (rows.length) return;
      await new Promise((next) => setTimeout(next, 25));
    }
    throw new Error(`nobody waits for a lock: ${kind}`);
  };

  test('that comes while the results are written is graded with it', async () => {
    const anna = await handedIn('Anna');
    const ben = await opened('Ben');
    const release = await hold(anna);
    const correcting = correct();
    await waiting('transactionid'); // the correction has the lock and wants to write the result of Anna
    const handing = handIn(ben);
    await waiting('advisory');
    await release();
    await Promise.all([correcting, handing]);
    expect([await passed(anna), await passed(ben)]).toEqual([true, true]);
    expect([await done(ben), await followUp.catchUp(), await told()]).toEqual([true, 1, ids(anna)]);
    await clean();
  });

  test('that was on its way while the picture was drawn lets it be shown again', async () => {
    await handedIn('Anna');
    const ben = await opened('Ben');
    const release = await hold(ben);
    const handing = handIn(ben);
    await waiting('transactionid'); // it holds its share of the lock
    const correcting = correct().catch((error: unknown) => error);
    await waiting('advisory');
    await release();
    await handing;
    expect(await correcting).toBeInstanceOf(Conflict);
    expect([await passed(ben), await due()]).toEqual([false, 0]);
    await correct();
    expect([await passed(ben), await due()]).toEqual([true, 2]);
  });
});

describe('with a worker', () => {
  test('it comes by itself; a job may come twice, and the sweep beside it', async () => {
    await begin([WorkModule, ...services, QuizzesWorkerModule]);
    const anna = await handedIn('Anna');
    await correct();
    const [{ id }] = (await t.database.query<{ id: string }>('SELECT id FROM correction')) as [{ id: string }];
    const offer = (correctionId: unknown) => t.get(JobQueues).offer('plan', followUpJob, { correctionId });
    await Promise.all([offer(id), offer('nonsense'), t.get(WorkHost).sweepOnce()]);
    for (let i = 0; i < 200 && (await due()); i++) await new Promise((next) => setTimeout(next, 50));
    expect([await told(), await passes(), await due()]).toEqual([ids(anna), 1, 0]);
    await clean();
  });

  test('the job alone does it, without the sweep', async () => {
    await begin([WorkModule, ...services, QuizzesWorkerModule]);
    await t.get(WorkHost).sweepOnce(); // the one at the start is over
    const anna = await handedIn('Anna');
    await correct();
    for (let i = 0; i < 200 && (await due()); i++) await new Promise((next) => setTimeout(next, 50));
    expect([await told(), await done(anna)]).toEqual([ids(anna), true]);
  });
});
