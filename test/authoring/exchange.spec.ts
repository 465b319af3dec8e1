import fc from 'fast-check';
import request from 'supertest';
import { AccountsModule } from '../../src/accounts/accounts.module.js';
import { SeedPeople } from '../../src/accounts/accounts.seed.js';
import { TokensService } from '../../src/accounts/tokens.service.js';
import { AuthoringModule } from '../../src/authoring/authoring.module.js';
import { AuthoringWebModule } from '../../src/authoring/authoring.web.module.js';
import { ImportService } from '../../src/authoring/import.service.js';
import { quizFiles } from '../../src/authoring/rules/quiz-files.js';
import { CatalogueModule } from '../../src/catalogue/catalogue.module.js';
import { CatalogueWebModule } from '../../src/catalogue/catalogue.web.module.js';
import { MailModule } from '../../src/mail/mail.module.js';
import { HttpModule } from '../../src/platform/http/http.module.js';
import { readCourses } from '../../src/catalogue/rules/read-courses.js';
import { readQuestions } from '../../src/questions/exchange/exchange.js';
import { WebModule } from '../../src/web/web.module.js';
import { testWeb, type TestWeb } from '../support/app.js';
import { smallCourses, smallFolder } from '../support/courses.js';
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
const post = (who: Who, path: string, fields: Record<string, string>, file?: Buffer) => {
  const asked = request(t.server).post(path).set('authorization', `Bearer ${tokens[who]}`).set('origin', t.config.baseUrl);
  for (const [name, value] of Object.entries(fields)) void asked.field(name, value);
  return file ? asked.attach('file', file, { filename: 'bank "1".xml', contentType: 'text/xml' }) : asked.field('more', 'x');
};

const page = '/authoring/exchange';
const bank = { format: 'auto', language: 'en', module: 'm-shared' };
const chosen = { id: 'q-moodle', title: 'From Moodle: <b>1</b>', lesson: 'l-two', objective: 'o-shared-second' };
const text = `// [tag:letters]
::Q 1 <script>alert(1)</script>:: What comes first\\: "a" or <img src=x onerror=alert(2)>? {
  =The point#Right.
  ~The law
}

Name a film. {=*}

::TF::Letters are short. {FALSE#They are not.}
`;

