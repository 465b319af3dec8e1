import { createCipheriv, createDecipheriv, randomBytes, type KeyObject } from 'node:crypto';

const cipher = 'aes-256-gcm';

/** A private key as it lies in the database: PEM, or wrapped in a secret that does not lie there. */
export const isWrapped = (kept: string): boolean => kept.startsWith(`${cipher}.`);

/** `name` is bound to it: wrapped text that was moved to another row does not open. */
export function wrap(secret: KeyObject, name: string, pem: string): string {
  const iv = randomBytes(12);
  const wrapping = createCipheriv(cipher, secret, iv).setAAD(Buffer.from(name));
  const text = Buffer.concat([wrapping.update(pem, 'utf8'), wrapping.final()]);
  return [cipher, ...[iv, wrapping.getAuthTag(), text].map((part) => part.toString('base64url'))].join('.');
}

/** Null where the secret is another one, or the text was changed. */
export function unwrap(secret: KeyObject, name: string, kept: string): string | null {
  const [iv, tag, text] = kept
    .split('.')
    .slice(1)
    .map((part) => Buffer.from(part, 'base64url'));
  try {
    const opening = createDecipheriv(cipher, secret, iv!, { authTagLength: 16 }).setAAD(Buffer.from(name)).setAuthTag(tag!);
    return opening.update(text!, undefined, 'utf8') + opening.final('utf8');
  } catch {
    return null;
  }
}
