import { AuthoringModule } from '../../src/authoring/authoring.module.js';
import { CohortsModule } from '../../src/cohorts/cohorts.module.js';
import { Invalid, NotFound } from '../../src/platform/errors.js';
import { newId } from '../../src/platform/ids.js';
import type { Viewer } from '../../src/platform/security/viewer.js';
import { LearnService } from '../../src/progress/learn.service.js';
import { ProgressAudit } from '../../src/progress/progress-audit.service.js';
import { ProgressModule } from '../../src/progress/progress.module.js';
import { ProgressService } from '../../src/progress/progress.service.js';
import { PlanService, type Outcome } from '../../src/plans/plan.service.js';
import { PlansModule } from '../../src/plans/plans.module.js';
import { School } from '../progress/school.js';
import { testServices, type TestServices } from '../support/app.js';
import { wholeFolder } from '../support/courses.js';
import { statementsOf } from '../support/statements.js';

let t: TestServices;
let school: School;
let plans: PlanService;

beforeAll(async () => {
  t = await testServices([AuthoringModule, CohortsModule, ProgressModule, PlansModule]);
  school = await School.in(t, wholeFolder());
  plans = t.get(PlanService);
});
afterAll(async () => {
  await school.close();
  await t.close();
});

const write = (viewer: Viewer, enrolment: string, field: string, value: unknown, seen = 0, writer: string | null = null): Promise<Outcome> =>
  plans.save(viewer, enrolment, 'p-small', field, { value, seen, writer });
const valueOf = async (viewer: Viewer, enrolment: string, field: string) => (await plans.desk(viewer, enrolment, 'p-small')).values.get(field);
const clean = async () => expect((await t.get(ProgressAudit).verify()).differences).toEqual([]);

async function learner(name: string): Promise<{ viewer: Viewer; enrolment: string }> {
  const viewer = await school.person(name);
  return { viewer, enrolment: await school.enrol(viewer) };
}