describe('questions of another system', () => {
  it('are reported one by one, escaped, and nothing is stored', async () => {
    const { result, statements } = await statementsOf(() => post('trainer', page, { ...bank, text }));
    expect(result.status).toBe(200);
    expect(result.text).toContain('0 come through whole, 2 are changed, 1 is left out.');
    expect(result.text).toContain('Any answer at all earns points.');
    expect(result.text).toContain('Pictures are dropped.');
    expect(result.text).toContain('Q 1 &lt;script>alert(1)&lt;/script>');
    expect(result.text).not.toMatch(/<script>alert|<img src=x/);
    expect(statements.filter((sql) => /^(INSERT|UPDATE|DELETE)/i.test(sql) && !/access_token/.test(sql))).toEqual([]);
  });

  it('become two files that the import takes', async () => {
    const made = await post('trainer', `${page}/files`, { ...bank, ...chosen, text });
    expect(made.status).toBe(200);
    expect(made.text).toContain('2 questions are ready, and the files pass the check.');
    // What is left to do, step by step, for no page writes into the course folder.
    for (const step of [
      'Download both files.',
      'Put both files into courses/library/m-shared.',
      '- quiz: q-moodle',
      'courses:check',
      'Start Reed again.',
    ])
      expect(made.text).toContain(step);

    const files = new Map(smallCourses());
    for (const which of ['structure', 'words']) {
      const file = await post('trainer', `${page}/download`, { ...bank, ...chosen, text, which })
        .buffer(true)
        .parse((res, done) => {
          let body = '';
          res.setEncoding('utf8');
          res.on('data', (part: string) => (body += part));
          res.on('end', () => done(null, body));
        });
      expect(file.headers['content-disposition']).toBe(`attachment; filename="q-moodle.quiz.${which === 'structure' ? '' : 'en.'}yaml"`);
      files.set(`library/m-shared/q-moodle.quiz.${which === 'structure' ? '' : 'en.'}yaml`, file.body as string);
    }
    const module = 'library/m-shared/module.yaml';
    files.set(module, `${files.get(module)!.trimEnd()}\n  - quiz: q-moodle\n    minutes: 2\n`);
    const reading = readCourses(files);
    expect(reading.problems).toEqual([]);
    expect(files.get('library/m-shared/q-moodle.quiz.yaml')).toContain('tags:\n      - letters');
    expect(files.get('library/m-shared/q-moodle.quiz.en.yaml')).toContain('This is not right.');
  });

  it('come as a file, whatever its name', async () => {
    const xml = `<?xml version="1.0" encoding="UTF-8"?><quiz><question type="truefalse"><name><text>ĳs</text></name><questiontext format="html"><text><![CDATA[<p>Ice is <b>cold</b>.</p>]]></text></questiontext><answer fraction="100"><text>true</text></answer><answer fraction="0"><text>false</text></answer></question></quiz>`;
    const { status, text: html } = await post('trainer', page, bank, Buffer.from(xml));
    expect(status).toBe(200);
    expect(html).toContain('Formatting of short texts is dropped.');
    for (const bytes of [Buffer.from(xml.replace('cold', 'gelé'), 'latin1'), Buffer.from(xml, 'utf16le')]) {
      const broken = await post('trainer', page, bank, bytes);
      expect(broken.status).toBe(422);
      expect(broken.text).toMatch(/It is not text in UTF-8\.|It holds signs that no text has\./);
    }
    const large = await post('trainer', page, bank, Buffer.alloc(5 * 1024 * 1024 + 1, 'x'));
    expect(large.status).toBe(422);
    expect(large.text).toContain('It is larger than 5 MB.');
    const larger = await t.app.inject({
      method: 'POST',
      url: page,
      headers: { authorization: `Bearer ${tokens.trainer}`, origin: t.config.baseUrl, 'content-type': 'multipart/form-data; boundary=x' },
      payload: Buffer.alloc(11 * 1024 * 1024, 'x'),
    });
    expect(larger.statusCode).toBe(413);
    expect(larger.body).toContain('This is larger than Reed takes at once.');
  });

  it('are refused as a whole in one sentence, and what was typed is kept', async () => {
    const bomb = '<!DOCTYPE quiz [<!ENTITY a "aaaa">]><quiz>&a;</quiz>';
    const { status, text: html } = await post('trainer', page, { ...bank, text: bomb });
    expect(status).toBe(422);
    expect(html).toContain('It declares a document type or entities (line 1).');
    expect(html).toContain('&lt;!ENTITY a');
    const long = 'x'.repeat(30_000);
    expect((await post('trainer', page, { ...bank, module: 'none', text: `${long} {T}` })).text).toContain(long);
    expect((await post('trainer', page, { ...bank, language: 'nl', text })).text).toContain('The sources of this module are in another language.');
    expect((await post('trainer', page, { ...bank, text: '' })).text).toContain('There are no questions in it.');
  });

  it('never take an id that was used before', async () => {
    const taken = await post('trainer', `${page}/files`, { ...bank, ...chosen, id: 'q-shared', text });
    expect(taken.status).toBe(422);
    expect(taken.text).toContain('This id has been used before.');
    for (const wrong of [{ lesson: 'l-local' }, { objective: 'none' }, { id: 'Q 1' }])
      expect((await post('trainer', `${page}/files`, { ...bank, ...chosen, ...wrong, text })).status).toBe(422);
  });

  it.each<Who>(['learner', 'coordinator'])('are not for a %s', async (who) => {
    expect((await get(who, page)).status).toBe(403);
    for (const path of [page, `${page}/files`, `${page}/download`])
      expect((await post(who, path, { ...bank, ...chosen, text, which: 'words' })).status).toBe(403);
    expect((await get(who, '/catalogue/small/items/q-shared/export')).status).toBe(403);
    expect((await get(who, '/catalogue/small/items/q-shared/export/file')).status).toBe(403);
  });

  it('are read from nobody: a stranger signs in before a byte is taken, and other pages take no files', async () => {
    const stranger = await request(t.server).post(page).set('origin', t.config.baseUrl).field('text', text);
    expect(stranger.status).toBe(303);
    expect(stranger.headers.location).toContain('/sign-in');
    expect((await post('trainer', '/catalogue/small/items/q-shared/preview', { text })).status).toBe(415);
  });
});

