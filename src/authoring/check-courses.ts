import { readCourses } from '../catalogue/rules/read-courses.js';
import { coverageOf, translatedInto } from '../catalogue/rules/translations.js';
import type { Problem } from '../platform/source/source-file.js';
import { readCourseFolder } from './course-files.js';
import { onlineNotes } from './online-links.js';
import { summarise, type CheckSummary } from './rules/check-summary.js';
import { folderModules } from './rules/folder-modules.js';
import { poolNotes } from './rules/quiz-notes.js';
import { undatedNotes } from './rules/dated-notes.js';
import { minutesNotes, readingNotes } from './rules/reading-notes.js';
import { datedNotes, linkNotes } from './rules/text-notes.js';
import { coverageLine, translationNotes } from './rules/translation-notes.js';

export interface CheckOptions {
  /** How the folder is called in the lines, e.g. `courses`. */
  shown: string;
  /** Civil date, 2027-05-31. */
  today: string;
  /** Languages into which everything must be translated, from the present sources. */
  strict?: readonly string[];
  /** Ask every outward address whether it answers. */
  online?: boolean;
}

const byPlace = (a: Problem, b: Problem): number => (a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line);

const counted = (count: number, one: string): string => `${count} ${one}${count === 1 ? '' : 's'}`;
const contents = ({ lessons, words, questions }: CheckSummary): string =>
  `${counted(lessons, 'lesson')} (${counted(words, 'word')}), ${counted(questions, 'question')}`;

/**
 * Reads a course folder as the import would, without a database, and looks for what a careful author would mend.
 * @returns lines `file:line: note: message` for what stops nothing, then `file:line: message` per problem, one line per
 * language, and a last one with totals
 */
export async function checkCourses(
  folder: string,
  { shown, today, strict = [], online = false }: CheckOptions,
): Promise<{ lines: string[]; problems: number }> {
  const { files, problems: unreadable } = await readCourseFolder(folder);
  const reading = readCourses(files);
  const languages = [...new Set([...translatedInto(reading.units), ...strict])].sort();
  const coverages = languages.map((language) => coverageOf(reading.units, language, files));
  const asked = coverages.filter(({ language }) => strict.includes(language));
  const open = coverages.filter(({ language }) => !strict.includes(language));
  const modules = folderModules(reading);

  const problems = [...unreadable, ...reading.problems, ...asked.flatMap(translationNotes)];
  const notes = [
    ...open.flatMap(translationNotes),
    ...poolNotes(modules),
    ...datedNotes(reading.units, files, today),
    ...undatedNotes(reading.units, files),
    ...linkNotes(reading.units, files),
    ...readingNotes(reading.units, files),
    ...minutesNotes(modules, files),
    ...(online ? await onlineNotes(files) : []),
  ];

  const used = summarise(
    modules.filter((entry) => entry.used),
    files,
  );
  const rest = summarise(
    modules.filter((entry) => !entry.used),
    files,
  );
  const verdict = [problems.length ? counted(problems.length, 'problem') : 'no problems', ...(notes.length ? [counted(notes.length, 'note')] : [])];
  const lines = [
    ...notes.sort(byPlace).map(({ file, line, message }) => `${shown}/${file}:${line}: note: ${message}`),
    ...problems.sort(byPlace).map(({ file, line, message }) => `${shown}/${file}:${line}: ${message}`),
    ...coverages.map(coverageLine),
    ...(rest.modules ? [`${counted(rest.modules, 'module')} not used yet: ${contents(rest)}`] : []),
    `${counted(reading.programmes.length, 'programme')}, ${counted(used.modules, 'module')}, ${contents(used)}: ${verdict.join(', ')}`,
  ];
  return { lines, problems: problems.length };
}
