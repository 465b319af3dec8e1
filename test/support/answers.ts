import type { Answer } from '../../src/questions/question.js';

/** The fields of a form that give this answer: entries of typed words go into fields of their own. */
export function formOf(answer: Answer, typed: readonly string[] = []): Record<string, string | string[]> {
  const form: Record<string, string | string[]> = {};
  const plain: string[] = [];
  for (const entry of answer) {
    const id = entry.slice(0, Math.max(0, entry.indexOf('=')));
    if (typed.includes(id)) form[`answer.${id}`] = entry.slice(id.length + 1);
    else plain.push(entry);
  }
  if (plain.length) form.answer = plain;
  return form;
}
