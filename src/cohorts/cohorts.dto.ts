import { z } from 'zod';
import { isZone } from '../platform/zones.js';
import { languages } from '../platform/i18n/texts.js';
import { day, email, line } from '../web/forms.js';
import { maxCount } from './cohorts.forms.js';
import type { CohortView, ListedCohort, ListedEnrolment } from './cohort.queries.js';

const zoneName = z.string().refine(isZone, 'web.error.zone');
const instant = z.iso.datetime();

export const listQuery = z.object({ cursor: z.string().optional(), limit: z.coerce.number().int().min(1).max(100).optional() });

export const newCohortBody = z.strictObject({
  programmeId: line(100),
  authorityId: line(40),
  name: line(120),
  startsOn: day(),
  endsOn: day().nullable().default(null),
  /** Left out: the authority's. */
  zone: zoneName.nullable().default(null),
});

export const cohortPatch = z.strictObject({
  name: line(120).optional(),
  startsOn: day().optional(),
  endsOn: day().nullable().optional(),
  zone: zoneName.optional(),
});

export const inviteBody = z.strictObject({
  people: z.array(z.strictObject({ email: email(), name: line(200).nullable().default(null) })).min(1),
  /** Of the mail to people who have no account yet; left out: that of the caller. */
  language: z.enum(languages).optional(),
});

export const sendAgainBody = z.strictObject({
  /** Number of invitations that the caller knows of: with another number nothing is sent. */
  seen: z.number().int().min(0).max(maxCount).optional(),
});

export const cohortDto = z.object({
  id: z.string(),
  name: z.string(),
  programmeId: z.string(),
  authorityId: z.string(),
  authorityName: z.string(),
  zone: z.string(),
  startsOn: z.iso.date(),
  endsOn: z.iso.date().nullable(),
});

export const listedCohortDto = cohortDto.extend({ people: z.int(), opened: z.int() });
export const cohortsDto = z.object({ items: z.array(listedCohortDto), next: z.string().nullable() });

export const enrolmentDto = z.object({
  id: z.string(),
  personId: z.string(),
  name: z.string(),
  email: z.string(),
  invitations: z.int(),
  invitedAt: instant.nullable(),
  openedAt: instant.nullable(),
});
export const enrolmentsDto = z.object({ items: z.array(enrolmentDto), next: z.string().nullable() });

/** How many of the addresses were new, had an account, were in the cohort already, or belong to a closed account. */
export const inviteResultDto = z.object({ new: z.int(), existing: z.int(), here: z.int(), closed: z.int() });
export const sentDto = z.object({ sent: z.boolean() });

export const toCohort = ({ id, name, programmeId, authorityId, authorityName, zone, startsOn, endsOn }: CohortView): z.infer<typeof cohortDto> => ({
  id,
  name,
  programmeId,
  authorityId,
  authorityName,
  zone,
  startsOn,
  endsOn,
});

export const toListedCohort = (cohort: ListedCohort): z.infer<typeof listedCohortDto> => ({ ...cohort });

export const toEnrolment = ({ invitedAt, openedAt, ...rest }: ListedEnrolment): z.infer<typeof enrolmentDto> => ({
  ...rest,
  invitedAt: invitedAt?.toISOString() ?? null,
  openedAt: openedAt?.toISOString() ?? null,
});
