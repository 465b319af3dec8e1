import { LinkButton } from '../../web/components/button.js';
import { Grid, LinkCard, Meta, Row, Section, Stack } from '../../web/components/card.js';
import { Seal } from '../../web/components/certificate-parts.js';
import { EmptyState } from '../../web/components/empty-state.js';
import { Icon } from '../../web/components/icon.js';
import { PageHeader } from '../../web/components/page-header.js';
import { Tag } from '../../web/components/tag.js';
import { usePage } from '../../web/page.js';
import { titleOf } from '../certificate-files.service.js';
import type { CertificateView } from '../certificates.service.js';
import { duration } from '../duration.js';
import { stateTone, stateWord } from './words.js';

/** Somebody's own certificates, newest first. */
export function CertificatesPage({ certificates }: { certificates: CertificateView[] }) {
  const { t, language, format } = usePage();
  return (
    <Stack gap={5}>
      <PageHeader title={t('certificates.list.title')} lead={t('certificates.list.lead')} />
      {certificates.length === 0 ? (
        <EmptyState
          icon="award"
          title={t('certificates.list.empty')}
          action={
            <LinkButton href="/" look="secondary">
              {t('certificates.list.emptyAction')}
            </LinkButton>
          }
        >
          <p>{t('certificates.list.emptyWhy')}</p>
        </EmptyState>
      ) : (
        <Section id="completed" title={t('certificates.list.completed')}>
          <Grid>
            {certificates.map((one) => {
              const { title, language: lang } = titleOf(one, language);
              return (
                <LinkCard href={`/certificates/${one.id}`} title={title} lang={lang}>
                  <Row>
                    <Seal state={one.state} />
                    <Tag tone={stateTone[one.state]}>{stateWord(t, one.state)}</Tag>
                  </Row>
                  <Meta>
                    <span>
                      <Icon name="calendar" /> {t('certificates.list.issued', { date: format.day(one.issuedOn) })}
                    </span>
                    <span>
                      <Icon name="clock" /> {duration(t, one.minutes)}
                    </span>
                  </Meta>
                  {one.sample && (
                    <p>
                      <Tag>{t('certificates.sample')}</Tag>
                    </p>
                  )}
                </LinkCard>
              );
            })}
          </Grid>
        </Section>
      )}
    </Stack>
  );
}
