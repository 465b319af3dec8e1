import { AuthoringModule } from '../../src/authoring/authoring.module.js';
import { CohortsModule } from '../../src/cohorts/cohorts.module.js';
import { EnrolmentAccess } from '../../src/cohorts/enrolments.service.js';
import { NotFound } from '../../src/platform/errors.js';
import { DomainEvents } from '../../src/platform/events.js';
import { newId } from '../../src/platform/ids.js';
import type { Viewer } from '../../src/platform/security/viewer.js';
import { LearnService } from '../../src/progress/learn.service.js';
import { ProgressAudit } from '../../src/progress/progress-audit.service.js';
import { ProgrammeCompleted, ProgressChanged } from '../../src/progress/progress.events.js';
import { ProgressModule } from '../../src/progress/progress.module.js';
import { ProgressQueries } from '../../src/progress/progress.queries.js';
import { ProgressService } from '../../src/progress/progress.service.js';
import { testServices, type TestServices } from '../support/app.js';
import { School } from './school.js';

let t: TestServices;
let school: School;
let learn: LearnService;
let progress: ProgressService;
const completed: ProgrammeCompleted[] = [];
const changed: ProgressChanged[] = [];

beforeAll(async () => {
  t = await testServices([AuthoringModule, CohortsModule, ProgressModule]);
  school = await School.in(t);
  learn = t.get(LearnService);
  progress = t.get(ProgressService);
  t.get(DomainEvents).on(ProgrammeCompleted, async (event) => void completed.push(event));
  t.get(DomainEvents).on(ProgressChanged, async (event) => void changed.push(event));
});
afterAll(async () => {
  await school.close();
  await t.close();
});

const types = async (enrolmentId: string): Promise<string[]> => {
  const rows = await t.database.query<{ type: string; item_id: string | null }>(
    'SELECT type, item_id FROM learning_event WHERE enrolment_id = $1 ORDER BY sequence',
    [enrolmentId],
  );
  return rows.map((row) => [row.type, row.item_id].filter(Boolean).join(' '));
};
const snapshot = async (enrolmentId: string) => (await t.get(ProgressQueries).snapshots([enrolmentId])).get(enrolmentId)!;
const passQuiz = async (viewer: Viewer, enrolmentId: string) => {
  const enrolment = await t.get(EnrolmentAccess).forViewer(viewer, enrolmentId);
  return progress.record(enrolment, { type: 'quiz-graded', itemId: 'q-shared', payload: { attempt: newId(), passed: true } });
};
const clean = async () => expect((await t.get(ProgressAudit).verify()).differences).toEqual([]);

describe('a learner’s way', () => {
  test('from enrolment to completion, announced once', async () => {
    const anna = await school.person('Anna');
    const enrolment = await school.enrol(anna, 'small', { opened: false });
    expect(await types(enrolment)).toEqual(['enrolled']);
    expect(await learn.start(anna, enrolment)).toBe(`/learn/${enrolment}/items/l-one`);
    await learn.opened(anna, enrolment, 'l-one');
    expect(await learn.resume(anna, enrolment)).toBe(`/learn/${enrolment}/items/l-one`);
    expect(await learn.finish(anna, enrolment, 'l-one')).toBe(`/learn/${enrolment}/items/l-two`);
    await learn.finish(anna, enrolment, 'l-two');
    expect(await snapshot(enrolment)).toMatchObject({ required: 4, done: 2, modulesDone: [], nextItemId: 'q-shared', completedAt: null });
    await passQuiz(anna, enrolment);
    expect(await snapshot(enrolment)).toMatchObject({ done: 3, modulesDone: ['m-shared'], nextItemId: 'l-local' });
    t.clock.pass({ days: 1 });
    expect(await learn.finish(anna, enrolment, 'l-local')).toBe(`/learn/${enrolment}`);
    expect(await snapshot(enrolment)).toMatchObject({ required: 4, done: 4, nextItemId: null, completedAt: t.clock.now() });
    const news = completed.filter((event) => event.enrolmentId === enrolment);
    expect(news).toHaveLength(1);
    expect(news[0]).toMatchObject({ personId: anna.personId, programmeId: 'small', at: t.clock.now() });
    expect(changed.filter((event) => event.enrolmentId === enrolment)).toHaveLength((await types(enrolment)).length);
    await clean();
  });

  test('a repeat records nothing, and two tabs at once finish once', async () => {
    const ben = await school.person('Ben');
    const enrolment = await school.enrol(ben);
    await Promise.all([1, 2, 3, 4].map(() => learn.finish(ben, enrolment, 'l-one')));
    await Promise.all(['l-two', 'l-local', 'l-two', 'l-local'].map((item) => learn.finish(ben, enrolment, item)));
    expect((await types(enrolment)).sort()).toEqual(['enrolled', 'lesson-finished l-local', 'lesson-finished l-one', 'lesson-finished l-two']);
    await learn.opened(ben, enrolment, 'l-one');
    expect(await types(enrolment)).toHaveLength(4);
    t.clock.pass({ days: 1 });
    await learn.opened(ben, enrolment, 'l-one');
    expect((await snapshot(enrolment)).lastActivityAt).toEqual(t.clock.now());
    await clean();
  });

  test('an own enrolment only: nobody else’s exists, whatever their role', async () => {
    const cleo = await school.person('Cleo');
    const enrolment = await school.enrol(cleo);
    const outsiders = [
      await school.person('Outsider'),
      school.coordinator(),
      await school.person('Admin', [{ role: 'administrator', path: null }]),
      await school.person('Trainer', [{ role: 'trainer', path: null }]),
    ];
    for (const outsider of outsiders)
      for (const attempt of [
        () => learn.enrolment(outsider, enrolment),
        () => learn.place(outsider, enrolment, 'l-one'),
        () => learn.start(outsider, enrolment),
        () => learn.resume(outsider, enrolment),
        () => learn.opened(outsider, enrolment, 'l-one'),
        () => learn.finish(outsider, enrolment, 'l-one'),
      ])
        await expect(attempt()).rejects.toBeInstanceOf(NotFound);
    expect(await types(enrolment)).toEqual(['enrolled']);
  });

  test.each(['l-too', 'q-shared', 'nonsense'])('%s cannot be finished as a lesson of this programme', async (item) => {
    const dora = await school.person('Dora');
    const enrolment = await school.enrol(dora);
    await expect(learn.finish(dora, enrolment, item)).rejects.toBeInstanceOf(NotFound);
    expect(await types(enrolment)).toEqual(['enrolled']);
  });

  test('what fails is not half recorded', async () => {
    const emil = await school.person('Emil');
    const enrolment = await school.enrol(emil);
    const work = t.database.transaction(async () => {
      await learn.finish(emil, enrolment, 'l-one');
      throw new Error('the light goes out');
    });
    await expect(work).rejects.toThrow('the light goes out');
    expect(await types(enrolment)).toEqual(['enrolled']);
    expect(await snapshot(enrolment)).toMatchObject({ sequence: 1, done: 0 });
    await clean();
  });
});

