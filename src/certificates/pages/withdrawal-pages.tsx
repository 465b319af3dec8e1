import { Stack } from '../../web/components/card.js';
import { TextArea, type FormState } from '../../web/components/field.js';
import { Form, NarrowPage } from '../../web/components/form-page.js';
import { NoticeBox } from '../../web/components/notice-box.js';
import { usePage } from '../../web/page.js';
import { titleOf } from '../certificate-files.service.js';
import { issuedPaths } from '../certificate-paths.js';
import { groupCode } from '../rules/code.js';
import type { IssuedCertificate } from '../withdrawals.service.js';

/** What will happen, and why it should: nothing has been written yet. */
function DecisionPage({
  certificate,
  title,
  consequences,
  action,
  hint,
  submit,
  wish,
  form,
}: {
  certificate: IssuedCertificate;
  title: string;
  consequences: string[];
  action: string;
  hint: string;
  submit: string;
  wish?: string;
  form?: FormState;
}) {
  const { t, language } = usePage();
  const facts = { name: certificate.personName, programme: titleOf(certificate, language).title, code: groupCode(certificate.code) };
  const labels = { reason: t('certificates.withdraw.reason') };
  return (
    <NarrowPage title={title} lead={t('certificates.withdraw.which', facts)}>
      <Stack gap={4}>
        <NoticeBox title={t('certificates.withdraw.happens')}>
          <ul class="plain-list">
            {consequences.map((sentence) => (
              <li>{sentence}</li>
            ))}
          </ul>
        </NoticeBox>
        <Form
          action={action}
          form={form}
          labels={labels}
          submit={submit}
          cancel={{ href: issuedPaths.one(certificate.id), label: t('certificates.withdraw.cancel') }}
        >
          {wish !== undefined && <input type="hidden" name="key" value={wish} />}
          <TextArea name="reason" label={labels.reason} hint={hint} form={form} rows={3} maxlength={500} />
        </Form>
      </Stack>
    </NarrowPage>
  );
}

interface Asked {
  certificate: IssuedCertificate;
  form?: FormState;
}

/** `wish` makes the form one wish, however often it is sent. */
export function WithdrawPage({ certificate, wish, form }: Asked & { wish: string }) {
  const { t } = usePage();
  const name = certificate.personName;
  return (
    <DecisionPage
      certificate={certificate}
      title={t('certificates.withdraw.title')}
      consequences={[
        t('certificates.withdraw.public'),
        certificate.active ? t('certificates.withdraw.mail', { name }) : t('certificates.withdraw.noMail', { name }),
        t('certificates.withdraw.file'),
        t('certificates.withdraw.record'),
        t('certificates.withdraw.back'),
      ]}
      action={issuedPaths.withdraw(certificate.id)}
      hint={t('certificates.withdraw.reasonHint', { name })}
      submit={t('certificates.withdraw.submit')}
      wish={wish}
      form={form}
    />
  );
}

export function ReinstatePage({ certificate, withdrawalId, form }: Asked & { withdrawalId: string }) {
  const { t } = usePage();
  const name = certificate.personName;
  return (
    <DecisionPage
      certificate={certificate}
      title={t('certificates.reinstate.title')}
      consequences={[
        t('certificates.reinstate.public'),
        certificate.active ? t('certificates.withdraw.mail', { name }) : t('certificates.withdraw.noMail', { name }),
        t('certificates.reinstate.file'),
      ]}
      action={issuedPaths.reinstate(certificate.id, withdrawalId)}
      hint={t('certificates.withdraw.reasonHint', { name })}
      submit={t('certificates.reinstate.submit')}
      form={form}
    />
  );
}
