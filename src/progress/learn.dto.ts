import { z } from 'zod';
import { inLanguage, type OutlineItem } from '../catalogue/outline.js';
import type { PageContext } from '../web/page.js';
import type { Journey, Listed } from './learn.service.js';
import { itemTitle, marksOf, moduleState, titleOf } from './pages/outline-view.js';
import { reasons } from './pages/reasons.js';

const stateNames = { done: 'done', now: 'started', todo: 'to-do' } as const;
const state = z.enum(['done', 'started', 'to-do']);
const instant = z.iso.datetime();

export const enrolmentSummary = z.object({
  id: z.uuid(),
  programme: z.object({ id: z.string(), title: z.string(), language: z.string() }),
  cohort: z.string(),
  startsOn: z.iso.date(),
  endsOn: z.iso.date().nullable(),
  /** Items of required modules that are done or still asked. */
  required: z.number().int(),
  done: z.number().int(),
  nextItemId: z.string().nullable(),
  startedAt: instant.nullable(),
  lastActivityAt: instant.nullable(),
  completedAt: instant.nullable(),
});

export const enrolmentDetail = enrolmentSummary.extend({
  revision: z.number().int(),
  modules: z.array(
    z.object({
      id: z.string(),
      code: z.string(),
      title: z.string(),
      required: z.boolean(),
      state,
      completedAt: instant.nullable(),
      creditedFrom: z.uuid().nullable(),
      items: z.array(
        z.object({ id: z.string(), kind: z.enum(['lesson', 'quiz', 'plan']), title: z.string(), minutes: z.number().int(), state, href: z.string() }),
      ),
    }),
  ),
});

export const verdictAnswer = z.object({
  complete: z.boolean(),
  completedAt: instant.nullable(),
  open: z.array(
    z.object({
      moduleId: z.string(),
      title: z.string(),
      shortcut: z.string().nullable(),
      reasons: z.array(z.object({ itemId: z.string(), words: z.string() })),
    }),
  ),
});

export const lessonDetail = z.object({ id: z.string(), language: z.string(), title: z.string(), lead: z.string(), html: z.string(), state });
export const onward = z.object({ next: z.string() });

const iso = (date: Date | null | undefined): string | null => date?.toISOString() ?? null;

export function summaryOf({ enrolment, outline, snapshot }: Listed, at: PageContext): z.infer<typeof enrolmentSummary> {
  const { words, language } = inLanguage(outline.words, at.language, outline.source);
  return {
    id: enrolment.id,
    programme: { id: outline.programmeId, title: words.title, language },
    cohort: enrolment.cohortName,
    startsOn: enrolment.startsOn,
    endsOn: enrolment.endsOn,
    required: snapshot?.required ?? 0,
    done: snapshot?.done ?? 0,
    nextItemId: snapshot?.nextItemId ?? null,
    startedAt: iso(snapshot?.startedAt),
    lastActivityAt: iso(snapshot?.lastActivityAt),
    completedAt: iso(snapshot?.completedAt),
  };
}

export function detailOf(journey: Journey, at: PageContext, href: (item: OutlineItem) => string): z.infer<typeof enrolmentDetail> {
  const { enrolment, outline, standing } = journey;
  const marks = marksOf(standing);
  const { words, language } = inLanguage(outline.words, at.language, outline.source);
  return {
    id: enrolment.id,
    programme: { id: outline.programmeId, title: words.title, language },
    cohort: enrolment.cohortName,
    startsOn: enrolment.startsOn,
    endsOn: enrolment.endsOn,
    required: journey.required,
    done: journey.done,
    nextItemId: journey.nextItemId,
    startedAt: iso(standing.startedAt),
    lastActivityAt: iso(standing.lastActivityAt),
    completedAt: iso(standing.completedAt),
    revision: outline.revision,
    modules: outline.modules.map((module) => ({
      id: module.id,
      code: module.code,
      title: titleOf(module, module.source, at).words.title,
      required: module.required,
      state: stateNames[moduleState(module, marks)],
      completedAt: iso(standing.modules.get(module.id)?.at),
      creditedFrom: standing.modules.get(module.id)?.creditedFrom ?? null,
      items: module.items.map((item) => ({
        id: item.id,
        kind: item.kind,
        title: itemTitle(item, module, at).title,
        minutes: item.minutes,
        state: stateNames[marks.item(item.id)],
        href: href(item),
      })),
    })),
  };
}

export const verdictOf = ({ verdict, outline }: Journey, at: PageContext): z.infer<typeof verdictAnswer> => ({
  complete: verdict.complete,
  completedAt: iso(verdict.completedAt),
  open: reasons(verdict.open, outline, at).map(({ moduleId, title, shortcut, reasons }) => ({ moduleId, title, shortcut, reasons })),
});

export const itemState = (row: { state: 'started' | 'done' } | undefined): z.infer<typeof state> => row?.state ?? 'to-do';