describe('a shared module', () => {
  test('counts in the other programme when it is completed, with its own date', async () => {
    const fay = await school.person('Fay');
    const [one, two] = [await school.enrol(fay, 'small'), await school.enrol(fay, 'small-too')];
    await passQuiz(fay, one);
    expect(await types(two)).toEqual(['enrolled', 'module-credited m-shared']);
    const there = await learn.journey(await learn.enrolment(fay, two));
    expect(there.standing.modules.get('m-shared')).toMatchObject({ creditedFrom: one, at: t.clock.now() });
    expect(there.creditedBy.get(one)?.programmeId).toBe('small');
    expect(there.standing.lastActivityAt).toBeNull();
    expect(await snapshot(two)).toMatchObject({ required: 4, done: 3, nextItemId: 'l-too' });
    await clean();
  });

  test('counts at enrolment, with the date of the work', async () => {
    const gus = await school.person('Gus');
    const one = await school.enrol(gus, 'small');
    await passQuiz(gus, one);
    const worked = t.clock.now();
    t.clock.pass({ days: 3 });
    const two = await school.enrol(gus, 'small-too');
    const { standing } = await learn.journey(await learn.enrolment(gus, two));
    expect(standing.modules.get('m-shared')).toMatchObject({ creditedFrom: one, at: worked });
    await learn.finish(gus, two, 'l-too');
    expect(completed.filter((event) => event.enrolmentId === two)).toHaveLength(1);
    expect((await snapshot(two)).completedAt).toEqual(t.clock.now());
    await clean();
  });

  test('is done afresh in a second cohort of the same programme', async () => {
    const hal = await school.person('Hal');
    const first = await school.enrol(hal, 'small');
    await passQuiz(hal, first);
    const again = await school.enrol(hal, 'small', { name: 'Next year' });
    expect(await types(again)).toEqual(['enrolled']);
  });

  test('is credited once when both are done at the same moment', async () => {
    const ida = await school.person('Ida');
    const [one, two] = [await school.enrol(ida, 'small'), await school.enrol(ida, 'small-too')];
    await Promise.all([passQuiz(ida, one), passQuiz(ida, two)]);
    const all = [...(await types(one)), ...(await types(two))];
    expect(all.filter((type) => type.startsWith('module-credited'))).toHaveLength(1);
    await clean();
  });

  test('is not missed when somebody is enrolled while completing it', async () => {
    const jan = await school.person('Jan');
    const one = await school.enrol(jan, 'small');
    const [, two] = await Promise.all([passQuiz(jan, one), school.enrol(jan, 'small-too')]);
    expect(await types(two)).toContain('module-credited m-shared');
    await clean();
  });

  test('of one person is nobody else’s', async () => {
    const [kim, lea] = [await school.person('Kim'), await school.person('Lea')];
    const [one, two] = [await school.enrol(kim, 'small'), await school.enrol(lea, 'small-too')];
    await passQuiz(kim, one);
    expect(await types(two)).toEqual(['enrolled']);
  });
});

