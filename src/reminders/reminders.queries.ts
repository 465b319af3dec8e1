import { Inject, Injectable } from '@nestjs/common';
import type { MailState } from '../mail/outgoing-mail.entity.js';
import { Database } from '../platform/database/database.js';
import { newId } from '../platform/ids.js';
import type { ReminderRuleName } from './reminder.entity.js';
import type { Occurrence, ReminderFacts } from './rules/due.js';

/** An enrolment with all that its reminders depend on and all that their mails say. */
export interface Watched extends ReminderFacts, Record<string, unknown> {
  id: string;
  personId: string;
  email: string;
  name: string;
  language: string;
  cohortName: string;
  programmeId: string;
  /** Where somebody stands; null before anything was recorded. */
  revisionId: string | null;
  nextItemId: string | null;
  done: number | null;
  required: number | null;
}

// One statement for a whole batch. The ledger and the last mail are found through the person.
const FACTS = `
  SELECT e.id, e.person_id AS "personId", e.programme_id AS "programmeId", e.created_at AS "enrolledAt", e.invitations, e.invited_at AS "invitedAt",
    e.opened_at AS "openedAt", c.zone, c.starts_on AS "startsOn", c.ends_on AS "endsOn", c.name AS "cohortName",
    p.email, p.name, p.language, p.deactivated_at IS NULL AS active,
    s.revision_id AS "revisionId", s.next_item_id AS "nextItemId", s.done, s.required,
    s.started_at AS "startedAt", s.last_activity_at AS "lastActivityAt", s.completed_at AS "completedAt",
    coalesce((SELECT jsonb_agg(jsonb_build_object('rule', r.rule, 'occurrence', r.occurrence))
      FROM reminder r WHERE r.person_id = e.person_id AND r.object_id = e.id), '[]') AS ledger,
    (SELECT max(r.planned_at) FROM reminder r WHERE r.person_id = e.person_id AND r.mail_id IS NOT NULL AND r.skipped IS NULL) AS "lastMailAt"
  FROM enrolment e JOIN cohort c ON c.id = e.cohort_id JOIN person p ON p.id = e.person_id LEFT JOIN enrolment_state s ON s.enrolment_id = e.id
  WHERE e.id = ANY($1::uuid[])`;

const TAKE = `
  SELECT enrolment_id AS id FROM reminder_watch WHERE look_at <= $1 AND enrolment_id <> ALL($2::uuid[])
  ORDER BY look_at LIMIT $3 FOR UPDATE SKIP LOCKED`;
const TAKE_ONE = 'SELECT enrolment_id AS id FROM reminder_watch WHERE enrolment_id = $1 AND look_at <= $2 FOR UPDATE SKIP LOCKED';
const LOOK_AGAIN = `
  UPDATE reminder_watch w SET look_at = n.look_at
  FROM unnest($1::uuid[], $2::timestamptz[]) AS n(id, look_at) WHERE w.enrolment_id = n.id`;
const LOCK_PERSON = `SELECT pg_advisory_xact_lock(hashtext('reminders'), hashtext($1))`;

const WATCH =
  'INSERT INTO reminder_watch (enrolment_id, look_at) VALUES ($1, $2) ON CONFLICT (enrolment_id) DO UPDATE SET look_at = excluded.look_at';
const WATCH_COHORT = `
  INSERT INTO reminder_watch (enrolment_id, look_at) SELECT id, $2::timestamptz FROM enrolment WHERE cohort_id = $1 ORDER BY id
  ON CONFLICT (enrolment_id) DO UPDATE SET look_at = excluded.look_at`;
const WATCH_MISSING = `
  INSERT INTO reminder_watch (enrolment_id, look_at) SELECT e.id, $1::timestamptz FROM enrolment e
  WHERE NOT EXISTS (SELECT 1 FROM reminder_watch w WHERE w.enrolment_id = e.id)
  ON CONFLICT (enrolment_id) DO NOTHING`;

const NOTE = `
  INSERT INTO reminder (id, rule, person_id, object_id, occurrence, due_at, planned_at, skipped) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
  ON CONFLICT (rule, person_id, object_id, occurrence) DO NOTHING RETURNING id`;
