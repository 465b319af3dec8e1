import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { root } from './program.js';

/** One question as somebody knows it who has read the lessons: by its words, not by its ids. */
export interface KnownQuestion {
  stem: string;
  type: 'single' | 'multiple' | 'truefalse' | 'scenario';
  /** Texts of the right options. */
  right: string[];
  /** Texts of the others. */
  wrong: string[];
}

interface ChoiceEntry {
  id: string;
  type: Exclude<KnownQuestion['type'], 'scenario'>;
  options?: string[];
  correct: string[] | boolean;
}
interface CaseEntry {
  id: string;
  type: 'branching';
  steps: { id: string; choices: { id: string; quality?: number }[] }[];
}
interface LabEntry {
  id: string;
  type: 'textlab';
  phrases: string[];
  change: string[];
}
interface ScenarioEntry {
  id: string;
  type: 'scenario';
  parts: ChoiceEntry[];
}
interface QuizFile {
  questions: (ChoiceEntry | CaseEntry | LabEntry | ScenarioEntry)[];
}
interface ChoiceTexts {
  stem: string;
  options: Record<string, { text?: string }>;
}
interface QuizWords {
  questions: Record<
    string,
    ChoiceTexts & {
      parts: Record<string, ChoiceTexts>;
      steps: Record<string, { choices: Record<string, { text: string }> }>;
      text: string;
    }
  >;
}

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

function files(folder: string, ending: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? files(path, ending) : path.endsWith(ending) ? [path] : [];
  });
}

/** The choices of each step of a case: the best first, and the others. */
const stepsOf = ({ steps }: CaseEntry, { stem, steps: words }: QuizWords['questions'][string]): KnownQuestion[] =>
  steps.map(({ id, choices }) => {
    const [best, ...others] = [...choices].sort((a, b) => (b.quality ?? 0) - (a.quality ?? 0));
    const text = (choice: { id: string } | undefined): string => oneLine(words[id]!.choices[choice!.id]!.text);
    return { stem: oneLine(stem), type: 'single', right: [text(best)], wrong: others.map(text) };
  });

function phrasesOf({ phrases, change }: LabEntry, { stem, text }: QuizWords['questions'][string]): KnownQuestion {
  const words = new Map([...text.matchAll(/\[\[([^|]+)\|([^\]]+)\]\]/g)].map(([, id, phrase]) => [id!, oneLine(phrase!)]));
  const known = (ids: string[]): string[] => ids.map((id) => words.get(id)!);
  return { stem: oneLine(stem), type: 'multiple', right: known(change), wrong: known(phrases.filter((id) => !change.includes(id))) };
}

function knownOf(question: QuizFile['questions'][number], words: QuizWords['questions'][string]): KnownQuestion[] {
  if (question.type === 'branching') return stepsOf(question, words);
  if (question.type === 'textlab') return [phrasesOf(question, words)];
  if (question.type === 'scenario') {
    // All parts stand on one page, and no two of their options say the same.
    const parts = question.parts.map((part) => choiceOf(part, words.parts[part.id]!));
    return [{ stem: oneLine(words.stem), type: 'scenario', right: parts.flatMap(({ right }) => right), wrong: parts.flatMap(({ wrong }) => wrong) }];
  }
  return [choiceOf(question, words)];
}

function choiceOf({ type, options = ['true', 'false'], correct }: ChoiceEntry, { stem, options: texts }: ChoiceTexts): KnownQuestion {
  const text = (option: string): string => (type === 'truefalse' ? (option === 'true' ? 'True' : 'False') : oneLine(texts[option]!.text!));
  const right = Array.isArray(correct) ? correct : [String(correct)];
  return { stem: oneLine(stem), type, right: right.map(text), wrong: options.filter((option) => !right.includes(option)).map(text) };
}

function known(path: string): KnownQuestion[] {
  const { questions } = parse(readFileSync(path, 'utf8')) as QuizFile;
  const words = parse(readFileSync(path.replace(/\.quiz\.yaml$/, '.quiz.en.yaml'), 'utf8')) as QuizWords;
  return questions.flatMap((question) => knownOf(question, words.questions[question.id]!));
}

interface OverlayFile {
  question?: QuizFile['questions'][number];
}
interface OverlayWords {
  question: QuizWords['questions'][string];
}

/** The question that a programme adds to a shared module. */
function added(path: string): KnownQuestion[] {
  const { question } = parse(readFileSync(path, 'utf8')) as OverlayFile;
  if (!question) return [];
  const words = parse(readFileSync(path.replace(/\.yaml$/, '.en.yaml'), 'utf8')) as OverlayWords;
  return knownOf(question, words.question);
}

const courses = join(root, 'courses');
const everything = [...files(courses, '.quiz.yaml').flatMap(known), ...files(courses, '/overlay.yaml').flatMap(added)];

/**
 * What is right where this question is asked. `heading` is the page's, perhaps with the number of the question before it;
 * `options` are those on the page, because some questions differ in nothing else.
 */
export function knowledge(heading: string, options: string[]): KnownQuestion {
  const asked = oneLine(heading);
  const shown = options.map(oneLine).sort().join('|');
  const found = everything.find(({ stem, right, wrong }) => asked.endsWith(stem) && [...right, ...wrong].sort().join('|') === shown);
  if (!found) throw new Error(`nobody has learned about: ${asked} (${shown})`);
  return found;
}
