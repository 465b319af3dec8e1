import { z } from 'zod';
import { text } from '../web/forms.js';
import { verifyPath } from './certificate-files.service.js';
import type { IssuedCertificate, IssuedWithHistory } from './withdrawals.service.js';

const reason = () => text(500);

/** `key` is made with the form: the form sent twice withdraws once. */
export const withdrawForm = z.object({ key: z.string().min(1).max(100), reason: reason() });
export const reinstateForm = z.object({ reason: reason() });
export const reasonBody = z.object({ reason: reason().describe('The holder reads it; whoever checks the code does not.') });

const issued = z.object({
  id: z.uuid(),
  personId: z.uuid(),
  personName: z.string().describe('As it is printed.'),
  enrolmentId: z.uuid(),
  programmeId: z.string(),
  title: z.record(z.string(), z.string()).describe('Title per language.'),
  version: z.int(),
  issuer: z.string(),
  issuedOn: z.iso.date(),
  validUntil: z.iso.date().nullable(),
  state: z.enum(['valid', 'expired', 'withdrawn']),
  sample: z.boolean().describe('Not an official document.'),
  code: z.string(),
  verifyUrl: z.url(),
});
const withdrawal = z.object({
  id: z.uuid(),
  reason: z.string(),
  withdrawnAt: z.iso.datetime(),
  withdrawnBy: z.string().nullable().describe('Name; null where it was not kept.'),
  reinstatedAt: z.iso.datetime().nullable().describe('Null while it holds.'),
  reinstatedBy: z.string().nullable(),
  reinstatedBecause: z.string().nullable(),
});
export const issuedDto = issued.extend({ withdrawals: z.array(withdrawal).describe('Latest first.') });
export const issuedListDto = z.object({ items: z.array(issued) });

export function issuedOut(one: IssuedCertificate, baseUrl: string): z.infer<typeof issued> {
  const { id, personId, personName, enrolmentId, programmeId, title, version, issuer, issuedOn, validUntil, state, sample, code } = one;
  const facts = { id, personId, personName, enrolmentId, programmeId, title, version, issuer, issuedOn, validUntil, state, sample, code };
  return { ...facts, verifyUrl: baseUrl + verifyPath(code) };
}

export const withHistoryOut = ({ certificate, withdrawals }: IssuedWithHistory, baseUrl: string): z.infer<typeof issuedDto> => ({
  ...issuedOut(certificate, baseUrl),
  withdrawals: withdrawals.map((one) => ({
    id: one.id,
    reason: one.reason,
    withdrawnAt: one.withdrawnAt.toISOString(),
    withdrawnBy: one.withdrawnBy,
    reinstatedAt: one.reinstatedAt?.toISOString() ?? null,
    reinstatedBy: one.reinstatedBy,
    reinstatedBecause: one.reinstatedBecause,
  })),
});
