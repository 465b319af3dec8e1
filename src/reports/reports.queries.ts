import { Inject, Injectable } from '@nestjs/common';
import type { ItemProgress } from '../progress/item-state.entity.js';
import { invitationMailKind } from '../cohorts/mails/invitation-mail.js';
import type { MailState } from '../mail/outgoing-mail.entity.js';
import type { ReminderRuleName } from '../reminders/reminder.entity.js';
import { Database } from '../platform/database/database.js';
import type { Language } from '../platform/i18n/texts.js';
import type { Score } from '../questions/rules/grade.js';
import type { Calendar, HandReason, PersonFacts, Status } from './rules/status.js';

/** One person of a cohort with the facts of their progress. */
export interface PersonRow extends PersonFacts {
  enrolmentId: string;
  personId: string;
  name: string;
  email: string;
  invitations: number;
  /** Where "continue" leads; null when nothing is left or nothing is known. */
  nextItemId: string | null;
  revisionId: string | null;
  /** Ids of the modules that are complete. */
  modulesDone: string[];
  status: Status;
  hand: HandReason | null;
}

/** People of a cohort who are alike in all that is counted. */
export interface CountRow {
  status: Status;
  hand: HandReason | null;
  opened: boolean;
  started: boolean;
  nextItemId: string | null;
  count: number;
}

export interface ItemRow {
  itemId: string;
  state: ItemProgress;
  startedAt: Date;
  completedAt: Date | null;
  credited: boolean;
}

/** A mail about an enrolment: an invitation, or a reminder by one of the rules. */
export interface MessageRow {
  what: 'invitation' | ReminderRuleName;
  /** When it went, else when it was or is due. */
  at: Date;
  state: MailState | 'skipped';
}

/** One attempt of somebody that was handed in; its score is null while it waits for its marks. */
export interface TriedRow {
  quizId: string;
  number: number;
  revisionId: string;
  score: Score | null;
  handedInAt: Date;
}

/** Which people; `status` 'hand': whoever may want a hand. An empty `search` finds all. */
export interface PeopleFilter {
  search: string;
  status: Status | 'hand' | null;
}

// Shared modules that somebody did elsewhere count from the invitation on, but they are shown only to whom that person has
// come: an invitation, which takes no more than an address, must not open a record kept by another authority.
const unopened = 'e.opened_at IS NULL AND s.started_at IS NULL';

// `statusAt` and `handReason` of rules/status.ts over a cohort; a test compares them.
// $1 cohort, then the calendar: $2 over, $3 begun, $4 near, $5 quietBefore, $6 unopenedBefore.
const judged = `
  WITH facts AS (
    SELECT e.id AS "enrolmentId", e.person_id AS "personId", p.name, p.email, e.invitations, e.invited_at AS "invitedAt", e.opened_at AS "openedAt",
      s.started_at AS "startedAt", s.last_activity_at AS "lastActivityAt", s.completed_at AS "completedAt",
      coalesce(s.required, 0) AS required, CASE WHEN ${unopened} THEN 0 ELSE coalesce(s.done, 0) END AS done,
      CASE WHEN NOT (${unopened}) THEN s.next_item_id END AS "nextItemId", s.revision_id AS "revisionId",
      CASE WHEN ${unopened} THEN '[]' ELSE coalesce(s.modules_done, '[]') END AS "modulesDone",
      s.completed_at IS NOT NULL AS complete,
      ${unopened} AS unopened,
      $3::boolean AND $4::boolean AND (coalesce(s.required, 0) = 0 OR ${unopened} OR s.done * 2 < s.required) AS behind,
      coalesce(coalesce(s.last_activity_at, e.opened_at, s.started_at) < $5::timestamptz, false) AS quiet
    FROM enrolment e JOIN person p ON p.id = e.person_id LEFT JOIN enrolment_state s ON s.enrolment_id = e.id
    WHERE e.cohort_id = $1
  ), judged AS (
    SELECT facts.*,
      CASE WHEN complete THEN 'completed' WHEN $2::boolean THEN 'overdue'
        WHEN unopened AND "invitedAt" IS NULL THEN 'not-invited' WHEN unopened THEN 'not-opened'
        WHEN behind THEN 'near-deadline' WHEN quiet THEN 'quiet' WHEN "startedAt" IS NULL THEN 'not-started' ELSE 'on-track' END AS status,
      CASE WHEN complete OR NOT $3::boolean THEN NULL WHEN $2::boolean THEN 'overdue'
        WHEN unopened THEN CASE WHEN "invitedAt" IS NOT NULL AND (behind OR "invitedAt" < $6::timestamptz) THEN 'not-opened' END
        WHEN behind THEN 'near-deadline' WHEN quiet THEN 'quiet' END AS hand
    FROM facts
  )`;

const row = `"enrolmentId", "personId", name, email, invitations, "invitedAt", "openedAt", "startedAt", "lastActivityAt", "completedAt",
  required, done, "nextItemId", "revisionId", "modulesDone", status, hand`;

const counts = `${judged}
  SELECT status, hand, NOT unopened AS opened, "startedAt" IS NOT NULL AS started, "nextItemId", count(*)::int AS count
  FROM judged GROUP BY 1, 2, 3, 4, 5`;

