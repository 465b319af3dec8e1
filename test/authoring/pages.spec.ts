import request from 'supertest';
import { AccountsModule } from '../../src/accounts/accounts.module.js';
import { SeedPeople } from '../../src/accounts/accounts.seed.js';
import { TokensService } from '../../src/accounts/tokens.service.js';
import { AuthoringModule } from '../../src/authoring/authoring.module.js';
import { AuthoringWebModule } from '../../src/authoring/authoring.web.module.js';
import { ImportService } from '../../src/authoring/import.service.js';
import { CatalogueModule } from '../../src/catalogue/catalogue.module.js';
import { CatalogueWebModule } from '../../src/catalogue/catalogue.web.module.js';
import { MailModule } from '../../src/mail/mail.module.js';
import { HttpModule } from '../../src/platform/http/http.module.js';
import { WebModule } from '../../src/web/web.module.js';
import { testWeb, type TestWeb } from '../support/app.js';
import { smallFolder } from '../support/courses.js';
import { statementsOf } from '../support/statements.js';

type Who = 'learner' | 'trainer' | 'coordinator';

let t: TestWeb;
const tokens = {} as Record<Who, string>;

beforeAll(async () => {
  t = await testWeb([HttpModule, WebModule, MailModule, AccountsModule, CatalogueModule, CatalogueWebModule, AuthoringModule, AuthoringWebModule]);
  await t.get(ImportService).importFolder(smallFolder);
  const people = await t.get(SeedPeople).run();
  for (const who of ['learner', 'trainer', 'coordinator'] as const)
    tokens[who] = (
      await t
        .get(TokensService)
        .make(
          { personId: people[who], name: who, email: `${who}@reed.test`, language: 'en', zone: 'UTC', theme: 'system', grants: [], by: 'session' },
          'test',
        )
    ).secret;
});
afterAll(() => t.close());

const get = (who: Who, path: string) => request(t.server).get(path).set('authorization', `Bearer ${tokens[who]}`);
const post = (who: Who, path: string, body: object) =>
  request(t.server).post(path).set('authorization', `Bearer ${tokens[who]}`).set('origin', t.config.baseUrl).type('form').send(body);

const lesson = '/catalogue/small/items/l-one/preview';
const quiz = '/catalogue/small/items/q-shared/preview';

describe('the catalogue’s pages', () => {
  it('list all programmes with what they are built on', async () => {
    const { status, text } = await get('learner', '/catalogue');
    expect(status).toBe(200);
    expect(text).toContain('Small: letters from a small town');
    expect(text).toContain('Built on the case of the next town');
    expect(text).toContain('20 minutes');
  });

  it('show a programme’s modules, objectives and items; links to previews only to those who may follow them', async () => {
    const { text } = await get('learner', '/catalogue/small');
    expect(text).toContain('S1 · Letters that people can use');
    expect(text).toContain('Say in the first sentence what the reader has to do.');
    expect(text).toContain('3 questions');
    expect(text).not.toContain(lesson);
    expect((await get('trainer', '/catalogue/small')).text).toContain(lesson);
  });

  it('come from memory', async () => {
    await get('learner', '/catalogue/small');
    for (const path of ['/catalogue', '/catalogue/small'])
      expect((await statementsOf(() => get('learner', path))).statements.filter((text) => /programme|revision|blob/.test(text))).toEqual([]);
  });

  it.each(['/catalogue/none', '/catalogue/%00', '/catalogue/small/items/none/preview', '/catalogue/small-too/items/l-local/preview'])(
    '%s is not there',
    async (path) => expect((await get('trainer', path)).status).toBe(404),
  );

  it('ask a stranger to sign in', async () => {
    const { status, headers } = await request(t.server).get('/catalogue');
    expect([status, headers.location]).toEqual([303, '/sign-in?next=%2Fcatalogue']);
  });
});

describe('the API of the catalogue', () => {
  it('lists programmes and tells everything about one but the keys', async () => {
    expect((await get('learner', '/api/v1/programmes')).body.items).toMatchObject([
      { id: 'small', minutes: 20, languages: ['en'] },
      { id: 'small-too' },
    ]);
    const { body, text } = await get('learner', '/api/v1/programmes/small');
    expect(body.modules[0].items).toMatchObject([{ kind: 'lesson' }, { kind: 'lesson' }, { id: 'q-shared', kind: 'quiz', questions: 3 }]);
    expect(text).not.toMatch(/correct|"why"|What would you do tomorrow/);
    expect((await get('learner', '/api/v1/programmes/none')).status).toBe(404);
  });

  it('is described', async () => {
    const { body } = await get('learner', '/api/openapi.json');
    expect(Object.keys(body.paths)).toEqual(
      expect.arrayContaining(['/api/v1/programmes', '/api/v1/programmes/{id}', '/api/v1/import-reports/latest']),
    );
  });
});

describe('a preview', () => {
  it('shows a lesson as learners see it', async () => {
    const { text } = await get('trainer', lesson);
    expect(text).toContain('The answer comes first');
    expect(text).toContain('<p class="box-label">Extension material</p>');
  });

  it('lets a quiz be tried, explains every option, and keeps nothing', async () => {
    const form = await get('trainer', quiz);
    expect(form.text.match(/<fieldset/g)).toHaveLength(3);
    expect(form.text).not.toContain('People are polite and say yes.');

    const { result, statements } = await statementsOf(() =>
      post('trainer', quiz, { 'answer-q-s': 'b', 'answer-q-m': ['a', 'b'], 'answer-q-t': 'false' }),
    );
    expect(result.status).toBe(200);
    // 1 + 1/4 + 0 of 3
    expect(result.text).toContain('You have 1.25 of 3 points.');
    expect(result.text).toContain('Not passed yet');
    expect(result.text).toContain('People are polite and say yes.');
    expect(result.text).toContain('Read again: Ask somebody from outside');
    expect(statements.filter((text) => /^(INSERT|UPDATE|DELETE)/i.test(text) && !/access_token/.test(text))).toEqual([]);
  });

  it('passes with the right answers, and takes nonsense as no answer', async () => {
    expect((await post('trainer', quiz, { 'answer-q-s': 'b', 'answer-q-m': ['c', 'a'], 'answer-q-t': 'true' })).text).toContain(
      'You have 3 of 3 points.',
    );
    const { status, text } = await post('trainer', quiz, { 'answer-q-s': ['a', 'b'], 'answer-q-m': 'zz', other: 'x' });
    expect(status).toBe(200);
    expect(text).toContain('You have 0 of 3 points.');
    expect((await post('trainer', lesson, {})).status).toBe(404);
  });

  it('shows the key', async () => {
    const { text } = await get('trainer', `${quiz}?show=key`);
    expect(text.match(/Right answer</g)).toHaveLength(4);
  });

  it.each<Who>(['learner', 'coordinator'])('is not for a %s', async (who) => {
    expect((await get(who, lesson)).status).toBe(403);
    expect((await get(who, `${quiz}?show=key`)).status).toBe(403);
    expect((await post(who, quiz, {})).status).toBe(403);
  });
});

describe('the report of the import', () => {
  it('is for trainers', async () => {
    const { text } = await get('trainer', '/authoring');
    expect(text).toContain('The last import published new revisions');
    expect(text).toContain('Small too: letters from the next town');
    expect((await get('trainer', '/api/v1/import-reports/latest')).body).toMatchObject({
      outcome: 'published',
      published: ['small', 'small-too'],
      problems: [],
    });
    expect((await get('learner', '/authoring')).status).toBe(403);
    expect((await get('coordinator', '/api/v1/import-reports/latest')).status).toBe(403);
  });
});
