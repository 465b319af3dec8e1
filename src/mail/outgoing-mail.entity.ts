import { Entity, Index } from 'typeorm';
import { Field, Key } from '../platform/database/field.js';

/** `queued` waits · `sending` is claimed · `sent` the server took it · `dropped` no longer wanted · `failed` given up. */
export type MailState = 'queued' | 'sending' | 'sent' | 'dropped' | 'failed';

/** One mail: written in the transaction that causes it, delivered after commit. */
@Entity('outgoing_mail')
@Index('ix_outgoing_mail_due', ['dueAt'], { where: "state IN ('queued', 'sending')" })
export class OutgoingMail {
  @Key('technical', { type: 'uuid' })
  id: string;

  /** The same cause gives the same key, and the second row does not come into being. */
  @Field('technical', { type: 'text' })
  @Index('uq_outgoing_mail_dedupe_key', { unique: true })
  dedupeKey: string;

  /** Message-ID header; stays the same when the mail goes again. */
  @Field('technical', { type: 'text' })
  messageId: string;

  /** What kind of mail; the owner of the kind is asked before sending whether it is still wanted. */
  @Field('technical', { type: 'text' })
  kind: string;

  /** Id of what the mail is about, for that question. */
  @Field('link', { type: 'text', nullable: true })
  objectId: string | null;

  @Field('link', { type: 'uuid', nullable: true })
  @Index('ix_outgoing_mail_person_id')
  personId: string | null;

  @Field('person', { type: 'text' })
  toAddress: string;

  @Field('person', { type: 'text' })
  toName: string;

  @Field('technical', { type: 'text' })
  language: string;

  @Field('person', { type: 'text' })
  subject: string;

  /** Emptied after delivery by SMTP: it may hold a link that signs in. */
  @Field('person', { type: 'text', nullable: true })
  text: string | null;

  @Field('person', { type: 'text', nullable: true })
  html: string | null;

  @Field('technical', { type: 'text', default: 'queued' })
  state: MailState;

  @Field('technical', { type: 'timestamptz' })
  dueAt: Date;

  @Field('technical', { type: 'integer', default: 0 })
  attempts: number;

  /** A try began whose outcome was never written: the mail may have gone, and may go again. */
  @Field('technical', { type: 'integer', default: 0 })
  uncertainTries: number;

  @Field('technical', { type: 'text', nullable: true })
  lastError: string | null;

  @Field('technical', { type: 'timestamptz', nullable: true })
  claimedAt: Date | null;

  @Field('record', { type: 'timestamptz', nullable: true })
  sentAt: Date | null;

  @Field('technical', { type: 'timestamptz' })
  createdAt: Date;
}
