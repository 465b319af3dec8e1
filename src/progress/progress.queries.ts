import { Inject, Injectable } from '@nestjs/common';
import { Database } from '../platform/database/database.js';
import type { Fact, ItemStanding, Standing } from './rules/completion.js';

const FACTS = `
  SELECT enrolment_id AS "enrolmentId", sequence, type, item_id AS "itemId", revision_id AS "revisionId", payload, at
  FROM learning_event WHERE enrolment_id = ANY($1) ORDER BY enrolment_id, sequence`;

const snapshotsOf = (ids: string): string => `
  SELECT s.enrolment_id AS "enrolmentId", s.revision_id AS "revisionId", s.sequence, s.required, s.done, s.modules_done AS "modulesDone",
    s.next_item_id AS "nextItemId", s.started_at AS "startedAt", s.last_activity_at AS "lastActivityAt", s.completed_at AS "completedAt",
    coalesce((SELECT jsonb_agg(jsonb_build_object('id', i.item_id, 'state', i.state, 'startedAt', i.started_at, 'completedAt', i.completed_at,
      'creditedFrom', i.credited_from)) FROM item_state i WHERE i.enrolment_id = s.enrolment_id), '[]') AS items
  FROM enrolment_state s WHERE s.enrolment_id = ANY(${ids})`;
const SNAPSHOTS = snapshotsOf('$1');

// Both writes set the rows of items from JSON and the row of the enrolment from parameters.
const setItems = (json: string): string => `
    INSERT INTO item_state (enrolment_id, item_id, state, started_at, completed_at, credited_from)
    SELECT $1, i.id, i.state, i."startedAt", i."completedAt", i."creditedFrom"
    FROM jsonb_to_recordset(${json}::jsonb) AS i(id text, state text, "startedAt" timestamptz, "completedAt" timestamptz, "creditedFrom" uuid)
    ON CONFLICT (enrolment_id, item_id) DO UPDATE
    SET state = excluded.state, started_at = excluded.started_at, completed_at = excluded.completed_at, credited_from = excluded.credited_from`;
const setState = `
  INSERT INTO enrolment_state (enrolment_id, revision_id, sequence, required, done, modules_done, next_item_id, started_at, last_activity_at, completed_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
  ON CONFLICT (enrolment_id) DO UPDATE
  SET revision_id = excluded.revision_id, sequence = excluded.sequence, required = excluded.required, done = excluded.done,
    modules_done = excluded.modules_done, next_item_id = excluded.next_item_id, started_at = excluded.started_at,
    last_activity_at = excluded.last_activity_at, completed_at = excluded.completed_at`;

// One statement, so that a record costs one round trip to write. The items are those that the event changed.
const WRITE = `
  WITH event AS (
    INSERT INTO learning_event (enrolment_id, sequence, type, item_id, revision_id, payload, at) VALUES ($1, $3, $12, $13, $2, $14, $15)
  ), items AS (${setItems('$11')})${setState}`;

// The state alone, for repair: rows of items that no event knows go.
const REPLACE = `
  WITH gone AS (
    DELETE FROM item_state WHERE enrolment_id = $1 AND item_id <> ALL($12::text[])
  ), items AS (${setItems('$11')})${setState}`;

const BEHIND = `
  SELECT s.enrolment_id AS id, e.person_id AS "personId", e.programme_id AS "programmeId", p.current_revision_id AS "revisionId"
  FROM enrolment_state s JOIN enrolment e ON e.id = s.enrolment_id JOIN programme p ON p.id = e.programme_id
  WHERE s.revision_id <> p.current_revision_id AND ($1::text IS NULL OR p.id = $1) AND s.enrolment_id > $2
  ORDER BY s.enrolment_id LIMIT $3`;