describe('the audit', () => {
  test.each([
    ['a completion that never was', `UPDATE enrolment_state SET completed_at = now() WHERE enrolment_id = $1`, 'completedAt'],
    ['a count', `UPDATE enrolment_state SET done = 7 WHERE enrolment_id = $1`, 'done'],
    ['modules', `UPDATE enrolment_state SET modules_done = '["m-local"]' WHERE enrolment_id = $1`, 'modulesDone'],
    ['an item', `UPDATE item_state SET state = 'started', completed_at = NULL WHERE enrolment_id = $1 AND item_id = 'l-one'`, 'item_state l-one'],
    ['an item too many', `INSERT INTO item_state (enrolment_id, item_id, state, started_at) VALUES ($1, 'l-two', 'done', now())`, 'item_state l-two'],
    ['a lost item', `DELETE FROM item_state WHERE enrolment_id = $1 AND item_id = 'l-one'`, 'item_state l-one'],
    ['a lost state', `DELETE FROM enrolment_state WHERE enrolment_id = $1`, 'enrolment_state'],
  ])('finds %s and repairs it', async (_, tamper, where) => {
    const person = await school.person('Audited');
    const enrolment = await school.enrol(person);
    await learn.finish(person, enrolment, 'l-one');
    const before = await snapshot(enrolment);
    await clean();
    await t.database.query(tamper, [enrolment]);
    const { differences } = await t.get(ProgressAudit).verify();
    expect(differences.map((difference) => [difference.enrolmentId, difference.where])).toEqual([[enrolment, where]]);
    expect(await t.get(ProgressAudit).rebuild()).toMatchObject({ repaired: 1, differences: [] });
    expect(await snapshot(enrolment)).toEqual(before);
    await clean();
  });

  test('names events that are missing and does not invent them', async () => {
    const person = await school.person('Torn');
    const enrolment = await school.enrol(person);
    await learn.finish(person, enrolment, 'l-one');
    await learn.finish(person, enrolment, 'l-two');
    await t.database.query('DELETE FROM learning_event WHERE enrolment_id = $1 AND sequence = 2', [enrolment]);
    expect((await t.get(ProgressAudit).rebuild()).differences).toEqual([
      { enrolmentId: enrolment, where: 'events', stored: [1, 3], computed: 'one unbroken sequence' },
    ]);
    await t.database.query('DELETE FROM learning_event WHERE enrolment_id = $1', [enrolment]);
    await t.database.query('DELETE FROM item_state WHERE enrolment_id = $1', [enrolment]);
    await t.database.query('DELETE FROM enrolment_state WHERE enrolment_id = $1', [enrolment]);
    await t.database.query('DELETE FROM enrolment WHERE id = $1', [enrolment]);
    await clean();
  });
});

describe('a new revision', () => {
  test('is followed by everybody, keeps what was done, and asks what is new', async () => {
    const [max, nia, ole] = [await school.person('Max'), await school.person('Nia'), await school.person('Ole')];
    const [half, passed, whole] = [await school.enrol(max), await school.enrol(nia), await school.enrol(ole)];
    await learn.finish(max, half, 'l-one');
    await passQuiz(nia, passed);
    await passQuiz(ole, whole);
    await learn.finish(ole, whole, 'l-local');
    const done = await snapshot(whole);

    await school.add('library/m-shared/l-three.en.md', 'library/m-shared/l-two.en.md');
    await school.change('library/m-shared/module.yaml', '  - lesson: l-two', '  - lesson: l-three\n    minutes: 7\n  - lesson: l-two');
    await school.publish();
    const enrolments = Number((await t.database.one('SELECT count(*) AS n FROM enrolment'))!.n);
    const moved = await Promise.all([progress.moveAll('small'), progress.moveAll(), progress.moveAll()]);
    expect(moved.reduce((sum, n) => sum + n)).toBe(enrolments);
    expect(await progress.moveAll()).toBe(0);

    expect(await snapshot(half)).toMatchObject({ required: 5, done: 1, nextItemId: 'l-three' });
    expect(await snapshot(passed)).toMatchObject({ required: 2, done: 1, modulesDone: ['m-shared'], nextItemId: 'l-local' });
    expect(await snapshot(whole)).toMatchObject({ completedAt: done.completedAt, nextItemId: null });
    const journey = await learn.journey(await learn.enrolment(max, half));
    expect([...journey.standing.fresh]).toEqual(['l-three']);
    expect(journey.outline.revision).toBe(2);
    expect(completed.filter((event) => event.enrolmentId === whole)).toHaveLength(1);
    await clean();
  });
});
