import { Inject, Injectable } from '@nestjs/common';
import { Database } from '../platform/database/database.js';
import type { PlanValue } from './rules/value.js';

// Each page asks once: the enrolment, where it stands with the plan, and all that is written.
const DESK = `
  SELECT e.id, e.person_id AS "personId", e.programme_id AS "programmeId", e.opened_at AS "openedAt", s.revision_id AS "revisionId",
    i.state, i.completed_at AS "completedAt",
    coalesce((SELECT jsonb_object_agg(p.field_id, jsonb_build_object('value', p.value, 'sequence', p.sequence, 'savedAt', p.saved_at, 'revisionId', p.revision_id))
      FROM plan_entry p WHERE p.enrolment_id = e.id AND p.plan_id = $2), '{}') AS entries
  FROM enrolment e
  LEFT JOIN enrolment_state s ON s.enrolment_id = e.id
  LEFT JOIN item_state i ON i.enrolment_id = e.id AND i.item_id = $2
  WHERE e.id = $1`;

// Takes the words where nothing newer stands there than the writer has seen, where the writer itself wrote last, or where
// nothing changes. Otherwise no row comes back and the words of the other window stay.
const SAVE = `
  INSERT INTO plan_entry (enrolment_id, plan_id, field_id, value, sequence, writer, revision_id, saved_at)
  VALUES ($1, $2, $3, $4::jsonb, 1, $6, $7, $8)
  ON CONFLICT (enrolment_id, plan_id, field_id) DO UPDATE
  SET value = excluded.value, writer = excluded.writer, revision_id = excluded.revision_id, saved_at = excluded.saved_at,
    sequence = plan_entry.sequence + CASE WHEN plan_entry.value = excluded.value THEN 0 ELSE 1 END
  WHERE plan_entry.sequence <= $5 OR plan_entry.writer = $6 OR plan_entry.value = excluded.value
  RETURNING sequence`;

export interface Written {
  value: PlanValue;
  sequence: number;
  savedAt: Date;
  revisionId: string;
}

export interface PlanDeskRow {
  id: string;
  personId: string;
  programmeId: string;
  openedAt: Date | null;
  /** Revision in force; null where nothing has been recorded yet. */
  revisionId: string | null;
  /** Null: not begun. */
  state: 'started' | 'done' | null;
  completedAt: Date | null;
  /** By field. */
  entries: Map<string, Written>;
}

export interface Saving {
  enrolmentId: string;
  planId: string;
  fieldId: string;
  value: PlanValue;
  /** Sequence that the writer has seen; 0: nothing. */
  seen: number;
  writer: string;
  revisionId: string;
}

type DeskJson = Omit<PlanDeskRow, 'entries'> & { entries: Record<string, Omit<Written, 'savedAt'> & { savedAt: string }> };

@Injectable()
export class PlanQueries {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** Null where there is no such enrolment. */
  async desk(enrolmentId: string, planId: string): Promise<PlanDeskRow | null> {
    const row = await this.database.one<DeskJson & Record<string, unknown>>(DESK, [enrolmentId, planId]);
    if (!row) return null;
    const entries = Object.entries(row.entries).map(([id, entry]): [string, Written] => [id, { ...entry, savedAt: new Date(entry.savedAt) }]);
    return { ...row, entries: new Map(entries) };
  }

  /** The sequence of the words; null where another window has written in the meantime. */
  async save({ enrolmentId, planId, fieldId, value, seen, writer, revisionId }: Saving, now: Date): Promise<number | null> {
    const values = [enrolmentId, planId, fieldId, JSON.stringify(value), seen, writer, revisionId, now];
    return (await this.database.one<{ sequence: number }>(SAVE, values))?.sequence ?? null;
  }
}
