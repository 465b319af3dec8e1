import { Entity, Index, PrimaryGeneratedColumn } from 'typeorm';
import { Field } from '../platform/database/field.js';

/** Who changed what, written in the transaction of the change. */
@Entity('audit_entry')
@Index('ix_audit_entry_object', ['objectType', 'objectId'])
export class AuditEntry {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' })
  id: string;

  @Field('record', { type: 'timestamptz' })
  at: Date;

  /** Null where the installation itself acted. */
  @Field('link', { type: 'uuid', nullable: true })
  actorId: string | null;

  @Field('record', { type: 'text' })
  action: string;

  @Field('technical', { type: 'text' })
  objectType: string;

  @Field('link', { type: 'text' })
  objectId: string;

  @Field('record', { type: 'jsonb', default: () => "'{}'" })
  detail: object;
}