describe('a plan', () => {
  test('is written field by field and finished by the learner’s own act, which completes its module', async () => {
    const { viewer, enrolment } = await learner('Anna');
    const empty = await plans.desk(viewer, enrolment, 'p-small');
    expect(empty.plan.fields.map((field) => field.id)).toEqual(['reader', 'days', 'product']);
    expect(empty.readiness).toMatchObject({ ready: false, filled: 0, total: 3 });
    await expect(plans.finish(viewer, enrolment, 'p-small')).rejects.toThrow(Invalid);

    await write(viewer, enrolment, 'reader', 'Parents of new pupils');
    await write(viewer, enrolment, 'days', [['May', 'first letter']]);
    expect(await valueOf(viewer, enrolment, 'days')).toEqual([['May', 'first letter'], ['', '']]);
    await expect(plans.finish(viewer, enrolment, 'p-small')).rejects.toMatchObject({ fields: { product: { key: 'plans.error.empty' } } });
    await write(viewer, enrolment, 'product', 'Dear parents');
    const before = await t.get(LearnService).journey(await t.get(LearnService).enrolment(viewer, enrolment));
    expect(before.standing.items.get('p-small')).toMatchObject({ state: 'started' });
    expect(before.verdict.open.find((module) => module.moduleId === 'm-plan')).toEqual({
      moduleId: 'm-plan',
      items: [{ itemId: 'p-small', kind: 'plan', state: 'started' }],
      enough: ['p-small'],
    });

    await plans.finish(viewer, enrolment, 'p-small');
    const { completedAt } = (await plans.desk(viewer, enrolment, 'p-small')).desk;
    expect(completedAt).toEqual(t.clock.now());
    t.clock.pass({ minutes: 1 });
    await plans.finish(viewer, enrolment, 'p-small');
    expect((await plans.desk(viewer, enrolment, 'p-small')).desk.completedAt).toEqual(completedAt);
    const { standing } = await t.get(LearnService).journey(await t.get(LearnService).enrolment(viewer, enrolment));
    expect([...standing.modules.keys()]).toEqual(['m-plan']);
    const events = await t.database.query(`SELECT type FROM learning_event WHERE enrolment_id = $1 ORDER BY sequence`, [enrolment]);
    expect(events.map((row) => row.type)).toEqual(['enrolled', 'plan-started', 'plan-finished']);

    // Finished, it can still be changed, even emptied; what was earned stays.
    await write(viewer, enrolment, 'product', '', 1);
    expect((await plans.desk(viewer, enrolment, 'p-small')).desk).toMatchObject({ state: 'done', completedAt });
    await clean();
  });

  test('two windows: nothing is written over unseen, a repeat and a lost answer cost nothing', async () => {
    const { viewer, enrolment } = await learner('Ben');
    const [one, two] = [newId(), newId()];
    expect(await write(viewer, enrolment, 'reader', 'first', 0, one)).toMatchObject({ saved: true, sequence: 1 });
    // The same words again, from anywhere.
    expect(await write(viewer, enrolment, 'reader', 'first', 0, two)).toMatchObject({ saved: true, sequence: 1 });
    // A window that has not seen them.
    await write(viewer, enrolment, 'reader', 'second', 1, one);
    expect(await write(viewer, enrolment, 'reader', 'of the other window', 1, two)).toMatchObject({ saved: false, theirs: { value: 'second', sequence: 2 } });
    expect(await valueOf(viewer, enrolment, 'reader')).toBe('second');
    // Its own words arrived, but it never heard so: the window goes on.
    expect(await write(viewer, enrolment, 'reader', 'third', 1, one)).toMatchObject({ saved: true, sequence: 3 });
    // Whoever has seen the newest may replace it.
    expect(await write(viewer, enrolment, 'reader', 'of the other window', 3, two)).toMatchObject({ saved: true, sequence: 4 });
    // An empty field is a change like any other.
    expect(await write(viewer, enrolment, 'reader', '', 0, newId())).toMatchObject({ saved: false });
  });

  test('both windows at the same moment: one is taken, the other is told', async () => {
    const { viewer, enrolment } = await learner('Cleo');
    const outcomes = await Promise.all(['a', 'b', 'c', 'd'].map((text) => write(viewer, enrolment, 'reader', text, 0, newId())));
    expect(outcomes.filter((one) => one.saved)).toHaveLength(1);
    const kept = await valueOf(viewer, enrolment, 'reader');
    for (const one of outcomes) if (!one.saved) expect(one.theirs.value).toBe(kept);
    const [row] = await t.database.query(`SELECT count(*)::int AS n FROM learning_event WHERE enrolment_id = $1 AND type = 'plan-started'`, [enrolment]);
    expect(row!.n).toBe(1);
    await clean();
  });

  test('a save is two statements once the plan has begun, the whole plan one', async () => {
    const { viewer, enrolment } = await learner('Dora');
    await write(viewer, enrolment, 'reader', 'a');
    const save = await statementsOf(() => write(viewer, enrolment, 'reader', 'b', 1));
    expect([save.statements.length, save.frames.length]).toEqual([2, 0]);
    expect((await statementsOf(() => plans.desk(viewer, enrolment, 'p-small'))).statements).toHaveLength(1);
  });

  test('is nobody’s but the learner’s', async () => {
    const { viewer, enrolment } = await learner('Eva');
    await write(viewer, enrolment, 'reader', 'mine');
    const stranger = await school.person('Stranger');
    const all: Viewer = { ...stranger, grants: [{ role: 'administrator', path: null }, { role: 'trainer', path: null }] };
    for (const other of [stranger, school.coordinator(), all]) {
      await expect(plans.desk(other, enrolment, 'p-small')).rejects.toThrow(NotFound);
      await expect(write(other, enrolment, 'reader', 'theirs', 9)).rejects.toThrow(NotFound);
      await expect(plans.finish(other, enrolment, 'p-small')).rejects.toThrow(NotFound);
    }
    expect(await valueOf(viewer, enrolment, 'reader')).toBe('mine');
  });

  test.each([
    ['no such enrolment', 'nonsense', 'p-small', 'reader', 'x', NotFound],
    ['no such plan', '', 'l-one', 'reader', 'x', NotFound],
    ['no such field', '', 'p-small', 'none', 'x', NotFound],
    ['too long', '', 'p-small', 'reader', 'x'.repeat(4001), Invalid],
    ['another shape', '', 'p-small', 'days', 'x', Invalid],
  ])('%s', async (_name, enrolmentId, planId, field, value, wanted) => {
    const { viewer, enrolment } = await learner('Finn');
    await expect(plans.save(viewer, enrolmentId || enrolment, planId, field, { value, seen: 0, writer: null })).rejects.toThrow(wanted);
    const [row] = await t.database.query(`SELECT count(*)::int AS n FROM plan_entry WHERE enrolment_id = $1`, [enrolment]);
    expect(row!.n).toBe(0);
  });
});

// Last, because it publishes.
test('a plan whose form changes keeps every word, and can be seen when it has left the programme', async () => {
  const { viewer, enrolment } = await learner('Gina');
  await write(viewer, enrolment, 'days', [['May', 'first letter'], ['June', 'second letter']]);
  await school.change('plans/letter-plan/plan.yaml', 'rows: 2, columns: [when, what]', 'lines: 3');
  await school.change('plans/letter-plan/plan.en.yaml', '    columns: { when: When, what: What }\n', '');
  await school.publish();
  await t.get(ProgressService).moveAll();
  expect(await valueOf(viewer, enrolment, 'days')).toBe('May · first letter\nJune · second letter');

  await school.change('programmes/small/programme.yaml', '  - local: m-plan\n    required: true\n', '');
  await school.change('programmes/small/programme.yaml', 'minutes: [20, 60]\n', '');
  await school.drop('programmes/small/m-plan', 'plans');
  await school.publish();
  await t.get(ProgressService).moveAll();
  expect((await plans.desk(viewer, enrolment, 'p-small')).values.get('days')).toEqual([['May', 'first letter'], ['June', 'second letter']]);
  await clean();
});

