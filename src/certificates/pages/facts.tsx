import { DescriptionList } from '../../web/components/figures.js';
import { usePage } from '../../web/page.js';
import { titleOf } from '../certificate-files.service.js';
import { duration } from '../duration.js';
import { groupCode } from '../rules/code.js';

interface FactsProps {
  certificate: {
    title: Record<string, string>;
    issuer: string;
    minutes: number;
    issuedOn: string;
    validUntil: string | null;
    withdrawnOn?: string | null;
    code: string;
  };
}

/** What a certificate says, but the name. */
export function CertificateFacts({ certificate }: FactsProps) {
  const { t, format, language } = usePage();
  const { title, language: lang } = titleOf(certificate, language);
  return (
    <DescriptionList
      items={[
        { term: t('certificates.fact.programme'), value: <span lang={lang}>{title}</span> },
        { term: t('certificates.fact.issued'), value: format.day(certificate.issuedOn) },
        { term: t('certificates.fact.time'), value: duration(t, certificate.minutes) },
        { term: t('certificates.fact.issuer'), value: certificate.issuer },
        { term: t('certificates.fact.validity'), value: certificate.validUntil ? format.day(certificate.validUntil) : t('certificates.fact.noEnd') },
        ...(certificate.withdrawnOn ? [{ term: t('certificates.fact.withdrawn'), value: format.day(certificate.withdrawnOn) }] : []),
        { term: t('certificates.fact.code'), value: groupCode(certificate.code) },
      ]}
    />
  );
}
