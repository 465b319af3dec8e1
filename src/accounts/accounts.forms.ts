import { z } from 'zod';
import { languages } from '../platform/i18n/texts.js';
import { roles } from '../platform/security/viewer.js';
import { email, emailPattern, line, optionalLine, text, zone } from '../web/forms.js';

export const language = () => z.enum(languages, { error: 'web.error.invalid' });
export const theme = () => z.enum(['system', 'light', 'dark'], { error: 'web.error.invalid' });
const role = () => z.enum(roles as ['trainer', 'coordinator', 'administrator'], { error: 'web.error.invalid' });
const id = () => z.uuid({ error: 'web.error.required' });
/** A password as it was typed: spaces count. */
const password = () => z.string({ error: 'web.error.required' }).min(1, 'web.error.required').max(1000, 'web.error.tooLong');

const optionalEmail = () =>
  z
    .string()
    .optional()
    .transform((value) => (value ?? '').trim().toLowerCase() || null)
    .refine((value) => value === null || (value.length <= 254 && emailPattern.test(value)), 'web.error.email');

export const forgotForm = z.object({ email: email() });
export const resetForm = z.object({ password: password() });
export const welcomeForm = z.object({ name: line(120), language: language(), password: password() });

export const profileForm = z.object({ name: line(120), language: language(), zone: zone(), theme: theme() });
export const passwordForm = z.object({ currentPassword: password(), newPassword: password() });
export const tokenForm = z.object({ tokenName: line(80) });

export const newPersonForm = z.object({ name: line(120), email: email(), language: language(), zone: zone(), authorityId: id() });
/** `authorityId` empty: for the whole installation. */
export const grantForm = z.object({ role: role(), authorityId: z.union([z.literal('').transform(() => null), id()]) });
export const newAuthorityForm = z.object({ name: line(160), zone: zone() });
export const authorityForm = z.object({
  name: line(160),
  zone: zone(),
  contactName: optionalLine(120),
  contactEmail: optionalEmail(),
  coordinatorsSeeScores: z
    .string()
    .optional()
    .transform((value) => value === 'yes'),
});

export const reportForm = z.object({ page: z.string().optional(), message: text(4000), replyTo: optionalEmail() });

// The same for the API, where values have types of their own.
export const profileBody = z.object({ name: line(120), language: language(), zone: zone(), theme: theme() }).partial();
export const tokenBody = z.object({ name: line(80) });
export const newPersonBody = newPersonForm;
export const grantBody = z.object({ role: role(), authorityId: id().nullable() });
export const newAuthorityBody = z.object({ parentId: id().nullable(), name: line(160), zone: zone() });
export const authorityBody = z
  .object({
    name: line(160),
    zone: zone(),
    contactName: line(120).nullable(),
    contactEmail: email().nullable(),
    coordinatorsSeeScores: z.boolean(),
  })
  .partial();

/** Per cent; at most twice as much on top. */
export const mostExtraTime = 200;
export const needsForm = z.object({
  extraTime: z
    .string({ error: 'web.error.required' })
    .trim()
    .refine((value) => /^\d{1,3}$/.test(value) && Number(value) <= mostExtraTime, 'accounts.needs.error')
    .transform(Number),
  noTimer: z
    .string()
    .optional()
    .transform((value) => value === 'yes'),
});
export const needsBody = z.object({
  extraTime: z.number().int().min(0).max(mostExtraTime).describe('Per cent on top of every time limit'),
  noTimer: z.boolean(),
});
