import { stringify } from 'yaml';
import { Problems, readYaml } from '../../src/platform/source/source-file.js';
import type { Question } from '../../src/questions/question.js';
import { readQuestion, readQuestionWords } from '../../src/questions/rules/read-question.js';

const flat = { aliasDuplicateObjects: false };

/** What a question's entries in the files of structure and words become, and what is wrong with them. */
export function readBoth(structure: object, words?: object): { question: Question | null; problems: string[] } {
  const problems = new Problems();
  const base = { id: 'q', lesson: 'l', objective: 'o' };
  const question = readQuestion(readYaml('q.yaml', stringify({ ...base, ...structure }, flat), problems)!)?.question ?? null;
  if (question && words) {
    const read = readQuestionWords(readYaml('q.en.yaml', stringify({ stem: 'What now?', ...words }, flat), problems)!, question);
    if (read) Object.assign(question.words, { en: read });
  }
  return { question, problems: problems.list.map(({ file, line, message }) => `${file}:${line}: ${message}`) };
}

/** The question of files that have no fault. */
export function readWhole<T extends Question>(structure: object, words: object): T {
  const { question, problems } = readBoth(structure, words);
  if (!question || problems.length) throw new Error(problems.join('\n'));
  return question as T;
}
