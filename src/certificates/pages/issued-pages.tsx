import type { PersonDetail } from '../../accounts/people.queries.js';
import { Actions, LinkButton } from '../../web/components/button.js';
import { Card, Muted, Row, Stack } from '../../web/components/card.js';
import { Seal } from '../../web/components/certificate-parts.js';
import { DataTable } from '../../web/components/data-table.js';
import type { FormState } from '../../web/components/field.js';
import { DescriptionList } from '../../web/components/figures.js';
import { NarrowPage } from '../../web/components/form-page.js';
import { NoticeBox } from '../../web/components/notice-box.js';
import { PageHeader } from '../../web/components/page-header.js';
import { Tag } from '../../web/components/tag.js';
import { usePage } from '../../web/page.js';
import { titleOf, verifyPath } from '../certificate-files.service.js';
import { issuedPaths } from '../certificate-paths.js';
import { groupCode } from '../rules/code.js';
import { withdrawnOn } from '../rules/validity.js';
import type { IssuedCertificate, IssuedWithHistory } from '../withdrawals.service.js';
import { CodeForm } from './code-form.js';
import { CertificateFacts } from './facts.js';
import { stateTone, stateWord } from './words.js';

/** One person's certificates, for administrators. */
export function IssuedPage({ person, certificates }: { person: PersonDetail; certificates: IssuedCertificate[] }) {
  const { t, language, format } = usePage();
  return (
    <Stack gap={5}>
      <PageHeader
        title={t('certificates.issued.title')}
        lead={t('certificates.issued.lead', { name: person.name || person.email })}
        crumbs={[
          { href: '/admin/people', label: t('accounts.people.title') },
          { href: `/admin/people/${person.id}`, label: person.name || person.email },
        ]}
      />
      <Card flush={certificates.length > 0} id="issued" title={t('certificates.issued.list')}>
        <DataTable
          caption={t('certificates.issued.list')}
          rows={certificates}
          empty={<Muted>{t('certificates.issued.none')}</Muted>}
          columns={[
            {
              label: t('certificates.fact.programme'),
              header: true,
              cell: (one) => {
                const { title, language: lang } = titleOf(one, language);
                return (
                  <a href={issuedPaths.one(one.id)} lang={lang === language ? undefined : lang}>
                    {title}
                  </a>
                );
              },
            },
            { label: t('certificates.fact.issued'), cell: (one) => format.day(one.issuedOn) },
            { label: t('certificates.fact.code'), cell: (one) => groupCode(one.code) },
            { label: t('certificates.issued.state'), cell: (one) => <Tag tone={stateTone[one.state]}>{stateWord(t, one.state)}</Tag> },
          ]}
        />
      </Card>
      <Actions>
        <LinkButton href={issuedPaths.find} look="secondary" icon="search">
          {t('certificates.find.title')}
        </LinkButton>
      </Actions>
    </Stack>
  );
}

/** Asks for a code. `unknown`: no certificate within reach has the one that was asked for. */
export function FindPage({ form, unknown }: { form?: FormState; unknown?: boolean }) {
  const { t } = usePage();
  return (
    <NarrowPage
      title={t('certificates.find.title')}
      lead={t('certificates.find.lead')}
      below={
        <Actions>
          <LinkButton href="/admin/people" look="quiet" icon="arrowLeft">
            {t('accounts.people.title')}
          </LinkButton>
        </Actions>
      }
    >
      <CodeForm
        action={issuedPaths.find}
        submit={t('certificates.find.submit')}
        unknown={unknown ? t('certificates.find.unknown') : undefined}
        form={form}
      />
    </NarrowPage>
  );
}

/** One certificate of somebody else, with what was decided about it. */
export function IssuedOnePage({ certificate, withdrawals, mayDecide }: IssuedWithHistory) {
  const { t, language, format } = usePage();
  const { title, language: lang } = titleOf(certificate, language);
  const holding = withdrawals.find(({ reinstatedAt }) => !reinstatedAt);
  const person = certificate.holderName || certificate.email;
  const name = certificate.personName;
  return (
    <Stack gap={5}>
      <PageHeader
        title={title}
        lang={lang}
        eyebrow={t('certificates.issued.of', { name: person })}
        crumbs={[
          { href: `/admin/people/${certificate.personId}`, label: person },
          { href: issuedPaths.ofPerson(certificate.personId), label: t('certificates.issued.title') },
        ]}
        actions={
          mayDecide &&
          (holding ? (
            <LinkButton href={issuedPaths.reinstate(certificate.id, holding.id)} look="secondary" icon="refresh">
              {t('certificates.reinstate.open')}
            </LinkButton>
          ) : (
            <LinkButton href={issuedPaths.withdraw(certificate.id)} look="secondary" icon="cross">
              {t('certificates.withdraw.open')}
            </LinkButton>
          ))
        }
      />
      {!mayDecide && <NoticeBox>{t('certificates.issued.own')}</NoticeBox>}
      <Card id="certificate" title={t('certificates.issued.facts')}>
        <Stack gap={4}>
          <Row>
            <Seal state={certificate.state} />
            <Tag tone={stateTone[certificate.state]}>{stateWord(t, certificate.state)}</Tag>
          </Row>
          <p>{t('certificates.issued.printed', { name })}</p>
          <CertificateFacts certificate={{ ...certificate, withdrawnOn: withdrawnOn(certificate.withdrawnAt, certificate.zone) }} />
          <p>
            <a href={verifyPath(certificate.code)}>{t('certificates.one.othersOpen')}</a>
          </p>
        </Stack>
      </Card>
      <Card id="decisions" title={t('certificates.issued.decisions')}>
        {withdrawals.length === 0 ? (
          <Muted>{t('certificates.issued.noDecisions')}</Muted>
        ) : (
          <Stack gap={4}>
            {withdrawals.map((one) => (
              <DescriptionList
                items={[
                  { term: t('certificates.fact.withdrawn'), value: format.dateTime(one.withdrawnAt) },
                  { term: t('certificates.issued.by'), value: one.withdrawnBy ?? '–' },
                  { term: t('certificates.withdraw.reason'), value: one.reason || '–' },
                  ...(one.reinstatedAt
                    ? [
                        { term: t('certificates.issued.reinstated'), value: format.dateTime(one.reinstatedAt) },
                        { term: t('certificates.issued.by'), value: one.reinstatedBy ?? '–' },
                        { term: t('certificates.withdraw.reason'), value: one.reinstatedBecause ?? '–' },
                      ]
                    : []),
                ]}
              />
            ))}
          </Stack>
        )}
      </Card>
    </Stack>
  );
}
