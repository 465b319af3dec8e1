import type { Value } from '../../platform/source/source-file.js';
import type { Difficulty, Question, QuestionWords, StemWords } from '../question.js';
import { kindOf, questionTypes } from './kinds.js';
import { readProse } from './read-prose.js';

const always = ['id', 'type', 'lesson', 'objective'] as const;
const sometimes = ['tags', 'difficulty', 'picture'] as const;
const stemKeys = ['case', 'exhibit'] as const;

/** A question as its structure file has it, and where its references stand, for whoever knows the lessons and objectives. */
export interface QuestionSource {
  question: Question;
  at: Value;
  lessonAt: Value;
  objectiveAt: Value;
  /** Names the picture, which whoever knows the pictures puts into the question. */
  pictureAt: Value | null;
}

/** Reads one entry of `questions:` in a quiz's structure file; its words come from the word files. Null where it cannot be used. */
export function readQuestion(at: Value): QuestionSource | null {
  const entries = at.entries();
  if (!entries) return null;
  const typeAt = entries.get('type');
  if (!typeAt) return at.problem('a question lacks "type"');
  const type = typeAt.oneOf(questionTypes);
  if (!type) return null;
  const kind = kindOf({ type });
  const fields = at.fields([...always, ...kind.keys.required], [...sometimes, ...(kind.keys.optional ?? [])]);
  if (!fields?.whole) return null;
  const [id, lessonAt, objectiveAt] = [fields.get('id')?.id(), fields.get('lesson'), fields.get('objective')];
  const [lesson, objective] = [lessonAt?.id(), objectiveAt?.id()];
  const tags =
    fields
      .get('tags')
      ?.ids()
      ?.map((tag) => tag.id) ?? [];
  const difficulty = (fields.get('difficulty')?.wholeNumber(1, 3) ?? null) as Difficulty | null;
  const own = kind.read(fields, at);
  if (!id || !lesson || !objective || !lessonAt || !objectiveAt || !own) return null;
  const question = { id, type, lesson, objective, tags, difficulty, picture: null, words: {}, ...own } as Question;
  return { question, at, lessonAt, objectiveAt, pictureAt: fields.get('picture') ?? null };
}

/** Reads the words of one question in one language. Null where they cannot be used. */
export function readQuestionWords(at: Value, question: Question): QuestionWords | null {
  const kind = kindOf(question);
  const fields = at.fields(['stem', ...kind.wordKeys.required], [...stemKeys, ...(kind.wordKeys.optional ?? [])]);
  if (!fields?.whole) return null;
  const stem = fields.get('stem')!.text();
  const exhibit = fields.get('exhibit')?.text() ?? null;
  const situation = fields.get('case');
  const text = readProse(situation, 'a case has no headings; "exhibit" is its heading');
  if (exhibit && !situation && !question.picture) fields.get('exhibit')!.problem('"exhibit" is the heading of "case", which is missing');
  if (!stem) return null;
  const words: StemWords = { stem, case: text, exhibit };
  return kind.readWords(fields, at, question, words);
}
