import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readCourseFolder } from '../../src/authoring/course-files.js';
import { readCourses } from '../../src/catalogue/rules/read-courses.js';
import { root } from '../architecture/source.js';

const folder = join(root, 'courses');
const rows = readFileSync(join(folder, 'COVERAGE.md'), 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('| ') && !line.startsWith('| ---') && !line.startsWith('| § '))
  .map((line) =>
    line
      .slice(1, -1)
      .split('|')
      .map((cell) => cell.trim()),
  );
const named = (cell: string): string[] => [...cell.matchAll(/`([a-z0-9-]+)`/g)].map(([, id]) => id!);

describe('the table of what is taught where', () => {
  it('has every cell filled', () => {
    expect(rows.length).toBeGreaterThan(180);
    expect(rows.filter((cells) => cells.length !== 5 || cells.some((cell) => !cell))).toEqual([]);
  });

  it('names lessons, pages, pictures and questions that there are', async () => {
    const { programmes, unused, handbook } = readCourses((await readCourseFolder(folder)).files);
    const items = [...programmes.flatMap(({ outline }) => outline.modules), ...unused].flatMap((module) => module.items);
    const taught = new Set([
      ...items.map((item) => item.id),
      ...handbook!.draft.pages.map((page) => page.id),
      ...programmes.flatMap(({ outline }) => Object.keys(outline.pictures)),
    ]);
    const quizzes = [...items, handbook!.draft.selfCheck!].flatMap((item) => (item.kind === 'quiz' ? item.questions : []));
    const asked = new Set(quizzes.map((question) => question.id));
    expect(rows.flatMap(([, , , lessons]) => named(lessons!)).filter((id) => !taught.has(id))).toEqual([]);
    expect(rows.flatMap(([, , , , questions]) => named(questions!)).filter((id) => !asked.has(id))).toEqual([]);
  });

  it('leaves no fact of the source untaught, and none without a word on why it is not asked', () => {
    const source = rows.filter(([, mark]) => mark === 'source');
    expect(source.length).toBeGreaterThan(70);
    expect(source.filter(([, , , lessons]) => !named(lessons!).length)).toEqual([]);
    expect(rows.filter(([, , , , questions]) => !named(questions!).length && !/^not asked: \S/.test(questions!))).toEqual([]);
  });
});

describe('the quizzes that ship', () => {
  it('draw six to eight of sixteen or more; those of a case five; at least half of each pool sits in a case', async () => {
    const { programmes } = readCourses((await readCourseFolder(folder)).files);
    for (const { id, outline } of programmes)
      for (const module of outline.modules)
        for (const item of module.items) {
          if (item.kind !== 'quiz') continue;
          const own = item.questions.filter((question) => item.always.includes(question.id));
          const pool = item.questions.length - own.length;
          const fits = module.local ? item.draw === 5 : item.draw >= 6 && item.draw <= 8 && pool >= 16 && own.length === 1;
          expect([id, item.id, fits]).toEqual([id, item.id, true]);
          const cases = item.questions.filter((question) => question.words.en!.case !== null).length;
          expect([item.id, cases * 2 >= item.questions.length]).toEqual([item.id, true]);
        }
  });

  it('each programme has its own focus, product, plan and openings', async () => {
    const { programmes } = readCourses((await readCourseFolder(folder)).files);
    for (const { id, outline } of programmes) {
      const required = outline.modules.filter((module) => module.required).map((module) => module.code);
      expect([id, required.slice(0, 4), required.slice(-2)]).toEqual([id, ['C1', 'C4', 'C5', 'C6'], ['L1', 'L2']]);
      expect([id, required.length, outline.modules.length]).toEqual([id, 7, 10]);
      for (const language of ['en', 'nl'])
        expect([id, outline.words[language]!.product, outline.words[language]!.like]).toEqual([id, expect.any(String), expect.any(String)]);
      expect(outline.modules.filter((module) => !module.local && !(module.situation?.en && module.situation.nl))).toEqual([]);
      // Every field of the plan but those that are filled in L2 itself has its task at the end of a module.
      const filled = new Set(
        outline.modules.flatMap((module) => module.items.flatMap((item) => (item.kind === 'lesson' && item.plan ? [item.plan] : []))),
      );
      for (const field of ['messenger', 'calendar', 'audience', 'message', 'participation', 'channel', 'problem', 'indicators', 'place'])
        expect([id, field, filled.has(field)]).toEqual([id, field, true]);
      for (const module of outline.modules) expect([id, module.id, module.reviews.length >= 4]).toEqual([id, module.id, true]);
    }
  });
});
