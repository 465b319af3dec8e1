import { Inject, Injectable } from '@nestjs/common';
import { Database } from '../platform/database/database.js';
import type { Answer } from '../questions/question.js';
import type { AcceptedTurn } from './response.entity.js';

// Shares the lock of the attempt's row: an answer that meets a hand-in is either graded with it or refused, never lost between the two.
// The time limit is held here, by the row itself; and what was checked stays.
// Between devices the order of arrival decides, but nothing newer is written over that the device has not seen; within a device its own
// numbers decide, so that a repeated or delayed packet changes nothing. Memory is for twenty devices and then begins anew: what is
// forgotten is still held back by what its sender had seen. An answer that is sent again as it was keeps the language in which it was
// given: it may only have been looked at in another one. A page on which nobody has changed anything ($10) says what it was shown: nothing
// that it has not seen gives way to it, its own device's neither, and where nothing was answered it leaves a row that nobody has seen, at
// sequence 0. A check may come with the turn under which the form has just saved itself.
const SAVE = `
  WITH open AS (SELECT id FROM attempt WHERE id = $1 AND handed_in_at IS NULL AND (deadline IS NULL OR $5 <= deadline + make_interval(secs => grace)) FOR SHARE)
  INSERT INTO response AS r (attempt_id, question_id, answer, language, saved_at, checked_at, device, sequence, turns)
  SELECT id, $2, $3::jsonb, $4, $5::timestamptz, $9::timestamptz, $6::uuid, CASE WHEN $10 AND $3::jsonb = '[]' THEN 0 ELSE 1 END,
    CASE WHEN $7::bigint IS NULL THEN '{}' ELSE jsonb_build_object($6::text, jsonb_build_array($7::bigint, 1, $5::timestamptz)) END
  FROM open
  ON CONFLICT (attempt_id, question_id) DO UPDATE
  SET answer = excluded.answer, language = CASE WHEN r.answer = excluded.answer THEN r.language ELSE excluded.language END,
    saved_at = excluded.saved_at, checked_at = excluded.checked_at, device = excluded.device,
    sequence = r.sequence + CASE WHEN r.answer = excluded.answer THEN 0 ELSE 1 END,
    turns = CASE WHEN $7::bigint IS NULL THEN r.turns
      ELSE (CASE WHEN (SELECT count(*) FROM jsonb_object_keys(r.turns)) < 20 THEN r.turns ELSE '{}' END)
        || jsonb_build_object($6::text, jsonb_build_array($7::bigint,
          r.sequence + CASE WHEN r.answer = excluded.answer THEN 0 ELSE 1 END, $5::timestamptz)) END
  WHERE r.checked_at IS NULL AND ($6::uuid IS NULL
    OR (((r.device = $6::uuid AND NOT $10) OR r.sequence <= $8 OR r.answer = excluded.answer)
      AND ($7::bigint IS NULL OR coalesce((r.turns -> $6::text ->> 0)::bigint, 0) < $7::bigint + CASE WHEN $9::timestamptz IS NULL THEN 0 ELSE 1 END)))
  RETURNING sequence`;

// The same for a page with all questions: each by the same rules. A turn is the whole page's, so an earlier one has nothing to say about
// any question, and it is noted with each that the page names, changed or not: a packet of one question that is late must not replace it.
// A question without an answer is then a row that nobody has seen, at sequence 0, so that it stands in no other device's way.
// `refused` are those that another device has answered unseen, as far as this statement knows: the same page may have been sent twice at
// once. All of `sequences` may be sent back as seen.
const SAVE_ALL = `
  WITH open AS (
    SELECT id FROM attempt WHERE id = $1 AND handed_in_at IS NULL AND (deadline IS NULL OR $4 <= deadline + make_interval(secs => grace)) FOR SHARE),
  given AS (
    SELECT g.key AS id, g.value AS answer, r.answer AS kept, r.sequence,
      (SELECT coalesce(max((p.turns -> $5::text ->> 0)::bigint), 0) FROM response p WHERE p.attempt_id = open.id) AS turn
    FROM open CROSS JOIN jsonb_each($2::jsonb) g LEFT JOIN response r ON r.attempt_id = open.id AND r.question_id = g.key),
  written AS (
    INSERT INTO response AS r (attempt_id, question_id, answer, language, saved_at, device, sequence, turns)
    SELECT $1, id, answer, $3::jsonb ->> id, $4::timestamptz, $5::uuid, CASE answer WHEN '[]' THEN 0 ELSE 1 END,
      CASE WHEN $6::bigint IS NULL THEN '{}'
        ELSE jsonb_build_object($5::text, jsonb_build_array($6::bigint, CASE answer WHEN '[]' THEN 0 ELSE 1 END, $4::timestamptz)) END
    FROM given WHERE (answer <> '[]' OR kept IS NOT NULL OR $6::bigint IS NOT NULL) AND ($6::bigint IS NULL OR turn < $6::bigint)
    ON CONFLICT (attempt_id, question_id) DO UPDATE
    SET answer = excluded.answer, sequence = r.sequence + CASE WHEN r.answer = excluded.answer THEN 0 ELSE 1 END,
      language = CASE WHEN r.answer = excluded.answer THEN r.language ELSE excluded.language END,
      saved_at = CASE WHEN r.answer = excluded.answer THEN r.saved_at ELSE excluded.saved_at END,
      device = CASE WHEN r.answer = excluded.answer THEN r.device ELSE excluded.device END,
      turns = CASE WHEN $6::bigint IS NULL THEN r.turns
        ELSE (CASE WHEN (SELECT count(*) FROM jsonb_object_keys(r.turns)) < 20 THEN r.turns ELSE '{}' END)
          || jsonb_build_object($5::text, jsonb_build_array($6::bigint,
            r.sequence + CASE WHEN r.answer = excluded.answer THEN 0 ELSE 1 END, $4::timestamptz)) END
    WHERE (r.answer IS DISTINCT FROM excluded.answer OR $6::bigint IS NOT NULL) AND ($5::uuid IS NULL
      OR ((r.device = $5::uuid OR r.sequence <= coalesce(($7::jsonb ->> excluded.question_id)::int, 0) OR r.answer = excluded.answer)
        AND ($6::bigint IS NULL OR coalesce((r.turns -> $5::text ->> 0)::bigint, 0) < $6::bigint)))
    RETURNING question_id, sequence)
  SELECT EXISTS (SELECT 1 FROM open) AS open,
    coalesce((SELECT jsonb_object_agg(g.id, coalesce(w.sequence, g.sequence, 0)) FROM given g LEFT JOIN written w ON w.question_id = g.id), '{}') AS sequences,
    coalesce((SELECT jsonb_agg(g.id) FROM given g WHERE NOT EXISTS (SELECT 1 FROM written w WHERE w.question_id = g.id)
      AND g.answer IS DISTINCT FROM coalesce(g.kept, '[]') AND ($6::bigint IS NULL OR g.turn < $6::bigint)), '[]') AS refused`;

