import request from 'supertest';
import { ImportService } from '../../src/authoring/import.service.js';
import { HandbookService } from '../../src/catalogue/handbook.service.js';
import { testWeb, type TestWeb } from '../support/app.js';
import { smallFolder, wholeFolder } from '../support/courses.js';
import { statementsOf } from '../support/statements.js';

let t: TestWeb;
const get = (path: string, language = 'en') => request(t.server).get(path).set('Accept-Language', language);

beforeAll(async () => {
  t = await testWeb();
});
afterAll(() => t?.close());

describe('a handbook', () => {
  it('that nobody has written is not there', async () => {
    await t.get(ImportService).importFolder(smallFolder);
    for (const path of ['/handbook', '/handbook/glossary', '/handbook/search?q=x', '/handbook/self-check', '/handbook/about-letters', '/api/v1/handbook'])
      expect([path, (await get(path)).status]).toEqual([path, 404]);
  });

  it('is published once for each change', async () => {
    const folder = wholeFolder();
    expect((await t.get(ImportService).importFolder(folder)).published).toEqual(['small', 'small-too', 'handbook']);
    expect((await t.get(ImportService).importFolder(folder)).outcome).toBe('unchanged');
    const rows = await t.database.query('SELECT number FROM handbook_revision');
    expect(rows).toEqual([{ number: 1 }]);
    expect((await t.get(HandbookService).require()).terms.map((term) => term.id)).toEqual(['plain-words', 'notice']);
  });

  it('is open to everybody, in the reader’s language where it exists', async () => {
    const { text, status } = await get('/handbook');
    expect(status).toBe(200);
    for (const words of ['About letters', 'Glossary', '2 terms', 'What do you remember?']) expect(text).toContain(words);
    const page = await get('/handbook/about-letters', 'nl');
    expect(page.text).toContain('<html lang="nl"');
    expect(page.text).toContain('<h1 lang="en">About letters</h1>');
    expect(page.text).toContain('href="/handbook/glossary#plain-words" class="term"');
    expect(page.text).toContain('href="/handbook/about-letters"');
    expect((await get('/handbook/none')).status).toBe(404);
    expect((await get('/handbook/%00')).status).toBe(404);
  });

  it('says what words mean, and when a legal one must be checked again', async () => {
    const { text } = await get('/handbook/glossary');
    expect(text.indexOf('id="notice"')).toBeLessThan(text.indexOf('id="plain-words"'));
    expect(text).toContain('Legal term, to be checked again by 31 May 2027');
    expect(text).toContain('href="#notice"');
    expect(text).toContain('rel="noopener noreferrer"');
  });

  it('is found by words, also by other forms and without marks', async () => {
    expect((await get('/handbook/search?q=easy')).text).toContain('/handbook/glossary#plain-words');
    expect((await get('/handbook/search?q=kitchen%20table')).text).toContain('/handbook/about-letters');
    const none = await get(`/handbook/search?q=${encodeURIComponent('<script>alert(1)</script>')}`);
    expect(none.text).toContain('Nothing was found for');
    expect(none.text).not.toContain('<script>alert');
    expect((await get('/handbook/search')).status).toBe(200);
    expect((await get('/handbook/search?q=a&q=b')).status).toBe(200);
  });

  it('costs no statement of its own once it has been read', async () => {
    for (const path of ['/handbook', '/handbook/glossary', '/handbook/about-letters', '/handbook/search?q=letter']) {
      await get(path);
      expect([path, (await statementsOf(() => get(path))).statements]).toEqual([path, []]);
    }
  });

  it('has an API', async () => {
    const { body } = await get('/api/v1/handbook');
    expect(body).toMatchObject({ number: 1, pages: [{ id: 'about-letters', title: 'About letters' }], terms: [{ id: 'notice', checkBy: '2027-05-31' }, { id: 'plain-words', see: ['notice'] }] });
    expect((await get('/api/v1/handbook/pages/about-letters')).body.html).toContain('kitchen table');
    expect((await get('/api/v1/handbook/pages/none')).status).toBe(404);
  });
});

describe('the self-check', () => {
  it('checks at once, explains, and keeps nothing', async () => {
    expect((await get('/handbook/self-check')).text).toContain('A sheet stays on the board for ever.');
    const { result, statements } = await statementsOf(() =>
      request(t.server).post('/handbook/self-check').set('Origin', t.config.baseUrl).type('form').send({ 'answer-sc-q-board': 'false' }),
    );
    expect(result.status).toBe(200);
    expect(result.text).toContain('1 of 1 points');
    expect(result.text).toContain('Right: each sheet comes down one day.');
    expect(statements).toEqual([]);
    const wrong = await request(t.server).post('/handbook/self-check').set('Origin', t.config.baseUrl).type('form').send({ 'answer-sc-q-board': ['true', 'nonsense'] });
    expect(wrong.text).toContain('0 of 1 points');
    expect(wrong.text).toContain('Read again: About letters');
  });
});
