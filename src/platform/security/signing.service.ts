import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify, type KeyObject } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '../clock.js';
import { Config, ConfigError } from '../config.js';
import { Database } from '../database/database.js';
import { isWrapped, unwrap, wrap } from './signing-wrap.js';
import { thumbprintOf } from './thumbprint.js';

// Several processes may start at once: one row wins, and all read it.
const FIRST = `INSERT INTO signing_key (number, thumbprint, public_key, private_key, created_at) VALUES (1, $1, $2, $3, $4) ON CONFLICT DO NOTHING`;
const NEXT = `
  INSERT INTO signing_key (number, thumbprint, public_key, private_key, created_at)
  SELECT coalesce(max(number), 0) + 1, $1, $2, $3, $4::timestamptz FROM signing_key`;
const KEYS = `SELECT thumbprint, public_key AS "publicKey", private_key AS "privateKey" FROM signing_key ORDER BY number DESC`;
const REWRITE = `UPDATE signing_key SET private_key = $3 WHERE thumbprint = $1 AND private_key = $2`;
const PUBLIC = `SELECT public_key AS "publicKey" FROM signing_key WHERE thumbprint = $1`;

export interface Signature {
  /** Thumbprint of the key. */
  key: string;
  /** The public key: 32 bytes, base64url. */
  publicKey: string;
  /** Ed25519 (RFC 8032): 64 bytes, base64url. */
  signature: string;
}

interface KeyRow extends Record<string, unknown> {
  thumbprint: string;
  publicKey: string;
  privateKey: string;
}

const publicOf = (x: string): KeyObject => createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });

/** What is signed says what it is for, so that a signature of one kind is never taken for another. */
const message = (purpose: string, text: string): Buffer => Buffer.from(`${purpose}\n${text}`, 'utf8');

const lost = 'If it is lost, make a new key with "npm run reed -- signing renew"; what the former key has signed stays true.';

/**
 * The installation's own Ed25519 key, made once before the first page is served and kept in a table, so that every process signs with
 * the same one and a backup of the database brings it back; where SIGNING_SECRET is set, only together with that. It lies in the
 * platform because features on different rows sign with it.
 */
@Injectable()
export class SigningService {
  private inUse: { row: KeyRow; key: KeyObject } | null = null;
  private readonly known = new Map<string, KeyObject>();

  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Config) private readonly config: Config,
  ) {}

  /**
   * For processes that sign, before they serve anything: makes the first key where there is none, wraps what is not wrapped where there
   * is a secret, and opens the key in use.
   * @throws ConfigError where the secret does not open it
   */
  async prepare(): Promise<void> {
    let rows = await this.database.query<KeyRow>(KEYS);
    if (!rows.length) {
      await this.database.query(FIRST, this.newKey());
      rows = await this.database.query<KeyRow>(KEYS);
    }
    const { signingSecret } = this.config;
    if (signingSecret)
      for (const { thumbprint, privateKey } of rows.filter((row) => !isWrapped(row.privateKey)))
        await this.database.query(REWRITE, [thumbprint, privateKey, wrap(signingSecret, thumbprint, privateKey)]);
    const row = rows[0]!;
    this.inUse = { row, key: createPrivateKey(this.open(row)) };
  }

  /** Makes another key, which processes that start from now on sign with. What was signed before is still known. */
  async renew(): Promise<void> {
    await this.database.query(NEXT, this.newKey());
  }

  /** @param purpose what kind of thing is signed, e.g. `reed-receipt-1` */
  sign(purpose: string, text: string): Signature {
    if (!this.inUse) throw new Error('the signing key was not prepared');
    const { row, key } = this.inUse;
    return { key: row.thumbprint, publicKey: row.publicKey, signature: sign(null, message(purpose, text), key).toString('base64url') };
  }

  /** True where this installation has signed exactly this; null where it has no such key. */
  async verify(purpose: string, text: string, key: string, signature: string): Promise<boolean | null> {
    const ours = await this.publicKey(key);
    if (!ours) return null;
    const bytes = Buffer.from(signature, 'base64url');
    // One signature has one text form: others would decode to the same bytes.
    return bytes.length === 64 && bytes.toString('base64url') === signature && verify(null, message(purpose, text), ours, bytes);
  }

  private async publicKey(thumbprint: string): Promise<KeyObject | null> {
    const known = this.known.get(thumbprint);
    if (known) return known;
    const row = await this.database.one<{ publicKey: string }>(PUBLIC, [thumbprint]);
    if (!row) return null;
    const key = publicOf(row.publicKey);
    this.known.set(thumbprint, key);
    return key;
  }

  /** The values of a new row. */
  private newKey(): unknown[] {
    const pair = generateKeyPairSync('ed25519');
    const { x = '' } = pair.publicKey.export({ format: 'jwk' });
    const name = thumbprintOf(x);
    const pem = pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    const { signingSecret } = this.config;
    return [name, x, signingSecret ? wrap(signingSecret, name, pem) : pem, this.clock.now()];
  }

  private open({ thumbprint, privateKey }: KeyRow): string {
    if (!isWrapped(privateKey)) return privateKey;
    const { signingSecret } = this.config;
    if (!signingSecret) throw new ConfigError(`SIGNING_SECRET is missing, and the key that signs receipts is wrapped in it. ${lost}`);
    const pem = unwrap(signingSecret, thumbprint, privateKey);
    if (pem === null) throw new ConfigError(`SIGNING_SECRET is not the one in which the key that signs receipts is wrapped. ${lost}`);
    return pem;
  }
}
