import { HttpException } from '@nestjs/common';
import { NotFound } from '../errors.js';

/** No form and no body of the API nests deeper; a body that does is made to exhaust us. */
const deepest = 12;

// Read as Unicode, a pair of surrogates is one sign of another kind; only halves are left.
const clean = (text: string): string => text.replaceAll('\0', '').replace(/\p{Surrogate}/gu, '');

/**
 * What came in, without what PostgreSQL cannot keep: U+0000, and halves of surrogate pairs. Lists and objects are changed in place.
 * @throws HttpException (400) for what nests too deeply
 */
export function storable(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return clean(value);
  // The bytes of a file are for whoever asked for it.
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return value;
  if (depth === deepest) throw new HttpException('nested too deeply', 400);
  const fields = value as Record<string, unknown>;
  for (const name of Object.keys(fields)) fields[name] = storable(fields[name], depth + 1);
  return value;
}

/**
 * The same for the parts of an address that name a thing.
 * @throws NotFound: nothing has such a name
 */
export function nameable(params: unknown): void {
  for (const name of Object.values((params ?? {}) as Record<string, unknown>))
    if (typeof name === 'string' && name !== clean(name)) throw new NotFound('page');
}
