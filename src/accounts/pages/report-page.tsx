import type { Translate } from '../../platform/i18n/texts.js';
import { TextArea, TextField, type FormState } from '../../web/components/field.js';
import { errorTitle, Form, NarrowPage } from '../../web/components/form-page.js';
import { page, usePage, type Page } from '../../web/page.js';

interface Props {
  /** Path of the page that the report is about. */
  about: string;
  form?: FormState;
}

function Body({ about, form }: Props) {
  const { t, viewer } = usePage();
  const labels = { message: t('accounts.report.message'), replyTo: t('accounts.report.replyTo') };
  return (
    <NarrowPage title={t('accounts.report.title')} lead={t('accounts.report.lead', { page: about })}>
      <Form
        action="/report"
        form={form}
        labels={labels}
        submit={t('accounts.report.submit')}
        cancel={{ href: about, label: t('accounts.report.back') }}
        guard
      >
        <input type="hidden" name="page" value={about} />
        <TextArea name="message" label={labels.message} hint={t('accounts.report.messageHint')} form={form} rows={6} />
        {viewer ? (
          <p>{t('accounts.report.answerTo', { email: viewer.email })}</p>
        ) : (
          <TextField
            name="replyTo"
            type="email"
            label={labels.replyTo}
            hint={t('accounts.report.replyHint')}
            form={form}
            autocomplete="email"
            optional
          />
        )}
      </Form>
    </NarrowPage>
  );
}

export const reportPage = (t: Translate, props: Props): Page =>
  page(errorTitle(t, t('accounts.report.title'), props.form), <Body {...props} />, { layout: 'plain', status: props.form ? 422 : 200 });
