import { AuthoringModule } from '../../src/authoring/authoring.module.js';
import { ImportService } from '../../src/authoring/import.service.js';
import { CatalogueModule } from '../../src/catalogue/catalogue.module.js';
import { CatalogueService } from '../../src/catalogue/catalogue.service.js';
import { findItem } from '../../src/catalogue/outline.js';
import { testServices, type TestServices } from '../support/app.js';
import { smallFolder } from '../support/courses.js';
import { statementsOf } from '../support/statements.js';

let t: TestServices;
beforeAll(async () => {
  t = await testServices([CatalogueModule, AuthoringModule]);
  await t.get(ImportService).importFolder(smallFolder);
});
afterAll(() => t.close());

describe('the catalogue', () => {
  it('reads an outline once and then from memory', async () => {
    const catalogue = t.get(CatalogueService);
    const outline = await catalogue.currentOutline('small');
    expect(await catalogue.currentOutline('small')).toBe(outline);
    expect((await statementsOf(() => catalogue.outline(outline.revisionId))).statements).toEqual([]);
    expect((await statementsOf(() => catalogue.lessonHtml(outline, 'l-one', 'en'))).statements).toEqual([]);
    expect(findItem(outline, 'q-shared')?.item).toMatchObject({
      kind: 'quiz',
      draw: 3,
      questions: [{ id: 'q-s' }, { id: 'q-m' }, { id: 'q-t', options: ['true', 'false'], correct: ['true'] }],
    });
    expect(outline.modules.map((module) => [module.id, module.local, module.required])).toEqual([
      ['m-shared', false, true],
      ['m-local', true, true],
    ]);
  });

  it('gives a lesson in the reader’s language where it exists, with labels in theirs', async () => {
    const catalogue = t.get(CatalogueService);
    const outline = await catalogue.currentOutline('small');
    const dutch = await catalogue.lessonHtml(outline, 'l-one', 'nl');
    expect([dutch.language, dutch.title]).toEqual(['nl', 'Het antwoord komt eerst']);
    expect(dutch.html).toContain('<p class="box-label">Aanvullend materiaal</p>');
    const english = await catalogue.lessonHtml(outline, 'l-two', 'nl');
    expect([english.language, english.title]).toEqual(['en', 'Ask somebody from outside']);
    expect(english.html).toContain('<p class="box-label" lang="nl">');
  });

  it.each(['q-shared', 'm-shared', 'no-such', ''])('knows no lesson "%s"', async (id) => {
    const catalogue = t.get(CatalogueService);
    await expect(catalogue.lessonHtml(await catalogue.currentOutline('small'), id, 'en')).rejects.toThrow('not found');
  });

  it.each(['', 'nonsense', '00000000-0000-7000-8000-000000000000'])('knows no revision "%s"', async (id) => {
    await expect(t.get(CatalogueService).outline(id)).rejects.toThrow('not found');
  });
});