describe('the export of a quiz', () => {
  const path = '/catalogue/small/items/q-shared/export';

  it('says first what is lost', async () => {
    expect((await get('trainer', '/catalogue/small/items/q-shared/preview')).text).toContain(path);
    const { status, text: html } = await get('trainer', `${path}?format=gift&language=xx`);
    expect(status).toBe(200);
    expect(html).toContain('0 come through whole, 3 are changed, none is left out.');
    expect(html).toContain(`${path}/file?format=gift&amp;language=en`);
    expect((await get('trainer', '/catalogue/small/items/l-one/export')).status).toBe(404);
  });

  it.each(['moodle-xml', 'gift'])('can be read again (%s)', async (format) => {
    const {
      status,
      text: written,
      headers,
    } = await get('trainer', `${path}/file?format=${format}&language=en`)
      .buffer(true)
      .parse((res, done) => {
        let body = '';
        res.setEncoding('utf8');
        res.on('data', (part: string) => (body += part));
        res.on('end', () => done(null, body));
      })
      .then((answer) => ({ status: answer.status, headers: answer.headers, text: answer.body as string }));
    expect(status).toBe(200);
    expect(headers['content-disposition']).toContain('attachment');
    expect(readQuestions(written).made.map(({ question }) => question)).toMatchObject([
      {
        name: 'q-s',
        type: 'single',
        exhibit: 'The letter',
        case: expect.stringContaining('*Dear resident'),
        stem: 'What do you put first in this letter?',
      },
      { name: 'q-m', type: 'multiple', options: [{ correct: true }, { correct: false }, { correct: true }, { correct: false }] },
      { name: 'q-t', type: 'truefalse', options: [{ correct: true }, { correct: false }] },
    ]);
  });
});

describe('the interface', () => {
  const api = '/api/v1/authoring/exchange';
  const out = '/api/v1/programmes/small/quizzes/q-shared/export';
  const send = (who: Who, path: string, body: object) =>
    request(t.server).post(path).set('authorization', `Bearer ${tokens[who]}`).set('origin', t.config.baseUrl).send(body);

  it('says what becomes of each question, in codes and in the language that is asked for', async () => {
    const { status, body } = await send('trainer', `${api}/dry-run`, { ...bank, text });
    expect(status).toBe(200);
    expect(body).toMatchObject({ format: 'gift', folder: 'library/m-shared', questions: 2 });
    expect(body.report[1]).toEqual({
      line: 7,
      name: 'Name a film.',
      type: 'shortanswer',
      outcome: 'refused',
      changes: [],
      dropped: [],
      refusal: 'anything',
      says: ['Any answer at all earns points.'],
    });
    const xml =
      '<quiz><question type="truefalse"><name><text>N</text></name>\n<questiontext><text>Is it?</text></questiontext>\n<mood>x</mood><defaultgrade>2</defaultgrade><answer fraction="100"><text>true</text></answer><answer fraction="0"><text>false</text></answer></question></quiz>';
    const named = await send('trainer', `${api}/dry-run`, { ...bank, text: xml });
    expect(named.body.report[0]).toMatchObject({
      outcome: 'changed',
      changes: ['parts', 'weight', 'reasons'],
      dropped: [
        { change: 'parts', name: 'mood', line: 3 },
        { change: 'weight', name: 'defaultgrade', line: 3 },
      ],
      says: [
        'Reed has no place for some parts of it. In the file: mood, line 3.',
        'Each question is worth one point here. In the file: defaultgrade, line 3.',
        expect.any(String),
      ],
    });
    const refused = await send('trainer', `${api}/dry-run`, { ...bank, text: '<!DOCTYPE quiz><quiz/>' });
    expect(refused.status).toBe(422);
    expect((await send('trainer', `${api}/dry-run`, { ...bank, text: 'x'.repeat(5 * 1024 * 1024 + 1) })).status).toBe(422);
    expect((await send('trainer', `${api}/dry-run`, { ...bank, text: 'x'.repeat(11 * 1024 * 1024) })).status).toBe(413);
    expect((await send('trainer', `${api}/dry-run`, { ...bank, module: 'none', text })).status).toBe(422);
  });

  it('makes the files, as the pages do, and takes no id twice', async () => {
    const { status, body } = await send('trainer', `${api}/files`, { ...bank, ...chosen, text });
    expect(status).toBe(200);
    expect(body).toMatchObject({ structure: { name: 'q-moodle.quiz.yaml' }, words: { name: 'q-moodle.quiz.en.yaml' }, problems: [] });
    expect(body.ids).toHaveLength(2);
    expect((await send('trainer', `${api}/files`, { ...bank, ...chosen, id: 'q-shared', text })).status).toBe(422);
    expect((await send('trainer', `${api}/files`, { ...bank, text })).status).toBe(422);
  });

  it('gives a quiz away with what is lost of it', async () => {
    const { status, body } = await get('trainer', `${out}?format=gift`);
    expect(status).toBe(200);
    expect(body).toMatchObject({ format: 'gift', language: 'en' });
    expect(body.report).toHaveLength(3);
    expect(readQuestions(body.text as string).made).toHaveLength(3);
    expect((await get('trainer', `${out}?format=word`)).status).toBe(422);
    expect((await get('trainer', '/api/v1/programmes/small/quizzes/l-one/export')).status).toBe(404);
    expect((await get('trainer', '/api/v1/programmes/none/quizzes/q-shared/export')).status).toBe(404);
  });

  it.each<Who>(['learner', 'coordinator'])('is not for a %s', async (who) => {
    for (const path of ['dry-run', 'files']) expect((await send(who, `${api}/${path}`, { ...bank, ...chosen, text })).status).toBe(403);
    expect((await get(who, out)).status).toBe(403);
  });

  it('is for nobody who has not signed in', async () => {
    expect((await request(t.server).post(`${api}/files`).set('origin', t.config.baseUrl).send({ text })).status).toBe(401);
    expect((await request(t.server).get(out)).status).toBe(401);
  });
});

