import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AuthoringModule } from '../../src/authoring/authoring.module.js';
import { ImportService } from '../../src/authoring/import.service.js';
import { RevisionPublished } from '../../src/catalogue/catalogue.events.js';
import { CatalogueModule } from '../../src/catalogue/catalogue.module.js';
import { CatalogueService } from '../../src/catalogue/catalogue.service.js';
import { DomainEvents } from '../../src/platform/events.js';
import type { Viewer } from '../../src/platform/security/viewer.js';
import { testServices, type TestServices } from '../support/app.js';
import { smallFolder } from '../support/courses.js';

const viewer = (role: 'trainer' | 'coordinator' | null): Viewer => ({
  personId: '00000000-0000-7000-8000-000000000001',
  name: 'Somebody',
  email: 'somebody@reed.test',
  language: 'en',
  zone: 'Europe/Rome',
  theme: 'system',
  grants: role ? [{ role, path: null }] : [],
  by: 'session',
});

let t: TestServices;
let folder: string;

beforeEach(async () => {
  t = await testServices([CatalogueModule, AuthoringModule]);
  folder = await mkdtemp(join(tmpdir(), 'reed-courses-'));
  await cp(smallFolder, folder, { recursive: true });
});
afterEach(async () => {
  await t.close();
  await rm(folder, { recursive: true });
});

const importIt = () => {
  // Two imports of one moment have no order.
  t.clock.pass({ minutes: 1 });
  return t.get(ImportService).importFolder(folder);
};
const change = async (file: string, from: string | RegExp, to: string): Promise<void> => {
  const path = join(folder, file);
  const before = await readFile(path, 'utf8');
  const after = before.replace(from, to);
  expect(after).not.toBe(before);
  await writeFile(path, after);
};
const count = async (table: 'revision' | 'blob' | 'content_id' | 'import_report' | 'programme'): Promise<number> =>
  Number((await t.source.query(`SELECT count(*) FROM ${table}`))[0].count);

