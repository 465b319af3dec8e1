import { z } from 'zod';
import { languages } from '../platform/i18n/texts.js';
import { roles, type Viewer } from '../platform/security/viewer.js';
import type { Needs } from './accommodations.service.js';
import { defaultPolicy } from './authority.entity.js';
import type { AuthorityView } from './authorities.service.js';
import type { After, PersonDetail, PersonLine } from './people.queries.js';

// What the API answers with. Mapped field by field, so that a new column never leaks by itself.

const role = z.enum(roles as ['trainer', 'coordinator', 'administrator']);
const instant = z.iso.datetime();

export const meDto = z.object({
  id: z.uuid(),
  name: z.string(),
  email: z.string(),
  language: z.enum(languages),
  zone: z.string().describe('IANA time zone'),
  theme: z.enum(['system', 'light', 'dark']),
  roles: z.array(z.object({ role, path: z.string().nullable().describe('Node of the tree; null: the whole installation') })),
});
export const toMe = ({ personId, name, email, language, zone, theme, grants }: Viewer): object => ({
  id: personId,
  name,
  email,
  language,
  zone,
  theme,
  roles: grants,
});

export const tokenDto = z.object({ id: z.uuid(), name: z.string(), createdAt: instant, lastUsedOn: z.iso.date().nullable() });
export const tokenListDto = z.object({ items: z.array(tokenDto) });
export const newTokenDto = z.object({ id: z.uuid(), secret: z.string().describe('Shown this once') });

const personLineDto = z.object({
  id: z.uuid(),
  name: z.string(),
  email: z.string(),
  authority: z.string().nullable(),
  roles: z.array(role),
  accepted: z.boolean().describe('Has set a password'),
  active: z.boolean(),
});
export const peopleDto = z.object({ items: z.array(personLineDto), next: z.string().nullable().describe('Cursor of the next page') });
export const toPersonLine = ({ id, name, email, authority, roles: held, accepted, active }: PersonLine): object => ({
  id,
  name,
  email,
  authority,
  roles: held,
  accepted,
  active,
});

export const personDto = z.object({
  id: z.uuid(),
  name: z.string(),
  email: z.string(),
  language: z.string(),
  zone: z.string(),
  authorityId: z.uuid().nullable(),
  accepted: z.boolean(),
  active: z.boolean(),
  createdAt: instant,
  roles: z.array(z.object({ id: z.uuid(), role, authorityId: z.uuid().nullable(), authority: z.string().nullable() })),
});
export const toPerson = (person: PersonDetail): object => ({
  id: person.id,
  name: person.name,
  email: person.email,
  language: person.language,
  zone: person.zone,
  authorityId: person.authorityId,
  accepted: person.accepted,
  active: person.deactivatedAt === null,
  createdAt: person.createdAt,
  roles: person.grants.map(({ id, role: held, authorityId, authority }) => ({ id, role: held, authorityId, authority })),
});

export const madeDto = z.object({ id: z.uuid() });
export const wayInDto = z.object({ sent: z.enum(['invitation', 'reset']) });

export const authorityDto = z.object({
  id: z.uuid(),
  parentId: z.uuid().nullable(),
  name: z.string(),
  zone: z.string(),
  contactName: z.string().nullable(),
  contactEmail: z.string().nullable(),
  coordinatorsSeeScores: z.boolean(),
});
export const authoritiesDto = z.object({ items: z.array(authorityDto) });
export const toAuthority = ({ id, parentId, name, zone, contactName, contactEmail, policy }: AuthorityView): object => ({
  id,
  parentId,
  name,
  zone,
  contactName,
  contactEmail,
  coordinatorsSeeScores: { ...defaultPolicy, ...policy }.coordinatorsSeeScores,
});

/** The cursor of a list of people: opaque for callers, a place in the order for us. */
export const writeCursor = (after: After | null): string | null => after && Buffer.from(JSON.stringify([after.name, after.id])).toString('base64url');

export function readCursor(cursor: unknown): After | null {
  if (typeof cursor !== 'string' || cursor === '') return null;
  const found = z.tuple([z.string().refine((name) => !name.includes('\0')), z.uuid()]).safeParse(parse(Buffer.from(cursor, 'base64url').toString()));
  return found.success ? { name: found.data[0], id: found.data[1] } : null;
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}

export const needsDto = z.object({
  extraTime: z.number().int().describe('Per cent on top of every time limit'),
  noTimer: z.boolean().describe('No time limit at all'),
});
export const toNeeds = ({ extraTime, noTimer }: Needs): object => ({ extraTime, noTimer });
