import { z } from 'zod';
import { languages } from '../platform/i18n/texts.js';
import { day, line, optionalDay, zone } from '../web/forms.js';

const key = z.string().min(1).max(100);

/** `key` is made with the form: the form sent twice makes one cohort. */
export const newCohortForm = z.object({
  key,
  programmeId: line(100),
  authorityId: line(40),
  name: line(120),
  startsOn: day(),
  endsOn: optionalDay(),
  zone: z.union([z.literal('').transform(() => null), zone()]),
});

export const cohortForm = z.object({ name: line(120), startsOn: day(), endsOn: optionalDay(), zone: zone() });

export const coordinatorForm = z.object({ personId: line(40) });

/** Enough for 500 long rows of a spreadsheet. */
const maxPaste = 300_000;

export const inviteForm = z.object({
  step: z.enum(['preview', 'change', 'confirm']),
  people: z.string({ error: 'web.error.required' }).max(maxPaste, 'web.error.tooLong'),
  language: z.enum(languages, { error: 'web.error.invalid' }),
});

/** What PostgreSQL's integer holds. */
export const maxCount = 2_147_483_647;

/** `seen`: number of invitations on the page from which it was sent. */
export const sendAgainForm = z.object({ seen: z.coerce.number().int().min(0).max(maxCount).optional() });

/** `before`: when the page was made. */
export const sendAgainToAllForm = z.object({ before: z.coerce.date().min(new Date(0)) });