const ENROLMENTS = `SELECT id, person_id AS "personId", programme_id AS "programmeId" FROM enrolment WHERE id > $1 ORDER BY id LIMIT $2`;
const ENROLMENT = `SELECT id, person_id AS "personId", programme_id AS "programmeId" FROM enrolment WHERE id = $1`;

const AUDIT = `
  SELECT e.id AS "enrolmentId",
    (SELECT to_jsonb(s) FROM (${snapshotsOf('ARRAY[e.id]')}) s) AS snapshot,
    coalesce((SELECT jsonb_agg(to_jsonb(f) ORDER BY f.sequence) FROM (
      SELECT sequence, type, item_id AS "itemId", revision_id AS "revisionId", payload, at FROM learning_event WHERE enrolment_id = e.id) f), '[]') AS facts
  FROM unnest($1::uuid[]) AS e(id)`;

const WATCHERS = `
  SELECT coalesce((a.policy->>'coordinatorsSeeScores')::boolean, false) AS "scoresShown",
    coalesce((SELECT jsonb_agg(p.name ORDER BY p.name) FROM cohort_coordinator k JOIN person p ON p.id = k.person_id WHERE k.cohort_id = c.id), '[]') AS coordinators
  FROM cohort c JOIN authority a ON a.id = c.authority_id WHERE c.id = $1`;

const LOCK = `SELECT pg_advisory_xact_lock(hashtext('progress'), hashtext($1))`;

/** What the rows say about one enrolment: everything that a page of an item needs. */
export interface Snapshot {
  enrolmentId: string;
  revisionId: string;
  sequence: number;
  required: number;
  done: number;
  modulesDone: string[];
  nextItemId: string | null;
  startedAt: Date | null;
  lastActivityAt: Date | null;
  completedAt: Date | null;
  items: Map<string, ItemRow>;
}

export interface ItemRow {
  id: string;
  state: 'started' | 'done';
  startedAt: Date;
  completedAt: Date | null;
  creditedFrom: string | null;
}

/** Whose record it is; `EnrolmentAccess` gives it. */
export interface EnrolmentKey {
  id: string;
  personId: string;
  programmeId: string;
}

/** Who sees something of the people of a cohort. */
export interface Watchers {
  /** The authority lets coordinators see scores. */
  scoresShown: boolean;
  /** Names. */
  coordinators: string[];
}

type FactRow = Fact & { enrolmentId: string };
type ItemJson = Omit<ItemRow, 'startedAt' | 'completedAt'> & { startedAt: string; completedAt: string | null };
type SnapshotRow = Omit<Snapshot, 'items'> & { items: ItemJson[] };
type Dates = 'startedAt' | 'lastActivityAt' | 'completedAt';
type SnapshotJson = Omit<SnapshotRow, Dates> & Record<Dates, string | null>;
interface AuditRow extends Record<string, unknown> {
  enrolmentId: string;
  snapshot: SnapshotJson | null;
  facts: (Omit<Fact, 'at'> & { at: string })[];
}

const date = (text: string | null): Date | null => (text === null ? null : new Date(text));

function snapshot(row: SnapshotRow): Snapshot {
  const items = row.items.map((item): ItemRow => ({ ...item, startedAt: new Date(item.startedAt), completedAt: date(item.completedAt) }));
  return { ...row, items: new Map(items.map((item) => [item.id, item])) };
}

/** $1 to $10 of a write. */
const stateValues = (enrolmentId: string, standing: Standing, figures: Figures): unknown[] => [
  enrolmentId,
  standing.revisionId,
  standing.sequence,
  figures.required,
  figures.done,
  JSON.stringify([...standing.modules.keys()]),
  figures.nextItemId,
  standing.startedAt,
  standing.lastActivityAt,
  standing.completedAt,
];

const itemsJson = (items: Iterable<[string, ItemStanding]>): string =>
  JSON.stringify([...items].map(([id, { state, startedAt, completedAt, creditedFrom }]) => ({ id, state, startedAt, completedAt, creditedFrom })));

