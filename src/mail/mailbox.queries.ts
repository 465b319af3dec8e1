import type { Database } from '../platform/database/database.js';
import type { MailState } from './outgoing-mail.entity.js';

/** A line of the local mailbox. */
export interface MailLine extends Record<string, unknown> {
  id: string;
  subject: string;
  toName: string;
  toAddress: string;
  state: MailState;
  createdAt: Date;
}

export interface MailDetail extends MailLine {
  messageId: string;
  kind: string;
  language: string;
  /** Null once SMTP has taken the mail. */
  text: string | null;
  html: string | null;
  sentAt: Date | null;
}

const line = `id, subject, to_name AS "toName", to_address AS "toAddress", state, created_at AS "createdAt"`;

/** Newest first. @param before id of the last line of the page before */
export function mailLines(database: Database, search: string | null, before: string | null, limit: number): Promise<MailLine[]> {
  return database.query<MailLine>(
    `SELECT ${line} FROM outgoing_mail
     WHERE ($1::text IS NULL OR strpos(lower(to_address), $1) > 0 OR strpos(lower(subject), $1) > 0) AND ($2::uuid IS NULL OR id < $2::uuid)
     ORDER BY id DESC LIMIT $3`,
    [search?.toLowerCase() ?? null, before, limit],
  );
}

export const mailDetail = (database: Database, id: string): Promise<MailDetail | null> =>
  database.one<MailDetail>(
    `SELECT ${line}, message_id AS "messageId", kind, language, text, html, sent_at AS "sentAt" FROM outgoing_mail WHERE id = $1`,
    [id],
  );
