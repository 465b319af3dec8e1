import { createHash } from 'node:crypto';
import { canonical } from './canonical.js';

/**
 * The name of an Ed25519 key by RFC 7638, with the members of RFC 8037, 2: the same key has the same name everywhere.
 * @param x the public key: 32 bytes, base64url
 */
export const thumbprintOf = (x: string): string =>
  createHash('sha256')
    .update(canonical({ crv: 'Ed25519', kty: 'OKP', x }))
    .digest('base64url');
