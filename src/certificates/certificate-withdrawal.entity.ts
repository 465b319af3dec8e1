import { Entity, Index } from 'typeorm';
import { Field, Key } from '../platform/database/field.js';

/** One withdrawal of a certificate by hand, and its way back. At most one of a certificate holds. */
@Entity('certificate_withdrawal')
@Index('uq_certificate_withdrawal_holds', ['certificateId'], { unique: true, where: 'reinstated_at IS NULL' })
export class CertificateWithdrawal {
  /** Made of the wish: the same form sent twice withdraws once, also where the certificate was reinstated between. */
  @Key('technical', { type: 'uuid' })
  id: string;

  @Field('link', { type: 'uuid', references: 'Certificate' })
  @Index('ix_certificate_withdrawal_certificate_id')
  certificateId: string;

  /** Its holder reads it; whoever checks the code does not. */
  @Field('person', { type: 'text' })
  reason: string;

  /** Null where it was withdrawn before this was kept. */
  @Field('link', { type: 'uuid', nullable: true, references: 'Person' })
  withdrawnBy: string | null;

  @Field('record', { type: 'timestamptz' })
  withdrawnAt: Date;

  @Field('person', { type: 'text', nullable: true })
  reinstatedBecause: string | null;

  @Field('link', { type: 'uuid', nullable: true, references: 'Person' })
  reinstatedBy: string | null;

  /** Null while it holds. */
  @Field('record', { type: 'timestamptz', nullable: true })
  reinstatedAt: Date | null;
}
