import { ImportService } from '../../src/authoring/import.service.js';
import { CatalogueService } from '../../src/catalogue/catalogue.service.js';
import { CohortsSeed } from '../../src/cohorts/cohorts.seed.js';
import { Passwords } from '../../src/accounts/passwords.js';
import { newId } from '../../src/platform/ids.js';
import { ProgressAudit } from '../../src/progress/progress-audit.service.js';
import { rightAnswer } from '../../src/questions/rules/grade.js';
import { formOf } from '../support/answers.js';
import { QuizService } from '../../src/quizzes/quiz.service.js';
import type { Viewer } from '../../src/platform/security/viewer.js';
import { languages } from '../../src/platform/i18n/texts.js';
import { testWeb, type TestWeb } from '../support/app.js';
import { signedIn, worldPassword } from '../support/world.js';

// Every item of every programme that ships, in every language, as a learner meets it: read, answered, written, completed.

const programmes = [
  'island-of-peace',
  'more-than-a-number',
  'hut-in-the-vineyard',
  'different-together',
  'stories-of-dobrogea',
  'life-on-the-line',
  'one-voice-at-the-counter',
  'crossings',
];

let t: TestWeb;
let authorityId: string;
let coordinatorId: string;

async function person(email: string, language: string): Promise<string> {
  const id = newId();
  const hash = await t.get(Passwords).hash(worldPassword);
  await t.database.query(
    `INSERT INTO person (id, email, name, authority_id, password_hash, language, zone, created_at) VALUES ($1, $2, 'Walker', $3, $4, $5, 'UTC', $6)`,
    [id, email, authorityId, hash, language, t.clock.now()],
  );
  return id;
}

beforeAll(async () => {
  t = await testWeb();
  const report = await t.get(ImportService).importFolder();
  expect(report.problems).toEqual([]);
  authorityId = newId();
  await t.database.query(`INSERT INTO authority (id, path, name, zone, policy, created_at) VALUES ($1, $2, 'Town', 'UTC', '{}', $3)`, [
    authorityId,
    `/${authorityId}/`,
    t.clock.now(),
  ]);
  coordinatorId = await person('coordinator@walk.test', 'en');
}, 120_000);
afterAll(() => t?.close());

it('knows every programme that ships', async () => {
  expect((await t.get(CatalogueService).currentOutlines()).map((outline) => outline.programmeId)).toEqual(programmes);
});

describe.each(languages)('in %s', (language) => {
  it.each(programmes)(
    '%s is read, passed, planned and complete',
    async (programmeId) => {
      const email = `${programmeId}.${language}@walk.test`;
      const personId = await person(email, language);
      const { enrolments } = await t.get(CohortsSeed).seedCohort({
        name: programmeId,
        programmeId,
        authorityId,
        coordinatorId,
        zone: 'UTC',
        startsOn: '2026-11-02',
        endsOn: null,
        people: [{ id: personId, opened: true }],
      });
      const enrolment = enrolments.get(personId)!;
      const agent = await signedIn(t, email);
      const viewer: Viewer = { personId, name: 'Walker', email, language, zone: 'UTC', theme: 'system', grants: [], by: 'session' };
      const outline = await t.get(CatalogueService).currentOutline(programmeId);
      const learn = `/learn/${enrolment}`;
      const post = async (path: string, body: object = {}): Promise<void> => {
        const answer = await agent.post(path).set('Origin', t.config.baseUrl).type('form').send(body);
        expect([path, answer.status]).toEqual([path, 303]);
      };
      /** The page in the reader's language: nothing of its content says that it is in another one. */
      const read = async (path: string): Promise<string> => {
        const answer = await agent.get(path);
        expect([path, answer.status]).toEqual([path, 200]);
        const [main] = /<main[\s\S]*<\/main>/.exec(answer.text) ?? [''];
        const foreign = [...main.matchAll(/ lang="([a-z]+)"/g)].map(([, found]) => found).filter((found) => found !== language);
        expect([path, foreign]).toEqual([path, []]);
        return main;
      };

      await read(learn);
      for (const module of outline.modules)
        for (const item of module.items) {
          if (item.kind === 'lesson') {
            const html = await read(`${learn}/items/${item.id}`);
            const wanted = item.pictures.map((picture) => outline.pictures[picture]!.words[language]!.title);
            if (item.plan) wanted.push(`/fields/${item.plan}?from=${item.id}`);
            if (item === module.items[0] && !module.local) wanted.push(module.situation![language]!.title);
            const said = html.replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&amp;', '&');
            expect([item.id, wanted.filter((words) => !said.includes(words))]).toEqual([item.id, []]);
            await post(`${learn}/items/${item.id}/done`);
          } else if (item.kind === 'quiz') {
            const quiz = `${learn}/quizzes/${item.id}`;
            await read(quiz);
            await post(`${quiz}/start`);
            const { questions } = await t.get(QuizService).sheet(viewer, enrolment, item.id, 1);
            expect(questions).toHaveLength(item.draw);
            for (const id of item.always) expect(questions.map((question) => question.id)).toContain(id);
            for (const [k, question] of questions.entries()) {
              if (k === 0) await read(`${quiz}/attempts/1/questions/1`);
              await post(`${quiz}/attempts/1/questions/${k + 1}/answer`, formOf(rightAnswer(question, language)));
            }
            await post(`${quiz}/attempts/1/hand-in`);
            await read(`${quiz}/attempts/1`);
          } else {
            const plan = `${learn}/plans/${item.id}`;
            for (const field of item.fields) {
              await read(`${plan}/fields/${field.id}`);
              await post(
                `${plan}/fields/${field.id}`,
                field.kind === 'text' ? { value: 'A few words', seen: 0 } : { 'cell-0-0': 'A few words', seen: 0 },
              );
            }
            await read(plan);
            await post(`${plan}/finish`);
          }
        }
      expect((await read(learn)).includes('/certificates/')).toBe(true);
      const [state] = await t.database.query<{ done: number; required: number; completedAt: Date | null }>(
        'SELECT done, required, completed_at AS "completedAt" FROM enrolment_state WHERE enrolment_id = $1',
        [enrolment],
      );
      expect(state!.completedAt).toEqual(t.clock.now());
      expect(state!.done).toBe(state!.required);
    },
    120_000,
  );
});

it('leaves a record in which every row says what the events say', async () => {
  const audit = await t.get(ProgressAudit).verify();
  expect(audit.enrolments).toBe(programmes.length * languages.length);
  expect(audit.differences).toEqual([]);
});
