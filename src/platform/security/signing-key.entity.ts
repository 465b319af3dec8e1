import { Entity } from 'typeorm';
import { Field, Key } from '../database/field.js';

/** A pair of keys with which this installation signs what it hands out; the one with the highest number is in use. */
@Entity('signing_key')
export class SigningKey {
  @Key('technical', { type: 'integer' })
  number: number;

  /** Names the key in what it has signed: its thumbprint by RFC 7638. */
  @Field('technical', { type: 'text', unique: true })
  thumbprint: string;

  /** The 32 bytes of the public key, base64url: the `x` of RFC 8037. */
  @Field('content', { type: 'text' })
  publicKey: string;

  /** PKCS #8 in PEM, wrapped where the installation has a SIGNING_SECRET. It never leaves the server. */
  @Field('secret', { type: 'text' })
  privateKey: string;

  @Field('technical', { type: 'timestamptz' })
  createdAt: Date;
}
