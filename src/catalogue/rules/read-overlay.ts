import { checkMarkdown, countWords } from '../../platform/source/markdown.js';
import type { Fields, Value } from '../../platform/source/source-file.js';
import type { Question } from '../../questions/question.js';
import { readQuestion, readQuestionWords } from '../../questions/rules/read-question.js';
import type { OutlineModule, OutlineQuiz, Situation } from '../outline.js';
import type { ModuleSource } from './read-module.js';
import { readQuestionPicture } from './read-picture.js';
import type { Reading } from './reading.js';

const leastWords = 60;
const mostWords = 120;
// Most languages need more words than English for the same thing.
const mostTranslatedWords = 130;

/** What a programme lays over a shared module: its own opening scene, and one question of its own that every attempt gets. */
type Overlaid = ModuleSource & Pick<OutlineModule, 'situation'>;

function readSituation(reading: Reading, at: Value | null | undefined, isSource: boolean): Situation | null {
  const fields = at?.fields(['title', 'text']);
  const [title, textAt] = [fields?.get('title')?.text(), fields?.get('text')];
  const text = textAt?.text();
  if (!title || !text || !textAt) return null;
  const { faults, headings, links } = checkMarkdown(text);
  for (const fault of faults) textAt.problem(fault.message);
  if (headings.length) textAt.problem('a situation has no headings; its title is its heading');
  reading.refer(
    textAt.file,
    links.map((link) => ({ ...link, line: textAt.line })),
  );
  const words = countWords(text);
  const most = isSource ? mostWords : mostTranslatedWords;
  if (words < leastWords || words > most) textAt.problem(`a situation has ${leastWords} to ${most} words; this one has ${words}`);
  return { title, text };
}

function readOwnQuestion(reading: Reading, at: Value, module: ModuleSource, quiz: OutlineQuiz): Question | null {
  const read = readQuestion(at);
  if (!read) return null;
  const { question, lessonAt, objectiveAt } = read;
  readQuestionPicture(reading, read, module.source, module.pictures);
  if (!module.items.some((item) => item.kind === 'lesson' && item.id === question.lesson))
    lessonAt.problem(`"${question.lesson}" is not a lesson of "${module.id}"`);
  if (!module.objectives.includes(question.objective)) objectiveAt.problem(`"${question.objective}" is not an objective of "${module.id}"`);
  reading.define(question.id, 'question', quiz.id, at);
  return question;
}

function questionOf(reading: Reading, fields: Fields, module: ModuleSource): { question: Question; quiz: OutlineQuiz } | null {
  const at = fields.get('question');
  if (!at) return null;
  const quiz = module.items.find((item) => item.kind === 'quiz');
  if (!quiz) return at.problem(`"${module.id}" has no quiz to which this question could be added`);
  const question = readOwnQuestion(reading, at, module, quiz);
  return question && { question, quiz };
}

/** Lays `programmes/<id>/overlay/<module-id>/` over a shared module; without such a folder the module stays as it is. */
export function readOverlay(reading: Reading, programmeId: string, shared: ModuleSource): Overlaid {
  // Other programmes have the module without this programme's pictures, whose files are not theirs.
  const module = { ...shared, pictures: { ...shared.pictures } };
  const folder = `programmes/${programmeId}/overlay/${module.id}`;
  const file = `${folder}/overlay.yaml`;
  const plain = { ...module, situation: null };
  if (!reading.has(file)) return plain;
  const fields = reading.yaml(file)?.fields(['module'], ['question']);
  const own = fields?.get('module');
  if (!fields || !own) return plain;
  if (own.id() !== null && own.id() !== module.id) own.problem(`this must be "${module.id}", as the folder is called`);
  const added = questionOf(reading, fields, module);
  const unit = reading.unit(`${folder}/overlay`, 'yaml', module.source);
  if (!reading.requireSource(unit, own)) return plain;
  const situation: NonNullable<Overlaid['situation']> = {};
  for (const language of Object.keys(unit.stamps)) {
    const isSource = language === module.source;
    const words = reading.words(unit, language, fields.get('question') ? ['situation', 'question'] : ['situation']);
    const scene = readSituation(reading, words?.get('situation'), isSource);
    if (scene) situation[language] = scene;
    const questionAt = words?.get('question');
    const questionWords = added && questionAt ? readQuestionWords(questionAt, added.question) : null;
    if (added && questionWords) added.question.words[language] = questionWords;
  }
  const shown = situation[module.source] ? situation : null;
  // Without words in the source language a question cannot be shown to everybody; the problems say so.
  if (!added?.question.words[module.source]) return { ...module, situation: shown };
  const { question, quiz } = added;
  const items = module.items.map((item) =>
    item === quiz ? { ...quiz, questions: [...quiz.questions, question], always: [...quiz.always, question.id] } : item,
  );
  return { ...module, items, situation: shown };
}
