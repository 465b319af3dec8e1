import type { OutlineQuiz } from '../../catalogue/outline.js';
import type { Problem } from '../../platform/source/source-file.js';
import type { Question } from '../../questions/question.js';
import type { Choice } from '../../questions/types/choice.js';
import { choiceOf } from '../../questions/types/scenario.js';
import type { FolderModule } from './folder-modules.js';

// In a smaller pool chance alone makes a pattern.
const fewest = 4;
const mostInOnePlace = 0.6;
const mostLongest = 0.5;
const fewestInCases = 0.5;

const places = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth'] as const;

/** The value that more than 60 % of at least four have; null where there is none. */
function prevailing<T>(values: readonly T[]): { value: T; count: number } | null {
  if (values.length < fewest) return null;
  const counts = new Map<T, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  for (const [value, count] of counts) if (count > values.length * mostInOnePlace) return { value, count };
  return null;
}

/** The choices of a pool, the parts of scenarios among them. */
const choicesOf = (questions: readonly Question[]): Choice[] =>
  questions.flatMap((question) => {
    if (question.type === 'scenario') return question.parts.map((part) => ({ ...choiceOf(question, part), id: `${question.id} (${part.id})` }));
    return 'correct' in question && 'options' in question ? question : [];
  });

function positionNotes(questions: readonly Question[]): string[] {
  const choices = choicesOf(questions);
  const right = choices.filter(({ type }) => type !== 'truefalse').flatMap(({ options, correct }) => correct.map((id) => options.indexOf(id)));
  const verdicts = choices.filter(({ type }) => type === 'truefalse').map(({ correct }) => correct[0] === 'true');
  const [place, verdict] = [prevailing(right), prevailing(verdicts)];
  return [
    ...(place ? [`${place.count} of ${right.length} right answers stand in ${places[place.value]} place; spread them`] : []),
    ...(verdict ? [`${verdict.count} of ${verdicts.length} statements are ${verdict.value}; mix them`] : []),
  ];
}

/** Whether somebody who ticks the longest option is right. */
function rightIsLongest({ options, correct, words }: Choice, language: string): boolean {
  const lengths = new Map(options.map((id) => [id, (words[language]?.options[id]?.text ?? '').length]));
  const right = lengths.get(correct[0]!)!;
  return [...lengths].every(([id, length]) => id === correct[0] || length < right);
}

function lengthNote(questions: readonly Question[], language: string): string[] {
  const choices = choicesOf(questions).filter(({ type, words }) => type === 'single' && words[language]);
  const longest = choices.filter((question) => rightIsLongest(question, language));
  if (choices.length < fewest || longest.length <= choices.length * mostLongest) return [];
  const ids = longest.map(({ id }) => id).join(', ');
  return [`the right answer is the longest in ${longest.length} of ${choices.length} single-choice questions: ${ids}`];
}

/** A question without a situation is apt to ask what somebody remembers rather than what they would do. */
function caseNote(questions: readonly Question[], language: string): string[] {
  const asked = questions.flatMap(({ picture, words: { [language]: words } }) => (words ? { picture, words } : []));
  const inCases = asked.filter(({ picture, words }) => picture !== null || words.case !== null || 'steps' in words || 'text' in words).length;
  return asked.length < fewest || inCases >= asked.length * fewestInCases
    ? []
    : [`only ${inCases} of ${asked.length} questions sit in a case; at least half of them should`];
}

function quizNotes({ id, questions: all, always, words }: OutlineQuiz, folder: string): Problem[] {
  const questions = all.filter((question) => !always.includes(question.id));
  const note = (file: string, messages: string[]): Problem[] => messages.map((message) => ({ file, line: 1, message }));
  return [
    ...note(`${folder}/${id}.quiz.yaml`, positionNotes(questions)),
    ...note(`${folder}/${id}.quiz.${Object.keys(words)[0]}.yaml`, caseNote(questions, Object.keys(words)[0] ?? '')),
    ...Object.keys(words).flatMap((language) => note(`${folder}/${id}.quiz.${language}.yaml`, lengthNote(questions, language))),
  ];
}

/** Patterns in pools of questions by which somebody passes who knows nothing. */
export const poolNotes = (modules: readonly FolderModule[]): Problem[] =>
  modules.flatMap(({ module, folder }) => module.items.flatMap((item) => (item.kind === 'quiz' ? quizNotes(item, folder) : [])));
