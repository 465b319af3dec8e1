import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';

/** The folder of the small courses, for an import from disk. */
export const smallFolder = join(__dirname, 'courses-small');

/** What is laid over the small courses: a plan, an opening of a programme's own, a picture and a handbook. */
const moreFolder = join(__dirname, 'courses-more');

/** What is laid over the small courses: their quiz with one question of each type of rows. */
const rowsFolder = join(__dirname, 'courses-rows');

/** What is laid over the small courses instead of their quiz: a scenario, a case and a text lab. */
const casesLayer = join(__dirname, 'courses-cases');

function read(folder: string, files = new Map<string, string>()): Map<string, string> {
  const visit = (path: string): void => {
    for (const name of readdirSync(join(folder, path)).sort()) {
      const inner = path ? `${path}/${name}` : name;
      if (statSync(join(folder, inner)).isDirectory()) visit(inner);
      else files.set(inner, readFileSync(join(folder, inner), 'utf8'));
    }
  };
  visit('');
  return files;
}

/** The folders lie together: the end of the run takes them away. */
function folderOf(...layers: string[]): string {
  const parent = join(tmpdir(), `reed-test-${process.getuid?.() ?? 0}`, 'courses');
  mkdirSync(parent, { recursive: true });
  const folder = mkdtempSync(join(parent, 'reed-'));
  for (const from of layers) cpSync(from, folder, { recursive: true });
  return folder;
}

/** The small courses in memory: path below the folder → text. */
export const smallCourses = (): Map<string, string> => read(smallFolder);

/** The small courses with everything that a course folder may hold, in memory. */
export const wholeCourses = (): Map<string, string> => read(moreFolder, smallCourses());

/** The small courses, with one question of each type of rows in their quiz. */
export const rowCourses = (): Map<string, string> => read(rowsFolder, smallCourses());

/** The same as folders of their own, for an import from disk. */
export const wholeFolder = (): string => folderOf(smallFolder, moreFolder);
export const rowCoursesFolder = (): string => folderOf(smallFolder, rowsFolder);

/** The small courses with a scenario, a case and a text lab as their quiz, in memory. */
export const caseCourses = (): Map<string, string> => read(casesLayer, smallCourses());

/** The same as a folder of its own. */
export const casesFolder = (): string => folderOf(smallFolder, casesLayer);

/** What is laid over the small courses: a quiz with answers that are typed and one that a trainer marks. */
const typedFolder = join(__dirname, 'courses-typed');

/** The small courses with that quiz, in memory. */
export const typedCourses = (): Map<string, string> => read(typedFolder, smallCourses());

/** The same as a folder of its own, for an import from disk. */
export const typedCoursesFolder = (): string => folderOf(smallFolder, typedFolder);

interface Pool {
  questions: { id: string; type: string }[];
}
interface Words {
  title: string;
  questions: Record<string, unknown>;
}

/**
 * The small courses with one question of each type in their one quiz, as a folder of its own: the first of its type in the layers
 * above. A question is called `q-<type>`. Types that no layer has are left out, so whoever uses it says which it expects.
 */
export function everyTypeFolder(folder = folderOf(smallFolder)): string {
  cpSync(join(casesLayer, 'pictures'), join(folder, 'pictures'), { recursive: true });
  const quiz = 'library/m-shared/q-shared.quiz';
  const questions: Pool['questions'] = [];
  const words: Record<string, unknown> = {};
  for (const layer of [smallCourses(), rowCourses(), caseCourses(), typedCourses()]) {
    const own = (parse(layer.get(`${quiz}.en.yaml`)!) as { questions: Record<string, unknown> }).questions;
    for (const question of (parse(layer.get(`${quiz}.yaml`)!) as Pool).questions) {
      if (questions.some(({ type }) => type === question.type)) continue;
      questions.push({ ...question, id: `q-${question.type}` });
      words[`q-${question.type}`] = own[question.id];
    }
  }
  writeFileSync(join(folder, `${quiz}.yaml`), stringify({ id: 'q-shared', draw: questions.length, questions }));
  writeFileSync(join(folder, `${quiz}.en.yaml`), stringify({ title: 'Check yourself', questions: words }));
  return folder;
}

/**
 * The same in both languages and both layouts: beside the quiz `q-shared`, one question after the other, stands `q-shared-all` with all
 * questions on one page; ids of its module end in `-all`. Where no layer has Dutch words, the English ones stand in their place.
 * @param into outside what the end of a run of tests takes away
 */
export function everyTypeAndLayoutFolder(into: string): string {
  cpSync(smallFolder, into, { recursive: true });
  const folder = everyTypeFolder(into);
  const module = join(folder, 'library/m-shared');
  const read = <T>(file: string): T => parse(readFileSync(join(module, file), 'utf8')) as T;
  const [english, dutch] = [read<Words>('q-shared.quiz.en.yaml'), parse(typedCourses().get('library/m-shared/q-shared.quiz.nl.yaml')!) as Words];
  const typed = parse(typedCourses().get('library/m-shared/q-shared.quiz.yaml')!) as Pool;
  const first = typed.questions.filter(({ type }, index) => typed.questions.findIndex((other) => other.type === type) === index);
  const translated = first.map(({ id, type }) => [`q-${type}`, dutch.questions[id]] as const);
  const questions = { ...english.questions, ...Object.fromEntries(translated) };
  writeFileSync(join(module, 'q-shared.quiz.nl.yaml'), stringify({ title: dutch.title, questions }));

  const ids = read<Pool>('q-shared.quiz.yaml').questions.map(({ id }) => id);
  const renamed = new RegExp(`(?<![\\w-])(m-shared|q-shared|l-one|l-two|o-shared-\\w+|${ids.join('|')})(?![\\w-])`, 'g');
  mkdirSync(join(folder, 'library/m-shared-all'));
  for (const file of readdirSync(module)) {
    let text = readFileSync(join(module, file), 'utf8').replace(renamed, '$1-all');
    if (file === 'module.yaml') text = text.replace('code: S1', 'code: S2');
    if (file === 'q-shared.quiz.yaml') text += 'layout: all\n';
    writeFileSync(join(folder, 'library/m-shared-all', file.replace(renamed, '$1-all')), text);
  }
  const programme = join(folder, 'programmes/small/programme.yaml');
  writeFileSync(programme, `${readFileSync(programme, 'utf8').trimEnd()}\n  - use: m-shared-all\n    required: true\n`);
  return folder;
}
