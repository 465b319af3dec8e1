import { inLanguage, type PlanField } from '../catalogue/outline.js';
import type { PageContext } from '../web/page.js';
import type { PlanDesk } from './plan.service.js';
import { filledRows, isEmpty, type PlanValue } from './rules/value.js';

/** One field of a plan on paper. */
export interface PlanSection {
  heading: string;
  question: string;
  /** Paragraphs; none where the field is empty or a table. */
  paragraphs: string[];
  table: { columns: string[]; rows: string[][] } | null;
}

/** A plan as a file: what both formats draw. */
export interface PlanSheet {
  language: string;
  title: string;
  programme: string;
  author: string;
  /** Below the title: when it was finished, or how far it is. */
  state: string;
  at: Date;
  /** Said where a field is empty. */
  empty: string;
  sections: PlanSection[];
}

function section(field: PlanField, value: PlanValue, words: { label: string; question: string; columns: Record<string, string> }): PlanSection {
  const head = { heading: words.label, question: words.question };
  if (isEmpty(value)) return { ...head, paragraphs: [], table: null };
  if (typeof value === 'string') return { ...head, paragraphs: value.split('\n').filter((line) => line.trim()), table: null };
  const columns = field.kind === 'table' ? field.columns.map((id) => words.columns[id] ?? id) : [];
  return { ...head, paragraphs: [], table: { columns, rows: filledRows(value) } };
}

/** Puts a plan into the words of its file. */
export function sheetOf({ plan, module, outline, desk, values, readiness }: PlanDesk, at: PageContext, now: Date): PlanSheet {
  const { words, language } = inLanguage(plan.words, at.language, module.source);
  const programme = inLanguage(outline.words, at.language, outline.source).words.title;
  const { filled, total } = readiness;
  return {
    language,
    title: words.title,
    programme,
    author: at.viewer?.name ?? '',
    state: desk.completedAt
      ? at.t('plans.finishedOn', { date: at.format.date(desk.completedAt) })
      : at.t('plans.sheet.underWay', { filled, total, date: at.format.date(now) }),
    at: now,
    empty: at.t('plans.empty'),
    sections: plan.fields.map((field) => section(field, values.get(field.id) ?? '', words.fields[field.id]!)),
  };
}