describe('importing a course folder', () => {
  it('publishes every programme, once', async () => {
    const heard: RevisionPublished[] = [];
    t.get(DomainEvents).on(RevisionPublished, async (event) => void heard.push(event));

    expect(await importIt()).toMatchObject({ outcome: 'published', published: ['small', 'small-too'], problems: [] });
    expect(heard.map((event) => event.programmeId)).toEqual(['small', 'small-too']);
    const first = await t.get(CatalogueService).currentOutlines();
    expect(first.map((outline) => [outline.programmeId, outline.revision])).toEqual([
      ['small', 1],
      ['small-too', 1],
    ]);

    expect(await importIt()).toMatchObject({ outcome: 'unchanged', published: [] });
    expect(heard).toHaveLength(2);
    expect(await count('revision')).toBe(2);
    expect(await count('import_report')).toBe(2);
  });

  it('makes revisions only of what has changed, and keeps the earlier ones readable', async () => {
    await importIt();
    const catalogue = t.get(CatalogueService);
    const before = await catalogue.currentOutline('small');
    await change('programmes/small/programme.en.yaml', 'Write letters that residents can use.', 'Write better letters.');

    expect(await importIt()).toMatchObject({ outcome: 'published', published: ['small'] });
    const after = await catalogue.currentOutline('small');
    expect([after.revision, after.words.en?.summary]).toEqual([2, 'Write better letters.']);
    expect(await catalogue.newerRevision(before)).toBe(after.revisionId);
    expect(await catalogue.newerRevision(after)).toBeNull();
    expect((await catalogue.outline(before.revisionId)).words.en?.summary).toBe('Write letters that residents can use.');
    expect((await catalogue.currentOutline('small-too')).revision).toBe(1);
  });

  it('makes one revision of each programme that uses a changed shared module', async () => {
    await importIt();
    await change('library/m-shared/l-two.en.md', 'Two people and ten minutes', 'Two people and a quarter of an hour');
    expect((await importIt()).published).toEqual(['small', 'small-too']);
    const catalogue = t.get(CatalogueService);
    expect((await catalogue.lessonHtml(await catalogue.currentOutline('small-too'), 'l-two', 'en')).html).toContain('a quarter of an hour');
  });

  it('goes back to earlier content as a revision of its own', async () => {
    await importIt();
    await change('programmes/small/programme.en.yaml', 'The reader first.', 'The reader, always.');
    await importIt();
    await change('programmes/small/programme.en.yaml', 'The reader, always.', 'The reader first.');
    expect((await importIt()).published).toEqual(['small']);
    expect((await t.get(CatalogueService).currentOutline('small')).revision).toBe(3);
  });

  it('refuses everything for one problem, and lists all of them', async () => {
    await importIt();
    const before = [await count('revision'), await count('blob'), await count('content_id')];
    await change('programmes/small/programme.en.yaml', 'The reader first.', 'Something new.');
    await change('library/m-shared/q-shared.quiz.yaml', 'draw: 3', 'draw: 4');
    await change('programmes/small-too/m-too/l-too.en.md', '::: task', '::: tusk');

    const report = await importIt();
    expect(report).toMatchObject({ outcome: 'refused', published: [] });
    expect(report.problems.map(({ file, line }) => `${file}:${line}`)).toEqual([
      'library/m-shared/q-shared.quiz.yaml:2',
      'programmes/small-too/m-too/l-too.en.md:27',
    ]);
    expect([await count('revision'), await count('blob'), await count('content_id')]).toEqual(before);
    expect((await t.get(ImportService).latest(viewer('trainer')))?.problems).toEqual(report.problems);
  });

  it('refuses an id that an earlier revision used for something else', async () => {
    await importIt();
    // The lesson "l-local" becomes a quiz's question in another module: records of learners would hang on the wrong thing.
    await change('programmes/small/m-local/module.yaml', 'lesson: l-local', 'lesson: l-new');
    await cp(join(folder, 'programmes/small/m-local/l-local.en.md'), join(folder, 'programmes/small/m-local/l-new.en.md'));
    await rm(join(folder, 'programmes/small/m-local/l-local.en.md'));
    await change('programmes/small-too/m-too/module.yaml', 'lesson: l-too', 'lesson: l-local');
    await cp(join(folder, 'programmes/small-too/m-too/l-too.en.md'), join(folder, 'programmes/small-too/m-too/l-local.en.md'));
    await rm(join(folder, 'programmes/small-too/m-too/l-too.en.md'));

    const report = await importIt();
    expect(report.outcome).toBe('refused');
    expect(report.problems).toEqual([
      {
        file: 'programmes/small-too/m-too/module.yaml',
        line: 7,
        message: 'an earlier revision used "l-local" for a lesson of "m-local"; an id is never used again for something else',
      },
    ]);
  });

  it('two at once make one set of revisions', async () => {
    const [a, b] = await Promise.all([importIt(), importIt()]);
    expect([a.outcome, b.outcome].sort()).toEqual(['published', 'unchanged']);
    expect(await count('revision')).toBe(2);
    expect(await count('programme')).toBe(2);
  });

  it('leaves nothing behind when a listener fails', async () => {
    t.get(DomainEvents).on(RevisionPublished, async () => {
      throw new Error('down');
    });
    await expect(importIt()).rejects.toThrow('down');
    expect([await count('revision'), await count('blob'), await count('import_report')]).toEqual([0, 0, 0]);
    await expect(t.get(CatalogueService).currentOutline('small')).rejects.toThrow('programme not found');
  });

  it('a programme that has left the folder stays', async () => {
    await importIt();
    await rm(join(folder, 'programmes/small-too'), { recursive: true });
    expect((await importIt()).outcome).toBe('unchanged');
    expect((await t.get(CatalogueService).currentOutline('small-too')).revision).toBe(1);
  });

  it('shows reports to trainers and to nobody else', async () => {
    await importIt();
    expect((await t.get(ImportService).latest(viewer('trainer')))?.outcome).toBe('published');
    expect(await t.get(ImportService).revisions(viewer('trainer'))).toMatchObject([
      { programmeId: 'small', number: 1, revisions: 1 },
      { programmeId: 'small-too' },
    ]);
    await expect(t.get(ImportService).latest(viewer('coordinator'))).rejects.toThrow('not allowed');
    await expect(t.get(ImportService).revisions(viewer(null))).rejects.toThrow('not allowed');
  });
});
