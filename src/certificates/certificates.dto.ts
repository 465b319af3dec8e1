import { z } from 'zod';
import { line } from '../web/forms.js';
import { verifyPath } from './certificate-files.service.js';
import type { CertificateView } from './certificates.service.js';
import { readCode } from './rules/code.js';
import { withdrawnOn } from './rules/validity.js';
import type { VerifiedCertificate } from './verification.service.js';

export const codeForm = z.object({
  code: line(200).transform((typed, context) => {
    const code = readCode(typed);
    if (code === null) context.addIssue({ code: 'custom', message: 'certificates.verify.notACode' });
    return code ?? '';
  }),
});

export const nameForm = z.object({ name: line(200) });

const state = z.enum(['valid', 'expired', 'withdrawn']);
const title = z.record(z.string(), z.string()).describe('Title per language.');

export const certificateDto = z.object({
  id: z.uuid(),
  enrolmentId: z.uuid(),
  programmeId: z.string(),
  title,
  personName: z.string(),
  minutes: z.int(),
  issuer: z.string(),
  issuedOn: z.iso.date(),
  validUntil: z.iso.date().nullable(),
  state,
  sample: z.boolean().describe('Not an official document.'),
  code: z.string(),
  verifyUrl: z.url(),
  fileUrl: z.url().nullable().describe('Null while it is withdrawn.'),
  withdrawnOn: z.iso.date().nullable(),
  withdrawnBecause: z.string().nullable().describe('For its holder only; whoever checks the code is not told.'),
});
export const certificateListDto = z.object({ items: z.array(certificateDto) });

export const verifiedDto = z.object({
  code: z.string(),
  state,
  sample: z.boolean().describe('Not an official document.'),
  title,
  issuer: z.string(),
  minutes: z.int(),
  issuedOn: z.iso.date(),
  validUntil: z.iso.date().nullable(),
  withdrawnOn: z.iso.date().nullable(),
});
export const nameAnswerDto = z.object({ matches: z.boolean() });

export function certificateOut(certificate: CertificateView, baseUrl: string): z.infer<typeof certificateDto> {
  const { id, enrolmentId, programmeId, title: titles, personName, minutes, issuer, issuedOn, validUntil, state: worth, sample, code } = certificate;
  return {
    id,
    enrolmentId,
    programmeId,
    title: titles,
    personName,
    minutes,
    issuer,
    issuedOn,
    validUntil,
    state: worth,
    sample,
    code,
    verifyUrl: baseUrl + verifyPath(code),
    fileUrl: worth === 'withdrawn' ? null : `${baseUrl}/certificates/${id}/file`,
    withdrawnOn: withdrawnOn(certificate.withdrawnAt, certificate.zone),
    withdrawnBecause: certificate.withdrawnBecause,
  };
}

export const verifiedOut = (certificate: VerifiedCertificate): z.infer<typeof verifiedDto> => certificate;
