import { createHash, randomBytes, randomInt } from 'node:crypto';

/** UUID version 7 (RFC 9562, 5.7): 48 bits of milliseconds, then random, so that keys grow with time. */
export function newId(now = Date.now()): string {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(now, 0, 6);
  bytes[6] = (bytes[6]! & 0x0f) | 0x70;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** True for the text form of any UUID; ask before an id from a URL reaches SQL. */
export const isId = (value: unknown): value is string => typeof value === 'string' && uuid.test(value);

/** An opaque secret for links and tokens: 32 random bytes, base64url. */
export const newSecret = (): string => randomBytes(32).toString('base64url');

/** What is stored of a secret: SHA-256 in hex. The secret has 256 random bits, so no salt is needed. */
export const hashSecret = (secret: string): string => createHash('sha256').update(secret).digest('hex');

// Crockford's base 32 without letters that are misheard or misread aloud, and without vowels, so that no word appears.
const codeLetters = '23456789BCDFGHJKMNPQRTVWXZ';

/** A code that can be read aloud over the telephone; 26^10 possibilities at the length of ten. */
export function newCode(length = 10): string {
  let code = '';
  for (let i = 0; i < length; i++) code += codeLetters[randomInt(codeLetters.length)];
  return code;
}
