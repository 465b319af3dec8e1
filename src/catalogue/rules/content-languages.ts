import type { Outline } from '../outline.js';

/** Languages in which the whole programme can be read, its source language first. A programme that is half translated does not count. */
export function contentLanguages(outline: Outline): string[] {
  const units = [outline.words, ...outline.modules.flatMap((module) => [module.words, ...module.items.map((item) => item.words)])];
  const questions = outline.modules.flatMap((module) => module.items.flatMap((item) => (item.kind === 'quiz' ? item.questions : [])));
  const whole = (language: string): boolean => [...units, ...questions.map((question) => question.words)].every((words) => language in words);
  const others = Object.keys(outline.words).filter((language) => language !== outline.source && whole(language));
  return [outline.source, ...others.sort()];
}
