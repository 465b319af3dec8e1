import { stringify } from 'yaml';
import { Reading } from '../../catalogue/rules/reading.js';
import { readQuiz } from '../../catalogue/rules/read-quiz.js';
import { readYaml, type Problem } from '../../platform/source/source-file.js';
import type { Exchanged } from '../../questions/exchange/exchanged.js';
import { idFrom } from '../../questions/exchange/tags.js';
import { entryOf, type PlainWords } from './quiz-entries.js';

/** Where the questions go, and what each needs that no other system knows. */
export interface QuizTarget {
  id: string;
  title: string;
  /** Of the words; the language of the module's sources. */
  language: string;
  /** Below the course folder: `library/<module>`. */
  folder: string;
  lesson: string;
  objective: string;
  /** What stands in where the file has no words. */
  reasons: PlainWords;
}

export interface QuizFiles {
  /** `<id>.quiz.yaml` and its text. */
  structure: { name: string; text: string };
  /** `<id>.quiz.<language>.yaml`. */
  words: { name: string; text: string };
  /** Of the questions, in their order. */
  ids: string[];
  /** What the readers of the course folder find wrong; the files are of use only where there is nothing. */
  problems: Problem[];
}

const mostDrawn = 200;

/** An id made of `name` that nobody has yet; it is taken from then on. */
function freeId(name: string, other: string, taken: Set<string>): string {
  const base = idFrom(name, 50) || other;
  let id = base;
  for (let number = 2; taken.has(id); number += 1) id = `${base}-${number}`;
  taken.add(id);
  return id;
}

// Anchors are refused in course files, and a folded line could not be compared.
const yaml = (value: unknown): string => stringify(value, { lineWidth: 0, aliasDuplicateObjects: false });

/** Makes the two files of a quiz, and has them read as the import would read them. `taken`: ids that people's records may hang on. */
export function quizFiles(questions: readonly Exchanged[], target: QuizTarget, taken: ReadonlySet<string>): QuizFiles {
  const { id, title, language, lesson, objective, reasons } = target;
  const ids: string[] = [];
  const all = new Set([...taken, id]);
  const structures: Record<string, unknown>[] = [];
  const words: Record<string, unknown> = {};
  for (const [index, question] of questions.entries()) {
    const own = freeId(question.name, `${id.slice(0, 45)}-q${index + 1}`, all);
    const made = entryOf(question, reasons);
    ids.push(own);
    structures.push({ id: own, type: question.type, lesson, objective, ...(question.tags.length ? { tags: question.tags } : {}), ...made.structure });
    words[own] = {
      ...(question.exhibit === null ? {} : { exhibit: question.exhibit }),
      ...(question.case === null ? {} : { case: question.case }),
      stem: question.stem,
      ...made.words,
    };
  }
  const files: Omit<QuizFiles, 'problems'> = {
    structure: { name: `${id}.quiz.yaml`, text: yaml({ id, draw: Math.min(mostDrawn, questions.length), questions: structures }) },
    words: { name: `${id}.quiz.${language}.yaml`, text: yaml({ title, questions: words }) },
    ids,
  };
  return { ...files, problems: problemsOf(files, target) };
}

function problemsOf({ structure, words }: Omit<QuizFiles, 'problems'>, { id, language, folder, lesson, objective }: QuizTarget): Problem[] {
  const reading = new Reading(
    new Map([
      [`${folder}/${structure.name}`, structure.text],
      [`${folder}/${words.name}`, words.text],
    ]),
  );
  const at = readYaml(`${folder}/module.yaml`, `quiz: ${id}`, reading.problems)!;
  readQuiz(reading, id, 1, at, { folder, source: language, lessons: new Set([lesson]), objectives: new Set([objective]), pictures: {} });
  return reading.problems.list;
}