export interface Behind extends EnrolmentKey {
  /** The newest revision of its programme. */
  revisionId: string;
}

/** One enrolment's numbers as they are kept on its row. */
export interface Figures {
  required: number;
  done: number;
  nextItemId: string | null;
}

@Injectable()
export class ProgressQueries {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** Makes whoever writes about this person wait until the running transaction ends. */
  async lockPerson(personId: string): Promise<void> {
    await this.database.query(LOCK, [personId]);
  }

  /** The facts of each enrolment in order; an enrolment without facts has an empty list. */
  async facts(enrolmentIds: string[]): Promise<Map<string, Fact[]>> {
    const byEnrolment = new Map<string, Fact[]>(enrolmentIds.map((id) => [id, []]));
    for (const { enrolmentId, ...fact } of await this.database.query<FactRow>(FACTS, [enrolmentIds])) byEnrolment.get(enrolmentId)?.push(fact);
    return byEnrolment;
  }

  /** States as kept on the rows, one statement for however many. */
  async snapshots(enrolmentIds: string[]): Promise<Map<string, Snapshot>> {
    const rows = await this.database.query<SnapshotRow>(SNAPSHOTS, [enrolmentIds]);
    return new Map(rows.map((row) => [row.enrolmentId, snapshot(row)]));
  }

  /** Appends a fact and writes the state that follows from it. `changed` are the items that the fact changed. */
  async write(enrolmentId: string, fact: Fact, after: Standing, changed: Map<string, ItemStanding>, figures: Figures): Promise<void> {
    await this.database.query(WRITE, [
      ...stateValues(enrolmentId, after, figures),
      itemsJson(changed),
      fact.type,
      fact.itemId,
      JSON.stringify(fact.payload),
      fact.at,
    ]);
  }

  /** Enrolments whose programme has a newer revision than theirs, by id. */
  behind(programmeId: string | null, after: string, limit: number): Promise<Behind[]> {
    return this.database.query<Behind & Record<string, unknown>>(BEHIND, [programmeId, after, limit]);
  }

  /** Enrolments in the order of their ids, behind `after`. */
  enrolments(after: string, limit: number): Promise<EnrolmentKey[]> {
    return this.database.query<EnrolmentKey & Record<string, unknown>>(ENROLMENTS, [after, limit]);
  }

  enrolment(id: string): Promise<EnrolmentKey | null> {
    return this.database.one<EnrolmentKey & Record<string, unknown>>(ENROLMENT, [id]);
  }

  /** Facts and rows of these enrolments as they stood at one moment. */
  async audit(enrolmentIds: string[]): Promise<{ facts: Map<string, Fact[]>; snapshots: Map<string, Snapshot> }> {
    const facts = new Map<string, Fact[]>();
    const snapshots = new Map<string, Snapshot>();
    for (const row of await this.database.query<AuditRow>(AUDIT, [enrolmentIds])) {
      facts.set(
        row.enrolmentId,
        row.facts.map((fact) => ({ ...fact, at: new Date(fact.at) })),
      );
      const { snapshot: kept } = row;
      if (kept)
        snapshots.set(
          row.enrolmentId,
          snapshot({ ...kept, startedAt: date(kept.startedAt), lastActivityAt: date(kept.lastActivityAt), completedAt: date(kept.completedAt) }),
        );
    }
    return { facts, snapshots };
  }

  /** Writes the whole state of an enrolment anew. */
  async replace(enrolmentId: string, standing: Standing, figures: Figures): Promise<void> {
    await this.database.query(REPLACE, [...stateValues(enrolmentId, standing, figures), itemsJson(standing.items), [...standing.items.keys()]]);
  }

  async watchers(cohortId: string): Promise<Watchers> {
    const row = await this.database.one<Watchers & Record<string, unknown>>(WATCHERS, [cohortId]);
    return row ?? { scoresShown: false, coordinators: [] };
  }
}
