import { z } from 'zod';
import { inLanguage } from '../catalogue/outline.js';
import type { PageContext } from '../web/page.js';
import { planValue } from './plan.forms.js';
import type { PlanDesk } from './plan.service.js';

const instant = z.iso.datetime();

export const planDetail = z.object({
  id: z.string(),
  language: z.string(),
  title: z.string(),
  filled: z.number().int(),
  total: z.number().int(),
  /** When the learner said that it is finished. */
  finishedAt: instant.nullable(),
  fields: z.array(
    z.object({
      id: z.string(),
      label: z.string(),
      question: z.string(),
      /** Headings of a table's columns; null for a text. */
      columns: z.array(z.object({ id: z.string(), label: z.string() })).nullable(),
      value: planValue,
      /** To be sent back as `seen`; 0 while the field is empty. */
      sequence: z.number().int(),
      savedAt: instant.nullable(),
    }),
  ),
});

export const savedField = z.object({ savedAt: instant, sequence: z.number().int() });

export function detailOf({ plan, module, desk, values, readiness }: PlanDesk, at: PageContext): z.infer<typeof planDetail> {
  const { words, language } = inLanguage(plan.words, at.language, module.source);
  return {
    id: plan.id,
    language,
    title: words.title,
    filled: readiness.filled,
    total: readiness.total,
    finishedAt: desk.completedAt?.toISOString() ?? null,
    fields: plan.fields.map((field) => {
      const own = words.fields[field.id]!;
      const entry = desk.entries.get(field.id);
      return {
        id: field.id,
        label: own.label,
        question: own.question,
        columns: field.kind === 'table' ? field.columns.map((id) => ({ id, label: own.columns[id] ?? id })) : null,
        value: values.get(field.id) ?? '',
        sequence: entry?.sequence ?? 0,
        savedAt: entry?.savedAt.toISOString() ?? null,
      };
    }),
  };
}
