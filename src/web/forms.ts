import { z } from 'zod';
import type { FieldError } from '../platform/errors.js';
import { Invalid } from '../platform/errors.js';
import { isDay, isZone } from '../platform/zones.js';

/** What was typed, field by field, so that a form can be shown again as it was. */
export type Typed = Record<string, string | string[]>;
export type FormErrors = Record<string, FieldError>;

export type FormResult<T> = { ok: true; value: T; typed: Typed } | { ok: false; errors: FormErrors; typed: Typed };

// The building blocks of form schemas. Their messages are keys of the catalogue.

/** A line of text that must hold something. */
export const line = (max = 200) =>
  z
    .string({ error: 'web.error.required' })
    .transform((value) => value.replace(/\s+/g, ' ').trim())
    .pipe(z.string().min(1, 'web.error.required').max(max, 'web.error.tooLong'));

/** Text with line breaks that must hold something. */
export const text = (max = 5000) =>
  z
    .string({ error: 'web.error.required' })
    .transform((value) => value.replace(/\r\n/g, '\n').trim())
    .pipe(z.string().min(1, 'web.error.required').max(max, 'web.error.tooLong'));

/** A line that may stay empty; empty is null. */
export const optionalLine = (max = 200) =>
  z
    .string()
    .optional()
    .transform((value) => (value ?? '').replace(/\s+/g, ' ').trim())
    .pipe(z.string().max(max, 'web.error.tooLong'))
    .transform((value) => value || null);

/** Loose on purpose: only a mail that arrives proves an address. */
export const emailPattern = /^[^\s@<>,;:"()[\]\\]+@[^\s@<>,;:"()[\]\\]+\.[^\s@<>,;:"()[\]\\.]{2,}$/;

export const email = () =>
  z
    .string({ error: 'web.error.required' })
    .transform((value) => value.trim().toLowerCase())
    .pipe(z.string().min(1, 'web.error.required').max(254, 'web.error.tooLong').regex(emailPattern, 'web.error.email'));

/** A civil date `2026-12-18`. */
export const day = () => z.string({ error: 'web.error.required' }).trim().min(1, 'web.error.required').refine(isDay, 'web.error.day');

export const optionalDay = () =>
  z
    .union([z.literal('').transform(() => null), day()])
    .optional()
    .transform((value) => value ?? null);

export const zone = () => z.string({ error: 'web.error.required' }).trim().refine(isZone, 'web.error.zone');

function typedOf(body: unknown): Typed {
  const typed: Typed = {};
  for (const [name, value] of Object.entries((body ?? {}) as Record<string, unknown>))
    if (typeof value === 'string') typed[name] = value.slice(0, 20_000);
    else if (Array.isArray(value)) typed[name] = value.filter((v): v is string => typeof v === 'string');
  return typed;
}

/** Keys that a client has sent and nobody reads, as far as they are worth repeating. */
function unknownKeys(keys: readonly string[]): FieldError {
  const names = keys.join(', ');
  return { key: 'web.error.unknown', params: { names: names.length > 100 ? `${names.slice(0, 99)}…` : names } };
}

export function fieldErrors(error: z.ZodError): FormErrors {
  const errors: FormErrors = {};
  for (const issue of error.issues) {
    const name = issue.path.length ? String(issue.path[0]) : 'form';
    if (issue.code === 'unrecognized_keys') {
      errors[name] ??= unknownKeys(issue.keys);
      continue;
    }
    const max = issue.code === 'too_big' ? Number(issue.maximum) : undefined;
    errors[name] ??= {
      key: issue.message.includes('.') && !issue.message.includes(' ') ? issue.message : 'web.error.invalid',
      params: max ? { max } : undefined,
    };
  }
  return errors;
}

/** Reads a form: values that fit, or one error per field with everything that was typed. Passwords are not kept. */
export function readForm<T>(schema: z.ZodType<T>, body: unknown): FormResult<T> {
  const typed = typedOf(body);
  for (const name of Object.keys(typed)) if (/password/i.test(name)) delete typed[name];
  const result = schema.safeParse(body ?? {});
  return result.success ? { ok: true, value: result.data, typed } : { ok: false, errors: fieldErrors(result.error), typed };
}

/** For the API: the value, or `Invalid` with one entry per field. */
export function readBody<T>(schema: z.ZodType<T>, body: unknown): T {
  const result = schema.safeParse(body ?? {});
  if (!result.success) throw new Invalid(fieldErrors(result.error));
  return result.data;
}

/** The form as it was typed, with what the service refuses at its fields; other errors go on. */
export function refusal(error: unknown, typed: Typed): { typed: Typed; errors: FormErrors } {
  if (error instanceof Invalid) return { typed, errors: error.fields };
  throw error;
}
