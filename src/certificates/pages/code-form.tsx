import { Stack } from '../../web/components/card.js';
import { TextField, type FormState } from '../../web/components/field.js';
import { Form } from '../../web/components/form-page.js';
import { NoticeBox } from '../../web/components/notice-box.js';
import { usePage } from '../../web/page.js';

interface CodeFormProps {
  action: string;
  submit: string;
  /** Says that the code that was asked for leads nowhere. */
  unknown?: string;
  form?: FormState;
}

/** Asks for the code of a certificate. */
export function CodeForm({ action, submit, unknown, form }: CodeFormProps) {
  const { t } = usePage();
  return (
    <Stack gap={4}>
      {unknown && (
        <NoticeBox tone="warn" live>
          <p>{unknown}</p>
        </NoticeBox>
      )}
      <Form action={action} form={form} labels={{ code: t('certificates.verify.code') }} submit={submit}>
        <TextField
          name="code"
          label={t('certificates.verify.code')}
          hint={t('certificates.verify.codeHint')}
          form={form}
          autocomplete="off"
          spellcheck={false}
          maxlength={200}
          width="m"
        />
      </Form>
    </Stack>
  );
}
