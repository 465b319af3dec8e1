import { Card, Muted, Stack } from '../../web/components/card.js';
import { SampleBanner, VerifyResult } from '../../web/components/certificate-parts.js';
import { TextField, type FormState } from '../../web/components/field.js';
import { Form, NarrowPage } from '../../web/components/form-page.js';
import { NoticeBox } from '../../web/components/notice-box.js';
import { usePage } from '../../web/page.js';
import { verifyPath } from '../certificate-files.service.js';
import { groupCode } from '../rules/code.js';
import type { VerifiedCertificate } from '../verification.service.js';
import { CodeForm } from './code-form.js';
import { CertificateFacts } from './facts.js';
import { stateSentence } from './words.js';

/** Asks for a code. `unknown`: the code that was asked for belongs to no certificate. */
export function VerifyPage({ form, unknown }: { form?: FormState; unknown?: boolean }) {
  const { t } = usePage();
  return (
    <NarrowPage title={t('certificates.verify.title')} lead={t('certificates.verify.lead')}>
      <CodeForm
        action="/verify"
        submit={t('certificates.verify.submit')}
        unknown={unknown ? t('certificates.verify.unknown') : undefined}
        form={form}
      />
    </NarrowPage>
  );
}

export interface NameAnswer {
  name: string;
  matches: boolean;
}

/** What anybody may know of a certificate, and whether a typed name is its holder's. */
export function VerifiedPage({ certificate, form, answer }: { certificate: VerifiedCertificate; form?: FormState; answer?: NameAnswer }) {
  const { t } = usePage();
  const code = groupCode(certificate.code);
  const nameForm = (
    <Card id="name-card" title={t('certificates.verify.nameTitle')}>
      <Stack gap={4}>
        {answer && (
          <NoticeBox tone={answer.matches ? 'ok' : 'warn'} level={3} live title={answerWords(t, answer)} id="answer">
            {!answer.matches && <p>{t('certificates.verify.differsWhy')}</p>}
          </NoticeBox>
        )}
        <Muted>{t('certificates.verify.nameWhy')}</Muted>
        <Form
          action={verifyPath(certificate.code)}
          form={form}
          labels={{ name: t('certificates.verify.name') }}
          submit={t('certificates.verify.nameSubmit')}
        >
          <TextField
            name="name"
            label={t('certificates.verify.name')}
            hint={t('certificates.verify.nameHint')}
            form={form}
            autocomplete="off"
            spellcheck={false}
            maxlength={200}
          />
        </Form>
      </Stack>
    </Card>
  );
  const below = (
    <Stack gap={5}>
      {nameForm}
      <p>
        <a href="/verify">{t('certificates.verify.another')}</a>
      </p>
    </Stack>
  );
  return (
    <NarrowPage title={t('certificates.verify.resultTitle', { code })} below={below}>
      <Stack gap={4}>
        {certificate.sample && <SampleBanner>{t('certificates.verify.sampleWhy')}</SampleBanner>}
        <VerifyResult state={certificate.state} title={stateSentence(t, certificate.state)}>
          <CertificateFacts certificate={certificate} />
        </VerifyResult>
      </Stack>
    </NarrowPage>
  );
}

const answerWords = (t: (key: string, params?: Record<string, string>) => string, { name, matches }: NameAnswer): string =>
  matches ? t('certificates.verify.matches', { name }) : t('certificates.verify.differs', { name });
