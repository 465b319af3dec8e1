import type { Value } from '../../platform/source/source-file.js';
import type { Question } from '../../questions/question.js';
import { kindOf } from '../../questions/rules/kinds.js';
import { readQuestion, readQuestionWords, type QuestionSource } from '../../questions/rules/read-question.js';
import { usualSettings, type Draw, type OutlineQuiz, type QuizSettings } from '../outline.js';
import { fits, placed } from './draws.js';
import { readQuestionPicture, type Pictures } from './read-picture.js';
import { readDraws, readSettings, settingKeys } from './read-quiz-settings.js';
import type { Reading } from './reading.js';
import type { TextUnit } from './translations.js';

const maxQuestions = 200;

/** What a quiz may refer to, and where it stands. */
export interface QuizPlace {
  folder: string;
  source: string;
  lessons: ReadonlySet<string>;
  objectives: ReadonlySet<string>;
  /** Those that are read already, and more. */
  pictures: Pictures;
}

/** `some`: the file says how many questions one attempt gets; `all`: every one. */
type Drawn = 'some' | 'all';

function readStructure(
  reading: Reading,
  id: string,
  file: string,
  place: QuizPlace,
  drawn: Drawn,
): { draw: number; draws: Draw[]; settings: QuizSettings; questions: QuestionSource[] } | null {
  const top = reading.yaml(file);
  const fields = drawn === 'all' ? top?.fields(['id', 'questions']) : top?.fields(['id', 'questions'], ['draw', 'draws', ...settingKeys]);
  const own = fields?.get('id');
  if (own && own.id() !== null && own.id() !== id) own.problem(`the id must be "${id}", as in the name of the file`);
  const [drawAt, drawsAt] = [fields?.get('draw'), fields?.get('draws')];
  const entries = fields?.get('questions')?.list();
  if (!fields || !entries) return null;
  if (drawn === 'some' && !drawAt && !drawsAt) top?.problem('a quiz lacks "draw", or "draws", or both: how many questions one attempt gets');
  const draws = drawsAt ? readDraws(drawsAt, maxQuestions) : [];
  const plain = drawn === 'all' ? entries.length : drawAt ? drawAt.wholeNumber(1, maxQuestions) : 0;
  const settings = drawn === 'all' ? usualSettings : readSettings(fields);
  const questions: QuestionSource[] = [];
  for (const entry of entries) {
    const read = readQuestion(entry);
    if (!read) continue;
    const { question, lessonAt, objectiveAt, at } = read;
    readQuestionPicture(reading, read, place.source, place.pictures);
    if (drawn === 'all' && kindOf(question).byHand)
      at.problem(`nobody marks the answers here, so a question of the type "${question.type}" cannot be asked`);
    if (!place.lessons.has(question.lesson)) lessonAt.problem(`"${question.lesson}" is not a lesson of this module`);
    if (!place.objectives.has(question.objective)) objectiveAt.problem(`"${question.objective}" is not an objective of this module`);
    reading.define(question.id, 'question', id, at);
    questions.push(read);
  }
  if (!draws || plain === null || !settings) return null;
  const draw = plain + draws.reduce((sum, { count }) => sum + count, 0);
  if (!draw) return null;
  const pool = questions.map(({ question }) => question);
  if (!drawsAt) {
    if (draw > entries.length) drawAt!.problem(`"draw" is ${draw}, but the pool holds ${inNumber(entries.length)}`);
    // A question that could not be read has its own problem; whether the rest would do is not known yet.
  } else if (pool.length === entries.length) checkDraws(drawsAt, draws, draw, pool);
  return { draw, draws, settings, questions };
}

const inNumber = (count: number): string => `${count} ${count === 1 ? 'question' : 'questions'}`;

/** Every list must find its questions, and all of them together. */
function checkDraws(at: Value, draws: readonly Draw[], draw: number, pool: readonly Question[]): void {
  let short = false;
  for (const [index, entry] of draws.entries()) {
    const found = pool.filter((question) => fits(question, entry)).length;
    if (found >= entry.count) continue;
    short = true;
    at.problem(`entry ${index + 1} of "draws" asks for ${inNumber(entry.count)}, but the pool holds ${inNumber(found)} of this kind`);
  }
  const most = placed(pool, draws, draw).length;
  if (!short && most < draw) at.problem(`an attempt is to get ${inNumber(draw)}, but the pool can fill only ${most} of these places at once`);
}

function readWords(reading: Reading, unit: TextUnit, language: string, questions: Question[]): string | null {
  const fields = reading.words(unit, language, ['title', 'questions']);
  const title = fields?.get('title')?.text() ?? null;
  const at = fields?.get('questions');
  const entries = at?.entries();
  if (!at || !entries) return null;
  for (const question of questions) {
    const entry = entries.get(question.id);
    if (!entry) at.problem(`the words for question "${question.id}" are missing`);
    const words = entry && readQuestionWords(entry, question);
    if (words) question.words[language] = words;
  }
  for (const [id, entry] of entries) if (!questions.some((question) => question.id === id)) entry.problem(`the quiz has no question "${id}"`);
  return title;
}

/** Reads `<quiz-id>.quiz.yaml` and its words. Questions that cannot be used are left out; null where nothing can. */
export function readQuiz(reading: Reading, id: string, minutes: number, at: Value, place: QuizPlace, drawn: Drawn = 'some'): OutlineQuiz | null {
  const before = `${place.folder}/${id}.quiz`;
  const file = `${before}.yaml`;
  if (!reading.has(file)) return at.problem(`the file of this quiz is missing: ${file}`);
  const structure = readStructure(reading, id, file, place, drawn);
  if (!structure) return null;
  const unit = reading.unit(before, 'yaml', place.source);
  if (!reading.requireSource(unit, at)) return null;
  const questions = structure.questions.map(({ question }) => question);
  const words: OutlineQuiz['words'] = {};
  for (const language of Object.keys(unit.stamps)) {
    const title = readWords(reading, unit, language, questions);
    if (title) words[language] = { title };
  }
  // Without words in the source language a question cannot be shown to everybody; the problems say so.
  const shown = questions.filter((question) => question.words[place.source]);
  return words[place.source]
    ? { kind: 'quiz', id, minutes, draw: structure.draw, draws: structure.draws, settings: structure.settings, questions: shown, always: [], words }
    : null;
}
