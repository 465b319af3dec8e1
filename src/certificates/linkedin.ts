/** What LinkedIn's own form for a certificate is filled in with. */
export interface LinkedInEntry {
  title: string;
  issuer: string;
  /** Civil date of issue. */
  issuedOn: string;
  code: string;
  /** Full address for checking. */
  url: string;
}

/** A plain link to LinkedIn's "add to profile" page; nothing is sent before somebody follows it. */
export function linkedInAddress({ title, issuer, issuedOn, code, url }: LinkedInEntry): string {
  const [year = '', month = ''] = issuedOn.split('-');
  const query = new URLSearchParams({
    startTask: 'CERTIFICATION_NAME',
    name: title,
    organizationName: issuer,
    issueYear: year,
    issueMonth: String(Number(month)),
    certUrl: url,
    certId: code,
  });
  return `https://www.linkedin.com/profile/add?${query.toString()}`;
}