describe('the files of a quiz', () => {
  const target = {
    id: 'q-new',
    title: 'New',
    language: 'en',
    folder: 'library/m',
    lesson: 'l-a',
    objective: 'o-a',
    reasons: {
      right: 'Right.',
      wrong: 'Wrong.',
      unit: 'Unit.',
      gaps: 'Gaps.',
      rubric: { label: 'All', none: 'No.', partly: 'Partly.', full: 'Yes.' },
    },
  };

  it('pass the readers whatever the questions say', () => {
    const words = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 20 })
      .map((value) => value.trim())
      .filter(Boolean);
    fc.assert(
      fc.property(
        words,
        words,
        fc.constantFrom('yes', 'null', '12', '2027-01-01', '- a', 'a: b', '&a', '*a', '#', '|', "'", '"', '{', '%'),
        (stem, why, option) => {
          const base = { name: stem, stem, case: null, exhibit: null, tags: [] };
          const files = quizFiles(
            [
              {
                ...base,
                type: 'single',
                options: [
                  { text: option, why, correct: true },
                  { text: `not ${option}`, why: '', correct: false },
                ],
              },
              {
                ...base,
                type: 'truefalse',
                options: [
                  { text: '', why: option, correct: false },
                  { text: '', why, correct: true },
                ],
              },
            ],
            target,
            new Set(),
          );
          expect(files.problems).toEqual([]);
          expect(new Set(files.ids).size).toBe(2);
        },
      ),
    );
  });

  it('name what the readers would refuse', () => {
    const base = { name: 'x', case: '<b>no</b>', exhibit: null, tags: [], stem: 'x' };
    const { problems } = quizFiles(
      [
        {
          ...base,
          type: 'truefalse',
          options: [
            { text: '', why: 'a', correct: true },
            { text: '', why: 'b', correct: false },
          ],
        },
      ],
      target,
      new Set(['x']),
    );
    expect(problems[0]).toMatchObject({ file: 'library/m/q-new.quiz.en.yaml', message: expect.stringContaining('HTML is not allowed') });
  });
});
