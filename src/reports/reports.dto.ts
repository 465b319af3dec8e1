import { z } from 'zod';
import { countings } from '../catalogue/outline.js';
import type { PeopleFilter, PersonRow } from './reports.queries.js';
import type { PersonReport } from './reports.service.js';
import type { Figures, Places } from './rules/figures.js';
import type { CountedScore } from './rules/scores.js';
import { statuses } from './rules/status.js';

const instant = z.iso.datetime();
const state = z.enum(statuses);
const hand = z.enum(['overdue', 'near-deadline', 'not-opened', 'quiet']);

export const peopleQuery = z.object({
  /** Part of a name or an address. */
  q: z.string().max(200).optional(),
  status: z.enum([...statuses, 'hand']).optional(),
  cursor: z.string().optional(),
  limit: z.coerce.number().int().min(1).max(100).optional(),
});

export const personDto = z.object({
  enrolmentId: z.string(),
  personId: z.string(),
  name: z.string(),
  email: z.string(),
  status: state,
  /** Why the person may want a hand; null where nothing says so. */
  hand: hand.nullable(),
  done: z.int(),
  required: z.int(),
  invitedAt: instant.nullable(),
  openedAt: instant.nullable(),
  startedAt: instant.nullable(),
  lastActivityAt: instant.nullable(),
  completedAt: instant.nullable(),
});
export const peopleDto = z.object({ items: z.array(personDto), next: z.string().nullable() });

export const figuresDto = z.object({
  people: z.int(),
  completed: z.int(),
  started: z.int(),
  unopened: z.int(),
  hand: z.int(),
  byStatus: z.record(state, z.int()),
  /** Null where the cohort has fewer than five people. */
  places: z
    .object({ notStarted: z.int(), modules: z.array(z.object({ moduleId: z.string(), people: z.int() })), elsewhere: z.int(), completed: z.int() })
    .nullable(),
});

const scoreDto = z.object({
  quizId: z.string(),
  numerator: z.int(),
  denominator: z.int(),
  max: z.int(),
  /** Which of several attempts the score is of. */
  counts: z.enum(countings),
  /** When it was handed in; where the average counts, the last one that is in it. */
  handedInAt: instant,
});
export const scoresDto = z.object({ scores: z.array(scoreDto) });

export const recordDto = personDto.extend({
  modulesDone: z.array(z.string()),
  items: z.array(
    z.object({ itemId: z.string(), state: z.enum(['started', 'done']), startedAt: instant, completedAt: instant.nullable(), credited: z.boolean() }),
  ),
  messages: z.array(z.object({ what: z.string(), at: instant, state: z.string() })),
  /** Null unless the authority allows them and the caller has opened them in the last minutes. */
  scores: z.array(scoreDto).nullable(),
});

const iso = (at: Date | null): string | null => at?.toISOString() ?? null;

export const toPerson = (row: PersonRow): z.infer<typeof personDto> => ({
  enrolmentId: row.enrolmentId,
  personId: row.personId,
  name: row.name,
  email: row.email,
  status: row.status,
  hand: row.hand,
  done: row.done,
  required: row.required,
  invitedAt: iso(row.invitedAt),
  openedAt: iso(row.openedAt),
  startedAt: iso(row.startedAt),
  lastActivityAt: iso(row.lastActivityAt),
  completedAt: iso(row.completedAt),
});

export const toScore = ({ handedInAt, ...score }: CountedScore): z.infer<typeof scoreDto> => ({ ...score, handedInAt: handedInAt.toISOString() });

export const toFigures = (figures: Figures, places: Places | null): z.infer<typeof figuresDto> => ({ ...figures, places });

export const toRecord = ({ person, items, messages, scores }: PersonReport): z.infer<typeof recordDto> => ({
  ...toPerson(person),
  modulesDone: person.modulesDone,
  items: [...items.values()].map((item) => ({ ...item, startedAt: item.startedAt.toISOString(), completedAt: iso(item.completedAt) })),
  messages: messages.map(({ what, at, state: now }) => ({ what, at: at.toISOString(), state: now })),
  scores: scores && scores.map(toScore),
});

/** The filter of a page's address; what cannot be read counts as not given. */
export function readFilter(query: Record<string, unknown>): PeopleFilter {
  const status = peopleQuery.shape.status.safeParse(query.status);
  const search = typeof query.q === 'string' ? query.q.replaceAll('\0', '').trim().slice(0, 200) : '';
  return { search, status: (status.success && status.data) || null };
}
