import type { Value } from '../../platform/source/source-file.js';
import type { Answer, QuestionBase, StemWords } from '../base.js';
import { givenIn } from '../rules/answer-form.js';
import { nothing, share } from '../rules/fraction.js';
import type { Kind, Mark, Part } from '../rules/kind.js';

/** One thing that a marker looks at, with the levels that an answer may reach in it. */
export interface Criterion {
  id: string;
  levels: { id: string; points: number }[];
}

export interface CriterionWords {
  label: string;
  /** What an answer of this level looks like. */
  levels: Record<string, string>;
}

export interface EssayWords extends StemWords {
  criteria: Record<string, CriterionWords>;
  /** An answer as its author would write it, shown once it is marked; empty where there is none. */
  model: string;
}

/** A long text that somebody else reads and marks. */
export interface Essay extends QuestionBase<'essay', EssayWords> {
  /** About how many words are expected; null: nothing is said. */
  length: number | null;
  rubric: Criterion[];
}

/** The one thing to fill in. */
export const theEssay = 'text';
/** Signs of an essay. */
export const longestEssay = 5000;
const mostWords = 700;
const mostCriteria = 8;
const mostLevels = 6;
/** With more, sums of several essays would be fractions of large numbers. */
const mostPoints = 16;

export const mostOf = ({ levels }: Criterion): number => Math.max(...levels.map(({ points }) => points));
/** Points of the whole rubric. */
export const essayMax = (question: Essay): number => question.rubric.reduce((sum, criterion) => sum + mostOf(criterion), 0);
const levelOf = (criterion: Criterion, mark: Mark) => criterion.levels.find(({ id }) => id === mark.criteria[criterion.id]);
/** Points that a mark gives, of `essayMax`. */
export const essayPoints = (question: Essay, mark: Mark): number =>
  question.rubric.reduce((sum, criterion) => sum + (levelOf(criterion, mark)?.points ?? 0), 0);

export const essayText = (answer: Answer): string => givenIn(answer).get(theEssay) ?? '';
/** Words as a reader counts them: stretches without white space that hold a letter or digit. */
export const wordCount = (text: string): number => text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;

function readCriterion(at: Value): Criterion | null {
  const fields = at.fields(['id', 'levels']);
  if (!fields?.whole) return null;
  const [id, levelsAt] = [fields.get('id')!.id(), fields.get('levels')!];
  const entries = levelsAt.list();
  if (id === null || !entries) return null;
  if (entries.length < 2 || entries.length > mostLevels) return levelsAt.problem(`a criterion has 2 to ${mostLevels} levels, not ${entries.length}`);
  const levels: Criterion['levels'] = [];
  for (const entry of entries) {
    const level = entry.fields(['id', 'points']);
    const [levelId, points] = [level?.get('id')?.id() ?? null, level?.get('points')?.wholeNumber(0, mostPoints) ?? null];
    if (levelId === null || points === null) continue;
    if (levels.some((other) => other.id === levelId)) entry.problem(`"${levelId}" stands twice in "levels"`);
    else levels.push({ id: levelId, points });
  }
  if (levels.length < entries.length) return null;
  if (!levels.some(({ points }) => points === 0)) return levelsAt.problem('one level earns nothing: its points are 0');
  if (new Set(levels.map(({ points }) => points)).size < levels.length) return levelsAt.problem('two levels earn the same');
  return { id, levels };
}

function readRubric(at: Value): Criterion[] | null {
  const entries = at.list();
  if (!entries) return null;
  if (entries.length < 1 || entries.length > mostCriteria) return at.problem(`a rubric has 1 to ${mostCriteria} criteria, not ${entries.length}`);
  const rubric: Criterion[] = [];
  for (const entry of entries) {
    const criterion = readCriterion(entry);
    if (criterion && rubric.some(({ id }) => id === criterion.id)) entry.problem(`"${criterion.id}" stands twice in "rubric"`);
    else if (criterion) rubric.push(criterion);
  }
  if (rubric.length < entries.length) return null;
  const total = rubric.reduce((sum, criterion) => sum + mostOf(criterion), 0);
  return total <= mostPoints ? rubric : at.problem(`a rubric gives at most ${mostPoints} points; this one gives ${total}`);
}

