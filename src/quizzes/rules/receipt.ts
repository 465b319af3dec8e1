import { createHash } from 'node:crypto';
import { z } from 'zod';
import { canonical } from '../../platform/security/canonical.js';
import { thumbprintOf } from '../../platform/security/thumbprint.js';

/** What is signed is for this purpose and this version of the form. */
export const receiptPurpose = 'reed-receipt-1';

const instant = z.iso.datetime();
const hash = z.string().regex(/^[0-9a-f]{64}$/);

/** What was handed in, without a name: whoever holds the receipt proves what was given, not by whom. */
const content = z.strictObject({
  attempt: z.strictObject({
    id: z.uuid(),
    number: z.number().int().positive(),
    startedAt: instant,
    handedInAt: instant,
  }),
  quiz: z.string(),
  programme: z.string(),
  /** The revision on which the attempt was made; it never changes. */
  revision: z.strictObject({ id: z.uuid(), number: z.number().int().positive() }),
  /** In the order in which the attempt showed its questions; those without an answer are left out. */
  responses: z.array(
    z.strictObject({
      question: z.string(),
      answer: z.array(z.string()),
      language: z.string(),
      /** How often the answer had changed. */
      sequence: z.number().int().positive(),
      savedAt: instant,
    }),
  ),
});

export const receipt = z.strictObject({
  kind: z.literal(receiptPurpose),
  content,
  /** SHA-256, in hex, of the canonical form (RFC 8785) of `content`. */
  sha256: hash,
  /** Thumbprint (RFC 7638) of the key, the key itself (RFC 8037), and its signature over purpose and hash. */
  key: z.string(),
  publicKey: z.string(),
  signature: z.string(),
});

export type ReceiptContent = z.infer<typeof content>;
export type Receipt = z.infer<typeof receipt>;

/** SHA-256, in hex, of the canonical form. @throws TypeError for what has none */
export const hashOf = (value: unknown): string => createHash('sha256').update(canonical(value), 'utf8').digest('hex');

/**
 * What can be said of a text before any key is asked: `foreign` – no receipt, whatever else it is · `altered` – it calls itself one,
 * but its parts do not fit each other · else what the signature must be compared with.
 */
export type Reading =
  { verdict: 'foreign' } | { verdict: 'altered'; key: string } | { verdict: 'open'; key: string; sha256: string; signature: string };

/** Members of all objects in it. */
function membersOf(value: unknown): number {
  if (value === null || typeof value !== 'object') return 0;
  const inner = Object.values(value).reduce<number>((sum, one) => sum + membersOf(one), 0);
  return Array.isArray(value) ? inner : inner + Object.keys(value).length;
}

/** The same of the text of JSON: names are the strings before a colon. More than its value has: some name stands twice, or is dropped. */
const membersIn = (json: string): number => [...json.matchAll(/"[^"\\]*(?:\\.[^"\\]*)*"(\s*:)?/g)].filter(([, colon]) => colon).length;

export function readReceipt(text: string): Reading {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return { verdict: 'foreign' };
  }
  const { kind, key } = (value ?? {}) as Record<string, unknown>;
  if (kind !== receiptPurpose || typeof key !== 'string') return { verdict: 'foreign' };
  const read = receipt.safeParse(value);
  // Of a name that stands twice the last counts here; another reader may take the first.
  if (!read.success || membersIn(text) !== membersOf(read.data)) return { verdict: 'altered', key };
  try {
    const sha256 = hashOf(read.data.content);
    // The key that stands in it must be the one that it names: somebody may check the signature with that alone.
    const fits = sha256 === read.data.sha256 && thumbprintOf(read.data.publicKey) === key;
    return fits ? { verdict: 'open', key, sha256, signature: read.data.signature } : { verdict: 'altered', key };
  } catch {
    return { verdict: 'altered', key };
  }
}