// The longest wait first.
const hands = `${judged}
  SELECT ${row} FROM judged WHERE hand IS NOT NULL
  ORDER BY array_position(ARRAY['overdue', 'near-deadline', 'not-opened', 'quiet'], hand),
    coalesce("lastActivityAt", "openedAt", "startedAt", "invitedAt") NULLS FIRST, "enrolmentId"
  LIMIT $7`;

// Names stand in the order that the reader's language knows. $7 search, $8 status, $9 and $10 the last row of the page before, $11 limit.
const people = (collation: string): string => `${judged}
  SELECT ${row} FROM judged
  WHERE ($7::text = '' OR strpos(lower(name), lower($7)) > 0 OR strpos(lower(email), lower($7)) > 0)
    AND ($8::text IS NULL OR status = $8 OR ($8 = 'hand' AND hand IS NOT NULL))
    AND ($9::text IS NULL OR (name COLLATE ${collation}, "enrolmentId") > ($9 COLLATE ${collation}, $10::uuid))
  ORDER BY name COLLATE ${collation}, "enrolmentId" LIMIT $11`;
const peopleIn: Record<Language, string> = { en: people('"en-x-icu"'), nl: people('"nl-x-icu"') };

const person = `${judged} SELECT ${row} FROM judged WHERE "enrolmentId" = $7`;

const items = `
  SELECT item_id AS "itemId", state, started_at AS "startedAt", completed_at AS "completedAt", credited_from IS NOT NULL AS credited
  FROM item_state WHERE enrolment_id = $1`;

const messages = `
  SELECT 'invitation' AS what, coalesce(m.sent_at, m.due_at) AS at, m.state
  FROM outgoing_mail m WHERE m.person_id = $2 AND m.kind = $3 AND starts_with(m.object_id, $1::uuid::text || ':')
  UNION ALL
  SELECT r.rule, coalesce(m.sent_at, r.due_at), CASE WHEN r.skipped IS NULL THEN coalesce(m.state, 'queued') ELSE 'skipped' END
  FROM reminder r LEFT JOIN outgoing_mail m ON m.id = r.mail_id WHERE r.person_id = $2 AND r.object_id = $1::uuid
  ORDER BY at DESC LIMIT 100`;

const tried = `
  SELECT quiz_id AS "quizId", number, revision_id AS "revisionId", handed_in_at AS "handedInAt",
    CASE WHEN passed IS NOT NULL THEN jsonb_build_object('numerator', numerator, 'denominator', denominator, 'max', max) END AS score
  FROM attempt WHERE enrolment_id = $1 AND handed_in_at IS NOT NULL ORDER BY quiz_id, number`;

const opened = `
  SELECT 1 FROM audit_entry WHERE object_type = 'enrolment' AND object_id = $1 AND action = 'scores.opened' AND actor_id = $2 AND at > $3 LIMIT 1`;

const parametersOf = (cohortId: string, at: Calendar): unknown[] => [cohortId, at.over, at.begun, at.near, at.quietBefore, at.unopenedBefore];

/** What the reports read. Nothing here loads more rows than a page shows or than there are kinds of rows. */
@Injectable()
export class ReportsQueries {
  constructor(@Inject(Database) private readonly database: Database) {}

  counts(cohortId: string, at: Calendar): Promise<CountRow[]> {
    return this.database.query<CountRow>(counts, parametersOf(cohortId, at));
  }

  hands(cohortId: string, at: Calendar, limit: number): Promise<PersonRow[]> {
    return this.database.query<PersonRow>(hands, [...parametersOf(cohortId, at), limit]);
  }

  /** People by name, after the row `after` if given. */
  people(
    cohortId: string,
    at: Calendar,
    filter: PeopleFilter,
    page: { language: Language; after: { name: string; id: string } | null; limit: number },
  ): Promise<PersonRow[]> {
    const { language, after, limit } = page;
    const values = [...parametersOf(cohortId, at), filter.search, filter.status, after?.name ?? null, after?.id ?? null, limit];
    return this.database.query<PersonRow>(peopleIn[language], values);
  }

  person(cohortId: string, at: Calendar, enrolmentId: string): Promise<PersonRow | null> {
    return this.database.one<PersonRow>(person, [...parametersOf(cohortId, at), enrolmentId]);
  }

  items(enrolmentId: string): Promise<ItemRow[]> {
    return this.database.query<ItemRow>(items, [enrolmentId]);
  }

  /** Invitations and reminders of an enrolment, latest first. */
  messages(enrolmentId: string, personId: string): Promise<MessageRow[]> {
    return this.database.query<MessageRow>(messages, [enrolmentId, personId, invitationMailKind]);
  }

  /** Attempts that were handed in, by quiz and in their order. */
  tried(enrolmentId: string): Promise<TriedRow[]> {
    return this.database.query<TriedRow & Record<string, unknown>>(tried, [enrolmentId]);
  }

  /** Whether this viewer has opened the scores of an enrolment after an instant. */
  async hasOpenedScores(enrolmentId: string, viewerId: string, after: Date): Promise<boolean> {
    return (await this.database.one(opened, [enrolmentId, viewerId, after])) !== null;
  }
}
