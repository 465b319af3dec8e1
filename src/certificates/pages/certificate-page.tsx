import { Actions, LinkButton } from '../../web/components/button.js';
import { Card, Muted, Row, Split, Stack } from '../../web/components/card.js';
import { CopyText, SampleBanner, Seal } from '../../web/components/certificate-parts.js';
import { NoticeBox } from '../../web/components/notice-box.js';
import { PageHeader } from '../../web/components/page-header.js';
import { Tag } from '../../web/components/tag.js';
import { usePage } from '../../web/page.js';
import { titleOf, verifyPath } from '../certificate-files.service.js';
import type { CertificateView } from '../certificates.service.js';
import { linkedInAddress } from '../linkedin.js';
import { withdrawnOn } from '../rules/validity.js';
import { CertificateFacts } from './facts.js';
import { stateTone, stateWord } from './words.js';

/** One certificate for its holder. `verifyUrl` is the full address for checking. */
export function CertificatePage({ certificate, verifyUrl }: { certificate: CertificateView; verifyUrl: string }) {
  const { t, language, format } = usePage();
  const { title, language: lang } = titleOf(certificate, language);
  const { issuer, issuedOn, code, state } = certificate;
  const others = (
    <>
      <Card id="share" title={t('certificates.one.share')}>
        <Stack gap={3}>
          <Muted small>{t('certificates.one.shareWhy')}</Muted>
          <p>
            <b>{t('certificates.one.address')}</b>
          </p>
          <CopyText text={verifyUrl} label={t('certificates.one.copy')} />
          {!certificate.sample && state !== 'withdrawn' && (
            <>
              <Actions>
                <LinkButton look="secondary" icon="external" href={linkedInAddress({ title, issuer, issuedOn, code, url: verifyUrl })}>
                  {t('certificates.one.linkedIn')}
                </LinkButton>
              </Actions>
              <Muted small>{t('certificates.one.linkedInWhy')}</Muted>
            </>
          )}
        </Stack>
      </Card>
      <Card id="others" title={t('certificates.one.others')}>
        <Stack gap={3}>
          <p>{t('certificates.one.othersWhy')}</p>
          <Actions>
            <LinkButton look="quiet" icon="eye" href={verifyPath(code)}>
              {t('certificates.one.othersOpen')}
            </LinkButton>
          </Actions>
        </Stack>
      </Card>
    </>
  );
  return (
    <Stack gap={5}>
      <PageHeader
        crumbs={[{ href: '/certificates', label: t('certificates.list.title') }]}
        crumb={title}
        eyebrow={t('certificates.one.eyebrow')}
        title={title}
        lang={lang}
        lead={t('certificates.one.lead', { name: certificate.personName })}
        actions={
          state !== 'withdrawn' && (
            <LinkButton icon="download" href={`/certificates/${certificate.id}/file`} download>
              {t('certificates.one.download')}
            </LinkButton>
          )
        }
      />
      {certificate.sample && <SampleBanner />}
      {state === 'expired' && <NoticeBox tone="warn">{t('certificates.one.notValid')}</NoticeBox>}
      {state === 'withdrawn' && (
        <NoticeBox tone="warn" title={t('certificates.one.withdrawn', { day: format.day(withdrawnOn(certificate.withdrawnAt, certificate.zone)!) })}>
          {certificate.withdrawnBecause && <p>{t('certificates.one.because', { reason: certificate.withdrawnBecause })}</p>}
          <p>{t('certificates.one.withdrawnMeans', { issuer })}</p>
        </NoticeBox>
      )}
      <Split aside={others} asideLabel={t('certificates.one.share')}>
        <Card>
          <Stack gap={4}>
            <Row>
              <Seal state={state} />
              <Tag tone={stateTone[state]}>{stateWord(t, state)}</Tag>
            </Row>
            <CertificateFacts certificate={certificate} />
          </Stack>
        </Card>
      </Split>
    </Stack>
  );
}
