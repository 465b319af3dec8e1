import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock.js';
import { Database } from '../platform/database/database.js';
import { log } from '../platform/log.js';
import { MailKinds } from './mail-kinds.js';
import { afterFailure, type Failure } from './rules/delivery.js';
import { DeliveryError, MailTransport } from './transport.js';

/** A claim that is older was left behind by a crash; longer than one mail may take (`sendMs` in the transport). */
const leaseMs = 120_000;
const batchSize = 40;
/** Mails on their way at the same time; the pool of the transport has as many connections. */
const lanes = 4;

/** A row that is ours until the lease ends. */
interface Claim extends Record<string, unknown> {
  id: string;
  messageId: string;
  kind: string;
  objectId: string | null;
  personId: string | null;
  toAddress: string;
  toName: string;
  language: string;
  subject: string;
  text: string;
  html: string;
  attempts: number;
  createdAt: Date;
}

const claimBatch = `
  UPDATE outgoing_mail SET
    uncertain_tries = uncertain_tries + CASE WHEN state = 'sending' THEN 1 ELSE 0 END,
    attempts = attempts + 1, state = 'sending', claimed_at = $1
  WHERE id IN (
    SELECT id FROM outgoing_mail
    WHERE state IN ('queued', 'sending') AND due_at <= $1 AND (state = 'queued' OR claimed_at < $2)
    ORDER BY due_at, id LIMIT $3 FOR UPDATE SKIP LOCKED)
  RETURNING id, message_id AS "messageId", kind, object_id AS "objectId", person_id AS "personId", to_address AS "toAddress",
    to_name AS "toName", language, subject, coalesce(text, '') AS text, coalesce(html, '') AS html, attempts, created_at AS "createdAt"`;

// Each statement below names the attempt that it belongs to: a worker whose lease has run out changes nothing any more.
const stillOurs = `UPDATE outgoing_mail SET claimed_at = $3 WHERE id = $1 AND attempts = $2 AND state = 'sending' RETURNING id`;
const markSent = `
  UPDATE outgoing_mail SET state = 'sent', sent_at = $3, last_error = NULL, claimed_at = NULL,
    text = CASE WHEN $4::boolean THEN text END, html = CASE WHEN $4::boolean THEN html END
  WHERE id = $1 AND attempts = $2 AND state = 'sending'`;
const markEnded = `
  UPDATE outgoing_mail SET state = $3, last_error = $4, claimed_at = NULL, text = NULL, html = NULL
  WHERE id = $1 AND attempts = $2 AND state = 'sending'`;
const putBack = `
  UPDATE outgoing_mail SET state = 'queued', due_at = $3, last_error = $4, claimed_at = NULL, uncertain_tries = uncertain_tries + $5
  WHERE id = $1 AND attempts = $2 AND state = 'sending'`;
const untouched = `
  UPDATE outgoing_mail SET state = 'queued', due_at = $3, attempts = attempts - 1, claimed_at = NULL
  WHERE id = $1 AND attempts = $2 AND state = 'sending'`;

/** What one round did; for the log and for tests. */
export interface Delivered {
  sent: number;
  dropped: number;
  failed: number;
  /** Put back for a later try. */
  delayed: number;
}

/**
 * Delivers what is due. Any number of workers may do so at once: each row is claimed by one, and its outcome is committed
 * by itself, so that a crash leaves at most the mails that were on the wire in doubt.
 */
@Injectable()
export class DeliveryService {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(MailTransport) private readonly transport: MailTransport,
    @Inject(MailKinds) private readonly kinds: MailKinds,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** Takes batch after batch until nothing is due, or until the server turns out to be away. */
  async deliverDue(): Promise<Delivered> {
    const done: Delivered = { sent: 0, dropped: 0, failed: 0, delayed: 0 };
    for (;;) {
      const claims = await this.claim();
      if (claims.length === 0) break;
      if (await this.deliver(claims, done)) continue;
      log.warn({ ...done }, 'the mail server is away; the mails wait');
      break;
    }
    return done;
  }

  private claim(): Promise<Claim[]> {
    const now = this.clock.now();
    return this.database.query<Claim>(claimBatch, [now, new Date(now.getTime() - leaseMs), batchSize]);
  }

  /** @returns false where the server is away, so that further batches would only knock at a closed door. */
  private async deliver(claims: Claim[], done: Delivered): Promise<boolean> {
    const waiting = [...claims];
    let serverThere = true;
    const lane = async (): Promise<void> => {
      for (let claim = waiting.shift(); claim; claim = waiting.shift()) {
        if (!serverThere) {
          // Its turn never came: it waits like the mail that met the closed door, and the try does not count.
          const next = afterFailure('server', 1, this.clock.now());
          if (next.state === 'queued') await this.database.query(untouched, [claim.id, claim.attempts, next.dueAt]);
          done.delayed++;
        } else if ((await this.deliverOrLeave(claim, done)) === 'server') serverThere = false;
      }
    };
    await Promise.all(Array.from({ length: Math.min(lanes, claims.length) }, lane));
    return serverThere;
  }

  /** A fault of our own in one mail holds nobody else's up; its row is taken again when the lease has run out. */
  private async deliverOrLeave(claim: Claim, done: Delivered): Promise<Failure | null> {
    try {
      return await this.deliverOne(claim, done);
    } catch (error) {
      log.error({ mail: claim.id, kind: claim.kind, err: error }, 'a mail was left for a later try');
      done.delayed++;
      return null;
    }
  }

  private async deliverOne(claim: Claim, done: Delivered): Promise<Failure | null> {
    const key = [claim.id, claim.attempts];
    // Mails before this one may have taken their time: take the row for another while, or leave it to whoever has it now.
    if (!(await this.database.one(stillOurs, [...key, this.clock.now()]))) return null;
    const wanted = await this.kinds.stillWanted(claim.kind, claim.objectId, claim.personId, this.clock.now());
    if (wanted.wanted === 'later') {
      // Its time has passed while it waited, e.g. office hours: nothing went wrong, and the try does not count.
      await this.database.query(untouched, [...key, wanted.at]);
      return null;
    }
    if (!wanted.wanted) {
      await this.database.query(markEnded, [...key, 'dropped', wanted.reason]);
      done.dropped++;
      return null;
    }
    try {
      await this.transport.send({
        messageId: claim.messageId,
        to: { email: claim.toAddress, name: claim.toName },
        language: claim.language,
        subject: claim.subject,
        text: claim.text,
        html: claim.html,
        date: claim.createdAt,
      });
    } catch (error) {
      if (!(error instanceof DeliveryError)) throw error;
      return this.notTaken(claim, error, done);
    }
    await this.database.query(markSent, [...key, this.clock.now(), this.transport.keepsTexts]);
    done.sent++;
    return null;
  }

  private async notTaken(claim: Claim, error: DeliveryError, done: Delivered): Promise<Failure> {
    const next = afterFailure(error.failure, claim.attempts, this.clock.now());
    const reason = `${error.failure} ${error.reply}`;
    log[error.failure === 'server' ? 'debug' : 'warn']({ mail: claim.id, kind: claim.kind, tries: claim.attempts, reason }, 'a mail was not taken');
    if (next.state === 'failed') {
      await this.database.query(markEnded, [claim.id, claim.attempts, 'failed', reason]);
      done.failed++;
    } else {
      await this.database.query(putBack, [claim.id, claim.attempts, next.dueAt, reason, error.failure === 'uncertain' ? 1 : 0]);
      done.delayed++;
    }
    return error.failure;
  }
}