const MAILED = 'UPDATE reminder SET mail_id = $2 WHERE id = $1';
const DROP = 'UPDATE reminder SET skipped = $2 WHERE id = $1 AND skipped IS NULL RETURNING object_id AS "enrolmentId"';
const NOTED = 'SELECT rule, occurrence, object_id AS "enrolmentId" FROM reminder WHERE id = $1';

const HISTORY = `
  SELECT r.rule, r.occurrence, r.due_at AS "dueAt", r.planned_at AS "plannedAt", r.skipped, m.state, m.sent_at AS "sentAt"
  FROM reminder r LEFT JOIN outgoing_mail m ON m.id = r.mail_id
  WHERE r.person_id = (SELECT person_id FROM enrolment WHERE id = $1) AND r.object_id = $1
  ORDER BY r.planned_at DESC, r.id DESC`;

/** One line of the answer to "why did, or didn't, somebody get this?" */
export interface ReminderHistory extends Record<string, unknown> {
  rule: ReminderRuleName;
  occurrence: string;
  dueAt: Date;
  plannedAt: Date;
  /** Why it was not mailed after all: a `SkipReason` or `DropReason`; null where it was. */
  skipped: string | null;
  /** State of its mail; null where none was written. */
  state: MailState | null;
  sentAt: Date | null;
}

@Injectable()
export class ReminderQueries {
  constructor(@Inject(Database) private readonly database: Database) {}

  facts(enrolmentIds: string[]): Promise<Watched[]> {
    return this.database.query<Watched>(FACTS, [enrolmentIds]);
  }

  /** Locks enrolments that are due for a look, for the running transaction; those that somebody else has are left out. */
  async take(now: Date, not: string[], limit: number): Promise<string[]> {
    return (await this.database.query<{ id: string }>(TAKE, [now, not, limit])).map(({ id }) => id);
  }

  async takeOne(id: string, now: Date): Promise<boolean> {
    return (await this.database.one(TAKE_ONE, [id, now])) !== null;
  }

  async lookAgain(looks: { id: string; lookAt: Date | null }[]): Promise<void> {
    if (looks.length) await this.database.query(LOOK_AGAIN, [looks.map(({ id }) => id), looks.map(({ lookAt }) => lookAt)]);
  }

  /** One person's reminders are planned one after another, so that the cap over all enrolments holds. */
  async lockPerson(personId: string): Promise<void> {
    await this.database.query(LOCK_PERSON, [personId]);
  }

  async watch(enrolmentId: string, lookAt: Date): Promise<void> {
    await this.database.query(WATCH, [enrolmentId, lookAt]);
  }

  async watchCohort(cohortId: string, lookAt: Date): Promise<void> {
    await this.database.query(WATCH_COHORT, [cohortId, lookAt]);
  }

  /** Enrolments that were never announced, e.g. from before an update. */
  async watchMissing(lookAt: Date): Promise<void> {
    await this.database.query(WATCH_MISSING, [lookAt]);
  }

  /** The id of the new row; null where this occurrence stands in the ledger already. */
  async note(watched: Watched, one: Occurrence, now: Date, skipped: string | null): Promise<string | null> {
    const values = [newId(now.getTime()), one.rule, watched.personId, watched.id, one.occurrence, one.dueAt, now, skipped];
    return (await this.database.one<{ id: string }>(NOTE, values))?.id ?? null;
  }

  async mailed(reminderId: string, mailId: string | null): Promise<void> {
    await this.database.query(MAILED, [reminderId, mailId]);
  }

  /** Notes that a planned reminder does not go; the enrolment that it is about. */
  async drop(reminderId: string, reason: string): Promise<string | null> {
    return (await this.database.one<{ enrolmentId: string }>(DROP, [reminderId, reason]))?.enrolmentId ?? null;
  }

  noted(reminderId: string): Promise<{ rule: ReminderRuleName; occurrence: string; enrolmentId: string } | null> {
    return this.database.one(NOTED, [reminderId]);
  }

  /** Latest first. */
  history(enrolmentId: string): Promise<ReminderHistory[]> {
    return this.database.query<ReminderHistory>(HISTORY, [enrolmentId]);
  }
}