function readCriterionWords(at: Value, { id, levels }: Criterion): CriterionWords | null {
  const fields = at.fields(['label', 'levels']);
  if (!fields?.whole) return null;
  const [label, levelsAt] = [fields.get('label')!.text(), fields.get('levels')!];
  const entries = levelsAt.entries();
  if (label === null || !entries) return null;
  const words: Record<string, string> = {};
  for (const level of levels) {
    const text = entries.get(level.id)?.text();
    if (!entries.has(level.id)) levelsAt.problem(`the words for level "${level.id}" of "${id}" are missing`);
    if (text) words[level.id] = text;
  }
  for (const [key, entry] of entries) if (!levels.some((level) => level.id === key)) entry.problem(`"${id}" has no level "${key}"`);
  return Object.keys(words).length === levels.length ? { label, levels: words } : null;
}

function partsOf(question: Essay, answer: Answer, words: EssayWords, mark: Mark): Part[] {
  return question.rubric.map((criterion) => {
    const level = levelOf(criterion, mark);
    const why = level ? (words.criteria[criterion.id]?.levels[level.id] ?? '') : '';
    const points = level?.points ?? 0;
    const state = points === mostOf(criterion) ? 'right' : points > 0 ? 'partly' : 'wrong';
    return { id: criterion.id, given: answer.length ? (level?.id ?? null) : null, state, wanted: null, why };
  });
}

export const essay: Kind<Essay> = {
  keys: { required: ['rubric'], optional: ['words'] },
  read(fields) {
    const rubric = readRubric(fields.get('rubric')!);
    return rubric && { rubric, length: fields.get('words')?.wholeNumber(1, mostWords) ?? null };
  },
  wordKeys: { required: ['criteria'], optional: ['model'] },
  readWords(fields, _at, question, stem) {
    const at = fields.get('criteria')!;
    const entries = at.entries();
    if (!entries) return null;
    const criteria: Record<string, CriterionWords> = {};
    for (const criterion of question.rubric) {
      const entry = entries.get(criterion.id);
      if (!entry) at.problem(`the words for criterion "${criterion.id}" of "${question.id}" are missing`);
      const words = entry && readCriterionWords(entry, criterion);
      if (words) criteria[criterion.id] = words;
    }
    for (const [id, entry] of entries) if (!question.rubric.some((one) => one.id === id)) entry.problem(`"${question.id}" has no criterion "${id}"`);
    return Object.keys(criteria).length === question.rubric.length ? { ...stem, criteria, model: fields.get('model')?.text() ?? '' } : null;
  },
  order: () => [theEssay],
  isAnswer: (_question, answer) =>
    answer.length <= 1 && answer.every((entry) => entry.startsWith(`${theEssay}=`) && entry.length <= theEssay.length + 1 + longestEssay),
  isComplete: (_question, answer) => essayText(answer).trim() !== '',
  // Nothing by itself: see `byHand`.
  grade: () => nothing,
  parts(_question, answer) {
    const given = essayText(answer).trim() ? essayText(answer) : null;
    return [{ id: theEssay, given, state: given === null ? 'missed' : 'rest', wanted: null, why: '' }];
  },
  keyWords: null,
  right: () => [],
  byHand: {
    isMark: (question, criteria) =>
      Object.keys(criteria).length === question.rubric.length &&
      question.rubric.every((criterion) => !!levelOf(criterion, { criteria, comment: '' })),
    /** Points of the rubric that were given, of those that it can give. */
    points: (question, mark) => share(essayPoints(question, mark), essayMax(question)),
    parts: partsOf,
  },
};
