import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkCourses } from '../../src/authoring/check-courses.js';
import { stampFor } from '../../src/catalogue/rules/translations.js';
import { smallFolder } from '../support/courses.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'reed-check-'));
  await cp(smallFolder, folder, { recursive: true });
});
afterEach(() => rm(folder, { recursive: true }));

const today = '2026-03-02';
const check = (strict: string[] = []) => checkCourses(folder, { shown: 'courses', today, strict });
const change = async (file: string, from: string | RegExp, to: string): Promise<void> => {
  const before = await readFile(join(folder, file), 'utf8');
  const after = before.replace(from, to);
  expect(after).not.toBe(before);
  await writeFile(join(folder, file), after);
};
const stampOf = async (file: string): Promise<string> => stampFor(await readFile(join(folder, file), 'utf8'));

describe('checking a course folder', () => {
  it('counts what there is, shared modules once', async () => {
    const { lines, problems } = await check();
    expect(problems).toBe(0);
    expect(lines.at(-1)).toMatch(/^2 programmes, 3 modules, 4 lessons \(1\d{3} words\), 3 questions: no problems, 7 notes$/);
  });

  it('counts modules that no programme uses apart', async () => {
    await change('programmes/small/programme.yaml', '  - use: m-shared\n    required: true\n', '');
    await change('programmes/small-too/programme.yaml', '  - use: m-shared\n    required: true\n', '');
    const { lines, problems } = await check();
    expect(problems).toBe(0);
    expect(lines.at(-2)).toMatch(/^1 module not used yet: 2 lessons \(\d{3} words\), 3 questions$/);
    expect(lines.at(-1)).toMatch(/^2 programmes, 2 modules, 2 lessons \(\d{3} words\), 0 questions: no problems, 7 notes$/);
  });

  it('prints file, line and fault, also of a file that is not text', async () => {
    await writeFile(join(folder, 'library/m-shared/l-two.en.md'), Buffer.from([0x66, 0xff, 0xfe]));
    await writeFile(join(folder, 'programmes/small/programme.yaml'), 'id: small\r\nnumber: one\r\n');
    const { lines, problems } = await check();
    expect(lines).toContain('courses/library/m-shared/l-two.en.md:1: this file is not text in UTF-8');
    expect(lines).toContain('courses/programmes/small/programme.yaml:1: the file lacks "rules"');
    expect(lines.filter((line) => /^\S+:\d+: (?!note:)/.test(line))).toHaveLength(problems);
    expect(lines.at(-1)).toContain(`: ${problems} problems, `);
  });

  it('leaves traces of editors and the guide for authors alone', async () => {
    await writeFile(join(folder, 'README.md'), '# For authors');
    await writeFile(join(folder, 'library/m-shared/.l-two.en.md.swp'), 'x');
    await writeFile(join(folder, 'library/m-shared/l-two.en.md~'), 'x');
    expect((await check()).problems).toBe(0);
  });

  it('reads the courses that ship with Reed without a problem', async () => {
    const { lines, problems } = await checkCourses(join(__dirname, '../../courses'), { shown: 'courses', today });
    expect(lines.filter((line) => /^\S+:\d+: (?!note:)/.test(line))).toEqual([]);
    expect(problems).toBe(0);
  });
});

describe('translations', () => {
  it('that are missing get a note each, and the language a line of its own', async () => {
    const { lines } = await check();
    const stamp = await stampOf('library/m-shared/l-two.en.md');
    expect(lines).toContain(`courses/library/m-shared/l-two.nl.md:1: note: not translated yet; a translation says of: "${stamp}"`);
    expect(lines).toContain('nl: 30 % (3 of 10 units), 0 stale, 0 unstamped');
  });

  it('of an earlier source are named with what they should say, and do not stop anything', async () => {
    await change('library/m-shared/l-one.en.md', 'She is not a poor reader.', 'She reads well.');
    await change('library/m-shared/module.nl.yaml', /of: .*\n/, '');
    const { lines, problems } = await check();
    expect(problems).toBe(0);
    const [lesson, module] = [await stampOf('library/m-shared/l-one.en.md'), await stampOf('library/m-shared/module.en.yaml')];
    expect(lines).toContain(
      `courses/library/m-shared/l-one.nl.md:1: note: its source has changed since; bring it up to date and say of: "${lesson}"`,
    );
    expect(lines).toContain(
      `courses/library/m-shared/module.nl.yaml:1: note: does not say which state of its source it translates; the present one is of: "${module}"`,
    );
    expect(lines).toContain('nl: 30 % (3 of 10 units), 1 stale, 1 unstamped');
  });

  it('the ends of lines do not make a translation stale', async () => {
    await writeFile(
      join(folder, 'library/m-shared/l-one.en.md'),
      (await readFile(join(folder, 'library/m-shared/l-one.en.md'), 'utf8')).replaceAll('\n', '\r\n'),
    );
    expect((await check()).lines).toContain('nl: 30 % (3 of 10 units), 0 stale, 0 unstamped');
  });

  it('are problems where one is strict about their language', async () => {
    await change('library/m-shared/l-one.en.md', 'She is not a poor reader.', 'She reads well.');
    const { lines, problems } = await check(['nl']);
    expect(problems).toBe(8);
    expect(lines).toContainEqual(expect.stringMatching(/^courses\/library\/m-shared\/l-one\.nl\.md:1: its source has changed since/));
    expect(lines.filter((line) => line.includes(': note: '))).toEqual([]);
    expect(lines.at(-1)).toMatch(/: 8 problems$/);
  });

  it('may be asked for in a language that nobody has begun', async () => {
    const { lines, problems } = await check(['de']);
    expect(problems).toBe(10);
    expect(lines).toContain('de: 0 % (0 of 10 units), 0 stale, 0 unstamped');
    expect(lines).toContain('nl: 30 % (3 of 10 units), 0 stale, 0 unstamped');
  });

  it('into the source language are nobody’s work', async () => {
    const { lines, problems } = await check(['en']);
    expect(problems).toBe(0);
    expect(lines).toContain('en: 100 % (0 of 0 units), 0 stale, 0 unstamped');
  });
});
