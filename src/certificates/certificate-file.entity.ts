import { Entity } from 'typeorm';
import { Field, Key } from '../platform/database/field.js';

/** The PDF of a certificate in one language, made once. */
@Entity('certificate_file')
export class CertificateFile {
  @Key('link', { type: 'uuid', references: 'Certificate' })
  certificateId: string;

  @Key('technical', { type: 'text' })
  language: string;

  @Field('person', { type: 'bytea' })
  pdf: Buffer;

  @Field('technical', { type: 'timestamptz' })
  createdAt: Date;
}