// Of those that a page was refused, the ones that really hold another answer than it brought.
const REFUSED = `
  SELECT question_id AS id FROM response WHERE attempt_id = $1 AND question_id = ANY($2::text[])
    AND answer <> $3::jsonb -> question_id AND coalesce((turns -> $4::text ->> 0)::bigint, 0) < coalesce($5::bigint, 1)`;

const STANDING = `
  SELECT a.handed_in_at IS NOT NULL AS "handedIn", r.checked_at IS NOT NULL AS checked, r.sequence, r.saved_at AS "savedAt", r.turns -> $3::text AS own
  FROM attempt a LEFT JOIN response r ON r.attempt_id = a.id AND r.question_id = $2 WHERE a.id = $1`;

/** Where a save comes from. */
export interface Origin {
  /** The browser, by its random id. */
  device: string;
  /** Grows with each save of this browser in this attempt; null: it does not count (a page without script). */
  turn: number | null;
  /** Sequence that it has seen; 0: nothing. */
  seen: number;
  /** A page that was left as it was shown: nothing has been answered on it. */
  untouched?: boolean;
}

export interface Saving {
  attemptId: string;
  questionId: string;
  answer: Answer;
  /** In which it was given. */
  language: string;
  /** Null: a client that says nothing about itself. Its saves count in the order in which they arrive. */
  from: Origin | null;
  /** Practice: when it is checked and so fixed. */
  checkedAt?: Date | null;
}

/** The same for a page with all questions; `seen` is by question. */
export interface OriginOfAll extends Omit<Origin, 'seen' | 'untouched'> {
  seen: Record<string, number>;
}

export interface SavingAll extends Pick<Saving, 'attemptId'> {
  answers: Record<string, Answer>;
  /** Of each answer. */
  languages: Record<string, string>;
  from: OriginOfAll | null;
}

export interface SavedAll {
  /** Of each question that was sent. */
  sequences: Record<string, number>;
  /** Questions that another device has answered unseen: not written. */
  refused: string[];
}

/** How things stand with a question whose save was not taken. */
export interface Standing {
  handedIn: boolean;
  /** It was checked, and stays as it is. */
  checked: boolean;
  /** What is kept; null where nothing is. */
  sequence: number | null;
  savedAt: Date | null;
  /** The last save that was taken from the same device. */
  own: AcceptedTurn | null;
}

/** Writes answers. Each save is one durable statement. */
@Injectable()
export class AnswerQueries {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** The sequence of the answer; null where it was not taken: `standing` says why. */
  async save({ attemptId, questionId, answer, language, from, checkedAt = null }: Saving, now: Date): Promise<number | null> {
    const origin = [from?.device ?? null, from?.turn ?? null, from?.seen ?? 0];
    const row = await this.database.one<{ sequence: number }>(SAVE, [
      attemptId,
      questionId,
      JSON.stringify(answer),
      language,
      now,
      ...origin,
      checkedAt,
      from?.untouched ?? false,
    ]);
    return row?.sequence ?? null;
  }

  /** Null where there is no such attempt. */
  async standing(attemptId: string, questionId: string, device: string | null): Promise<Standing | null> {
    return this.database.one<Standing & Record<string, unknown>>(STANDING, [attemptId, questionId, device ?? '']);
  }

  /** Keeps several answers at once, in one statement, a second one where some were refused; null where the attempt is not open or its time is over. */
  async saveAll({ attemptId, answers, languages, from }: SavingAll, now: Date): Promise<SavedAll | null> {
    const origin = [from?.device ?? null, from?.turn ?? null, JSON.stringify(from?.seen ?? {})];
    const row = await this.database.one<SavedAll & { open: boolean }>(SAVE_ALL, [
      attemptId,
      JSON.stringify(answers),
      JSON.stringify(languages),
      now,
      ...origin,
    ]);
    if (!row?.open) return null;
    const { sequences, refused } = row;
    if (!refused.length) return { sequences, refused };
    const still = await this.database.query<{ id: string }>(REFUSED, [
      attemptId,
      refused,
      JSON.stringify(answers),
      from?.device ?? null,
      from?.turn ?? null,
    ]);
    return { sequences, refused: still.map(({ id }) => id) };
  }
}
